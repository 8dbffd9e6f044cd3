"""Gives each card the count of its answers, so that a page of cards need not read the log."""

STATEMENTS: tuple[str, ...] = (
    "ALTER TABLE cards ADD COLUMN answers INTEGER NOT NULL DEFAULT 0",
    """UPDATE cards SET answers = counted.answers FROM (
        SELECT card_id, count(*) AS answers FROM reviews
        WHERE kind < 2 AND id NOT IN (
            SELECT target FROM (
                SELECT target, kind, max(id) FROM reviews WHERE kind >= 4 GROUP BY target
            ) WHERE kind = 4 AND target IS NOT NULL
        ) GROUP BY card_id
    ) AS counted WHERE counted.card_id = cards.id""",
)
"""Derived: what the log says, drills included and struck rows not."""
