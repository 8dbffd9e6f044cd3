"""Long work on the command line: a bar, and Ctrl+C that stops it with nothing kept."""

import time
from contextlib import ExitStack
from types import FrameType, TracebackType
from typing import Self

from flashcards.cli import interrupts
from flashcards.cli.terminal import Terminal, errors
from flashcards.cli.wording import crop, safe, tr, width
from flashcards.languages.speaking import percent

_FIRST_AFTER_S = 0.3
_BETWEEN_S = 0.1
_PLAIN_FIRST_AFTER_S = 1.0
_PLAIN_BETWEEN_S = 10.0
_BAR = 24
_FULL, _EMPTY = "\u2588", "\u2591"


class Work:
    """One piece of long work, to be used in a ``with`` block; its call is the progress function.

    Ctrl+C asks the work to stop, which then leaves nothing behind; ``at_once``, it interrupts
    where the work has not begun to tell how far it is, and so has nothing to undo.
    """

    def __init__(self, name: str, *, at_once: bool = True) -> None:
        self._at_once = at_once
        self._name = safe(name)
        self._terminal: Terminal = errors()
        self._began = self._drawn = time.monotonic()
        self._shown = self._under_way = False
        self._handled = ExitStack()

    def __enter__(self) -> Self:
        self._handled.enter_context(interrupts.handled(self._stop))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._handled.close()
        if self._shown and self._terminal.is_tty:
            self._terminal.forget_lines()

    def __call__(self, done: int, total: int) -> bool:
        """Draw how far the work is; False to stop it."""
        self._under_way = True
        self._draw(done, total)
        return not interrupts.came()

    def _stop(self, _number: int, frame: FrameType | None) -> None:
        if self._at_once and not self._under_way and interrupts.harmless(frame):
            raise KeyboardInterrupt
        interrupts.note()

    def _draw(self, done: int, total: int) -> None:
        now = time.monotonic()
        tty = self._terminal.is_tty
        first, between = (
            (_FIRST_AFTER_S, _BETWEEN_S) if tty else (_PLAIN_FIRST_AFTER_S, _PLAIN_BETWEEN_S)
        )
        if now - self._began < first or (self._shown and now - self._drawn < between):
            return
        self._shown, self._drawn = True, now
        share = min(1.0, done / total) if total > 0 else 0.0
        if not tty:
            told = tr("{work}: {share}", work=self._name, share=percent(share))
            self._terminal.line(told if total > 0 else self._name)
            return
        full = round(share * _BAR)
        bar = f" {_FULL * full}{_EMPTY * (_BAR - full)} {share:4.0%}"
        name = crop(self._name, self._terminal.columns - width(bar) - 1)
        self._terminal.forget_lines()
        self._terminal.write(name + bar)
