"""The search box offers what could come next."""

import pytest
from PySide6.QtCore import Qt

from flashcards.search.completing import Typing, being_typed, filled_in, offered
from flashcards.ui.browser.screen import BrowserScreen
from tests.qtbot import QtBot


@pytest.mark.parametrize(
    ("query", "typing"),
    [
        ("", Typing(0, "")),
        ("de", Typing(0, "de")),
        ("cat -(de", Typing(6, "de")),
        ("deck:", Typing(5, "", "deck")),
        ("cat deck:A::b", Typing(9, "A::b", "deck")),
        ('deck:"my d', Typing(5, "my d", "deck")),
        ("IS:d", Typing(3, "d", "is")),
        ('deck:"a" ', Typing(9, "")),
        ("interval>2", None),
    ],
)
def test_what_is_being_typed_is_known(query: str, typing: Typing | None) -> None:
    assert being_typed(query, len(query)) == typing


def test_words_that_begin_so_come_first_and_what_is_written_out_is_offered_no_more() -> None:
    words = ["French", "Old French", "Math"]
    assert offered(Typing(5, "fr", "deck"), words) == ["French", "Old French"]
    assert offered(Typing(5, "math", "deck"), words) == []
    assert len(offered(Typing(5, "", "deck"), map(str, range(99)))) == 12


class _Compared(str):
    """A word that counts how often it is put into a set or looked for in one."""

    __slots__ = ()
    times = 0

    def __hash__(self) -> int:
        _Compared.times += 1
        return super().__hash__()


def test_ten_times_the_words_take_ten_times_the_work() -> None:
    words = [_Compared(f"{'x' * (number % 2)}tag{number}") for number in range(400)]
    assert len(offered(Typing(4, "tag", "tag"), words)) == 12
    assert _Compared.times < 10 * len(words)


@pytest.mark.parametrize(
    ("query", "caret", "word", "filled"),
    [
        ("de", 2, "deck:", "deck:|"),
        ("deck:f dog", 6, "French", "deck:French| dog"),
        ("deck:f", 6, "My French", 'deck:"My French"|'),
        ('deck:"my" dog', 8, "My French", 'deck:"My French"| dog'),
    ],
)
def test_a_word_is_filled_in(query: str, caret: int, word: str, filled: str) -> None:
    typing = being_typed(query, caret)
    assert typing is not None
    text, place = filled_in(query, caret, typing, word)
    assert f"{text[:place]}|{text[place:]}" == filled


def test_decks_are_offered_while_one_types_and_one_is_chosen_by_the_keyboard(
    browse: BrowserScreen, qtbot: QtBot
) -> None:
    box = browse.search
    box.setFocus()
    box.clear()
    qtbot.keyClicks(box, "is:")
    assert "suspended" in box.completion.words()
    qtbot.keyClicks(box, "su")
    popup = box.completion.popup
    assert box.completion.words() == ["suspended"]
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert box.text() == "is:suspended"
    assert not popup.isVisible()
    qtbot.waitUntil(lambda: browse.results.query == "is:suspended")
    box.clear()
    qtbot.keyClicks(box, "dec")
    assert box.completion.words() == []
    qtbot.keyClick(box, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert box.completion.words() == ["deck:"]
    box.completion.take("deck:")
    assert box.text() == "deck:"
    assert box.completion.words() == browse.collection.deck_names()[:12]
    qtbot.keyClick(popup, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    assert box.text() == "deck:"
