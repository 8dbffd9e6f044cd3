"""The lists of watched folders and of the notes that wait for the learner."""

from dataclasses import dataclass, replace

from flashcards.model.watching import Conflict, Gone, MissingNote
from flashcards.ui.tidying.lists import TwoLineList, TwoLines
from flashcards.ui.words import plural, tr


@dataclass(frozen=True, slots=True)
class FolderRow:
    """A folder as it is listed."""

    uid: str
    name: str
    place: str
    state: str


@dataclass(frozen=True, slots=True)
class Matter:
    """A note that waits."""

    folder: str
    what: Conflict | MissingNote

    def is_of(self, other: "Matter | None") -> bool:
        """Whether both are about the same note."""
        return other is not None and (self.folder, self.what.guid) == (
            other.folder,
            other.what.guid,
        )

    def is_as(self, other: "Matter | None") -> bool:
        """Whether both ask the same of the learner, wherever the note stands in its file."""
        if other is None or not self.is_of(other):
            return False
        if isinstance(self.what, Conflict) and isinstance(other.what, Conflict):
            return replace(self.what, line=0) == replace(other.what, line=0)
        return self.what == other.what


class _Folders(TwoLines):
    def lines(self, row: FolderRow) -> tuple[str, str]:
        return f"{row.name} · {row.place}", row.state


class _Matters(TwoLines):
    def lines(self, row: Matter) -> tuple[str, str]:
        return row.what.title or tr("(empty note)"), f"{row.what.path} · {matter_words(row.what)}"


def matter_words(what: Conflict | MissingNote) -> str:
    """Return why a note waits, in a few words."""
    if isinstance(what, MissingNote):
        return tr("deleted in the file") if what.gone is Gone.FILE else tr("deleted here")
    fields = [each.field for each in what.differences]
    if not fields:
        return tr("another note type on each side")
    listed = ", ".join(fields)
    return plural(
        len(fields), "changed on both sides: {fields}", "changed on both sides: {fields}",
        fields=listed,
    )  # fmt: skip


class FolderList(TwoLineList):
    """The folders."""

    def __init__(self) -> None:
        super().__init__(tr("Watched folders"), _Folders())

    def current(self) -> FolderRow | None:
        """Return the folder the keyboard is on."""
        return self.rows.rows[self.row()] if self.row() >= 0 else None


class MatterList(TwoLineList):
    """The notes that wait."""

    def __init__(self) -> None:
        super().__init__(tr("Notes that wait for you"), _Matters())

    def current(self) -> Matter | None:
        """Return the note the keyboard is on."""
        return self.rows.rows[self.row()] if self.row() >= 0 else None
