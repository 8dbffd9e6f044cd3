"""How well each passage of an article is known, and which of its cards are due."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from heapq import heappop, heappush
from itertools import accumulate, pairwise

from flashcards.collection.articles.keeping import required
from flashcards.collection.articles.places import hidden_in
from flashcards.collection.articles.structure import headings_of
from flashcards.collection.past.rescheduling import presets_of_decks
from flashcards.model.articles import (
    Blank,
    Coverage,
    Heading,
    Knowledge,
    PassageKnowledge,
    SectionProgress,
    Stretch,
)
from flashcards.model.enums import MATURE_DAYS, CardState
from flashcards.model.ids import CardId, NoteId
from flashcards.scheduling.days import MS_PER_DAY, day_end, learner_day, moment_ms
from flashcards.scheduling.fsrs_formulas import retrievability
from flashcards.store import articles, moves, strengths
from flashcards.store.articles import PassageCard, StoredPassage
from flashcards.store.notes import StoredTypes
from flashcards.store.store import Connection, Store

STRONG_DAYS = MATURE_DAYS
"""Days a card of a strong passage lasts: its stability, by its log."""
STRONG_RECALL = 0.8
"""How likely, 0 to 1, it must be remembered at this moment."""


def knowledge_of(
    cards: Sequence[PassageCard], lasting: Mapping[int, tuple[float, float]]
) -> Knowledge:
    """Return how well a passage is known by its cards.

    New until one is answered; strong when each has graduated, lasts ``STRONG_DAYS`` and is
    remembered with ``STRONG_RECALL`` now; weak in between. ``lasting`` has the stability and the
    recall now of the cards that were begun.
    """
    if not cards:
        return Knowledge.NONE
    if all(card.state == CardState.NEW for card in cards):
        return Knowledge.NEW
    return Knowledge.STRONG if all(_strong(card, lasting) for card in cards) else Knowledge.WEAK


def _strong(card: PassageCard, lasting: Mapping[int, tuple[float, float]]) -> bool:
    if card.state != CardState.REVIEW or card.last_review_at is None:
        return False
    days, recall = lasting.get(card.card_id, (0.0, 0.0))
    return days >= STRONG_DAYS and recall >= STRONG_RECALL


def _lasting(
    conn: Connection, cards: Sequence[PassageCard], now_ms: int, day_start_minutes: int
) -> dict[int, tuple[float, float]]:
    """Return stability (days) and recall now of the cards that were begun, by their log."""
    presets = presets_of_decks(conn)
    weights = {deck: strengths.weights_of(preset.options) for deck, preset in presets.items()}
    begun = moves.with_ids(conn, [card.card_id for card in cards])
    known = strengths.of_standing(conn, begun, weights.__getitem__, day_start_minutes)
    found = {}
    for card, (stability, _) in zip(begun, known, strict=True):
        if card.last_ms is not None:
            elapsed = max(0, now_ms - card.last_ms) / MS_PER_DAY
            found[card.card] = stability, retrievability(stability, elapsed, weights[card.deck])
    return found


def coverage(store: Store, source_id: int, now: datetime, day_start_minutes: int) -> Coverage:
    """Return the article shaded by how well it is known at ``now``, an aware local moment."""
    with store.looking() as conn:
        article = required(conn, source_id)
        known = articles.passages(conn, source_id)
        cards = articles.passage_cards(conn, source_id, learner_day(now, day_start_minutes))
        lasting = _lasting(conn, cards, moment_ms(now), day_start_minutes)
    by_note = _by_note(cards)
    passages = tuple(
        PassageKnowledge(
            each.note_id,
            each.start,
            each.stop,
            knowledge_of(by_note.get(each.note_id, ()), lasting),
        )
        for each in known
        if each.start is not None and each.stop is not None
    )
    size = len(article.text)
    stretches = _stretches(passages, size)
    measure = _Measure(passages, stretches)
    sections = _sections(headings_of(article), measure, size)
    return Coverage(passages, stretches, tuple(sections), measure.progress((), 0, size))


def _by_note(cards: Sequence[PassageCard]) -> Mapping[NoteId, list[PassageCard]]:
    found: dict[NoteId, list[PassageCard]] = {}
    for card in cards:
        found.setdefault(card.note_id, []).append(card)
    return found


def _stretches(passages: Sequence[PassageKnowledge], size: int) -> tuple[Stretch, ...]:
    """Lay the passages side by side: where some overlap, the shortest one counts."""
    borders = sorted({0, size, *(p.start for p in passages), *(p.stop for p in passages)})
    starting = sorted(range(len(passages)), key=lambda n: passages[n].start)
    waiting = iter([*starting, -1])
    upcoming = next(waiting)
    open_ones: list[tuple[int, int]] = []
    found: list[Stretch] = []
    for low, high in pairwise(borders):
        while upcoming >= 0 and passages[upcoming].start <= low:
            passage = passages[upcoming]
            heappush(open_ones, (passage.stop - passage.start, upcoming))
            upcoming = next(waiting)
        while open_ones and passages[open_ones[0][1]].stop <= low:
            heappop(open_ones)
        knowledge = passages[open_ones[0][1]].knowledge if open_ones else Knowledge.NONE
        if found and found[-1].knowledge is knowledge:
            found[-1] = Stretch(found[-1].start, high, knowledge)
        else:
            found.append(Stretch(low, high, knowledge))
    return tuple(found)


def _sections(headings: Sequence[Heading], measure: "_Measure", size: int) -> list[SectionProgress]:
    """Measure what stands before the first heading, then each section with those below it."""
    ends = [size] * len(headings)
    open_ones: list[int] = []
    paths: list[tuple[str, ...]] = []
    for place, heading in enumerate(headings):
        while open_ones and headings[open_ones[-1]].level >= heading.level:
            ends[open_ones.pop()] = heading.start
        open_ones.append(place)
        paths.append(tuple(headings[each].title for each in open_ones))
    first = headings[0].start if headings else size
    found = [measure.progress((), 0, first)] if first else []
    for heading, path, end in zip(headings, paths, ends, strict=True):
        found.append(measure.progress(path, heading.start, end))
    return found


class _Measure:
    """Counts passages and shaded text in any part of an article."""

    def __init__(self, passages: Sequence[PassageKnowledge], stretches: Sequence[Stretch]) -> None:
        self._passages = sorted(passages, key=lambda each: each.start)
        self._starts = [each.start for each in self._passages]
        self._stretches = stretches
        self._borders = [each.start for each in stretches]
        sizes = (_size(each) for each in stretches)
        self._before = [0, *accumulate(sizes)]
        """Shaded characters before each stretch, and at the end."""

    def progress(self, heading: tuple[str, ...], start: int, stop: int) -> SectionProgress:
        """Return how far ``text[start:stop]`` is."""
        inside = self._passages[bisect_left(self._starts, start) : bisect_left(self._starts, stop)]
        counts = Counter(each.knowledge for each in inside)
        covered = self._shaded(stop) - self._shaded(start)
        return SectionProgress(heading, start, stop, counts, covered / max(1, stop - start))

    def _shaded(self, place: int) -> int:
        """Return how many characters before ``place`` some card is about."""
        number = bisect_right(self._borders, place) - 1
        if number < 0:
            return 0
        found = self._stretches[number]
        shaded = found.knowledge is not Knowledge.NONE
        return self._before[number] + (min(place, found.stop) - found.start) * shaded


def _size(stretch: Stretch) -> int:
    return 0 if stretch.knowledge is Knowledge.NONE else stretch.stop - stretch.start


# Reviewing in the article ----------------------------------------------------------


def due_in_article(
    store: Store,
    types: StoredTypes,
    source_id: int,
    now: datetime,
    day_start_minutes: int,
    *,
    with_new: bool = True,
) -> list[Blank]:
    """Return the cards of an article that are due today, and new ones, in reading order.

    Suspended and buried cards are left out, and those whose passage is gone. Of several cards that
    cover the same words one is asked, a due one before a new one: the others would be told.
    """
    day, end_ms = learner_day(now, day_start_minutes), moment_ms(day_end(now, day_start_minutes))
    with store.reading() as conn:
        article = required(conn, source_id)
        known = articles.passages(conn, source_id)
        cards = articles.passage_cards(conn, source_id, day)
    by_note = _by_note(cards)
    found: dict[tuple[tuple[int, int], ...], tuple[bool, Blank]] = {}
    for passage in known:
        if passage.start is None or passage.stop is None:
            continue
        for card in by_note.get(passage.note_id, ()):
            new = card.state == CardState.NEW
            due = card.drill_day == day or (card.due_at is not None and card.due_at < end_ms)
            if card.awake and (due or (new and with_new)):
                blank = _blank(types, article.text, passage, card)
                before = found.get(blank.hidden)
                if before is None or (before[0] and not new):
                    found[blank.hidden] = new, blank
    blanks = [blank for _, blank in found.values()]
    return sorted(blanks, key=lambda blank: (blank.hidden[0], blank.start, blank.card_id))


def _blank(types: StoredTypes, text: str, passage: StoredPassage, card: PassageCard) -> Blank:
    assert passage.start is not None
    assert passage.stop is not None
    note_type = next(t for key, t in types.by_id.items() if key == passage.note_type_id)
    span = passage.start, passage.stop
    hidden = hidden_in(
        text, span, passage.kind, passage.term, note_type.kind, passage.fields, card.ordinal
    )
    found = bool(hidden)
    return Blank(CardId(card.card_id), passage.note_id, *span, hidden or (span,), found)
