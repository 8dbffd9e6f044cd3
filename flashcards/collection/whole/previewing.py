"""Says what a collection's file holds, from its head and its first notes; nothing is changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

from flashcards.collection.whole.package import opened
from flashcards.formats.whole import shape
from flashcards.formats.whole.reading import begin
from flashcards.formats.whole.stream import JsonStream, odd
from flashcards.model.messages import message

SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class WholePreview:
    """What a collection's file says that it holds."""

    file: str
    deck: str
    """The deck it is of; empty for a whole collection."""
    notes: int
    cards: int
    reviews: int
    media: int
    first: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    """Fields and tags of its first notes."""


def preview(path: Path) -> WholePreview:
    """Return what a collection's file holds. Raises UserError for what is none."""
    with opened(path) as found, found.text() as read:
        head: dict[str, Any] = {}
        first: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
        for name, value in JsonStream(read, found.file).members():
            if name in shape.HEAD and not isinstance(value, Iterator):
                head[name] = value
            elif name == "notes" and isinstance(value, Iterator):
                for each in islice(value, SHOWN):
                    if not isinstance(each, dict) or shape.misfit(shape.NOTE, each):
                        raise odd(found.file, message("its notes are not as they should be"))
                    first.append((tuple(each["fields"]), tuple(each["tags"])))
                break
        begin(head, found.file)
        counts = head["counts"]
        return WholePreview(
            found.file, head["deck"] or "", counts["notes"], counts["cards"], counts["reviews"],
            len(found.media_names), tuple(first),
        )  # fmt: skip
