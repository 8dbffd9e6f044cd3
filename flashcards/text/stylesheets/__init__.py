"""Dresses a card as its note type’s sheet says: CSS is read, matched and written for Qt’s text."""
