"""``flashcards types``: the note types there are, and what one of them is made of."""

from typing import Any

from flashcards.api import Collection
from flashcards.cli.arguments import Arguments
from flashcards.cli.endings import DONE
from flashcards.cli.opening import opened
from flashcards.cli.terminal import Style, output, write_json
from flashcards.cli.wording import plural, safe, tr
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.model.notes import FieldSettings, NoteType


def types(chosen: Arguments) -> int:
    """List the note types with their notes and fields; of one named, show its templates too."""
    with opened(chosen, read_only=True) as collection:
        counts = collection.note_types.counts()
        if chosen.type is not None:
            kind = _called(collection, chosen.type)
            _show(chosen, kind, counts.get(kind.id, 0))
            return DONE
        found = collection.note_types.all()
    if chosen.json:
        write_json({"types": [_as_json(kind, counts.get(kind.id, 0)) for kind in found]})
        return DONE
    for kind in found:
        held = plural(counts.get(kind.id, 0), "{count} note", "{count} notes")
        output().line(f"{safe(kind.name)}  ({held}; {_field_names(kind)})")
    return DONE


def _called(collection: Collection, name: str) -> NoteType:
    """Return the type of a uid or a name, in any case; raise UserError where there is none."""
    kinds = collection.note_types.all()
    wanted = name.casefold()
    for kind in kinds:
        if name == kind.uid or wanted == kind.name.casefold():
            return kind
    raise UserError(
        message("There is no note type called “{name}”.", name=name),
        message("“flashcards types” lists them."),
    )


def _field_names(kind: NoteType) -> str:
    return ", ".join(safe(each.name) for each in kind.field_list())


def _show(chosen: Arguments, kind: NoteType, notes: int) -> None:
    if chosen.json:
        write_json(_as_json(kind, notes))
        return
    said = output()
    said.line(safe(kind.name), Style.BOLD)
    said.line(f"{plural(notes, '{count} note', '{count} notes')}, {kind.kind.value}, {kind.markup}")
    for each in kind.field_list():
        said.line(f"  {safe(each.name)}{_settings(each.settings)}")
    for template in kind.templates:
        said.line("")
        said.line(safe(template.name), Style.BOLD)
        for side, text in ((tr("front"), template.question), (tr("back"), template.answer)):
            _block(side, text)
    if kind.css:
        said.line("")
        _block(tr("style"), kind.css)


def _block(title: str, text: str) -> None:
    output().line(f"  {title}", Style.DIM)
    for line in text.split("\n"):
        output().line(f"    {safe(line)}".rstrip())


def _settings(settings: FieldSettings) -> str:
    said = [
        tr("right to left") if settings.right_to_left else "",
        safe(settings.font),
        tr("{size} pt", size=settings.size) if settings.size else "",
        safe(settings.language),
    ]
    shown = ", ".join(filter(None, said))
    return f"  ({shown})" if shown else ""


def _as_json(kind: NoteType, notes: int) -> dict[str, Any]:
    return {
        "uid": kind.uid,
        "name": kind.name,
        "kind": kind.kind.value,
        "markup": kind.markup,
        "notes": notes,
        "fields": [
            {
                "name": each.name,
                "right_to_left": each.settings.right_to_left,
                "font": each.settings.font,
                "size": each.settings.size,
                "language": each.settings.language,
            }
            for each in kind.field_list()
        ],
        "templates": [
            {"name": each.name, "front": each.question, "back": each.answer}
            for each in kind.templates
        ],
        "css": kind.css,
    }
