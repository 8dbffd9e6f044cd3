"""What the window does for the collection by itself."""

from pathlib import Path

from PySide6.QtWidgets import QDialog

from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot


def wait_for_jobs(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.jobs.running())


def told(window: MainWindow) -> list[str]:
    return [dialog.accessibleName() for dialog in window.findChildren(QDialog)]


def test_a_sound_collection_is_looked_over_in_silence(window: MainWindow, qtbot: QtBot) -> None:
    window.collection.add_note({"Front": "a", "Back": "b"}, deck="D")
    window.caretaker.look_over()
    wait_for_jobs(window, qtbot)
    assert told(window) == []


def test_a_day_long_session_is_backed_up_once(window: MainWindow, qtbot: QtBot) -> None:
    for front in ("a", "b"):
        window.collection.add_note({"Front": front, "Back": "b"}, deck="D")
        window.caretaker.rest()
        wait_for_jobs(window, qtbot)
        assert len(window.collection.backups()) == 1


def test_a_damaged_file_is_told_of(window: MainWindow, qtbot: QtBot) -> None:
    window.collection.add_note({"Front": "a" * 50_000, "Back": "b"}, deck="D")
    window.collection.rest()
    with window.collection.path.open("r+b") as file:
        file.seek(-40_000, 2)
        file.write(b"\xff" * 36_000)
    window.caretaker.look_over()
    wait_for_jobs(window, qtbot)
    assert any("damaged" in words for words in told(window))
    window.collection.close(back_up=False)


def test_a_large_step_is_undone_and_redone_while_the_window_lives(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    table = tmp_path / "many.tsv"
    table.write_text("".join(f"front {number}\tback\n" for number in range(4_000)))
    window.collection.import_file(table)
    window.setFocus()
    window.undo()
    assert window.jobs.running()
    wait_for_jobs(window, qtbot)
    assert window.collection.search("") == []
    window.redo()
    wait_for_jobs(window, qtbot)
    assert len(window.collection.search("")) == 4_000
    assert window.collection.check() == []
