"""Decks, notes and cards: writing, changing, moving, deleting and finding them."""
