"""The open collection file: its two connections, its transactions, its undo and its one signal."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection as Connection
from sqlalchemy.exc import DBAPIError

from flashcards.model.changes import Changes
from flashcards.model.errors import UserError
from flashcards.model.messages import Message, message, sentences
from flashcards.scheduling.days import local, moment_ms
from flashcards.store import (
    binned,
    connections,
    derived,
    devices,
    faults,
    identity,
    in_step,
    leftovers,
    location,
    locking,
    media,
    preparing,
    rankings,
    reviews,
    revisions,
    taking_part,
    undo,
    unfinished,
)
from flashcards.store.history import History, Together
from flashcards.store.operation import Course, Operation, Progress
from flashcards.store.readers import Readers
from flashcards.store.seed import seed
from flashcards.store.turns import Turn
from flashcards.store.undo import Step

Clock = Callable[[], datetime]
Listener = Callable[[Changes], None]

FAULTS = (DBAPIError, sqlite3.Error, OSError)
_SURPRISES = (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)
"""What code raises that meets a value it was not made for."""

_SEQUENCE_BLOCK = 64
"""Review numbers reserved at a time; a crash leaves a gap, never a repetition."""

_STEPS_BETWEEN_QUESTIONS = 20_000
"""Steps of SQLite's machine between two looks at whether to stop: about a millisecond."""


class Store:
    """One collection file, held by this process alone.

    One connection writes, another reads; the window reads while a long write goes on.
    Raises CollectionInUseError when another process holds the file, UserError when the file
    is not a collection, is newer than this program, or is damaged.
    """

    def __init__(self, path: Path, clock: Clock, refusal: UserError | None = None) -> None:
        """``refusal``: what to say to whoever tries to write, where nothing shall be written."""
        self.refusal = refusal
        self.path = path.resolve()
        self.clock = clock
        self._write_lock = Turn()
        self._readers = Readers()
        self._second_reader: Connection | None = None
        """Opened when somebody reads while the other reader is in use."""
        self._listeners: list[Listener] = []
        self._history = History()
        self._number = 0
        self._closed = False
        self.busy = False
        self.changed = False
        """Whether anything was written since the last backup of this session."""
        self._lock = locking.CollectionLock(self.path)
        self._begin()

    def _begin(self) -> None:
        try:
            self._lock.acquire()
            self._open()
        except FAULTS as error:
            self._lock.release()
            faults.raise_told(error, faults.as_user_error(error))
        except BaseException:
            self._lock.release()
            raise

    def _open(self) -> None:
        preparing.prepare(self.path, seed, moment_ms(self.now()))
        leftovers.sweep(self.path)  # only now that the file is known to be ours
        media.sweep(self.path)
        self._writer = connections.open_writer(self.path)
        try:
            unfinished.sweep(self._writer, self.path)
            raw = connections.raw_of(self._writer)
            raw.execute("BEGIN IMMEDIATE")
            derived.ensure_text(self._writer)
            raw.execute("COMMIT")
            undo.install(self._writer)
            taking_part.begin(self._writer)
            self._largest = undo.largest_ids(self._writer)
            self._device = devices.enter_device(self._writer, self.path)
            self._sequence = self._reserved = 0
            self._reader = connections.open_reader(self.path)
            self._rankings = rankings.Rankings(self._reader)
        except BaseException:
            connections.close(self._writer)
            raise
        self._watch = faults.FileWatch(self.path)

    def close(self) -> None:
        """Close the file; the write-ahead log is folded into it.

        A disk that refuses the folding loses nothing: the log stays, for the next opening.
        """
        with self._write_lock, self._readers.both():
            self._closed = True
            try:
                self._close_readers()
                with suppress(*FAULTS):  # a new device next time costs nothing
                    devices.leave_device(self._writer, self.path, self._device)
                with suppress(*FAULTS):
                    connections.checkpoint(self._writer, truncate=True)
                with suppress(*FAULTS):
                    connections.close(self._writer)
                with suppress(*FAULTS):  # without it the next opening reads the file whole
                    identity.remember_state(self.path)
            finally:
                self._lock.release()

    def _close_readers(self) -> None:
        if self._second_reader is not None:
            connections.close(self._second_reader)
        connections.close(self._reader)

    def refuse_closing(self) -> None:
        """Raise UserError where this thread is in the middle of a write."""
        self._write_lock.refuse_holder()

    def place_warning(self) -> Message | None:
        """Say what is odd about where the file lies, where it was left, and what lies beside it."""
        lock = self._lock
        found = (location.warning(self.path), locking.left_elsewhere(lock.previous), lock.trouble)
        warnings = [each for each in found if each is not None]
        return sentences(*warnings) if warnings else None

    def rest(self) -> None:
        """Fold the write-ahead log into the file while nothing else goes on."""
        with self._write_lock.if_free() as free:
            if free and not self._closed:
                undo.clear(self._writer, undo.DROPPED_AT_REST)
                with suppress(*FAULTS):  # the next one does it
                    connections.checkpoint(self._writer)

    # Reading and writing ----------------------------------------------------

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Lend a read-only connection; it sees all that has been committed.

        There are two, so that the window need not wait while a job reads; where both are in use,
        the one that is free first.
        """
        place = self._readers.take()
        first = place == 0
        try:
            self._refuse_closed()
            if first:
                self._look_around()
            yield self._reader if first else self._second()
        except FAULTS as error:
            faults.raise_told(error, self._explained(error))
        except _SURPRISES as error:
            self._refuse_damage(error)
            raise
        finally:
            self._readers.give_back(place)

    def _second(self) -> Connection:
        if self._second_reader is None:
            self._second_reader = connections.open_reader(self.path)
            rankings.share(self._reader, self._second_reader)
        return self._second_reader

    def _look_around(self) -> None:
        """Find out what others have written; nobody else writes into a file that is locked."""

    @contextmanager
    def looking(self, progress: Progress | None = None) -> Iterator[Connection]:
        """Lend a read-only connection for a long look, while others go on reading and writing.

        It sees the collection as it was at the beginning. ``operation.course`` tells of its
        progress; CancelledError is raised soon after ``progress`` answered False.
        """
        self._refuse_closed()
        course = Course(progress=progress)
        try:
            conn = connections.open_extra_reader(self.path)
            try:
                conn.info["operation"] = course
                rankings.lend_on(self._reader, conn)
                if progress is not None:
                    raw = connections.raw_of(conn)
                    raw.set_progress_handler(course.stopped, _STEPS_BETWEEN_QUESTIONS)
                yield conn
            finally:
                connections.close(conn)
        except FAULTS as error:
            faults.raise_reason(course, error)
            faults.raise_told(error, self._explained(error))
        except _SURPRISES as error:
            self._refuse_damage(error)
            raise

    @contextmanager
    def writing(
        self, label: Message, *, undoable: bool = True, progress: Progress | None = None
    ) -> Iterator[Connection]:
        """Run one operation: one transaction, one undo step named ``label``, one signal.

        Nothing of it is kept when the block raises. Faults of the disk become UserError;
        CancelledError is raised soon after ``progress`` answered False.
        """
        self.refuse_writing()  # before waiting for a turn
        with self._write_lock:
            self.busy = True
            try:
                step = Step(self._next_number(), label)
                work = self._operation(step, progress)
                with self._transaction(work) as conn:
                    yield conn
                    undo.gather(conn, step, self._largest)
                    if binned.keep(conn, work) | revisions.keep(conn, work):
                        undo.gather(conn, step, self._largest)
                    derived.refresh(conn, step, now_ms=work.now_ms, indexed=work.indexed)
                    in_step.stamp(conn, work, self._largest)
                changes = step.changes
                self._remember(step, undoable)
            finally:
                self.busy = False
        self._tell(changes)

    @contextmanager
    def _working(self) -> Iterator[None]:
        self.busy = True
        try:
            yield
        finally:
            self.busy = False

    @contextmanager
    def _transaction(self, work: Operation) -> Iterator[Connection]:
        self._refuse_closed()
        conn = self._writer
        self._watch.check()
        raw, info = connections.raw_of(conn), conn.info
        info["operation"] = work
        if work.progress is not None:
            raw.set_progress_handler(work.stopped, _STEPS_BETWEEN_QUESTIONS)
        committed = False
        try:
            raw.execute("BEGIN IMMEDIATE")
            undo.record(conn, work.step.number)
            yield conn
            self._rankings.written(work.step)
            raw.execute("COMMIT")
            committed = True
        except FAULTS as error:
            self._roll_back(raw)
            faults.raise_reason(work, error)
            committed = self._on_disk(work)
            if not committed:
                faults.raise_told(error, self._explained(error))
        except _SURPRISES as error:
            self._roll_back(raw)
            self._refuse_damage(error)
            raise
        except BaseException:
            self._roll_back(raw)
            raise
        finally:
            self._rankings.written(work.step)
            info["operation"] = None
            with suppress(sqlite3.ProgrammingError):  # closed by an interrupt
                raw.set_progress_handler(None, 0)
            if not committed:
                self._reserved = self._sequence

    def _refuse_closed(self) -> None:
        if self._closed:
            raise UserError(message("The collection is closed."), message("Open it again first."))

    def refuse_writing(self) -> None:
        """Raise UserError where nothing may be written, into the file or beside it."""
        self._write_lock.refuse_holder()
        self._refuse_closed()
        if self.refusal is not None:
            raise self.refusal

    def _explained(self, error: DBAPIError | sqlite3.Error | OSError) -> UserError | None:
        found = faults.as_user_error(error)
        if found is None:
            self._refuse_damage(error)
        return found

    def _refuse_damage(self, error: Exception) -> None:
        """Raise UserError where damage to the file, and no bug, is behind a surprise."""
        from flashcards.store import readable

        with self._readers.first():
            try:
                damaged = readable.damage(self._reader)
            except FAULTS:
                damaged = True
        if damaged:
            raise faults.damaged() from error

    def _roll_back(self, raw: sqlite3.Connection) -> None:
        # Of a broken disk, as the next BEGIN would tell; or an interrupt has closed it.
        with suppress(sqlite3.Error):
            raw.set_progress_handler(None, 0)  # it might break off the ROLLBACK too
            if raw.in_transaction:  # else SQLite has already rolled back by itself
                raw.execute("ROLLBACK")

    def _on_disk(self, work: Operation) -> bool:
        """Say whether a commit that reported failure reached the file after all."""
        with self._readers.first():
            return reviews.reached_disk(self._reader, work.step)

    def _remember(self, step: Step, undoable: bool) -> None:
        for name, (_, last) in step.inserted.items():
            self._largest[name] = max(last, self._largest.get(name, 0))
        self.changed = self.changed or step.changes.any()
        if not undoable:
            in_step.give_up(self._writer, step, self._history.done, self._history.undone)
            undo.forget(self._writer, step)
            return
        if step.changes.any():
            for gone in self._history.remember(step):
                undo.forget(self._writer, gone)

    def _operation(self, step: Step, progress: Progress | None = None) -> Operation:
        now, device, has_steps = self.now(), self._device, self._history.has_steps
        return Operation(step, now, self.next_review_id, device, has_steps, progress=progress)

    def _next_number(self) -> int:
        self._number += 1
        return self._number

    # Undo and redo ----------------------------------------------------------

    @property
    def undo_name(self) -> Message | None:
        """Name of the operation undo would take back; None when there is none."""
        return self._history.done[-1].label if self._history.done else None

    @property
    def redo_name(self) -> Message | None:
        """Name of the operation redo would do again; None when there is none."""
        return self._history.undone[-1].label if self._history.undone else None

    def together(self, label: Callable[[int], Message]) -> AbstractContextManager[Together]:
        """Let the operations of this thread be one step of undo in the block.

        Each stays a transaction of its own. ``label`` names the step for so many operations.
        """
        return self._history.together(label)

    def undo(self) -> Step | None:
        """Take back the last operation and return it; None when there is none."""
        self.refuse_writing()
        with self._write_lock, self._working(), in_step.guard(self._writer, self._history.done):
            if not self._history.done:
                return None
            step = self._history.done[-1]
            parts = step.parts[::-1]
            inverses = [
                Step(self._next_number(), each.label, totals=list(each.totals), moved=each.moved)
                for each in parts
            ]
            with self._transaction(self._operation(inverses[0])) as conn:
                for part, inverse in zip(parts, inverses, strict=True):
                    work = self._goes_on(conn, inverse)
                    undo.take_back(conn, part, work.now_ms)
                    reviews.strike(conn, part)
                    undo.gather_undone(conn, inverse, part, self._largest)
                    derived.refresh(conn, inverse, part, work.now_ms)
                    in_step.stamp(conn, work, self._largest, part)
            for part, inverse in zip(parts, inverses, strict=True):
                part.inverse = inverse
            self.changed = True
            self._history.undone.append(self._history.done.pop())
        self._tell(replace(step.changes, undone=True))
        return step

    def redo(self) -> Step | None:
        """Do the last undone operation again and return it; None when there is none."""
        self.refuse_writing()
        with self._write_lock, self._working(), in_step.guard(self._writer, self._history.undone):
            if not self._history.undone:
                return None
            step = self._history.undone[-1]
            logs = [Step(self._next_number(), each.label) for each in step.parts]
            with self._transaction(self._operation(logs[0])) as conn:
                for part, log in zip(step.parts, logs, strict=True):
                    work = self._goes_on(conn, log)
                    undo.put_forward(conn, part, work.now_ms)
                    reviews.strike(conn, part, back=True)
                    undo.gather(conn, log, self._largest)
                    derived.refresh(conn, log, part.inverse, work.now_ms)
                    in_step.stamp(conn, work, self._largest, part.inverse)
                    undo.forget(conn, log)
            self.changed = True
            self._history.done.append(self._history.undone.pop())
        self._tell(step.changes)
        return step

    def _goes_on(self, conn: Connection, step: Step) -> Operation:
        """Let a transaction under way do the work of ``step`` from now on."""
        work = conn.info["operation"]
        assert isinstance(work, Operation)
        if work.step is not step:
            conn.info["operation"] = work = self._operation(step)
            undo.record(conn, step.number)
        return work

    def rows_ahead(self, *, redo: bool = False) -> int:
        """Return how many rows undo (or redo) would put back or take away."""
        with self._write_lock:
            return self._history.rows_ahead(self._writer, redo=redo)

    def forget_undo(self) -> None:
        """Drop all undo steps, as when the file beneath was replaced."""
        for step in self._history.done + self._history.undone:
            undo.forget(self._writer, step)
        self._history = History()

    # The log's numbers --------------------------------------------------------

    def next_review_id(self, conn: Connection, count: int = 1) -> int:
        """Return a review id no row of any copy has, the first of ``count`` that follow each other.

        Whatever is asked for later is larger.
        """
        if self._sequence + count > self._reserved:
            block = max(count, _SEQUENCE_BLOCK)
            first = devices.reserve_sequence(conn, self._device, block)
            self._sequence, self._reserved = first, first + block
        number = self._sequence
        self._sequence += count
        return self._device << 40 | number

    def become_another_device(self) -> None:
        """Write under another name from now on, since somebody else writes under this one."""
        with self._write_lock:
            self._device = devices.renew(self._writer, self.path)
            self._sequence = self._reserved = 0

    # The signal ---------------------------------------------------------------

    def subscribe(self, listener: Listener, *, early: bool = False) -> Callable[[], None]:
        """Call ``listener`` after each operation, in the thread that ran it; ``early`` before all
        but the first. Returns a function that ends the subscription."""
        self._listeners.insert(1 if early else len(self._listeners), listener)

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return stop

    def _tell(self, changes: Changes) -> None:
        """Call every listener; what one of them raises is reported, the operation stands."""
        if changes.any():
            for listener in list(self._listeners):
                faults.shield(listener, changes)

    @property
    def writer(self) -> Connection:
        """The writing connection, for backups and checks that need it."""
        return self._writer

    def now(self) -> datetime:
        """Return the learner's present moment, aware; refuse a clock without a zone."""
        if (moment := self.clock()).tzinfo is None:
            raise UserError(message("The clock gives times without a time zone."))
        return moment


def system_clock() -> datetime:
    """Return the present moment in the learner's own zone; raise UserError where it is none."""
    return local(datetime.now(UTC))
