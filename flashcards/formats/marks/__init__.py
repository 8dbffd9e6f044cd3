"""Reads decks that other programs keep in Markdown and Org, and tells these programs apart."""
