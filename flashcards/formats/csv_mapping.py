"""Decides what each column of a table becomes: a field of a note type, tags, a deck or nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from flashcards.formats.csv_choices import CsvChoices
from flashcards.formats.csv_preview import CsvPreview, field_of
from flashcards.formats.wording import listed, quoted
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.model.note_types import (
    BASIC,
    BASIC_OPTIONAL_REVERSE,
    BASIC_REVERSE,
    BUILT_IN,
    CLOZE,
    IMAGE_OCCLUSION,
    TWO_FIELDS,
    TYPE_ANSWER,
)
from flashcards.model.tables import TableType

TAGS, DECK, GUID, TYPE, NOTHING = "tags", "deck", "guid", "type", ""
SPECIAL = (TAGS, DECK, GUID, TYPE)
_ALSO_CALLED = {("cloze", "back extra"): "Extra"}
"""Fields that another program calls otherwise, by type and name."""
CALLED_BY_ANKI = {
    "basic (and reversed card)": BASIC_REVERSE.uid,
    "basic (optional reversed card)": BASIC_OPTIONAL_REVERSE.uid,
    "basic (type in the answer)": TYPE_ANSWER.uid,
    "image occlusion": IMAGE_OCCLUSION.uid,
}
"""The built-in types that Anki has as well, by the names that they have there."""
_FEWEST_NAMED = 2


def type_called(types: Iterable[TableType], name: str) -> TableType | None:
    """Return the type that a uid or a name means, in any case of letters."""
    wanted = name.strip().casefold()
    known = list(types)
    for meant in (wanted, CALLED_BY_ANKI.get(wanted, "")):
        for each in known:
            if meant in (each.uid.casefold(), each.name.casefold()):
                return each
    return None


def type_headed(types: Iterable[TableType], names: Sequence[str]) -> TableType | None:
    """Return the type whose fields a header names; None where Basic does as well.

    Of built-in types a header has to name every field: a table of questions and answers is no
    multiple choice.
    """
    best, most = None, max(_FEWEST_NAMED - 1, _named(BASIC.fields, names))
    for each in types:
        count = len({each.field_called(name) for name in names} - {""})
        first = any(each.field_called(name) == each.fields[0] for name in names)
        whole = each.uid not in BUILT_IN or count == len(each.fields)
        if first and whole and count > most:
            best, most = each, count
    return best


def _named(fields: Iterable[str], names: Iterable[str]) -> int:
    return len({field.casefold() for field in fields} & {name.casefold() for name in names})


def mapped(
    preview: CsvPreview,
    asked: str,
    choices: CsvChoices,
    types: Sequence[TableType],
    gaps: bool,
) -> CsvPreview:
    """Return a table with the note type and the columns that were chosen or found out.

    ``asked`` is the type that the file names for all rows, ``gaps`` whether it holds any cloze.
    Raises UserError for a chosen type or field that there is none of.
    """
    names = preview.columns if preview.has_header or preview.named else ()
    if choices.note_type is None and choices.meanings is None:
        if preview.type_column is not None:
            return preview
        target = type_called(types, asked) if asked else type_headed(types, names)
        if target is None or (target.uid in TWO_FIELDS and not _names_fields(target, names)):
            return preview
        return _without_target(_auto(preview, target, names), gaps=False)
    if choices.note_type is not None:
        target = type_called(types, choices.note_type)
        if target is None:
            raise UserError(
                message("There is no note type called “{note_type}”.", note_type=choices.note_type),
                message("Choose another one."),
            )
    else:
        target = type_called(types, asked) or type_headed(types, names)
        target = target or type_called(types, preview.note_type) or type_called(types, BASIC.uid)
    if target is None:
        return preview
    if choices.meanings is None:
        preview = _auto(preview, target, names)
    else:
        preview = _chosen(preview, target, choices.meanings)
    return _without_target(preview, gaps=gaps and choices.note_type is not None)


def _names_fields(target: TableType, names: Sequence[str]) -> bool:
    return target.uid == CLOZE.uid and any(_field(target, name) for name in names)


def _field(target: TableType, name: str) -> str:
    other = _ALSO_CALLED.get((target.uid, name.strip().casefold()), "")
    return target.field_called(name) or target.field_called(other)


def _auto(preview: CsvPreview, target: TableType, names: Sequence[str]) -> CsvPreview:
    """Let columns be the fields that they are called by, else the fields in their order."""
    preview = replace(preview, type_column=None, target=target, note_type=target.uid)
    special = {preview.tags_column, preview.deck_column, preview.guid_column}
    free = [at for at in range(len(preview.columns)) if at not in special]
    found: dict[str, int] = {}
    for at in free:
        field = _field(target, names[at]) if at < len(names) else ""
        if field:
            found.setdefault(field, at)
    if not found:
        found = dict(zip(target.fields, free, strict=False))
    elif target.fields[0] not in found:
        first = next((at for at in free if at not in found.values()), None)
        if first is not None:
            found[target.fields[0]] = first
    pairs = sorted((at, field) for field, at in found.items())
    return replace(preview, field_columns=tuple(pairs))


def _chosen(preview: CsvPreview, target: TableType, meanings: Sequence[str]) -> CsvPreview:
    """Let columns be what was chosen of each."""
    fields: list[tuple[int, str]] = []
    special: dict[str, int] = {}
    for at, meaning in enumerate(meanings[: len(preview.columns)]):
        wanted = meaning.strip().casefold()
        if wanted in SPECIAL:
            _refuse_twice(meaning, wanted in special)
            special[wanted] = at
        elif wanted:
            field = target.field_called(field_of(meaning.strip(), own=False))
            if not field:
                raise UserError(
                    message(
                        "The note type “{note_type}” has no field “{field}”.",
                        note_type=target.name,
                        field=meaning,
                    ),
                    message("Its fields are {fields}.", fields=listed(map(quoted, target.fields))),
                )
            _refuse_twice(meaning, field in (name for _, name in fields))
            fields.append((at, field))
    return replace(
        preview,
        target=target,
        note_type=target.uid,
        field_columns=tuple(fields),
        tags_column=special.get(TAGS),
        deck_column=special.get(DECK),
        guid_column=special.get(GUID),
        type_column=special.get(TYPE),
    )


def _refuse_twice(meaning: str, twice: bool) -> None:
    if twice:
        raise UserError(
            message("Two columns are to become “{meaning}”.", meaning=meaning),
            message("Choose it for one of them."),
        )


def _without_target(preview: CsvPreview, *, gaps: bool) -> CsvPreview:
    """Take a front and a back for what they are: there is a faster way for tables of these.

    ``gaps``: the type is Basic by choice, although some rows look like clozes.
    """
    target = preview.target
    at = {field: column for column, field in preview.field_columns}
    plain = target is not None and target.uid == BASIC.uid and at.keys() == set(BASIC.fields)
    if not plain or gaps or preview.type_column is not None:
        return preview
    front, back = (at[field] for field in BASIC.fields)
    return replace(preview, target=None, field_columns=(), front_column=front, back_column=back)
