"""Coming from Anki, as a learner does it: look at a package, decide, import, go on."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QPushButton

from flashcards.collection.anki import importing, previewing
from flashcards.formats.anki.package import Limits
from flashcards.ui.importing.from_anki import ProfilesDialog
from flashcards.ui.importing.screen import ImportScreen
from flashcards.ui.main_window import MainWindow
from flashcards.ui.menu_letters import plain
from tests.formats.anki import making
from tests.qtbot import QtBot
from tests.ui.packages import package

if TYPE_CHECKING:
    from flashcards.api import Collection


def _idle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.jobs.running())


@pytest.fixture
def screen(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> ImportScreen:
    """The import screen with the package in front."""
    shown = window.go("import", path=package(tmp_path / "given"))
    assert isinstance(shown, ImportScreen)
    _idle(window, qtbot)
    return shown


def _decks(screen: ImportScreen) -> list[tuple[str, ...]]:
    model = screen.preview.anki.decks.model()
    return [
        tuple(str(model.index(at, column).data()) for column in range(3))
        for at in range(model.rowCount())
    ]


def test_a_package_is_shown_before_anything_changes(
    screen: ImportScreen, collection: "Collection"
) -> None:
    page = screen.preview
    words = page.details.text()
    for part in ("4 notes", "4 cards", "1 answer", "2 media files", "2 note types"):
        assert part in words
    assert _decks(screen) == [
        ("Animals", "3", "2"), ("\u2003Wild", "1", "0"), ("Default", "1", "1"),
    ]  # fmt: skip
    said = page.anki.notes.text()
    assert "“Dice” has scripts" in said
    assert "1 file is no picture" in said
    assert "1 note cannot be used" in said
    assert page.problems.isVisible()
    assert not page.table.isVisible()
    assert collection.deck_names() == []


def test_enter_imports_a_package_and_the_report_leads_to_its_notes(
    window: MainWindow, screen: ImportScreen, qtbot: QtBot, collection: "Collection"
) -> None:
    assert screen.preview.go.hasFocus()
    qtbot.keyClick(screen.preview.go, Qt.Key.Key_Return)
    _idle(window, qtbot)
    report = screen.report
    assert report.title.text() == "Imported 4 notes"
    assert report.study.hasFocus()
    assert (report.numbers["added"].text(), report.numbers["skipped"].text()) == ("4", "1")
    assert report.undo.isEnabled()
    assert "“Animals”" in report.where.text()
    assert "“Default”" in report.where.text()
    assert "“Dice” has scripts" in report.kept.text()
    qtbot.keyClick(report.undo, Qt.Key.Key_Space)
    assert collection.search("") == []


def test_escape_leaves_without_importing(
    window: MainWindow, screen: ImportScreen, qtbot: QtBot, collection: "Collection"
) -> None:
    qtbot.keyClick(screen.preview.go, Qt.Key.Key_Escape)
    assert not screen.preview.isVisible()
    assert collection.search("") == []


def test_a_deck_above_all_and_tags_can_be_typed(
    window: MainWindow, screen: ImportScreen, qtbot: QtBot, collection: "Collection"
) -> None:
    page = screen.preview
    assert page.deck.currentText() == ""
    page.deck.setFocus()
    qtbot.keyClicks(page.deck, "Old")
    page.anki.tags.setFocus()
    qtbot.keyClicks(page.anki.tags, "anki shared")
    page.go.setFocus()
    qtbot.keyClick(page.go, Qt.Key.Key_Return)
    _idle(window, qtbot)
    assert set(collection.deck_names()) == {"Old", "Old::Animals", "Old::Animals::Wild",
        "Old::Default"}  # fmt: skip
    assert len(collection.search("tag:anki tag:shared")) == 4


def test_what_comes_along_is_ticked_with_the_space_bar(screen: ImportScreen, qtbot: QtBot) -> None:
    anki = screen.preview.anki
    assert (anki.learning.isChecked(), anki.presets.isChecked()) == (True, False)
    assert "1 answer" in anki.learning.text()
    for tick in (anki.learning, anki.presets, anki.day_start):
        tick.setFocus()
        qtbot.keyClick(tick, Qt.Key.Key_Space)
    [(_, _, _, choices, _)] = screen.preview.wanted()
    assert (choices.with_learning, choices.presets, choices.day_start) == (False, True, True)


def test_a_package_too_large_for_a_shared_one_comes_in_as_ones_own(
    window: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    collection: "Collection",
) -> None:
    for each in (previewing, importing):
        monkeypatch.setattr(each, "STRANGERS", Limits(10_000, 10_000, 10_000, 10))
    screen = window.go("import", path=package(tmp_path / "given"))
    assert isinstance(screen, ImportScreen)
    _idle(window, qtbot)
    page = screen.preview
    assert not page.go.isEnabled()
    assert "far more than a shared package" in page.details.text()
    assert page.own.hasFocus()
    qtbot.keyClick(page.own, Qt.Key.Key_Return)
    _idle(window, qtbot)
    assert not page.own.isVisible()
    assert page.go.hasFocus()
    qtbot.keyClick(page.go, Qt.Key.Key_Return)
    _idle(window, qtbot)
    assert len(collection.search("")) == 4


def test_the_file_dialog_offers_packages(window: MainWindow) -> None:
    window.commands.trigger("file.import")
    [dialog] = window.findChildren(QFileDialog)
    filters = dialog.nameFilters()
    assert "*.apkg" in filters[0]
    assert "*.colpkg" in filters[1]
    dialog.reject()


def _profile(base: Path, name: str) -> Path:
    path = base / name / "collection.anki2"
    path.parent.mkdir(parents=True)
    making.database(
        path,
        [making.note(1, f"dog of {name}", "Hund")],
        [making.card(11, 1)],
        config={"rollover": 5},
    )
    return path


def test_who_comes_from_anki_finds_the_collection_there_with_all_that_comes_along(
    window: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    collection: "Collection",
) -> None:
    monkeypatch.setenv("ANKI_BASE", str(tmp_path / "Anki2"))
    _profile(tmp_path / "Anki2", "User 1")
    window.go("today")
    [link] = [each for each in window.findChildren(QPushButton) if "Anki" in plain(each.text())]
    link.setFocus()
    qtbot.keyClick(link, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.front() == "import")
    _idle(window, qtbot)
    page = _import_screen(window).preview
    assert page.name.text() == "User 1 › collection.anki2"
    assert page.anki.presets.isChecked()
    assert page.anki.day_start.isChecked()
    assert "5" in page.anki.day_start.text()
    assert page.go.hasFocus()
    qtbot.keyClick(page.go, Qt.Key.Key_Return)
    _idle(window, qtbot)
    assert len(collection.search("dog")) == 1
    assert collection.options("Default").day_start_minutes == 300


def test_one_of_several_profiles_is_chosen_by_keys(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANKI_BASE", str(tmp_path / "Anki2"))
    for at, name in enumerate(("Mine", "Yours")):
        path = _profile(tmp_path / "Anki2", name)
        os.utime(path, (1_700_000_000 - at * 86_400,) * 2)
    window.commands.trigger("file.from_anki")
    qtbot.waitUntil(lambda: bool(window.findChildren(ProfilesDialog)))
    [dialog] = window.findChildren(ProfilesDialog)
    assert dialog.profile.currentText().startswith("Mine · used on ")
    qtbot.keyClick(dialog.profile, Qt.Key.Key_Down)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.front() == "import")
    _idle(window, qtbot)
    assert _import_screen(window).preview.name.text() == "Yours › collection.anki2"


def test_without_ankis_folder_a_file_is_asked_for(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANKI_BASE", str(tmp_path / "nowhere"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    window.commands.trigger("file.from_anki")
    qtbot.waitUntil(lambda: bool(window.findChildren(QDialog)))
    [dialog] = window.findChildren(QDialog)
    assert any("was not found" in each.text() for each in dialog.findChildren(QLabel))
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    [chooser] = window.findChildren(QFileDialog)
    assert "*.colpkg" in chooser.nameFilters()[0]
    chooser.reject()


def test_a_package_dropped_on_the_window_is_shown(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(package(tmp_path / "given")))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    middle = window.rect().center()
    enter = QDragEnterEvent(middle, Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    drop = QDropEvent(QPointF(middle), Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(window, drop)
    qtbot.waitUntil(lambda: window.front() == "import")
    _idle(window, qtbot)
    assert _import_screen(window).preview.name.text() == "biology.apkg"


def _import_screen(window: MainWindow) -> ImportScreen:
    screen = window.built("import")
    assert isinstance(screen, ImportScreen)
    return screen
