"""The desk: opens a project folder and wires the rooms below it."""
