"""Asks one dictionary, in a process of its own, and remembers what it said of each word."""

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from flashcards import children
from flashcards.text.spelling.process import opening, request
from flashcards.ui.spelling.dictionaries import Found

IDLE_MS = 180_000
SECONDS_EACH = 20
"""After which the process is ended: one that opens a dictionary, or looks at some words, for so
long has a file before it that is no dictionary."""
WORDS_AT_ONCE = 200
MOST_ENDS = 40
"""So often may words end the process before the dictionary counts as one that cannot be used."""
_KEPT = 30_000
_KEPT_SUGGESTIONS = 300
_MOST_WAITING = 5_000
Suggested = Callable[[list[str]], object]


class Speller(QObject):
    """One dictionary."""

    came = Signal()
    """Words that were asked for are known now."""
    failed = Signal(str)
    """The dictionary cannot be used: ``absent``, ``large``, ``unreadable`` or ``slow``."""

    _arrived = Signal(object, str, object)

    def __init__(self, found: Found, parent: QObject) -> None:
        super().__init__(parent)
        self.found = found
        self.problem = ""
        """Why the dictionary cannot be used; empty while nothing is known against it."""
        self._lock = threading.Condition()
        self._right: OrderedDict[str, bool] = OrderedDict()
        self._waiting: deque[str] = deque()
        self._asked: set[str] = set()
        """Words that wait, or were sent."""
        self._meant: OrderedDict[str, list[str]] = OrderedDict()
        """What was suggested before: it takes a second or two to think of it."""
        self._suggest: tuple[str, Suggested] | None = None
        self._sent: tuple[str, list[str], Suggested | None] | None = None
        """What is being answered, since ``_sent_at``."""
        self._sent_at = 0.0
        self._at_once = WORDS_AT_ONCE
        """Fewer after some of them ended the process, until it is known which."""
        self._ends = 0
        self._ready = False
        self._helper: children.Helper | None = None
        self._starter: threading.Thread | None = None
        self._run: object = None
        """What the requests of the present process go by; another one ends them."""
        self._arrived.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._watch = QTimer(self)
        self._watch.setInterval(1_000)
        self._watch.timeout.connect(self._look_at_clock)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self.stop)

    # Asking

    def is_right(self, word: str) -> bool | None:
        """Whether a word is right; None while nothing is known of it."""
        return self._right.get(word)

    def ask(self, words: Iterable[str]) -> None:
        """Let words be looked up; ``came`` tells when it is worth looking again."""
        with self._lock:
            fresh = [word for word in words if word not in self._right and word not in self._asked]
            room = _MOST_WAITING - len(self._waiting)
            self._asked.update(fresh[:room])
            self._waiting.extend(fresh[:room])
        if fresh:
            self._go_on()

    def suggest(self, word: str, then: Suggested) -> None:
        """Hand what may have been meant to ``then``; who asked before and waits is forgotten."""
        if word in self._meant or self.problem:
            then(self._meant.get(word, []))
            return
        with self._lock:
            self._suggest = word, then
        self._go_on()

    def _go_on(self) -> None:
        if self.problem:
            return
        self._idle.start()
        self._watch.start()
        if not self._begins and (self._helper is None or not self._helper.working):
            self._start()
        with self._lock:
            self._lock.notify_all()

    def _start(self) -> None:
        """Start a process, in a thread: a busy system may take its time."""
        self._end_process()
        self._run = object()
        self._sent_at = time.monotonic()
        self._starter = threading.Thread(target=self._begin, args=(self._run,), name="spelling")
        self._starter.start()

    @property
    def _begins(self) -> bool:
        return self._starter is not None and self._starter.is_alive()

    def _begin(self, run: object) -> None:
        try:
            heard = partial(self._heard, run)
            helper = children.Helper(children.SPELLING, self._requests(run), heard)
        except OSError:
            self._heard(run, ("no", "process"))
            return
        with self._lock:
            wanted = self._run is run
            if wanted:
                self._helper = helper
        if not wanted:
            helper.stop()

    # The other process

    def _requests(self, run: object) -> Iterator[bytes]:
        """Yield one request after another, each when the one before is answered; in a thread."""
        yield opening(self.found.folder, self.found.name)
        while True:
            with self._lock:
                while self._run is run and not self._has_work():
                    self._lock.wait()
                if self._run is not run:
                    return
                self._sent = self._next()
                self._sent_at = time.monotonic()
                kind, words, _ = self._sent
            yield request(kind, words)

    def _has_work(self) -> bool:
        wanted = self._suggest is not None or bool(self._waiting)
        return self._ready and self._sent is None and wanted

    def _next(self) -> tuple[str, list[str], Suggested | None]:
        if self._suggest is not None:
            (word, then), self._suggest = self._suggest, None
            return "suggest", [word], then
        count = min(self._at_once, len(self._waiting))
        return "check", [self._waiting.popleft() for _ in range(count)], None

    def _heard(self, run: object, answer: Any) -> None:
        """Pass an answer on to the window's thread; in a thread of the process's own."""
        kind, what = answer
        with suppress(RuntimeError):  # the window is gone
            self._arrived.emit(run, str(kind), what)

    @Slot(object, str, object)
    def _take(self, run: object, kind: str, what: Any) -> None:
        """Take in an answer, unless the process that gave it was ended meanwhile."""
        if run is not self._run:
            return
        if kind == "no":
            self._end_process()
            self._fail(str(what))
            return
        with self._lock:
            sent, self._sent = self._sent, None
            waiting = [sent[2]] if sent is not None and sent[2] is not None else []
            if waiting and sent is not None and self._suggest and [self._suggest[0]] == sent[1]:
                waiting.append(self._suggest[1])  # asked once more: this answer is for both
                self._suggest = None
            self._ready = True
            self._lock.notify_all()
        if sent is None or kind != sent[0] or not isinstance(what, list):
            return
        if kind == "check":
            wrong = {str(word) for word in what}
            self._keep({word: word not in wrong for word in sent[1]})
            self._at_once = min(WORDS_AT_ONCE, 2 * self._at_once)
            self.came.emit()
            return
        meant = self._meant[sent[1][0]] = [str(word) for word in what]
        while len(self._meant) > _KEPT_SUGGESTIONS:
            self._meant.popitem(last=False)
        for then in waiting:
            then(meant)

    def _keep(self, known: dict[str, bool]) -> None:
        self._right.update(known)
        self._asked.difference_update(known)
        while len(self._right) > _KEPT:
            self._right.popitem(last=False)

    def _look_at_clock(self) -> None:
        """End a process that takes too long; a word that ends it is left alone from then on."""
        with self._lock:
            busy = self._sent is not None or not self._ready
            waiting = busy or self._has_work()
            late = busy and time.monotonic() - self._sent_at > SECONDS_EACH
            sent = self._sent
        if self._begins:
            return
        if not waiting or self._helper is None:
            self._watch.stop()
            return
        if self._helper.working and not late:
            return
        opened = self._ready
        self._end_process()
        if not opened or sent is None:
            self._fail("slow" if late else "unreadable")
            return
        self._ends += 1
        if sent[2] is not None:
            sent[2]([])
        elif len(sent[1]) > 1:
            self._look_for_it_among(sent[1])
        else:
            self._keep({sent[1][0]: True})
            self.came.emit()
        if self._ends >= MOST_ENDS:
            self._fail("slow" if late else "unreadable")
        else:
            self._go_on()

    def _look_for_it_among(self, words: list[str]) -> None:
        """Ask half as many of these words at once: one of them ended the process."""
        with self._lock:
            self._waiting.extendleft(reversed(words))
            self._at_once = len(words) // 2

    def _fail(self, why: str) -> None:
        self.problem = why
        with self._lock:
            (suggest, self._suggest) = (self._suggest, None)
            self._waiting.clear()
            self._asked.clear()
        self._watch.stop()
        if suggest is not None:
            suggest[1]([])
        self.failed.emit(why)

    def _end_process(self) -> None:
        with self._lock:
            helper, self._helper = self._helper, None
            self._run = self._sent = None
            self._ready = False
            self._lock.notify_all()
        starter, self._starter = self._starter, None
        if starter is not None:
            starter.join()
        if helper is not None:
            helper.stop()

    def stop(self) -> None:
        """End the process, if there is one; what is asked for later starts another."""
        self._end_process()
        with self._lock:
            self._waiting.clear()
            self._asked.clear()
            self._suggest = None
        self._watch.stop()
        self._idle.stop()
