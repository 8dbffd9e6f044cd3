"""Reads a translation as Qt Linguist keeps it, and finds the texts in it.

<TS language="de"><context><name>flashcards</name>
  <message><source>Add</source><translation>Hinzufügen</translation></message>
  <message numerus="yes"><source>{count} cards</source><translation>
    <numerusform>{count} Karte</numerusform><numerusform>{count} Karten</numerusform>…
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Final, Protocol

from flashcards.files import read_given
from flashcards.languages import plural_rules
from flashcards.model.messages import ABOUT, in_english

CONTEXT: Final = "flashcards"
"""Under which texts of the whole program are kept."""
LARGEST_BYTES: Final = 16 << 20

Forms = tuple[str, ...]
Place = tuple[str, str, str]
"""The name of a place, how its value is converted and how it is written."""


class Catalogue(Protocol):
    """What the program says in some language."""

    def text(self, one: str, many: str, count: int) -> str:
        """Return the text to use, its places still empty; ``many`` is "" where nothing counts."""
        ...


class English:
    """The texts as they are written in the program."""

    def text(self, one: str, many: str, count: int) -> str:
        """Return ``one``, or ``many`` for any count but one."""
        return in_english(one, many, count)


ENGLISH: Final = English()


class Translated:
    """The texts of a catalogue; what is missing there, or does not fit, stays English."""

    def __init__(self, language: str, texts: Mapping[str, Forms]) -> None:
        self.language = language
        self._texts = texts
        self._sound: dict[tuple[str, str], Forms] = {}

    def text(self, one: str, many: str, count: int) -> str:
        """Return the text, by the language's own rule for ``count``."""
        forms = self._sound.get((one, many))
        if forms is None:
            forms = self._sound[one, many] = self._checked(one, many)
        if not forms:
            return ENGLISH.text(one, many, count)
        if not many:
            return forms[-1]
        return forms[min(plural_rules.form(self.language, count), len(forms) - 1)]

    def _checked(self, one: str, many: str) -> Forms:
        """Return the forms that can be filled like the English ones; none where one cannot."""
        forms = self._texts.get(many or one, ())
        if all(fits(form, one, many) for form in forms):
            return forms
        return ()


def fits(form: str, one: str, many: str = "") -> bool:
    """Whether a translation has the places of its English text, each written the same way.

    A form of a counted text may leave the count out, and what the English form for one does.
    """
    asked, had = places(one), places(form)
    if asked is None or had is None or not many:
        return had == asked
    of_many = places(many) or frozenset()
    needed = {place for place in asked & of_many if place[0] != "count"}
    return needed <= had <= asked | of_many


def key_of(source: str, about: str | None) -> str:
    """Return a text as the program asks for it, with what a catalogue says it is about."""
    return f"{source}{ABOUT}{about}" if about else source


@lru_cache(maxsize=4096)
def places(text: str) -> frozenset[Place] | None:
    """Return the places of a text to be filled in; None where its braces are no places."""
    try:
        found = frozenset(
            (name, conversion or "", spec or "")
            for _, name, spec, conversion in Formatter().parse(text)
            if name is not None
        )
    except ValueError:
        return None
    return found if all(name.isidentifier() for name, _, _ in found) else None


def read(path: Path, language: str) -> Translated | None:
    """Return the catalogue in a file; None where it cannot be read or is none."""
    from xml.etree import ElementTree  # late: nobody needs it whose language is English

    try:
        data = read_given(path, LARGEST_BYTES)
        root = ElementTree.fromstring(data)  # noqa: S314  (our own file, and of bounded size)
    except (OSError, ElementTree.ParseError, ValueError, LookupError):
        return None
    texts: dict[str, Forms] = {}
    for message in root.iter("message"):
        source, translation = message.find("source"), message.find("translation")
        if source is None or translation is None or translation.get("type") in _GONE:
            continue
        numerus = translation.findall("numerusform")
        forms = tuple(each.text or "" for each in numerus) or (translation.text or "",)
        if source.text and all(forms):
            texts[key_of(source.text, message.findtext("comment"))] = forms
    return Translated(language, texts) if root.tag == "TS" else None


_GONE: Final = ("obsolete", "vanished")
"""What Linguist calls texts that the program no longer has."""
