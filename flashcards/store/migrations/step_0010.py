"""Keeps what came with notes from elsewhere and has no use here, so that it can go back."""

STATEMENTS: tuple[str, ...] = (
    """CREATE TABLE origins (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        guid TEXT NOT NULL UNIQUE,
        origin_id INTEGER NOT NULL,
        texts TEXT NOT NULL,
        cards TEXT NOT NULL,
        body TEXT NOT NULL,
        changed_ms INTEGER NOT NULL
    )""",
    "CREATE INDEX origins_id ON origins (origin_id)",
    """CREATE TABLE origin_options (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        uid TEXT NOT NULL,
        body TEXT NOT NULL,
        changed_ms INTEGER NOT NULL,
        UNIQUE (kind, uid)
    )""",
)
"""Of ``origins``, one row a note: ``guid`` is its own, ``origin_id`` what the other program called
it; ``texts`` is JSON with a digest of its tags and of each field as they came last, by which later
changes here and there are told apart; ``cards`` is JSON with [id there, template uid, cloze number]
of each card, and ``body`` JSON with the rest. ``origin_options`` has note types, decks, presets and
settings as the other program keeps them. Both name what they are about by its uid."""
