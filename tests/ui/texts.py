"""Listens to every text the window asks a translation of, and can put it into signs."""

import re
from typing import ClassVar

from PySide6.QtCore import QTranslator

from flashcards.ui.words import CONTEXT
from tests.strings_tool import known_texts

OPENS, CLOSES = "⟦", "⟧"
_PLACE = re.compile(r"(\{\{?[a-z_]\w*(?:[:!][^{}]*)?\}\}?)")


class Listener(QTranslator):
    """Leaves every text as it is, or with ``signs`` puts it between ⟦ and ⟧."""

    _all: ClassVar[list["Listener"]] = []
    """Every listener ever made. The end of a translator waits until no text is being translated;
    one that Python let go while another is asked for a text would wait for ever."""

    def __init__(self, *, signs: bool = False) -> None:
        super().__init__()
        self._all.append(self)
        self.unknown: set[str] = set()
        """Texts no translator would be given."""
        self.signs = signs

    def translate(
        self,
        context: bytes | str,
        sourceText: bytes | str,  # noqa: N803  (Qt's name)
        disambiguation: bytes | str | None = None,
        n: int = -1,
    ) -> str | None:
        """Return what is shown for a text."""
        text = sourceText.decode() if isinstance(sourceText, bytes) else str(sourceText)
        if context not in (CONTEXT, CONTEXT.encode()):
            return None
        if text not in known_texts() and any(sign.isalpha() for sign in text):
            self.unknown.add(text)
        return _in_signs(text) if self.signs else text


def _in_signs(text: str) -> str:
    """Put what a translator writes into signs; what is filled in later stays outside of them."""
    pieces = _PLACE.split(text)
    return "".join(
        piece if at % 2 or not piece else f"{OPENS}{piece}{CLOSES}"
        for at, piece in enumerate(pieces)
    )
