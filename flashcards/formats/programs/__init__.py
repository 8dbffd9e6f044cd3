"""Decks of programs other than Anki that bring note types, media or what was learnt."""
