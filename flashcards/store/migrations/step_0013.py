"""Keeps what a watched folder and the collection last agreed on, note by note."""

STATEMENTS: tuple[str, ...] = (
    """CREATE TABLE watched (
        folder TEXT NOT NULL,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        stamp INTEGER NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (folder, kind, name)
    ) WITHOUT ROWID""",
)
"""A row of kind ``folder`` for each folder, ``file`` for each file (by its path below the folder,
``stamp`` its time of change in ns) and ``note`` for each note (by its guid, ``stamp`` a number that
tells what it said here when both sides agreed). Where the folder lies is in the settings of each
computer. Undo leaves the table alone: what it takes back is an edit made here, which goes to the
file."""
