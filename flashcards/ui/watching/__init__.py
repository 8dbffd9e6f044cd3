"""Folders of Markdown decks that are kept in step while the window is open."""
