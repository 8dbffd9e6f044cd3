"""Listens to every text the window asks a translation of, and can put it into signs."""

import importlib.util
import sys
from functools import cache
from pathlib import Path

from PySide6.QtCore import QTranslator

from flashcards.ui.words import CONTEXT

OPENS, CLOSES = "⟦", "⟧"
_TOOL = Path(__file__).resolve().parents[2] / "packaging" / "strings.py"


@cache
def known_texts() -> frozenset[str]:
    """Return every text that a translator is given, as ``make strings`` finds them."""
    spec = importlib.util.spec_from_file_location("strings_tool", _TOOL)
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = tool  # its dataclasses look for their module
    spec.loader.exec_module(tool)
    found: dict[str, str] = tool.collect().texts
    return frozenset(found)


class Listener(QTranslator):
    """Leaves every text as it is, or with ``signs`` puts it between ⟦ and ⟧."""

    def __init__(self, *, signs: bool = False) -> None:
        super().__init__()
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
        return f"{OPENS}{text}{CLOSES}" if self.signs else text
