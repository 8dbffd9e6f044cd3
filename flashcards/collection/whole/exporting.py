"""Writes everything a collection knows, or all about one deck, into one file any program reads."""

import json
import zipfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, Final

from flashcards.collection.whole import entries
from flashcards.collection.whole.chosen import Chosen, chosen
from flashcards.files import open_given, reason_of, written_whole
from flashcards.formats.whole import shape
from flashcards.model.errors import UserError
from flashcards.model.exporting import AS_USUAL, ExportChoices
from flashcards.model.messages import message
from flashcards.scheduling.days import moment_ms
from flashcards.store import carrying, media, media_care, unfinished
from flashcards.store.notes import StoredTypes
from flashcards.store.operation import Progress, course
from flashcards.store.store import Store

PACKAGE: Final = ".cards.zip"
"""How the names of files end that hold media too."""
_AT_ONCE: Final = 1 << 20
_MADE: Final = (1980, 1, 1, 0, 0, 0)
"""When parts of a package say they were made, so that the same collection makes the same file."""


def export(
    store: Store,
    types: StoredTypes,
    path: Path,
    deck: str | None = None,
    progress: Progress | None = None,
    choices: ExportChoices = AS_USUAL,
) -> int:
    """Write a deck with its subdecks, or everything, to ``path``; return how many notes.

    What is written is the collection of one moment, however long it takes. Raises UserError.
    """
    del types, choices  # of no concern here
    try:
        with (
            store.looking(progress) as conn,
            unfinished.drafts(store.path, [path]) as drafts,
            written_whole(path, drafts[path]) as stream,
        ):
            found = chosen(conn, deck)
            writer = _Writer(found, moment_ms(store.now()), store.path)
            if path.name.lower().endswith(PACKAGE):
                writer.package(stream)
            else:
                writer.write(stream)
            return len(found.notes)
    except OSError as error:
        raise UserError(
            message(
                "{name} could not be written: {reason}.", name=path.name, reason=reason_of(error)
            ),
            message("Choose another place, or free some space."),
        ) from error


class _Writer:
    """Writes what was chosen, and tells how far it is."""

    def __init__(self, found: Chosen, now_ms: int, collection: Path) -> None:
        self._found, self._now_ms, self._collection = found, now_ms, collection
        self._files = [each["name"] for each in found.section("media")]
        self._work = course(found.conn)
        self._done = 0
        self._total = found.reviews + 5 * len(found.notes)

    def package(self, stream: BinaryIO) -> None:
        """Write an archive with the media beside the file."""
        in_bin = media_care.in_bin(self._found.conn) if self._found.deck is None else set()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            with archive.open(_part(shape.INNER), "w", force_zip64=True) as inner:
                self.write(inner)
            for name in sorted({*self._files, *in_bin}):
                with suppress(FileNotFoundError):  # the import says which are not there
                    self._copy(archive, name)

    def _copy(self, archive: zipfile.ZipFile, name: str) -> None:
        with open_given(media.located(self._collection, name)) as source:
            part = _part(shape.MEDIA + name)
            part.compress_type = zipfile.ZIP_STORED  # pictures and sounds are compressed already
            with archive.open(part, "w") as target:
                while data := source.read(_AT_ONCE):
                    target.write(data)
                    self._tick(0)

    def write(self, stream: Any) -> None:
        """Write the file itself: one entry a line."""

        def say(text: str) -> None:
            stream.write(text.encode())

        head = ",\n".join(f"{_text(name)}: {_text(value)}" for name, value in self._head().items())
        say("{\n" + head)
        for name in shape.SECTIONS:
            say(f",\n{_text(name)}: [")
            self._list(say, self._entries(name))
            say("]")
        say("\n}\n")

    def _list(self, say: Callable[[str], None], found: Iterable[entries.Entry]) -> None:
        between = "\n"
        for entry in found:
            say(between + entries.encoded(entry))
            between = ",\n"
        if between != "\n":
            say("\n")

    def _entries(self, name: str) -> Iterable[entries.Entry]:
        found = self._found
        if name == "notes":
            for ids in found.batches():
                for entry, reviews in entries.notes(found.conn, found.names, ids):
                    yield entry
                    self._done += 5 + reviews
                self._tick(0)
        elif name == "deleted_cards":
            for entry, reviews in found.deleted_cards():
                yield entry
                self._tick(reviews)
        else:
            yield from found.section(name)

    def _head(self) -> dict[str, Any]:
        found = self._found
        head: dict[str, Any] = {
            "format": shape.MARK,
            "version": shape.VERSION,
            "program": "Flashcards",
            "written_ms": self._now_ms,
            "collection": carrying.uid_of_collection(found.conn),
            "deck": found.deck,
            "counts": {
                "notes": len(found.notes),
                "cards": found.cards,
                "reviews": found.reviews,
                "media": len(self._files),
            },
        }
        if found.deck is None:
            [(start, changed)] = carrying.small(found.conn, "learner")
            head["learner"] = {"day_start_minutes": start, "changed_ms": changed}
        return head

    def _tick(self, more: int) -> None:
        self._done += more
        self._work.tick(min(self._done, self._total), self._total)


def _part(name: str) -> zipfile.ZipInfo:
    part = zipfile.ZipInfo(name, _MADE)
    part.compress_type = zipfile.ZIP_DEFLATED
    part.external_attr = 0o600 << 16
    return part


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
