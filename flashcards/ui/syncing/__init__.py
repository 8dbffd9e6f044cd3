"""Keeps the window's collection in step with other computers, and says how it stands."""
