"""Keeps what an article said before, for cards that are to be looked at again."""

STATEMENTS: tuple[str, ...] = (
    "ALTER TABLE passages ADD COLUMN former_quote TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE passages ADD COLUMN former_until_ms INTEGER",
)
"""``former_quote`` is what the article said when the learner looked last, and ``former_until_ms``
when it was found to say something else. Empty and NULL where nothing is to be looked at, and for
marks of an older layout, which kept the new words alone."""
