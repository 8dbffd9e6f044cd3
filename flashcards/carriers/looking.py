"""Whether a file that somebody else brings is a segment, and whether all of it is here."""

from typing import BinaryIO, Final

from flashcards.sync.heading import LARGEST_HEAD
from flashcards.sync.refusals import IncompleteError, NotASegmentError, SegmentError
from flashcards.sync.segment import header_of

_FIRST_BYTES: Final = 4096


def is_whole(stream: BinaryIO, size: int) -> bool | None:
    """Return whether a file of ``size`` bytes is all of a segment; None where it is none.

    Reads the head alone. What is wrong in another way counts as whole: whoever reads it is told.
    """
    first = stream.read(_FIRST_BYTES)
    try:
        try:
            header = header_of(first)
        except IncompleteError:
            header = header_of(first + stream.read(LARGEST_HEAD))
    except NotASegmentError:
        return None
    except IncompleteError:
        return False
    except SegmentError:
        return True
    return size >= header.size
