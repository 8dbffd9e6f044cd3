"""Whose log a row belongs to where cards became others, as all machines together say it.

A row is told under the name its card bore when it was written. A claim says that a card became
another, and how far each device's rows of it had got by then. From the name under which a row was
told, the claims there are and the cards there are, everybody comes to the same card, whatever
became known first.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from operator import attrgetter
from typing import Final

_NOBODY: Final = -1


@dataclass(frozen=True, slots=True)
class Claim:
    """A card became another."""

    stamp: int
    device: int
    """The number made from the uid of the device on which it did."""
    former: str
    name: str
    reached: Mapping[str, int]
    """By device (its uid) the last row that went along."""

    def takes(self, device: str, sequence: int) -> bool:
        """Whether a row of a device goes along for certain."""
        return self.reached.get(device, _NOBODY) >= sequence


def note_of(name: str) -> str:
    """Return the note (guid) that the name of a card begins with."""
    return name.rsplit("/", 2)[0]


class Lineage:
    """What became of cards."""

    def __init__(
        self, claims: Iterable[Claim], living: Collection[str] = (), deleted: Collection[str] = ()
    ) -> None:
        """``living`` are the cards there are, ``deleted`` those that somebody took away.

        Others are not there since what stands in the end, of several machines' writes, never made
        them.
        """
        self._living = living
        self._deleted = deleted
        self._onward: dict[str, list[tuple[int, Claim]]] = {}
        self._about: dict[str, list[Claim]] = {}
        in_order = sorted(claims, key=attrgetter("stamp", "device", "name", "former"))
        for at, claim in enumerate(in_order):
            if claim.former != claim.name:
                self._onward.setdefault(claim.former, []).append((at, claim))
                for name in (claim.former, claim.name):
                    self._about.setdefault(name, []).append(claim)

    def followed(self, told: str, device: str, sequence: int) -> tuple[str, int]:
        """Return where a row goes for certain, and the stamp of the claim that brought it there."""
        name, since = told, _NOBODY
        while (claim := self._next(name, since, device, sequence)) is not None:
            name, since = claim.name, claim.stamp
        return name, since

    def _next(self, name: str, since: int, device: str, sequence: int) -> Claim | None:
        for _, claim in self._later(name, since):
            if claim.takes(device, sequence):
                return claim
        return None

    def owner(self, told: str, device: str, sequence: int) -> str:
        """Return the card that a row belongs to.

        Where that one is not there it is the one it became for others, then one of the same note
        that it was, or that became of what it was: unless somebody deleted it.
        """
        name, since = self.followed(told, device, sequence)
        if name in self._living or name not in self._about:
            return name
        ahead = self._ahead(name, since)
        there = [reached for reached in ahead if reached in self._living]
        if there:
            return max(there, key=lambda each: (ahead[each], each))
        lost = [each for each in ahead if each not in self._deleted]
        return self._relative(lost) or name

    def _ahead(self, name: str, since: int) -> dict[str, int]:
        """Return what a card became later, for anybody and in any steps, and when at the latest."""
        found = {name: since}
        waiting = [(each.stamp, at, each) for at, each in self._later(name, since)]
        heapify(waiting)
        while waiting:
            _, _, claim = heappop(waiting)
            if claim.name not in found:
                for at, each in self._later(claim.name, claim.stamp):
                    heappush(waiting, (each.stamp, at, each))
            found[claim.name] = max(claim.stamp, found.get(claim.name, _NOBODY))
        return found

    def _later(self, name: str, since: int) -> Iterator[tuple[int, Claim]]:
        for at, claim in self._onward.get(name, ()):
            if claim.stamp > since:
                yield at, claim

    def _relative(self, lost: Collection[str]) -> str | None:
        notes = {note_of(each) for each in lost}
        seen = set(lost)
        waiting = list(lost)
        while waiting:
            for claim in self._about[waiting.pop()]:
                for other in {claim.former, claim.name} - seen:
                    seen.add(other)
                    waiting.append(other)
        there = [each for each in seen if each in self._living and note_of(each) in notes]
        return max(there, key=self._last, default=None)

    def _last(self, name: str) -> tuple[int, str]:
        return self._about[name][-1].stamp, name
