"""Tells what a package or collection of Anki's would bring, without changing anything."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice
from operator import attrgetter
from pathlib import Path, PurePosixPath
from typing import Final

from flashcards.collection.anki import types
from flashcards.collection.anki.days import rollover_hour
from flashcards.collection.anki.decks import deck_name, home_of
from flashcards.collection.anki.fitness import (
    MOST_CARDS,
    first_field,
    in_batches,
    templates_of,
    unfit,
)
from flashcards.collection.anki.opening import Opened, opened
from flashcards.formats.anki.collection import MOST_PARTS, AnkiCard, AnkiCollection, AnkiNote
from flashcards.formats.anki.package import OWN, STRANGERS
from flashcards.formats.wording import quoted
from flashcards.model import fonts, pictures, recordings
from flashcards.model.anki import AnkiPreview, ComingDeck, ComingType
from flashcards.model.errors import CancelledError
from flashcards.model.messages import message
from flashcards.model.notes import NoteType
from flashcards.store import notes
from flashcards.store.operation import Progress
from flashcards.store.store import Store
from flashcards.text.all_fields import has_script, leaves_out

_KEPT: Final = frozenset(
    (*pictures.ENDINGS, *recordings.ENDINGS, *(f".{kind}" for kind in fonts.FONTS))
)
_USUAL_PRESET: Final = 1
"""The id of the options that every collection has."""
_UNFIT: Final = message("note that cannot be used")


@dataclass(slots=True)
class _Counts:
    notes: int = 0
    known: int = 0
    left_out: int = 0
    cards: int = 0
    new: int = 0
    filtered: int = 0
    of_type: Counter[int] = field(default_factory=Counter)
    apart: Counter[int] = field(default_factory=Counter)
    decks: dict[int, list[int]] = field(default_factory=dict)
    """Cards and new ones, by Anki's id of their deck."""


def preview(
    store: Store, path: Path, *, own: bool = False, progress: Progress | None = None
) -> AnkiPreview:
    """Return what ``path`` would bring.

    ``own`` says that it is the learner's own, however large. Raises UserError for what cannot be
    read, and TooMuchError for a package that only its owner can want so large.
    """
    with opened(store.path, path, OWN if own else STRANGERS, progress) as found:
        return _told(found, _counted(store, found.collection, progress))


def _counted(store: Store, found: AnkiCollection, progress: Progress | None) -> _Counts:
    counts, kinds = _Counts(), _types(found)
    total, done, met = found.rows.count("notes"), 0, set[str]()
    rows = _with_cards(found)
    for batch in in_batches(rows):
        found.look_over(note for note, _ in batch)
        if progress is not None and not progress(done, total):
            raise CancelledError
        names: list[str] = []
        for each, owned in batch:
            note = each.with_own_guid() if each.guid in met else each
            kind = kinds.get(note.type_id)
            if kind is None or not owned or note.guid in met or _unfit(note, kind, owned):
                counts.left_out += 1
                said = quoted(first_field(note))
                what = message("{note} cannot be used and would be left out.", note=said)
                found.problems.add(0, what, _UNFIT)
                continue
            met.add(note.guid)
            names.append(note.guid)
            _count(counts, found, note, owned, kind)
        with store.reading() as conn:
            counts.known += len(notes.ids_of(conn, names))
        done += len(batch)
    found.tell_odd()
    return counts


def _unfit(note: AnkiNote, kind: NoteType, owned: Sequence[AnkiCard]) -> bool:
    templates = templates_of(kind.kind, len(kind.templates))
    return unfit(note, len(kind.fields), templates, owned) is not None


def _count(
    counts: _Counts,
    found: AnkiCollection,
    note: AnkiNote,
    owned: Sequence[AnkiCard],
    kind: NoteType,
) -> None:
    counts.notes += 1
    counts.of_type[note.type_id] += 1
    counts.apart[note.type_id] += leaves_out(kind, note.fields.split("\x1f", MOST_PARTS))
    for card in owned:
        fresh = card.type == 0
        counts.cards += 1
        counts.new += fresh
        counts.filtered += card.home_deck_id != 0
        place = home_of(found, card.deck_id, card.home_deck_id)
        deck = counts.decks.setdefault(place, [0, 0])
        deck[0] += 1
        deck[1] += fresh


def _with_cards(found: AnkiCollection) -> Iterator[tuple[AnkiNote, Sequence[AnkiCard]]]:
    """Yield each note with its cards; both come by the ids of the notes."""
    groups = groupby(found.cards(), attrgetter("note_id"))
    group = next(groups, None)
    for note in found.notes():
        while group is not None and group[0] < note.id:
            group = next(groups, None)
        if group is not None and group[0] == note.id:
            yield note, list(islice(group[1], MOST_CARDS))
            group = next(groups, None)
        else:
            yield note, ()


def _types(found: AnkiCollection) -> Mapping[int, NoteType]:
    return {identity: types.as_note_type(body, ()) for identity, body in found.note_types.items()}


def _told(opened: Opened, counts: _Counts) -> AnkiPreview:
    found, package = opened.collection, opened.package
    kinds = _types(found)
    decks = Counter[str]()
    fresh = Counter[str]()
    for identity, (cards, new) in counts.decks.items():
        name = deck_name(found.decks.get(identity) or {}, "")
        decks[name] += cards
        fresh[name] += new
    return AnkiPreview(
        package.file,
        package.unpacked + sum(file.size for file in package.media),
        counts.notes,
        counts.known,
        counts.cards,
        counts.new,
        found.rows.count("revlog"),
        len(package.media),
        sum(PurePosixPath(each.name).suffix.lower() not in _KEPT for each in package.media),
        counts.filtered,
        tuple(ComingDeck(name, decks[name], fresh[name]) for name in sorted(decks)),
        tuple(
            ComingType(
                kinds[identity].name, count, counts.apart[identity], has_script(kinds[identity])
            )
            for identity, count in counts.of_type.most_common()
        ),
        tuple(
            str(each.get("name"))
            for identity, each in found.presets.items()
            if identity != _USUAL_PRESET
        ),
        rollover_hour(found.config) if "rollover" in found.config else None,
        counts.left_out + found.problems.left_out,
        (*package.problems.all(), *found.problems.all()),
        found.program,
    )
