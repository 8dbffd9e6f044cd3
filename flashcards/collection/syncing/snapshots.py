"""Keeps what lies there from growing for ever: now and then one file stands for all before it."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from flashcards import identity
from flashcards.carriers.carrier import Carrier, Entry, Shared
from flashcards.collection.syncing.taking import LARGEST, PATIENCE_MS
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.scheduling.days import moment_ms
from flashcards.store.store import Store
from flashcards.store.syncing import records, segments, snapshots, whole
from flashcards.store.syncing.snapshots import Snapshot
from flashcards.sync import segment as codec
from flashcards.sync.secret import Secret, own_key
from flashcards.sync.values import SNAPSHOT, Segment

_LEAST: Final = 1 << 20
_PART: Final = 0.3
"""A snapshot is made where more bytes than ``_LEAST``, and than this part of what it would replace,
lie there in files that none stands for."""
_LARGE: Final = 512 << 10
"""Bytes from which on a file counts among what is replaced, as long as there is no snapshot: with
such files begins whoever has a large collection already."""
_MOST_FILES: Final = 500
KEPT_MS: Final = 30 * 86_400_000
"""How long files stay beside the snapshot that stands for them, for whoever reads slowly."""
_NEWEST: Final = 300
"""Of each device, so many segments are named by a snapshot beside those that lie there."""
_MOST_COVERED: Final = 9_000


def look_after(store: Store, carrier: Carrier, key: Secret | None) -> bool:
    """Make a snapshot if it is time, and clear away what older ones stand for.

    Returns whether one waits to be carried away.
    """
    lying = {entry.name: entry for entry in carrier.segments()}
    here = {name: entry for name, entry in lying.items() if not entry.published}
    _clear(store, carrier, here)
    if isinstance(carrier, Shared):
        is_lost = _look_for(store, here, 0) or _lacks_some(store, lying)
    else:
        is_lost = _look_for(store, here, PATIENCE_MS)
    with store.reading() as conn:
        setup = records.setup(conn) or {}
        tail = segments.uncovered(conn) & here.keys()
    is_due = is_lost or _is_due(setup, [here[name].size for name in tail], here)
    return is_due and make(store, key, here)


def _lacks_some(store: Store, lying: Mapping[str, Entry]) -> bool:
    """Return whether a segment has gone that nothing stands for: restored, emptied, withdrawn."""
    with store.reading() as conn:
        held = {name for _, name in segments.outbox(conn)}
        return not segments.uncovered(conn) - held <= lying.keys()


def _look_for(store: Store, here: Mapping[str, Entry], patience_ms: int) -> bool:
    """Return whether a snapshot has gone that nothing stands for: what it held is to be told anew.

    Not before it has been away for so long: a service may bring it back.
    """
    now_ms = moment_ms(store.now())
    with store.reading() as conn:
        known = snapshots.known(records.setup(conn) or {})
    seen = [
        each._replace(missing_ms=0 if each.name in here else each.missing_ms or now_ms)
        for each in known
        if each.name in here or not each.by
    ]
    lost = [each for each in seen if each.missing_ms and now_ms - each.missing_ms >= patience_ms]
    kept = [each for each in seen if each not in lost]
    if kept != known:
        with store.writing(message("Sync"), undoable=False) as conn:
            snapshots.keep(conn, kept)
    return bool(lost)


def _is_due(setup: Mapping[str, Any], tail: list[int], here: Mapping[str, Entry]) -> bool:
    last = [each.size for each in snapshots.known(setup) if each.name in here]
    small = [size for size in tail if last or size < _LARGE]
    replaced = max(last) if last else sum(tail) - sum(small)
    return len(tail) > _MOST_FILES or sum(small) > max(_LEAST, _PART * replaced)


def make(store: Store, key: Secret | None, lying: Iterable[str]) -> bool:
    """Put a snapshot into the outbox; return False where something is still to be told first.

    ``lying`` are the names of what lies there. Meanwhile others read and write the collection; what
    they write is in the next segment.
    """
    with store.looking() as conn:
        setup = records.setup(conn)
        if setup is None or not whole.is_all_told(conn, setup):
            return False
        covers = segments.to_cover(conn, lying, _NEWEST, _MOST_COVERED)
        found = whole.Whole(conn, setup)
        made = Segment(
            setup["uid"], setup["number"], SNAPSHOT, covers=tuple(covers),
            heads=tuple(segments.heads(conn)), app=identity.VERSION, devices=found.devices,
        )  # fmt: skip
        writer = codec.SegmentWriter(made, own_key(key))
        for facts in found.facts():
            writer.add_facts(facts)
        for block in found.log():
            writer.add_log(block)
        data = writer.finish()
    whole_hash = codec.hash_of(data)
    name = codec.name_of(made, whole_hash)
    at_ms = moment_ms(store.now())
    with store.writing(message("Sync"), undoable=False) as conn:
        segments.keep(conn, whole_hash, name, data)
        segments.note(conn, whole_hash, made, name)
        snapshots.add(conn, made, (whole_hash, name, len(data)), at_ms)
    return True


# Clearing ----------------------------------------------------------------------------------------


def _clear(store: Store, carrier: Carrier, here: dict[str, Entry]) -> None:
    """Delete what this device wrote and a snapshot has stood for long enough."""
    now_ms = moment_ms(store.now())
    with store.reading() as conn:
        setup = records.setup(conn) or {}
        old = [
            each
            for each in snapshots.known(setup)
            if now_ms - each.at_ms > KEPT_MS and each.name in here and here[each.name].ready
        ]
        upto = max((each.upto for each in old if each.reader == setup["uid"]), default=0)
        gone = set(segments.covered_names(conn, setup["uid"], upto) if upto else ())
    settled = {each.hash for each in old}
    gone |= {each.name for each in old if each.maker == setup["uid"] and each.by in settled}
    gone &= here.keys()
    if gone and all(_is_whole(carrier, each) for each in old if each.name not in gone):
        for name in sorted(gone):
            carrier.delete(name)
            del here[name]


def _is_whole(carrier: Carrier, snapshot: Snapshot) -> bool:
    """Whether a snapshot lies there as it was made."""
    try:
        return codec.hash_of(carrier.read(snapshot.name, LARGEST)) == snapshot.hash
    except UserError:
        return False
