"""Templates as Anki draws them: without what only this program knows."""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from flashcards.model.notes import Template

_PLACE: Final = re.compile(r"\{\{([^{}]*)\}\}")
_OPTIONS: Final = frozenset(("right", "wrong"))
_LISTS: Final = frozenset(("list", "list-all"))
_LINE: Final = "\n\n<hr id=answer>\n\n"


class Asked(NamedTuple):
    """The options that a front asks to choose among: names of the fields that hold them."""

    right: tuple[str, ...]
    wrong: tuple[str, ...]


def asked_options(template: Template) -> Asked | None:
    """Return what a template asks to choose among, None where it does not."""
    found: dict[str, list[str]] = {"right": [], "wrong": []}
    for filters, name in _places(template.question):
        for kind in _OPTIONS.intersection(filters):
            found[kind].append(name)
    if not (found["right"] and found["wrong"]):
        return None
    return Asked(tuple(dict.fromkeys(found["right"])), tuple(dict.fromkeys(found["wrong"])))


def sides(template: Template, options: str, languages: Mapping[str, str]) -> tuple[str, str]:
    """Return both sides for Anki; ``options`` is the field that shows what may be chosen.

    ``languages`` are those of fields, which Anki wants to be told where something is spoken.
    """
    return (
        _Side(options, languages, answer=False).written(template.question),
        _Side(options, languages, answer=True).written(template.answer),
    )


class _Side:
    def __init__(self, options: str, languages: Mapping[str, str], *, answer: bool) -> None:
        self._options, self._languages, self._answer = options, languages, answer
        self._shown = False

    def written(self, side: str) -> str:
        """Return a side with the places that Anki does not know filled in its own way."""
        return _PLACE.sub(self._place, side)

    def _place(self, found: re.Match[str]) -> str:
        *filters, name = found[1].split(":")
        kinds = {each.strip() for each in filters}
        if kinds & _OPTIONS:
            return self._choice(kinds, name)
        if kinds & _LISTS:
            return f"{{{{cloze:{name}}}}}"
        if any(each.strip().split(" ")[0] == "tts" for each in filters):
            return self._spoken(filters, name)
        return found[0]

    def _choice(self, kinds: set[str], name: str) -> str:
        options = ""
        if self._options and not self._shown:
            options, self._shown = f"{{{{{self._options}}}}}", True
        if not self._answer:
            return options
        if "right" not in kinds:
            return options
        return f"{options}{_LINE if options else ''}{{{{{name}}}}}"

    def _spoken(self, filters: list[str], name: str) -> str:
        language = self._languages.get(name.strip(), "").replace("-", "_") or "en_US"
        told = [
            f"tts {language}{each.strip()[3:]}" if _lacks_language(each.strip()) else each
            for each in filters
        ]
        return "{{" + ":".join((*told, name)) + "}}"


def _lacks_language(filter_: str) -> bool:
    first, *rest = filter_.split(" ")
    return first == "tts" and (not rest or "=" in rest[0])


def _places(side: str) -> list[tuple[set[str], str]]:
    found = (each.split(":") for each in _PLACE.findall(side))
    return [({one.strip() for one in filters}, name.strip()) for *filters, name in found]
