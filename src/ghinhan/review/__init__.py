"""Two readings of one text: matched, measured, settled."""
