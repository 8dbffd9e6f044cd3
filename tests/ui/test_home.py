"""The first screen, as a learner presses keys on it."""

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from flashcards.model.enums import Rating
from flashcards.settings import Settings
from flashcards.ui import theme
from flashcards.ui.home.deck_model import DECK, DUE, LEARNING, MIME, NEW, NEXT
from flashcards.ui.home.deck_picker import DeckPicker
from flashcards.ui.home.screen import HomeScreen
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot
from tests.ui.at_home import delete_deck, home
from tests.ui.gone_to import recorded_ways

if TYPE_CHECKING:
    from flashcards.api import Collection
    from tests.conftest import FixedClock

# Of dialogs Qt's offscreen platform complains that it has no window manager to tell their sizes.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def decks(collection: "Collection") -> None:
    """French with Verbs and Words, and Zoology, one new card in each of the lowest."""
    for deck in ("French::Verbs", "French::Words", "Zoology"):
        collection.add_note({"Front": f"front of {deck}", "Back": "back"}, deck=deck)


@pytest.fixture
def screen(decks: None, window: MainWindow) -> HomeScreen:
    """The first screen with those decks."""
    return home(window)


def _shown(screen: HomeScreen, deck: str) -> list[str]:
    index = screen.model.index_of(deck)
    return [
        str(index.siblingAtColumn(column).data()) for column in (DECK, NEW, LEARNING, DUE, NEXT)
    ]


def test_the_screen_says_how_many_cards_wait_and_about_how_long_they_take(
    screen: HomeScreen,
) -> None:
    assert screen.hero.big.text() == "3 cards"
    assert screen.hero.time.text() == "about 1 min"
    assert screen.hero.details.text() == "3 new"
    assert screen.hero.study.isVisible()


def test_a_pace_of_ones_own_is_told_of_once_there_are_answers(
    screen: HomeScreen, collection: "Collection"
) -> None:
    session = collection.study()
    assert session.next() is not None
    session.answer(Rating.GOOD, 4_000)
    session.close()
    screen.reload()
    assert screen.hero.time.text() == "about 1 min at your pace"


def test_counts_of_a_deck_include_its_subdecks_and_zero_is_a_dash(screen: HomeScreen) -> None:
    assert _shown(screen, "French") == ["French", "2", "–", "–", ""]
    assert _shown(screen, "French::Verbs") == ["Verbs", "1", "–", "–", ""]


def test_enter_starts_with_all_decks(screen: HomeScreen, window: MainWindow, qtbot: QtBot) -> None:
    ways = recorded_ways(window)
    qtbot.keyClick(screen.hero.study, Qt.Key.Key_Return)
    assert ways == [("study", {"deck": None})]


def test_arrows_choose_a_deck_and_enter_studies_it(
    screen: HomeScreen, window: MainWindow, qtbot: QtBot
) -> None:
    ways = recorded_ways(window)
    qtbot.keyClick(screen.hero.study, Qt.Key.Key_Down)
    assert screen.tree.hasFocus()
    assert screen.deck() == "French"
    qtbot.keyClick(screen.tree, Qt.Key.Key_Down)
    assert screen.deck() == "French::Verbs"
    qtbot.keyClick(screen.tree, Qt.Key.Key_Return)
    qtbot.keyClick(screen.tree, Qt.Key.Key_Return, CTRL)
    assert ways == [("study", {"deck": "French::Verbs"}), ("study", {"deck": None})]


def test_escape_lets_go_of_the_chosen_deck(screen: HomeScreen, qtbot: QtBot) -> None:
    screen.choose_deck("Zoology")
    screen.tree.setFocus()
    qtbot.keyClick(screen.tree, Qt.Key.Key_Escape)
    assert screen.deck() == ""
    assert screen.hero.study.hasFocus()


def test_a_double_click_studies_a_deck(
    screen: HomeScreen, window: MainWindow, qtbot: QtBot
) -> None:
    ways = recorded_ways(window)
    spot = screen.tree.visualRect(screen.model.index_of("Zoology")).center()
    qtbot.mouseDClick(screen.tree.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert ways == [("study", {"deck": "Zoology"})]


def test_left_and_right_close_and_open_a_deck_and_that_is_remembered(
    screen: HomeScreen, window: MainWindow, qtbot: QtBot, saved_settings: list[Settings]
) -> None:
    screen.choose_deck("French")
    french = screen.model.index_of("French")
    assert screen.tree.isExpanded(french)
    qtbot.keyClick(screen.tree, Qt.Key.Key_Left)
    assert not screen.tree.isExpanded(french)
    screen.left()
    kept = saved_settings[-1].other["home"]["decks"]
    assert kept["closed"] == ["French"]
    again = HomeScreen(window)
    again.reload()
    assert not again.tree.isExpanded(again.model.index_of("French"))
    again.deleteLater()


def test_f2_renames_a_deck_in_place(
    screen: HomeScreen, window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    screen.choose_deck("French::Words")
    qtbot.keyClick(screen.tree, Qt.Key.Key_F2)
    editor = _editor(screen)
    assert editor.text() == "Words"
    qtbot.keyClick(editor, Qt.Key.Key_F2)  # which changes nothing now
    editor.selectAll()
    qtbot.keyClicks(editor, "Nouns")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.deck() == "French::Nouns")
    assert collection.deck_names() == ["French", "French::Nouns", "French::Verbs", "Zoology"]
    assert window.toasts.isVisible()
    window.undo()
    assert "French::Words" in collection.deck_names()


def test_escape_leaves_a_name_as_it_was(
    screen: HomeScreen, qtbot: QtBot, collection: "Collection"
) -> None:
    screen.choose_deck("Zoology")
    qtbot.keyClick(screen.tree, Qt.Key.Key_F2)
    editor = _editor(screen)
    qtbot.keyClicks(editor, "x")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert "Zoology" in collection.deck_names()
    assert screen.deck() == "Zoology"


def test_a_name_that_is_taken_is_refused_in_plain_words(
    screen: HomeScreen, qtbot: QtBot, collection: "Collection"
) -> None:
    screen.choose_deck("Zoology")
    qtbot.keyClick(screen.tree, Qt.Key.Key_F2)
    editor = _editor(screen)
    editor.setText("French")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    dialog = _dialog()
    assert "already a deck called “French”" in dialog.accessibleName()
    dialog.close()
    assert "Zoology" in collection.deck_names()
    assert _shown(screen, "Zoology")[0] == "Zoology"


def _editor(screen: HomeScreen) -> QLineEdit:
    found = screen.tree.viewport().findChild(QLineEdit)
    assert isinstance(found, QLineEdit)
    return found


def _dialog() -> QWidget:
    found = QApplication.activeModalWidget()
    assert found is not None
    return found


def test_a_new_deck_is_made_and_chosen(
    screen: HomeScreen, window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    keys = CTRL | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window, Qt.Key.Key_N, keys)
    field = _dialog().findChild(QLineEdit)
    assert field is not None
    qtbot.keyClicks(field, "Chemistry")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "Chemistry" in collection.deck_names()
    assert screen.deck() == "Chemistry"


def test_a_subdeck_is_made_in_the_chosen_deck(
    screen: HomeScreen, window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    screen.choose_deck("Zoology")
    window.commands.trigger("today.new_subdeck")
    field = _dialog().findChild(QLineEdit)
    assert field is not None
    qtbot.keyClicks(field, "Birds")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "Zoology::Birds" in collection.deck_names()


def test_a_deck_is_deleted_at_once_and_undo_brings_it_back(
    screen: HomeScreen, window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    delete_deck(screen, qtbot, "French")
    assert collection.deck_names() == ["Zoology"]
    assert window.toasts.text.text() == "Deleted “French” with 2 cards"
    assert screen.deck() == "Zoology"
    qtbot.mouseClick(window.toasts.action, Qt.MouseButton.LeftButton)
    assert collection.deck_names() == ["French", "French::Verbs", "French::Words", "Zoology"]
    assert screen.hero.big.text() == "3 cards"


def test_a_deck_is_moved_by_typing_a_part_of_the_other_decks_name(
    screen: HomeScreen, qtbot: QtBot, collection: "Collection"
) -> None:
    screen.choose_deck("French::Verbs")
    qtbot.keyClick(screen.tree, Qt.Key.Key_M, CTRL)
    picker = _dialog()
    assert isinstance(picker, DeckPicker)
    offered = [str(picker.list.model().index(at, 0).data()) for at in range(3)]
    assert offered == ["(top level)", "French › Words", "Zoology"]
    row_px = picker.list.visualRect(picker.list.model().index(0, 0)).height()
    assert row_px >= picker.list.fontMetrics().height() + 2 * theme.SPACE.hair
    qtbot.keyClicks(picker.filter, "zoo")
    qtbot.keyClick(picker.filter, Qt.Key.Key_Return)
    assert "Zoology::Verbs" in collection.deck_names()
    assert screen.deck() == "Zoology::Verbs"


def test_a_deck_dropped_on_another_goes_into_it(
    screen: HomeScreen, qtbot: QtBot, collection: "Collection"
) -> None:
    _drop(screen, "Zoology", screen.model.index_of("French"))
    qtbot.waitUntil(lambda: "French::Zoology" in collection.deck_names())
    _drop(screen, "French::Verbs", QModelIndex())
    qtbot.waitUntil(lambda: "Verbs" in collection.deck_names())


def test_a_deck_cannot_be_dropped_into_itself(screen: HomeScreen) -> None:
    data = _dragged("French")
    move = Qt.DropAction.MoveAction
    inside, other = screen.model.index_of("French::Verbs"), screen.model.index_of("Zoology")
    assert not screen.model.canDropMimeData(data, move, -1, -1, inside)
    assert not screen.model.canDropMimeData(data, move, -1, -1, QModelIndex())
    assert screen.model.canDropMimeData(data, move, -1, -1, other)


def _dragged(deck: str) -> QMimeData:
    data = QMimeData()
    data.setData(MIME, deck.encode())
    return data


def _drop(screen: HomeScreen, deck: str, onto: QModelIndex) -> None:
    """Do what the view does at the end of a drag of its own."""
    taken = screen.model.dropMimeData(_dragged(deck), Qt.DropAction.MoveAction, -1, -1, onto)
    assert not taken, "or the view would remove rows itself"


def test_what_is_done_elsewhere_to_a_deck_starts_here(
    screen: HomeScreen, window: MainWindow
) -> None:
    ways = recorded_ways(window)
    screen.choose_deck("French::Verbs")
    for command in ("today.browse", "today.options", "today.statistics"):
        window.commands.trigger(command)
    assert ways == [
        ("browse", {"query": "deck:French::Verbs"}),
        ("options", {"deck": "French::Verbs"}),
        ("statistics", {"deck": "French::Verbs"}),
    ]


def test_without_a_chosen_deck_its_commands_say_that_one_is_to_be_chosen(
    screen: HomeScreen, window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    ways = recorded_ways(window)
    screen.hero.study.setFocus()
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_F2, Qt.Key.Key_Insert):
        qtbot.keyClick(screen.hero.study, key)
        assert window.toasts.text.text() == "Choose a deck first, with the arrow keys or a click"
        assert screen.tree.hasFocus()
    assert (screen.deck(), len(collection.deck_names()), ways) == ("", 4, [])
    window.commands.trigger("today.options")
    assert ways == [("options", {"deck": screen.model.names()[0]})]
    qtbot.keyClick(screen.tree, Qt.Key.Key_End)
    qtbot.keyClick(screen.tree, Qt.Key.Key_Delete)
    assert collection.deck_names() == ["French", "French::Verbs", "French::Words"]


def test_where_there_is_one_deck_its_commands_need_no_choice(
    window: MainWindow, collection: "Collection"
) -> None:
    collection.add_deck("Zoology")
    screen = home(window)
    ways = recorded_ways(window)
    window.commands.trigger("today.delete")
    assert collection.deck_names() == ["Zoology"], "or Delete would take it by accident"
    window.commands.trigger("today.browse")
    assert ways == [("browse", {"query": "deck:Zoology"})]
    window.commands.trigger("today.rename")
    assert _editor(screen).text() == "Zoology"


@pytest.mark.usefixtures("decks")
def test_buried_cards_come_back(window: MainWindow, collection: "Collection") -> None:
    collection.bury(collection.search("deck:Zoology"))
    screen = home(window)
    assert _shown(screen, "Zoology")[1] == "–"
    screen.choose_deck("Zoology")
    window.commands.trigger("today.unbury")
    assert _shown(screen, "Zoology")[1] == "1"
    assert window.toasts.text.text() == "Unburied 1 card"


@pytest.mark.usefixtures("decks")
def test_when_all_is_answered_the_screen_says_so_and_what_comes(
    window: MainWindow, collection: "Collection"
) -> None:
    session = collection.study()
    while session.next() is not None:
        session.answer(Rating.GOOD, taken_ms=30_000)
    screen = home(window)
    assert screen.hero.big.text() == "Done for today"
    assert screen.hero.details.text() == "3 reviews in 2 min. Tomorrow: 3 cards."
    assert not screen.hero.study.isVisible()
    assert _shown(screen, "Zoology") == ["Zoology", "–", "–", "–", "tomorrow"]
    assert screen.week.streak.text() == "Studied today"
    assert screen.week.bars.hint(1) == "Tomorrow: 3 cards"


@pytest.mark.usefixtures("decks")
def test_counts_turn_over_by_themselves_when_the_day_begins(
    window: MainWindow, collection: "Collection", fixed_clock: "FixedClock"
) -> None:
    session = collection.study()
    while session.next() is not None:
        session.answer(Rating.GOOD)
    screen = home(window)
    assert screen.hero.big.text() == "Done for today"
    fixed_clock.advance(hours=20)
    window.day_watch.look()
    assert screen.hero.big.text() == "3 cards"
    assert screen.hero.details.text() == "3 due"
    assert screen.week.streak.text() == "Studied yesterday"


def test_a_collection_with_an_empty_deck_says_what_to_do_next(
    window: MainWindow, collection: "Collection"
) -> None:
    collection.add_deck("Later")
    screen = home(window)
    assert screen.hero.big.text() == "No cards yet"
    assert screen.hero.add.isVisible()
    assert screen.first_focus() is screen.tree


def test_counts_change_without_the_tree_losing_its_place(
    screen: HomeScreen, collection: "Collection"
) -> None:
    screen.choose_deck("French::Verbs")
    collection.add_note({"Front": "more", "Back": "x"}, deck="French::Verbs")
    assert _shown(screen, "French")[1] == "3"
    assert screen.deck() == "French::Verbs"
    collection.add_deck("Another")
    assert screen.deck() == "French::Verbs"


def test_the_tree_holds_to_the_rules_qt_has_for_models(
    window: MainWindow,
    collection: "Collection",
    qtmodeltester: Any,
) -> None:
    for name in ("A::B::C", "A::D", "E", "עברית::מילים"):
        collection.add_deck(name)
    screen = home(window)
    qtmodeltester.check(screen.model, force_py=True)


def test_five_hundred_decks_start_closed_and_open_on_demand(
    window: MainWindow, collection: "Collection"
) -> None:
    for number in range(500):
        collection.add_deck(f"Course {number // 50}::Chapter {number}")
    screen = home(window)
    assert len(screen.model.names()) == 510
    assert not screen.tree.isExpanded(screen.model.index_of("Course 1"))
    screen.choose_deck("Course 1::Chapter 70")
    assert screen.tree.isExpanded(screen.model.index_of("Course 1"))
    window.commands.trigger("today.expand")
    assert screen.tree.isExpanded(screen.model.index_of("Course 9"))


@pytest.mark.usefixtures("decks")
def test_a_risky_place_is_warned_about_until_the_warning_is_dismissed(
    window: MainWindow,
    collection: "Collection",
    qtbot: QtBot,
) -> None:
    (collection.path.parent / ".stfolder").mkdir()
    screen = home(window)
    assert screen.banner.isVisible()
    assert "Syncthing" in screen.banner.text.text()
    qtbot.mouseClick(screen.banner.dismiss, Qt.MouseButton.LeftButton)
    assert not screen.banner.isVisible()
    screen = home(window)
    assert not screen.banner.isVisible()


def test_everything_that_takes_the_keyboard_has_a_name(screen: HomeScreen) -> None:
    for widget in screen.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            named = widget.accessibleName() or (
                isinstance(widget, QAbstractButton) and widget.text()
            )
            assert named, f"{widget} has no name"


@pytest.mark.parametrize("width", [900, 1024, 1600])
def test_nothing_is_cut_off_at_any_size(
    screen: HomeScreen, window: MainWindow, width: int, qtbot: QtBot
) -> None:
    window.resize(width, 620)
    qtbot.waitUntil(lambda: window.width() == width)
    qtbot.waitUntil(lambda: screen.width() <= width and screen.tree.width() <= screen.width())
    for part in (screen.hero, screen.week, screen.tree):
        assert screen.rect().contains(part.mapTo(screen, part.rect().topLeft()))
        assert screen.rect().contains(part.mapTo(screen, part.rect().bottomRight()))
        assert part.width() >= part.minimumSizeHint().width()
