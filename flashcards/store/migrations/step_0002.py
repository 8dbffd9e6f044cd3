"""Finds a deck's cards without a look at every card."""

STATEMENTS: tuple[str, ...] = ("CREATE INDEX cards_deck ON cards (deck_id)",)
