"""Begins and ends watching a folder; decides what a look into one left open."""

from pathlib import Path

from flashcards.collection.watching import folder
from flashcards.model.errors import UserError
from flashcards.model.ids import new_uid
from flashcards.model.messages import message
from flashcards.model.watching import WatchedFolder
from flashcards.store import watched
from flashcards.store.store import Store


def begin(store: Store, root: Path) -> str:
    """Watch a folder from now on; return its uid. Raises UserError where it cannot be read."""
    folder.listing(root)
    if root.resolve() == store.path.parent.resolve():
        raise UserError(
            message("This folder holds your collection."), message("Choose another folder.")
        )
    uid = new_uid()
    body = {"name": root.name or str(root)}
    with store.writing(message("Watch folder"), undoable=False) as conn:
        watched.keep(conn, uid, watched.FOLDER, {"": watched.Row(0, body)})
    return uid


def end(store: Store, uid: str) -> None:
    """Watch a folder no longer; notes and files stay as they are."""
    with store.writing(message("Stop watching"), undoable=False) as conn:
        watched.forget(conn, uid)


def folders(store: Store) -> list[WatchedFolder]:
    """Return the folders that are watched, by name."""
    with store.reading() as conn:
        found = [
            WatchedFolder(
                uid,
                str(row.body["name"]),
                watched.count(conn, uid, watched.FILE),
                watched.count(conn, uid, watched.NOTE),
            )
            for uid, row in watched.folders(conn).items()
        ]
    return sorted(found, key=lambda each: each.name.casefold())
