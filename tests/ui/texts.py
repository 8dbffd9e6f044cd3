"""Listens to every text the window asks a translation of, and can put it into signs."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from flashcards.languages import speaking
from flashcards.languages.catalogue import ENGLISH
from tests.strings_tool import known_texts

OPENS, CLOSES = "⟦", "⟧"
_PLACE = re.compile(r"(\{\{?[a-z_]\w*(?:[:!][^{}]*)?\}\}?)")


class Listener:
    """Leaves every text as it is, or with ``signs`` puts it between ⟦ and ⟧."""

    def __init__(self, *, signs: bool) -> None:
        self.unknown: set[str] = set()
        """Texts no translator would be given."""
        self.signs = signs

    def text(self, one: str, many: str, count: int) -> str:
        """Return what is shown for a text."""
        text = ENGLISH.text(one, many, count)
        if (many or one) not in known_texts() and any(sign.isalpha() for sign in text):
            self.unknown.add(text)
        return _in_signs(text) if self.signs else text


@contextmanager
def listener(*, signs: bool = False) -> Iterator[Listener]:
    """Hear what is asked for from here on, and only until the end of the block."""
    before = speaking.spoken()
    hearing = Listener(signs=signs)
    speaking.speak(hearing)
    try:
        yield hearing
    finally:
        speaking.speak(*before)


def _in_signs(text: str) -> str:
    """Put what a translator writes into signs; what is filled in later stays outside of them."""
    pieces = _PLACE.split(text)
    return "".join(
        piece if at % 2 or not piece else f"{OPENS}{piece}{CLOSES}"
        for at, piece in enumerate(pieces)
    )
