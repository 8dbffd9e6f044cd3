"""The note types every collection starts with, and what others need to know of them."""

from typing import Final

from flashcards.model.enums import NoteKind
from flashcards.model.ids import NoteTypeId
from flashcards.model.notes import NoteType, Template

_LINE: Final = "\n\n<hr id=answer>\n\n"


def _asks(uid: str, name: str, question: str, answer: str) -> Template:
    return Template(uid, name, f"{{{{{question}}}}}", f"{{{{FrontSide}}}}{_LINE}{{{{{answer}}}}}")


_PAIR: Final = ("Front", "Back")
_PAIR_UIDS: Final = ("front", "back")
_GAPS: Final = ("Text", "Extra")
_GAPS_UIDS: Final = ("text", "extra")

BASIC: Final = NoteType(
    NoteTypeId(1),
    "basic",
    "Basic",
    NoteKind.NORMAL,
    _PAIR,
    (_asks("basic-1", "Card 1", *_PAIR),),
    field_uids=_PAIR_UIDS,
)
BASIC_REVERSE: Final = NoteType(
    NoteTypeId(2),
    "basic-reverse",
    "Basic with reverse",
    NoteKind.NORMAL,
    _PAIR,
    (
        _asks("basic-reverse-1", "Card 1", *_PAIR),
        _asks("basic-reverse-2", "Card 2", *reversed(_PAIR)),
    ),
    field_uids=_PAIR_UIDS,
)
CLOZE: Final = NoteType(
    NoteTypeId(3),
    "cloze",
    "Cloze",
    NoteKind.CLOZE,
    _GAPS,
    (
        Template(
            "cloze-1",
            "Cloze",
            "{{cloze:Text}}",
            f"{{{{cloze:Text}}}}{{{{#Extra}}}}{_LINE}{{{{Extra}}}}{{{{/Extra}}}}",
        ),
    ),
    field_uids=_GAPS_UIDS,
)

BUILT_IN_NOTE_TYPES: Final[tuple[NoteType, ...]] = (BASIC, BASIC_REVERSE, CLOZE)
"""Their ids are those of a new collection, their uids those of every one. Fields that mean the
same share a uid, so that what a field said before is known when a note changes its type."""

TWO_FIELDS: Final = {each.uid: each.fields for each in BUILT_IN_NOTE_TYPES}
"""The names of the fields of each, by its uid: what is asked, or holds the gaps, and the rest."""


def named(note_type: str, first: str, second: str) -> dict[str, str]:
    """Return two texts by the names of the fields of a built-in type, given by its uid."""
    one, other = TWO_FIELDS[note_type]
    return {one: first, other: second}
