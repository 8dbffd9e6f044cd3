"""Misspelt words are marked while they are written, with what was meant one key away."""
