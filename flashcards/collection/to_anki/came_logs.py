"""Logs that came from Anki and go back as they came, in columns: a million rows take 32 MB."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import numpy as np

from flashcards.collection.anki.keeping import ROW_TYPE
from flashcards.collection.to_anki.logs import EASES
from flashcards.model.enums import ReviewKind
from flashcards.scheduling.columns import Integers
from flashcards.store.exports import KIND_BITS, QUALITY_BITS

_TYPE: Final = np.dtype([
    ("id", "<i8"), ("card", "<i8"), ("ease", "u1"), ("interval", "<i4"), ("last", "<i4"),
    ("factor", "<u2"), ("time", "<i4"), ("type", "u1"),
])  # fmt: skip
_ANSWERS: Final = np.dtype([("at_ms", "<i8"), ("said", "<i8")])
_AT_ONCE: Final = 20_000
_MANUAL: Final = int(ReviewKind.MANUAL)
_EASES: Final = np.array([EASES.get(quality, 1) for quality in range(1 << QUALITY_BITS)], np.uint8)


class CameLogs:
    """Gathers logs, to write them in the order of their moments; ``most`` is how many rows fit."""

    def __init__(self, most: int) -> None:
        self._rows = np.empty(most, _TYPE)
        self._count = 0

    def take(
        self, logs: Sequence[bytes], card_ids: Sequence[int], said: Iterable[tuple[int, int]]
    ) -> bool:
        """Take the kept logs of cards, given with their ids there, and what was answered here.

        Return False, and take nothing, where these are not answers of the same moments.
        """
        kept = np.frombuffer(b"".join(logs), ROW_TYPE)
        answers = np.fromiter(said, _ANSWERS)
        moment, interval, last, factor, kind = (kept[name] for name in ROW_TYPE.names or ())
        if len(kept) != len(answers) or not (moment == answers["at_ms"]).all():
            return False
        counts = np.array([len(log) // ROW_TYPE.itemsize for log in logs], np.int64)
        rows = self._rows[self._count : self._count + len(kept)]
        rows["id"], rows["interval"], rows["last"] = moment, interval, last
        rows["factor"], rows["type"] = factor, kind
        rows["card"] = np.repeat(np.array(card_ids, np.int64), counts)
        rows["time"] = answers["said"] >> (QUALITY_BITS + KIND_BITS)
        rows["ease"] = _eases(answers["said"])
        self._count += len(kept)
        return True

    def rows(self) -> Iterator[list[tuple[int, ...]]]:
        """Yield the rows by their moments, some at a time; they are forgotten then."""
        whole, self._count = self._rows[: self._count], 0
        order = np.argsort(whole["id"], kind="stable").astype(np.int32)
        for start in range(0, len(order), _AT_ONCE):
            yield whole[order[start : start + _AT_ONCE]].tolist()


def _eases(said: Integers) -> Integers:
    quality = said & ((1 << QUALITY_BITS) - 1)
    kind = (said >> QUALITY_BITS) & ((1 << KIND_BITS) - 1)
    found: Integers = np.where(kind == _MANUAL, 0, _EASES[quality])
    return found
