"""Pure functions on strings: normal form, positions, sentences, syllables. No file is read here."""
