"""Brings packages and collections of Anki's in, with everything that was learnt."""
