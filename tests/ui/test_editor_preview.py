"""What stands beside the fields: every card of the note, as it is written; and fields that stay."""

import threading
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo

from flashcards.model.note_types import BASIC, BASIC_REVERSE, CLOZE
from flashcards.model.notes import FieldSettings
from flashcards.text.stylesheets import dressing
from flashcards.ui.editor.add_window import AddWindow
from flashcards.ui.editor.preview import Preview
from flashcards.ui.editor.window import add_note
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def adding(window: MainWindow, qtbot: QtBot) -> AddWindow:
    """The window for new notes, shown."""
    window.collection.add_deck("Geography::Europe")
    opened = add_note(window, "Geography::Europe")
    qtbot.waitUntil(opened.isActiveWindow)
    return opened


def _shown(adding: AddWindow) -> str:
    return adding.preview.view.toPlainText()


def test_the_preview_knows_the_deck_and_the_tags(adding: AddWindow, qtbot: QtBot) -> None:
    template = replace(BASIC.templates[0], question="{{Front}} in {{Deck}} ({{Tags}})")
    adding.form.set_note(replace(BASIC, templates=(template,)), ["", ""], [])
    adding.form.tag_field.setFocus()
    qtbot.keyClicks(adding.form.tag_field, "capital")
    adding.form.edits[0].setFocus()
    qtbot.keyClicks(adding.form.edits[0], "Paris")
    qtbot.waitUntil(lambda: "Paris in Geography::Europe (capital)" in _shown(adding))
    adding.choose_deck("Geography")
    qtbot.waitUntil(lambda: "Paris in Geography (capital)" in _shown(adding))


def test_keys_turn_to_each_card_and_to_the_question_alone(adding: AddWindow, qtbot: QtBot) -> None:
    adding.form.set_note(CLOZE, ["{{c1::Paris}} in {{c2::France}}", ""], [])
    edit = adding.form.edits[1]
    edit.setFocus()
    adding.form.edited.emit()
    qtbot.waitUntil(lambda: "[...] in France" in _shown(adding))
    qtbot.keyClick(edit, Qt.Key.Key_PageDown, CONTROL)
    assert "Paris in [...]" in _shown(adding)
    assert "Paris in France" in _shown(adding)
    qtbot.keyClick(edit, Qt.Key.Key_P, CONTROL | SHIFT)
    assert "Paris in [...]" in _shown(adding)
    assert "Paris in France" not in _shown(adding)
    qtbot.keyClick(edit, Qt.Key.Key_PageUp, CONTROL)
    assert "[...] in France" in _shown(adding)
    assert adding.preview.one_side.isChecked()


def test_the_card_of_the_gap_one_writes_in_is_shown(adding: AddWindow, qtbot: QtBot) -> None:
    adding.form.set_note(CLOZE, ["{{c1::Paris}} in {{c2::France}}", ""], [])
    edit = adding.form.edits[0]
    edit.setFocus()
    qtbot.keyClick(edit, Qt.Key.Key_End)
    for _ in range(3):
        qtbot.keyClick(edit, Qt.Key.Key_Left)
    qtbot.keyClicks(edit, "X")
    qtbot.waitUntil(lambda: "Paris in [...]" in _shown(adding))
    assert "FrancXe" in _shown(adding)


def test_a_field_that_is_kept_stays_for_the_next_note_and_the_next_day(
    adding: AddWindow, window: MainWindow, qtbot: QtBot
) -> None:
    front, back = adding.form.edits
    front.setFocus()
    qtbot.keyClicks(front, "Europe")
    qtbot.keyClick(front, Qt.Key.Key_F8)
    back.setFocus()
    qtbot.keyClicks(back, "a continent")
    qtbot.keyClick(back, Qt.Key.Key_Return, CONTROL)
    assert adding.form.texts() == ["Europe", ""]
    assert back.hasFocus()  # the field that is to be written
    adding.close()
    again = add_note(window)
    qtbot.waitUntil(again.isActiveWindow)
    assert again.form.texts() == ["Europe", ""]
    assert again.last_added.text() == ""  # what was kept is no draft
    again.form.edits[0].setFocus()
    qtbot.keyClick(again.form.edits[0], Qt.Key.Key_F8)
    qtbot.keyClicks(again.form.edits[1], "one more")
    qtbot.keyClick(again.form.edits[1], Qt.Key.Key_Return, CONTROL)
    assert again.form.texts() == ["", ""]


def test_a_pin_beside_the_name_does_as_the_key_does(adding: AddWindow, qtbot: QtBot) -> None:
    push = adding.form._pin_buttons[1]
    assert push.accessibleName() == "Keep “Back” after adding"
    qtbot.mouseClick(push, Qt.MouseButton.LeftButton)
    assert push.isChecked()
    qtbot.keyClicks(adding.form.edits[0], "one")
    qtbot.keyClicks(adding.form.edits[1], "number")
    adding.add()
    assert adding.form.texts() == ["", "number"]


def test_fields_are_written_as_their_type_says(adding: AddWindow) -> None:
    settings = (FieldSettings(right_to_left=True), FieldSettings(size=23))
    adding.form.set_note(replace(BASIC, settings=settings), ["abc", ""], [])
    front, back = adding.form.edits
    option = front.document().defaultTextOption()
    assert option.textDirection() == Qt.LayoutDirection.RightToLeft
    assert option.alignment() & Qt.AlignmentFlag.AlignRight
    assert QFontInfo(back.document().defaultFont()).pointSize() == 23
    assert back.document().defaultTextOption().alignment() & Qt.AlignmentFlag.AlignLeft


def _sections(adding: AddWindow) -> list[tuple[str, str]]:
    """Return name and text of the cards that stand below each other."""
    return [
        (each.caption.text(), " ".join(each.view.toPlainText().split()))
        for each in adding.preview.stack.sections
        if not each.isHidden()
    ]


def _in_sight(adding: AddWindow) -> list[str]:
    """Return the names of the cards of which something is in sight."""
    sections = adding.preview.stack.sections
    return [each.caption.text() for each in sections if not each.visibleRegion().isEmpty()]


def test_all_cards_stand_below_each_other_under_their_names(
    adding: AddWindow, qtbot: QtBot
) -> None:
    adding.form.set_note(BASIC_REVERSE, ["dog", "chien"], [])
    adding.form.edited.emit()
    wanted = [("Card 1", "dog chien"), ("Card 2", "chien dog")]
    qtbot.waitUntil(lambda: _sections(adding) == wanted)
    adding.form.set_note(CLOZE, ["{{c1::a}} and {{c3::b}}", ""], [])
    adding.form.edited.emit()
    gaps = [("Cloze 1", "[...] and b a and b"), ("Cloze 3", "a and [...] a and b")]
    qtbot.waitUntil(lambda: _sections(adding) == gaps)
    adding.form.set_note(BASIC, ["dog", "chien"], [])
    adding.form.edited.emit()
    qtbot.waitUntil(lambda: [text for _, text in _sections(adding)] == ["dog chien"])
    assert not adding.preview.stack.sections[0].caption.isVisible()


def test_the_keys_go_on_through_many_cards_six_at_a_time(adding: AddWindow, qtbot: QtBot) -> None:
    text = " ".join(f"{{{{c{number}::w{number}}}}}" for number in range(1, 10))
    adding.form.set_note(CLOZE, [text, ""], [])
    edit = adding.form.edits[1]
    edit.setFocus()
    adding.form.edited.emit()
    qtbot.waitUntil(lambda: len(_sections(adding)) == 6 and bool(_sections(adding)[5][1]))
    assert _in_sight(adding)[0] == "Cloze 1"
    assert adding.preview.stack.more.text() == "Show the next 3 cards"
    qtbot.mouseClick(adding.preview.stack.more, Qt.MouseButton.LeftButton)
    assert [name for name, _ in _sections(adding)] == ["Cloze 7", "Cloze 8", "Cloze 9"]
    qtbot.keyClick(edit, Qt.Key.Key_PageUp, CONTROL)
    qtbot.waitUntil(lambda: "Cloze 6" in _in_sight(adding))
    assert "[...]" in _shown(adding)
    assert len(_sections(adding)) == 6


def test_the_keys_page_through_a_card_that_is_higher_than_the_view(
    adding: AddWindow, qtbot: QtBot
) -> None:
    long = "\n\n".join(f"line {number}" for number in range(40))
    adding.form.set_note(BASIC_REVERSE, ["dog", long], [])
    edit = adding.form.edits[0]
    edit.setFocus()
    adding.form.edited.emit()
    qtbot.waitUntil(lambda: len(_sections(adding)) == 2 and "line 39" in _sections(adding)[1][1])
    pressed = 0
    while adding.preview._caption.text() == "Preview: card 1 of 2" and pressed < 20:
        qtbot.keyClick(edit, Qt.Key.Key_PageDown, CONTROL)
        pressed += 1
    assert 2 <= pressed < 20
    assert "Card 2" in _in_sight(adding)


def test_a_long_text_with_a_sheet_is_dressed_beside_the_window(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[threading.Thread] = []
    dress = dressing.dress

    def watched(html: str, *arguments: Any) -> Any:
        if len(html) > 1_000:
            threads.append(threading.current_thread())
        return dress(html, *arguments)

    monkeypatch.setattr(dressing, "dress", watched)
    preview = Preview(window)
    qtbot.addWidget(preview)
    preview.show()
    sheet = replace(BASIC, css=".card { color: #222222; background-color: #fdf6e3 }")
    preview.show_note(sheet, {"Front": "first", "Back": "x"})
    assert "first" in preview.view.toPlainText()
    preview.show_note(sheet, {"Front": "**bold** words.\n\n" * 600, "Back": "x"})
    assert preview.view.toPlainText() == ""  # nothing of the note before
    qtbot.waitUntil(lambda: "bold words" in preview.view.toPlainText(), timeout=20_000)
    assert threads
    assert threading.main_thread() not in threads


def test_a_card_further_on_than_the_note_before_had_cards_is_come_to(
    qtbot: QtBot, window: MainWindow
) -> None:
    preview = Preview(window)
    qtbot.addWidget(preview)
    preview.show()
    preview.show_note(BASIC, {"Front": "first", "Back": "x"})
    gaps = " ".join(f"{{{{c{number}::word{number}}}}}" for number in range(1, 8))
    preview.show_note(CLOZE, {"Text": gaps, "Extra": ""}, 5)
    assert not preview.has_sounds()
    qtbot.waitUntil(lambda: "word6" in preview.view.toPlainText())
