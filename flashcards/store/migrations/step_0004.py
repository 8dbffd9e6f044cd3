"""Lets a past be judged by other rules, decks have limits of their own, and plans be kept."""

STATEMENTS: tuple[str, ...] = (
    # Answers up to ``past_until_ms`` are judged by this version instead of their own.
    "ALTER TABLE cards ADD COLUMN past_version_id INTEGER",
    "ALTER TABLE cards ADD COLUMN past_until_ms INTEGER",
    # JSON: what of the preset's limits the deck has otherwise, and for today only.
    "ALTER TABLE decks ADD COLUMN limits TEXT NOT NULL DEFAULT ''",
    """CREATE TABLE plans (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uid TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        definition TEXT NOT NULL,
        created_ms INTEGER NOT NULL,
        changed_ms INTEGER NOT NULL
    )""",
)
