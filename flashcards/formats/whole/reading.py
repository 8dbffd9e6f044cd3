"""Tells whether a file is a collection's, and one that this version can read."""

from collections.abc import Mapping
from typing import Any

from flashcards.formats.whole import shape
from flashcards.formats.whole.stream import odd
from flashcards.model.errors import UserError
from flashcards.model.messages import message


def begin(head: Mapping[str, Any], file: str) -> None:
    """Look at the head of a file. Raises UserError for another format, and for newer ones."""
    if head.get("format") != shape.MARK:
        raise UserError(
            message("{file} is no collection of this program’s.", file=file),
            message("Choose a file that it exported as JSON."),
        )
    version = head.get("version")
    if type(version) is int and version > shape.VERSION:
        raise UserError(
            message("{file} was made by a newer version of this program.", file=file),
            message("Update the program first."),
        )
    wrong = shape.misfit(shape.HEAD, head)
    if wrong is not None:
        raise odd(
            file, message("in “{section}”, “{member}” cannot be", section="head", member=wrong)
        )
