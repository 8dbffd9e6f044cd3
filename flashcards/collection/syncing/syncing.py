"""One round of syncing: tell the others what is new here, and take in what is new there."""

from dataclasses import dataclass
from typing import Any, Final

from flashcards import identity
from flashcards.carriers.carrier import Carrier, Entry
from flashcards.collection.syncing import following, media_files, merging
from flashcards.model.errors import UserError
from flashcards.model.messages import Message, message
from flashcards.scheduling.days import moment_ms
from flashcards.store.operation import Progress
from flashcards.store.store import Connection, Store
from flashcards.store.syncing import derived_cards, gathering, kinds, records, segments, standing
from flashcards.sync import segment as codec
from flashcards.sync.registers import stamp_of
from flashcards.sync.secret import Secret
from flashcards.sync.values import Segment

ROWS_AT_ONCE: Final = 20_000
"""Rows that go into one segment at most."""
LARGEST: Final = 256 << 20
"""Bytes of a segment above which it is refused."""
PATIENCE_MS: Final = 7 * 86_400_000
"""How long a segment waits for those that came before it."""


@dataclass(slots=True)
class Report:
    """What one round did."""

    told: int = 0
    """Segments that were written."""
    taken: int = 0
    """Segments that were taken in."""
    conflicts: int = 0
    """Fields that were changed on both sides since they last agreed."""
    reviews: int = 0
    waiting: int = 0
    """Segments that are not all here, or whose predecessors are not."""
    troubles: tuple[Message, ...] = ()
    """What could not be taken in, and why."""


def join(store: Store, name: str = "") -> None:
    """Let a collection take part; where it does already, see to it that it writes as itself.

    A copy, or a collection put back from a backup, is another device from then on: see
    ``store.devices``. What it still had to tell it tells under its new name.
    """
    with store.writing(message("Sync"), undoable=False) as conn:
        setup = records.setup(conn)
        uid, own_name = records.own_device(conn)
        if setup is None:
            setup = {"uid": "", "number": 0, "marks": {}, "log_mark": 0}
        elif setup["uid"] == uid:
            return
        begins = setup["uid"] == ""
        former = [] if begins else [*setup.get("former", ()), setup["uid"]]
        shown = name or setup.get("name") or own_name
        named = {"uid": uid, "name": shown, "former": former}
        records.set_setup(conn, {**setup, **named, "number": 0})
        if begins:
            stamp = stamp_of(moment_ms(store.now()))
            for card in following.deleted_alone(conn):
                derived_cards.count_as_deleted(conn, card, stamp)


def leave(store: Store) -> None:
    """Let a collection take part no longer; what it has stays as it is."""
    with store.writing(message("Sync"), undoable=False) as conn:
        records.set_setup(conn, None)
        segments.forget_all(conn)


def sync(
    store: Store, carrier: Carrier, key: Secret | None = None, progress: Progress | None = None
) -> Report:
    """Do one round over a carrier; what cannot be done now is done in a later one.

    Raises UserError where the carrier cannot be used at all: what is here stays as it is, and is
    told another time.
    """
    join(store)
    report = Report()
    publish(store, key, report)
    _send(store, carrier)
    _take_all(store, carrier, key, report, progress)
    if report.told:
        _settle(store, key, report)
    if report.taken:  # cards that followed from it
        publish(store, key, report)
    _send(store, carrier)
    report.troubles = (*report.troubles, *media_files.bring(store, carrier, key))
    return report


def _settle(store: Store, key: Secret | None, report: Report) -> None:
    """Let go what was kept for the sake of something that has been taken out of it since."""
    with store.reading() as conn:
        setup = records.setup(conn)
        kept = [records.kept_though_gone(conn, kind) for kind in (kinds.DECKS, kinds.NOTE_TYPES)]
    if setup is not None and any(kept):
        nothing = Segment(setup["uid"], 0)
        merging.take_in(store, nothing, lambda conn: _tell_all(conn, key, report))


# Out -------------------------------------------------------------------------------------------


def publish(store: Store, key: Secret | None, report: Report) -> None:
    """Put what is new here into segments, kept in the collection until they are carried away."""
    rest = True
    while rest:
        with store.writing(message("Sync"), undoable=False) as conn:
            rest = _tell(conn, key, report)


def _tell_all(conn: Connection, key: Secret | None, report: Report) -> None:
    while _tell(conn, key, report):
        pass


def _tell(conn: Connection, key: Secret | None, report: Report) -> bool:
    """Put up to ``ROWS_AT_ONCE`` new rows into a segment; return whether there are more."""
    setup = records.setup(conn)
    if setup is None:
        return False
    found = gathering.gather(conn, setup, ROWS_AT_ONCE)
    if found.any():
        _write_segment(conn, setup, found, key)
        report.told += 1
    records.set_setup(conn, setup)
    return found.rest


def _write_segment(
    conn: Connection, setup: dict[str, Any], found: gathering.Gathered, key: Secret | None
) -> None:
    setup["number"] += 1
    made = Segment(
        setup["uid"], setup["number"], parents=tuple(segments.heads(conn)),
        app=identity.VERSION, devices=found.devices, facts=found.facts, log=found.log,
    )  # fmt: skip
    data = codec.pack(made, key)
    whole_hash = codec.hash_of(data)
    name = codec.name_of(made, whole_hash)
    segments.keep(conn, whole_hash, name, data)
    setup["waiting"] = setup.get("waiting", 0) + standing.changes_in(made)
    segments.note(conn, whole_hash, made, name)


def _send(store: Store, carrier: Carrier) -> None:
    with store.reading() as conn:
        waiting = segments.outbox(conn)
    for whole_hash, name in waiting:
        with store.reading() as conn:
            data = segments.data_of(conn, whole_hash)
        carrier.put(name, data)
        with store.writing(message("Sync"), undoable=False) as conn:
            segments.sent(conn, whole_hash)
            standing.count_anew(conn)


# In --------------------------------------------------------------------------------------------


def _take_all(
    store: Store, carrier: Carrier, key: Secret | None, report: Report, progress: Progress | None
) -> None:
    troubles: list[Message] = []
    waiting = _arrived(store, carrier, report, troubles)
    total = len(waiting)
    while (ready := _next(store, waiting)) is not None:
        _, entry = waiting.pop(ready)
        try:
            data = carrier.read(entry.name, LARGEST)
            segment = codec.unpack(data, None if entry.published else key)
            taken = merging.take_in(store, segment, lambda conn: _tell_all(conn, key, report))
        except UserError as error:
            troubles.append(error.what)
            continue
        except (ValueError, TypeError, LookupError) as error:
            reason = message("A file says what cannot be: {reason}.", reason=repr(error)[:200])
            troubles.append(reason)
            continue
        with store.writing(message("Sync"), undoable=False) as conn:
            segments.note(conn, ready, segment, entry.name)
            if not entry.published:
                standing.hear(conn, segment, moment_ms(store.now()))
        if taken.has_double:
            _change_name(store)
        report.taken += 1
        report.conflicts += taken.conflicts
        report.reviews += taken.reviews
        if progress is not None and progress(total - len(waiting), total) is False:
            break
    report.waiting += len(waiting)
    report.troubles = tuple(troubles)


def _arrived(
    store: Store, carrier: Carrier, report: Report, troubles: list[Message]
) -> dict[str, tuple[codec.Header, Entry]]:
    """Return what is here and was not taken in yet: header and entry, by hash."""
    with store.reading() as conn:
        known, names = segments.known(conn)
        own = (records.setup(conn) or {}).get("uid")
    found: dict[str, tuple[codec.Header, Entry]] = {}
    for entry in sorted(carrier.segments(), key=lambda entry: entry.name):
        if entry.name in names:
            continue
        if not entry.ready:
            report.waiting += 1
            continue
        try:
            data = carrier.read(entry.name, LARGEST)
            header = codec.header_of(data)
        except UserError as error:
            troubles.append(error.what)
            continue
        whole_hash = codec.hash_of(data)
        if whole_hash in known or whole_hash in found:
            with store.writing(message("Sync"), undoable=False) as conn:
                segments.also_called(conn, whole_hash, entry.name)
        else:
            found[whole_hash] = header, entry
    if any(header.device == own for header, _ in found.values()):
        _change_name(store)
    return found


def _change_name(store: Store) -> None:
    """Write under another name: the disk was cloned, or has gone back in time."""
    store.become_another_device()
    join(store)


def _next(store: Store, waiting: dict[str, tuple[codec.Header, Entry]]) -> str | None:
    """Return a segment whose predecessors are all known, or that has waited long enough."""
    if not waiting:
        return None
    with store.reading() as conn:
        known, _ = segments.known(conn)
    for whole_hash in sorted(waiting, key=lambda each: (waiting[each][0].number, each)):
        if known.issuperset(waiting[whole_hash][0].parents):
            return whole_hash
    now_ms = moment_ms(store.now())
    with store.writing(message("Sync"), undoable=False) as conn:
        since = {each: segments.waiting_since(conn, each, now_ms) for each in waiting}
    patient = [each for each in sorted(waiting) if now_ms - since[each] > PATIENCE_MS]
    return patient[0] if patient else None
