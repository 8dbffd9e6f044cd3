"""Reads a watched deck file and says what each of its notes says, as there and as here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

from flashcards.collection.cleaning import clean_tags
from flashcards.collection.decks.editing import ordered_fields
from flashcards.collection.files import reading
from flashcards.collection.files.field_names import texts_of_file
from flashcards.collection.files.importing import Picture
from flashcards.collection.watching import folder
from flashcards.collection.watching.three_way import State
from flashcards.encodings import byte_order_mark, unmarked_utf16
from flashcards.files import reason_of
from flashcards.formats import markdown_deck
from flashcards.formats import markdown_syntax as syntax
from flashcards.formats.decoding import decode, no_text
from flashcards.formats.fences import fence_map
from flashcards.formats.marks import programs
from flashcards.formats.wording import safe_name, slug
from flashcards.model.errors import UserError
from flashcards.model.messages import Message, message
from flashcards.model.notes import NoteType
from flashcards.model.parsed import ParsedDeck, ParsedNote, Problem
from flashcards.store import watched
from flashcards.store.notes import StoredTypes
from flashcards.store.store import Store


@dataclass(slots=True)
class DeckFile:
    """A deck file as it was read."""

    path: str
    seen: folder.Seen
    data: bytes
    digest: str
    uid: str
    """What stands before the ids of its notes."""
    there: ParsedDeck
    """As it stands in the file."""
    here: ParsedDeck
    """With pictures called as the collection calls them."""
    pictures: list[Picture] = field(default_factory=list)
    names: Mapping[str, str] = field(default_factory=dict)
    """The collection's name of a picture -> how the file names it."""

    @property
    def home(self) -> str:
        """The deck of its notes, where the collection knows no other."""
        return self.there.name or home_of(self.path)


def home_of(path: str) -> str:
    """Return the deck that a file's place below the folder names."""
    parts = PurePosixPath(path).with_suffix("").parts
    return "::".join(" ".join(part.replace("::", "-").split()) or "-" for part in parts)


def read(
    store: Store, root: Path, seen: folder.Seen, row: watched.Row | None
) -> "DeckFile | Problem | None":
    """Read a file; return what is wrong where that fails, and None for no deck of this program.

    ``row`` is what is known of it from before.
    """
    name = safe_name(seen.path)
    try:
        data = folder.read(root, seen.path)
    except (OSError, ValueError) as error:
        return Problem(name, 0, message("It cannot be read: {reason}.", reason=reason_of(error)))
    if no_text(data) is not None:
        return None
    if row is None and programs.read_bytes(data, seen.path).program != programs.OURS:
        return None
    known_as_utf8 = row is not None and bool(row.body.get("utf8"))
    if (unfit := _unmerged(data) or _damaged(data, known_as_utf8)) is not None:
        line, why = unfit
        return Problem(name, line, why)
    uid = None if row is None else str(row.body["uid"])
    there = markdown_deck.read_bytes(data, seen.path, uid)
    if not there.notes and row is None:
        return None
    return parsed(store, root, seen, data, uid)


_CONFLICT: Final = ("<<<<<<<", ">>>>>>>")
"""How lines begin with which git and its like set two versions of a text below each other."""


def _unmerged(data: bytes) -> tuple[int, Message] | None:
    """Return where two versions of a file were not merged yet, and what to do; None elsewhere."""
    if not any(sign.encode() in data for sign in _CONFLICT):
        return None
    lines = decode(data, "").lines()
    inside, _ = fence_map(lines, after_markers=True)
    for at, line in enumerate(lines):
        if not inside[at] and line.startswith(_CONFLICT) and line[7:8] in ("", " "):
            return at + 1, message(
                "Two versions of this file are not merged yet, so it was left alone. Choose what "
                "is to stay and delete the lines that begin with <<<<<<<, ======= and >>>>>>>."
            )
    return None


def is_utf8(data: bytes) -> bool:
    """Whether a file is in UTF-8."""
    return _no_utf8_at(data) is None


def _no_utf8_at(data: bytes) -> int | None:
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return error.start
    return None


def _damaged(data: bytes, known_as_utf8: bool) -> tuple[int, Message] | None:
    """Return where a file that was in UTF-8 no longer is, and what to do.

    One in another Unicode encoding, which can be told for sure, is no damage.
    """
    at = _no_utf8_at(data) if known_as_utf8 else None
    if at is None or byte_order_mark(data)[1] or unmarked_utf16(data):
        return None
    return data.count(b"\n", 0, at) + 1, message(
        "This file was in UTF-8 and no longer is, from this line on, so it was left alone. Save it "
        "as UTF-8."
    )


def parsed(store: Store, root: Path, seen: folder.Seen, data: bytes, uid: str | None) -> DeckFile:
    """Return a deck file with this content."""
    there = markdown_deck.read_bytes(data, seen.path, uid)
    own = there.uid or uid or markdown_deck.uid_of(there, seen.path)
    path = root / seen.path
    here, pictures, names = reading.with_pictures(
        store, reading.with_files_of_types(there, path), path
    )
    back = {name: target for target, name in names.items()}
    return DeckFile(
        seen.path, seen, data, folder.digest(data), own, there, here, pictures, back
    )  # fmt: skip


def ids_in(data: bytes, uid: str) -> frozenset[str]:
    """Return the guids of all ids that stand in a file, also those of notes that are faulty."""
    lines = decode(data, "").lines()
    inside, _ = fence_map(lines, after_markers=True)
    ids = (syntax.split_id(line)[1] for line, code in zip(lines, inside, strict=True) if code != 1)
    return frozenset(
        syntax.guid_of(
            each if each.startswith("/") or syntax.VALID_ID.fullmatch(each) else slug(each), uid
        )
        for each in ids
        if each
    )


def state(
    types: StoredTypes, deck: ParsedDeck, note: ParsedNote
) -> tuple[State, NoteType] | UserError:
    """Return what a note of a file says, and its type; what is wrong where that is not here."""
    note_type = types.called(note.note_type)
    if note_type is None:
        return UserError(
            message("There is no note type called “{note_type}”.", note_type=note.note_type)
        )
    try:
        texts = ordered_fields(note_type, texts_of_file(note_type, note.fields))
        tags = clean_tags([*deck.tags, *note.tags])
    except UserError as error:
        return error
    return State(note_type.uid, tuple(texts), tags), note_type
