"""What could not be read in a round: each trouble once, with its files and who wrote them."""

from typing import Final

from flashcards.model.errors import UserError
from flashcards.model.messages import Message, message, plural_message
from flashcards.store.store import Store
from flashcards.store.syncing import records, sync_status
from flashcards.sync.refusals import SegmentError

_LONGEST: Final = 100
"""Characters of the name of a file that are shown."""


class Troubles:
    """Collects them while a round goes on."""

    def __init__(self) -> None:
        self._files: dict[tuple[Message, str], list[str]] = {}
        """Names of files, by what is wrong with them and the uid of the device that wrote them."""

    def add(self, error: UserError, name: str, device: str) -> None:
        """Note why a file could not be read; ``device``: the uid of the one that wrote it."""
        if isinstance(error, SegmentError):
            self._files.setdefault((error.said, device), []).append(name)
        else:  # it names the file itself, or speaks of the folder
            self._files.setdefault((error.said, ""), [])

    def add_away(self, count: int) -> None:
        """Note that a service keeps so many files away from this computer."""
        away = plural_message(
            count,
            "{count} file of the sync folder is not on this computer: let your folder service keep "
            "the folder here.",
            "{count} files of the sync folder are not on this computer: let your folder service "
            "keep the folder here.",
        )
        self._files.setdefault((away, ""), [])

    def said(self, store: Store) -> tuple[Message, ...]:
        """Return what to say of them, in the order in which they were met."""
        if not self._files:
            return ()
        with store.reading() as conn:
            names = sync_status.names(records.setup(conn) or {})
        return tuple(
            _of_files(trouble, files, names.get(device, "")) if files else trouble
            for (trouble, device), files in self._files.items()
        )


def _of_files(trouble: Message, files: list[str], computer: str) -> Message:
    """Say of which files a trouble is, the first by name, and of whose."""
    file, more = _shown(files[0]), len(files) - 1
    if not more and not computer:
        return message("{file}: {trouble}", file=file, trouble=trouble)
    if not more:
        return message(
            "{file}, written by {computer}: {trouble}",
            file=file, computer=computer, trouble=trouble,
        )  # fmt: skip
    if not computer:
        return plural_message(
            more,
            "{file} and {count} more file: {trouble}",
            "{file} and {count} more files: {trouble}",
            file=file, trouble=trouble,
        )  # fmt: skip
    return plural_message(
        more,
        "{file} and {count} more file, written by {computer}: {trouble}",
        "{file} and {count} more files, written by {computer}: {trouble}",
        file=file, computer=computer, trouble=trouble,
    )  # fmt: skip


def _shown(name: str) -> str:
    """Return the name of a file that anybody may have put there, without what turns text round."""
    return "".join(each if each.isprintable() else "\ufffd" for each in name[:_LONGEST])
