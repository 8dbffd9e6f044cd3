"""Counts what the filters of Browse list: notes of tags, note types and articles, and cards."""

from flashcards.collection.decks import tagging
from flashcards.model.filter_counts import ArticleCount, FilterCounts, TypeCount
from flashcards.store import articles, note_types, notes
from flashcards.store.operation import Progress
from flashcards.store.store import Connection, Store

FEW_NOTES = 10_000
"""Up to so many notes are counted at once."""


def counts(store: Store, progress: Progress | None = None) -> FilterCounts:
    """Return everything, for a thread of its own."""
    with store.looking(progress) as conn:
        return _counts(conn)


def counts_if_few(store: Store) -> FilterCounts | None:
    """Return what ``counts`` does; None where that would take long."""
    with store.reading() as conn:
        if notes.more_than(conn, FEW_NOTES) or not tagging.has_few(conn):
            return None
        return _counts(conn)


def _counts(conn: Connection) -> FilterCounts:
    types = notes.note_types(conn)
    of_type, of_template = note_types.count_notes(conn), note_types.count_cards(conn)
    found = [
        TypeCount(
            each.name,
            of_type[each.id],
            tuple(
                (template.name, of_template.get(types.template_ids[template.uid], 0))
                for template in each.templates
            ),
        )
        for each in types.by_id.values()
        if of_type.get(each.id)
    ]
    kept = [ArticleCount(row.id, row.title, count) for row, _, count in articles.every(conn)]
    return FilterCounts(
        tagging.counted(conn),
        tuple(sorted(found, key=lambda each: each.name.casefold())),
        tuple(sorted(kept, key=lambda each: (each.title.casefold(), each.id))),
    )
