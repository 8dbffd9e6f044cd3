"""Which fields of a note hold its picture and its masks, whoever made the note type."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from flashcards.model.enums import NoteKind
from flashcards.model.notes import NoteType
from flashcards.model.occlusion import SIGN
from flashcards.text.file_names import reference
from flashcards.text.occlusion import CONTAINER
from flashcards.text.picture_source import PictureSource, pictures_in
from flashcards.text.template_language import cloze_fields

NOTE_TYPE = "image-occlusion"
"""The uid of the built-in note type."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The names of the fields, and what they say."""

    masks_field: str
    picture_field: str
    masks: str
    picture: str
    """The name of the picture; empty for none."""


def picture_in(text: str) -> str:
    """Return the name of the first picture a field shows; empty for none."""
    found = _first_picture(text)
    return found.name if found else ""


def with_picture(text: str, name: str) -> str:
    """Return a field with another picture in the place of its first one."""
    found = _first_picture(text)
    if found is None:
        return text + picture_html(name, "")
    now = found.written(name=name, words=found.words, width=found.width, markup="")
    return text[: found.start] + now + text[found.end :]


def _first_picture(text: str) -> PictureSource | None:
    return next((each for each in pictures_in(text) if reference(each.name)), None)


def parts_of(note_type: NoteType, fields: Mapping[str, str]) -> Parts | None:
    """Return the parts of a note with masks; None for any other note."""
    if note_type.kind is not NoteKind.CLOZE:
        return None
    asked = [name for each in note_type.templates for name in cloze_fields(each.question)]
    if not asked:
        return None
    drawn = next((name for name in asked if SIGN in fields.get(name, "")), "")
    made_for_it = note_type.uid == NOTE_TYPE or any(
        CONTAINER in each.question for each in note_type.templates
    )
    if not drawn and not made_for_it:
        return None
    masks = drawn or asked[0]
    pictures = {name: picture_in(text) for name, text in fields.items() if name != masks}
    own = dict(zip(note_type.field_uids, note_type.fields, strict=False)).get("image", "Image")
    shown = own if pictures.get(own) else next((n for n, p in pictures.items() if p), own)
    return Parts(masks, shown, fields.get(masks, ""), pictures.get(shown, ""))


def picture_html(name: str, words: str) -> str:
    """Return a field that shows a picture; ``words`` are for those who do not see it."""
    alternative = escape(words, quote=True)
    source = escape(name, quote=True)
    return f'<img src="{source}" alt="{alternative}">' if words else f'<img src="{source}">'


def as_html(text: str) -> str:
    """Return what was written in a plain field as HTML."""
    return escape(text.strip(), quote=False).replace("\n", "<br>")
