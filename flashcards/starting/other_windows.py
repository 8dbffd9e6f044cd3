"""Opens another collection, or a backup of one, in a window that is a process of its own."""

from pathlib import Path

from flashcards import children
from flashcards.files import reason_of
from flashcards.model.errors import UserError
from flashcards.model.messages import message


def open_window(file: Path) -> None:
    """Start the program on a collection or a backup; raise UserError where that cannot be.

    What is wrong with the file, and whether its window is open already, is for that start to say.
    """
    refuse_missing(file)
    _start(file)


def begin_collection(file: Path) -> None:
    """Start the program on a collection that is made where there is none; raise UserError."""
    _start(file, make=True)


def _start(file: Path, *, make: bool = False) -> None:
    try:
        children.start_window(file, make=make)
    except OSError as error:
        raise UserError(
            message(
                "{name} cannot be opened in another window: {reason}.",
                name=file.name,
                reason=reason_of(error),
            ),
            message("Close this window, then open it again."),
        ) from error


def refuse_missing(collection: Path) -> None:
    """Raise UserError where a collection is not there that was opened as a file.

    It is not made: a name in a list of recent files may be that of one that was moved.
    """
    try:
        collection.stat()
    except FileNotFoundError:
        raise UserError(
            message("There is no collection {path}.", path=collection),
            message(
                "Check whether it was moved or renamed. To begin a new one, type: "
                "flashcards --collection FILE"
            ),
        ) from None
    except (OSError, ValueError):
        return  # opening it says what is wrong
