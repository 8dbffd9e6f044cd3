"""Sounds come into a field by dropping, from a file, or recorded; no wrong key loses them."""

import io
import struct
import sys
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from flashcards.ui.editor.add_window import AddWindow
from flashcards.ui.main_window import MainWindow
from flashcards.ui.sound.record_dialog import RecordDialog
from flashcards.ui.sound.take import LONGEST_S, Take
from tests import sounds as files
from tests.qtbot import QtBot

LOUD = struct.pack("<4h", 0, 16_384, -8_192, 0) * 2_000


@pytest.fixture
def adding(window: MainWindow, qtbot: QtBot) -> Iterator[AddWindow]:
    """The window that adds notes, its first field ready to be typed in."""
    window.add_note()
    opened = next(each for each in QApplication.topLevelWidgets() if isinstance(each, AddWindow))
    with qtbot.waitExposed(opened):
        opened.show()
    yield opened
    opened.form.clear_fields()
    opened.close()


def _dialog(adding: AddWindow) -> RecordDialog:
    found = next(iter(adding.form.findChildren(RecordDialog)), None)
    assert found is not None
    return found


def _record(dialog: RecordDialog) -> None:
    """Give the dialog what a microphone would, and stop."""
    dialog.recorder.take_in(LOUD)
    dialog.stop()


def test_a_dropped_sound_is_kept_and_named_in_the_field(
    adding: AddWindow, window: MainWindow, tmp_path: Path
) -> None:
    (tmp_path / "Hund.MP3").write_bytes(files.mp3())
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "Hund.MP3"))])
    adding.form.edits[0].insertFromMimeData(data)
    text = adding.form.texts()[0]
    assert text.startswith("[sound:")
    kept = window.collection.recording(text[7:-1])
    assert kept is not None
    assert kept.title == "Hund.MP3"


def test_files_are_chosen_by_a_key(adding: AddWindow, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "film.mp4").write_bytes(files.mp4(2))
    edit = adding.form.edits[0]
    edit.setFocus()
    qtbot.keyClick(edit, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier
                   | Qt.KeyboardModifier.ShiftModifier)  # fmt: skip
    chooser = next(iter(adding.form.findChildren(QFileDialog)))
    chooser.filesSelected.emit([str(tmp_path / "film.mp4")])
    chooser.close()
    assert adding.form.texts()[0].endswith(".mp4]")


@pytest.mark.audio
def test_without_a_microphone_the_dialog_says_so_and_closes(
    adding: AddWindow, qtbot: QtBot
) -> None:
    adding.form.apply("record")
    dialog = _dialog(adding)
    assert "No microphone was found" in dialog.words.text()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert adding.form.texts()[0] == ""


def test_without_the_part_that_records_the_dialog_says_what_to_install(
    adding: AddWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    adding.form.apply("record")
    dialog = _dialog(adding)
    assert "PySide6-Addons" in dialog.words.text()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_recording_is_heard_and_kept_with_enter(
    adding: AddWindow, window: MainWindow, qtbot: QtBot
) -> None:
    adding.form.edits[0].setPlainText("dog ")
    adding.form.edits[0].moveCursor(adding.form.edits[0].textCursor().MoveOperation.End)
    adding.form.apply("record")
    dialog = _dialog(adding)
    _record(dialog)
    assert dialog.level.value() == 50
    assert dialog.words.text() == "Recorded: 0:01"
    dialog.play()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    text = adding.form.texts()[0]
    assert text.startswith("dog [sound:")
    kept = window.collection.recording(text[11:-1])
    assert kept is not None
    assert kept.title == ""
    with wave.open(io.BytesIO(kept.path.read_bytes())) as wav:
        assert wav.readframes(wav.getnframes()) == LOUD


def test_escape_asks_before_it_throws_a_recording_away(adding: AddWindow, qtbot: QtBot) -> None:
    adding.form.apply("record")
    dialog = _dialog(adding)
    _record(dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    asked = next(each for each in dialog.findChildren(QDialog) if each.isVisible())
    qtbot.keyClick(asked, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.recorder.take.seconds > 0
    dialog.discard.click()
    assert adding.form.texts()[0] == ""


def test_a_recording_ends_by_itself_before_it_grows_without_end() -> None:
    take = Take(rate=100)
    for _ in range(LONGEST_S + 50):
        take.add(b"\1\0" * 100)
    assert take.is_full
    assert take.seconds == LONGEST_S
    assert take.add(b"\1\0") == 0.0
    assert take.add(b"\1") == 0.0


def test_a_field_calls_a_sound_what_its_file_was_called(
    adding: AddWindow, window: MainWindow, tmp_path: Path
) -> None:
    (tmp_path / "Hund.mp3").write_bytes(files.mp3())
    kept = window.collection.import_media(tmp_path / "Hund.mp3")
    own = window.collection.import_media(files.wav(1.0))
    title_of = adding.form.edits[0].title_of
    assert title_of(kept) == "Hund.mp3"
    assert title_of(own) == "Recording 0:01"
    assert title_of("gone.mp3") == "gone.mp3"
    assert title_of("a.png") == "a.png"
