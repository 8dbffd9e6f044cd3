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
    # Cards at a learning step are few; no queue or count looks for them among all that is due.
    """CREATE INDEX cards_steps ON cards (due_at, deck_id, note_id, buried_until)
        WHERE suspended = 0 AND state > 0 AND interval_minutes < 1440""",
)
