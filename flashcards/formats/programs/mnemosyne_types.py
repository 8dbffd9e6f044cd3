"""Mnemosyne's card types as note types: those it has, and those of its users."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any, Final

from flashcards.formats.programs.rows import identity_of

_QUOTED: Final = re.compile(r"""u?'((?:[^'\\]|\\.)*)'|u?"((?:[^"\\]|\\.)*)\"""", re.DOTALL)
_ESCAPED: Final = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_SIGNS: Final = {"n": "\n", "t": "\t", "r": "\r"}
_KEY: Final = re.compile(r"\$(?:\{(\w+)\}|(\w+))")
CSS: Final = ".card { font-size: 20px; text-align: center; }\n"


@dataclass(frozen=True, slots=True)
class View:
    """One of the cards that a type makes of a fact: what is asked, and what is answered."""

    id: str
    name: str
    question: tuple[str, ...]
    answer: tuple[str, ...]
    replaces: bool = False
    """Whether the answer takes the place of the question."""
    typed: bool = False
    decorators: Mapping[str, str] = field(default_factory=dict)
    """What stands around a key."""


@dataclass(frozen=True, slots=True)
class CardType:
    """A card type; ``keys`` are what facts call its fields, with what the learner calls them."""

    id: str
    name: str
    keys: tuple[tuple[str, str], ...]
    views: tuple[View, ...]
    cloze: str = ""
    """The key whose text has gaps, if any."""

    @property
    def origin(self) -> str:
        """The id of the type of Mnemosyne's own that it is made from."""
        return self.id.partition("::")[0]


_FRONT: Final = (("f", "Front"), ("b", "Back"))
_WORD: Final = (("p_1", "Pronunciation"), ("m_1", "Meaning"), ("n", "Notes"))
_NOTES: Final = ("p_1", "m_1", "n")
OWN: Final = {
    each.id: each
    for each in (
        CardType(
            "1", "Front-to-back only", _FRONT, (View("1.1", "Front-to-back", ("f",), ("b",)),)
        ),
        CardType(
            "2",
            "Front-to-back and back-to-front",
            _FRONT,
            (
                View("2.1", "Front-to-back", ("f",), ("b",)),
                View("2.2", "Back-to-front", ("b",), ("f",)),
            ),
        ),
        CardType(
            "3",
            "Vocabulary",
            (("f", "Foreign word or phrase"), *_WORD),
            (
                View("3.1", "Recognition", ("f",), _NOTES),
                View("3.2", "Production", ("m_1",), ("f", "p_1", "n")),
            ),
        ),
        CardType(
            "4",
            "Map",
            (("loc", "Location"), ("blank", "Blank map"), ("marked", "Marked map")),
            (
                View("4.1", "Recognition", ("marked",), ("loc", "marked"), replaces=True),
                View("4.2", "Production", ("loc", "blank"), ("loc", "marked"), replaces=True),
            ),
        ),
        CardType(
            "5", "Cloze deletion", (("text", "Text"),), (View("5.1", "Cloze", (), ()),), "text"
        ),
        CardType(
            "6",
            "Sentence",
            (("f", "Sentence"), *_WORD),
            (View("6.1", "Recognition", ("f",), _NOTES), View("6.2", "Production", (), _NOTES)),
            "f",
        ),
    )
}
"""Mnemosyne's own types, by their ids; the fields are called as they are there."""


def texts_in(written: object) -> list[str]:
    """Return the texts in a list or table that Mnemosyne wrote as Python would, in order."""
    found = written if isinstance(written, str) else ""
    return [
        _ESCAPED.sub(_sign, text[1] if text[1] is not None else text[2])
        for text in _QUOTED.finditer(found[:100_000])
    ]


def _sign(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _SIGNS.get(found[3], found[3])


def pairs_in(written: object) -> tuple[tuple[str, str], ...]:
    """Return the texts of such a list two by two."""
    texts = texts_in(written)
    return tuple(zip(texts[::2], texts[1::2], strict=False))


def users_type(row: Mapping[str, Any], views: Sequence[View]) -> CardType:
    """Return a type that somebody made, as its table tells it; ``views`` are those it names."""
    identity = str(row["id"])
    own = OWN.get(identity.partition("::")[0])
    keys = pairs_in(row["fact_keys_and_names"]) or (own.keys if own else _FRONT)
    if own is not None and own.cloze:
        renamed = tuple(
            View(view.id, old.name, old.question, old.answer)
            for view, old in zip(views, own.views, strict=False)
        )
        return CardType(identity, str(row["name"]), keys, renamed or own.views, own.cloze)
    return CardType(identity, str(row["name"]), keys, tuple(views) or (own.views if own else ()))


def unknown_type(identity: str, keys: Sequence[str], view_ids: Sequence[str]) -> CardType:
    """Return a type for facts whose own type the file does not tell."""
    first, rest = tuple(keys[:1]), tuple(keys[1:])
    views = tuple(View(each, each, first, rest) for each in view_ids)
    return CardType(identity, f"Mnemosyne {identity}", tuple((key, key) for key in keys), views)


def note_type_id(found: CardType, *, gaps: bool = False) -> int:
    """Return what stands for a type in every copy, or for its notes with gaps."""
    return identity_of("mnemosyne type", found.id, found.name, "gaps" if gaps else "")


def as_note_type(found: CardType) -> dict[str, Any]:
    """Return a type in the form of Anki's schema 11, without what it makes of gaps."""
    names = _names(found)
    views = [view for view in found.views if view.question or not found.cloze]
    return _body(
        note_type_id(found),
        found.name,
        list(names.values()),
        [(view.name, _question(view, names), _answer(view, names)) for view in views],
    )


PROMPT: Final = "Prompt"
"""The field that says what is asked where a whole text is a gap."""


def as_cloze_type(found: CardType) -> dict[str, Any]:
    """Return the note type for the gaps of a type."""
    names = _names(found)
    text = names[found.cloze]
    rest = [name for key, name in names.items() if key != found.cloze]
    gap = f"{{{{cloze:{text}}}}}"
    asked = f"{_shown(PROMPT)}{gap}" if rest else gap
    more = "".join(map(_shown, rest))
    fields = [text, *rest, PROMPT] if rest else [text]
    name = f"{found.name} (gaps)" if rest else found.name
    body = _body(
        note_type_id(found, gaps=True),
        name,
        fields,
        [("Cloze", asked, f"{gap}<hr id=answer>{more}" if more else gap)],
    )
    return {**body, "type": 1}


def _body(
    identity: int, name: str, fields: Sequence[str], cards: Sequence[tuple[str, str, str]]
) -> dict[str, Any]:
    return {
        "id": identity,
        "name": name,
        "type": 0,
        "css": CSS,
        "flds": [{"name": each, "ord": place} for place, each in enumerate(fields)],
        "tmpls": [
            {"name": each, "ord": place, "qfmt": question, "afmt": answer}
            for place, (each, question, answer) in enumerate(cards)
        ],
    }


def _names(found: CardType) -> dict[str, str]:
    """Return what fields are called here, by their keys: no two alike, and without signs that
    templates have."""
    names: dict[str, str] = {}
    for key, said in found.keys:
        name = re.sub(r'[:{}"#/^]', " ", said).strip() or key
        while name.casefold() in {each.casefold() for each in names.values()}:
            name += " 2"
        names[key] = name
    return names


def _question(view: View, names: Mapping[str, str]) -> str:
    asked = "".join(_decorated(key, view, names) for key in view.question)
    typed = next((names[key] for key in view.answer if key in names), "") if view.typed else ""
    return asked + (f"<div>{{{{type:{typed}}}}}</div>" if typed else "")


def _answer(view: View, names: Mapping[str, str]) -> str:
    answer = "".join(_decorated(key, view, names) for key in view.answer)
    return answer if view.replaces else f"{{{{FrontSide}}}}<hr id=answer>{answer}"


def _decorated(key: str, view: View, names: Mapping[str, str]) -> str:
    if key not in names:
        return ""
    around = view.decorators.get(key)
    if around is None:
        return _shown(names[key])

    def named(found: re.Match[str]) -> str:
        name = names.get(found[1] or found[2])
        return f"{{{{{name}}}}}" if name else escape(found[0])

    return _section(names[key], _KEY.sub(named, around))


def _shown(name: str) -> str:
    return _section(name, f"{{{{{name}}}}}")


def _section(name: str, inside: str) -> str:
    return f"{{{{#{name}}}}}<div>{inside}</div>{{{{/{name}}}}}"
