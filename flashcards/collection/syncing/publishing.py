"""Publishes a deck for others to read: its notes, cards, note types and media, and nothing else.

What is published is a device of its own, which writes one segment whenever something changed. What
it said before is read from the hub, so any computer of the teacher's can go on, also one that has
not heard yet what another has published: it takes nothing back.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from flashcards import identity
from flashcards.carriers.carrier import Carrier
from flashcards.collection.syncing import media_files, possible
from flashcards.collection.syncing.refusals import NewerPublicationError
from flashcards.collection.syncing.taking import LARGEST
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.scheduling.days import moment_ms
from flashcards.store import decks
from flashcards.store.store import Connection, Store
from flashcards.store.syncing import expected, former_fields, publications
from flashcards.store.syncing.from_teachers import is_of_a_deck
from flashcards.store.syncing.kinds import BY_NAME
from flashcards.store.syncing.publications import (
    FIELDS_THAT_GO,
    ROWS_THAT_GO,
    Published,
    keys_of,
)
from flashcards.store.syncing.published import (
    LEECH,
    PublishedState,
    Registers,
    deleted,
    moved,
    published_state,
)
from flashcards.sync import segment as codec
from flashcards.sync.lineage import note_of
from flashcards.sync.refusals import NewerError, SegmentError
from flashcards.sync.registers import GONE, TEXT, Register, ms_of, stamp_of
from flashcards.sync.values import Fact, Segment

Row: TypeAlias = tuple[str, str]
"""Kind and uid."""


@dataclass(frozen=True, slots=True)
class Publication:
    """What publishing did."""

    notes: int
    """How many the deck has."""
    changes: int
    """Facts that were told; 0 where everything was told before."""
    media: int
    """Files that were sent."""
    taken_away: int = 0
    """Segments that no program of ours had written there."""
    is_back: bool = False
    """Whether the deck had been withdrawn before."""


@dataclass(slots=True)
class _Before:
    """What was published earlier."""

    registers: Registers
    heads: tuple[str, ...] = ()
    number: int = 0
    hashes: set[str] = field(default_factory=set)
    is_lost: bool = False
    """Whether some of it is not there any more: it was told, and nobody can say as what."""
    made_up: list[str] = field(default_factory=list)
    """What was not written by any program of ours, as the carrier calls it."""


def uid_of(store: Store, deck: str) -> str:
    """Return what names a deck in every copy; raises UserError where there is none."""
    with store.reading() as conn:
        found = decks.subtree(conn, deck)
    if not found:
        raise UserError(
            message("There is no deck “{deck}”.", deck=deck),
            message("“flashcards decks” lists them."),
        )
    return found[0].uid


def publish(store: Store, carrier: Carrier, device: str, deck: str) -> Publication:
    """Tell over a carrier what is new in a deck and its subdecks.

    ``device`` names what writes there. What somebody made up there is taken away: no learner
    listens to it, and what it stands in the place of is told again. Raises UserError where the
    carrier cannot be used, and NewerPublicationError where a later version has published.
    """
    before = _before(carrier, device)
    with store.reading() as conn:
        found = decks.subtree(conn, deck)
        once = publications.published(conn, found[0].uid)
        _put_back(before, once, device)
        now = published_state(conn, [each.id for each in found])
        went = _went(conn, before.registers, now)
    new = _new(before, now, went, stamp_of(moment_ms(store.now())))
    sent = media_files.send(store, carrier, now.files, carrier.media())
    last = _write(carrier, device, before, new) if new else "".join(before.heads[-1:])
    _remember(store, found[0].uid, once, Published(keys_of(now, went), {device: last}))
    for name in before.made_up:
        carrier.delete(name)
    notes = sum(kind == "notes" for kind, _ in now.born)
    return Publication(notes, len(new), sent, len(before.made_up))


def _before(carrier: Carrier, device: str) -> _Before:
    found = _Before({})
    parents: set[str] = set()
    for entry in carrier.segments():
        data = carrier.read(entry.name, LARGEST)
        segment = _published(data, device)
        if segment is None:
            found.made_up.append(entry.name)
            continue
        found.hashes.add(codec.hash_of(data))
        parents.update(segment.parents)
        found.number = max(found.number, segment.number)
        for fact in former_fields.as_now(segment.facts):
            key = fact.kind, fact.uid, fact.field
            known = found.registers.get(key)
            if known is None or known.stamp < fact.stamp:
                found.registers[key] = Register(fact.stamp, 0, fact.value)
    found.heads = tuple(sorted(found.hashes - parents))
    return found


def _put_back(before: _Before, once: Published, device: str) -> None:
    """Count what was published once, and is not there any more, as told: learners have it."""
    before.is_lost = bool(once.keys) and once.last.get(device) not in before.hashes
    if before.is_lost:
        for key in once.keys:
            before.registers.setdefault(key, Register(0, 0, None))


def _remember(store: Store, deck_uid: str, once: Published, now: Published) -> None:
    found = Published(once.keys | now.keys, once.last | now.last)
    if found != once:
        with store.writing(message("Sync"), undoable=False) as conn:
            publications.set_published(conn, deck_uid, found)


def _published(data: bytes, device: str) -> Segment | None:
    """Return what a segment says; None for what learners refuse, since it was made up."""
    try:
        segment = codec.unpack(data)
        possible.refuse_impossible(segment)
    except NewerError as error:
        raise NewerPublicationError(error.app) from error
    except (SegmentError, *expected.IMPOSSIBLE):
        return None
    return segment if is_of_a_deck(segment, device) else None


def _went(conn: Connection, before: Registers, now: PublishedState) -> set[Row]:
    """Return the rows that were published and that this collection has taken out since.

    What it has not heard of is not gone, nor what another computer changed later.
    """
    absent = {
        kind: sorted(
            {uid for each, uid, _ in before if each == kind and (kind, uid) not in now.born}
        )
        for kind in ROWS_THAT_GO
    }
    went: set[Row] = set()
    if not any(absent.values()):
        return went
    for found, counts in ((deleted, _says_more), (moved, _says_where)):
        last = _last(before, counts)
        for kind, uids in absent.items():
            went.update(
                (kind, uid)
                for uid, ms in found(conn, BY_NAME[kind], uids).items()
                if not now.is_followed or ms >= last.get((kind, uid), 0)
            )
    return went


def _says_more(kind: str, name: str) -> bool:
    return name == GONE or (kind == "notes" and name.startswith(TEXT))


def _says_where(kind: str, name: str) -> bool:
    return name == GONE or (kind, name) in (("decks", "parent"), ("cards", "deck"))


def _last(told: Registers, counts: Callable[[str, str], bool]) -> dict[Row, int]:
    """Return when each row, or a card of it, was last written to, in UTC ms."""
    found: dict[Row, int] = {}
    for (kind, uid, name), register in told.items():
        if counts(kind, name):
            row = ("notes", note_of(uid)) if kind == "cards" else (kind, uid)
            found[row] = max(found.get(row, 0), ms_of(register.stamp))
    return found


def _new(there: _Before, now: PublishedState, went: set[Row], moment: int) -> Registers:
    """Return what differs from what was told; each such write is later than what it replaces.

    ``went`` are the rows that were taken out. Whatever this collection has not heard of is no
    difference.
    """
    before = there.registers
    wanted = {
        key: register
        for key, register in now.registers.items()
        if not now.is_followed or not _is_older(register.stamp, before.get(key))
    }
    wanted |= {(*row, GONE): Register(moment, 0, True) for row in went}
    shown = _last(now.registers, lambda _kind, _name: True)
    for (kind, uid, name), known in before.items():
        born = now.born.get((kind, uid))
        if born is None or name == LEECH or (kind, uid, name) in now.registers:
            continue
        last = shown.get((kind, uid), ms_of(born))  # cards count with their notes
        if name == GONE and not (now.is_followed and last < ms_of(known.stamp)):
            wanted[kind, uid, GONE] = Register(moment, 0, False)
        elif name.startswith(FIELDS_THAT_GO) and not (now.is_followed and _is_older(born, known)):
            wanted[kind, uid, name] = Register(moment, 0, None)
    return _later(before, wanted, is_lost=there.is_lost)


def _later(before: Registers, wanted: Registers, *, is_lost: bool) -> Registers:
    """``is_lost``: something else may have been told in between, and then the same again."""
    found: Registers = {}
    for key, register in wanted.items():
        known = before.get(key)
        if known is None:
            found[key] = register
        elif known.value != register.value or (is_lost and known.stamp < register.stamp):
            stamp = max(register.stamp, known.stamp + 1)
            found[key] = Register(stamp, 0, register.value, known.stamp)
    return found


def _is_older(stamp: int, known: Register | None) -> bool:
    """Whether somebody wrote something else since; what is told in one ms counts as one."""
    return known is not None and ms_of(stamp) < ms_of(known.stamp)


def _write(carrier: Carrier, device: str, before: _Before, new: Registers) -> str:
    """Tell that; return the hash of the segment."""
    facts = [
        Fact(kind, uid, name, each.value, each.stamp, 1, str(each.base) if each.base else "")
        for (kind, uid, name), each in new.items()
    ]
    made = Segment(
        device, before.number + 1, parents=before.heads, app=identity.VERSION,
        devices=[("", ""), (device, "")], facts=expected.tellable(facts, 2),
    )  # fmt: skip
    data = codec.pack(made)
    whole_hash = codec.hash_of(data)
    carrier.put(codec.name_of(made, whole_hash), data)
    return whole_hash
