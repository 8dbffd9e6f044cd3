"""Reads the values that options take; what is none is refused in one sentence."""

import argparse
from contextlib import suppress

from flashcards.cli.wording import tr


def program(text: str) -> str:
    """Return the name of a program whose marks a file has."""
    from flashcards.formats.marks.programs import TITLES

    if text in TITLES:
        return text
    raise argparse.ArgumentTypeError(
        tr("“{word}” is none of {names}", word=text, names=", ".join(TITLES))
    )


def whole(text: str) -> int:
    """Return a whole number from 1 upwards."""
    if text.isascii() and text.isdigit() and 0 < len(text) < 10 and int(text) > 0:
        return int(text)
    raise argparse.ArgumentTypeError(tr("“{word}” is not a whole number from 1 upwards", word=text))


def confidence(text: str) -> float:
    """Return a confidence from 0 to 1."""
    with suppress(ValueError):
        if 0 <= (found := float(text)) <= 1:
            return found
    raise argparse.ArgumentTypeError(
        tr(
            "“{word}” is not a confidence from 0 to 1 (the article comes before --accept)",
            word=text,
        )
    )


def delimiter(text: str) -> str:
    """Return the character between columns."""
    from flashcards.formats.csv_directives import SEPARATORS

    return SEPARATORS.get(text.lower(), "\t" if text == "\\t" else text)


def quote(text: str) -> str:
    """Return the character around cells; empty for none."""
    return "" if text.lower() == "none" else text


def meanings(text: str) -> tuple[str, ...]:
    """Return what columns become, in their order."""
    import csv

    return tuple(cell.strip() for cell in next(csv.reader([text], skipinitialspace=True), []))


def column(text: str) -> int:
    """Return a column counted from 1, 0 for none at all."""
    return 0 if text.lower() == "none" else whole(text)


def days(text: str) -> int | None:
    """Return a number of days; None for all time."""
    return None if text == "all" else whole(text)
