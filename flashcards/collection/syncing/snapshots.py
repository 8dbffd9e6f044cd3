"""Keeps what lies there from growing for ever: now and then one file stands for all before it."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from typing import Final

from flashcards import identity
from flashcards.carriers.carrier import Carrier, Entry, Shared
from flashcards.collection.syncing.refusals import UntellableError
from flashcards.collection.syncing.taking import LARGEST, PATIENCE_MS
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.scheduling.days import moment_ms
from flashcards.store.store import Store
from flashcards.store.syncing import expected, records, segments, snapshots, whole
from flashcards.store.syncing.snapshots import Snapshot
from flashcards.sync import segment as codec
from flashcards.sync.refusals import SegmentError, SegmentTooLargeError
from flashcards.sync.secret import Secret, own_key
from flashcards.sync.values import SNAPSHOT, Segment

_LEAST: Final = 1 << 20
_PART: Final = 0.3
"""A snapshot is made where more bytes than ``_LEAST``, and than this part of what it would replace,
lie there in files that none stands for."""
_LARGE: Final = 512 << 10
"""Bytes from which on a file counts among what is replaced, as long as there is no snapshot: with
such files begins whoever has a large collection already."""
_MANY_FILES: Final = 170
"""So many files are enough, too, """
_MOST_FILES: Final = 1_000
"""and so many where an older snapshot has still to be cleared away."""
KEPT_MS: Final = 30 * 86_400_000
"""How long files stay beside the snapshot that stands for them, for whoever reads slowly."""
_KEPT_FOR_OTHERS_MS: Final = 2 * KEPT_MS
"""After so long all goes, whoever made it: a computer that is gone clears nothing away."""
_AGAIN_MS: Final = 86_400_000
"""After so long one that could not be made is tried again."""


def look_after(store: Store, carrier: Carrier, key: Secret | None) -> bool:
    """Make a snapshot if it is time, and clear away what older ones stand for.

    Returns whether one waits to be carried away.
    """
    lying = {entry.name: entry for entry in carrier.segments()}
    here = {name: entry for name, entry in lying.items() if not entry.published}
    _clear(store, carrier, here)
    with store.reading() as conn:
        known = snapshots.known(records.setup(conn) or {})
        names, tail = segments.called(conn), segments.uncovered(conn)
        held = {whole_hash for whole_hash, _ in segments.outbox(conn)}
    there = {names[name] for name in lying if name in names} | held
    lacks_some = not tail <= there or any(
        each.hash not in there and not each.by for each in known
    )  # fmt: skip
    is_lost = _is_lost(store, lacks_some, 0 if isinstance(carrier, Shared) else PATIENCE_MS)
    sizes = {names[name]: entry.size for name, entry in here.items() if name in names}
    last = [each for each in known if each.hash in sizes]
    is_due = is_lost or _is_due(last, [sizes[each] for each in tail & sizes.keys()])
    return is_due and not _failed_lately(store) and _try(store, key, here)


def tell_again(store: Store, key: Secret | None) -> bool:
    """Make a snapshot for a place that lacks what was told elsewhere, as ``look_after`` does."""
    return not _failed_lately(store) and _try(store, key, ())


def _failed_lately(store: Store) -> bool:
    with store.reading() as conn:
        failed_ms = snapshots.failed_ms(records.setup(conn) or {})
    return moment_ms(store.now()) - failed_ms < _AGAIN_MS


def _try(store: Store, key: Secret | None, lying: Iterable[str]) -> bool:
    """Make a snapshot; raise UntellableError where none can be, and wait for a day then."""
    try:
        return make(store, key, lying)
    except SegmentError as error:
        with store.writing(message("Sync"), undoable=False) as conn:
            snapshots.fail(conn, moment_ms(store.now()))
        raise UntellableError(error) from error


def _is_lost(store: Store, lacks_some: bool, patience_ms: int) -> bool:
    """Whether something that no snapshot stands for has gone, so that it is to be told anew.

    Restored, emptied, withdrawn. Not before it has been away for so long: a service may bring it
    back.
    """
    now_ms = moment_ms(store.now())
    with store.reading() as conn:
        setup = records.setup(conn) or {}
    if not lacks_some and not snapshots.misses_something(setup):
        return False
    with store.writing(message("Sync"), undoable=False) as conn:
        since = snapshots.missing_since(conn, lacks_some, now_ms)
    return lacks_some and now_ms - since >= patience_ms


def _is_due(last: list[Snapshot], tail: list[int]) -> bool:
    """Whether so much lies there that none of the snapshots there stands for."""
    small = [size for size in tail if last or size < _LARGE]
    replaced = max((each.size for each in last), default=sum(tail) - sum(small))
    if sum(small) > max(_LEAST, _PART * replaced):
        return True
    return len(tail) > (_MANY_FILES if len(last) < 2 else _MOST_FILES)


def make(store: Store, key: Secret | None, lying: Iterable[str]) -> bool:
    """Put a snapshot into the outbox; return False where something is still to be told first.

    ``lying`` are the names of what lies there. Meanwhile others read and write the collection; what
    they write is in the next segment.
    """
    with store.looking() as conn:
        setup = records.setup(conn)
        if setup is None or not whole.is_all_told(conn, setup):
            return False
        covers = segments.to_cover(conn, lying)
        unnamed = segments.uncovered(conn) | {each.hash for each in snapshots.known(setup)}
        found = whole.Whole(conn, setup)
        made = Segment(
            setup["uid"], setup["number"], SNAPSHOT, covers=tuple(covers),
            heads=tuple(segments.heads(conn)), app=identity.VERSION, devices=found.devices,
        )  # fmt: skip
        writer = codec.SegmentWriter(made, own_key(key))
        for facts in found.facts():
            writer.add_facts(expected.tellable(facts, len(found.devices)))
        for block in found.log():
            writer.add_log(block)
        data = writer.finish()
    if len(data) > LARGEST:  # nobody would read it
        raise SegmentTooLargeError(message("it has {megabytes:,} MB", megabytes=len(data) >> 20))
    whole_hash = codec.hash_of(data)
    name = codec.name_of(made, whole_hash)
    at_ms = moment_ms(store.now())
    here = replace(made, covers=tuple({*covers, *unnamed}))  # it holds all, whatever it names
    with store.writing(message("Sync"), undoable=False) as conn:
        segments.keep(conn, whole_hash, name, data)
        segments.note(conn, whole_hash, here, name)
        snapshots.add(conn, here, (whole_hash, name, len(data)), at_ms)
    return True


# Clearing ----------------------------------------------------------------------------------------


def _clear(store: Store, carrier: Carrier, here: dict[str, Entry]) -> None:
    """Delete what a snapshot has stood for long enough.

    First what was written here, and old snapshots; later what anybody wrote, who may be gone.
    """
    now_ms = moment_ms(store.now())
    with store.reading() as conn:
        known = snapshots.known(records.setup(conn) or {})
        old = [
            each
            for each in known
            if now_ms - each.at_ms > KEPT_MS and each.name in here and here[each.name].ready
        ]
        wrote = dict(sorted(each for one in old for each in one.uptos()))  # the largest of each
        gone = {name for each in wrote.items() for name in segments.covered_names(conn, *each)}
        called = segments.called(conn)
    settled = {each.hash: now_ms - each.at_ms for each in old}
    least = {each.name: KEPT_MS if each.maker in wrote else _KEPT_FOR_OTHERS_MS for each in old}
    done = {each.name for each in old if settled.get(each.by, 0) > least[each.name]}
    stands = [each for each in old if each.name not in done]
    swept: set[str] = set()
    read = _Read(carrier, here)
    for each in stands:
        if settled[each.hash] > _KEPT_FOR_OTHERS_MS and not each.swept:
            covers = read.covers(each)
            gone |= {name for name in here if called.get(name) in covers}
            swept |= {each.hash} if covers else set()
    gone = ((gone - {each.name for each in known}) | done) & here.keys()
    if gone and not all(read.covers(each) for each in stands):
        gone, done, swept = set(), set(), set()
    for name in sorted(gone):
        carrier.delete(name)
        del here[name]
    if done or swept or read.damaged:
        with store.writing(message("Sync"), undoable=False) as conn:
            snapshots.forget(conn, done, swept, read.damaged)


@dataclass(slots=True)
class _Read:
    """What snapshots that lie there cover: each is read once, and a damaged one no more."""

    carrier: Carrier
    here: Mapping[str, Entry]
    """What lies there, by name."""
    damaged: dict[str, str] = field(default_factory=dict)
    """How those look (``Entry.mark``) that were found not to be as they were made, by hash."""
    _found: dict[str, Set[str]] = field(default_factory=dict)

    def covers(self, snapshot: Snapshot) -> Set[str]:
        """Return what a snapshot covers (hashes), itself too; nothing of one that is damaged."""
        if snapshot.damaged == self.here[snapshot.name].mark:
            return frozenset()
        if snapshot.hash not in self._found:
            self._found[snapshot.hash] = self._look(snapshot)
        return self._found[snapshot.hash]

    def _look(self, snapshot: Snapshot) -> Set[str]:
        try:
            data = self.carrier.read(snapshot.name, LARGEST)
        except UserError:
            return frozenset()
        if codec.hash_of(data) != snapshot.hash:
            self.damaged[snapshot.hash] = self.here[snapshot.name].mark
            return frozenset()
        return {snapshot.hash, *codec.header_of(data).covers}
