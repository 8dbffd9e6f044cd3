"""Sees to it that a program without a terminal still has words, and loses none of its files.

Imports nothing of the program: it is asked before anything is opened.
"""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

NO_TERMINAL = sys.platform == "win32"
"""Whether a program without outputs is one for the desktop, as on Windows; elsewhere whoever
started it did not want them."""
MOST_SAID: Final = 200_000
"""Characters of what is said without a terminal; a list of cards may have many more."""
_STANDARD: Final = (0, 1, 2)


def hold_places() -> None:
    """Open the standard descriptors that are closed, so that no file is opened in their place.

    What Qt or a library writes to standard error would go into that file.
    """
    if os.name != "posix":
        return
    for number in _STANDARD:
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest that is free, which is this one


def has_none() -> bool:
    """Whether nothing that is written would be read by anyone."""
    return NO_TERMINAL and sys.stdout is None and sys.stderr is None


class _Gathered(io.StringIO):
    """Takes what is written, as long as it is not too much to be shown."""

    def write(self, text: str) -> int:
        """Take a piece; what is too much is dropped."""
        super().write(text[: max(0, MOST_SAID - self.tell())])
        return len(text)


@contextmanager
def gathered() -> Iterator[io.StringIO]:
    """Take what the block writes to both outputs, in their place."""
    before, said = (sys.stdout, sys.stderr), _Gathered()
    sys.stdout = sys.stderr = said
    try:
        yield said
    finally:
        sys.stdout, sys.stderr = before


def tell(sentence: str) -> None:
    """Say something where there is neither a terminal nor a window of ours, if the system can."""
    if sys.platform == "win32" and has_none():
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, sentence, "Flashcards", 0x10)
