"""Keeps which cards became others, and under which names rows of their logs were told."""

STATEMENTS: tuple[str, ...] = (
    """CREATE TABLE sync_claims (
        former TEXT NOT NULL,
        name TEXT NOT NULL,
        stamp INTEGER NOT NULL,
        device INTEGER NOT NULL,
        sent INTEGER NOT NULL,
        reached TEXT NOT NULL,
        PRIMARY KEY (former, name, stamp, device)
    ) WITHOUT ROWID""",
    "CREATE INDEX sync_claims_name ON sync_claims (name)",
    "CREATE INDEX sync_claims_unsent ON sync_claims (stamp) WHERE sent = 0",
    """CREATE TABLE sync_told (
        name TEXT NOT NULL,
        id INTEGER NOT NULL,
        card_id INTEGER NOT NULL,
        PRIMARY KEY (name, id)
    ) WITHOUT ROWID""",
    "CREATE INDEX sync_told_row ON sync_told (card_id, id)",
)
"""Both are empty where nobody syncs. ``sync_told`` has the rows of the log (by ``card_id`` and
``id``) that were told under another name than their card bears now, and that name."""
