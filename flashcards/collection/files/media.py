"""Takes pictures, sounds and videos into the collection."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from flashcards.files import TooLargeError, read_given, reason_of, shown_name, unreadable
from flashcards.model.errors import UserError
from flashcards.model.fonts import FONTS
from flashcards.model.messages import Message, message
from flashcards.model.recordings import SOUNDS, VIDEOS
from flashcards.store import media, unfinished
from flashcards.store.store import Store


def add_file(store: Store, source: Path | bytes) -> str:
    """Keep a picture, sound or video, a file or its bytes; return the name cards refer to it by."""
    if isinstance(source, Path):
        try:
            data, original = read_given(source, media.MAXIMUM_BYTES), shown_name(source)
        except TooLargeError as error:
            raise UserError(
                message("The file is larger than 64 MB."), message("Make it smaller first.")
            ) from error
        except (OSError, ValueError) as error:
            raise unreadable(source, error, message("Choose a picture, sound or video.")) from error
    else:
        data, original = source, ""
    name = media.name_for(data)
    _write(store, name, data)
    with store.writing(_label(name)) as conn:
        media.enter(conn, name, original, len(data), now_ms(store))
    _write(store, name, data)  # one that was in the bin may just have gone for good
    return name


def path_of(store: Store, named: str) -> Path:
    """Return where the file lies that a text names so; somewhere without a file for none."""
    kept = media.located(store.path, named) if media.is_name(named) else None
    if kept is not None and kept.exists():
        return kept
    with store.reading() as conn:
        row = media.meant(conn, named)
    if row is not None:
        return media.located(store.path, Path(row[0]).name)
    return kept or media.located(store.path, named if _SIMPLE.fullmatch(named) else "none")


def _write(store: Store, name: str, data: bytes) -> None:
    try:
        media.write(store.path, name, data)
    except OSError as error:
        raise _not_kept(error) from error


_SIMPLE = re.compile(r"[0-9a-z][0-9a-z._-]{0,199}")
"""Names that mean a file in every system and nothing else."""


@contextmanager
def pictures_written(store: Store, pictures: Mapping[str, Callable[[], bytes]]) -> Iterator[None]:
    """Put pictures into the media folder, before any row needs them; the block adds the rows.

    ``pictures`` reads each by the name it is to have. Where it fails or is cancelled, those that
    were not there before are removed again. Raises UserError where there is no room.
    """
    note: Path | None = None
    try:
        with unfinished.new_pictures(store.path, list(pictures)) as note:
            for name, read in pictures.items():
                media.write(store.path, name, read())
            yield
    except BaseException as error:
        if note is not None:
            with store.reading() as conn:
                unfinished.tidy(conn, store.path, note)
        if isinstance(error, OSError):
            raise _not_kept(error) from error
        raise


def _label(name: str) -> Message:
    kind = name.rpartition(".")[2]
    if kind in VIDEOS:
        return message("Add video")
    if kind in FONTS:
        return message("Add font")
    return message("Add sound") if kind in SOUNDS else message("Add picture")


def _not_kept(error: OSError) -> UserError:
    return UserError(
        message("The file could not be kept: {reason}.", reason=reason_of(error)),
        message("Check that there is room on the disk."),
    )


def now_ms(store: Store) -> int:
    """Return the present moment in UTC milliseconds."""
    return int(store.now().timestamp() * 1000)
