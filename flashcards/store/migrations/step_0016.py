"""Finds what rows say that they cannot show, without reading the stamps of all others."""

STATEMENTS: tuple[str, ...] = (
    """CREATE INDEX sync_stamps_decks ON sync_stamps (kind, value)
        WHERE field = 'deck' AND value IS NOT NULL""",
    """CREATE INDEX sync_stamps_sources ON sync_stamps (kind, value)
        WHERE field = 'source' AND value IS NOT NULL""",
)
"""Every merge asks for the decks of cards that have an older twin or are gone, and each with an
article in it for notes that name one that is not there."""
