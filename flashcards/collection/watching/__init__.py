"""Keeps a folder of Markdown decks and the collection in step, whoever edits which."""
