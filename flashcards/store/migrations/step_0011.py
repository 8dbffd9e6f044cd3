"""Finds files by the names that notes from elsewhere use, however many files there are."""

STATEMENTS: tuple[str, ...] = ("CREATE INDEX media_original_name ON media (original_name)",)
