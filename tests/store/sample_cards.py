"""Small collections for tests of finding and paging, written with the real table layout."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Connection, create_engine

from flashcards.model.note_types import BUILT_IN_NOTE_TYPES
from flashcards.store import verify
from flashcards.store.fields import stored
from flashcards.store.migrations import STEPS, take_step
from flashcards.store.notes import first_key
from flashcards.text.plain import search_text

NOON = 1_790_000_000_000
"""A moment of 2026-09-21, UTC milliseconds."""
DAY_MS = 86_400_000
CLOZE = 3
"""Id of the built-in note type for clozes."""


@dataclass(slots=True)
class SampleCard:
    """One card as the test means it to be in the file."""

    deck: str = "A"
    suspended: bool = False
    buried_until: int | None = None
    flag: int = 0
    state: int = 0
    due_at: int | None = None
    interval_minutes: int = 0
    ease: int = 250
    lapses: int = 0
    last_review_at: int | None = None
    drill_day: int | None = None
    reviews: list[tuple[int, int, int, int | None]] = field(default_factory=list)
    """Rows of the log: (at_ms, kind, quality, index of the target row)."""


@dataclass(slots=True)
class SampleNote:
    """One note with its cards, one for each template of its note type."""

    fields: tuple[str, ...]
    cards: list[SampleCard]
    tags: tuple[str, ...] = ()
    note_type: int = 1
    """Id of a built-in note type: 1 basic, 2 with reverse, 3 cloze."""
    created_ms: int = NOON
    changed_ms: int = NOON
    heading: str = ""


@contextmanager
def collection_of(notes: list[SampleNote]) -> Iterator[Connection]:
    """Lend a connection to a collection that holds ``notes``; ids count from 1."""
    engine = create_engine("sqlite://")
    try:
        with engine.connect() as conn:
            for number, step in enumerate(STEPS, 1):
                take_step(conn, number, step)
            _fill(conn, notes)
            verify.set_counts(conn)
            yield conn
    finally:
        engine.dispose()


def _fill(conn: Connection, notes: list[SampleNote]) -> None:
    def insert(table: str, *values: object) -> None:
        marks = ", ".join("?" * len(values))
        conn.exec_driver_sql(f"INSERT INTO {table} VALUES ({marks})", values)

    insert("scheduler_versions", 1, "sm2", "{}", 240, None)
    insert("presets", 1, "default", "Default", "{}", 1, 0)
    templates: dict[int, list[int]] = {}
    for kind in BUILT_IN_NOTE_TYPES:
        fields = stored(kind)
        insert("note_types", kind.id, kind.uid, kind.name, kind.kind, fields, "", kind.markup, 0)
        for place, template in enumerate(kind.templates):
            number = sum(map(len, templates.values())) + 1
            uid = f"{kind.uid}/{template.uid}"
            insert(
                "templates",
                *(
                    number,
                    kind.id,
                    uid,
                    template.name,
                    place,
                    template.question,
                    template.answer,
                    0,
                ),
            )
            templates.setdefault(kind.id, []).append(number)
    names = sorted({card.deck for note in notes for card in note.cards})
    decks = {name: number for number, name in enumerate(names, 1)}
    for name, number in decks.items():
        insert("decks", number, f"deck-{number}", name, 1, "", 0, "", None, name)
    tags: dict[str, int] = {}
    card_id = log_id = 0
    for note_id, note in enumerate(notes, 1):
        insert(
            "notes",
            *(note_id, f"guid-{note_id}", note.note_type, "\x1f".join(note.fields)),
            *(
                " ".join(note.tags),
                first_key(note.fields[0]),
                None,
                note.heading,
                note.created_ms,
                note.changed_ms,
            ),
        )
        conn.exec_driver_sql(
            "INSERT INTO note_text (rowid, text) VALUES (?, ?)", (note_id, search_text(note.fields))
        )
        for tag in note.tags:
            if tag.lower() not in tags:
                tags[tag.lower()] = len(tags) + 1
                insert("tags", tags[tag.lower()], tag)
            conn.exec_driver_sql(
                "INSERT OR IGNORE INTO note_tags VALUES (?, ?)", (tags[tag.lower()], note_id)
            )
        for place, card in enumerate(note.cards):
            card_id += 1
            of_type = templates[note.note_type]
            number = place + 1 if note.note_type == CLOZE else 0
            insert(
                "cards",
                *(card_id, note_id, decks[card.deck], of_type[min(place, len(of_type) - 1)]),
                *(number, card_id, int(card.suspended), card.buried_until, card.flag, card.state),
                *(card.due_at, card.interval_minutes, card.ease, 0, card.lapses, 0, None, None),
                *(card.last_review_at, card.drill_day, 0, 0, None, None, card_id),
            )
            first = log_id + 1
            for at_ms, log_kind, quality, target in card.reviews:
                log_id += 1
                told = None if target is None else first + target
                insert("reviews", card_id, log_id, at_ms, 0, log_kind, quality, 0, 1, 0, told)
