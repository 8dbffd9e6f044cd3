"""Asking a card and taking the answer, wherever the card stands: on its own or in an article."""
