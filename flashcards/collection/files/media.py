"""Takes pictures into the collection."""

from pathlib import Path

from flashcards.files import TooLargeError, read_given, reason_of, shown_name, unreadable
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.store import media
from flashcards.store.store import Store


def add_picture(store: Store, source: Path | bytes) -> str:
    """Keep a picture, given as a file or its bytes, and return the name cards refer to it by."""
    if isinstance(source, Path):
        try:
            data, original = read_given(source, media.MAXIMUM_BYTES), shown_name(source)
        except TooLargeError as error:
            raise UserError(
                message("The picture is larger than 64 MB."), message("Make it smaller first.")
            ) from error
        except (OSError, ValueError) as error:
            raise unreadable(source, error, message("Choose a picture.")) from error
    else:
        data, original = source, ""
    name = media.name_for(data)
    try:
        media.write(store.path, name, data)
    except OSError as error:
        raise UserError(
            message("The picture could not be kept: {reason}.", reason=reason_of(error)),
            message("Check that there is room on the disk."),
        ) from error
    with store.writing(message("Add picture")) as conn:
        media.enter(conn, name, original, len(data), now_ms(store))
    return name


def now_ms(store: Store) -> int:
    """Return the present moment in UTC milliseconds."""
    return int(store.now().timestamp() * 1000)
