"""Anki's own files: packages and collections of every age, read into one form."""
