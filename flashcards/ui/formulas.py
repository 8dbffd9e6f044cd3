"""Draws the formulas of cards: in another process, in any size and colour; keeps what was drawn.

A view asks for all formulas of a card, waits a moment for those that are not there yet, and is told
of the others by ``came``.
"""

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter

from flashcards import children
from flashcards.paths import data_dir
from flashcards.text.formula_source import Formula, of_source
from flashcards.text.tex.drawn import (
    GAP_COLOUR,
    TEXT_COLOUR,
    UNKNOWN_COLOUR,
    Drawing,
    read_drawing,
)
from flashcards.text.tex.macros import Macro, Macros, read, used
from flashcards.ui.drawing_store import DrawingStore
from flashcards.ui.to_keep import to_keep

if TYPE_CHECKING:
    from flashcards.ui.jobs import Jobs

WAIT_MS = 40
"""How long a card waits for its formulas before it is shown without some of them."""
SECONDS_EACH = 30 if children.SETS_LIMITS else 5
"""After which the process is ended, where it could not look at the time itself."""
IDLE_MS = 180_000
_KEPT = 2_000
_MOST_WAITING = 500
_KEPT_IMAGES = 300
_KEPT_PIXELS = 24_000_000
_LARGEST_PIXELS = 4_000_000
MOST_PIXELS_OF_CARD = 30_000_000
"""Of all formulas of a card together, so many pixels of the screen; larger ones are less sharp."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A formula as it is drawn: what it says, how, and with which commands."""

    tex: str
    bare_tex: str
    displayed: bool
    macros: tuple[tuple[str, Macro], ...] = ()


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of a formula, as ``#rrggbb``."""

    text: str
    gap: str
    unknown: str


Drawn = Drawing | str
"""A drawing, or the code of why there is none."""


def asked_of(formulas: Iterable[Formula], defined: Macros | None = None) -> list[Asked]:
    """Return how the formulas of one card are drawn: each knows what those before it defined.

    ``defined`` are the commands that its note type has for all of them.
    """
    known: dict[str, Macro] = dict(defined or {})
    asked: list[Asked] = []
    for formula in formulas:
        own = read(formula.tex)[1]
        before = used(formula.tex, known) if known else {}
        asked.append(
            Asked(formula.tex, formula.bare_tex, formula.displayed, tuple(sorted(before.items())))
        )
        known |= own
    return asked


class Formulas(QObject):
    """The formulas of all cards of a window."""

    came = Signal()
    """Formulas that were asked for are there now."""

    _arrived = Signal()

    def __init__(self, jobs: "Jobs") -> None:
        """What was drawn is kept in the data folder, and the process ends with the jobs."""
        super().__init__(jobs)
        jobs.at_end.append(self.stop)
        self._lock = threading.Condition()
        self._drawn: OrderedDict[Asked, Drawn] = OrderedDict()
        self._waiting: deque[Asked] = deque()
        """Those still to be drawn; those of the card asked for last come first."""
        self._sent: Asked | None = None
        """The one that is being drawn, since ``_sent_at``."""
        self._sent_at = 0.0
        self._images: OrderedDict[tuple[Asked, float, Colours, float, int], QImage] = OrderedDict()
        self._pixels = 0
        """Of all that is kept in ``_images``."""
        self._store = DrawingStore(data_dir() / "formulas")
        self._helper: children.Helper | None = None
        self._run: object = None
        """What the requests of the present process go by; another one ends them."""
        self._arrived.connect(self.came, Qt.ConnectionType.QueuedConnection)
        self._watch = QTimer(self)
        self._watch.setInterval(1_000)
        self._watch.timeout.connect(self._look_at_clock)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self.stop)

    # Asking -------------------------------------------------------------------------

    def ask(self, asked: Sequence[Asked], wait_ms: int = WAIT_MS) -> None:
        """Let formulas be drawn that were not yet, and wait for them no longer than so."""
        missing = [one for one in dict.fromkeys(asked) if not self._has(one)]
        if not missing or not self._started(missing):
            return
        end = time.monotonic() + wait_ms / 1000
        with self._lock:
            for one in reversed(missing):
                if one != self._sent:
                    with suppress(ValueError):
                        self._waiting.remove(one)
                    self._waiting.appendleft(one)
            while len(self._waiting) > _MOST_WAITING:
                self._waiting.pop()
            self._lock.notify_all()
            while any(one not in self._drawn for one in missing):
                left = end - time.monotonic()
                if left <= 0 or not self._lock.wait(left):
                    break

    def ask_ahead(self, asked: Iterable[Asked]) -> None:
        """Let formulas be drawn that may be asked for later, after all that are waited for."""
        missing = [one for one in dict.fromkeys(asked) if not self._has(one)]
        if missing and self._started(missing):
            with self._lock:
                known = {self._sent, *self._waiting}
                room = _MOST_WAITING - len(self._waiting)
                self._waiting.extend([one for one in missing if one not in known][:room])
                self._lock.notify_all()

    def drawn(self, asked: Asked) -> Drawn | None:
        """Return a formula, or why there is none; None while it is not there yet."""
        with self._lock:
            return self._drawn.get(asked)

    def image(
        self, source: str, displayed: bool, em: float, colours: Colours, ratio: float
    ) -> tuple[QImage, float] | str | None:
        r"""Return one formula as a picture, and how far it reaches below the line of the text.

        ``source`` is TeX with or without its signs; ``em`` is the size of the text around it in
        pixels of the window, and ``ratio`` how many pixels of the screen are in one of those. A
        text is the code of what is wrong with it (``text.tex.problems.words``). None while it is
        not there yet: ``came`` is emitted when it is worth asking again.
        """
        formula = of_source(source)
        asked = Asked(formula.tex, formula.bare_tex, displayed)
        self.ask([asked], 0)
        drawn = self.drawn(asked)
        if isinstance(drawn, Drawing):
            return self.picture(asked, drawn, em, colours, ratio)
        return drawn

    def picture(
        self,
        asked: Asked,
        drawn: Drawing,
        em: float,
        colours: Colours,
        ratio: float,
        most: int = _LARGEST_PIXELS,
    ) -> tuple[QImage, float]:
        """Return a drawing as a picture, and how far that reaches below the line of the text.

        The picture has no more pixels of the screen than ``most``.
        """
        most = min(most, _LARGEST_PIXELS)
        key = asked, em, colours, ratio, most
        image = self._images.get(key)
        if image is None:
            image = self._images[key] = painted(drawn, em, colours, ratio, most)
            self._pixels += image.width() * image.height()
            while len(self._images) > _KEPT_IMAGES or self._pixels > _KEPT_PIXELS:
                _, gone = self._images.popitem(last=False)
                self._pixels -= gone.width() * gone.height()
        return image, max(0, ceil(drawn.descent * em * ratio)) / ratio

    # The other process --------------------------------------------------------------

    def _has(self, asked: Asked) -> bool:
        with self._lock:
            if asked in self._drawn:
                self._drawn.move_to_end(asked)
                return True
        kept = self._store.read(asked)
        if kept is None:
            return False
        self._keep(asked, kept)
        return True

    def _keep(self, asked: Asked, drawn: Drawn) -> None:
        with self._lock:
            self._drawn[asked] = drawn
            while len(self._drawn) > _KEPT:
                self._drawn.popitem(last=False)
            self._lock.notify_all()

    def _started(self, missing: Sequence[Asked]) -> bool:
        """Whether there is a process to draw with; one that has ended is replaced."""
        self._idle.start()
        self._watch.start()
        if self._helper is not None and self._helper.working:
            return True
        self._end_process()
        self._run = object()
        try:
            self._helper = children.Helper(
                children.FORMULAS, self._requests(self._run), self._heard
            )
        except OSError:
            for one in missing:
                self._keep(one, "process")
            return False
        return True

    def _requests(self, run: object) -> Iterator[bytes]:
        """Yield one request after another, each when the one before is answered; in a thread."""
        from flashcards.text.tex.process import request

        while True:
            with self._lock:
                while self._run is run and (self._sent is not None or not self._waiting):
                    self._lock.wait()
                if self._run is not run:
                    return
                asked = self._sent = self._waiting.popleft()
                self._sent_at = time.monotonic()
            yield request(asked.tex, asked.bare_tex, asked.displayed, asked.macros)

    def _heard(self, answer: Any) -> None:
        """Take in an answer; in a thread of the process's own."""
        (what,) = answer
        drawing = read_drawing(what)
        with self._lock:
            asked, self._sent = self._sent, None
        if asked is None:
            return
        self._keep(asked, drawing or (what if isinstance(what, str) else "unreadable"))
        self._arrived.emit()
        if drawing is not None:
            self._store.write(asked, drawing)

    def _look_at_clock(self) -> None:
        """End a process that is at one formula for too long, or that has ended by itself."""
        with self._lock:
            sent, waiting = self._sent, bool(self._waiting)
            late = sent is not None and time.monotonic() - self._sent_at > SECONDS_EACH
        if sent is None and not waiting:
            self._watch.stop()
            return
        if self._helper is not None and self._helper.working and not late:
            return
        self._end_process()
        if sent is not None:
            self._keep(sent, "slow")
        if waiting:
            self._started(())
        self.came.emit()

    def _end_process(self) -> None:
        helper, self._helper = self._helper, None
        with self._lock:
            self._run = self._sent = None
            self._lock.notify_all()
        if helper is not None:
            helper.stop()

    def stop(self) -> None:
        """End the process, if there is one; what is asked for later starts another."""
        self._end_process()
        with self._lock:
            self._waiting.clear()
        self._watch.stop()
        self._idle.stop()


def formulas_of(jobs: "Jobs") -> Formulas:
    """Return the formulas that all cards of a window share."""
    directly = Qt.FindChildOption.FindDirectChildrenOnly
    found = jobs.findChild(Formulas, options=directly)
    return found if isinstance(found, Formulas) else Formulas(jobs)


def painted(
    drawn: Drawing, em: float, colours: Colours, ratio: float, most: int = _LARGEST_PIXELS
) -> QImage:
    """Return a drawing as a picture of so many pixels of the screen in one of the window."""
    from PySide6.QtSvg import QSvgRenderer  # late: most cards have no formulas

    scale = em * ratio
    width = max(1, ceil(drawn.width * scale))
    above, below = ceil(drawn.ascent * scale), max(0, ceil(drawn.descent * scale))
    height = max(1, above + below)
    if width * height > most:
        ratio *= (most / (width * height)) ** 0.5
        return painted(drawn, em, colours, ratio * 0.99, most)
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    svg = drawn.svg.replace(TEXT_COLOUR, colours.text).replace(GAP_COLOUR, colours.gap)
    renderer = QSvgRenderer(svg.replace(UNKNOWN_COLOUR, colours.unknown).encode())
    top = above - drawn.ascent * scale
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height_px = (drawn.ascent + drawn.descent) * scale
        renderer.render(painter, QRectF(0, top, drawn.width * scale, height_px))
    image.setDevicePixelRatio(ratio)
    return to_keep(image)
