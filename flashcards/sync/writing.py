"""Writes a segment piece by piece, so that no collection is too large for the memory."""

import hashlib
from collections.abc import Iterable
from typing import Final

from flashcards.sync import bounded, fact_columns, heading, log_parts, secret
from flashcards.sync.heading import Part
from flashcards.sync.secret import Key
from flashcards.sync.values import SNAPSHOT, Fact, LogBlock, Segment

OWN_NAMES: Final = ("devices", "log")
"""What the first part of a segment says beside ``Segment.extra``."""


class SegmentWriter:
    """Takes the facts and the log of a segment in pieces of any size; only packed ones are kept.

    ``segment`` says all the rest; facts and log of its own are not looked at.
    """

    def __init__(self, segment: Segment, key: Key | None = None) -> None:
        self._segment = segment
        self._key = key
        self._timed = [is_timed(uid) for uid, _ in segment.devices]
        self._has_log = False
        self._parts: list[Part] = []
        self._pieces: list[bytes] = []

    def add_facts(self, facts: Iterable[Fact]) -> None:
        """Add facts; raises SegmentError for one that could not be read again."""
        for text in fact_columns.packed(fact_columns.in_order(facts, len(self._timed))):
            self._add("facts", text)

    def add_log(self, log: LogBlock) -> None:
        """Add rows of the log, best in order of device and number; raises as ``add_facts``."""
        self._has_log = True
        for name, text in log_parts.packed(log, self._timed):
            self._add(name, text)

    def finish(self) -> bytes:
        """Return the file."""
        about = self._packed("about", self._about())
        self._parts.insert(0, about[0])
        self._pieces.insert(0, about[1])
        lock = None if self._key is None else secret.new_lock(self._key)
        head = heading.written(self._segment, self._parts, lock)
        body = b"".join(self._pieces)
        if self._key is not None and lock is not None:
            body = secret.encrypted(body, self._key, lock, heading.signed(head))
        head |= {"body": len(body), "sha256": hashlib.sha256(body).hexdigest()}
        return heading.packed(head) + body

    def _about(self) -> bytes:
        found = {
            **self._segment.extra,
            "devices": [list(device) for device in self._segment.devices],
            "log": self._has_log,
        }
        return bounded.to_json(found)

    def _add(self, name: str, text: bytes) -> None:
        part, piece = self._packed(name, text)
        self._parts.append(part)
        self._pieces.append(piece)

    def _packed(self, name: str, text: bytes) -> tuple[Part, bytes]:
        piece = bounded.compressed(text, lasting=self._segment.kind == SNAPSHOT)
        return Part(name, len(piece), len(text)), piece


def is_timed(device: str) -> bool:
    """Whether a device stands for a log from elsewhere, whose numbers come from its moments."""
    return ":" in device
