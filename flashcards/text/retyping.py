"""What the fields of a note say once it is one of another type."""

from collections.abc import Sequence
from dataclasses import replace

from flashcards.model import occlusion
from flashcards.model.clozes import without_clozes
from flashcards.model.enums import NoteKind
from flashcards.model.notes import NoteType
from flashcards.model.type_effects import TypeMap
from flashcards.text.items import items
from flashcards.text.list_items import read_items, shown_fields, with_numbers, written
from flashcards.text.markdown import to_html
from flashcards.text.template_language import list_fields


def retyped(mapped: TypeMap, old: NoteType, new: NoteType, texts: Sequence[str]) -> list[str]:
    """Return the texts of a note of the type ``old`` as those of the fields of ``new``."""
    said = texts
    if loses_gaps(old, new):
        said = shown_fields(old, said)
        if mapped.plain:
            said = [_without_marks(text) for text in said]
    if old.markup == "markdown" and new.markup == "html":
        lists = list_fields(old.templates) if said is texts else frozenset()
        named = zip(old.fields, said, strict=False)
        said = [(_list_as_html if name in lists else to_html)(text) for name, text in named]
    by_uid = dict(zip(old.field_uids, said, strict=False))
    return with_numbers(
        new, [by_uid.get(mapped.fields.get(uid, ""), "") for uid in new.field_uids], {}
    )


def loses_gaps(old: NoteType, new: NoteType) -> bool:
    """Whether gaps of the one type are none in the other."""
    return old.kind is NoteKind.CLOZE and new.kind is not NoteKind.CLOZE


def _without_marks(text: str) -> str:
    """Return a text without the marks of its gaps; masks over a picture stay, having no words."""
    return text if occlusion.SIGN in text else without_clozes(text)


def _list_as_html(text: str) -> str:
    """Return a list in Markdown as one in HTML, where an item has no lines of its own."""
    found = read_items(text, "markdown")
    pieces = (items(to_html(each.text), "html") for each in found)
    numbered = zip(found, map(" ".join, pieces), strict=True)
    return written([replace(each, text=said) for each, said in numbered], "html")
