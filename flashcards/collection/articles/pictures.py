"""Takes the pictures of an article that its cards show from beside it, and into the collection."""

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from flashcards.articles.candidates import Candidate
from flashcards.articles.readers.archive import Archive
from flashcards.articles.worth import Worth
from flashcards.collection.files.media import pictures_written
from flashcards.files import TooLargeError, read_given
from flashcards.formats.images import relative_path
from flashcards.model.articles import DraftCard
from flashcards.model.errors import UserError
from flashcards.model.messages import plural_message
from flashcards.store import media
from flashcards.store.store import Connection, Store

MOST_BYTES = 8 * 1024 * 1024
"""Of one picture of an article."""
MOST_BYTES_IN_ALL = 64 * 1024 * 1024
_ZIP = b"PK\x03\x04"


def with_pictures(
    worth: Worth, data: bytes | str, path: Path | None
) -> tuple[Worth, dict[str, bytes]]:
    """Return an article whose cards name their pictures as the collection will, and these by name.

    Pictures are taken from the article itself (Word, EPUB), or from beside its file, in its folder
    or one below. Nothing is fetched. Cards whose picture is not there, too large, or no PNG, JPEG,
    GIF, WebP or SVG are left out, and the document says how many.
    """
    if not any(each.picture for each in worth.candidates):
        return worth, {}
    taken = _Taken(data, path)
    found: list[Candidate] = []
    weak = []
    left_out = 0
    for candidate, weaknesses in zip(worth.candidates, worth.weaknesses, strict=True):
        if candidate.picture:
            name = taken.name_of(candidate.picture)
            if not name:
                left_out += 1
                continue
            candidate = replace(candidate, front=f"![Picture]({name})\n\n{candidate.front}")
        found.append(candidate)
        weak.append(weaknesses)
    document = worth.document
    if left_out:
        told = plural_message(
            left_out,
            "A picture with a caption was left out: not found with the article, too large, or not "
            "PNG, JPEG, GIF, WebP or SVG.",
            "{count} pictures with captions were left out: not found with the article, too large, "
            "or not PNG, JPEG, GIF, WebP or SVG.",
        )
        document = replace(document, problems=(*document.problems, told))
    return Worth(document, tuple(found), tuple(weak)), taken.pictures


class _Taken:
    """The pictures of one article, each read once."""

    def __init__(self, data: bytes | str, path: Path | None) -> None:
        self.pictures: dict[str, bytes] = {}
        self._names: dict[str, str] = {}
        self._size = 0
        self._folder = path.parent if path is not None else None
        packed = isinstance(data, bytes) and data.startswith(_ZIP)
        self._archive = Archive(data) if packed and isinstance(data, bytes) else None

    def name_of(self, target: str) -> str:
        """Return the name a picture is kept by; empty where it cannot be."""
        if target not in self._names:
            self._names[target] = self._name(target)
        return self._names[target]

    def _name(self, target: str) -> str:
        try:
            data = self._read(target)
            name = media.name_for(data)
        except (UserError, OSError, TooLargeError, ValueError, RuntimeError):
            return ""
        if len(data) > MOST_BYTES or self._size + len(data) > MOST_BYTES_IN_ALL:
            return ""
        self._size += len(data)
        self.pictures[name] = data
        return name

    def _read(self, target: str) -> bytes:
        if self._archive is not None:
            return self._archive.read(target)
        relative = relative_path(target.partition("?")[0].partition("#")[0])
        if self._folder is None or relative is None:
            return b""
        place = self._folder / posixpath.normpath(relative)
        if not place.resolve().is_relative_to(self._folder.resolve()):
            return b""
        return read_given(place, MOST_BYTES)


@contextmanager
def kept_pictures(
    store: Store, pictures: Mapping[str, bytes], cards: Sequence[DraftCard], *, try_out: bool
) -> Iterator[None]:
    """Put the pictures that cards show into the media folder before the block adds their rows.

    A block that raises leaves none behind. Raises UserError where there is no room.
    """
    shown = [] if try_out else sorted(shown_by(pictures, cards))
    if not shown:
        yield
        return
    with pictures_written(store, {name: partial(pictures.__getitem__, name) for name in shown}):
        yield


def enter_pictures(
    conn: Connection, pictures: Mapping[str, bytes], cards: Sequence[DraftCard], now_ms: int
) -> None:
    """Record the pictures that cards show."""
    for name in sorted(shown_by(pictures, cards)):
        media.enter(conn, name, "", len(pictures[name]), now_ms)


def shown_by(pictures: Mapping[str, bytes], cards: Sequence[DraftCard]) -> set[str]:
    """Return the names of those pictures that cards show."""
    if not pictures:
        return set()
    texts = [text for card in cards for text in (card.front, card.back, card.cloze)]
    return {name for name in pictures if any(name in text for text in texts)}
