"""Follows deck files that were renamed, moved or swapped."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from flashcards.collection.watching import folder
from flashcards.collection.watching.looking import Look
from flashcards.formats import markdown_deck
from flashcards.store import watched

_MOST_GUESSES: Final = 50
"""Files that went, each of which is tried as the former place of one that is new."""


def follow(look: Look, listing: folder.Listing) -> None:
    """Let files that were renamed, moved or swapped keep what is known of them."""
    went = [path for path in look.file_rows if path not in listing.files]
    rows = dict(look.file_rows)
    for path, source in _swapped(look, listing, went).items():
        rows[path] = _opened(look.file_rows[source])
        if source in went:
            went.remove(source)
            del rows[source]
    came = [
        path
        for path, seen in listing.files.items()
        if went and path not in look.file_rows and not look.is_other(seen)
    ]
    for path, data in _read(look, came):
        former = _former(look, rows, went, path, data)
        if former is not None:
            rows[path] = _opened(rows.pop(former))
            went.remove(former)
    look.file_rows = rows


def _opened(row: watched.Row) -> watched.Row:
    return row._replace(body={**row.body, "open": True})


def _read(look: Look, paths: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    for path in paths:
        try:
            yield path, folder.read(look.root, path)
        except (OSError, ValueError):
            continue


def _swapped(look: Look, listing: folder.Listing, went: Sequence[str]) -> dict[str, str]:
    """Return where known files have their content from, that of another known file as it was.

    One that took another's place while that one stayed is a copy, and left out.
    """
    stirred = [
        path
        for path, row in look.file_rows.items()
        if path in listing.files
        and (listing.files[path].changed_ns, listing.files[path].size)
        != (row.stamp, row.body["size"])
    ]
    if len(stirred) + len(went) < 2:
        return {}
    former = {str(look.file_rows[path].body["digest"]): path for path in (*went, *stirred)}
    found = {}
    for path, data in _read(look, stirred):
        digest = folder.digest(data)
        if digest in former and digest != look.file_rows[path].body["digest"]:
            found[path] = former[digest]
    while alone := [path for path, other in found.items() if other not in (*went, *found)]:
        for path in alone:
            del found[path]
    return found


def _former(
    look: Look, rows: Mapping[str, watched.Row], went: Sequence[str], path: str, data: bytes
) -> str | None:
    """Return where a new file lay before, by its content or by the ids in it."""
    digest = folder.digest(data)
    for former in went:
        if rows[former].body["digest"] == digest:
            return former
    if b"{#" not in data:
        return None
    for former in went[:_MOST_GUESSES]:
        found = markdown_deck.read_bytes(data, path, str(rows[former].body["uid"]))
        own = {guid for guid, row in look.rows.items() if row.body["path"] == former}
        if own and any(note.guid in own for note in found.notes):
            return former
    return None
