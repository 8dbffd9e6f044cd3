"""Reads a segment piece by piece; nothing in it is trusted."""

import hashlib
from collections.abc import Iterator
from typing import Any, Final

from flashcards.model.messages import message
from flashcards.sync import bounded, fact_columns, heading, log_parts, secret
from flashcards.sync.bounded import Budget
from flashcards.sync.heading import Part
from flashcards.sync.log_columns import PART_ROWS
from flashcards.sync.refusals import (
    DamagedError,
    IncompleteError,
    NewerError,
    NotEncryptedError,
    SegmentTooLargeError,
)
from flashcards.sync.secret import Secret
from flashcards.sync.values import SNAPSHOT, Fact, LogBlock
from flashcards.sync.writing import OWN_NAMES, is_timed

MOST_DEVICES: Final = 10_000
MOST_ROWS: Final = 20_000_000
"""Of the log; half a century of a thousand answers a day."""
MOST_VALUES: Final = 200_000_000
"""Of all that is JSON, read one part after the other."""
_ROWS_OF_CHANGES: Final = 500_000
"""Of the log, in what is no snapshot: twice what is ever written into one."""
_FREE_ROWS: Final = 150_000
_FREE_VALUES: Final = 1_000_000
_VALUES_A_BYTE: Final = 40
"""So many rows, and values besides so many for each byte of the file: what repeats itself packs to
nothing, but honest rows have names and moments that do not."""
LONGEST_DEVICE: Final = 200
"""Characters of a device's uid or name; those of logs from elsewhere say where they are from."""


class SegmentReader:
    """Gives what is in a segment, one part after the other.

    Raises SegmentError where it is opened or later on: whoever reads keeps all of it or nothing.
    With a key, what is not encrypted is refused: anybody could have put it there. ``values``
    limits what may be read in all.
    """

    def __init__(self, data: bytes, key: Secret | None = None, values: int = MOST_VALUES) -> None:
        self.header = heading.opened(data)
        if not self.header.is_readable:
            raise NewerError(self.header.app)
        self._refuse_odd_parts()
        self._budget = Budget(min(values, _FREE_VALUES + _VALUES_A_BYTE * len(data)))
        most = MOST_ROWS if self.header.kind == SNAPSHOT else _ROWS_OF_CHANGES
        self._most_rows = min(most, _FREE_ROWS + len(data))
        self._rows = 0
        self._body = self._opened(data, key)
        about = bounded.from_json(self._text(self.header.parts[0], 0), self._budget)
        self.devices, self.has_log = _read_about(about)
        self.extra = {name: about[name] for name in about if name not in OWN_NAMES}
        if not self.has_log and any(part.name in log_parts.NAMES for part in self.header.parts):
            raise _impossible()

    def facts(self) -> Iterator[list[Fact]]:
        """Yield the facts, some ten thousand at a time."""
        for _, text in self._texts("facts"):
            yield fact_columns.unpacked(text, len(self.devices), self._budget)

    def log(self) -> Iterator[LogBlock]:
        """Yield the log, some hundred thousand rows at a time.

        Blocks that follow each other may share their lists of cards and versions.
        """
        reader = log_parts.LogReader([is_timed(uid) for uid, _ in self.devices], self._budget)
        for name, text in self._texts(*log_parts.NAMES):
            if name == "rows":
                self._count_rows(text)
            if (block := reader.take(name, text)) is not None:
                yield block
        if self.has_log:
            yield reader.finish()

    def _refuse_odd_parts(self) -> None:
        names = [part.name for part in self.header.parts]
        if not names or names[0] != "about" or "about" in names[1:]:
            raise _impossible()
        if not set(names) <= {"about", "facts", *log_parts.NAMES}:
            raise _impossible()

    def _opened(self, data: bytes, key: Secret | None) -> bytes:
        if len(data) < self.header.size:
            raise IncompleteError
        if len(data) > self.header.size:
            raise DamagedError(message("it is longer than it should be"))
        body = data[self.header.start :]
        if hashlib.sha256(body).hexdigest() != self.header.sha256:
            raise DamagedError(message("its content is not what was written"))
        if self.header.lock is not None:
            return secret.decrypted(body, key, self.header)
        if key is not None:
            raise NotEncryptedError
        return body

    def _texts(self, *names: str) -> Iterator[tuple[str, bytes]]:
        start = 0
        for part in self.header.parts:
            if part.name in names:
                yield part.name, self._text(part, start)
            start += part.packed

    def _text(self, part: Part, start: int) -> bytes:
        return bounded.expanded(self._body[start : start + part.packed], part.size)

    def _count_rows(self, text: bytes) -> None:
        """Refuse more rows than memory holds: those that say nothing take no room in a file."""
        self._rows += min(int.from_bytes(text[:4], "little"), PART_ROWS)
        if self._rows > self._most_rows:
            raise SegmentTooLargeError(message("it has too many answers"))


def _read_about(about: Any) -> tuple[list[tuple[str, str]], bool]:
    if not isinstance(about, dict) or not isinstance(about.get("log"), bool):
        raise _impossible()
    found = about.get("devices")
    if not isinstance(found, list) or len(found) > MOST_DEVICES:
        raise _impossible()
    devices = []
    for each in found:
        if not isinstance(each, list) or len(each) != 2 or not all(map(_is_short, each)):
            raise _impossible()
        devices.append((each[0], each[1]))
    if len({uid for uid, _ in devices}) < len(devices) or not bounded.is_value(about):
        raise _impossible()
    return devices, about["log"]


def _is_short(text: Any) -> bool:
    return isinstance(text, str) and len(text) <= LONGEST_DEVICE and "\0" not in text


def _impossible() -> DamagedError:
    return DamagedError(message("what it says about itself cannot be right"))
