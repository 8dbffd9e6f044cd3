"""The note types every collection starts with, and what others need to know of them."""

from typing import Final

from flashcards.model.enums import NoteKind
from flashcards.model.ids import NoteTypeId
from flashcards.model.notes import NoteType, Template

_LINE: Final = "\n\n<hr id=answer>\n\n"


def _asks(uid: str, name: str, question: str, answer: str) -> Template:
    return Template(uid, name, f"{{{{{question}}}}}", f"{{{{FrontSide}}}}{_LINE}{{{{{answer}}}}}")


def _if_filled(field: str) -> str:
    return f"{{{{#{field}}}}}\n\n{{{{{field}}}}}{{{{/{field}}}}}"


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
BASIC_OPTIONAL_REVERSE: Final = NoteType(
    NoteTypeId(4),
    "basic-optional-reverse",
    "Basic with optional reverse",
    NoteKind.NORMAL,
    (*_PAIR, "Add reverse"),
    (
        _asks("basic-optional-reverse-1", "Card 1", *_PAIR),
        Template(
            "basic-optional-reverse-2",
            "Card 2",
            "{{#Add reverse}}{{Back}}{{/Add reverse}}",
            f"{{{{FrontSide}}}}{_LINE}{{{{Front}}}}",
        ),
    ),
    field_uids=(*_PAIR_UIDS, "add-reverse"),
)
TYPE_ANSWER: Final = NoteType(
    NoteTypeId(5),
    "type-answer",
    "Type the answer",
    NoteKind.NORMAL,
    _PAIR,
    (
        Template(
            "type-answer-1",
            "Card 1",
            "{{Front}}\n\n{{type:Back}}",
            f"{{{{Front}}}}{_LINE}{{{{type:Back}}}}",
        ),
    ),
    field_uids=_PAIR_UIDS,
)
TERM: Final = NoteType(
    NoteTypeId(6),
    "term",
    "Term and definition",
    NoteKind.NORMAL,
    ("Term", "Definition", "Example"),
    (
        Template(
            "term-1",
            "Asks for the definition",
            "{{Term}}",
            f"{{{{FrontSide}}}}{_LINE}{{{{Definition}}}}{_if_filled('Example')}",
        ),
        Template(
            "term-2",
            "Asks for the term",
            "{{Definition}}",
            f"{{{{FrontSide}}}}{_LINE}{{{{Term}}}}{_if_filled('Example')}",
        ),
    ),
    field_uids=("term", "definition", "example"),
)
"""Asks both ways: who knows a word must understand it and find it."""
LIST: Final = NoteType(
    NoteTypeId(7),
    "list",
    "List",
    NoteKind.CLOZE,
    ("Question", "Items", "Extra", "All at once"),
    (
        Template(
            "list-1",
            "Item",
            "{{Question}}\n\n{{list:Items}}",
            "{{Question}}\n\n{{list:Items}}" + _if_filled("Extra"),
        ),
        Template(
            "list-2",
            "All at once",
            "{{#All at once}}{{Question}}\n\n{{list-all:Items}}{{/All at once}}",
            "{{Question}}\n\n{{list-all:Items}}" + _if_filled("Extra"),
        ),
    ),
    field_uids=("question", "items", "extra", "all-at-once"),
)
CHOICE: Final = NoteType(
    NoteTypeId(8),
    "choice",
    "Multiple choice",
    NoteKind.NORMAL,
    ("Question", "Answer", "Wrong answers", "Explanation"),
    (
        Template(
            "choice-1",
            "Card 1",
            "{{Question}}\n\n{{right:Answer}}{{wrong:Wrong answers}}",
            "{{Question}}\n\n{{right:Answer}}{{wrong:Wrong answers}}" + _if_filled("Explanation"),
        ),
    ),
    field_uids=("question", "answer", "wrong-answers", "explanation"),
)
_PICTURE: Final = (
    "{{#Header}}<div>{{Header}}</div>{{/Header}}\n"
    '<div style="display: none">{{cloze:Occlusion}}</div>\n'
    '<div id="image-occlusion-container">{{Image}}<canvas id="image-occlusion-canvas"></canvas>'
    "</div>\n<script>anki.imageOcclusion.setup();</script>"
)
"""A picture with its masks; what it says to Anki alone makes the same card there."""
IMAGE_OCCLUSION: Final = NoteType(
    NoteTypeId(9),
    "image-occlusion",
    "Image occlusion",
    NoteKind.CLOZE,
    ("Occlusion", "Image", "Header", "Back Extra", "Comments"),
    (
        Template(
            "image-occlusion-1",
            "Image occlusion",
            _PICTURE,
            f"{_PICTURE}\n{{{{#Back Extra}}}}<div>{{{{Back Extra}}}}</div>{{{{/Back Extra}}}}",
        ),
    ),
    markup="html",
    field_uids=("occlusion", "image", "header", "back-extra", "comments"),
)
"""In the form that Anki has for it: see ``text/`` for what stands in the clozes."""

BUILT_IN_NOTE_TYPES: Final[tuple[NoteType, ...]] = (
    BASIC,
    BASIC_REVERSE,
    CLOZE,
    BASIC_OPTIONAL_REVERSE,
    TYPE_ANSWER,
    TERM,
    LIST,
    CHOICE,
    IMAGE_OCCLUSION,
)
"""Their ids are those of a new collection, their uids those of every one. Fields that mean the
same share a uid, so that what a field said before is known when a note changes its type."""

BUILT_IN: Final = {each.uid: each for each in BUILT_IN_NOTE_TYPES}
"""The same by their uids."""

TWO_FIELDS: Final = {each.uid: each.fields for each in (BASIC, BASIC_REVERSE, CLOZE)}
"""The names of the fields of each that has two and is made by programs, by its uid: what is asked,
or holds the gaps, and the rest."""


def built_in_called(name: str) -> NoteType | None:
    """Return the built-in type that files mean by a uid or a first name, in any case of letters."""
    wanted = name.casefold()
    found = (each for each in BUILT_IN.values() if wanted in (each.uid, each.name.casefold()))
    return next(found, None)


def named(note_type: str, first: str, second: str) -> dict[str, str]:
    """Return two texts by the names of the fields of a built-in type, given by its uid."""
    one, other = TWO_FIELDS[note_type]
    return {one: first, other: second}
