"""One round of syncing: tell the others what is new here, and take in what is new there."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from flashcards import identity
from flashcards.carriers.carrier import Carrier
from flashcards.collection.syncing import (
    media_files,
    merging,
    possible,
    restored,
    snapshots,
    taking,
)
from flashcards.collection.syncing.joining import change_name, join
from flashcards.collection.syncing.refusals import UntellableError
from flashcards.collection.syncing.report import Report
from flashcards.model.errors import UserError
from flashcards.model.messages import Message, message, plural_message
from flashcards.scheduling.days import moment_ms
from flashcards.store.operation import Progress
from flashcards.store.store import Connection, Store
from flashcards.store.syncing import (
    clocks,
    expected,
    gathering,
    handed_on,
    kinds,
    later_kinds,
    owners,
    records,
    segments,
    shown_files,
    sync_status,
    told_since,
    type_conflicts,
)
from flashcards.store.syncing.setup import Setup
from flashcards.sync import segment as codec
from flashcards.sync.refusals import SegmentError
from flashcards.sync.secret import Secret
from flashcards.sync.values import Segment

ROWS_AT_ONCE: Final = 20_000
"""Rows that go into one segment at most."""

_OF_SETTINGS: Final = {kind.name for kind in type_conflicts.OF_SETTINGS}
_MAY_BE_KEPT: Final = (kinds.PRESETS, kinds.DECKS, kinds.NOTE_TYPES)
"""Kinds of which rows can be there though they were deleted, for want or for the sake of others."""


def sync(
    store: Store, carrier: Carrier, key: Secret | None = None, progress: Progress | None = None
) -> Report:
    """Do one round over a carrier; what cannot be done now is done in a later one.

    Raises UserError where the carrier cannot be used, or not written to: then all that lies there
    is taken in before. What is here stays as it is, and is told another time.
    """
    join(store)
    _set_right(store)
    report = Report()
    refused, going = _Refused(), Going(progress)
    publish(store, key, report, going.on)
    with refused.for_now():
        _send(store, carrier, going.on)
    if not going.stopped:
        _hear(store, carrier, key, report, going.on)
    if report.taken and not going.stopped:  # cards that followed from it
        publish(store, key, report, going.on)
    if refused.first is None and not going.stopped:
        with refused.for_now():
            _send(store, carrier, going.on)
            _look_after(store, carrier, key, report, going)
    if not going.stopped:
        with refused.for_now():
            media_files.bring(store, carrier, key, report, going.on)
    report.stopped = going.stopped
    if refused.first is not None:
        raise refused.first
    return report


def _set_right(store: Store) -> None:
    """Let a clock that was ahead once have no later say in what is waited with."""
    now_ms = moment_ms(store.now())
    with store.reading() as conn:
        ahead = clocks.are_ahead(conn, now_ms)
    if ahead:
        with store.writing(message("Sync"), undoable=False) as conn:
            clocks.set_right(conn, now_ms)


def _look_after(
    store: Store, carrier: Carrier, key: Secret | None, report: Report, going: "Going"
) -> None:
    try:
        if not going.stopped and snapshots.look_after(store, carrier, key):
            _send(store, carrier, going.on)
    except UntellableError as error:  # it is tried again another day; all else goes on
        _complain(report, error.said)


class Going:
    """Whether a round goes on: it ends with the next file where the learner stops it."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self.stopped = False

    def on(self, done: int = 0, total: int = 0) -> bool:
        """Tell how far it is; False to end it."""
        if self._progress is not None and self._progress(done, total) is False:
            self.stopped = True
        return not self.stopped


def _hear(
    store: Store, carrier: Carrier, key: Secret | None, report: Report, progress: Progress
) -> None:
    """Take in what lies there, with what follows from it here."""
    _take_kept(store, key, report)
    taking.take_all(
        store, carrier, key, report, lambda conn: _tell_all(conn, key, report), progress
    )
    _take_handed_on(store, key, report)
    _put_back(store, key, report)
    _settle(store, key, report)
    with store.reading() as conn:
        shown = shown_files.any_to_bring(records.setup(conn))
    if shown:
        with store.writing(message("Sync"), undoable=False) as conn:
            shown_files.bring(conn)


def tell_all_again(store: Store, carrier: Carrier, key: Secret | None, report: Report) -> None:
    """Put all that is known here into a place that lacks what was told before, if that is owed."""
    with store.reading() as conn:
        is_owed = "owed" in (records.setup(conn) or {})
    try:
        if not is_owed or not snapshots.tell_again(store, key):
            return
    except UntellableError as error:  # it is tried again another day; it stays owed
        _complain(report, error.said)
        return
    _send(store, carrier)
    report.all_told = True
    with store.writing(message("Sync"), undoable=False) as conn:
        setup = records.setup(conn) or {}
        setup.pop("owed", None)
        records.set_setup(conn, setup)


@dataclass(slots=True)
class _Refused:
    """What the carrier would not do: a place that is full or read-only can be read all the same."""

    first: UserError | None = None

    @contextlib.contextmanager
    def for_now(self) -> Iterator[None]:
        """Go on after what is refused here."""
        try:
            yield
        except UserError as error:
            self.first = self.first or error


def _take_kept(store: Store, key: Secret | None, report: Report) -> None:
    """Take in what an earlier version of the program kept without knowing what it is."""
    with store.reading() as conn:
        setup = records.setup(conn)
        found = None if setup is None else later_kinds.now_known(conn, setup["uid"])
    if found is not None:
        possible.refuse_impossible(found)
        merging.take_in(store, found, lambda conn: _tell_all(conn, key, report))
        with store.writing(message("Sync"), undoable=False) as conn:
            later_kinds.forget(conn, found)


def _settle(store: Store, key: Secret | None, report: Report) -> None:
    """Let follow what others see follow from what was told and heard: what stands elsewhere now.

    What was kept for the sake of something that has been taken out of it since goes, rows of
    the log go where they belong, decks that were moved back lie where they lie elsewhere, and notes
    that came back have the cards that their types make of them by now.
    """
    with store.reading() as conn:
        setup = records.setup(conn)
        wanted = setup is not None and told_since.is_any(setup)
        if not (report.told or report.taken or wanted):
            return
        kept = [records.kept_though_gone(conn, kind) for kind in _MAY_BE_KEPT]
        unsettled = owners.unsettled(conn)
    if setup is not None and (any(kept) or unsettled or wanted):
        nothing = Segment(setup["uid"], 0)
        merging.take_in(store, nothing, lambda conn: _tell_all(conn, key, report))


def _take_handed_on(store: Store, key: Secret | None, report: Report) -> None:
    """Take in what was done since the backup that was restored, and tell what has not come back."""
    with store.reading() as conn:
        waiting = [*handed_on.segments(conn)]
    for segment in waiting:
        taken = merging.take_in(store, segment, partial(_tell_of, segment, key, report))
        if taken.has_double:
            change_name(store)
    if waiting:
        with store.writing(message("Sync"), undoable=False) as conn:
            handed_on.forget(conn)


def _tell_of(segment: Segment, key: Secret | None, report: Report, conn: Connection) -> None:
    _tell_all(conn, key, report)
    setup = records.setup(conn)
    if setup is not None and handed_on.has_new(conn, segment.log, segment.devices):
        found = gathering.Gathered(segment.devices, log=segment.log)
        _write_segment(conn, setup, found, key, report)
        records.set_setup(conn, setup)


def _put_back(store: Store, key: Secret | None, report: Report) -> None:
    """Let the backup that was restored stand over what had been heard since it was made."""
    with store.reading() as conn:
        if not restored.holds_any(conn):
            return
    again = Segment("", 0)

    def tell(conn: Connection) -> None:
        _tell_all(conn, key, report)
        setup = records.setup(conn)
        assert setup is not None
        again.devices, again.facts = restored.put_back(conn, setup["uid"], setup.get("name", ""))
        if again.facts:
            found = gathering.Gathered(again.devices, again.facts)
            _write_segment(conn, setup, found, key, report)
            records.set_setup(conn, setup)

    merging.take_in(store, again, tell)


# Out -------------------------------------------------------------------------------------------


def publish(
    store: Store, key: Secret | None, report: Report, progress: Progress | None = None
) -> None:
    """Put what is new here into segments, kept in the collection until they are carried away."""
    going = Going(progress)
    rest = True
    while rest and going.on():
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
    renamed = setup.pop("renamed", False)  # each segment names the device that wrote it
    if found.any() or renamed:
        _write_segment(conn, setup, found, key, report)
    records.set_setup(conn, setup)
    return found.rest


def _write_segment(
    conn: Connection, setup: Setup, found: gathering.Gathered, key: Secret | None, report: Report
) -> None:
    facts = expected.tellable(found.facts, len(found.devices))
    if len(facts) < len(found.facts):
        _complain(report, _not_told(len(found.facts) - len(facts)))
    type_conflicts.settle(conn, (fact[:4] for fact in facts if fact.kind in _OF_SETTINGS))
    setup["number"] += 1
    made = Segment(
        setup["uid"], setup["number"], parents=tuple(segments.heads(conn)),
        app=identity.VERSION, devices=found.devices, facts=facts, log=found.log,
    )  # fmt: skip
    try:
        data = codec.pack(made, key)
    except SegmentError as error:
        raise UntellableError(error) from error
    whole_hash = codec.hash_of(data)
    name = codec.name_of(made, whole_hash)
    segments.keep(conn, whole_hash, name, data)
    setup["waiting"] = setup.get("waiting", 0) + sync_status.changes_in(made)
    segments.note(conn, whole_hash, made, name)
    report.told += 1


def _complain(report: Report, said: Message) -> None:
    """Note that something here cannot be told."""
    report.troubles = (*report.troubles, said)
    report.untold += 1


def _not_told(count: int) -> Message:
    return plural_message(
        count,
        "{count} value in this collection is larger than Flashcards syncs: it stays on this "
        "computer. All else is synced.",
        "{count} values in this collection are larger than Flashcards syncs: they stay on this "
        "computer. All else is synced.",
    )


def _send(store: Store, carrier: Carrier, progress: Progress | None = None) -> None:
    going = Going(progress)
    with store.reading() as conn:
        waiting = segments.outbox(conn)
    for done, (whole_hash, name) in enumerate(waiting):
        if not going.on(done, len(waiting)):
            return
        with store.reading() as conn:
            data = segments.data_of(conn, whole_hash)
        carrier.put(name, data)
        with store.writing(message("Sync"), undoable=False) as conn:
            segments.sent(conn, whole_hash)
            sync_status.count_anew(conn)
