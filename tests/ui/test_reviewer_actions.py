"""What can be done to the card in front, and taking it back."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from flashcards.model.enums import CardState, Rating
from flashcards.ui.editor.edit_window import EditWindow
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot
from tests.ui.studying import (
    add_cards,
    answer_next,
    card_text,
    is_asking,
    offered,
    press,
    press_with,
    study,
    study_new,
)

if TYPE_CHECKING:
    from flashcards.api import Collection
    from tests.conftest import FixedClock

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier


def test_z_takes_the_last_answer_back_and_asks_its_card_again(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = study_new(window, collection, 3)
    press(window, qtbot, " 3 4")
    assert card_text(screen) == "front 3"
    press(window, qtbot, "Z")
    assert card_text(screen) == "front 2"
    assert is_asking(screen)
    assert screen.page.count.text() == "1 of 3"
    assert screen.page.notice.text() == "Undid: Answer card. Shift+Z to redo."
    press(window, qtbot, "Z")
    assert card_text(screen) == "front 1"
    assert collection.review_count() == 0


def test_shift_z_gives_the_answer_again(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = study_new(window, collection, 2)
    press(window, qtbot, " 3Z")
    press_with(window, qtbot, Qt.Key.Key_Z, SHIFT)
    assert collection.review_count() == 1
    assert card_text(screen) == "front 2"
    assert screen.page.count.text() == "1 of 2"


def test_undo_from_the_menu_asks_the_card_again_too(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = study_new(window, collection, 2)
    press(window, qtbot, " 3")
    press_with(window, qtbot, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: card_text(screen) == "front 1")
    assert is_asking(screen)
    press_with(window, qtbot, Qt.Key.Key_Z, CTRL | SHIFT)
    qtbot.waitUntil(lambda: card_text(screen) == "front 2")


def test_undoing_the_only_card_turns_it_to_its_question(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = study_new(window, collection, 1)
    press(window, qtbot, " 1 ")
    assert not is_asking(screen)
    press(window, qtbot, "Z")
    assert is_asking(screen)
    assert screen.page.path.text().endswith("new")


def test_undo_at_the_summary_goes_back_to_the_last_card(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = study_new(window, collection, 1)
    press(window, qtbot, " 3")
    assert screen.ending.isVisible()
    press(window, qtbot, "Z")
    assert card_text(screen) == "front 1"
    assert screen.page.isVisible()


@pytest.mark.parametrize(
    ("key", "modifier", "said", "count"),
    [
        (Qt.Key.Key_B, PLAIN, "Buried until tomorrow. Z to undo.", "1 of 2"),
        (Qt.Key.Key_S, SHIFT, "Suspended the card. Z to undo.", "1 of 2"),
        (Qt.Key.Key_Delete, PLAIN, "Deleted the note. Z to undo.", "0 of 1"),
    ],
)
def test_a_card_put_away_makes_room_for_the_next_and_comes_back_with_z(
    window: MainWindow,
    collection: "Collection",
    qtbot: QtBot,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier,
    said: str,
    count: str,
) -> None:
    screen = study_new(window, collection, 2)
    press_with(window, qtbot, key, modifier)
    assert card_text(screen) == "front 2"
    assert screen.page.notice.text() == said
    assert screen.page.count.text() == count
    press(window, qtbot, "Z")
    assert screen.page.count.text() == "0 of 2"
    press(window, qtbot, " 3 3")
    assert collection.review_count() == 2


def test_burying_a_note_puts_all_its_cards_away(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    collection.add_note({"Text": "{{c1::a}} {{c2::b}}"}, deck="French", note_type="cloze")
    screen = study_new(window, collection, 1)
    press_with(window, qtbot, Qt.Key.Key_Equal, PLAIN)
    assert card_text(screen) == "front 1"
    assert len(collection.search("is:buried")) == 2


def test_a_flag_is_set_shown_and_taken_off_again(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = study_new(window, collection, 1)
    press(window, qtbot, " ")
    press_with(window, qtbot, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert screen.card is not None
    assert collection.card(screen.card.id).flag == 2
    assert screen.page.flag_button.isVisible()
    assert offered(screen) != []
    assert window.commands.action("study.flag2").isChecked()
    window.commands.trigger("study.flag2")
    assert collection.card(screen.card.id).flag == 0
    assert not screen.page.flag_button.isVisible()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.parametrize(("key", "entry"), [("F", "Blue flag"), ("M", "Delete note")])
def test_f_and_m_open_menus_to_choose_from(
    window: MainWindow, collection: "Collection", qtbot: QtBot, key: str, entry: str
) -> None:
    study_new(window, collection, 1)
    press(window, qtbot, key)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    texts = [action.text().replace("&", "") for action in menu.actions()]
    menu.close()
    assert entry in texts


def test_a_card_can_be_made_new_again(
    window: MainWindow, collection: "Collection", fixed_clock: "FixedClock", qtbot: QtBot
) -> None:
    add_cards(collection, 1)
    answer_next(collection, Rating.EASY)
    fixed_clock.advance(days=2)
    screen = study(window)
    assert screen.card is not None
    number = screen.card.id
    press_with(window, qtbot, Qt.Key.Key_N, CTRL | Qt.KeyboardModifier.AltModifier)
    assert collection.card(number).memory.state is CardState.NEW


def test_an_edited_card_is_shown_as_it_is_now_and_stays_turned(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    first, _ = add_cards(collection, 2)
    screen = study(window)
    press(window, qtbot, " ")
    collection.update_note(first, {"Front": "mended", "Back": "answer"})
    qtbot.waitUntil(lambda: card_text(screen).startswith("mended"))
    assert offered(screen) != []
    press(window, qtbot, "3")
    assert collection.review_count() == 1


def test_e_opens_the_note_for_editing_and_the_card_stays(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    (note,) = add_cards(collection, 1)
    screen = study(window)
    press(window, qtbot, "E")
    (editor,) = [each for each in window.findChildren(EditWindow) if each.isVisible()]
    assert editor.note_id() == note
    editor.close()
    assert card_text(screen) == "front 1"


def test_a_card_deleted_elsewhere_makes_room_for_the_next(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    first, _ = add_cards(collection, 2)
    screen = study(window)
    collection.delete_notes([first])
    qtbot.waitUntil(lambda: card_text(screen) == "front 2")


def test_a_note_written_meanwhile_leaves_the_card_in_front_alone(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = study_new(window, collection, 1)
    press(window, qtbot, " ")
    with qtbot.waitSignal(screen.sitting._later.timeout):
        collection.add_note({"Front": "later", "Back": "x"}, deck="French")
    assert card_text(screen).endswith("back 1")
    assert offered(screen) != []
    press(window, qtbot, "3")
    assert card_text(screen) == "later"


def test_w_tells_how_the_interval_came_about_and_escape_closes_it(
    window: MainWindow, collection: "Collection", fixed_clock: "FixedClock", qtbot: QtBot
) -> None:
    add_cards(collection, 1)
    answer_next(collection, Rating.GOOD)
    fixed_clock.advance(days=1)
    screen = study(window)
    press(window, qtbot, "W")
    assert screen.why.isVisible()
    assert "You answered Good (SM-2’s quality 4)" in screen.why.text()
    press_with(window, qtbot, Qt.Key.Key_Escape, PLAIN)
    assert not screen.why.isVisible()
    assert window.front() == "study"


def test_what_is_said_meanwhile_stands_beside_the_panel_and_in_the_middle_again_after_it(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = study_new(window, collection, 1)
    window.toast("Deleted 3 notes", "Undo")
    middle = window.toasts.geometry().center().x()
    press(window, qtbot, "W")
    assert window.toasts.isVisible()
    assert not _on_screen(window.toasts).intersects(_on_screen(screen.why))
    window.toast("A word of some length on what was done, longer than there is room beside", "Undo")
    assert not _on_screen(window.toasts).intersects(_on_screen(screen.why))
    press_with(window, qtbot, Qt.Key.Key_Escape, PLAIN)
    window.toast("Deleted 3 notes", "Undo")
    assert window.toasts.geometry().center().x() == middle


def _on_screen(widget: QWidget) -> QRect:
    return QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())


def test_the_panel_goes_with_its_card(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = study_new(window, collection, 2)
    press(window, qtbot, "W 3")
    assert not screen.why.isVisible()


def test_buried_cards_come_back_from_anywhere(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = study_new(window, collection, 2)
    press(window, qtbot, "BB")
    assert screen.ending.title == "Nothing is due in French"
    window.commands.trigger("study.unbury")
    qtbot.waitUntil(lambda: screen.page.isVisible())
    assert screen.page.count.text() == "0 of 2"
    assert window.toasts.text.text() == "Unburied 2 cards"


def test_an_undo_from_the_menu_leaves_no_offer_to_undo_it_again(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = study_new(window, collection, 2)
    press(window, qtbot, "B")
    assert screen.page.notice.text() == "Buried until tomorrow. Z to undo."
    window.commands.trigger("edit.undo")
    qtbot.waitUntil(lambda: card_text(screen) == "front 1")
    assert screen.page.notice.text() == ""
