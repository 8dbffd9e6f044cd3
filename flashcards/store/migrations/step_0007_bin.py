"""Keeps what was deleted for a while, and what the fields of a note said before."""

STATEMENTS: tuple[str, ...] = (
    # What one operation deleted; listed where the learner deleted decks or notes.
    """CREATE TABLE bin (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        deleted_ms INTEGER NOT NULL,
        device INTEGER NOT NULL,
        decks INTEGER NOT NULL,
        notes INTEGER NOT NULL,
        cards INTEGER NOT NULL,
        reviews INTEGER NOT NULL
    )""",
    # Each row that went, under the name it has in every copy of the collection. Columns with an
    # index stand last, here and below: where a long text is cut short, they no longer agree.
    """CREATE TABLE bin_rows (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        body TEXT NOT NULL,
        kind TEXT NOT NULL,
        entry INTEGER NOT NULL REFERENCES bin (id) DEFERRABLE INITIALLY DEFERRED,
        uid TEXT NOT NULL
    )""",
    "CREATE INDEX bin_rows_entry ON bin_rows (entry, kind)",
    "CREATE INDEX bin_rows_uid ON bin_rows (uid)",
    """CREATE TABLE revisions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        value TEXT NOT NULL,
        since_ms INTEGER NOT NULL,
        until_ms INTEGER NOT NULL,
        device INTEGER NOT NULL,
        kind TEXT NOT NULL,
        uid TEXT NOT NULL,
        field TEXT NOT NULL
    )""",
    "CREATE INDEX revisions_uid ON revisions (uid, field)",
)
"""``bin_rows.body`` is JSON; a card's ``uid`` is its note's guid, its template's uid and its cloze
number. ``revisions.value`` stood from ``since_ms``, as far as is known, until it was replaced at
``until_ms`` on ``device``; ``devices.id`` names it here as in ``bin``."""
