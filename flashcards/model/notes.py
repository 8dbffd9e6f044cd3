"""Notes and note types: what the learner writes, and how it becomes cards."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

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
class FieldSettings:
    """How the text of a field is written and shown; an unset value leaves it to the program."""

    right_to_left: bool = False
    font: str = ""
    """Family of the font."""
    size: int = 0
    """Of the font, in points; 0 for the usual one."""
    language: str = ""
    """What it is spelled and spoken in, as a tag like ``"de"`` or ``"pt-BR"``."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a note type while it is edited."""

    name: str
    uid: str = ""
    """What names it in every copy; empty for a new one."""
    settings: FieldSettings = FieldSettings()


@dataclass(frozen=True, slots=True)
class NoteType:
    """The fields of a note and the templates that turn them into cards.

    ``markup`` says how field text is read: ``"markdown"`` or ``"html"``. ``fields`` are names, in
    the order in which notes keep the texts: a place, once given, stays with its field, so that
    renaming fields and showing them in another order rewrites no note.
    """

    id: NoteTypeId
    uid: str
    name: str
    kind: NoteKind
    fields: tuple[str, ...]
    templates: tuple[Template, ...]
    css: str = ""
    markup: str = "markdown"
    field_uids: tuple[str, ...] = ()
    """What names each of ``fields`` in every copy, whatever it is called."""
    shown: tuple[int, ...] = ()
    """Places in ``fields``, in the order the learner sees them; empty for the order they have."""
    settings: tuple[FieldSettings, ...] = ()
    """Those of each of ``fields``; empty where none has any."""

    def settings_at(self, place: int) -> FieldSettings:
        """Return the settings of the field at a place."""
        return self.settings[place] if place < len(self.settings) else FieldSettings()

    @property
    def shown_places(self) -> tuple[int, ...]:
        """The places of all fields in the order the learner sees them."""
        return self.shown or tuple(range(len(self.fields)))

    @property
    def sides(self) -> tuple[str, ...]:
        """What its templates say, a question and an answer of each."""
        return tuple(side for each in self.templates for side in (each.question, each.answer))

    def field_list(self) -> tuple[Field, ...]:
        """Return the fields in the order the learner sees them, to be edited."""
        count = len(self.fields)
        uids = (*self.field_uids, *[""] * count)
        order = self.shown_places
        if sorted(order) != list(range(count)):
            order = tuple(range(count))
        return tuple(Field(self.fields[at], uids[at], self.settings_at(at)) for at in order)

    def with_fields(self, fields: Sequence[Field]) -> "NoteType":
        """Return the type with other fields, in the order the learner is to see them.

        For editing alone: where notes keep their texts is found again when the type is saved.
        """
        return replace(
            self,
            fields=tuple(each.name for each in fields),
            field_uids=tuple(each.uid for each in fields),
            settings=tuple(each.settings for each in fields),
            shown=(),
        )


@dataclass(frozen=True, slots=True)
class Note:
    """One thing to learn. ``fields`` are texts, each in the place of a field of its note type."""

    id: NoteId
    guid: str
    note_type_id: NoteTypeId
    fields: tuple[str, ...]
    tags: tuple[str, ...] = ()
    source_id: SourceId | None = None
    source_heading: str = ""
    created_ms: int = 0
    changed_ms: int = 0


def same_texts(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two notes of a type say the same; one may lack empty texts at its end."""
    shared = min(len(one), len(other))
    return (*one[:shared],) == (*other[:shared],) and not any((*one[shared:], *other[shared:]))


def lacks_answer(kind: NoteKind, fields: Sequence[str]) -> bool:
    """Whether a note asks something and answers nothing; a cloze holds its own answer.

    The rule for every note that comes in, typed, from an article or from a table, and for a note
    whose answer is taken away. What this program exported may lack one, and comes back.
    """
    if kind is NoteKind.CLOZE or len(fields) < 2:
        return False
    return not any(text.strip() for text in fields[1:])
