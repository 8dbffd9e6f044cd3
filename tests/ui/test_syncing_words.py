"""What the window says of syncing, whatever it does: who was heard of, what is protected."""

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

import flashcards
from flashcards.sync.heading import READS
from flashcards.sync.segment import pack
from flashcards.sync.values import Segment
from flashcards.ui.browser.screen import BrowserScreen
from flashcards.ui.editor.note_history import open_history
from flashcards.ui.editor.window import edit_note
from flashcards.ui.main_window import MainWindow
from flashcards.ui.preferences.sync_page import SyncPage
from flashcards.ui.syncing.rounds import rounds_of
from tests.conftest import FixedClock
from tests.qtbot import QtBot
from tests.ui.letters import press_letter
from tests.ui.planned import idle
from tests.ui.two_computers import Pair, open_sync_page

RETURN, SPACE, F9 = Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_F9
END, CTRL = Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> SyncPage:
    """The page of the preferences."""
    return open_sync_page(window, qtbot)


def _sync(window: MainWindow, qtbot: QtBot) -> None:
    window.commands.trigger("edit.sync")
    idle(window, qtbot)


def _differ(pair: Pair, clock: FixedClock, front: str) -> None:
    """Change the answer of a note on both computers."""
    note = pair.here.notes_of(pair.here.search(f"front:{front}"))[0]
    pair.there.update_note(pair.note_there(front), {"Back": "grey"})
    clock.advance(minutes=1)
    pair.here.update_note(note, {"Back": "russet"})
    pair.hear()


def test_the_sign_says_when_another_computer_was_last_heard_of(
    pair: Pair, page: SyncPage, window: MainWindow, qtbot: QtBot, fixed_clock: FixedClock
) -> None:
    fixed_clock.advance(hours=5)
    _sync(window, qtbot)
    sign = window.rail.sign
    assert sign.accessibleName() == "Synced just now. Last heard of laptop-2 (5 hours ago)."
    assert " ".join(sign.text().split()) == "In step with laptop-2 5 hours ago"
    assert page.status.text() == "Synced just now"
    assert page.others.text() == "laptop-2: last heard of 5 hours ago"


def test_after_a_day_without_a_word_of_another_computer_nobody_is_said_to_be_in_step(
    pair: Pair, window: MainWindow, qtbot: QtBot, fixed_clock: FixedClock
) -> None:
    fixed_clock.advance(hours=23, minutes=59)
    _sync(window, qtbot)
    sign = window.rail.sign
    assert " ".join(sign.text().split()) == "In step with laptop-2 23 hours ago"
    fixed_clock.advance(minutes=1)
    _sync(window, qtbot)
    assert " ".join(sign.text().split()) == "Synced just now"
    assert sign.accessibleName().startswith("Synced just now. Last heard of laptop-2 (")


def test_the_page_says_whether_what_is_synced_is_protected(pair: Pair, page: SyncPage) -> None:
    assert page.protected.text().startswith("Not protected with a passphrase")
    assert not page.passphrase.isVisible()


def test_a_passphrase_can_be_looked_at_while_it_is_typed_and_later(
    page: SyncPage, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    (folder := tmp_path / "folder").mkdir()
    page.take_folder(folder)
    press_letter(qtbot, window, "Passphrase")
    assert page.passphrase.hasFocus()
    qtbot.keyClicks(page.passphrase, "open sesame")
    assert page.passphrase.echoMode() is QLineEdit.EchoMode.Password
    page.secret.shown.setFocus()
    qtbot.keyClick(page.secret.shown, SPACE)
    assert page.passphrase.displayText() == "open sesame"
    page.begin.setFocus()
    qtbot.keyClick(page.begin, RETURN)
    idle(window, qtbot)
    assert page.protected.text() == "Protected with a passphrase"
    assert page.passphrase.isVisible()
    window.go("today")
    window.go("preferences", section="sync")
    assert "open" not in page.passphrase.displayText()
    qtbot.keyClick(page.secret.shown, SPACE)
    assert page.passphrase.displayText() == "open sesame"
    qtbot.keyClicks(page.passphrase, "x")
    assert page.passphrase.text() == "open sesame"  # that of a folder cannot be changed
    qtbot.keyClick(page.leave, SPACE)
    idle(window, qtbot)
    assert not page.passphrase.isReadOnly()


def test_the_notice_of_what_differed_names_the_note_and_can_be_put_away(
    pair: Pair, page: SyncPage, window: MainWindow, qtbot: QtBot, fixed_clock: FixedClock
) -> None:
    _differ(pair, fixed_clock, "fox")
    words = "“fox” was changed on two computers: see its history"
    assert page.conflicts.text() == words
    assert window.rail.sign.accessibleName() == words
    page.seen.setFocus()
    qtbot.keyClick(page.seen, SPACE)
    assert not page.conflicts.isVisible()
    assert not page.seen.isVisible()
    assert page.now.hasFocus()
    assert window.rail.sign.accessibleName().startswith("Synced just now")
    _sync(window, qtbot)
    assert pair.here.syncing.status().conflicts == ()


def test_the_history_says_where_and_when_the_other_text_was_typed(
    pair: Pair, window: MainWindow, fixed_clock: FixedClock
) -> None:
    fixed_clock.advance(minutes=15)
    _differ(pair, fixed_clock, "fox")
    dialog = open_history(window, pair.here.notes_of(pair.here.search("front:fox"))[0])
    assert dialog is not None
    model = dialog.list.model()
    rows = [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]
    dialog.reject()
    grey = next(row for row in rows if row[2] == "grey")
    assert grey == ["Today, 10:15", "Back", "grey", "laptop-2"]


def test_several_notes_that_differed_are_counted(
    pair: Pair, page: SyncPage, fixed_clock: FixedClock
) -> None:
    pair.here.add_note({"Front": "owl", "Back": "wise"}, deck="Birds")
    pair.agree()
    for front in ("fox", "owl"):
        _differ(pair, fixed_clock, front)
    assert page.conflicts.text() == (
        "2 fields were changed on two computers: see their notes’ history"
    )


def test_a_name_that_was_taken_away_comes_back_and_nobody_is_told_off(
    pair: Pair, page: SyncPage, window: MainWindow, qtbot: QtBot
) -> None:
    name = page.name.text()
    page.name.setFocus()
    page.name.clear()
    page.now.setFocus()
    assert page.name.text() == name
    page.name.clear()  # as where the page is left before it is known
    window.go("today")
    assert QApplication.activeModalWidget() is None
    assert pair.here.syncing.status().name == name


def test_a_computer_that_joins_again_has_the_name_it_had_or_is_given(
    pair: Pair, page: SyncPage, window: MainWindow, qtbot: QtBot
) -> None:
    pair.here.syncing.rename_device("desk")
    page.leave.setFocus()
    qtbot.keyClick(page.leave, SPACE)
    idle(window, qtbot)
    window.go("today")
    window.go("preferences", section="sync")
    idle(window, qtbot)
    assert page.name.text() == "desk"
    page.name.setFocus()
    page.name.selectAll()
    qtbot.keyClicks(page.name, "tower")
    page.begin.setFocus()
    qtbot.keyClick(page.begin, RETURN)
    idle(window, qtbot)
    assert pair.here.syncing.status().name == "tower"


def test_no_word_of_the_sign_is_cut_and_the_name_stays_until_the_passphrase_is_there(
    page: SyncPage, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    (folder := tmp_path / "folder").mkdir()
    (tmp_path / "other").mkdir()
    with flashcards.open(tmp_path / "other" / "c.flashcards") as there:
        there.syncing.sync(folder, "open sesame", name="laptop-2")
    page.take_folder(folder)
    page.name.setFocus()
    page.name.selectAll()
    qtbot.keyClicks(page.name, "tower")
    page.begin.setFocus()
    qtbot.keyClick(page.begin, RETURN)
    idle(window, qtbot)
    words = window.rail.sign.text().split()
    assert words == ["Not", "synced", "passphrase", "needed"]
    page.passphrase.setFocus()
    qtbot.keyClicks(page.passphrase, "open sesame")
    qtbot.keyClick(page.passphrase, RETURN)
    idle(window, qtbot)
    assert rounds_of(window).error is None
    assert window.collection.syncing.status().name == "tower"


def test_what_is_typed_beside_a_row_is_saved_before_it_is_synced(
    pair: Pair, window: MainWindow, qtbot: QtBot
) -> None:
    browse = cast(BrowserScreen, window.go("browse"))
    qtbot.waitUntil(lambda: browse.view.model().rowCount() == 1)
    browse.view.select_row(0)
    browse.edit_current()
    edit = browse.detail.form.edits[1]
    edit.setFocus()
    qtbot.keyClick(edit, END, CTRL)
    qtbot.keyClicks(edit, "dish")
    qtbot.keyClick(edit, F9)
    idle(window, qtbot)
    assert edit.hasFocus()
    pair.there.syncing.sync(pair.folder)
    assert pair.there.note(pair.note_there("fox")).fields == ("fox", "reddish")


def test_what_is_typed_in_a_window_is_saved_before_it_is_synced(
    pair: Pair, window: MainWindow, qtbot: QtBot
) -> None:
    editing = edit_note(window, pair.here.notes_of(pair.here.search(""))[0])
    assert editing is not None
    qtbot.waitUntil(editing.isActiveWindow)
    edit = editing.form.edits[1]
    edit.setFocus()
    qtbot.keyClick(edit, END, CTRL)
    qtbot.keyClicks(edit, "dish")
    qtbot.keyClick(edit, F9)
    idle(window, qtbot)
    assert editing.isVisible()
    pair.there.syncing.sync(pair.folder)
    assert pair.there.note(pair.note_there("fox")).fields == ("fox", "reddish")


def test_what_could_not_be_read_is_said_once_beside_when_that_was(
    pair: Pair, page: SyncPage, window: MainWindow, qtbot: QtBot
) -> None:
    newer = Segment("future1", 1)
    newer.needs, newer.app = READS + 1, "9.0"
    (pair.folder / "future1-1-0000000000000000.seg").write_bytes(pack(newer))
    _sync(window, qtbot)
    assert page.status.text() == "Not all was read, just now"
    assert "Flashcards 9.0, a later version" in page.troubles.text()


def test_a_name_that_runs_from_right_to_left_does_not_turn_its_sentence_round(
    pair: Pair, page: SyncPage, window: MainWindow, qtbot: QtBot, fixed_clock: FixedClock
) -> None:
    pair.there.syncing.rename_device("המחשב")
    pair.here.add_note({"Front": "עצב", "Back": "red"}, deck="Mammals")
    pair.agree()
    note = pair.here.notes_of(pair.here.search("front:עצב"))[0]
    pair.there.update_note(pair.note_there("עצב"), {"Back": "grey"})
    fixed_clock.advance(minutes=1)
    pair.here.update_note(note, {"Back": "russet"})
    pair.there.syncing.sync(pair.folder)
    _sync(window, qtbot)
    assert page.others.text() == "\u2068המחשב\u2069: last heard of just now"
    assert page.conflicts.text().startswith("“\u2068עצב\u2069” was changed on two computers")


def test_one_note_is_offered_to_be_shown_as_one_and_two_as_several(
    pair: Pair, page: SyncPage, fixed_clock: FixedClock
) -> None:
    pair.here.add_note({"Front": "owl", "Back": "wise"}, deck="Birds")
    pair.agree()
    _differ(pair, fixed_clock, "fox")
    assert page.history.text().replace("&", "") == "Show its history"
    _differ(pair, fixed_clock, "owl")
    assert page.history.text().replace("&", "") == "Show these notes"


def test_a_long_name_of_this_computer_is_read_from_its_beginning(
    pair: Pair, window: MainWindow, qtbot: QtBot
) -> None:
    pair.here.syncing.rename_device("The large computer in the study beneath the roof")
    page = open_sync_page(window, qtbot)
    assert page.name.text().startswith("The large computer")
    assert page.name.cursorPosition() == 0


def test_what_is_too_large_to_be_sent_is_not_said_to_be_unread(
    pair: Pair, page: SyncPage, window: MainWindow, qtbot: QtBot
) -> None:
    source = pair.here.reading.keep(pair.here.articles.read("# A\n\nA cell has a wall.\n"))
    pair.here.reading.set_portion(source, 1 << 50)
    _sync(window, qtbot)
    assert window.rail.sign.text().split()[:4] == ["Not", "all", "was", "sent"]
    assert page.troubles.text().startswith("1 value in this collection is larger")
