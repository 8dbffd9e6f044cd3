"""A start of the program knows what it is for, before any window is made."""
