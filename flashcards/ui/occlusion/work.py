"""What is made in the window: a new note with masks, or other masks for a note there is."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from flashcards.model.binned import CardsGoing
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.model.notes import Note, NoteType
from flashcards.model.occlusion import Occlusion, read
from flashcards.ui.occlusion.note_parts import (
    NOTE_TYPE,
    Parts,
    as_html,
    parts_of,
    picture_html,
    with_picture,
)

if TYPE_CHECKING:
    from flashcards.api import Collection

DRAFT = "image occlusion"
"""The name of the draft of a new note."""


@dataclass(frozen=True, slots=True)
class Work:
    """All that is written and drawn."""

    picture: str = ""
    masks: str = ""
    header: str = ""
    extra: str = ""
    deck: str = ""
    tags: tuple[str, ...] = ()
    alternative: str = ""
    """What the picture shows, for those who do not see it: its file's name."""

    @property
    def occlusion(self) -> Occlusion:
        """The masks."""
        return read(self.masks)

    @property
    def is_begun(self) -> bool:
        """Whether there is something to lose."""
        return bool(self.picture or self.header.strip() or self.extra.strip())

    def as_draft(self) -> dict[str, Any]:
        """Return what is kept of it on disk."""
        return {
            "picture": self.picture,
            "masks": self.masks,
            "header": self.header,
            "extra": self.extra,
            "deck": self.deck,
            "tags": list(self.tags),
            "alternative": self.alternative,
        }

    def next_one(self) -> "Work":
        """Return what the next note begins with."""
        return Work(deck=self.deck, tags=self.tags)


def from_draft(draft: Mapping[str, Any]) -> Work:
    """Return what was kept; anything odd counts as nothing."""

    def text(name: str) -> str:
        found = draft.get(name, "")
        return found if isinstance(found, str) else ""

    tags = draft.get("tags")
    words = tuple(map(str, tags)) if isinstance(tags, list) else ()
    return Work(
        text("picture"),
        text("masks"),
        text("header"),
        text("extra"),
        text("deck"),
        words,
        text("alternative"),
    )


@dataclass(frozen=True, slots=True)
class NoteWithMasks:
    """A note there is, with the fields that hold its picture and masks."""

    note: Note
    note_type: NoteType
    parts: Parts

    @property
    def draft_name(self) -> str:
        """The name of its draft."""
        return f"occlusion {self.note.guid}"

    @property
    def based_on(self) -> int:
        """Which state of the note this is; drafts remember it."""
        return self.note.changed_ms

    @property
    def work(self) -> Work:
        """What it says now."""
        return Work(self.parts.picture, self.parts.masks)

    def changes(self, work: Work) -> dict[str, str]:
        """Return the fields that would say something else."""
        changed: dict[str, str] = {}
        if work.masks != self.parts.masks:
            changed[self.parts.masks_field] = work.masks
        if work.picture != self.parts.picture:
            fields = dict(zip(self.note_type.fields, self.note.fields, strict=False))
            field = self.parts.picture_field
            changed[field] = with_picture(fields.get(field, ""), work.picture)
        return changed


def note_with_masks(collection: "Collection", note_id: int) -> NoteWithMasks | None:
    """Return a note with a picture under masks; None for one that is gone, or any other."""
    try:
        note = collection.note(note_id)
        note_type = collection.note_type(note.note_type_id)
    except UserError:
        return None
    parts = parts_of(note_type, dict(zip(note_type.fields, note.fields, strict=False)))
    return None if parts is None else NoteWithMasks(note, note_type, parts)


def add(collection: "Collection", work: Work) -> None:
    """Add the note, as one step of undo; raise UserError where that is not possible."""
    note_type = collection.note_type(NOTE_TYPE)
    given = {
        "occlusion": work.masks,
        "image": picture_html(work.picture, work.alternative),
        "header": as_html(work.header),
        "back-extra": as_html(work.extra),
    }
    names = dict(zip(note_type.field_uids, note_type.fields, strict=False))
    fields = {names[uid]: text for uid, text in given.items() if uid in names}
    collection.add_note(fields, work.deck, work.tags, NOTE_TYPE)


def going(collection: "Collection", known: NoteWithMasks, work: Work) -> CardsGoing:
    """Return the cards that saving would take away."""
    try:
        return collection.cards_going(known.note.id, known.changes(work), known.note_type.uid)
    except UserError:  # which saving will tell in its words
        return CardsGoing(0, 0)


def bring_back(collection: "Collection", known: NoteWithMasks, work: Work) -> None:
    """Take a note out of the bin again, with the masks it is to have now, as one step of undo."""
    with collection.together(lambda _: message("Edit note")):
        note_id = collection.bring_note_back(known.note.guid)
        collection.update_note(note_id, known.changes(work))


def save(collection: "Collection", known: NoteWithMasks, work: Work) -> bool:
    """Save the masks, as one step of undo; return whether they were changed elsewhere meanwhile.

    What they were there is in the note’s history then.
    """
    now = collection.note(known.note.id)
    fields = zip(known.note_type.fields, known.note.fields, now.fields, strict=False)
    changes = known.changes(work)
    collection.update_note(known.note.id, changes)
    return any(name in changes and was != other for name, was, other in fields)


def same(one: Work, other: Work) -> bool:
    """Whether two say the same, wherever the note is to go."""
    return replace(one, deck="", tags=()) == replace(other, deck="", tags=())
