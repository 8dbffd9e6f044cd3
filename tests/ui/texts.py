"""Listens to every text the window asks a translation of, and can put it into signs."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from PySide6.QtCore import QCoreApplication, QTranslator

from flashcards.ui.words import CONTEXT
from tests.strings_tool import known_texts

OPENS, CLOSES = "⟦", "⟧"
_PLACE = re.compile(r"(\{\{?[a-z_]\w*(?:[:!][^{}]*)?\}\}?)")


class Listener(QTranslator):
    """Leaves every text as it is, or with ``signs`` puts it between ⟦ and ⟧.

    Get it by ``listener()``. Once installed it stays for as long as the process lasts: Qt lets a
    translator go only when no thread is being given a text, and PySide lets no other thread run
    Python meanwhile. One of Qt's own threads that was about to ask this one would wait for ever.
    """

    def __init__(self) -> None:
        super().__init__()
        self.listening = False
        self.unknown: set[str] = set()
        """Texts no translator would be given."""
        self.signs = False

    def translate(
        self,
        context: bytes | str,
        sourceText: bytes | str,  # noqa: N803  (Qt's name)
        disambiguation: bytes | str | None = None,
        n: int = -1,
    ) -> str | None:
        """Return what is shown for a text."""
        if not self.listening:
            return None
        text = sourceText.decode() if isinstance(sourceText, bytes) else str(sourceText)
        if context not in (CONTEXT, CONTEXT.encode()):
            return None
        if text not in known_texts() and any(sign.isalpha() for sign in text):
            self.unknown.add(text)
        return _in_signs(text) if self.signs else text


@cache
def _installed() -> Listener:
    the_one = Listener()
    QCoreApplication.installTranslator(the_one)
    return the_one


@contextmanager
def listener(*, signs: bool = False) -> Iterator[Listener]:
    """Hear what is asked for from here on, and only until the end of the block."""
    hearing = _installed()
    hearing.listening, hearing.signs = True, signs
    hearing.unknown.clear()
    try:
        yield hearing
    finally:
        hearing.listening = False


def _in_signs(text: str) -> str:
    """Put what a translator writes into signs; what is filled in later stays outside of them."""
    pieces = _PLACE.split(text)
    return "".join(
        piece if at % 2 or not piece else f"{OPENS}{piece}{CLOSES}"
        for at, piece in enumerate(pieces)
    )
