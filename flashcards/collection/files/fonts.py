"""Finds the font that the sheet of a note type brings along, and makes sure that it is one."""

from flashcards.files import fits, open_given
from flashcards.model.fonts import LARGEST_FONT, font_kind
from flashcards.store import media
from flashcards.store.store import Store


def font(store: Store, named: str) -> bytes | None:
    """Return the font of a file that a sheet names, such as ``_kai.ttf``; None for none.

    The name is that of the file before it was kept, or the one it is kept under.
    """
    with store.reading() as conn:
        row = media.meant(conn, named)
    name = row[0] if row is not None else named
    if not media.is_name(name):
        return None
    try:
        with open_given(media.located(store.path, name)) as file:
            data = file.read(LARGEST_FONT + 1) if fits(file, LARGEST_FONT) else b""
    except (OSError, ValueError):
        return None
    return data if font_kind(data) else None
