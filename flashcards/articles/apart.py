"""Reads an article in a process apart, which is ended at once when it is cancelled or too much."""

import time
from collections.abc import Callable
from typing import Any, TypeAlias

from flashcards import children
from flashcards.articles import reader_process
from flashcards.articles.wire import Gathered, refused_by
from flashcards.articles.worth import WHOLE, Worth
from flashcards.model.errors import CancelledError, UserError
from flashcards.model.messages import Message, message, plural_message

Progress: TypeAlias = Callable[[int, int], bool]
"""Called with done and total; False asks the work to stop."""

LEAST_SECONDS, MOST_SECONDS = 6, 240
"""Processor time for a small and for the largest article, on a computer that is not slow."""
LEAST_MEGABYTES, MOST_MEGABYTES = 160, 1_536
_SECONDS_PER_MEGABYTE, _SECONDS_PER_MEGABYTE_OF_PDF = 8, 24
"""Three times what the slowest sound files need."""
_MEGABYTES_PER_MEGABYTE, _DENSER = 64, 2
"""A text needs a third of it; what is packed needs so many times more."""
_LOOK_AGAIN_S = 0.05
_SMALLER = message("Nothing was kept. Save the part you want to learn as a file of its own.")


class _Talk:
    """What the process has answered so far."""

    def __init__(self) -> None:
        self.done = self.seconds = 0
        self.refused: UserError | None = None
        self.too_much = self.complete = False
        self.gathered = Gathered()

    def hear(self, told: Any) -> None:
        match told:
            case ["at", int(done)]:
                self.done = done
            case ["seconds", int(seconds)]:
                self.seconds = seconds
            case ["refused", why]:
                self.refused = refused_by(why)
            case ["too much", _]:
                self.too_much = True
            case ["done", _]:
                self.complete = True
            case [str(what), value]:
                self.gathered.take(what, value)
            case _:
                raise ValueError(told)


def worth_apart(
    data: bytes | str,
    name: str,
    progress: Progress | None = None,
    limits: tuple[int, int] | None = None,
) -> Worth:
    """Do what ``worth.worth_of`` does, in a process of its own and within limits.

    ``limits`` are seconds and megabytes as of ``limits_for``, which gives them where they are
    left out. Raises UserError also where the article takes too long or too much memory,
    CancelledError as soon as ``progress`` returns False.
    """
    seconds, megabytes = limits or limits_for(data)
    talk = _Talk()
    request = reader_process.request(data, name, seconds, megabytes)
    try:
        helper = children.Helper(children.READING, request, talk.hear)
    except OSError as error:
        raise UserError(
            message(
                "This {kind} could not be read: no other process could be started.",
                kind=_kind(data),
            ),
            message("Close other programs and try again."),
        ) from error
    try:
        if not _came_to_an_end(helper, talk, progress, seconds):
            raise _too_long(data, seconds)
    finally:
        helper.stop()
    if talk.refused is not None:
        raise talk.refused
    if talk.complete and helper.ending is children.Ending.DONE:
        return talk.gathered.worth()
    if helper.ending is children.Ending.TOO_LONG:
        raise _too_long(data, talk.seconds)
    if talk.too_much:
        raise UserError(
            message(
                "This {kind} takes more than {megabytes} MB of memory to read.",
                kind=_kind(data),
                megabytes=megabytes,
            ),
            _SMALLER,
        )
    raise UserError(
        message(
            "This {kind} could not be read; the process that read it ended early.",
            kind=_kind(data),
        ),
        _SMALLER,
    )


def limits_for(data: bytes | str) -> tuple[int, int]:
    """Return how many seconds and megabytes reading an article may take, by its size and kind."""
    size = len(data) / 1_000_000
    slow = _SECONDS_PER_MEGABYTE_OF_PDF if _is_pdf(data) else _SECONDS_PER_MEGABYTE
    dense = _DENSER if _is_packed(data) else 1
    seconds = LEAST_SECONDS + size * slow
    megabytes = LEAST_MEGABYTES + size * dense * _MEGABYTES_PER_MEGABYTE
    return min(round(seconds), MOST_SECONDS), min(round(megabytes), MOST_MEGABYTES)


def _came_to_an_end(
    helper: children.Helper, talk: _Talk, progress: Progress | None, seconds: int
) -> bool:
    """Wait until all is read; False where that takes too long and nobody else would notice.

    Raises CancelledError when ``progress`` returns False.
    """
    began = time.monotonic()
    while helper.running:
        if progress is not None and progress(talk.done, WHOLE) is False:
            raise CancelledError
        if not children.SETS_LIMITS and time.monotonic() - began > seconds:
            return False
        helper.wait(_LOOK_AGAIN_S)
    return True


def _too_long(data: bytes | str, seconds: int) -> UserError:
    return UserError(
        plural_message(
            seconds,
            "This {kind} took more than a second to read.",
            "This {kind} took more than {count} seconds to read.",
            kind=_kind(data),
        ),
        _SMALLER,
    )


def _kind(data: bytes | str) -> Message:
    if _is_pdf(data):
        return message("PDF")
    return message("Word file or book") if _is_packed(data) else message("article")


def _is_packed(data: bytes | str) -> bool:
    return isinstance(data, bytes) and (data.startswith(b"PK\x03\x04") or _is_pdf(data))


def _is_pdf(data: bytes | str) -> bool:
    return isinstance(data, bytes) and data[:1024].lstrip().startswith(b"%PDF-")
