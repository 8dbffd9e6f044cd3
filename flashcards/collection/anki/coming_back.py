"""Brings together what was edited here and in Anki of notes made here that come back at first."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Final

from flashcards.collection.anki import keeping, own_types
from flashcards.collection.anki.adding import as_they_say
from flashcards.collection.anki.merging import Theirs
from flashcards.collection.anki.under_way import UnderWay
from flashcards.formats.anki.collection import AnkiNote
from flashcards.formats.wording import quoted
from flashcards.model.messages import message
from flashcards.model.notes import Note
from flashcards.store import taking_in

_CONFLICT: Final = message("field that was changed on both sides")

Former = Mapping[tuple[str, str], Collection[str]]
"""What fields said here before, by the guid of the note and the uid of the field."""


def come_back(
    state: UnderWay,
    own: Note,
    theirs: Theirs,
    note: AnkiNote,
    texts: tuple[str, ...],
    former: Former,
) -> tuple[tuple[str, ...], list[str]]:
    """Return the texts of a note made here that comes from Anki for the first time.

    Also digests of tags and fields where what is there is to be taken over, else nothing: a field
    that says there what it says here, or said here before, was edited here alone. One that was
    edited on both sides follows the side whose note is newer; its history has the other text.
    """
    from flashcards.collection.to_anki.note_types import as_anki_says

    written = own_types.source_of(note, theirs) is None
    said = as_anki_says(theirs, own)
    there = as_they_say(state, theirs, note.fields)
    newer = note.changed_s * 1_000 > own.changed_ms
    mine = [own.fields[at] if 0 <= at < len(own.fields) else "" for at in theirs.places]
    known = keeping.digests(" ".join(own.tags), mine) if newer or written else []
    wanted = list(texts)
    for number, place in enumerate(theirs.places if known else ()):
        if written and there[number] == said[number]:
            wanted[number] = mine[number]
        elif place >= 0:
            before = former.get((own.guid, theirs.note_type.field_uids[place]), set())
            rendered = there[number] if written else None
            here_alone = wanted[number] in before or _said_before(
                theirs, own, (number, place), before, rendered
            )
            if here_alone or (before and not newer):
                known[number + 1] = ""
                if not here_alone:
                    _keep(state, own, theirs, note, place, wanted[number])
    return tuple(wanted), known


def _keep(
    state: UnderWay, own: Note, theirs: Theirs, note: AnkiNote, place: int, text: str
) -> None:
    """Keep what a field says there in its history, and tell."""
    stamp = min(max(note.changed_s, 0) * 1_000, state.work.now_ms)
    uid = theirs.note_type.field_uids[place]
    row = ("note", own.guid, uid, text, stamp, stamp, state.work.device)
    taking_in.add(state.conn, "revisions", [row])
    what = message(
        "{note} was changed here and there: yours stays, the other is in its history.",
        note=quoted(own.fields[0]),
    )
    state.problems.add(0, what, _CONFLICT)


def _said_before(
    theirs: Theirs, own: Note, at: tuple[int, int], before: Collection[str], html: str | None
) -> bool:
    """Whether a field, ``at`` its place there and here, once was what is ``html`` in Anki."""
    from flashcards.collection.to_anki.note_types import as_anki_says

    if html is None:
        return False
    number, place = at
    texts = [*own.fields, *[""] * (place + 1 - len(own.fields))]
    return any(
        as_anki_says(theirs, replace(own, fields=(*texts[:place], text, *texts[place + 1 :])))[
            number
        ]
        == html
        for text in before
    )
