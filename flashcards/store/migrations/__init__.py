"""Numbered steps that bring an older collection file up to date."""
