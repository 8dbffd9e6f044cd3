"""Gives what travels between collections names and stamps of its own."""

import sqlite3
from collections.abc import Callable

from flashcards.store.migrations import (
    step_0007_bin,
    step_0007_decks,
    step_0007_devices,
    step_0007_drills,
    step_0007_fields,
    step_0007_learner,
    step_0007_names,
    step_0007_siblings,
    step_0007_steps,
)

STATEMENTS: tuple[str | Callable[[sqlite3.Connection], None], ...] = (
    *step_0007_siblings.STATEMENTS,
    "ALTER TABLE templates ADD COLUMN changed_ms INTEGER NOT NULL DEFAULT 0",
    """UPDATE templates SET changed_ms = (
        SELECT t.changed_ms FROM note_types t WHERE t.id = templates.note_type_id
    )""",
    *step_0007_decks.STATEMENTS,
    *step_0007_bin.STATEMENTS,
    *step_0007_drills.STATEMENTS,
    *step_0007_fields.STATEMENTS,
    *step_0007_steps.STATEMENTS,
    *step_0007_names.STATEMENTS,
    *step_0007_devices.STATEMENTS,
    *step_0007_learner.STATEMENTS,
)
"""A template has a stamp as other facts have; until now its note type's stood for it."""
