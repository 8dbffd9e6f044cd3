"""A collection in plain Python: the slow, obvious version the real one is compared with."""

import copy
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil


@dataclass
class ModelCard:
    """A card with the qualities it was answered with; memory is worked out from these."""

    deck: str
    qualities: list[int] = field(default_factory=list)
    answered_on: list[int] = field(default_factory=list)
    drill_on: int | None = None
    suspended: bool = False
    flag: int = 0

    def memory(self) -> tuple[int, Fraction, int]:
        """Return (repetitions, ease factor, interval in days) by the published text of SM-2."""
        repetitions, ease, interval = 0, Fraction(5, 2), 0
        for quality in self.qualities:
            if quality < 3:
                repetitions, interval = 0, 1
                continue
            miss = 5 - quality
            ease += Fraction(1, 10) - miss * (Fraction(8, 100) + miss * Fraction(2, 100))
            ease = max(ease, Fraction(13, 10))
            repetitions += 1
            interval = 1 if repetitions == 1 else 6 if repetitions == 2 else ceil(interval * ease)
        return repetitions, ease, interval


@dataclass
class ModelNote:
    """A note with one card."""

    front: str
    back: str
    tags: frozenset[str]
    card: ModelCard
    term: str = ""
    """Which term of the article it is about; empty where it comes from none."""
    made: tuple[str, str] | None = None
    """What the article made of it when it was read last; None where it has no passage."""
    former: str = ""
    """What the article said when the learner looked last; empty with nothing to look at."""

    def follow(self, fields: tuple[str, str]) -> None:
        """Say what the article says now, unless the learner has written something else."""
        mine = self.front, self.back
        if self.made is not None and self.made != fields:
            settled = mine in (self.made, fields)
            self.former = self.former or self.made[1]
            if settled and self.former == fields[1]:
                self.former = ""
        if mine == self.made:
            self.front, self.back = fields
        self.made = fields


@dataclass
class ModelState:
    """All that undo restores."""

    notes: dict[int, ModelNote] = field(default_factory=dict)
    decks: set[str] = field(default_factory=set)
    answers: int = 0
    article: str = ""
    """The text that is kept."""

    def follow(self, text: str, made: dict[str, tuple[str, str]], deck: str) -> list[str]:
        """Bring notes up to date with the terms of an article; return those that have none."""
        fresh = []
        old = {note.term: note for note in self.notes.values() if note.term}
        for term, fields in made.items():
            note = old.get(term)
            if note is None:
                fresh.append(term)
                continue
            note.follow(fields)
        self.article = text
        if fresh:
            self.decks.add(deck)
        return fresh

    def home(self, terms: list[str]) -> str | None:
        """Return the deck of the first note of the article, in the order of its terms."""
        found = {note.term: note for note in self.notes.values() if note.made is not None}
        return next((found[term].card.deck for term in terms if term in found), None)


class ModelCollection:
    """The state with its undo and redo stacks, kept as whole copies."""

    def __init__(self) -> None:
        self.state = ModelState()
        self.past: list[ModelState] = []
        self.future: list[ModelState] = []

    def step(self) -> ModelState:
        """Begin an operation and return the state to change."""
        self.past.append(copy.deepcopy(self.state))
        self.future.clear()
        return self.state

    def undo(self) -> bool:
        """Go one state back; False when there is none."""
        if not self.past:
            return False
        self.future.append(self.state)
        self.state = self.past.pop()
        return True

    def redo(self) -> bool:
        """Go one state forward; False when there is none."""
        if not self.future:
            return False
        self.past.append(self.state)
        self.state = self.future.pop()
        return True

    def forget(self) -> None:
        """Drop the stacks, as a restart does."""
        self.past, self.future = [], []
