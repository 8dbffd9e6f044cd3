"""Media for Anki: each file under the name that notes there know it by."""

from collections.abc import Collection, Iterator, Mapping
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Final

from flashcards.collection.anki.renaming import renamed_type
from flashcards.files import read_side_file
from flashcards.formats.anki.writing import MediaReader
from flashcards.model.notes import NoteType
from flashcards.store import media
from flashcards.store.schema import FIELD_SEPARATOR
from flashcards.text.file_names import KnownFiles, filled, made_names

_DRAWN: Final = "latex-"
"""How Anki calls pictures of formulas, which no text names."""
_HASH: Final = 8
"""Signs of a file's own name that an import puts behind the name it had, where that was taken."""


class Media:
    """Finds the files that notes name, and gives those back their names that lost them here."""

    def __init__(self, files: Mapping[str, tuple[str, int]]) -> None:
        self._files = files
        """First name and size of each file, by its name; the one that came last is the last."""
        self._by_title = {title: name for name, (title, _) in files.items() if title}
        self._known = KnownFiles({*files, *self._by_title})
        self._named: set[str] = set()
        self._drawn = [title for title in self._by_title if title.startswith(_DRAWN)]
        self._used: set[str] | None = None
        """All names that are used, once somebody looked."""
        self._also: dict[str, str] = {}
        """Files by further names that notes from Anki have for them."""
        self._made: dict[str, list[str]] = {}
        self.back: dict[str, str] = {}
        """Names of files that had another one where they came from, by those they have here."""

    @property
    def renamed_here(self) -> bool:
        """Whether some files lost the name they came with to other files."""
        return any(_former(name, title) for name, (title, _) in self._files.items())

    def note(self, texts: str) -> None:
        """Take along the files that texts name."""
        if self._files:
            self._named.update(self._known.named_in(texts))

    def note_type(self, note_type: NoteType) -> None:
        """Take along the files that a note type names."""
        self.note("\n".join((note_type.css, *note_type.sides)))
        self._made[note_type.uid] = [each for side in note_type.sides for each in made_names(side)]

    def note_fields(self, note_type: NoteType, fields: str, without: Collection[str] = ()) -> None:
        """Take along the files that a note names, or that its type names by what it says.

        Those ``without`` are named otherwise there.
        """
        if not self._files:
            return
        self._named.update(each for each in self._known.named_in(fields) if each not in without)
        if "[$" in fields or "[latex]" in fields:
            self._named.update(self._drawn)
        for name in self._made.get(note_type.uid, ()):
            values = dict(zip(note_type.fields, fields.split(FIELD_SEPARATOR), strict=False))
            self.note(filled(name, values))

    def take_all(self) -> None:
        """Take along also the files that nothing names; to be called last."""
        for name, (title, _) in self._files.items():
            if name not in self._named and title not in self._named:
                self._named.add(title if self._by_title.get(title) == name else name)

    def give_names_back(self) -> None:
        """Let files have the names they came with, where no other file goes by it."""
        taken = {title for title in self._by_title if title in self._named}
        taken |= {self._files[name][0] for name in self._named if name in self._files}
        for name in self._files:
            title = self._files[name][0]
            former = _former(name, title)
            if former and former not in taken:
                self.back[title] = former
                taken.add(former)
        self._used = set(self._named)
        self._named.clear()

    def names_back(self, came: Mapping[str, str]) -> Mapping[str, str]:
        """Return names there by those here, for a note that ``came`` with such.

        A name that another file goes by is left to that.
        """
        found = {}
        for here, there in came.items():
            name = self._by_title.get(here, here)
            owner = self._by_title.get(there)
            free = self._used is not None and there not in self._used
            if name in self._files and (owner in (None, name) or free):
                found[here] = there
                self._also[there] = name
        return found

    def body(self, body: dict[str, object]) -> dict[str, object]:
        """Return a note type that names files as Anki knows them."""
        return renamed_type(body, self.back) if self.back else body

    def readers(self, collection: Path) -> list[MediaReader]:
        """Return the files taken along by the names they get, in order of those."""
        return sorted(self._readers(collection), key=lambda each: each[0])

    def _readers(self, collection: Path) -> Iterator[MediaReader]:
        given = set(self._also)
        yield from ((title, partial(_data, collection, name)) for title, name in self._also.items())
        for called in sorted(self._named):
            name = self._by_title.get(called, called) if called not in self._files else called
            title = self.back.get(called, called)
            if title not in given:
                given.add(title)
                yield title, partial(_data, collection, name)


def _former(name: str, title: str) -> str:
    """Return the name that a file came with, if it had to take another one; else nothing."""
    path = PurePosixPath(title)
    stem = path.stem.removesuffix(f"-{name[:_HASH]}")
    return f"{stem}{path.suffix}" if stem != path.stem and stem else ""


def _data(collection: Path, name: str) -> bytes | None:
    try:
        return read_side_file(media.located(collection, name), media.MAXIMUM_BYTES)
    except OSError:
        return None
