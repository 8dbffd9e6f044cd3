"""Takes in what has arrived: what others wrote since the last round, or a snapshot of it all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from flashcards.articles.collecting import without_collecting
from flashcards.carriers.carrier import Carrier, Entry
from flashcards.collection.syncing import joining, merging, possible
from flashcards.collection.syncing.refusals import ImpossibleError
from flashcards.collection.syncing.report import Report
from flashcards.collection.syncing.seeing import Unseen, unseen_in
from flashcards.collection.syncing.troubles import Troubles
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.scheduling.days import moment_ms
from flashcards.store.operation import Progress
from flashcards.store.store import Connection, Store
from flashcards.store.syncing import (
    expected,
    from_teachers,
    marks,
    records,
    segments,
    shown_files,
    snapshots,
    sync_status,
)
from flashcards.sync import segment as codec
from flashcards.sync.pieces import pieces
from flashcards.sync.secret import Secret
from flashcards.sync.values import SNAPSHOT, Segment

LARGEST: Final = 256 << 20
"""Bytes of a segment above which it is refused."""
PATIENCE_MS: Final = 7 * 86_400_000
"""How long a segment waits for those that came before it."""
_SPARED: Final = 50
"""From so many files on that a snapshot stands for and that are not here, it is read first."""

Tell = Callable[[Connection], None]


@dataclass(slots=True)
class _Waiting:
    """A segment that is here and was not taken in yet."""

    hash: str
    header: codec.Header
    entry: Entry


@dataclass(slots=True)
class _Round:
    store: Store
    carrier: Carrier
    key: Secret | None
    tell: Tell
    report: Report
    troubles: Troubles = field(default_factory=Troubles)
    here: dict[str, Entry] = field(default_factory=dict)
    """What lies there, by name."""
    waiting: dict[str, _Waiting] = field(default_factory=dict)
    """By hash."""
    marks: dict[str, str] = field(default_factory=dict)
    """How the files look that need not be read again, by name."""


def take_all(
    store: Store, carrier: Carrier, key: Secret | None, report: Report, tell: Tell,
    progress: Progress | None,
) -> None:  # fmt: skip
    """Take in what is here; what cannot be now waits. ``tell`` tells what is new here."""
    now = _Round(store, carrier, key, tell, report)
    _look_around(now)
    total = len(now.waiting)
    while (ready := _next(now)) is not None:
        one, told = now.waiting.pop(ready), report.told
        try:
            took_in = _take_in(now, one)
        except UserError as error:
            now.troubles.add(error, one.entry.name, one.header.device)
            report.told = told  # what was told with it went with it
            continue
        except expected.IMPOSSIBLE as error:
            now.troubles.add(ImpossibleError(), one.entry.name, one.header.device)
            report.details = (*report.details, f"{one.entry.name}: {error!r:.200}")
            report.told = told
            continue
        _note(now, ready, one)
        report.taken += took_in
        if progress is not None and progress(total - len(now.waiting), total) is False:
            break
    _keep_marks(now)
    report.waiting += len(now.waiting)
    report.troubles = (*report.troubles, *now.troubles.said(store))


def _keep_marks(now: _Round) -> None:
    found = {name: mark for name, mark in now.marks.items() if mark}
    with now.store.reading() as conn:
        same = marks.marks(conn) == found
    if not same:
        with now.store.writing(message("Sync"), undoable=False) as conn:
            marks.set_marks(conn, found)


def _note(now: _Round, whole_hash: str, one: _Waiting) -> None:
    store, header = now.store, one.header
    at_ms = moment_ms(store.now())
    with store.writing(message("Sync"), undoable=False) as conn:
        segments.note(conn, whole_hash, header, one.entry.name, published=one.entry.published)
        now.marks[one.entry.name] = one.entry.mark
        if header.kind == SNAPSHOT:
            snapshots.add(conn, header, (whole_hash, one.entry.name, header.size), at_ms)
            for each in now.waiting.keys() & set(header.covers):
                entry = now.waiting.pop(each).entry
                segments.also_called(conn, each, entry.name)
                now.marks[entry.name] = entry.mark


def _look_around(now: _Round) -> None:
    """Find out what is here and was not taken in yet."""
    store, carrier = now.store, now.carrier
    with store.reading() as conn:
        known, names = segments.known(conn)
        setup = records.setup(conn) or {}
        seen = marks.marks(conn)
    own = setup.get("uid")
    now.here = {entry.name: entry for entry in carrier.segments()}
    elsewhere = 0
    for entry in sorted(now.here.values(), key=lambda entry: entry.name):
        if entry.name in names and (not entry.mark or seen.get(entry.name) == entry.mark):
            now.marks[entry.name] = entry.mark
        elif entry.ready:
            _look_at(now, entry, known)
        elif entry.name not in names:
            elsewhere += entry.elsewhere
            now.report.waiting += not entry.elsewhere
    if elsewhere:
        now.troubles.add_away(elsewhere)
    if any(each.header.device == own and not each.entry.published for each in now.waiting.values()):
        joining.change_name(store)


def _look_at(now: _Round, entry: Entry, known: set[str]) -> None:
    """Find out what a file is that nobody has looked at since it was written."""
    try:
        data = now.carrier.read(entry.name, LARGEST)
        header = codec.header_of(data)
    except UserError as error:
        now.troubles.add(error, entry.name, entry.name.partition("-")[0])
        return
    whole_hash = codec.hash_of(data)
    if whole_hash in known:
        with now.store.writing(message("Sync"), undoable=False) as conn:
            segments.also_called(conn, whole_hash, entry.name)
        now.marks[entry.name] = entry.mark
    else:
        now.waiting[whole_hash] = _Waiting(whole_hash, header, entry)


# Which comes next --------------------------------------------------------------------------------


def _next(now: _Round) -> str | None:
    """Return a segment whose predecessors are all known, or that has waited long enough."""
    if not now.waiting:
        return None
    with now.store.reading() as conn:
        known, _ = segments.known(conn)
    missing = {
        each: set(one.header.covers) - known
        for each, one in now.waiting.items()
        if one.header.kind == SNAPSHOT and one.header.is_readable
    }
    for each, hashes in missing.items():
        if not hashes or _spares_much(now, each, hashes):
            return each
    for each in sorted(now.waiting, key=lambda each: (now.waiting[each].header.number, each)):
        one = now.waiting[each]
        if each not in missing and (one.entry.published or known.issuperset(one.header.parents)):
            return each
    if missing:
        return max(missing, key=lambda each: (len(missing[each]), each))
    return _patient(now)


def _spares_much(now: _Round, snapshot: str, missing: set[str]) -> bool:
    """Whether a snapshot is less to read than what it stands for and is missing."""
    here = [now.waiting[each].header.size for each in missing if each in now.waiting]
    gone = len(missing) - len(here)
    return gone >= _SPARED or sum(here) > now.waiting[snapshot].header.size


def _patient(now: _Round) -> str | None:
    now_ms = moment_ms(now.store.now())
    with now.store.writing(message("Sync"), undoable=False) as conn:
        since = {each: segments.waiting_since(conn, each, now_ms) for each in now.waiting}
    patient = [each for each in sorted(since) if now_ms - since[each] > PATIENCE_MS]
    return patient[0] if patient else None


# Taking in --------------------------------------------------------------------------------------


def _take_in(now: _Round, one: _Waiting) -> bool:
    """Take in one segment; return whether it had to be read."""
    unseen = None
    if one.header.kind == SNAPSHOT:
        with now.store.reading() as conn:
            known, _ = segments.known(conn)
        if known.issuperset(one.header.covers) and one.header.is_readable:
            codec.SegmentReader(*_content(now, one.entry))  # it is whole
            return False
        unseen = _unseen(now, set(one.header.covers))
    content = _content(now, one.entry)
    with without_collecting():
        for piece in _pieces(one, content):
            _take_piece(now, one, piece, unseen)
    return True


def _take_piece(now: _Round, one: _Waiting, piece: Segment, unseen: Unseen | None) -> None:
    taken = merging.take_in(now.store, piece, now.tell, unseen)
    now.report.conflicts += taken.conflicts
    now.report.reviews += taken.reviews
    with now.store.writing(message("Sync"), undoable=False) as conn:
        shown_files.note_down(conn, piece.facts)
        if not one.entry.published:
            sync_status.hear(conn, piece, moment_ms(now.store.now()))
    if taken.has_double:
        joining.change_name(now.store)


def _pieces(one: _Waiting, content: tuple[bytes, Secret | None]) -> Iterable[Segment]:
    if one.header.kind == SNAPSHOT:
        return pieces(*content, look=possible.refuse_impossible)
    segment = codec.unpack(*content)
    possible.refuse_impossible(segment)
    return [from_teachers.what_counts(segment) if one.entry.published else segment]


def _unseen(now: _Round, covers: set[str]) -> Unseen:
    """Return what is known here beyond what a snapshot stands for."""
    with now.store.reading() as conn:
        names = segments.called(conn)
    found = [
        entry
        for name, entry in now.here.items()
        if entry.ready and name in names and names[name] not in covers
    ]
    return unseen_in(piece for each in found for piece in pieces(*_content(now, each)))


def _content(now: _Round, entry: Entry) -> tuple[bytes, Secret | None]:
    """Return what a file holds, and what opens it."""
    data = now.carrier.read(entry.name, LARGEST)
    return data, None if entry.published else now.key
