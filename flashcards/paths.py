"""Where the program keeps the learner's files and finds its own."""

import os
from pathlib import Path

from flashcards.files import expanded, make_private
from flashcards.identity import SUFFIX
from flashcards.model.errors import UserError
from flashcards.model.messages import message

APPLICATION = "flashcards"
"""The folder of a learner's data; it stays where it is even if the program is renamed."""
HOME_VARIABLE = "FLASHCARDS_HOME"

PACKAGE = Path(__file__).resolve().parent
"""The folder of the program's own code."""
PACKED = "_data"
"""The folder in it, where the program is installed, that holds what comes with it."""


def data_dir() -> Path:
    """The folder that holds collections, media, backups and settings; it may not exist yet.

    ``FLASHCARDS_HOME`` names another one. Without it, the operating system's own place for a
    program's data is used. Raises UserError for a home folder of somebody unknown.
    """
    chosen = os.environ.get(HOME_VARIABLE, "")
    if chosen:
        folder = expanded(Path(chosen)).absolute()
        if chosen[0] == "~" and folder == Path(chosen).absolute():
            raise UserError(
                message(
                    "{variable} is “{chosen}”, and no such home folder is known here.",
                    variable=HOME_VARIABLE,
                    chosen=chosen,
                ),
                message("Give the whole path of a folder."),
            )
        return folder
    from platformdirs import user_data_path  # late: not needed where the variable is set

    return user_data_path(APPLICATION, appauthor=False, roaming=False)


def private_dir(path: Path) -> Path:
    """Make ``path`` a folder for its owner alone (mode 0700) where it is missing, and return it.

    A folder that is there already keeps the mode its owner gave it. Raises OSError where the
    file system refuses.
    """
    make_private(path)
    return path


def default_collection_path() -> Path:
    """The collection that is opened when none is named."""
    return data_dir() / "collection.flashcards"


DRAFTS = "drafts.json"
"""What is being written lies beside a collection under this kind."""


def beside(collection: Path, kind: str) -> Path:
    """Return what belongs to a collection alone and is called after it, such as its ``media``.

    ``a.media`` beside ``a.flashcards``; beside ``a.db`` it is ``a.db-media``, so that two
    collections called alike but for their endings share nothing.
    """
    if collection.suffix == SUFFIX:
        return collection.with_suffix(f".{kind}")
    return collection.with_name(f"{collection.name}-{kind}")


def once_beside(collection: Path, kind: str) -> Path | None:
    """Return what ``beside`` returned before 0.3.0, where that was something else."""
    once = collection.with_suffix(f".{kind}")
    return None if collection.suffix == SUFFIX else once


def settings_path() -> Path:
    """The file of the window's settings; one per data folder, whichever collection is open."""
    return data_dir() / "settings.json"


def decks_dir() -> Path:
    """The folder of the deck files that ship with the program."""
    return _shipped("decks")


def resources_dir() -> Path:
    """The folder of icons, themes and other files the window draws from."""
    return _shipped("resources")


def licences_dir() -> Path | None:
    """The folder with the licences of all that is packed with the program; None where none is."""
    folder = PACKAGE / PACKED / "licences"
    return folder if folder.is_dir() else None


def _shipped(name: str) -> Path:
    """A folder inside an installed package, or beside the package in a checkout."""
    packed = PACKAGE / PACKED / name
    return packed if packed.is_dir() else PACKAGE.parent / name
