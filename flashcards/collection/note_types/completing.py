"""Makes an edited note type fit to be kept: names, uids, places, and templates that follow."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from flashcards.collection.cleaning import clean_field
from flashcards.model.enums import NoteKind
from flashcards.model.errors import UserError
from flashcards.model.ids import new_uid
from flashcards.model.messages import Message, message
from flashcards.model.note_types import BUILT_IN, TWO_FIELDS, built_in_called
from flashcards.model.notes import FieldSettings, NoteType, Template
from flashcards.store.fields import LARGEST_SIZE
from flashcards.text.template_edits import with_fields_renamed, without_fields
from flashcards.text.template_language import SPECIAL_FIELDS, cloze_fields, whole_lists
from flashcards.text.templates import asks

MAXIMUM_FIELDS: Final = 100
MAXIMUM_TEMPLATES: Final = 100
MAXIMUM_NAME: Final = 100
MAXIMUM_TEMPLATE: Final = 200_000
"""Characters of one side of a template, and of a style sheet."""

_RESERVED: Final = frozenset(each.casefold() for each in (*SPECIAL_FIELDS, "FrontSide"))
_NUMBER: Final = re.compile(r"c[0-9]{1,5}", re.IGNORECASE)
_NOT_IN_NAMES: Final = '{}":'
_LANGUAGE: Final = re.compile(r"(?:[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,5})?")


def completed(edited: NoteType, before: NoteType | None, names: Iterable[str]) -> NoteType:
    """Return an edited note type as it is kept.

    ``edited`` has its fields in the order the learner wants them, known by their uids, "" for new
    ones; templates likewise. Fields keep their places among the texts of notes, new ones come
    last. Templates follow fields that got another name or went. ``names`` are those of the other
    types. Raises UserError for what cannot be kept.
    """
    ordered = edited.with_fields(edited.field_list())
    names_now = _field_names(ordered.fields)
    uids = _uids(ordered.field_uids, [uid for each in _known(before) for uid in each.field_uids])
    places = _places(uids, before)
    made = replace(
        ordered,
        name=type_name(edited.name, names, before),
        fields=tuple(names_now[at] for at in places),
        field_uids=tuple(uids[at] for at in places),
        settings=_settings(ordered, places),
        shown=_shown(places),
        css=_bounded(edited.css, message("The style")),
        kind=before.kind if before else edited.kind,
        markup=before.markup if before else edited.markup,
    )
    if before is not None:
        _refuse_lacking(made, before)
    made = replace(made, templates=_templates(made, before))
    _refuse_unusable(made, before)
    return made


def type_name(name: str, others: Iterable[str], before: NoteType | None = None) -> str:
    """Return a note type's name, trimmed; raise UserError where it is empty, long or taken.

    ``before`` is the type that is to be called so. What files call a built-in type by is taken,
    whatever that is called here; else notes would come back from a file as that type.
    """
    cleaned = _name(name, message("A note type needs a name."))
    wanted = cleaned.casefold()
    if wanted in {other.casefold() for other in others}:
        raise UserError(
            message("There is a note type called “{name}” already.", name=cleaned),
            message("Choose another name."),
        )
    meant = built_in_called(cleaned)
    stays = before is not None and wanted == before.name.casefold()
    if meant is not None and not stays and (before is None or before.uid != meant.uid):
        raise UserError(
            message("“{name}” means a note type of the program in files.", name=cleaned),
            message("Choose another name."),
        )
    return cleaned


def former_places(before: NoteType, after: NoteType) -> list[int | None]:
    """Return of each field of ``after`` where its texts were in ``before``; None for new ones."""
    known = {uid: place for place, uid in enumerate(before.field_uids)}
    return [known.get(uid) for uid in after.field_uids]


def _places(uids: Sequence[str], before: NoteType | None) -> list[int]:
    """Return the order in which notes keep the texts of these fields: as before, then new ones."""
    known = {uid: place for place, uid in enumerate(before.field_uids if before else ())}
    return sorted(range(len(uids)), key=lambda at: (known.get(uids[at], len(known)), at))


def _shown(places: Sequence[int]) -> tuple[int, ...]:
    shown = tuple(places.index(at) for at in range(len(places)))
    return () if shown == tuple(range(len(places))) else shown


def _settings(ordered: NoteType, places: Sequence[int]) -> tuple[FieldSettings, ...]:
    found = tuple(_cleaned_settings(ordered.settings[at]) for at in places)
    return found if any(each != FieldSettings() for each in found) else ()


def _cleaned_settings(settings: FieldSettings) -> FieldSettings:
    if not 0 <= settings.size <= LARGEST_SIZE:
        raise UserError(
            message("The size of a font is between 1 and {most}.", most=LARGEST_SIZE),
            message("Choose another size, or 0 for the usual one."),
        )
    language = settings.language.strip()
    if not _LANGUAGE.fullmatch(language):
        raise UserError(
            message("“{language}” is no code of a language.", language=language[:MAXIMUM_NAME]),
            message("Write it like “de” or “pt-BR”."),
        )
    font = " ".join(clean_field(settings.font).split())[:MAXIMUM_NAME]
    return replace(settings, language=language, font=font)


def _known(before: NoteType | None) -> list[NoteType]:
    """Return a type as it is and, of a built-in one, as it was at first: what went may return."""
    if before is None:
        return []
    return [before, BUILT_IN[before.uid]] if before.uid in BUILT_IN else [before]


def _uids(uids: Sequence[str], known: Sequence[str]) -> list[str]:
    """Return the uid of each field; new ones get one, and so does what only looks like an old."""
    found: list[str] = []
    for uid in uids:
        found.append(uid if uid in known and uid not in found else new_uid())
    return found


def _name(name: str, missing: Message) -> str:
    cleaned = " ".join(clean_field(name).split())
    if not cleaned:
        raise UserError(missing, message("Write one."))
    if len(cleaned) > MAXIMUM_NAME:
        raise UserError(
            message("The name “{name}…” is too long.", name=cleaned[:40]),
            message("Keep it under {most} characters.", most=MAXIMUM_NAME),
        )
    return cleaned


def _field_names(names: Sequence[str]) -> list[str]:
    if not 1 <= len(names) <= MAXIMUM_FIELDS:
        raise UserError(
            message("A note type has 1 to {most} fields.", most=MAXIMUM_FIELDS),
            message("Add or remove fields."),
        )
    cleaned = [_field_name(name) for name in names]
    _refuse_twins(cleaned, message("Two fields have the same name."))
    return cleaned


def _field_name(name: str) -> str:
    cleaned = _name(name, message("A field needs a name."))
    if any(sign in cleaned for sign in _NOT_IN_NAMES) or cleaned[0] in "#^/":
        raise UserError(
            message("The field “{name}” could not be named in a template.", name=cleaned),
            message("Leave out braces, colons, quotes, and #, ^ or / at the beginning."),
        )
    if cleaned.casefold() in _RESERVED or _NUMBER.fullmatch(cleaned):
        raise UserError(
            message("“{name}” means something else in templates.", name=cleaned),
            message("Give the field another name."),
        )
    return cleaned


def could_name_field(name: str) -> bool:
    """Whether a field may be called so."""
    try:
        return _field_name(name) == name
    except UserError:
        return False


def _refuse_twins(names: Sequence[str], what: Message) -> None:
    if len({name.casefold() for name in names}) < len(names):
        raise UserError(what, message("Give each its own name."))


def _bounded(text: str, name: Message) -> str:
    if len(text) > MAXIMUM_TEMPLATE:
        raise UserError(
            message("{name} is longer than {most} characters.", name=name, most=MAXIMUM_TEMPLATE),
            message("Shorten it."),
        )
    return clean_field(text, name)


def _templates(made: NoteType, before: NoteType | None) -> tuple[Template, ...]:
    if not 1 <= len(made.templates) <= MAXIMUM_TEMPLATES:
        raise UserError(
            message("A note type has 1 to {most} templates.", most=MAXIMUM_TEMPLATES),
            message("Add or remove templates."),
        )
    known = [template.uid for each in _known(before) for template in each.templates]
    uids = _uids([template.uid for template in made.templates], known)
    cleaned = [
        Template(
            uid,
            _name(each.name, message("A template needs a name.")),
            _bounded(each.question, message("The front of “{name}”", name=each.name)),
            _bounded(each.answer, message("The back of “{name}”", name=each.name)),
        )
        for uid, each in zip(uids, made.templates, strict=True)
    ]
    _refuse_twins([each.name for each in cleaned], message("Two templates have the same name."))
    return tuple(following(each, made, before) for each in cleaned) if before else tuple(cleaned)


def following(template: Template, after: NoteType, before: NoteType) -> Template:
    """Return a template that shows renamed fields by their new names, and none that went.

    One that was edited meanwhile may name them anew already: there only names change that no
    field has any more.
    """
    now = dict(zip(after.field_uids, after.fields, strict=True))
    old = zip(before.field_uids, before.fields, strict=True)
    renamed = {name: now[uid] for uid, name in old if uid in now and now[uid] != name}
    gone = set(before.fields) - renamed.keys() - set(after.fields)
    untouched = {(each.uid, each.question, each.answer) for each in before.templates}
    if (template.uid, template.question, template.answer) not in untouched:
        renamed = {name: other for name, other in renamed.items() if name not in after.fields}

    def side(text: str) -> str:
        return without_fields(with_fields_renamed(text, renamed), gone)

    return replace(template, question=side(template.question), answer=side(template.answer))


def _refuse_lacking(made: NoteType, before: NoteType) -> None:
    """Raise UserError where a type would lack a field that decks and articles fill."""
    needed = BUILT_IN[before.uid].field_uids if before.uid in TWO_FIELDS else ()
    for uid, name in zip(before.field_uids, before.fields, strict=True):
        if uid in needed and uid not in made.field_uids:
            raise UserError(
                message("Decks and articles that come in fill the field “{name}”.", name=name),
                message("Keep it, or make a note type of your own without it."),
            )


def _refuse_unusable(made: NoteType, before: NoteType | None) -> None:
    """Raise UserError for a template that was changed and can make no card at all."""
    same = {(each.uid, each.question) for each in before.templates} if before else set()
    everything = dict.fromkeys(made.fields, True)
    for template in made.templates:
        if (template.uid, template.question) in same:
            continue
        if made.kind is NoteKind.CLOZE:
            asked = (*cloze_fields(template.question), *whole_lists(template.question))
            if not set(asked).intersection(made.fields):
                raise UserError(
                    message("The front of “{name}” asks no cloze.", name=template.name),
                    message("Show a field like {{{{cloze:{field}}}}}.", field=made.fields[0]),
                )
        elif not asks(template.question, everything, whatever_is_empty=True):
            raise UserError(
                message("The front of “{name}” shows no field.", name=template.name),
                message("Show a field like {{{{{field}}}}}.", field=made.fields[0]),
            )
