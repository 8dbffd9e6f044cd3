"""Two machines over one folder: what either writes, both have."""

from flashcards.api import Collection
from flashcards.collection.syncing import syncing
from flashcards.model.enums import Quality
from tests.sync.group import Pair
from tests.sync.machines import Shelf, differences


def _meet(pair: Pair, shelf: Shelf) -> None:
    for each in (*pair, *pair):
        report = syncing.sync(each._store, shelf)
        assert not report.troubles, [str(each) for each in report.troubles]
        assert [str(each) for each in each.check()] == []
    assert differences(*pair) == []


def _study(collection: Collection, quality: Quality, most: int = 1) -> None:
    session = collection.study()
    for _ in range(most):
        assert session.next() is not None
        session.answer(quality)


def test_a_note_reaches_the_other(pair: Pair, shelf: Shelf) -> None:
    one, two = pair
    one.add_note({"Front": "question", "Back": "answer"}, deck="Biology::Cells", tags=["x"])
    _meet(pair, shelf)
    (card,) = two.search("question")
    assert two.note(two.card(card).note_id).fields == ("question", "answer")
    assert two.deck_names() == ["Biology", "Biology::Cells"]


def test_a_note_that_nobody_edited_is_as_old_on_the_other(pair: Pair, shelf: Shelf) -> None:
    one, two = pair
    one.add_note({"Front": "question", "Back": "answer"}, deck="Biology")
    _meet(pair, shelf)
    there, here = (each.note(each.search_notes("")[0]) for each in pair)
    assert here.changed_ms == there.changed_ms
    assert two.search_notes("changed:1") == [here.id]


def test_answers_of_both_count(pair: Pair, shelf: Shelf) -> None:
    one, two = pair
    for number in range(4):
        one.add_note({"Front": f"question {number}", "Back": "answer"}, deck="Biology")
    _meet(pair, shelf)
    _study(one, Quality.GOOD, 2)
    _study(two, Quality.HARD, 3)
    _meet(pair, shelf)
    assert one.review_count() == two.review_count() == 5


def test_a_text_that_lost_stays_in_the_history_of_its_note(pair: Pair, shelf: Shelf) -> None:
    pair[0].add_note({"Front": "question", "Back": "answer"}, deck="Biology")
    _meet(pair, shelf)
    for each, text in zip(pair, ("earlier", "later"), strict=True):
        each.update_note(each.search_notes("")[0], {"Back": text})
    _meet(pair, shelf)
    for each in pair:
        (number,) = each.search_notes("")
        assert each.note(number).fields == ("question", "later")
        assert "earlier" in [found.value for found in each.revisions(number)]


def test_answers_to_a_note_that_went_come_beside_a_change_of_another(
    pair: Pair, shelf: Shelf
) -> None:
    one, two = pair
    for front in ("goes", "stays"):
        one.add_note({"Front": front, "Back": "back"}, "Deck")
    _meet(pair, shelf)
    _study(one, Quality.GOOD)
    one.delete_notes(one.search_notes("goes"))
    one.flag(one.search("stays"), 3)
    _meet(pair, shelf)
    assert [two.card(card).flag for card in two.search("")] == [3]
