"""The language that is in force: every text and number that is shown passes through here.

One language holds for the whole process. It is set where the program starts, and again when the
learner chooses another one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from flashcards.languages import catalogue, numbers
from flashcards.languages.catalogue import Catalogue
from flashcards.languages.numbers import Figures, Filler
from flashcards.model.messages import Message


@dataclass(slots=True)
class _InForce:
    texts: Catalogue = catalogue.ENGLISH
    figures: Figures = numbers.ENGLISH
    filler: Filler = field(default_factory=lambda: Filler(numbers.ENGLISH))


_IN_FORCE: Final = _InForce()


def speak(texts: Catalogue, figures: Figures = numbers.ENGLISH) -> None:
    """Say everything from now on in these texts and with these signs of numbers."""
    _IN_FORCE.texts, _IN_FORCE.figures, _IN_FORCE.filler = texts, figures, Filler(figures)


def spoken() -> tuple[Catalogue, Figures]:
    """Return what ``speak`` was given last."""
    return _IN_FORCE.texts, _IN_FORCE.figures


def is_english() -> bool:
    """Whether texts are shown as they are written in the program."""
    return _IN_FORCE.texts is catalogue.ENGLISH


def text_of(one: str, many: str = "", count: int = 0) -> str:
    """Return the text to use, its places still empty; ``many`` is "" where nothing is counted."""
    return _IN_FORCE.texts.text(one, many, count)


def filled(text: str, values: Mapping[str, object]) -> str:
    """Return a text with its places filled in, numbers as the language writes them."""
    return _IN_FORCE.filler.filled(text, values)


def worded(said: Message) -> str:
    """Return a message in the language in force."""
    return said.worded(text_of, filled)


def numeral(value: float, decimals: int = 0) -> str:
    """Return a number with so many decimals, its thousands apart: ``1,234.5`` in English."""
    return _IN_FORCE.figures.number(value, decimals)


def percent(share: float, decimals: int = 0) -> str:
    """Return a share of 1 in per cent: ``12%`` in English."""
    return _IN_FORCE.figures.percent(share, decimals)
