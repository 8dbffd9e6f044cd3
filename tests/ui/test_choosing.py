"""Multiple choice and lists: keys, marks and the rating proposed in study; lists in the editor."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor, QTextTable

from flashcards.model.enums import Quality
from flashcards.ui.editor.edit_window import EditWindow
from flashcards.ui.main_window import MainWindow
from flashcards.ui.reviewer.screen import ReviewerScreen
from tests.qtbot import QtBot
from tests.ui.studying import card_text, is_asking, press, study

if TYPE_CHECKING:
    from flashcards.api import Collection

NONE, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ONE = {"Question": "Capital of France?", "Answer": "Paris", "Wrong answers": "Lyon\nNice\nMetz"}
TWO = {"Question": "Which are even?", "Answer": "- 2\n- 4", "Wrong answers": "- 1\n- 3"}


def _asked(window: MainWindow, collection: "Collection", note: dict[str, str]) -> ReviewerScreen:
    collection.add_note(note, deck="French", note_type="choice")
    return study(window)


def _options(screen: ReviewerScreen) -> list[str]:
    """Return each option with the sign before it."""
    frames = screen.page.pane.document().rootFrame().childFrames()
    table = next(frame for frame in frames if isinstance(frame, QTextTable))
    return [
        " ".join(_cell(table, row, column) for column in (1, 2)).strip()
        for row in range(table.rows())
    ]


def _cell(table: QTextTable, row: int, column: int) -> str:
    cell = table.cellAt(row, column)
    cursor = cell.firstCursorPosition()
    cursor.setPosition(cell.lastPosition(), QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText().strip()


def _key_of(screen: ReviewerScreen, option: str) -> str:
    return str(next(at for at, each in enumerate(_options(screen), 1) if each.endswith(option)))


def _proposed(screen: ReviewerScreen) -> list[str]:
    buttons = screen.page.foot.rating_buttons
    return [each.text() for each in buttons if each.proposed and each.isVisible()]


def _qualities(collection: "Collection") -> list[Quality]:
    rows = [row for card in collection.search("") for row in collection.history(card)]
    return [row.quality for row in sorted(rows, key=lambda row: row.id)]


def test_a_number_chooses_and_shows_what_is_right(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = _asked(window, collection, ONE)
    assert sorted(_options(screen)) == ["○ Lyon", "○ Metz", "○ Nice", "○ Paris"]
    press(window, qtbot, _key_of(screen, "Paris"))
    assert not is_asking(screen)
    assert "✓ Paris right" in _options(screen)
    assert _proposed(screen) == ["Good"]
    press(window, qtbot, " ")
    assert _qualities(collection) == [Quality.GOOD]


def test_options_beyond_the_ninth_have_keys_and_say_them(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    wrong = "\n".join(f"town {letter}" for letter in "abcdefghijklmnopqrstuv")
    right = "- Paris\n- Lutetia"
    note = {"Question": "Names of the capital?", "Answer": right, "Wrong answers": wrong}
    screen = _asked(window, collection, note)
    frames = screen.page.pane.document().rootFrame().childFrames()
    table = next(frame for frame in frames if isinstance(frame, QTextTable))
    said = [_cell(table, row, 0) for row in (8, 9, 10, 23)]
    assert said == ["9", "0", "11", "24"]
    behind = [_cell(table, row, 2).rpartition(" ")[2] for row in (10, 19, 20, 23)]
    assert behind == ["Ctrl+Shift+1", "Ctrl+Shift+0", "Alt+Shift+1", "Alt+Shift+4"]
    held = (NONE, CONTROL | SHIFT, ALT | SHIFT)
    keys = (Qt.Key.Key_0, Qt.Key.Key_1, Qt.Key.Key_4)
    for key, modifier in zip(keys, held, strict=True):
        qtbot.keyClick(screen.page.pane, key, modifier)
    chosen = [at for at, each in enumerate(_options(screen), 1) if each.startswith("☑")]
    assert chosen == [10, 11, 24]
    press(window, qtbot, " ")
    qtbot.keyClick(screen.page.pane, Qt.Key.Key_1, CONTROL | SHIFT)
    assert _qualities(collection) == []


def test_a_wrong_choice_is_told_in_words_and_again_proposed_but_not_forced(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = _asked(window, collection, ONE)
    press(window, qtbot, _key_of(screen, "Lyon"))
    assert {"✗ Lyon wrong", "✓ Paris right, not chosen"} <= set(_options(screen))
    assert _proposed(screen) == ["Again"]
    press(window, qtbot, "2")
    assert _qualities(collection) == [Quality.HARD]


def test_of_several_right_ones_each_is_chosen_before_the_answer_is_shown(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = _asked(window, collection, TWO)
    assert "Choose all that are right." in card_text(screen)
    press(window, qtbot, _key_of(screen, "2"))
    press(window, qtbot, _key_of(screen, "1"))
    press(window, qtbot, _key_of(screen, "1"))
    assert is_asking(screen)
    assert sorted(_options(screen)) == ["☐ 1", "☐ 3", "☐ 4", "☑ 2"]
    press(window, qtbot, " ")
    assert _proposed(screen) == ["Hard"]


def test_an_option_can_be_clicked(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = _asked(window, collection, ONE)
    pane = screen.page.pane
    found = pane.document().find("Metz")
    found.setPosition(found.selectionStart() + 1)
    at = pane.cursorRect(QTextCursor(found)).center()
    qtbot.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at))
    assert "✗ Metz wrong" in _options(screen)


def test_showing_the_answer_without_a_choice_proposes_nothing(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = _asked(window, collection, ONE)
    press(window, qtbot, " ")
    assert "✓ Paris" in _options(screen)
    assert _proposed(screen) == []


def test_the_order_stays_with_one_showing_and_differs_in_the_next(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    wrong = "\n".join(f"town {number}" for number in range(8))
    screen = _asked(window, collection, {**ONE, "Wrong answers": wrong})
    first = _options(screen)
    window.go("today")
    window.go("study")
    assert _options(screen) == first
    press(window, qtbot, " 1")
    second = _options(screen)
    assert sorted(second) == sorted(first)
    assert second != first
    press(window, qtbot, "Z")
    assert _options(screen) == first


def test_a_list_is_asked_item_by_item(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    collection.add_deck("French")
    collection.set_options("French", bury_new=False)
    note = {"Question": "Planets?", "Items": "Mercury\nVenus\nEarth"}
    collection.add_note(note, deck="French", note_type="list")
    screen = study(window)
    said = [line.replace("\u00a0", " ").strip() for line in card_text(screen).splitlines()]
    assert said == ["Planets?", "[...]  1/3"]
    press(window, qtbot, " ")
    said = [line.strip() for line in card_text(screen).splitlines()]
    assert said == ["Planets?", "Mercury"]
    press(window, qtbot, "3")
    said = [line.replace("\u00a0", " ").strip() for line in card_text(screen).splitlines()]
    assert said == ["Planets?", "Mercury", "[...]  2/3"]


def test_a_list_is_written_as_plain_lines_and_its_cards_stay(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    note = {"Question": "Planets?", "Items": "Mercury\nVenus"}
    note_id = collection.add_note(note, deck="French", note_type="list")
    cards = {collection.card(card).ordinal: card for card in collection.note_cards(note_id)}
    window.edit_note(note_id)
    opened = window.findChildren(EditWindow)[0]
    qtbot.waitExposed(opened)
    keeper = opened.keeper
    assert keeper.form.texts()[1] == "Mercury\nVenus"
    assert not keeper.is_dirty()
    edit = keeper.form.edits[1]
    edit.setFocus()
    edit.moveCursor(QTextCursor.MoveOperation.Start)
    qtbot.keyClicks(edit, "Sun")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert keeper.is_dirty()
    keeper.save()
    qtbot.waitUntil(lambda: not keeper.is_dirty())
    assert collection.note(note_id).fields[1] == "{{c3::Sun}}\n{{c1::Mercury}}\n{{c2::Venus}}"
    assert keeper.form.texts()[1] == "Sun\nMercury\nVenus"
    now = {collection.card(card).ordinal: card for card in collection.note_cards(note_id)}
    assert {number: now[number] for number in cards} == cards
