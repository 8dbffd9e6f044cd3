"""Keeps the articles that notes were made from, and where in them each note stands."""

STATEMENTS: tuple[str, ...] = (
    # A source with a text is an article; without one it is only a title.
    "ALTER TABLE sources ADD COLUMN address TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE sources ADD COLUMN digest TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE sources ADD COLUMN structure TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE sources ADD COLUMN read_ms INTEGER",
    """CREATE TABLE passages (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        note_id INTEGER NOT NULL UNIQUE REFERENCES notes (id) DEFERRABLE INITIALLY DEFERRED,
        source_id INTEGER NOT NULL REFERENCES sources (id) DEFERRABLE INITIALLY DEFERRED,
        kind TEXT NOT NULL,
        term TEXT NOT NULL,
        heading TEXT NOT NULL,
        start INTEGER,
        stop INTEGER,
        quote TEXT NOT NULL,
        made TEXT NOT NULL,
        fresh_look INTEGER NOT NULL DEFAULT 0,
        changed_ms INTEGER NOT NULL
    )""",
    "CREATE INDEX passages_source ON passages (source_id, start)",
)
"""``heading`` is a JSON list, outermost first; ``start`` and ``stop`` are NULL once the passage
has gone from the article. ``made`` are the fields as the article made them, joined as in ``notes``:
what differs from them is the learner's own. ``structure`` is JSON of the article's headings."""
