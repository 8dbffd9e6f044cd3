"""Deck files: one module per format turns a file's bytes or text into notes and back."""

from pathlib import PurePath


def format_of(path: PurePath | str) -> str | None:
    """Return the format a path's ending stands for, such as ``"csv"``; None for no deck file.

    Where several formats have one ending, that is the most usual; ``kinds.kind_of`` tells them
    apart.
    """
    from flashcards.formats.kinds import kinds_of

    kinds = kinds_of(path)
    return kinds[-1].name if kinds else None
