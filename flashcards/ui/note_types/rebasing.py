"""What was changed of a note type here, put onto what was changed of it elsewhere meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from flashcards.text.template_edits import with_fields_renamed
from flashcards.ui.note_types.edited import EditedField, EditedTemplate, EditedType

Item = TypeVar("Item", EditedField, EditedTemplate)


def rebased(edited: EditedType, base: EditedType, now: EditedType) -> EditedType:
    """Return the edit of a type that was ``base`` as it began and is stored as ``now`` by now.

    What was not changed here is as it is now: name, style, each field and each side of a template.
    What was changed here and is not stored any more counts as new.
    """
    names = {
        was.name: each.name
        for was in base.fields
        for each in now.fields
        if each.uid == was.uid and each.name != was.name
    }
    mine, was = (_with_names(each.templates, names) for each in (edited, base))
    return replace(
        edited,
        name=_choice(edited.name, base.name, now.name),
        markup=_choice(edited.markup, base.markup, now.markup),
        css=_choice(edited.css, base.css, now.css),
        fields=_items(list(edited.fields), list(base.fields), list(now.fields)),
        templates=_items(mine, was, list(now.templates)),
    )


def _with_names(
    templates: Sequence[EditedTemplate], names: Mapping[str, str]
) -> list[EditedTemplate]:
    """Return templates that name fields as these are called elsewhere by now."""
    return [
        replace(
            each,
            question=with_fields_renamed(each.question, names),
            answer=with_fields_renamed(each.answer, names),
        )
        for each in templates
    ]


def _choice(edited: Any, base: Any, now: Any) -> Any:
    return now if edited == base else edited


def _items(edited: list[Item], base: list[Item], now: list[Item]) -> tuple[Item, ...]:
    """Return fields or templates in the order they have here, those that came at the end."""
    if edited == base:
        return tuple(now)
    before, stored = {each.uid: each for each in base}, {each.uid: each for each in now}
    found: list[Item] = []
    for each in edited:
        was, there = before.get(each.uid), stored.get(each.uid)
        if was is None or not each.uid:
            found.append(each)
        elif there is not None:
            found.append(_parts(each, was, there))
        elif each != was:
            found.append(replace(each, uid=""))
    found += [each for each in now if each.uid not in before]
    return tuple(found)


def _parts(edited: Item, base: Item, now: Item) -> Item:
    names = [each.name for each in fields(edited)]
    return replace(
        edited,
        **{
            name: _choice(getattr(edited, name), getattr(base, name), getattr(now, name))
            for name in names
        },
    )
