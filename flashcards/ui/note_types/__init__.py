"""The screen on which note types are made and changed, and what changes the type of notes."""
