"""Cards are heard: by a click, by keys and by themselves, and never once the learner looks away."""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, Qt, QUrl
from PySide6.QtGui import QImage, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication

from flashcards.text.played import File, Played, Speech
from flashcards.text.render import render_card
from flashcards.ui.main_window import MainWindow
from flashcards.ui.reviewer.screen import ReviewerScreen
from flashcards.ui.sound.sounds import Sounds, sounds_of
from tests import sounds as files
from tests.qtbot import QtBot
from tests.ui.studying import card_text, press, press_with, study

if TYPE_CHECKING:
    from flashcards.api import Collection
    from flashcards.ui.browser.screen import BrowserScreen

R, SHIFT = Qt.Key.Key_R, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
LONG_S = 600.0


@pytest.fixture
def heard(window: MainWindow) -> list[str]:
    """What was played, in its order, by the name it has on the card; ``-`` for silence."""
    found: list[str] = []
    sounds = sounds_of(window)

    def hear(_owner: object, number: int) -> None:
        now = sounds.now
        name = now.name if isinstance(now, File) else now.text if isinstance(now, Speech) else "-"
        assert (number < 0) == (now is None)
        found.append(name.partition(".")[0])

    sounds.changed.connect(hear)
    return found


def _keep(collection: "Collection", tmp_path: Path, *names: str, seconds: float = 0.1) -> None:
    for at, name in enumerate(names):
        file = tmp_path / f"{name}.wav"
        file.write_bytes(files.wav(seconds, pitch=300 + 50 * at + len(name), rate=2_000))
        collection.import_media(file)


def _study(window: MainWindow, front: str, back: str) -> ReviewerScreen:
    window.collection.add_note({"Front": front, "Back": back}, deck="French")
    return study(window)


def _still(window: MainWindow) -> Callable[[], bool]:
    return lambda: sounds_of(window).now is None


@pytest.mark.audio
def test_each_side_plays_its_own_sounds_as_it_comes(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, heard: list[str]
) -> None:
    _keep(window.collection, tmp_path, "dog", "hund", "wau")
    screen = _study(window, "[sound:dog.wav]", "[sound:hund.wav] [sound:wau.wav]")
    qtbot.waitUntil(_still(window))
    assert heard == ["dog", "-"]
    press(window, qtbot, " ")
    qtbot.waitUntil(lambda: heard[-1] == "-" and len(heard) > 2)
    assert heard == ["dog", "-", "hund", "wau", "-"]
    press_with(window, qtbot, R, NONE)
    qtbot.waitUntil(lambda: len(heard) == 9)
    assert heard[5:] == ["dog", "hund", "wau", "-"]
    assert screen.is_answered()


@pytest.mark.audio
def test_the_options_of_the_deck_say_what_plays_by_itself(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, heard: list[str]
) -> None:
    _keep(window.collection, tmp_path, "dog", "hund")
    window.collection.add_deck("French")
    window.collection.set_options("French", autoplay=False)
    _study(window, "[sound:dog.wav]", "[sound:hund.wav]")
    press(window, qtbot, " ")
    assert heard == []
    press(window, qtbot, "Z")
    window.collection.set_options("French", autoplay=True, replay_question=True)
    press(window, qtbot, "3")
    _study(window, "[sound:hund.wav]", "[sound:dog.wav]")
    qtbot.waitUntil(lambda: heard == ["hund", "-"])
    press(window, qtbot, " ")
    qtbot.waitUntil(lambda: heard == ["hund", "-", "hund", "dog", "-"])


@pytest.mark.audio
def test_shift_r_plays_the_next_one_alone_and_begins_again(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, heard: list[str]
) -> None:
    _keep(window.collection, tmp_path, "one", "two")
    window.collection.add_deck("French")
    window.collection.set_options("French", autoplay=False)
    _study(window, "[sound:one.wav] [sound:two.wav]", "b")
    for _ in range(3):
        press_with(window, qtbot, R, SHIFT)
        qtbot.waitUntil(_still(window))
    assert heard == ["one", "-", "two", "-", "one", "-"]


@pytest.mark.audio
def test_a_sound_ends_with_its_card_a_pause_another_screen_and_the_palette(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, heard: list[str]
) -> None:
    _keep(window.collection, tmp_path, "long", seconds=LONG_S)
    playing = Played_now(window)
    screen = _study(window, "[sound:long.wav]", "b")
    window.collection.add_note({"Front": "x", "Back": "y"}, deck="French")
    assert playing() == "long.wav"
    press(window, qtbot, "P")
    assert playing() == ""
    press(window, qtbot, "P")
    press_with(window, qtbot, R, NONE)
    assert playing() == "long.wav"
    window.open_palette()
    assert playing() == ""
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    press_with(window, qtbot, R, NONE)
    assert playing() == "long.wav"
    window.go("today")
    assert playing() == ""
    study(window)
    press_with(window, qtbot, R, NONE)
    press(window, qtbot, " ")
    assert playing() == "long.wav", "the answer has the same sound, which goes on"
    press(window, qtbot, "3")
    assert card_text(screen) == "x"
    assert playing() == ""


class Played_now:  # noqa: N801  (called like a function)
    """Says which file plays now; empty for none."""

    def __init__(self, window: MainWindow) -> None:
        self._sounds: Sounds = sounds_of(window)

    def __call__(self) -> str:
        now: Played | None = self._sounds.now
        return now.name if isinstance(now, File) else ""


def _link_place(screen: ReviewerScreen, words: str) -> QPoint:
    pane = screen.page.pane
    cursor = pane.document().find(words)
    assert isinstance(cursor, QTextCursor)
    assert not cursor.isNull(), pane.toPlainText()
    end = QRect(pane.cursorRect(cursor))
    return QPoint(end.left() - 5, end.center().y())


@pytest.mark.audio
def test_a_click_on_the_button_plays_and_one_more_stops(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    _keep(window.collection, tmp_path, "long", seconds=LONG_S)
    window.collection.add_deck("French")
    window.collection.set_options("French", autoplay=False)
    screen = _study(window, "hear [sound:long.wav]", "b")
    playing = Played_now(window)
    assert "10:00" in card_text(screen)
    assert "long" not in card_text(screen), "a name may give the answer away"
    place = _link_place(screen, "10:00")
    qtbot.mouseClick(screen.page.pane.viewport(), pos=place)
    assert playing() == "long.wav"
    qtbot.mouseClick(screen.page.pane.viewport(), pos=place)
    assert playing() == ""


@pytest.mark.audio
def test_a_sound_that_is_missing_is_said_on_the_card_and_stops_no_other(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, heard: list[str]
) -> None:
    _keep(window.collection, tmp_path, "here")
    screen = _study(window, "[sound:gone.mp3] [sound:here.wav]", "b")
    assert "The sound “gone.mp3” is missing." in card_text(screen)
    qtbot.waitUntil(_still(window))
    assert heard == ["here", "-"]


@pytest.mark.audio
def test_a_damaged_file_is_told_and_the_next_one_plays(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, heard: list[str]
) -> None:
    (tmp_path / "broken.flac").write_bytes(files.flac(2.0))
    window.collection.import_media(tmp_path / "broken.flac")
    _keep(window.collection, tmp_path, "here")
    _study(window, "[sound:broken.flac] [sound:here.wav]", "b")
    qtbot.waitUntil(_still(window))
    assert heard[-2:] == ["here", "-"]


def test_without_the_part_that_plays_cards_say_what_to_install(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    _keep(window.collection, tmp_path, "dog")
    screen = _study(window, "[sound:dog.wav] {}", "b")
    assert "PySide6-Addons" in window.toasts.text.text()
    assert card_text(screen).endswith("{}")
    press_with(window, qtbot, R, NONE)
    press(window, qtbot, " 3")
    assert not screen.has_card()


def test_where_a_system_library_is_missing_its_package_is_named() -> None:
    from flashcards.ui.sound.parts import _words

    said = _words("libpulse.so.0: cannot open shared object file: No such file or directory")
    assert "libpulse0" in said


def test_the_keys_of_sound_rest_where_a_card_has_none(window: MainWindow, qtbot: QtBot) -> None:
    _study(window, "silent", "b")
    assert not window.commands.enabled("study.play")
    assert not window.commands.enabled("study.play_next")


@pytest.fixture
def speaking(window: MainWindow) -> MainWindow:
    """The window, its voice the one of Qt's that says nothing."""
    from PySide6.QtTextToSpeech import QTextToSpeech

    if "mock" not in QTextToSpeech.availableEngines():
        pytest.skip("the voice that says nothing is not packed with this Qt")
    sounds_of(window).engine = "mock"
    return window


V = Qt.Key.Key_V


@pytest.mark.audio
def test_v_reads_the_side_aloud_that_is_shown(
    speaking: MainWindow, qtbot: QtBot, heard: list[str]
) -> None:
    _study(speaking, "two **dogs**", "chiens")
    press_with(speaking, qtbot, V, NONE)
    qtbot.waitUntil(lambda: heard == ["two dogs", "-"])
    press(speaking, qtbot, " ")
    press_with(speaking, qtbot, V, NONE)
    qtbot.waitUntil(lambda: heard == ["two dogs", "-", "chiens", "-"])


@pytest.mark.audio
def test_v_once_more_stops_reading(speaking: MainWindow, qtbot: QtBot, heard: list[str]) -> None:
    _study(speaking, "word " * 200, "b")
    press_with(speaking, qtbot, V, NONE)
    assert isinstance(sounds_of(speaking).now, Speech)
    press_with(speaking, qtbot, V, NONE)
    assert sounds_of(speaking).now is None


@pytest.mark.audio
def test_a_template_that_speaks_is_heard_between_the_sounds_of_the_card(
    speaking: MainWindow, qtbot: QtBot, tmp_path: Path, heard: list[str]
) -> None:
    _keep(speaking.collection, tmp_path, "ring")
    basic = speaking.collection.note_type("basic")
    asked = replace(basic.templates[0], question="{{Front}} {{tts en_GB:Front}}")
    pane = _study(speaking, "bell", "b").page.pane
    html = render_card(
        replace(basic, templates=(asked,)), ["bell [sound:ring.wav]", "b"], asked.uid, 0
    ).question_html
    pane.set_html(html)
    assert "British English" in pane.toPlainText()
    pane.sounds.play_all()
    qtbot.waitUntil(lambda: heard[-3:] == ["ring", "bell", "-"])


@pytest.mark.audio
def test_a_language_without_a_voice_is_named(speaking: MainWindow, qtbot: QtBot) -> None:
    _study(speaking, "日本ごを", "b")
    press_with(speaking, qtbot, V, NONE)
    qtbot.waitUntil(lambda: "No voice for 日本語" in speaking.toasts.text.text())


def test_without_the_part_that_speaks_the_card_says_what_to_install(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtTextToSpeech", None)
    _study(window, "dog", "b")
    press_with(window, qtbot, V, NONE)
    assert "PySide6-Addons" in window.toasts.text.text()


@pytest.mark.audio
def test_r_in_browse_plays_what_the_preview_shows(
    browse: "BrowserScreen", window: MainWindow, qtbot: QtBot, tmp_path: Path, heard: list[str]
) -> None:
    _keep(window.collection, tmp_path, "hund")
    note = window.collection.add_note({"Front": "x", "Back": "[sound:hund.wav]"}, deck="French")
    window.search(f"nid:{note}")
    qtbot.waitUntil(lambda: browse.detail.preview.view.sounds.count == 1)
    assert "hund.wav" in browse.detail.preview.view.toPlainText()
    browse.view.setFocus()
    qtbot.keyClick(browse.view, R)
    qtbot.waitUntil(lambda: heard == ["hund", "-"])


def test_a_video_shows_itself_in_its_place_and_leaves_room_for_the_card(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "film.mp4").write_bytes(files.mp4(2.0))
    window.collection.import_media(tmp_path / "film.mp4")
    window.collection.add_deck("French")
    window.collection.set_options("French", autoplay=False)
    screen = _study(window, "see [sound:film.mp4] there", "b")
    pane = screen.page.pane
    film = pane.document().resource(QTextDocument.ResourceType.ImageResource.value, QUrl("play:0"))
    assert isinstance(film, QImage)
    size = film.deviceIndependentSize()
    assert size.width() == pytest.approx(size.height() * 16 / 9, abs=2)
    assert size.height() <= pane.viewport().height() * 0.6 + 1
    assert "0:02" in card_text(screen)
