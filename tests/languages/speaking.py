"""Another language for the length of a test."""

from collections.abc import Iterator
from contextlib import contextmanager

from flashcards.languages import numbers, speaking
from flashcards.languages.catalogue import ENGLISH, Catalogue


@contextmanager
def spoken_by(texts: Catalogue = ENGLISH, locale: str = "en") -> Iterator[None]:
    """Speak in other texts and with the numbers of a locale until the end of the block."""
    before = speaking.spoken()
    speaking.speak(texts, numbers.figures_of(locale))
    try:
        yield
    finally:
        speaking.speak(*before)
