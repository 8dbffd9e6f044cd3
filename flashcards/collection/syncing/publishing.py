"""Publishes a deck for others to read: its notes, cards, note types and media, and nothing else.

What is published is a device of its own, which writes one segment whenever something changed. What
it said before is read from the hub, so any computer of the teacher's can go on.
"""

from dataclasses import dataclass
from typing import Final

from flashcards import identity
from flashcards.carriers.carrier import Carrier
from flashcards.collection.syncing import media_files
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.scheduling.days import moment_ms
from flashcards.store import decks
from flashcards.store.store import Store
from flashcards.store.syncing.kinds import FIELD, TAG
from flashcards.store.syncing.published import Told, facts_of
from flashcards.sync import segment as codec
from flashcards.sync.registers import GONE, Register, stamp_of
from flashcards.sync.values import Fact, Segment

LARGEST: Final = 256 << 20
_ROWS_THAT_GO: Final = ("decks", "notes")
"""Of these it is said when they are no longer part of the deck; cards follow from their notes."""


@dataclass(frozen=True, slots=True)
class Publication:
    """What publishing did."""

    notes: int
    """How many the deck has."""
    changes: int
    """Facts that were told; 0 where everything was told before."""
    media: int
    """Files that were sent."""


@dataclass(slots=True)
class _Before:
    """What was published earlier."""

    told: Told
    heads: tuple[str, ...] = ()
    number: int = 0


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

    ``device`` names what writes there. Raises UserError where the carrier cannot be used.
    """
    before = _before(carrier)
    with store.reading() as conn:
        chosen = [each.id for each in decks.subtree(conn, deck)]
        now, files = facts_of(conn, chosen)
    new = _new(before.told, now, stamp_of(moment_ms(store.now())))
    sent = media_files.send(store, carrier, files, carrier.media())
    if new:
        _write(carrier, device, before, new)
    return Publication(len({uid for kind, uid, _ in now if kind == "notes"}), len(new), sent)


def _before(carrier: Carrier) -> _Before:
    found = _Before({})
    hashes: set[str] = set()
    parents: set[str] = set()
    for entry in carrier.segments():
        data = carrier.read(entry.name, LARGEST)
        segment = codec.unpack(data)
        hashes.add(codec.hash_of(data))
        parents.update(segment.parents)
        found.number = max(found.number, segment.number)
        for fact in segment.facts:
            key = fact.kind, fact.uid, fact.field
            known = found.told.get(key)
            if known is None or known.stamp < fact.stamp:
                found.told[key] = Register(fact.stamp, 0, fact.value)
    found.heads = tuple(sorted(hashes - parents))
    return found


def _new(before: Told, now: Told, moment: int) -> Told:
    """Return what differs from what was told; each such write is later than what it replaces."""
    wanted = dict(now)
    there = {(kind, uid) for kind, uid, _ in now}
    for kind, uid, name in before:
        if kind in _ROWS_THAT_GO and (kind, uid) not in there:
            wanted[kind, uid, GONE] = Register(moment, 0, True)
        elif name == GONE:
            wanted[kind, uid, GONE] = Register(moment, 0, False)
        elif name.startswith((TAG, FIELD)) and (kind, uid, name) not in now:
            wanted[kind, uid, name] = Register(moment, 0, None)
    found: Told = {}
    for key, register in wanted.items():
        known = before.get(key)
        if known is None:
            found[key] = register
        elif known.value != register.value:
            stamp = max(register.stamp, known.stamp + 1)
            found[key] = Register(stamp, 0, register.value, known.stamp)
    return found


def _write(carrier: Carrier, device: str, before: _Before, new: Told) -> None:
    facts = [
        Fact(kind, uid, name, each.value, each.stamp, 1, str(each.base) if each.base else "")
        for (kind, uid, name), each in new.items()
    ]
    made = Segment(
        device, before.number + 1, parents=before.heads, app=identity.VERSION,
        devices=[("", ""), (device, "")], facts=facts,
    )  # fmt: skip
    data = codec.pack(made)
    carrier.put(codec.name_of(made, codec.hash_of(data)), data)
