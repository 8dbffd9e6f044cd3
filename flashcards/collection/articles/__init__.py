"""Articles and the notes made from them: reading, keeping, comparing, updating."""
