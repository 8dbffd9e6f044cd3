"""Which voice reads a text: one that the template asks for, else one of its language."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from flashcards.text.played import Speech

if TYPE_CHECKING:
    from PySide6.QtTextToSpeech import QVoice

_SCRIPTS = (
    ("ja", "\u3040-\u30ff"), ("ko", "\uac00-\ud7af\u1100-\u11ff"), ("zh", "\u4e00-\u9fff"),
    ("ru", "\u0400-\u04ff"), ("el", "\u0370-\u03ff"), ("he", "\u0590-\u05ff"),
    ("ar", "\u0600-\u06ff"), ("hi", "\u0900-\u097f"), ("th", "\u0e00-\u0e7f"),
    ("ka", "\u10a0-\u10ff"), ("hy", "\u0530-\u058f"),
)  # fmt: skip
"""Languages that a text can be told to be in by its letters alone, the surest first."""
_MAKERS = re.compile("^(?:apple|microsoft)[ _]", re.IGNORECASE)


def chosen(voices: Iterable["QVoice"], speech: Speech) -> "QVoice | None":
    """Return the voice that fits a text best; None where none speaks its language.

    A text that names no language is read in that of its letters, else in that of the system.
    """
    known = list(voices)
    wanted = [_plain(name) for name in speech.voices]
    for name in wanted:
        for voice in known:
            if name in (_plain(voice.name()), _plain(_MAKERS.sub("", voice.name()))):
                return voice
    told = speech.language or language_of(speech.text)
    locale = QLocale(told.replace("-", "_")) if told else QLocale.system()
    alike = [voice for voice in known if voice.locale().language() == locale.language()]
    exact = [voice for voice in alike if voice.locale().territory() == locale.territory()]
    best = (exact if "_" in locale.name() and "_" in told.replace("-", "_") else []) or alike
    return best[0] if best else None if told else next(iter(known), None)


def language_of(text: str) -> str:
    """Return the language that the letters of a text tell; empty where many share them."""
    return next((name for name, letters in _SCRIPTS if re.search(f"[{letters}]", text)), "")


def language_words(language: str) -> str:
    """Return what a language is called by those who speak it, such as ``Deutsch``."""
    locale = QLocale(language.replace("-", "_"))
    return locale.nativeLanguageName() or language


def rate(speed: float) -> float:
    """Return a speed, 1 for as usual, as Qt counts it: from -1, half, over 0 to 1, twice."""
    return max(-1.0, min(1.0, speed - 1.0 if speed >= 1.0 else 2.0 * (speed - 1.0)))


def _plain(name: str) -> str:
    return _MAKERS.sub("", name).replace("_", " ").strip().casefold()
