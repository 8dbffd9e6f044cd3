"""Undo takes nothing away that another computer has learned, written into or made itself."""

import pytest

from flashcards.api import Collection
from flashcards.model.articles import DraftCard
from flashcards.model.errors import UserError
from tests.sync.group import Group
from tests.sync.learner import answer, only_note

_TEXT = "# Rome\n\nConsul: one of two who ruled for a year.\n"


def _made_cards(collection: Collection) -> None:
    draft = collection.articles.read(_TEXT)
    collection.articles.accept(draft, [DraftCard("Consul?", "one of two")], "Deck")


def _stays(collection: Collection) -> None:
    with pytest.raises(UserError, match="another computer also answered, changed or added"):
        collection.undo()


def test_a_note_added_here_stays_where_another_computer_answered_its_card(group: Group) -> None:
    one, two, _ = group.all
    two.add_note({"Front": "front", "Back": "back"}, "Deck")
    group.sync(two, one)
    answer(one)
    group.meet()
    _stays(two)
    group.meet()
    assert len(one.search("")) == 1
    assert one.review_count() == 1
    assert two.undo() is None


def test_a_note_added_here_goes_where_the_answer_elsewhere_was_taken_back(group: Group) -> None:
    one, two, _ = group.all
    two.add_note({"Front": "front", "Back": "back"}, "Deck")
    group.sync(two, one)
    answer(one)
    group.meet()
    one.undo()
    group.meet()
    two.undo()
    group.meet()
    assert one.search("") == []


def test_a_note_added_here_goes_with_what_was_done_to_it_here(group: Group) -> None:
    one, two, _ = group.all
    note = two.add_note({"Front": "front", "Back": "back"}, "Deck")
    group.meet()
    two.add_tags([note], ["mine"])
    answer(two)
    group.meet()
    while two.undo() is not None:
        pass
    group.meet()
    assert one.search("") == []


def test_a_note_added_here_stays_where_another_computer_wrote_into_it(group: Group) -> None:
    one, two, _ = group.all
    two.add_note({"Front": "front", "Back": "back"}, "Deck")
    group.sync(two, one)
    one.update_note(only_note(one), {"Back": "theirs"})
    group.meet()
    _stays(two)
    group.meet()
    assert one.note(only_note(one)).fields == ("front", "theirs")


def test_a_note_added_here_stays_where_another_computer_moved_its_card(group: Group) -> None:
    one, two, _ = group.all
    two.add_note({"Front": "front", "Back": "back"}, "Deck")
    group.sync(two, one)
    one.move_cards(one.search(""), "Elsewhere")
    group.meet()
    _stays(two)
    group.meet()
    assert len(one.search("deck:Elsewhere")) == 1


def test_cards_of_an_article_stay_where_another_computer_made_the_same(group: Group) -> None:
    one, two, _ = group.all
    _made_cards(one)
    _made_cards(two)
    group.meet()
    count = len(one.search_notes(""))
    _stays(two)
    group.meet()
    assert len(one.search_notes("")) == count


def test_an_article_kept_here_stays_where_another_computer_marked_it(group: Group) -> None:
    one, two, _ = group.all
    two.reading.keep(two.articles.read("# Rome\n\nTwo consuls ruled for a year.\n"))
    group.sync(two, one)
    one.reading.highlight(one.articles.sources()[0].id, 0, 3)
    group.meet()
    with pytest.raises(UserError, match="another computer changed what it was about"):
        two.undo()
    group.meet()
    (source,) = one.articles.sources()
    assert len(one.reading.highlights(source.id)) == 1
