"""Brings in decks of programs other than Anki, in the way of Anki's collections."""
