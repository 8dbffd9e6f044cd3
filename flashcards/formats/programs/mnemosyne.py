"""Gathers the facts and cards of Mnemosyne, from whichever of its files, as notes and cards."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from flashcards.formats.anki.collection import AnkiCollection
from flashcards.formats.programs.mnemosyne_text import (
    as_html,
    count_clozes,
    whole_cloze,
    with_clozes,
    without_clozes,
)
from flashcards.formats.programs.mnemosyne_types import (
    OWN,
    CardType,
    as_cloze_type,
    as_note_type,
    note_type_id,
    unknown_type,
)
from flashcards.formats.programs.rows import (
    CONFIG,
    COUNTED_FROM_S,
    NEW,
    SECONDS_PER_DAY,
    GatheredRows,
    Stand,
    identity_of,
)
from flashcards.formats.wording import MAX_FIELD_CHARACTERS, Problems, quoted
from flashcards.model.messages import message, plural_message

PROGRAM: Final = "Mnemosyne"
UNTAGGED: Final = "__UNTAGGED__"
_GAPS: Final = ".gaps"
"""Added to the id of a fact of which a note with gaps is made beside another one."""
_BARE: Final = message("note without text")
_LONG: Final = message("field that is too long")
_LATEST_S: Final = 1 << 33
_LONGEST_DAYS: Final = 36_500


class Fact(NamedTuple):
    """What Mnemosyne makes cards of."""

    id: str
    data: Mapping[str, str]


class Card(NamedTuple):
    """A card of Mnemosyne's; moments are UTC seconds, -1 where there is none."""

    id: str
    fact: str
    type_id: str
    view_id: str
    grade: int = -1
    easiness: float = 2.5
    acquisitions: int = 0
    retentions: int = 0
    lapses: int = 0
    last_s: int = -1
    next_s: int = -1
    made_s: int = 0
    active: bool = True
    gap: int | None = None
    """Which gap of the text it asks for, counted from 0."""
    tags: tuple[str, ...] = ()


class Answer(NamedTuple):
    """An answer from the log."""

    at_s: int
    grade: int
    easiness: float
    planned_s: int
    """The interval that was planned before."""
    taken_s: float
    next_s: int
    lapses: int


@dataclass(slots=True)
class Collected:
    """All that a file holds."""

    deck: str
    about: str = ""
    facts: dict[str, Fact] = field(default_factory=dict)
    cards: list[Card] = field(default_factory=list)
    types: dict[str, CardType] = field(default_factory=dict)
    log: dict[str, list[Answer]] = field(default_factory=dict)
    """By ids of cards, in the order of the log."""
    origin: str = ""
    whole: bool = False
    problems: Problems = field(default_factory=lambda: Problems(""))


def gathered(found: Collected) -> AnkiCollection:
    """Return what a file holds in the form of a collection of Anki's."""
    made = _Gathering(found)
    by_fact: dict[str, list[Card]] = defaultdict(list)
    for card in found.cards:
        by_fact[card.fact].append(card)
    for identity, fact in found.facts.items():
        cards = by_fact.pop(identity, ())
        if cards and made.is_usable(fact):
            made.take(fact, cards)
    made.tell(sum(map(len, by_fact.values())))
    return AnkiCollection(
        made.rows, 11, COUNTED_FROM_S, 0, dict(CONFIG), made.note_types, made.decks, {},
        found.problems, whole=found.whole, program=PROGRAM,
        origin=f"mnemosyne:{found.origin or 'cards'}",
    )  # fmt: skip


class _Gathering:
    def __init__(self, found: Collected) -> None:
        self._found = found
        self.rows = GatheredRows()
        self.note_types: dict[int, dict[str, Any]] = {}
        self._deck_id = identity_of("mnemosyne deck", found.deck)
        self.decks = {self._deck_id: {"id": self._deck_id, "name": found.deck, "desc": found.about}}
        self._moments: dict[int, int] = {}
        """How many answers were given in a second so far; rows of the log are known by moments."""
        self._inactive = 0

    def is_usable(self, fact: Fact) -> bool:
        """Whether a fact has a text, and none that is too long; else it is told."""
        said = quoted(next(iter(fact.data.values()), "") or fact.id)
        if not any(text.strip() for text in fact.data.values()):
            what = message("The fact {note} has no text and was left out.", note=said)
            self._found.problems.leave_out(0, what, _BARE)
            return False
        if any(len(text) > MAX_FIELD_CHARACTERS for text in fact.data.values()):
            what = message("{note} has a field that is too long and was left out.", note=said)
            self._found.problems.leave_out(0, what, _LONG)
            return False
        return True

    def take(self, fact: Fact, cards: Sequence[Card]) -> None:
        """Take a fact with its cards: as a note, a note with gaps, or both."""
        kind = self._type(fact, cards)
        gaps = [card for card in cards if card.gap is not None] if kind.cloze else []
        plain = [card for card in cards if card.gap is None or not kind.cloze]
        if kind.cloze and not any(view.question for view in kind.views):
            gaps, plain = list(cards), []
        if plain:
            self._take_plain(kind, fact, plain)
        if gaps:
            self._take_gaps(kind, fact, gaps, beside=bool(plain) or kind.origin != "5")

    def tell(self, strays: int) -> None:
        """Tell what was left out or is other than there."""
        problems = self._found.problems
        if strays:
            what = plural_message(
                strays,
                "{count} card without its fact was left out.",
                "{count} cards without their facts were left out.",
            )
            problems.add(0, what)
        if self._inactive:
            what = plural_message(
                self._inactive,
                "{count} card is not active in Mnemosyne and comes suspended.",
                "{count} cards are not active in Mnemosyne and come suspended.",
            )
            problems.add(0, what)

    def _type(self, fact: Fact, cards: Sequence[Card]) -> CardType:
        types, identity = self._found.types, cards[0].type_id
        kind = types.get(identity) or OWN.get(identity) or OWN.get(identity.partition("::")[0])
        if kind is None:
            views = list(dict.fromkeys(card.view_id for card in self._found.cards
                                       if card.type_id == identity))  # fmt: skip
            kind = types[identity] = unknown_type(identity, list(fact.data), views)
        return kind

    def _take_plain(self, kind: CardType, fact: Fact, cards: Sequence[Card]) -> None:
        identity = note_type_id(kind)
        if identity not in self.note_types:
            self.note_types[identity] = as_note_type(kind)
        texts = [
            as_html(without_clozes(fact.data.get(key, "")) if key == kind.cloze
                    else fact.data.get(key, ""))
            for key, _ in kind.keys
        ]  # fmt: skip
        note = self._note(fact.id, identity, texts, cards)
        places = {view.id: place for place, view in enumerate(kind.views)}
        met: set[int] = set()
        for number, card in enumerate(cards):
            place = places.get(card.view_id, number)
            if place not in met:
                met.add(place)
                self._card(note, place, card)

    def _take_gaps(
        self, kind: CardType, fact: Fact, cards: Sequence[Card], *, beside: bool
    ) -> None:
        identity = note_type_id(kind, gaps=True)
        if identity not in self.note_types:
            self.note_types[identity] = as_cloze_type(kind)
        text = fact.data.get(kind.cloze, "")
        rest = [fact.data.get(key, "") for key, _ in kind.keys if key != kind.cloze]
        texts = [as_html(with_clozes(text)), *map(as_html, rest)]
        if rest:
            texts.append(texts[kind_place(kind, "m_1")] if whole_cloze(text) else "")
        note = self._note(fact.id + _GAPS * beside, identity, texts, cards)
        count = count_clozes(text)
        met: set[int] = set()
        for number, card in enumerate(cards):
            place = number if card.gap is None else card.gap
            if place not in met and place < max(count, 1):
                met.add(place)
                self._card(note, place, card)

    def _note(self, guid: str, type_id: int, texts: Sequence[str], cards: Sequence[Card]) -> int:
        tags = dict.fromkeys(tag for card in cards for tag in card.tags if tag != UNTAGGED)
        words = " ".join("_".join(tag.split()) for tag in tags)
        made = min((card.made_s for card in cards if card.made_s > 0), default=0)
        plain = [text.replace("\x1f", "") for text in texts]
        return self.rows.add_note(guid, type_id, words, plain, min(made, _LATEST_S))

    def _card(self, note: int, place: int, card: Card) -> None:
        stand = standing(card)
        self._inactive += not card.active
        if not card.active:
            stand = stand._replace(queue=-1)
        made = min(card.made_s, _LATEST_S)
        identity = self.rows.add_card(note, self._deck_id, place, stand, made)
        self._log(identity, self._found.log.get(card.id, ()))

    def _log(self, card_id: int, answers: Iterable[Answer]) -> None:
        before, lapsed = -1, False
        for answer in answers:
            nth = self._moments[answer.at_s] = self._moments.get(answer.at_s, -1) + 1
            kind = 1 if before >= 2 else 2 if lapsed else 0
            lapsed = lapsed or answer.lapses > 0
            self.rows.log.append((
                answer.at_s * 1_000 + min(nth, 999), card_id, _EASE[answer.grade],
                _interval(answer.grade, answer.at_s, answer.next_s),
                max(0, answer.planned_s) // SECONDS_PER_DAY, _factor(answer.easiness),
                int(min(max(answer.taken_s, 0), 86_400) * 1_000), kind,
            ))  # fmt: skip
            before = answer.grade


_EASE: Final = (1, 1, 2, 3, 3, 4)
"""Which of Anki's four buttons each of Mnemosyne's grades is: 0 and 1 are not remembered."""


def kind_place(kind: CardType, key: str) -> int:
    """Return the place, behind the text with gaps, of what a key says; 0 without such a key."""
    rest = [each for each, _ in kind.keys if each != kind.cloze]
    return rest.index(key) + 1 if key in rest else 0


def standing(card: Card) -> Stand:
    """Return how a card stands."""
    if card.grade < 0 or card.last_s < 0:
        return NEW
    last = min(card.last_s, _LATEST_S)
    factor, reps = _factor(card.easiness), max(0, card.acquisitions + card.retentions)
    told = f'{{"lrt":{last}}}'
    if card.grade < 2:
        kind = 3 if card.lapses > 0 else 1
        return Stand(kind, 1, max(last, 1), 1, factor, reps, max(0, card.lapses), 1001, told)
    due = min(max(card.next_s, 0), _LATEST_S) // SECONDS_PER_DAY
    days = _interval(card.grade, last, card.next_s)
    counted = due - COUNTED_FROM_S // SECONDS_PER_DAY
    return Stand(2, 2, counted, days, factor, reps, max(0, card.lapses), 0, told)


def _interval(grade: int, at_s: int, next_s: int) -> int:
    """Return an interval as Anki's log has it: days, or -60 (seconds) for what is asked again."""
    if grade < 2:
        return -60
    days = min(next_s, _LATEST_S) // SECONDS_PER_DAY - at_s // SECONDS_PER_DAY
    return min(max(1, days), _LONGEST_DAYS)


def _factor(easiness: float) -> int:
    fits = easiness == easiness and 0 < easiness < 100
    return round(easiness * 1_000) if fits else 2_500
