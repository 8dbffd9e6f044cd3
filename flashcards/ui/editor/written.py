"""What stood in the form of a note at one moment, and how it goes on from what a note says now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from flashcards.model.notes import Note, NoteType
from flashcards.ui.editor.drafts import OF_NOTE


@dataclass(frozen=True, slots=True)
class Written:
    """What stood in the form at one moment."""

    note: Note
    note_type: NoteType
    fields: dict[str, str]
    tags: list[str]

    stored_type: NoteType
    based_on: int
    """When the note was changed last as the writing began, in UTC ms."""

    @property
    def over_others(self) -> bool:
        """Whether the note was changed elsewhere while this was written."""
        return self.based_on != self.note.changed_ms

    @property
    def changed_fields(self) -> dict[str, str]:
        """The fields that say something else than the note did: what was typed, and no others."""
        if self.stored_type.id != self.note_type.id:
            return self.fields
        was = dict(zip(self.stored_type.fields, self.note.fields, strict=False))
        return {name: text for name, text in self.fields.items() if text != was.get(name)}

    @property
    def changed_tags(self) -> list[str] | None:
        """The tags, where they are others than the note's; None where they are not."""
        return None if self.tags == list(self.note.tags) else self.tags

    @property
    def draft_name(self) -> str:
        """Under which name it is kept as a draft."""
        return f"{OF_NOTE}{self.note.guid}"

    def as_draft(self) -> dict[str, Any]:
        """Return what is kept of it; ``was`` is what the note said, by uid of the field."""
        return {
            "note_type": self.note_type.uid,
            "fields": self.fields,
            "tags": self.tags,
            "based_on": self.based_on,
            "uids": dict(zip(self.note_type.fields, self.note_type.field_uids, strict=True)),
            "stored_type": self.stored_type.uid,
            "was": dict(zip(self.stored_type.field_uids, self.note.fields, strict=False)),
            "was_tags": list(self.note.tags),
        }


class Drafted(NamedTuple):
    """A draft as the form is to show it."""

    note_type: NoteType
    texts: list[str]
    tags: list[str]


def of_draft(
    draft: Mapping[str, Any], note: Note, stored: NoteType, types: Sequence[NoteType]
) -> Drafted | None:
    """Return what a draft says over what its note says now; None for what is no draft.

    Fields that were not typed in show what the note says now. Where the type was changed elsewhere,
    and not in the form, what was typed goes into the fields the note has now.
    """
    fields, tags = draft.get("fields"), draft.get("tags")
    if not isinstance(fields, dict) or not isinstance(tags, list):
        return None
    texts = {str(name): str(text) for name, text in fields.items()}
    words = [str(tag) for tag in tags]
    was, uids = _texts(draft.get("was")), _texts(draft.get("uids"))
    if [*words] == draft.get("was_tags"):
        words = list(note.tags)
    chosen = next((each for each in types if each.uid == draft.get("note_type")), None)
    is_chosen = chosen is not None and draft.get("stored_type") not in (None, chosen.uid)
    if chosen is not None and (is_chosen or not (was and uids)):
        return Drafted(chosen, [texts.get(name, "") for name in chosen.fields], words)
    said = {uids.get(name, name): text for name, text in texts.items()}
    names = {uid: name for name, uid in uids.items()}
    return Drafted(stored, rebased(stored, note.fields, was, said, names), words)


def _texts(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        return {}
    return {str(name): str(text) for name, text in value.items()}


def rebased(
    note_type: NoteType,
    now: Sequence[str],
    was: Mapping[str, str],
    said: Mapping[str, str],
    names: Mapping[str, str],
) -> list[str]:
    """Return the texts of a note's fields as they are ``now``, but for what was typed.

    By uid of the field, ``was`` is what the note said as the typing began and ``said`` what the
    form says; ``names`` are what these fields were called. What was typed into a field that is
    gone goes to the one of its name, else to the one that says now what it did, else to the last.
    """
    texts = dict(zip(note_type.field_uids, now, strict=False))
    texts = {uid: texts.get(uid, "") for uid in note_type.field_uids}
    typed = {uid: text for uid, text in said.items() if text != was.get(uid, "")}
    left: list[str] = []
    for uid, text in typed.items():
        place = _place_of(uid, note_type, texts, was, names)
        if place is None:
            left.append(text)
        else:
            texts[place] = text
    found = list(texts.values())
    found[-1] = "\n\n".join(filter(str.strip, (found[-1], *left)))
    return found


def _place_of(
    uid: str,
    note_type: NoteType,
    texts: Mapping[str, str],
    was: Mapping[str, str],
    names: Mapping[str, str],
) -> str | None:
    """Return the uid of the field that stands for one by now; None where none does."""
    if uid in texts:
        return uid
    called = dict(zip(note_type.fields, note_type.field_uids, strict=True))
    if names.get(uid) in called and called[names[uid]] not in was:
        return called[names[uid]]
    before = was.get(uid, "")
    same = [each for each, text in texts.items() if before and text == before]
    return same[0] if same else None
