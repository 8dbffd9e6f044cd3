"""How well an article is known, part by part, and its cards asked where they stand in it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, Rating
from flashcards.collection.articles.coverage import STRONG_DAYS, STRONG_RECALL, knowledge_of
from flashcards.model.articles import Blank, DraftCard, Knowledge, Stretch
from flashcards.model.enums import CardState
from flashcards.model.ids import NoteId
from flashcards.store.articles import PassageCard
from tests.collection.coast import ARTICLE, note_of
from tests.conftest import FixedClock
from tests.store.sample_cards import NOON

K = Knowledge


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    """A collection with the article, all of its cards accepted."""
    with flashcards.open(collection_path, fixed_clock) as opened:
        draft = opened.articles.read(ARTICLE, "coast.md")
        opened.articles.accept(draft, draft.above(0))
        yield opened
        assert opened.check() == []


def answer_all(collection: Collection, clock: FixedClock, rating: Rating, times: int = 1) -> None:
    """Answer each card of the article when it is due, ``times`` times."""
    for _ in range(times):
        session = collection.articles.study(1)
        while session.next() is not None:
            session.answer(rating)
        session.close()
        clock.now += timedelta(days=70)


def knowledge(collection: Collection) -> dict[str, Knowledge]:
    terms = {each.note_id: each.term for each in collection.articles.passages(1)}
    found = collection.articles.coverage(1).passages
    return {terms[each.note_id].split()[0]: each.knowledge for each in found}


def said(collection: Collection, blank: Blank) -> list[str]:
    text = collection.articles.source(1).text
    return [text[low:high] for low, high in blank.hidden]


# Shading -----------------------------------------------------------------------


def test_the_stretches_are_the_whole_text_side_by_side(collection: Collection) -> None:
    found = collection.articles.coverage(1)
    text = collection.articles.source(1).text
    assert found.stretches[0].start == 0
    assert found.stretches[-1].stop == len(text)
    for one, other in zip(found.stretches, found.stretches[1:], strict=False):
        assert one.stop == other.start
        assert one.knowledge is not other.knowledge
    shaded = [text[s.start : s.stop] for s in found.stretches if s.knowledge is K.NEW]
    assert "The yearly change of feathers." in shaded[1]
    assert not any("Some words on birds" in words for words in shaded)


def test_what_no_one_answered_is_new_and_one_answer_makes_it_weak(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    assert set(knowledge(collection).values()) == {K.NEW}
    session = collection.articles.study(1)
    assert session.next() is not None
    session.answer(Rating.GOOD)
    assert knowledge(collection)["Guillemot"] is K.WEAK
    collection.undo()
    assert knowledge(collection)["Guillemot"] is K.NEW


def test_a_passage_is_strong_when_all_its_cards_last_and_weak_again_when_overdue(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    answer_all(collection, fixed_clock, Rating.EASY, times=4)
    fixed_clock.now -= timedelta(days=70)
    assert set(knowledge(collection).values()) == {K.STRONG}
    assert collection.articles.coverage(1).whole.strong == 1
    fixed_clock.now += timedelta(days=4_000)
    assert set(knowledge(collection).values()) == {K.WEAK}


@pytest.mark.parametrize(
    ("lasts_days", "recall", "found"),
    [
        (STRONG_DAYS, STRONG_RECALL, K.STRONG),
        (STRONG_DAYS - 0.01, STRONG_RECALL, K.WEAK),
        (STRONG_DAYS, STRONG_RECALL - 0.01, K.WEAK),
        (9 * STRONG_DAYS, 1.0, K.STRONG),
    ],
)
def test_a_passage_is_strong_from_the_very_day_its_card_lasts_so_long(
    lasts_days: float, recall: float, found: Knowledge
) -> None:
    card = PassageCard(NoteId(1), 7, 0, CardState.REVIEW, NOON, NOON, None, awake=True)
    assert knowledge_of([card], {7: (lasts_days, recall)}) is found


def test_one_forgotten_item_of_a_list_makes_the_list_weak(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    answer_all(collection, fixed_clock, Rating.EASY, times=4)
    session = collection.articles.study(1)
    lists = collection.note_cards(note_of(collection, "Sea birds").id)
    while (asked := session.next()) is not None:
        session.answer(Rating.AGAIN if asked.id == lists[1] else Rating.EASY)
        if asked.id == lists[1]:
            break
    assert knowledge(collection)["Sea"] is K.WEAK


def test_sections_tell_their_progress_with_those_below_them(collection: Collection) -> None:
    found = collection.articles.coverage(1)
    by_title = {each.heading[-1]: each for each in found.sections}
    assert list(by_title) == [
        "Birds of the coast", "Terms", "Why do gulls follow ploughs?", "What they need",
    ]  # fmt: skip
    assert by_title["Terms"].heading == ("Birds of the coast", "Terms")
    assert by_title["Terms"].notes == {K.NEW: 2}
    assert by_title["Birds of the coast"].total == found.whole.total == 4
    assert 0.5 < by_title["Terms"].covered <= 1
    assert found.whole.covered == pytest.approx(
        sum(s.stop - s.start for s in found.stretches if s.knowledge is K.NEW)
        / len(collection.articles.source(1).text)
    )
    assert found.whole.strong == 0


def test_of_passages_that_overlap_the_shortest_shades_the_text(
    tmp_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(tmp_path / "other.flashcards", fixed_clock) as other:
        draft = other.articles.read(ARTICLE, "coast.md")
        text = draft.document.text
        start, stop = text.index("A black"), text.index("feathers.") + 9
        inner = text.index("breeds on cliffs")
        other.articles.accept(draft, [
            DraftCard("All of it?", "Yes.", span=(start, stop)),
            DraftCard("Where?", "On cliffs.", span=(inner, inner + 16)),
        ])  # fmt: skip
        session = other.articles.study(1)
        session.next()
        session.answer(Rating.GOOD)  # the longer one, which begins first
        assert other.articles.coverage(1).stretches == (
            Stretch(0, start, K.NONE),
            Stretch(start, inner, K.WEAK),
            Stretch(inner, inner + 16, K.NEW),
            Stretch(inner + 16, stop, K.WEAK),
            Stretch(stop, len(text), K.NONE),
        )


def test_an_article_whose_notes_are_gone_is_not_shaded(collection: Collection) -> None:
    collection.delete_deck("Birds of the coast")
    found = collection.articles.coverage(1)
    assert [each.knowledge for each in found.stretches] == [K.NONE]
    assert (found.passages, found.whole.total, found.whole.covered) == ((), 0, 0)
    assert collection.articles.in_article(1) == []
    assert collection.articles.study(1).next() is None


# Reading and answering ------------------------------------------------------------


def test_each_card_hides_what_it_asks_for_in_reading_order(collection: Collection) -> None:
    hidden = [said(collection, blank) for blank in collection.articles.in_article(1)]
    assert hidden == [
        ["Guillemot"], ["Moult"], ["They eat the worms that the plough turns up."],
        ["cliffs to breed on"], ["fish to eat"], ["calm water to moult on"],
    ]  # fmt: skip


def test_answers_given_while_reading_are_reviews_of_the_same_cards(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    blanks = [blank.card_id for blank in collection.articles.in_article(1)]
    session = collection.articles.study(1)
    asked = []
    while (card := session.next()) is not None:
        asked.append(card.id)
        session.answer(Rating.GOOD, taken_ms=1_500)
    assert asked == blanks
    assert collection.review_count() == len(blanks)
    assert [answer.taken_ms for answer in collection.history(blanks[0])] == [1_500]
    assert collection.articles.in_article(1) == []
    assert collection.study("Birds of the coast").next() is None
    assert collection.undo() is not None
    assert [blank.card_id for blank in collection.articles.in_article(1)] == blanks[-1:]
    fixed_clock.now += timedelta(days=2)
    assert [b.card_id for b in collection.articles.in_article(1, with_new=False)] == blanks[:-1]


def test_a_new_day_asks_what_is_due_then_in_an_article_still_being_read(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    session = collection.articles.study(1)
    first = session.next()
    assert first is not None
    while session.next() is not None:
        session.answer(Rating.GOOD)
    fixed_clock.advance(days=1)
    again = session.next()
    assert again is not None
    assert again.id == first.id
    assert session.remaining.total == len(collection.articles.in_article(1))
    session.answer(Rating.GOOD)
    collection.undo()
    back = session.next()
    assert back is not None
    assert back.id == first.id


def test_what_sleeps_is_not_asked_while_reading(collection: Collection) -> None:
    blanks = [blank.card_id for blank in collection.articles.in_article(1)]
    collection.suspend(blanks[:1])
    collection.bury(blanks[1:2])
    assert [blank.card_id for blank in collection.articles.in_article(1)] == blanks[2:]


def test_without_new_cards_only_what_is_due_is_asked(collection: Collection) -> None:
    assert collection.articles.in_article(1, with_new=False) == []
    assert collection.articles.study(1, with_new=False).next() is None


def test_a_term_is_hidden_wherever_its_passage_says_it_however_written(
    tmp_path: Path, fixed_clock: FixedClock
) -> None:
    text = (
        "## Glossary\n\nSpring tide\n: At full moon a *spring  tide* rises; SPRING-TIDE is all.\n"
    )
    with flashcards.open(tmp_path / "other.flashcards", fixed_clock) as other:
        draft = other.articles.read(text, "tides.md")
        other.articles.accept(draft, draft.above(0))
        [blank] = other.articles.in_article(1)
        assert [words.casefold() for words in said(other, blank)] == [
            "spring tide", "spring tide", "spring-tide",
        ]  # fmt: skip


def test_a_card_whose_words_are_not_in_its_passage_hides_all_of_it(
    collection: Collection,
) -> None:
    draft = collection.articles.read(ARTICLE, "coast.md")
    start = draft.document.text.index("Some words on birds")
    own = DraftCard("What comes first?", "A greeting.", span=(start, start + 10))
    collection.articles.accept(draft, [own])
    first = collection.articles.in_article(1)[0]
    assert said(collection, first) == ["Some words"]
