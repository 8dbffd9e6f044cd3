"""Rows of the table of cards, as the learner reads them."""

from datetime import UTC, datetime, timedelta

from flashcards.model.enums import CardState
from flashcards.store.pages import card_rows
from tests.store.sample_cards import NOON, SampleCard, SampleNote, collection_of

BASIC = SampleNote(("What is **RAM**?", "Fast memory.\n\n- volatile"), [SampleCard()])


def test_rows_come_in_the_order_asked_without_cards_that_are_gone() -> None:
    with collection_of([BASIC, BASIC, BASIC]) as conn:
        assert [row.id for row in card_rows(conn, [3, 99, 1])] == [3, 1]
        assert card_rows(conn, []) == []


def test_a_row_shows_text_without_markup_on_one_line() -> None:
    with collection_of([BASIC]) as conn:
        (row,) = card_rows(conn, [1])
    assert row.question == "What is RAM?"
    assert "\n" not in row.answer
    assert "Fast memory." in row.answer
    assert row.fields == BASIC.fields
    assert row.note_type == "Basic"


def test_a_reversed_card_asks_with_the_back() -> None:
    note = SampleNote(("RAM", "memory"), [SampleCard(), SampleCard()], note_type=2)
    with collection_of([note]) as conn:
        there, back = card_rows(conn, [1, 2])
    assert (there.question, there.answer) == ("RAM", "memory")
    assert (back.question, back.answer) == ("memory", "RAM")


def test_a_cloze_card_hides_its_own_words_only() -> None:
    text = "A {{c1::GAN}} has a {{c2::generator::part}}."
    note = SampleNote((text, "extra"), [SampleCard(), SampleCard()], note_type=3)
    with collection_of([note]) as conn:
        first, second = card_rows(conn, [1, 2])
    assert (first.question, first.answer) == ("A [...] has a generator.", "GAN")
    assert (second.question, second.answer) == ("A GAN has a [...].", "generator")


def test_a_row_tells_where_the_card_stands() -> None:
    card = SampleCard(
        deck="A::B",
        suspended=True,
        buried_until=20,
        flag=2,
        state=2,
        due_at=NOON,
        interval_minutes=6 * 1440,
        ease=236,
        lapses=1,
        reviews=[(NOON, 0, 4, None), (NOON, 1, 4, None), (NOON, 4, 0, 1), (NOON, 2, 0, None)],
    )
    note = SampleNote(("a", "b"), [card], tags=("x", "y::z"), created_ms=0, changed_ms=1500)
    with collection_of([note]) as conn:
        (row,) = card_rows(conn, [1], day=19)
        (tomorrow,) = card_rows(conn, [1], day=20)
    assert (row.deck, row.tags, row.state) == ("A::B", ("x", "y::z"), CardState.REVIEW)
    assert row.due_at == datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=NOON)
    assert (row.interval_days, row.ease_factor, row.lapses, row.reviews) == (6, 2.36, 1, 1)
    assert (row.suspended, row.buried, row.flag) == (True, True, 2)
    assert not tomorrow.buried
    assert row.changed - row.created == timedelta(milliseconds=1500)


def test_each_card_of_a_mixed_page_is_shown_by_its_own_template() -> None:
    both = SampleNote(("RAM", "memory"), [SampleCard(), SampleCard(deck="B")], note_type=2)
    cloze = SampleNote(("A {{c1::GAN}}", ""), [SampleCard(deck="C")], note_type=3)
    with collection_of([BASIC, both, cloze]) as conn:
        found = card_rows(conn, [4, 3, 2, 1])
    assert [row.question for row in found] == ["A [...]", "memory", "RAM", "What is RAM?"]
    assert [row.deck for row in found] == ["C", "B", "A", "A"]
    kinds = [row.note_type for row in found]
    assert kinds[1] == kinds[2]
    assert len(set(kinds)) == 3
