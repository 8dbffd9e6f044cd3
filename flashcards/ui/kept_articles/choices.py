"""What the learner has decided about the passages of a changed article, step by step."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from flashcards.model.articles import Decision, PassageChange, PassageState

if TYPE_CHECKING:
    from flashcards.collection.articles.comparing import Change

MOST_STEPS = 400


class Choices:
    """The decision about each passage that asks for one; each step can be taken back."""

    def __init__(
        self,
        passages: Sequence[PassageChange] = (),
        earlier: Mapping[int, Decision] | None = None,
    ) -> None:
        found = enumerate(passages)
        self.now = {place: each.decisions[0] for place, each in found if each.decisions}
        self.now |= earlier or {}
        self._past: list[dict[int, Decision]] = []
        self._future: list[dict[int, Decision]] = []

    def take(self, wanted: Mapping[int, Decision]) -> int:
        """Decide about passages by their places; return how many were decided otherwise."""
        news = {place: each for place, each in wanted.items() if self.now.get(place) is not each}
        if news:
            self._past.append({place: self.now[place] for place in news})
            del self._past[:-MOST_STEPS]
            self._future.clear()
            self.now.update(news)
        return len(news)

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether a step was taken back."""
        return bool(self._future)

    def undo(self) -> list[int]:
        """Take the last step back; return the places it was about."""
        return self._turn(self._past, self._future)

    def redo(self) -> list[int]:
        """Bring the step back that was taken back last; return the places it was about."""
        return self._turn(self._future, self._past)

    def _turn(
        self, source: list[dict[int, Decision]], target: list[dict[int, Decision]]
    ) -> list[int]:
        if not source:
            return []
        step = source.pop()
        target.append({place: self.now[place] for place in step})
        self.now.update(step)
        return list(step)


def carried(
    before: "Change", decided: Mapping[int, Decision], change: "Change"
) -> dict[int, Decision]:
    """Return what was ``decided`` of one comparison, by the places of a later one of the draft.

    Only where the same words stand beside each other; what reads otherwise is to be looked at.
    """
    kept = {_compared(each): decided.get(place) for place, each in enumerate(before.passages)}
    found = ((place, each, kept.get(_compared(each))) for place, each in enumerate(change.passages))
    return {place: was for place, each, was in found if was is not None and was in each.decisions}


def _compared(each: PassageChange) -> tuple[object, ...]:
    new = each.candidate if each.note_id is None else None
    return each.note_id, new, each.mine, each.theirs


def taken(change: "Change", decided: Mapping[int, Decision]) -> list[int]:
    """Return the candidates whose cards are to be added."""
    found = [place for place, each in decided.items() if each is Decision.TAKE]
    candidates = [change.passages[place].candidate for place in found]
    return [each for each in candidates if each is not None]


def suggested(change: "Change") -> list[int]:
    """Return the places of new passages that are chosen at first and no note asks yet."""
    return [
        place
        for place, each in enumerate(change.passages)
        if each.state is PassageState.NEW
        and each.candidate is not None
        and change.draft.candidates[each.candidate].candidate.chosen
        and not change.draft.candidates[each.candidate].duplicates
    ]
