"""What is typed is on disk within a second, and the window waits for no disk."""

import os
import threading

import pytest
from PySide6.QtCore import Qt

from flashcards.ui.editor.drafts import NEW_NOTE, Drafts, DraftShelf
from flashcards.ui.editor.window import add_note, edit_note
from flashcards.ui.main_window import MainWindow
from tests.conftest import FixedClock
from tests.qtbot import QtBot

CTRL = Qt.KeyboardModifier.ControlModifier


def test_typing_that_never_rests_is_kept_all_the_same(window: MainWindow, qtbot: QtBot) -> None:
    opened = add_note(window)
    qtbot.waitUntil(opened.isActiveWindow)
    path = window.collection.path

    def kept_while_typing() -> bool:
        qtbot.keyClick(opened.form.edits[0], Qt.Key.Key_A)
        return bool(Drafts(path).get(NEW_NOTE))

    qtbot.waitUntil(kept_while_typing)
    note = window.collection.add_note({"Front": "a", "Back": "b"}, "D")
    editing = edit_note(window, note)
    assert editing is not None
    qtbot.waitUntil(editing.isActiveWindow)
    name = f"note {window.collection.note(note).guid}"

    def edit_kept_while_typing() -> bool:
        qtbot.keyClick(editing.form.edits[0], Qt.Key.Key_B)
        return bool(Drafts(path).get(name))

    qtbot.waitUntil(edit_kept_while_typing)


def test_no_draft_makes_the_window_wait_for_the_disk(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = window.collection.add_note({"Front": "a", "Back": "b"}, "D")
    waited: list[threading.Thread] = []
    real = os.fsync

    def fsync(file: int) -> None:
        waited.append(threading.current_thread())
        real(file)

    monkeypatch.setattr(os, "fsync", fsync)
    opened = add_note(window)
    qtbot.waitUntil(opened.isActiveWindow)
    qtbot.keyClicks(opened.form.edits[0], "word")
    opened.keep_draft()
    window.drafts.finish()
    assert waited
    assert threading.main_thread() not in waited
    assert Drafts(window.collection.path).get(NEW_NOTE)["fields"]["Front"] == "word"
    editing = edit_note(window, note)
    assert editing is not None
    qtbot.keyClicks(editing.form.edits[1], "c")
    editing.keeper.keep_draft()
    editing.close()
    window.drafts.finish()
    assert threading.main_thread() not in waited
    assert list(Drafts(window.collection.path)._read()) == [NEW_NOTE]


def test_the_last_word_on_a_draft_stands_however_quickly_they_follow(
    window: MainWindow,
) -> None:
    path = window.collection.path
    shelf = DraftShelf(path)
    for number in range(200):
        shelf.put("one", {"number": number})
        shelf.put("two", {"number": number})
        if number % 3 == 0:
            shelf.drop("two")
        assert shelf.get("one") == {"number": number}
        assert shelf.get("two") == ({} if number % 3 == 0 else {"number": number})
    shelf.finish()
    assert Drafts(path).get("one") == {"number": 199}
    assert Drafts(path).get("two") == {"number": 199}
    shelf.drop("one")
    shelf.drop("two")
    shelf.finish()
    assert Drafts(path).get("one") == {}


def test_a_note_added_leaves_no_draft_of_its_text(window: MainWindow, qtbot: QtBot) -> None:
    opened = add_note(window)
    qtbot.waitUntil(opened.isActiveWindow)
    qtbot.keyClicks(opened.form.edits[0], "one")
    qtbot.keyClicks(opened.form.edits[1], "two")
    opened.keep_draft()
    qtbot.keyClick(opened.form.edits[1], Qt.Key.Key_Return, CTRL)
    window.drafts.finish()
    assert Drafts(window.collection.path).get(NEW_NOTE)["fields"] == {"Front": "", "Back": ""}


@pytest.mark.parametrize("closed", [False, True])
def test_text_that_came_from_elsewhere_meanwhile_stays_in_the_notes_history(
    window: MainWindow, qtbot: QtBot, fixed_clock: FixedClock, closed: bool
) -> None:
    collection = window.collection
    note = collection.add_note({"Front": "a", "Back": "first"}, "D")
    collection.update_note(note, {"Back": "b"})  # in the same sitting as all that follows
    editing = edit_note(window, note)
    assert editing is not None
    qtbot.waitUntil(editing.isActiveWindow)
    qtbot.keyClicks(editing.form.edits[1], "typed ")
    if closed:
        editing.keeper.keep_draft()
        window.drafts.finish()
        draft = Drafts(collection.path).get(f"note {collection.note(note).guid}")
        editing.keeper.discard()
        editing.close()
    fixed_clock.advance(minutes=1)
    collection.update_note(note, {"Back": "said elsewhere"})
    if closed:  # as after the program was ended in the middle
        window.drafts.put(f"note {collection.note(note).guid}", draft)
        editing = edit_note(window, note)
        assert editing is not None
        qtbot.waitUntil(editing.isActiveWindow)
    typed = editing.form.texts()[1]
    qtbot.keyClick(editing.form.edits[1], Qt.Key.Key_Return, CTRL)
    assert collection.note(note).fields[1] == typed
    assert "typed" in typed
    kept = [each.value for each in collection.revisions(note)]
    assert kept == ["said elsewhere", "first"]
