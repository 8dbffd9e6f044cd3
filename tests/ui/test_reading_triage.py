"""Many new passages of a changed article are decided on quickly, and read as cards show them."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from flashcards.model.articles import DraftCard, PassageState
from flashcards.model.messages import message
from flashcards.ui.deck_from_article.screen import ArticleScreen
from flashcards.ui.kept_articles.changed_screen import ChangedScreen
from flashcards.ui.kept_articles.fresh_screen import FreshScreen
from flashcards.ui.kept_articles.readable import readable
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot
from tests.ui.letters import doubled_letters
from tests.ui.named import unnamed
from tests.ui.reading_articles import ADDRESS, LIGHTS, keep, press, press_with

if TYPE_CHECKING:
    from flashcards.api import Collection

K = Qt.Key
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
MORE = (
    LIGHTS
    + """
## More words

Gallery
: The outside walk around the lantern room.

Fresnel lens
: A lens made of rings that is thinner than a plain one.

A fog signal is a horn that warns ships in thick weather.
"""
)


def compare(window: MainWindow, source_id: int, text: str = MORE) -> ChangedScreen:
    change = window.collection.articles.update(source_id, text)
    screen = window.go("article_changed", change=change)
    assert isinstance(screen, ChangedScreen)
    return screen


def told(screen: ChangedScreen) -> dict[str, tuple[str, str]]:
    """Return how sure a list says the rules are of each new passage, and what was decided."""
    model = screen.list.changes
    role = Qt.ItemDataRole.AccessibleTextRole
    said = [model.data(model.index(row), role).split(". ") for row in range(model.rowCount())]
    return {parts[0]: (parts[-2], parts[-1]) for parts in said if parts[1] == "New"}


@pytest.fixture
def screen(window: MainWindow, collection: "Collection") -> ChangedScreen:
    """An article to which three new passages came, one of them less sure."""
    return compare(window, keep(collection))


def test_how_sure_the_rules_are_of_a_new_passage_is_told(screen: ChangedScreen) -> None:
    sure = {name: words for name, (words, _) in told(screen).items()}
    assert sure["Gallery"] == sure["Fresnel lens"] == "Term · likely"
    assert sure["fog signal"] == "Term · uncertain"
    assert "Term · likely" in screen.page.reason.text()
    assert unnamed(screen.window_) == []
    assert doubled_letters(screen.window_) == []


def test_those_that_are_sure_are_taken_together_and_undo_takes_that_back(
    window: MainWindow, collection: "Collection", screen: ChangedScreen, qtbot: QtBot
) -> None:
    assert screen.suggested_button.text() == "Take the 2 suggested cards"
    press_with(window, qtbot, K.Key_A, SHIFT)
    assert [word for _, word in told(screen).values()] == ["take", "take", "leave out"]
    assert not screen.suggested_button.isVisible()
    assert window.toasts.text.text() == "2 new cards taken"
    press(window, qtbot, K.Key_Z)
    assert {word for _, word in told(screen).values()} == {"leave out"}
    press_with(window, qtbot, K.Key_Z, SHIFT)
    qtbot.mouseClick(window.toasts.action, Qt.MouseButton.LeftButton)
    assert {word for _, word in told(screen).values()} == {"leave out"}
    qtbot.mouseClick(screen.suggested_button, Qt.MouseButton.LeftButton)
    press_with(window, qtbot, K.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: window.front() != "article_changed")
    assert "2 notes added" in window.toasts.text.text()
    assert len(collection.search("Gallery or Fresnel")) == 2


def test_ctrl_z_takes_a_decision_back_and_no_earlier_step_of_the_collection(
    window: MainWindow, collection: "Collection", screen: ChangedScreen, qtbot: QtBot
) -> None:
    done_before = collection.undo_name
    press(window, qtbot, K.Key_A)
    assert window.commands.row("edit.undo").plain_text == "Undo decision"
    press_with(window, qtbot, K.Key_Z, CONTROL)
    assert {word for _, word in told(screen).values()} == {"leave out"}
    assert collection.undo_name == done_before
    press_with(window, qtbot, K.Key_Z, CONTROL | SHIFT)
    assert {word for _, word in told(screen).values()} == {"take"}


def test_the_keys_of_the_review_do_here_what_they_do_there(
    window: MainWindow, screen: ChangedScreen, qtbot: QtBot
) -> None:
    press(window, qtbot, K.Key_A)
    assert {word for _, word in told(screen).values()} == {"take"}
    first = screen.list.place()
    press(window, qtbot, K.Key_X)
    assert [word for _, word in told(screen).values()] == ["leave out", "take", "take"]
    press(window, qtbot, K.Key_Z)
    assert screen.list.place() == first
    assert {word for _, word in told(screen).values()} == {"take"}
    press_with(window, qtbot, K.Key_X, SHIFT)
    assert window.toasts.text.text() == "3 new cards left out"
    assert {word for _, word in told(screen).values()} == {"leave out"}
    press(window, qtbot, K.Key_K)
    assert screen.state is PassageState.NEW
    press_with(window, qtbot, K.Key_K, SHIFT)
    assert screen.state is None


def test_what_was_left_out_is_offered_again_as_is_said(
    window: MainWindow, screen: ChangedScreen, qtbot: QtBot
) -> None:
    press_with(window, qtbot, K.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: window.front() != "article_changed")
    source_id = window.collection.articles.sources()[0].id
    again = compare(window, source_id, MORE + "\nAnd so on.\n")
    assert again.left_out.text() == (
        "3 passages stay left out. New deck from article can add them."
    )
    press_with(window, qtbot, K.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: window.front() != "article_changed")
    review = window.go("article", text=MORE + "\nAnd so on.\n")
    assert isinstance(review, ArticleScreen)
    qtbot.waitUntil(lambda: review.page.review is not None)
    assert review.page.review is not None
    assert review.page.review.open_to_choice() == 3


CLOZE = "> The beam {{c1::turns}} until {{c4::it **breaks down**::how?}}"
WORDS = "The beam [turns] until [it breaks down]"


@pytest.mark.parametrize(
    ("field", "words"),
    [
        (CLOZE, WORDS),
        ("{{c1::a {{c2::b}} c}} d}}", "[a [b] c] d}}"),
        ("{{c1::Paris}}(France)", "[Paris](France)"),
        ("{{c1::never closed", "{{c1::never closed"),
        ("- one\n- *two*\n\n1. three", "• one\n• two\n\n1. three"),
        ("Say:\n\n```py\na = b*c*d\n```", "Say:\n\na = b*c*d"),
        ("", ""),
    ],
)
def test_a_field_is_read_as_its_card_shows_it(field: str, words: str) -> None:
    assert readable(field) == words


def test_no_marks_are_shown_where_an_article_changed_nor_where_cards_are_looked_at_again(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    text = LIGHTS + "\nThe beam turns until it breaks down by night.\n"
    draft = collection.articles.read(text, ADDRESS)
    start = text_at = draft.document.text.index("The beam")
    card = DraftCard(
        cloze=CLOZE, span=(start, text_at + len("The beam turns until it breaks down"))
    )
    collection.articles.accept(draft, [card])
    source_id = collection.articles.sources()[0].id
    newer = text.replace("The beam turns until it breaks down", "The lamp shines for ever")
    screen = compare(window, source_id, newer)
    shown = [p.text.toPlainText() for p in screen.page.panes if p.isVisible()]
    assert WORDS in shown[0]
    said = [
        screen.page.term.text(),
        *shown,
        *screen.list.changes.data(screen.list.changes.index(0)),
    ]
    assert "{{" not in "".join(said)
    with collection._store.writing(message("Mark")) as conn:
        conn.exec_driver_sql("UPDATE passages SET fresh_look = 1")
    fresh = window.go("article_fresh")
    assert isinstance(fresh, FreshScreen)
    qtbot.waitUntil(lambda: bool(fresh.model.rows))
    assert fresh.page.card.text.toPlainText() == WORDS
    assert fresh.model.data(fresh.model.index(0)) == "The beam turns until it breaks down"
