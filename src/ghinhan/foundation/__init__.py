"""The ground every room stands on: errors, atomic files, identifiers. Standard library only."""
