"""What the learner has decided about the cards of an article, step by step, each undoable."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from flashcards.model.articles import DraftCard
from flashcards.model.clozes import cloze_numbers
from flashcards.model.ids import NoteId
from flashcards.model.messages import Message, Translatable, message
from flashcards.ui.deck_from_article.reshaping import merged_cards, split_card
from flashcards.ui.words import plural, tr

if TYPE_CHECKING:
    from flashcards.collection.articles.choices import Ranked
    from flashcards.collection.articles.drafting import Draft, DraftCandidate

LIKELY = 0.5
"""Cards less sure than this stand last and are not chosen at first."""
OWN = "own"
"""Kind of a card the learner wrote."""
MOST_STEPS = 400


class Choice(StrEnum):
    """What is to become of a card."""

    CHOSEN = "chosen"
    OPEN = "open"
    """Nothing was decided; it is not added."""
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class ReviewCard:
    """A card as it stands on the review screen."""

    key: int
    """Its identity on the screen."""
    card: DraftCard
    kind: str
    confidence: float
    weaknesses: tuple[Message, ...]
    duplicates: tuple[NoteId, ...]
    note_id: NoteId | None
    """The note it is in the collection already."""
    start: int
    stop: int
    choice: Choice
    edited: bool = False
    alike: bool = False
    """Whether another chosen card asks the same."""

    @property
    def uncertain(self) -> bool:
        """Whether it stands last, among those few readers would want."""
        return self.confidence < LIKELY

    @property
    def known(self) -> bool:
        """Whether it is a note already, so that there is nothing to decide."""
        return self.note_id is not None

    @property
    def question(self) -> str:
        """What it asks, as alike questions have it; empty where it asks nothing."""
        return " ".join((self.card.cloze or self.card.front).casefold().split())


@dataclass(frozen=True, slots=True)
class _Step:
    name: str
    key: int | None
    """The card it was about; None for several."""
    cards: tuple[ReviewCard, ...]
    """As they were before it, or after it once it is undone."""


class Review:
    """The cards of one article under the learner's hands; nothing is written."""

    def __init__(self, draft: "Draft", ranked: "Ranked | None" = None) -> None:
        """``ranked`` says how likely the learner is to keep each card, where that is known."""
        self.draft = draft
        self.ranked = ranked
        self.told: dict[int, bool] = {}
        """Candidates that are remembered as kept (True) or left out."""
        self.deck = ""
        """Empty: where the article’s cards are, or a deck of its title."""
        numbers = range(len(draft.candidates))
        self.cards = _compared(_first(draft, number, ranked) for number in numbers)
        self.done = False
        """Whether nothing was decided since the cards were added; then nothing need be kept."""
        self._next_key = len(self.cards)
        self._past: list[_Step] = []
        self._future: list[_Step] = []

    # Looking

    def at(self, key: int) -> ReviewCard:
        """Return one card; KeyError when it is not there any more."""
        for each in self.cards:
            if each.key == key:
                return each
        raise KeyError(key)

    def chosen(self) -> list[ReviewCard]:
        """Return the cards to be added, in the order of the article."""
        return [each for each in self.cards if each.choice is Choice.CHOSEN and not each.known]

    def open_to_choice(self) -> int:
        """Return how many cards there are to choose from."""
        return sum(not each.known for each in self.cards)

    @property
    def added(self) -> bool:
        """Whether the cards chosen were added, and nothing was decided since."""
        return self.done and not self.chosen()

    def to_add(self) -> list[DraftCard]:
        """Return what the collection is to take."""
        return [each.card for each in self.chosen()]

    def notes_words(self, one: Translatable, many: Translatable, both: Translatable) -> str:
        """Return how many cards the chosen ones make, and of how many notes where that differs.

        ``one`` and ``many`` have ``{count}`` for cards, ``both`` ``{notes}`` and ``{cards}``.
        """
        notes = self.to_add()
        made = sum(len(cloze_numbers(each.cloze)) or 1 for each in notes)
        if made == len(notes):
            return plural(made, one, many)
        counted = plural(len(notes), "{count} note", "{count} notes")
        return tr(both, notes=counted, cards=plural(made, "{count} card", "{count} cards"))

    @property
    def undo_name(self) -> str | None:
        """What the last decision was called; None when there is none to take back."""
        return self._past[-1].name if self._past else None

    @property
    def redo_name(self) -> str | None:
        """What was taken back last."""
        return self._future[-1].name if self._future else None

    # Deciding

    def decide(self, keys: Collection[int], choice: Choice, name: str) -> int:
        """Choose cards or leave them out as one step; return how many changed."""
        wanted = set(keys)
        after = tuple(
            replace(each, choice=choice)
            if each.key in wanted and not each.known and each.choice is not choice
            else each
            for each in self.cards
        )
        changed = sum(one is not other for one, other in zip(after, self.cards, strict=True))
        if changed:
            self._step(name, next(iter(keys)) if len(keys) == 1 else None, after)
        return changed

    def take_over(self, changed: Mapping[int, ReviewCard], name: str) -> None:
        """Put other cards in the place of some, by their keys, as one step."""
        self._step(name, None, tuple(changed.get(each.key, each) for each in self.cards))

    def edit(self, key: int, card: DraftCard, name: str) -> bool:
        """Take in what the learner wrote; False where nothing changed.

        The card is chosen, unless it asks nothing.
        """
        before = self.at(key)
        if card == before.card:
            return False
        choice = before.choice
        if not before.known:
            choice = Choice.CHOSEN if (card.cloze or card.front).strip() else Choice.OPEN
        self._swap(name, key, [checked_again(before, card, self._text, choice=choice)], {key})
        return True

    def merge(self, key: int, other: int, name: str) -> None:
        """Make one card of two; it keeps the first one's place."""
        first, second = self.at(key), self.at(other)
        card = merged_cards(first.card, second.card)
        both = replace(
            first,
            start=min(first.start, second.start),
            stop=max(first.stop, second.stop),
            confidence=max(first.confidence, second.confidence),
            duplicates=tuple(sorted({*first.duplicates, *second.duplicates})),
        )
        merged = checked_again(both, replace(card, span=None), self._text, choice=Choice.CHOSEN)
        self._swap(name, key, [merged], {key, other})

    def split(self, key: int, name: str, card: DraftCard | None = None, at: int = -1) -> int | None:
        """Make two cards of one, at a place of its answer or after its first sentence.

        ``card`` is its text of the moment. Returns the second one's key, None where there is
        nothing to divide.
        """
        whole = self.at(key)
        parts = split_card(card or whole.card, self._parts(whole.card), at)
        if parts is None:
            return None
        second = self._next_key
        self._next_key += 1
        choice = Choice.CHOSEN if whole.choice is not Choice.LEFT_OUT else whole.choice
        halves = [checked_again(whole, part, self._text, choice=choice) for part in parts]
        halves[1] = replace(halves[1], key=second)
        self._swap(name, key, halves, {key})
        return second

    def _parts(self, card: DraftCard) -> tuple[int, int]:
        """Return numbers for what a card is split into; what is a part already keeps its own."""
        alike = (each.part for each in self._all_cards() if each.candidates == card.candidates)
        free = max(alike, default=0) + 1
        return (card.part, free) if card.part else (free, free + 1)

    def _all_cards(self) -> Iterator[DraftCard]:
        """Yield the cards, and those that taking back or bringing back would show."""
        steps = (step.cards for step in (*self._past, *self._future))
        for cards in (self.cards, *steps):
            yield from (each.card for each in cards)

    @property
    def _text(self) -> str:
        return self.draft.document.text

    def known_as(self) -> list[DraftCard]:
        """Return every card the collection may have, each once."""
        return list(dict.fromkeys(self._all_cards()))

    def write(self, start: int, stop: int, name: str) -> int:
        """Add a card of the learner's own about a passage, which is its first answer.

        It is not chosen before it asks something.
        """
        key, self._next_key = self._next_key, self._next_key + 1
        text = self._text[start:stop].strip()
        card = DraftCard(back=text, span=(start, stop))
        blank = ReviewCard(key, card, OWN, 1.0, (), (), None, start, stop, Choice.OPEN)
        made = checked_again(blank, card, self._text, choice=Choice.OPEN)
        after = sorted((*self.cards, made), key=lambda each: each.start)
        self._step(name, key, tuple(after))
        return key

    def withdraw(self, key: int, card: DraftCard) -> bool:
        """Take back the card begun last where no word was written yet; False for any other.

        ``card`` is its text of the moment. Redo brings it back.
        """
        past = self._past[-1] if self._past else None
        if past is None or past.key != key or any(each.key == key for each in past.cards):
            return False
        begun = self.at(key)
        return begun.card == card and not begun.question and self.undo() is not None

    def _swap(self, name: str, key: int, new: Sequence[ReviewCard], old: Collection[int]) -> None:
        after: list[ReviewCard] = []
        for each in self.cards:
            if each.key == key:
                after.extend(new)
            elif each.key not in old:
                after.append(each)
        self._step(name, key, tuple(after))

    def _step(self, name: str, key: int | None, after: tuple[ReviewCard, ...]) -> None:
        self._past.append(_Step(name, key, self.cards))
        del self._past[:-MOST_STEPS]
        self._future.clear()
        self.cards = _compared(after)
        self.done = False

    # Taking back

    def undo(self) -> _Step | None:
        """Take the last decision back; return it, None when there is none."""
        return self._turn(self._past, self._future)

    def redo(self) -> _Step | None:
        """Bring back what was undone last."""
        return self._turn(self._future, self._past)

    def _turn(self, source: list[_Step], target: list[_Step]) -> _Step | None:
        if not source:
            return None
        step = source.pop()
        target.append(replace(step, cards=self.cards))
        self.cards = step.cards
        self.done = False
        return step

    # Following the collection

    def take_in(self, draft: "Draft", added: Mapping[DraftCard, NoteId | None]) -> None:
        """Learn what the collection has of the article now; decisions stay as they are.

        ``added`` says of the cards which notes they are by now.
        """
        self.draft = draft

        of_article = {note for note in added.values() if note is not None}

        def fresh(each: ReviewCard) -> ReviewCard:
            note_id = added.get(each.card, each.note_id)
            found = [draft.candidates[number] for number in each.card.candidates]
            duplicates = {note for one in found for note in one.duplicates} - of_article
            return _known_as(each, note_id, tuple(sorted(duplicates)))

        self._everywhere(fresh)
        self.cards = _compared(self.cards)
        if self.done and self.chosen():
            self.done = False  # the adding was taken back

    def _everywhere(self, change: Callable[[ReviewCard], ReviewCard]) -> None:
        self.cards = tuple(map(change, self.cards))
        for steps in (self._past, self._future):
            steps[:] = [replace(step, cards=tuple(map(change, step.cards))) for step in steps]

    def restore(self, cards: Iterable[ReviewCard]) -> None:
        """Begin with decisions that were kept; they are no step to take back."""
        self.cards = _compared(cards)
        self._next_key = max((each.key for each in self.cards), default=-1) + 1

    def settle(self) -> None:
        """Begin anew after the cards were added: what is taken back first is that."""
        self._past.clear()
        self._future.clear()
        self.done = True


def _first(draft: "Draft", number: int, ranked: "Ranked | None") -> ReviewCard:
    found: DraftCandidate = draft.candidates[number]
    # What was not made a note of an article that is kept unchanged was left out on purpose.
    confidence = found.confidence if ranked is None else ranked.chances[number]
    candidate = found.candidate
    worth = candidate.chosen if ranked is None else confidence >= LIKELY
    taken = worth and not found.duplicates and not found.seen
    return ReviewCard(
        number,
        draft.card(number),
        candidate.kind.value,
        confidence,
        found.weaknesses,
        found.duplicates,
        found.note_id,
        candidate.start,
        candidate.end,
        Choice.CHOSEN if taken else Choice.OPEN,
    )


def known_card(key: int, kind: str, note_id: NoteId, start: int, stop: int) -> ReviewCard:
    """Return a note of the article as a card there is nothing to decide about."""
    blank = DraftCard(span=(start, stop))
    return ReviewCard(key, blank, kind, 1.0, (), (), note_id, start, stop, Choice.CHOSEN)


def _known_as(
    card: ReviewCard, note_id: NoteId | None, duplicates: tuple[NoteId, ...]
) -> ReviewCard:
    if (card.note_id, card.duplicates) == (note_id, duplicates):
        return card
    return replace(card, note_id=note_id, duplicates=duplicates)


def _compared(cards: Iterable[ReviewCard]) -> tuple[ReviewCard, ...]:
    """Return the cards, marked where two that are to be added ask the same."""
    cards = tuple(cards)
    asked = Counter(
        each.question for each in cards if each.choice is Choice.CHOSEN and not each.known
    )

    def alike(card: ReviewCard) -> bool:
        if card.known or card.choice is not Choice.CHOSEN or not card.question:
            return False
        return asked[card.question] > 1

    return tuple(
        each if each.alike is alike(each) else replace(each, alike=not each.alike) for each in cards
    )


def checked_again(before: ReviewCard, card: DraftCard, text: str, *, choice: Choice) -> ReviewCard:
    """Return a card with other words, checked anew for what is weak about it.

    ``text`` is the article's.
    """
    from flashcards.articles.candidates import Candidate, CandidateKind
    from flashcards.articles.checking import weaknesses
    from flashcards.collection.articles.places import lacks_gap

    kind = CandidateKind.FAQ if before.kind == OWN else CandidateKind(before.kind)
    asked = Candidate(
        kind, "", card.front, card.back, 1.0, (), before.start, before.stop, "", card.cloze
    )
    weak = weaknesses(asked)
    if lacks_gap(text[before.start : before.stop], card.cloze):
        weak.append(
            message(
                "A gap hides words that this passage does not have, so reading the article covers "
                "the whole passage. Use the passage’s own words."
            )
        )
    return replace(before, card=card, weaknesses=tuple(weak), choice=choice, edited=True)
