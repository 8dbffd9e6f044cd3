"""Tags as a tree: ``a::b`` lies below ``a``. Renaming, merging and deleting, with all below."""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby

from flashcards.collection.cleaning import clean_tags
from flashcards.model.errors import UserError
from flashcards.model.messages import Message, message
from flashcards.store import notes, tags
from flashcards.store.operation import Progress, course, operation
from flashcards.store.store import Connection, Store

SEPARATOR = "::"
_BATCH = 2_000
FEW_LINKS = 10_000
"""Up to so many tags of notes are counted at once."""


def paths(tag: str) -> list[str]:
    """Return a tag and those it lies below, the topmost first: ``a`` and ``a::b`` of ``a::b``."""
    parts = tag.split(SEPARATOR)
    return [SEPARATOR.join(parts[: size + 1]) for size in range(len(parts))]


def has_few(conn: Connection) -> bool:
    """Whether the tags of all notes are counted at once."""
    return tags.links(conn) <= FEW_LINKS


def counted(conn: Connection) -> dict[str, int]:
    """Return how many notes have each tag or one below it, by the tag in lower case."""
    found: Counter[str] = Counter()
    for _, rows in groupby(tags.by_note(conn), key=lambda row: row[0]):
        found.update({path for _, tag in rows for path in paths(tag.casefold())})
    return dict(found)


def clean_tag(name: str) -> str:
    """Return the full name of one tag; raise UserError for none, several, or an empty part."""
    words = clean_tags([name])
    if len(words) > 1:
        raise UserError(
            message("A tag has no spaces."), message("Write “-” or “_” instead of a space.")
        )
    if not words or not all(words[0].split(SEPARATOR)):
        raise UserError(
            message("A part of the tag is empty."), message("Write it like “science::physics”.")
        )
    return words[0]


def rename(store: Store, tag: str, new_name: str, progress: Progress | None = None) -> int:
    """Give a tag, with all below it, another full name; return how many notes changed.

    Where the name is taken, the two become one. Raises UserError for a name that is none, or that
    lies below the tag itself.
    """
    new_name, old = clean_tag(new_name), tag.casefold()
    if new_name.casefold().startswith(old + SEPARATOR):
        raise UserError(
            message("A tag cannot be put below itself."), message("Choose a place outside it.")
        )

    def renamed(word: str) -> str | None:
        # By parts: in lower case a text may have another length.
        below = word.split(SEPARATOR)[len(tag.split(SEPARATOR)) :]
        return SEPARATOR.join([new_name, *below])

    return _change(store, tag, renamed, message("Rename tag"), progress)


def move(store: Store, tag: str, parent: str, progress: Progress | None = None) -> int:
    """Put a tag, with all below it, below another, or at the top for ""; return how many notes."""
    last = tag.rpartition(SEPARATOR)[2]
    return rename(store, tag, f"{parent}{SEPARATOR}{last}" if parent else last, progress)


def delete(store: Store, tag: str, progress: Progress | None = None) -> int:
    """Take a tag, with all below it, off every note; return how many changed."""
    return _change(store, tag, lambda _word: None, message("Delete tag"), progress)


def _change(
    store: Store,
    tag: str,
    becomes: Callable[[str], str | None],
    label: Message,
    progress: Progress | None,
) -> int:
    changed = 0
    with store.writing(label, progress=progress) as conn:
        names = tags.within(conn, tag)
        note_ids = tags.notes_with(conn, names)
        if not note_ids:
            raise UserError(message("No note has the tag “{tag}” any more.", tag=tag))
        inside = {name.casefold() for name in names}
        for start in range(0, len(note_ids), _BATCH):
            course(conn).tick(start, len(note_ids))
            changed += _retag(conn, note_ids[start : start + _BATCH], inside, becomes)
    return changed


def _retag(
    conn: Connection,
    note_ids: Sequence[int],
    inside: set[str],
    becomes: Callable[[str], str | None],
) -> int:
    now = operation(conn).now_ms
    rows: list[tuple[str, int, int]] = []
    for note in notes.get_notes(conn, note_ids):
        kept = [becomes(word) if word.casefold() in inside else word for word in note.tags]
        words = clean_tags(word for word in kept if word)
        if words != note.tags:
            rows.append((" ".join(words), now, note.id))
    notes.retag(conn, rows)
    return len(rows)
