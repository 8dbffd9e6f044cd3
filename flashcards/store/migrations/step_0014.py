"""Lets two copies of a collection become one: what was written when, and whom it was told."""

STATEMENTS: tuple[str, ...] = (
    """CREATE TABLE sync_stamps (
        kind INTEGER NOT NULL,
        row INTEGER NOT NULL,
        field TEXT NOT NULL,
        stamp INTEGER NOT NULL,
        device INTEGER NOT NULL,
        base INTEGER NOT NULL,
        sent INTEGER NOT NULL,
        value TEXT,
        PRIMARY KEY (kind, row, field)
    ) WITHOUT ROWID""",
    "CREATE INDEX sync_stamps_unsent ON sync_stamps (kind, row) WHERE sent = 0",
    """CREATE TABLE sync_states (
        kind INTEGER NOT NULL,
        uid TEXT NOT NULL,
        sent INTEGER NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (kind, uid)
    ) WITHOUT ROWID""",
    "CREATE INDEX sync_states_unsent ON sync_states (kind) WHERE sent = 0",
    """CREATE TABLE sync_unsent (
        card_id INTEGER NOT NULL,
        id INTEGER NOT NULL,
        PRIMARY KEY (card_id, id)
    ) WITHOUT ROWID""",
    """CREATE TABLE sync_segments (
        hash TEXT PRIMARY KEY,
        device TEXT NOT NULL,
        number INTEGER NOT NULL,
        name TEXT NOT NULL,
        head INTEGER NOT NULL,
        seen_ms INTEGER NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE sync_outbox (
        hash TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        data BLOB NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE sync_conflicts (
        uid TEXT NOT NULL,
        field TEXT NOT NULL,
        at_ms INTEGER NOT NULL,
        PRIMARY KEY (uid, field)
    ) WITHOUT ROWID""",
)
"""All are empty where nobody syncs. ``sync_stamps`` says when a field of a row was written, and by
which device, where that was after the row itself; ``value`` is what was written where the row
shows something else. ``sync_states`` keeps rows that are not there: deleted, or not yet possible.
The rest says what other machines have not got yet, and what was taken in already."""
