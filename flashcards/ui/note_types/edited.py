"""A note type while it is being changed: a value, what can be done to it, and its draft."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from flashcards.model.enums import NoteKind
from flashcards.model.notes import FieldSettings, NoteType, Template
from flashcards.text.template_edits import with_fields_renamed, without_fields

_NEW = "new "
"""How the uids of what is not stored yet begin, for as long as it is being changed."""


USUAL = FieldSettings()


@dataclass(frozen=True, slots=True)
class EditedField:
    """A field; ``uid`` is "" for one that is not stored yet."""

    uid: str
    name: str
    settings: FieldSettings = USUAL


@dataclass(frozen=True, slots=True)
class EditedTemplate:
    """A template; ``uid`` is "" for one that is not stored yet."""

    uid: str
    name: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class EditedType:
    """All that can be changed of a note type. Fields stand in the order the learner sees."""

    name: str
    kind: NoteKind
    markup: str
    fields: tuple[EditedField, ...]
    templates: tuple[EditedTemplate, ...]
    css: str = ""

    @property
    def field_names(self) -> tuple[str, ...]:
        """The names of the fields."""
        return tuple(field.name for field in self.fields)


# What can be done to it


def moved(items: Sequence[Any], place: int, to: int) -> tuple[Any, ...]:
    """Return items with the one at ``place`` brought to the place ``to``."""
    left = [item for at, item in enumerate(items) if at != place]
    return (*left[:to], items[place], *left[to:])


def free_name(wanted: str, taken: Sequence[str]) -> str:
    """Return a name that nothing has yet: the one wanted, or with a number behind it."""
    used = {name.casefold() for name in taken}
    name, number = wanted, 2
    while name.casefold() in used:
        name, number = f"{wanted} {number}", number + 1
    return name


def with_field(edited: EditedType, place: int, name: str) -> EditedType:
    """Return the type with a new field at a place."""
    fields = (*edited.fields[:place], EditedField("", name), *edited.fields[place:])
    return replace(edited, fields=fields)


def with_changed_field(edited: EditedType, place: int, **changes: Any) -> EditedType:
    """Return the type with a field changed; templates go on naming it, whatever it is called."""
    before = edited.fields[place]
    now = replace(before, **changes)
    fields = tuple(now if at == place else field for at, field in enumerate(edited.fields))
    result = replace(edited, fields=fields)
    clear = now.name.strip() and edited.field_names.count(before.name) == 1
    taken = now.name in (name for at, name in enumerate(edited.field_names) if at != place)
    if now.name == before.name or not clear or taken:
        return result
    names = {before.name: now.name}
    templates = tuple(
        replace(
            template,
            question=with_fields_renamed(template.question, names),
            answer=with_fields_renamed(template.answer, names),
        )
        for template in edited.templates
    )
    return replace(result, templates=templates)


def without_field_at(edited: EditedType, place: int) -> EditedType:
    """Return the type without a field, which its templates no longer name."""
    name = edited.fields[place].name
    fields = tuple(field for at, field in enumerate(edited.fields) if at != place)
    if name in (field.name for field in fields):
        return replace(edited, fields=fields)
    templates = tuple(
        replace(
            template,
            question=without_fields(template.question, {name}),
            answer=without_fields(template.answer, {name}),
        )
        for template in edited.templates
    )
    return replace(edited, fields=fields, templates=templates)


def with_template(edited: EditedType, name: str) -> EditedType:
    """Return the type with one more template, which asks the other way round."""
    last = edited.templates[-1]
    names = edited.field_names
    first, second = names[0], names[min(1, len(names) - 1)]
    if edited.kind is NoteKind.CLOZE:
        made = EditedTemplate("", name, last.question, last.answer)
    else:
        question = f"{{{{{second}}}}}"
        made = EditedTemplate(
            "", name, question, f"{{{{FrontSide}}}}\n\n<hr id=answer>\n\n{{{{{first}}}}}"
        )
    return replace(edited, templates=(*edited.templates, made))


def with_changed_template(edited: EditedType, place: int, **changes: str) -> EditedType:
    """Return the type with a template changed."""
    templates = tuple(
        replace(template, **changes) if at == place else template
        for at, template in enumerate(edited.templates)
    )
    return replace(edited, templates=templates)


def without_template_at(edited: EditedType, place: int) -> EditedType:
    """Return the type without a template."""
    kept = tuple(template for at, template in enumerate(edited.templates) if at != place)
    return replace(edited, templates=kept)


# From and to what is stored


def can_be_changed(note_type: NoteType) -> bool:
    """Whether this version knows how notes of a type make cards."""
    known = note_type.kind is not NoteKind.UNKNOWN
    return known and bool(note_type.fields) and bool(note_type.templates)


def edited_of(note_type: NoteType) -> EditedType:
    """Return a note type as it is stored, ready to be changed."""
    uids = note_type.field_uids or note_type.fields
    fields = tuple(
        EditedField(uids[place], note_type.fields[place], note_type.settings_at(place))
        for place in note_type.shown_places
    )
    templates = tuple(
        EditedTemplate(each.uid, each.name, each.question, each.answer)
        for each in note_type.templates
    )
    return EditedType(
        note_type.name, note_type.kind, note_type.markup, fields, templates, note_type.css
    )


def as_shown(edited: EditedType, stored: NoteType) -> NoteType:
    """Return the type to show cards by; what has no uid yet gets one that lasts as long."""
    templates = tuple(
        Template(each.uid or f"{_NEW}{at}", each.name, each.question, each.answer)
        for at, each in enumerate(edited.templates)
    )
    uids = tuple(each.uid or f"{_NEW}{at}" for at, each in enumerate(edited.fields))
    return NoteType(
        stored.id, stored.uid, edited.name, edited.kind, edited.field_names, templates,
        edited.css, edited.markup, uids,
    )  # fmt: skip


def as_saved(edited: EditedType, stored: NoteType) -> NoteType:
    """Return the type to save in the place of the stored one: "" is the uid of what is new."""
    templates = tuple(
        Template(each.uid, each.name, each.question, each.answer) for each in edited.templates
    )
    return replace(
        stored,
        name=edited.name,
        fields=edited.field_names,
        field_uids=tuple(each.uid for each in edited.fields),
        settings=tuple(each.settings for each in edited.fields),
        shown=(),
        templates=templates,
        css=edited.css,
    )


def texts_of(edited: EditedType, stored: NoteType, texts: Sequence[str]) -> list[str]:
    """Return a stored note's texts in the order of the fields as they are now."""
    uids = stored.field_uids or stored.fields
    by_uid = dict(zip(uids, texts, strict=False))
    return [by_uid.get(field.uid, "") for field in edited.fields]


# Drafts


def as_draft(edited: EditedType, base: EditedType) -> dict[str, Any]:
    """Return a draft: what is written, and what it was based on."""
    return {"edited": _plain(edited), "base": _plain(base)}


def from_draft(draft: dict[str, Any], kind: NoteKind) -> tuple[EditedType, EditedType] | None:
    """Return what is written and what it was based on; None where no draft can be made out."""
    try:
        return _read(draft["edited"], kind), _read(draft["base"], kind)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _plain(edited: EditedType) -> dict[str, Any]:
    return {
        "name": edited.name,
        "markup": edited.markup,
        "css": edited.css,
        "fields": [
            {
                "uid": each.uid,
                "name": each.name,
                **asdict(each.settings),
            }
            for each in edited.fields
        ],
        "templates": [
            {
                "uid": each.uid,
                "name": each.name,
                "question": each.question,
                "answer": each.answer,
            }
            for each in edited.templates
        ],
    }


def _read(plain: dict[str, Any], kind: NoteKind) -> EditedType:
    fields = tuple(
        EditedField(
            str(each["uid"]),
            str(each["name"]),
            FieldSettings(
                each["right_to_left"] is True,
                str(each["font"]),
                int(each["size"]),
                str(each["language"]),
            ),
        )
        for each in plain["fields"]
    )
    templates = tuple(
        EditedTemplate(
            str(each["uid"]), str(each["name"]), str(each["question"]), str(each["answer"])
        )
        for each in plain["templates"]
    )
    markup, css = str(plain["markup"]), str(plain["css"])
    if not fields or not templates:
        raise KeyError("fields")
    return EditedType(str(plain["name"]), kind, markup, fields, templates, css)
