"""Brings a collection of Anki's in: one undo step for its notes, cards, decks, types and log."""

import sys
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, islice
from operator import attrgetter
from pathlib import Path
from typing import Final

from flashcards.collection.anki import adding, gone, known
from flashcards.collection.anki.fitness import (
    MOST_CARDS,
    UNFIT,
    first_field,
    in_batches,
    templates_of,
    unfit,
)
from flashcards.collection.anki.logs import MOST_OF_A_CARD
from flashcards.collection.anki.media import media_written
from flashcards.collection.anki.merging import Theirs
from flashcards.collection.anki.opening import opened
from flashcards.collection.anki.renaming import renamed_type
from flashcards.collection.anki.under_way import Owned, UnderWay, begun
from flashcards.collection.files.importing import import_label
from flashcards.collection.files.incoming import common_top
from flashcards.formats.anki.collection import AnkiCard, AnkiCollection, AnkiNote
from flashcards.formats.anki.package import OWN, STRANGERS
from flashcards.formats.wording import quoted
from flashcards.model.anki import AS_USUAL, ImportChoices
from flashcards.model.errors import UserError
from flashcards.model.messages import Message, message, sentences
from flashcards.model.parsed import ImportReport
from flashcards.store import notes, origins, taking_in
from flashcards.store.decks import SEPARATOR
from flashcards.store.operation import Progress, operation
from flashcards.store.store import Connection, Store

_STRAY: Final = message("card without a note")
_NO_TYPE: Final = message("note without a note type")
_BARE: Final = message("note without a card")
_TOO_MANY: Final = message("note of too many cards")
_TWIN: Final = message("note that has the id of another one")
_TWICE: Final = message("note that is there twice")


def import_collection(
    store: Store,
    path: Path,
    choices: ImportChoices = AS_USUAL,
    progress: Progress | None = None,
) -> ImportReport:
    """Import a package or collection of Anki's, all of it or nothing. Raises UserError."""
    with (
        opened(store.path, path, OWN if choices.own else STRANGERS, progress) as found,
        media_written(store, found.package, progress) as media,
        store.writing(import_label(path), progress=progress) as conn,
    ):
        media.enter(conn, operation(conn).now_ms)
        report = bring_in(conn, found.collection, media.names, choices)
    problems = (*found.package.problems.all(), *report.problems)
    return replace(report, problems=problems)


def bring_in(
    conn: Connection,
    found: AnkiCollection,
    names: Mapping[str, str],
    choices: ImportChoices = AS_USUAL,
) -> ImportReport:
    """Bring a collection in, in the operation under way; its media are here already.

    ``names`` are of media that have another name here than there. Raises UserError where nothing
    in it can be used.
    """
    if names:
        for identity, body in list(found.note_types.items()):
            found.note_types[identity] = renamed_type(body, names)
    state = begun(conn, found, names, choices)
    taking_in.remember_former(conn)
    rows = _with_cards(state, found)
    done = 0
    for batch in in_batches(rows):
        found.look_over(note for note, _ in batch)
        _take(state, batch)
        done += len(batch)
        state.work.tick(done, 0)
    adding.finish(state)
    gone.keep_answers(state)
    for guid, used in state.renamed.items():
        origins.keep_options(conn, "names", guid, used, state.work.now_ms)
    found.tell_odd()
    if state.logs.cut:
        what = message(
            "Of cards with more than {most} answers the newest came.", most=MOST_OF_A_CARD
        )
        state.problems.add(0, what)
    state.tally.problems += state.problems.all()
    state.tally.skipped += state.problems.left_out
    if not state.tally.done:
        why = [each.message for each in state.tally.problems[:1]]
        raise UserError(
            sentences(message("There are no notes in this file that can be used."), *why),
            message("Export it again from {program}.", program=found.program),
        )
    homes = state.decks.all_names()
    top = common_top(homes)
    highest = tuple(sorted({name.partition(SEPARATOR)[0] for name in homes}))
    return replace(state.tally.report(top), decks=() if top else highest)


def _with_cards(
    state: UnderWay, found: AnkiCollection
) -> Iterator[tuple[AnkiNote, list[AnkiCard]]]:
    """Yield each note with its cards; both come by the ids of the notes."""
    groups = groupby(found.cards(), attrgetter("note_id"))
    group = next(groups, None)
    for note in found.notes():
        while group is not None and group[0] < note.id:
            _stray(state, group[1])
            group = next(groups, None)
        owned: list[AnkiCard] = []
        if group is not None and group[0] == note.id:
            owned = list(islice(group[1], MOST_CARDS))
            _leave_rest(state, note, group[1])
            group = next(groups, None)
        state.met.extend(card.id for card in owned)
        yield note, owned
    while group is not None:
        _stray(state, group[1])
        group = next(groups, None)


def _leave_rest(state: UnderWay, note: AnkiNote, rest: Iterator[AnkiCard]) -> None:
    """Leave out the cards of a note beyond what any note has."""
    state.met.extend(left := array("q", (card.id for card in rest)))
    if left:
        said = quoted(first_field(note))
        what = message("{count} cards of {note} were left out.", count=len(left), note=said)
        state.problems.add(0, what, _TOO_MANY)


def _stray(state: UnderWay, found: Iterator[AnkiCard]) -> None:
    for card in found:
        state.met.append(card.id)
        state.problems.add(0, message("A card without a note was left out."), _STRAY)


def _take(
    state: UnderWay, batch: Sequence[tuple[AnkiNote, list[AnkiCard]]], *, renamed: bool = False
) -> None:
    """Bring in some notes; ``renamed`` are those whose ids others had."""
    there = notes.notes_with_guids(state.conn, [note.guid for note, _ in batch])
    fresh: list[Owned] = []
    old: list[Owned] = []
    twins: list[tuple[AnkiNote, list[AnkiCard]]] = []
    met: set[str] = set()
    for note, owned in batch:
        theirs, here = state.theirs.get(note.type_id), there.get(note.guid)
        twin = note.guid in met or (here is not None and _came(state, here.id))
        if theirs is None or not owned or (twin and renamed):
            _leave_out(state, note, theirs, owned)
            continue
        if (why := _unfit(note, theirs, owned)) is not None:
            state.tally.skipped += 1
            state.problems.add(0, why, UNFIT)
            continue
        if twin:
            twins.append((_renamed(state, note), owned))
            continue
        met.add(note.guid)
        if here is not None:
            state.came_again.add(here.id)
        (fresh if here is None else old).append(Owned(note, theirs, owned))
    adding.add(state, fresh)
    known.update(state, there, old)
    if twins:
        _take(state, twins, renamed=True)


def _renamed(state: UnderWay, note: AnkiNote) -> AnkiNote:
    said = quoted(first_field(note))
    what = message("{note} has the id of another note, and got one of its own.", note=said)
    state.problems.add(0, what, _TWIN)
    return note.with_own_guid()


def _came(state: UnderWay, note_id: int) -> bool:
    """Whether a note that is here came with this import, the first time or again."""
    return note_id >= state.first_note or note_id in state.came_again


def _unfit(note: AnkiNote, theirs: Theirs, owned: Sequence[AnkiCard]) -> Message | None:
    templates = templates_of(theirs.note_type.kind, len(theirs.templates))
    known = theirs.own or theirs.whole  # whose cards have places of their own
    return unfit(note, len(theirs.places), sys.maxsize if known else templates, owned)


def _leave_out(
    state: UnderWay, note: AnkiNote, theirs: Theirs | None, owned: Sequence[AnkiCard]
) -> None:
    state.tally.skipped += 1
    said = quoted(first_field(note))
    if theirs is None:
        why, kind = message("The note type of {note} is missing.", note=said), _NO_TYPE
    elif not owned:
        why, kind = message("{note} has no card.", note=said), _BARE
    else:
        why, kind = message("{note} is there twice.", note=said), _TWICE
    state.problems.add(0, why, kind)
