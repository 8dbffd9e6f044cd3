"""Counts what a deck or the whole collection holds, for what an export leaves out."""

import json
from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection

from flashcards.model.exporting import Contents
from flashcards.model.note_types import BUILT_IN
from flashcards.model.presets import Options
from flashcards.store.connections import raw_of
from flashcards.store.presets import options_to_json

# In all of these ?1 is JSON with the ids of the decks.
_DECKS: Final = "(SELECT value FROM json_each(?1))"
_NOTES: Final = f"(SELECT note_id FROM cards WHERE deck_id IN {_DECKS})"
_ALL_NOTES: Final = "(SELECT id FROM notes WHERE ?1 IS NOT NULL)"
_CARDS: Final = (
    "SELECT count(*), coalesce(sum(answers), 0), "
    "coalesce(sum(suspended OR buried_until IS NOT NULL), 0), coalesce(sum(flag <> 0), 0) "
    f"FROM cards WHERE deck_id IN {_DECKS}"
)
_DECK_FACTS: Final = (
    "SELECT coalesce(sum(limits <> ''), 0), coalesce(sum(description <> ''), 0), coalesce(sum("
    "NOT EXISTS (SELECT 1 FROM cards c JOIN decks b ON b.id = c.deck_id WHERE b.id = d.id "
    "OR substr(b.name, 1, length(d.name) + 2) = d.name || '::')), 0) "
    f"FROM decks d WHERE id IN {_DECKS}"
)
_PRESETS: Final = (
    "SELECT count(*) FROM presets p WHERE NOT (uid = 'default' AND options = ?2) "
    f"AND id IN (SELECT preset_id FROM decks WHERE id IN {_DECKS})"
)
_OWN_TYPES: Final = (
    "SELECT count(*) FROM note_types WHERE uid NOT IN (SELECT value FROM json_each(?2)) "
    "AND id IN (SELECT note_type_id FROM notes WHERE id IN {notes})"
)
_NOTE_FACTS: Final = (
    "SELECT count(*), coalesce(sum(source_id IS NOT NULL OR source_heading <> ''), 0) "
    "FROM notes WHERE id IN {notes}"
)
_LINKED: Final = "SELECT count(*) FROM passages WHERE note_id IN {notes}"
_REVISIONS: Final = (
    "SELECT count(*) FROM revisions WHERE kind = 'note' "
    "AND uid IN (SELECT guid FROM notes WHERE id IN {notes})"
)
_ORIGINS: Final = (
    "SELECT count(*) FROM origins WHERE guid IN (SELECT guid FROM notes WHERE id IN {notes})"
)
_MEDIA: Final = "SELECT count(*) FROM media WHERE ?1 IS NOT NULL"
_OF_NOTES: Final = "(SELECT source_id FROM notes WHERE id IN {notes})"
_ARTICLES: Final = "SELECT count(*) FROM sources WHERE text <> '' AND ({all} OR id IN {of})"
_HIGHLIGHTS: Final = "SELECT count(*) FROM highlights WHERE {all} OR source_id IN {of}"


def contents(conn: Connection, deck_ids: Sequence[int], *, whole: bool) -> Contents:
    """Return what these decks hold; ``whole``: they are all there are, and all else counts too."""
    decks = json.dumps(list(deck_ids))
    notes = _ALL_NOTES if whole else _NOTES

    def row(sql: str, *more: str) -> tuple[int, ...]:
        of = _OF_NOTES.format(notes=notes)
        # A bound value that a statement does not use is refused, so each names the first.
        text = sql.format(notes=notes, of=of, all="?1 IS NOT NULL" if whole else "0")
        found: tuple[int, ...] = raw_of(conn).execute(text, (decks, *more)).fetchone()
        return found

    cards, answers, set_aside, flagged = row(_CARDS)
    limited, described, empty = row(_DECK_FACTS)
    count, sections = row(_NOTE_FACTS)
    plans, searches, binned = _of_all(conn) if whole else (0, 0, 0)
    return Contents(
        notes=count,
        cards=cards,
        answers=answers,
        set_aside=set_aside,
        flagged=flagged,
        presets=row(_PRESETS, options_to_json(Options()))[0],
        limited=limited,
        empty_decks=empty,
        described=described,
        own_types=row(_OWN_TYPES, json.dumps(list(BUILT_IN)))[0],
        sections=sections,
        linked=row(_LINKED)[0],
        articles=row(_ARTICLES)[0],
        highlights=row(_HIGHLIGHTS)[0],
        revisions=row(_REVISIONS)[0],
        plans=plans,
        searches=searches,
        binned=binned,
        media=row(_MEDIA)[0],
        from_elsewhere=row(_ORIGINS)[0],
    )


def _of_all(conn: Connection) -> tuple[int, int, int]:
    found: tuple[int, int, int] = raw_of(conn).execute(
        "SELECT (SELECT count(*) FROM plans WHERE kind <> 'search'), "
        "(SELECT count(*) FROM plans WHERE kind = 'search'), "
        "(SELECT count(*) FROM bin WHERE kind <> 'part')"
    ).fetchone()  # fmt: skip
    return found
