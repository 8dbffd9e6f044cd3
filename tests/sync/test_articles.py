"""What two computers do to one article comes together, each decision by itself."""

import random

import pytest

from flashcards.api import Collection
from flashcards.model.articles import DraftCard
from tests.sync.group import Group

_OLD = (
    "# Cells\n\nA cell has a wall. The wall is thin.\n\nMitosis: a cell becomes two.\n\n"
    "Osmosis: water moves through a membrane.\n\nEnzyme: a protein that speeds reactions.\n"
)
_NEW = _OLD.replace("A cell has a wall.", "Every cell has a membrane, only plants a wall.")


@pytest.fixture(autouse=True)
def _kept(group: Group) -> None:
    one = group.all[0]
    one.reading.start(one.reading.keep(one.articles.read(_OLD)))
    group.meet()


def _article(collection: Collection) -> int:
    (found,) = collection.articles.sources()
    return found.id


def _leave_out(collection: Collection, place: int) -> None:
    number = _article(collection)
    collection.reading.leave_out(number, collection.reading.candidates(number).candidates[place].id)


def _update(collection: Collection, text: str = _NEW) -> None:
    number = _article(collection)
    collection.articles.apply_update(collection.articles.update(number, data=text))


def _texts(group: Group) -> set[str]:
    return {each.articles.source(_article(each)).text for each in group.all}


def test_a_newer_text_stays_where_another_left_out_a_card_of_the_older_one(group: Group) -> None:
    one, two, _ = group.all
    number = _article(one)
    draft = one.reading.candidates(number)
    card = DraftCard(front="What is mitosis?", back="a cell becomes two", candidates=(0,))
    one.reading.add_cards(number, [card], draft, "Cells")
    group.meet()
    _update(one)
    _leave_out(two, 1)
    group.meet()
    assert len(_texts(group)) == 1
    assert "only plants" in _texts(group).pop()
    assert [len(each.reading.left_out(_article(each))) for each in group.all] == [1] * 3


def test_cards_left_out_on_two_computers_are_both_left_out(group: Group) -> None:
    one, two, _ = group.all
    _leave_out(one, 0)
    _leave_out(two, 1)
    group.meet()
    assert [len(each.reading.left_out(_article(each))) for each in group.all] == [2] * 3


def test_the_deck_chosen_for_an_article_stays_where_another_decides_something_else(
    group: Group,
) -> None:
    one, two, three = group.all
    one.reading.set_deck(_article(one), "Chosen")
    _leave_out(two, 1)
    _update(three)
    group.meet()
    assert {each.reading.deck(_article(each)) for each in group.all} == {"Chosen"}
    one.reading.set_deck(_article(one), "")
    _leave_out(two, 0)
    group.meet()
    assert "Chosen" not in {each.reading.deck(_article(each)) for each in group.all}


def test_a_forgotten_article_that_is_read_again_begins_anew_everywhere(group: Group) -> None:
    one, two, _ = group.all
    _leave_out(one, 0)
    number = _article(two)
    two.reading.set_deck(number, "Chosen")
    group.meet()
    one.articles.forget(_article(one))
    group.meet()
    two.reading.keep(two.articles.read(_OLD))
    group.meet()
    assert [each.reading.left_out(_article(each)) for each in group.all] == [frozenset()] * 3


def test_a_suggestion_left_out_does_not_carry_the_article(group: Group) -> None:
    one, _, _ = group.all
    _update(one, _NEW + "".join(random.Random(1).choices("abcdefghij ", k=50_000)))
    group.meet()
    before = {*group.shelf.files}
    _leave_out(one, 0)
    group.sync(one)
    (told,) = group.shelf.files.keys() - before
    assert len(group.shelf.files[told]) < 2_000


def _mark(collection: Collection, words: str) -> None:
    number = _article(collection)
    start = collection.articles.source(number).text.rindex(words)
    collection.reading.highlight(number, start, start + len(words))


def _marked(collection: Collection) -> list[tuple[str, str]]:
    """Return what highlights say, and what stands where they are."""
    text = collection.articles.source(_article(collection)).text
    found = collection.reading.highlights(_article(collection))
    return [(each.quote, text[each.start : each.stop]) for each in found]


def _accept(collection: Collection, place: int = 0) -> None:
    number = _article(collection)
    draft = collection.reading.candidates(number)
    collection.reading.add_cards(number, [draft.card(place)], draft, "Cells")


@pytest.mark.parametrize("updates_first", [True, False])
def test_a_highlight_follows_its_words_into_a_text_read_elsewhere(
    group: Group, updates_first: bool
) -> None:
    one, two, _ = group.all

    def mark() -> None:
        _mark(two, "cell")
        _accept(two)

    if updates_first:
        _update(one)
    mark()
    if not updates_first:
        _update(one)
    group.meet()
    assert [_marked(each) for each in group.all] == [[("cell", "cell")]] * 3
    _mark(one, "protein")
    group.meet()
    assert _marked(group.all[2])[1] == ("protein", "protein")


def test_a_highlight_stands_at_one_place_everywhere_whoever_reads_newer_texts(
    group: Group,
) -> None:
    one, two, three = group.all
    _update(one, "cell, cell and cell.\n\n" + _OLD)
    _mark(two, "cell")
    group.meet()
    _update(three, _OLD.replace("Mitosis", "Cell, cell: mitosis"))
    group.meet()
    _update(two, _OLD.replace("# Cells\n\n", "# Cells\n\nA cell is small.\n\n"))
    group.meet()
    places = {
        tuple((each.start, each.stop) for each in some.reading.highlights(_article(some)))
        for some in group.all
    }
    assert len(places) == 1


def test_undo_puts_a_highlight_where_the_text_of_today_says_it(group: Group) -> None:
    one, two, _ = group.all
    _mark(one, "cell")
    group.meet()
    (mark,) = one.reading.highlights(_article(one))
    one.reading.remove_highlights([mark.id])
    _update(two)
    group.meet()
    one.undo()
    group.meet()
    assert [_marked(each) for each in group.all] == [[("cell", "cell")]] * 3


def test_undo_takes_back_the_own_decision_about_an_article_alone(group: Group) -> None:
    one, two, _ = group.all
    _leave_out(one, 0)
    _leave_out(two, 1)
    two.reading.set_deck(_article(two), "Chosen")
    group.meet()
    one.undo()
    group.meet()
    left = [each.reading.left_out(_article(each)) for each in group.all]
    assert [len(each) for each in left] == [1] * 3
    assert {each.reading.deck(_article(each)) for each in group.all} == {"Chosen"}


def _marked_and_learned(collection: Collection) -> None:
    """Mark a word of the article, and make a card of it."""
    number = _article(collection)
    collection.reading.highlight(number, 2, 6)
    draft = collection.reading.candidates(number)
    card = DraftCard(front="What is mitosis?", back="a cell becomes two", candidates=(0,))
    collection.reading.add_cards(number, [card], draft, "Cells")


def _is_whole(collection: Collection) -> None:
    number = _article(collection)
    assert [each.quote for each in collection.reading.highlights(number)] == ["Cell"]
    assert len(collection.articles.passages(number)) == 1
    assert len(collection.articles.in_article(number)) == 1
    (note,) = collection.search_notes("mitosis")
    assert collection.articles.named_source(note) != ("", "")


def test_an_article_brought_back_has_what_another_computer_did_with_it_meanwhile(
    group: Group,
) -> None:
    one, two, three = group.all
    two.articles.forget(_article(two))
    group.sync(two)
    _marked_and_learned(one)
    group.meet()
    assert [each.articles.sources() for each in group.all] == [[], [], []]
    two.undo()
    group.meet()
    for each in (one, two, three):
        _is_whole(each)


def test_an_article_brought_back_before_it_was_gone_elsewhere_has_all_as_well(group: Group) -> None:
    one, two, three = group.all
    two.articles.forget(_article(two))
    group.sync(two)
    _marked_and_learned(one)
    group.sync(one, two)
    two.undo()
    group.meet()
    for each in (one, two, three):
        _is_whole(each)
