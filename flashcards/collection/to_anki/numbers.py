"""Numbers that things have in Anki: the ones they came with, else moments of their making."""

import hashlib
from typing import Final

_FIRST: Final = 1_200_000_000_000
_SPAN: Final = 300_000_000_000
"""Moments (UTC ms) from 2008 on, when Anki was young, for what has no moment of its own."""
_DAY_MS: Final = 86_400_000


class Numbers:
    """Gives each thing of one kind a number of its own; Anki refuses those beyond tomorrow."""

    def __init__(self, now_ms: int) -> None:
        self._last = now_ms + _DAY_MS
        self._given: set[int] = set()

    def take(self, wanted: int, otherwise: int = 0) -> int:
        """Return the number wanted, or the next free one; ``otherwise`` for no moment."""
        number = wanted if 0 < wanted < self._last else max(otherwise, 1)
        while number in self._given:
            number += 1
        self._given.add(number)
        return number


def lasting(uid: str) -> int:
    """Return the number (as UTC ms) of what has no moment of its own, the same in every export."""
    return _FIRST + _digest(uid) % _SPAN


def part(uid: str) -> int:
    """Return the number of a field or template, the same in every export."""
    return _digest(uid) >> 1


def _digest(uid: str) -> int:
    return int.from_bytes(hashlib.blake2b(uid.encode(), digest_size=8).digest())
