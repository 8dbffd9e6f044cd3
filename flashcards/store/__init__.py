"""The only place that speaks SQL: the collection file, its rows, its undo and its backups."""

from flashcards.store.sparing import import_sqlalchemy

import_sqlalchemy()
