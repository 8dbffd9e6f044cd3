"""Cards made while reading: gaps, questions, terms, and those the rules find."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from flashcards.collection.articles import choices
from flashcards.model.messages import message
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot
from tests.ui.first_reading import LONG, TIDES, fields, is_writing, kept, reading, select
from tests.ui.reading_articles import LIGHTS, press, press_with

if TYPE_CHECKING:
    from flashcards.api import Collection
    from flashcards.ui.reading.screen import ReadingScreen

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def test_c_hides_the_selected_words_in_their_sentence_and_one_undo_takes_it_back(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    source_id = kept(collection)
    screen = reading(window, qtbot, source_id)
    select(screen, "moon")
    press(window, qtbot, K.Key_C)
    assert fields(collection, source_id) == [("The {{c1::moon}} draws it.", "")]
    assert screen.page.view.places is not None
    assert len(screen.page.view.places.cards) == 1
    select(screen, "draws")
    press(window, qtbot, K.Key_C)
    assert len(fields(collection, source_id)) == 2
    press(window, qtbot, K.Key_Z)
    assert len(fields(collection, source_id)) == 1
    assert len(screen.page.view.places.cards) == 1
    screen.finish()
    assert "0 highlights, 1 card made" in screen.end.state.text.text()


def test_c_on_a_highlight_hides_it_and_on_a_whole_sentence_asks_for_words(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    source_id = kept(collection)
    screen = reading(window, qtbot, source_id)
    press(window, qtbot, K.Key_Down, K.Key_C)
    assert fields(collection, source_id) == []
    assert screen.page.view.selected_span() == screen.page.view.here
    select(screen, "twice")
    press(window, qtbot, K.Key_H, K.Key_C)
    assert fields(collection, source_id) == [("The water rises {{c1::twice}} a day.", "")]


def test_n_asks_for_a_question_whose_answer_is_the_selection(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    source_id = kept(collection)
    screen = reading(window, qtbot, source_id)
    select(screen, "The moon")
    press(window, qtbot, K.Key_N)
    assert screen.page.editor is not None
    QTest.keyClicks(screen.page.editor.first, "What draws the water?")
    press_with(window, qtbot, K.Key_Return, CTRL)
    assert fields(collection, source_id) == [("What draws the water?", "The moon")]
    assert not is_writing(screen)
    assert screen.page.view.hasFocus()
    (passage,) = collection.articles.passages(source_id)
    assert passage.quote == "The moon draws it."


def test_the_sentence_stays_in_sight_above_the_card_that_is_written(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    screen = reading(window, qtbot, kept(collection, LONG))
    view = screen.page.view
    while view.here is not None and view.shows_all(*view.here):
        last = view.here
        press(window, qtbot, K.Key_Down)
        if view.first_row_place() > 0:
            break
    press(window, qtbot, K.Key_Up)
    place = view.here
    assert place is not None
    assert place == last
    press(window, qtbot, K.Key_N)
    qtbot.waitUntil(lambda: view.shows_all(*place))
    assert view.height() < window.height() - screen.page.height() / 4


def test_gaps_typed_anywhere_make_a_cloze(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    source_id = kept(collection)
    screen = reading(window, qtbot, source_id)
    select(screen, "The moon")
    press(window, qtbot, K.Key_N)
    assert screen.page.editor is not None
    QTest.keyClicks(screen.page.editor.first, "The {{c1::moon}} draws water")
    press_with(window, qtbot, K.Key_Return, CTRL)
    assert fields(collection, source_id) == [("The {{c1::moon}} draws water", "The moon")]


def test_t_takes_the_term_with_what_the_article_says_of_it(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    source_id = kept(collection)
    screen = reading(window, qtbot, source_id)
    select(screen, "Ebb")
    press(window, qtbot, K.Key_T)
    press_with(window, qtbot, K.Key_Return, CTRL)
    assert fields(collection, source_id) == [("Ebb", "the falling of the water.")]
    assert not is_writing(screen)


def test_escape_leaves_the_card_and_it_can_be_brought_back(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    source_id = kept(collection)
    screen = reading(window, qtbot, source_id)
    select(screen, "The moon")
    press(window, qtbot, K.Key_N)
    assert screen.page.editor is not None
    QTest.keyClicks(screen.page.editor.first, "Who?")
    window.back()
    assert not is_writing(screen)
    assert fields(collection, source_id) == []
    window.toasts.action.click()
    assert screen.page.editor is not None
    assert screen.page.editor.first.toPlainText() == "Who?"


def _write(window: MainWindow, qtbot: QtBot, screen: "ReadingScreen") -> None:
    """Begin a card that asks for the moon."""
    select(screen, "The moon")
    press(window, qtbot, K.Key_N)
    assert screen.page.editor is not None
    QTest.keyClicks(screen.page.editor.first, "Who?")


def test_another_article_leaves_the_card_which_can_be_brought_back_to_its_own(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    source_id, other = kept(collection), kept(collection, LONG)
    screen = reading(window, qtbot, source_id)
    _write(window, qtbot, screen)
    reading(window, qtbot, other)
    assert not is_writing(screen)
    assert window.toasts.text.text() == "The card was not added"
    window.toasts.action.click()
    qtbot.waitUntil(lambda: is_writing(screen))
    assert screen.source_id == source_id
    assert screen.page.editor is not None
    assert screen.page.editor.first.toPlainText() == "Who?"
    press_with(window, qtbot, K.Key_Return, CTRL)
    assert fields(collection, source_id) == [("Who?", "The moon")]
    assert fields(collection, other) == []


def test_a_newer_text_keeps_the_card_that_is_written_at_its_sentence(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    source_id = kept(collection)
    screen = reading(window, qtbot, source_id)
    _write(window, qtbot, screen)
    newer = TIDES.replace("The water", "Twice a day is often. The water")
    collection.articles.apply_update(collection.articles.update(source_id, newer))
    qtbot.waitUntil(lambda: screen.opened is not None and "is often" in screen.text())
    assert screen.page.editor is not None
    assert screen.page.editor.first.toPlainText() == "Who?"
    press_with(window, qtbot, K.Key_Return, CTRL)
    (passage,) = collection.articles.passages(source_id)
    assert passage.quote == "The moon draws it."


# The deck


def test_the_deck_of_the_cards_is_seen_and_changed_by_a_key_and_kept_with_the_article(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    source_id = kept(collection)
    screen = reading(window, qtbot, source_id)
    assert screen.page.deck.currentText() == "Tides"
    press(window, qtbot, K.Key_D)
    line = screen.page.deck.lineEdit()
    assert line is not None
    assert line.hasFocus()
    QTest.keyClicks(line, "Sea::Words")
    press(window, qtbot, K.Key_Return)
    assert screen.page.view.hasFocus()
    assert screen.page.deck.currentText() == "Sea › Words"
    assert window.toasts.text.text() == "Cards go to “Sea › Words”"
    assert collection.deck_names() == []
    select(screen, "moon")
    press(window, qtbot, K.Key_C)
    assert "Sea::Words" in collection.deck_names()
    other = kept(collection, LIGHTS)
    assert collection.reading.deck(other) == "Lights of the shore"
    collection.rename_deck("Sea::Words", "Ocean")
    assert screen.page.deck.currentText() == "Ocean"
    select(screen, "draws")
    press(window, qtbot, K.Key_C)
    assert collection.deck_names() == ["Ocean", "Sea"]
    press(window, qtbot, K.Key_Z, K.Key_Z, K.Key_Z)
    assert screen.page.deck.currentText() == "Sea › Words"
    press(window, qtbot, K.Key_Z, K.Key_Z)
    assert screen.page.deck.currentText() == "Tides"


def test_escape_leaves_the_deck_as_it_was(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    source_id = kept(collection)
    screen = reading(window, qtbot, source_id)
    press(window, qtbot, K.Key_D)
    line = screen.page.deck.lineEdit()
    assert line is not None
    QTest.keyClicks(line, "Elsewhere")
    press(window, qtbot, K.Key_Escape)
    assert screen.page.view.hasFocus()
    assert screen.page.deck.currentText() == "Tides"
    assert collection.reading.deck(source_id) == "Tides"
    assert window.front() == "reading"


# What the rules find


def test_found_cards_are_quiet_until_asked_for_and_enter_adds_one(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    source_id = kept(collection, LIGHTS)
    screen = reading(window, qtbot, source_id)
    view = screen.page.view
    assert view.places is not None
    assert not view.places.cards
    press(window, qtbot, K.Key_M)
    qtbot.waitUntil(lambda: view.places is not None and len(view.places.cards) > 2)
    press(window, qtbot, K.Key_Period)
    assert "Lantern room" in screen.page.told.text() or "lantern room" in screen.page.told.text()
    press(window, qtbot, K.Key_Return)
    assert len(fields(collection, source_id)) == 1
    qtbot.waitUntil(lambda: screen.found.at_hand() is None)
    press(window, qtbot, K.Key_M)
    assert len(view.places.cards) == 1


def verdicts() -> list[bool]:
    return [each.kept for each in choices.remembered()]


def test_cards_taken_and_left_out_in_the_margin_are_remembered_for_the_ranker(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    source_id = kept(collection, LIGHTS)
    screen = reading(window, qtbot, source_id)
    press(window, qtbot, K.Key_M)
    qtbot.waitUntil(lambda: screen.found.draft is not None)
    press(window, qtbot, K.Key_Period)
    taken = screen.page.told.text()
    assert taken.startswith("Enter adds, X leaves out (")
    press(window, qtbot, K.Key_Return)
    qtbot.waitUntil(lambda: verdicts() == [True])
    qtbot.waitUntil(lambda: screen.page.told.text() != taken)
    press(window, qtbot, K.Key_Period)
    left = screen.page.told.text()
    press(window, qtbot, K.Key_X)
    qtbot.waitUntil(lambda: verdicts() == [True, False])
    assert screen.page.told.text() != left
    assert len(fields(collection, source_id)) == 1
    reading(window, qtbot, kept(collection, TIDES))
    again = reading(window, qtbot, source_id)
    qtbot.waitUntil(lambda: again.found.draft is not None)
    press(window, qtbot, K.Key_Home, K.Key_Period)
    assert screen.page.told.text() != left
    collection.undo()
    press(window, qtbot, K.Key_Z)
    qtbot.waitUntil(lambda: verdicts() == [True])
    press(window, qtbot, K.Key_Z)
    qtbot.waitUntil(lambda: verdicts() == [])
    assert fields(collection, source_id) == []


def test_what_is_decided_while_cards_are_looked_for_is_not_offered_again(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    source_id = kept(collection, LIGHTS)
    screen = reading(window, qtbot, source_id)
    press(window, qtbot, K.Key_M)
    qtbot.waitUntil(lambda: screen.found.draft is not None)
    shown = screen.page.view.places
    assert shown is not None
    offered = len(shown.cards)
    screen.found.look()  # its result comes after both decisions
    screen.found.step(1)
    screen.found.leave_out()
    screen.found.step(1)
    screen.found.add()
    qtbot.waitUntil(lambda: not window.jobs.running())
    assert len(fields(collection, source_id)) == 1
    assert screen.page.view.places is not None
    assert len(screen.page.view.places.cards) == offered - 1  # the one added is the article's now


def test_a_choice_is_remembered_of_its_own_article_though_another_is_open_by_then(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    screen = reading(window, qtbot, kept(collection, LIGHTS))
    other = kept(collection)
    press(window, qtbot, K.Key_M)
    qtbot.waitUntil(lambda: screen.found.draft is not None)
    press(window, qtbot, K.Key_Period)
    with collection._store.writing(message("Import")):  # so that the decision waits
        screen.found.leave_out()
        reading(window, qtbot, other)
        assert window.writes.pending()
    qtbot.waitUntil(lambda: not window.writes.pending())
    qtbot.waitUntil(lambda: verdicts() == [False])


def test_cards_of_ones_own_teach_the_ranker_nothing(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    source_id = kept(collection)
    screen = reading(window, qtbot, source_id)
    select(screen, "moon")
    press(window, qtbot, K.Key_C)
    assert len(fields(collection, source_id)) == 1
    qtbot.waitUntil(lambda: not window.jobs.running())
    assert verdicts() == []
