"""What is wrong with the templates of a note type, and at which place."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from flashcards.model.enums import NoteKind
from flashcards.model.messages import Message, message
from flashcards.text.template_language import (
    FILTERS,
    SPECIAL_FIELDS,
    cloze_fields,
    field_names,
    marks,
    whole_lists,
)

_LONGEST_NAME = 60
_SECTION_SIGNS = ("#", "^", "/")


class Side(Enum):
    """One side of a card."""

    QUESTION = auto()
    ANSWER = auto()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something the learner will want to mend. ``start`` and ``end`` are places in the text."""

    side: Side
    what: Message
    start: int = 0
    end: int = 0
    forbids: bool = True
    """Whether the note type cannot be saved like this."""


def split_mark(said: str) -> tuple[str, str]:
    """Return what stands before a mark's name, and the name: ``("#", "Front")``."""
    if len(said) > 1 and said[0] in _SECTION_SIGNS:
        return said[0], said[1:].strip()
    before, colon, name = said.rpartition(":")
    return before + colon, name.strip()


def template_problems(
    question: str, answer: str, fields: Collection[str], kind: NoteKind
) -> list[Problem]:
    """Return what is wrong with both sides of a template, in the order it stands there."""
    names = frozenset(fields)
    found = [
        *_problems_of_side(question, Side.QUESTION, names, kind),
        *_problems_of_side(answer, Side.ANSWER, names, kind),
    ]
    if not any(problem.forbids for problem in found):
        found += _asking_nothing(question, fields, kind)
    return found


def _asking_nothing(question: str, fields: Collection[str], kind: NoteKind) -> Iterator[Problem]:
    if kind is NoteKind.CLOZE:
        if not any(name in fields for name in (*cloze_fields(question), *whole_lists(question))):
            yield Problem(
                Side.QUESTION,
                message("The front hides nothing. Name a field as {{cloze:Field}} in it."),
            )
    elif not any(name in fields for name in field_names(question)):
        yield Problem(
            Side.QUESTION,
            message("The front shows no field, so no note would make this card."),
        )


@lru_cache(maxsize=64)
def _problems_of_side(
    text: str, side: Side, fields: frozenset[str], kind: NoteKind
) -> tuple[Problem, ...]:
    """Return what is wrong with one side; of all that are shown only one changes at a time."""
    return tuple(_side_problems(text, side, fields, kind))


def _side_problems(
    text: str, side: Side, fields: Collection[str], kind: NoteKind
) -> Iterator[Problem]:
    opened: list[tuple[str, int, int]] = []
    names: Counter[str] = Counter()
    for start, end, said in marks(text):
        sign, name = split_mark(said)
        if sign in ("#", "^"):
            opened.append((name, start, end))
            names[name] += 1
        if sign == "/":
            yield from _closing(name, opened, names, side, start, end)
        elif (what := _misnamed(sign, name, fields, kind, side)) is not None:
            yield Problem(side, what, start, end)
        elif (odd := _odd_filter(sign, kind)) is not None:
            yield Problem(side, odd, start, end, forbids=False)
    for name, start, end in opened:
        yield _unclosed(name, side, start, end)
    last = text.rfind("{{")
    if last >= 0 and text.find("}}", last) < 0:
        what = message("This begins a field’s name and never ends it. Write }} behind it.")
        yield Problem(side, what, last, last + 2, forbids=False)


def _closing(
    name: str,
    opened: list[tuple[str, int, int]],
    names: Counter[str],
    side: Side,
    start: int,
    end: int,
) -> Iterator[Problem]:
    if not names[name]:
        what = message("{mark} ends a section that never began.", mark=_mark("/", name))
        yield Problem(side, what, start, end)
        return
    while True:
        other, begin, stop = opened.pop()
        names[other] -= 1
        if other == name:
            return
        yield _unclosed(other, side, begin, stop)


def _unclosed(name: str, side: Side, start: int, end: int) -> Problem:
    what = message("This section never ends. Write {mark} where it does.", mark=_mark("/", name))
    return Problem(side, what, start, end)


def _misnamed(
    sign: str, name: str, fields: Collection[str], kind: NoteKind, side: Side
) -> Message | None:
    if not name:
        silent = any(one.startswith("tts") for one in sign.split(":"))
        return None if silent else message("A field’s name is missing here.")
    if name in fields or name in SPECIAL_FIELDS or (sign in ("#", "^") and _is_cloze_number(name)):
        return None
    if name == "FrontSide":
        if side is Side.ANSWER:
            return None
        return message("FrontSide can only stand on the back.")
    return message("There is no field “{name}”.", name=_short(name))


def _odd_filter(sign: str, kind: NoteKind) -> Message | None:
    filters = [one.strip() for one in sign.split(":") if one.strip() and sign.endswith(":")]
    for one in filters:
        if one not in FILTERS and not one.startswith("tts"):
            return message("“{name}” is no filter, so the field is shown as it is.", name=one)
    if kind is NoteKind.NORMAL and {"cloze", "cloze-only", "list", "list-all"} & set(filters):
        return message("Only cloze note types hide parts of a field.")
    return None


def _is_cloze_number(name: str) -> bool:
    return name[:1] == "c" and name[1:].isdecimal()


def _mark(sign: str, name: str) -> str:
    return f"{{{{{sign}{_short(name)}}}}}"


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"
