"""Notes with gaps become plain ones: marks go or stay, and what is shown before is what comes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from flashcards.ui.main_window import MainWindow
from flashcards.ui.note_types.change_dialog import ChangeTypeDialog
from flashcards.ui.regrouping.dialog import SplitDialog
from flashcards.ui.regrouping.opening import split_note
from tests.qtbot import QtBot
from tests.ui.type_screen import CONTROL, answer, idle, press

TEXT = "{{c1::Paris::city}} is in {{c4::France}}"


@pytest.fixture
def gaps(window: MainWindow) -> int:
    """A note with two gaps."""
    return window.collection.add_note({"Text": TEXT}, "Places", (), "cloze")


def opened(window: MainWindow, qtbot: QtBot, notes: list[int], uid: str) -> ChangeTypeDialog:
    """Ask for the type of notes, and wait until all is known of them."""
    dialog = ChangeTypeDialog(window, notes, uid)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.settle()
    idle(window, qtbot)
    return dialog


def change(dialog: ChangeTypeDialog, window: MainWindow, qtbot: QtBot) -> None:
    """Change the type, and agree to what goes."""
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    if QApplication.activeModalWidget() is not dialog:
        answer("Change and remove")
    idle(window, qtbot)


def test_marks_of_gaps_are_taken_out_as_was_shown_and_undo_brings_them_back(
    window: MainWindow, qtbot: QtBot, gaps: int
) -> None:
    collection = window.collection
    dialog = opened(window, qtbot, [gaps], "basic")
    assert "Paris is in France" in dialog.preview.view.toPlainText()
    change(dialog, window, qtbot)
    assert collection.note(gaps).fields == ("Paris is in France", "")
    window.undo_in_collection()
    assert collection.note(gaps).fields[0] == TEXT


def test_marks_of_gaps_stay_where_the_learner_wants_them(
    window: MainWindow, qtbot: QtBot, gaps: int
) -> None:
    dialog = opened(window, qtbot, [gaps], "basic")
    dialog.plain.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    assert "{{c1::Paris::city}}" in dialog.preview.view.toPlainText()
    change(dialog, window, qtbot)
    assert window.collection.note(gaps).fields[0] == TEXT


def test_nothing_is_asked_of_gaps_where_they_stay_gaps(
    window: MainWindow, qtbot: QtBot, gaps: int
) -> None:
    dialog = opened(window, qtbot, [gaps], "list")
    assert dialog.plain.isHidden()
    dialog.reject()


@pytest.mark.parametrize("several", [False, True])
def test_each_cloze_there_is_can_hand_its_history_on(
    window: MainWindow, qtbot: QtBot, gaps: int, several: bool
) -> None:
    notes = [gaps]
    if several:
        text = {"Text": "{{c7::x}}"}
        notes.append(window.collection.add_note(text, "Places", (), "cloze"))
    dialog = opened(window, qtbot, notes, "basic")
    offered = [each.accessibleName() for each in dialog.cards.choices]
    assert offered == ["Cloze 1", "Cloze 4", *(["Cloze 7"] if several else [])]
    dialog.reject()


def test_a_list_is_shown_without_its_numbers_as_it_will_be(
    window: MainWindow, qtbot: QtBot
) -> None:
    collection = window.collection
    fields = {"Question": "Planets?", "Items": "Mercury\nVenus\nEarth\nMars\nJupiter"}
    note = collection.add_note(fields, "Sky", (), "list")
    dialog = opened(window, qtbot, [note], "basic")
    assert "{{" not in dialog.preview.view.toPlainText()
    assert len(dialog.cards.choices) == 5
    change(dialog, window, qtbot)
    assert collection.note(note).fields[:2] == ("Planets?", fields["Items"])


def test_the_card_of_a_list_can_become_any_item(window: MainWindow, qtbot: QtBot) -> None:
    note = window.collection.add_note({"Front": "Fingers?", "Back": "a\nb\nc\nd\ne"}, "Hand")
    dialog = opened(window, qtbot, [note], "list")
    field = dialog.cards.choices[0]
    assert [field.itemText(at) for at in range(field.count())][-1] == "Cloze 5"
    dialog.reject()


def test_tab_goes_through_a_change_as_it_is_read(
    window: MainWindow, qtbot: QtBot, gaps: int
) -> None:
    dialog = opened(window, qtbot, [gaps], "basic")
    assert dialog.type_field.hasFocus()
    stops = [*dialog.fields.choices, dialog.plain, *dialog.cards.choices]
    for stop in stops:
        press(qtbot, Qt.Key.Key_Tab)
        assert stop.hasFocus()
    dialog.reject()


def test_tab_goes_through_a_split_as_it_is_read_and_a_key_makes_it(
    window: MainWindow, qtbot: QtBot, gaps: int
) -> None:
    split_note(window, gaps)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, SplitDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.type_field.setFocus()
    form = dialog.form
    wanted = [*form.edits, form.tag_field, *dialog.histories.choices, dialog.done_button]
    reached = []
    for _ in range(40):  # buttons of the bar lie between
        press(qtbot, Qt.Key.Key_Tab)
        if QApplication.focusWidget() in wanted:
            reached.append(QApplication.focusWidget())
    assert reached[: len(wanted)] == wanted
    form.edits[0].setFocus()
    qtbot.keyClick(form.edits[0], Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: not window.writes.pending())
    assert len(window.collection.search_notes("deck:Places")) == 2
