"""Keeps what is read before there are cards: highlights, what is under way, and how far one is."""

STATEMENTS: tuple[str, ...] = (
    """CREATE TABLE highlights (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        quote TEXT NOT NULL,
        start INTEGER,
        stop INTEGER,
        made_ms INTEGER NOT NULL,
        changed_ms INTEGER NOT NULL,
        uid TEXT NOT NULL UNIQUE,
        source_id INTEGER NOT NULL REFERENCES sources (id) DEFERRABLE INITIALLY DEFERRED
    )""",
    "CREATE INDEX highlights_source ON highlights (source_id, start)",
    # What the learner decided about reading an article; ``uid`` is the article's.
    """CREATE TABLE readings (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        priority INTEGER NOT NULL,
        portion INTEGER NOT NULL,
        finished_ms INTEGER,
        changed_ms INTEGER NOT NULL,
        uid TEXT NOT NULL UNIQUE
    )""",
    # Where one is in it. No undo goes back there, so it stands in no row that undo restores.
    """CREATE TABLE reading_places (
        uid TEXT PRIMARY KEY,
        position INTEGER NOT NULL,
        top INTEGER NOT NULL,
        spans TEXT NOT NULL,
        week INTEGER NOT NULL,
        week_before INTEGER NOT NULL,
        read_ms INTEGER NOT NULL
    ) WITHOUT ROWID""",
)
"""``readings.portion`` is in characters a week, 0 for none. Of ``reading_places``, ``spans`` is
JSON with the stretches of the text that were read, and ``week_before`` how many characters had been
read before the learner's week ``week`` began; ``read_ms`` is its stamp as well. Both name their
article by its uid and refer to no row, so an undo that takes the article away leaves them there."""
