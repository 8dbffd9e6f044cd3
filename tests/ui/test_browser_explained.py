"""A search is said in words while it is typed, and what is wrong in it is pointed at."""

import pytest

from flashcards.ui.browser.query_explained import explained
from flashcards.ui.browser.screen import BrowserScreen
from tests.qtbot import QtBot
from tests.ui.browsing import search


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", ""),
        ("gen", ""),
        ("a b", "a word beginning with “a”, and a word beginning with “b”"),
        (
            "(a or b) -is:due",
            "(a word beginning with “a”, or a word beginning with “b”), and not waiting today",
        ),
        ('"a b"', "the words “a b”"),
        ("*a", "the text “*a”, * being anything"),
        ("deck:A::B is:due", "deck “A › B”, and waiting today"),
        ("tag:none or tag:x", "without tags, or tag “x”"),
        ("tag:re:^x", "tag matches ^x"),
        ("front:re:a+", "front matches a+"),
        ("nc:uber", "some field holds “uber”, accents aside"),
        ('back:""', "back is empty"),
        ("note:cloze card:2", "note type “cloze”, and card or cloze 2 of its note"),
        ("has:picture flag:red", "with a picture, and flag red"),
        ("prop:r<0.8", "probability of remembering < 80%"),
        ("interval>=21", "interval in days ≥ 21"),
        ("due<=1", "due ≤ tomorrow"),
        ("due<0", "overdue"),
        ("due=0 due>3", "due = today, and due > 3 days ahead"),
        ("due=-2", "due = 2 days ago"),
        ("added=1", "added = yesterday"),
        ("tag:None", "without tags"),
        ("introduced:7", "first answered in the last 7 days"),
        ("added:1", "added today"),
        ("due:1 due:3", "due by today, and due within 3 days"),
        ("changed>=2026-01-31", "last edited ≥ 2026-01-31"),
        ("rated:7:again", "Again in the last 7 days"),
        ("prop:rated=-2", "answered = 2 days ago"),
        ("dupe:front nid:1,2", "reads like another note in front, and note 1, 2"),
        ("is:happy", ""),
    ],
)
def test_a_search_is_said_in_words(query: str, words: str) -> None:
    assert explained(query) == words


def test_the_words_stand_below_the_box_while_one_types_and_give_way_to_a_mistake(
    browse: BrowserScreen, qtbot: QtBot
) -> None:
    assert not browse.meaning.isVisible()
    search(browse, qtbot, "is:new -cat")
    assert browse.meaning.text() == "never answered, and not a word beginning with “cat”"
    assert browse.meaning.isVisible()
    search(browse, qtbot, "cat")
    assert not browse.meaning.isVisible()
    browse.ask("cat is:happy dog")
    assert browse.error.text().endswith("  cat is:▸happy dog")
    assert not browse.meaning.isVisible()
    browse.ask("is:new")
    assert browse.meaning.isVisible()
    assert not browse.error.isVisible()
