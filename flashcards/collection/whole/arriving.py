"""What an import of a collection's file knows while it is under way."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from flashcards.collection.files.checking import SchedulerOf
from flashcards.collection.files.incoming import Tally
from flashcards.collection.whole.ways import WAYS
from flashcards.formats.whole import shape
from flashcards.formats.whole.embedded import closed
from flashcards.formats.whole.stream import odd
from flashcards.formats.wording import Problems
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.scheduling.replay import DEVICE_BITS
from flashcards.store import taking_in
from flashcards.store.operation import Operation
from flashcards.store.store import Connection

Entry = Mapping[str, Any]

_MAY_BE_EMPTY: Final = frozenset({("deck", "limits"), ("article", "structure")})


class TypeHere(NamedTuple):
    """A note type of the file as it is here."""

    id: int
    fields: int
    """How many it has in the file."""
    places: Sequence[int] | None
    """Where its fields stand here, in their order there; None where that is the same."""
    uids: Sequence[str]
    """Of its fields, in the order of a note's texts here."""
    templates: Mapping[str, int]


@dataclass(slots=True)
class Arriving:
    """An import under way."""

    conn: Connection
    work: Operation
    file: str
    fresh: bool
    """Whether there is nothing here yet, so that a whole collection comes in just as it was."""
    bare: bool
    """Whether there is not even a log, as of cards that were deleted."""
    problems: Problems
    below: str | None = None
    """The deck under which decks at the top come."""
    tally: Tally = field(default_factory=Tally)
    devices: list[int] = field(default_factory=list)
    device_uids: list[str] = field(default_factory=list)
    copies: dict[int, int] = field(default_factory=dict)
    """Of a device that is this one: the number under which rows come that it never wrote here."""
    schedulers: list[int] = field(default_factory=list)
    scheduler_of: SchedulerOf | None = None
    presets: dict[str, int] = field(default_factory=dict)
    decks: dict[str, int] = field(default_factory=dict)
    deck_names: dict[int, str] = field(default_factory=dict)
    types: dict[str, TypeHere] = field(default_factory=dict)
    articles: dict[str, int] = field(default_factory=dict)
    plans: dict[str, int] = field(default_factory=dict)
    guids: set[str] = field(default_factory=set)
    """Of the notes met so far."""
    known: set[str] = field(default_factory=set)
    """Those of them that were here: of these, what they said here before counts."""
    totals: Counter[tuple[int, int, int, int, int]] = field(default_factory=Counter)
    """How many answers of cards that are new here are to be counted on which day."""
    taken_ms: Counter[tuple[int, int, int, int, int]] = field(default_factory=Counter)
    homes: set[int] = field(default_factory=set)
    """The decks that notes of the file are in."""
    words: list[tuple[int, str]] = field(default_factory=list)
    tagged: list[tuple[int, str]] = field(default_factory=list)
    cards: dict[int, int] = field(default_factory=dict)
    """The ids that deleted cards have here, by those that they have in the file."""
    deletions: list[int] = field(default_factory=list)
    last_ms: int = 0
    """When the latest row of the log was written."""

    def odd(self, section: str, member: str = "") -> UserError:
        """Return what is said where an entry names something that is not there, or cannot be."""
        if member:
            what = message("in “{section}”, “{member}” cannot be", section=section, member=member)
        else:
            what = message("“{section}” is not as it should be", section=section)
        return odd(self.file, what)

    def one(self, found: Sequence[int], place: int, section: str, member: str) -> int:
        """Return what stands at a place of a list that came before."""
        if not 0 <= place < len(found):
            raise self.odd(section, member)
        return found[place]

    def named(self, found: Mapping[str, int], uid: str, section: str, member: str) -> int:
        """Return the id of what came before under this name."""
        if uid not in found:
            raise self.odd(section, member)
        return found[uid]

    def closed(self, kind: str, member: str, value: Any) -> str:
        """Return the text to keep for what the collection keeps as JSON."""
        text = closed(value, WAYS[kind][member])
        if isinstance(value, str) and not (value == "" and (kind, member) in _MAY_BE_EMPTY):
            try:
                json.loads(value)
            except (ValueError, RecursionError) as error:
                raise self.odd(kind, member) from error
        return text

    def number(self, place: int, sequence: int, known: frozenset[int] | set[int]) -> int:
        """Return the number of a row of the log; ``known`` are those its card has here.

        Rows of this very device that it does not know were written by a copy of it.
        """
        device = self.one(self.devices, place, "notes", "reviews")
        number = device << DEVICE_BITS | sequence
        if device != self.work.device or number in known:
            return number
        if place not in self.copies:
            uid = self.device_uids[place]
            self.copies[place] = taking_in.device(self.conn, f"copy:{uid}", self.file, 1)
        return self.copies[place] << DEVICE_BITS | sequence


def compared(state: Arriving, section: str, entry: Any) -> Entry:
    """Return an entry that is as it should be; raise UserError for any other."""
    if not isinstance(entry, dict):
        raise state.odd(section)
    wrong = shape.misfit(shape.SECTIONS[section], entry)
    if wrong is not None:
        raise state.odd(section, wrong)
    return entry
