"""Notes and note types: what the learner writes, and how it becomes cards."""

from dataclasses import dataclass

from flashcards.model.enums import NoteKind
from flashcards.model.ids import NoteId, NoteTypeId, SourceId


@dataclass(frozen=True, slots=True)
class Template:
    """One kind of card a note type yields; ``uid`` ties existing cards to it across renames."""

    uid: str
    name: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class NoteType:
    """The fields of a note and the templates that turn them into cards.

    ``markup`` says how field text is read: ``"markdown"`` or ``"html"``.
    """

    id: NoteTypeId
    uid: str
    name: str
    kind: NoteKind
    fields: tuple[str, ...]
    templates: tuple[Template, ...]
    css: str = ""
    markup: str = "markdown"


@dataclass(frozen=True, slots=True)
class Note:
    """One thing to learn. ``fields`` follow the order of the note type's fields."""

    id: NoteId
    guid: str
    note_type_id: NoteTypeId
    fields: tuple[str, ...]
    tags: tuple[str, ...] = ()
    source_id: SourceId | None = None
    source_heading: str = ""
    created_ms: int = 0
    changed_ms: int = 0


_LINE = "\n\n<hr id=answer>\n\n"


def _basic(uid: str) -> Template:
    return Template(uid, "Card 1", "{{Front}}", "{{FrontSide}}" + _LINE + "{{Back}}")


_REVERSE = Template("basic-reverse-2", "Card 2", "{{Back}}", "{{FrontSide}}" + _LINE + "{{Front}}")
_CLOZE = Template(
    "cloze-1",
    "Cloze",
    "{{cloze:Text}}",
    "{{cloze:Text}}{{#Extra}}\n\n<hr id=answer>\n\n{{Extra}}{{/Extra}}",
)

BUILT_IN_NOTE_TYPES: tuple[NoteType, ...] = (
    NoteType(
        NoteTypeId(1), "basic", "Basic", NoteKind.NORMAL, ("Front", "Back"), (_basic("basic-1"),)
    ),
    NoteType(
        NoteTypeId(2),
        "basic-reverse",
        "Basic with reverse",
        NoteKind.NORMAL,
        ("Front", "Back"),
        (_basic("basic-reverse-1"), _REVERSE),
    ),
    NoteType(NoteTypeId(3), "cloze", "Cloze", NoteKind.CLOZE, ("Text", "Extra"), (_CLOZE,)),
)
"""Note types every collection starts with; ids are those of a new collection."""
