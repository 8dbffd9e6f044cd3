"""What comes from outside opens, and harms nothing that is under way."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from flashcards.handing_over import Request
from flashcards.ui import messages
from flashcards.ui.arriving.sorting import Arrival, Sort
from flashcards.ui.deck_from_article.screen import ArticleScreen
from flashcards.ui.importing.restore_dialog import RestoreDialog
from flashcards.ui.importing.screen import ImportScreen
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot
from tests.ui.studying import card_text, study, study_new

if TYPE_CHECKING:
    from flashcards.api import Collection

ARTICLE = "# Waves\n\nA **wave** is a disturbance that travels through a medium.\n"


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    path = tmp_path / "my waves.md"
    path.write_text("Q: What is a wave?\nA: A disturbance.\n", encoding="utf-8")
    return path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "-words.csv"
    path.write_text("front,back\nchat,cat\nchien,dog\n", encoding="utf-8")
    return path


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "waves.html"
    path.write_text(f"<h1>Waves</h1><p>{ARTICLE[9:]}</p>", encoding="utf-8")
    return path


def _bring(window: MainWindow, qtbot: QtBot, *files: Path) -> None:
    window.arrivals.called(Request(files))
    _settle(window, qtbot)


def _settle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.jobs.running())


def _import_screen(window: MainWindow) -> ImportScreen:
    screen = window.built("import")
    assert isinstance(screen, ImportScreen)
    return screen


def _said(window: MainWindow) -> str:
    """Return what the line says that tells what waits; "" where it is not there."""
    bar = window.arrivals.bar
    return bar.banner.text.text() if bar is not None and bar.isVisible() else ""


def test_a_deck_is_shown_before_anything_is_imported(
    window: MainWindow, qtbot: QtBot, deck: Path, table: Path, collection: "Collection"
) -> None:
    window.go("today")
    _bring(window, qtbot, deck, table, deck)
    screen = _import_screen(window)
    assert window.front() == "import"
    assert screen.preview.paths() == (deck, table)
    assert collection.search("") == []
    assert _said(window) == ""


def test_an_article_begins_a_deck(window: MainWindow, qtbot: QtBot, article: Path) -> None:
    window.go("today")
    _bring(window, qtbot, article)
    assert window.front() == "article"
    assert window.screen_title() == "Waves"


def test_plain_text_without_marks_is_an_article_too(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "page.md"
    path.write_text(ARTICLE * 3, encoding="utf-8")
    _bring(window, qtbot, path)
    assert window.front() == "article"


def test_a_missing_file_and_one_of_unknown_kind_are_told_of_with_what_to_do(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    picture = tmp_path / "a.png"
    picture.write_bytes(b"\x89PNG")
    _bring(window, qtbot, tmp_path / "gone.apkg", picture)
    page = _import_screen(window).preview
    assert "There is no file" in page.details.text()
    assert "Check the name" in page.details.text()
    page.files.setCurrentIndex(1)
    assert "is not a file type this program can read" in page.details.text()


def test_of_several_articles_one_opens_and_the_others_wait_in_sight(
    window: MainWindow, qtbot: QtBot, article: Path, tmp_path: Path, deck: Path
) -> None:
    second = tmp_path / "second.html"
    second.write_text(article.read_text(encoding="utf-8").replace("Waves", "Tides"))
    window.go("today")
    _bring(window, qtbot, second, deck, article)
    assert window.front() == "import"
    assert _said(window) == "2 files wait to be opened: second.html, waves.html"
    assert window.arrivals.bar is not None
    qtbot.mouseClick(window.arrivals.bar.banner.action)
    _settle(window, qtbot)
    assert window.screen_title() == "Tides"
    assert _said(window) == "waves.html waits to be opened"
    window.commands.action("file.open_waiting").trigger()
    _settle(window, qtbot)
    assert window.screen_title() == "Waves"
    assert _said(window) == ""
    assert not window.commands.action("file.open_waiting").isVisible()


def test_what_is_decided_about_a_file_outlives_the_arrival_of_another(
    window: MainWindow, qtbot: QtBot, deck: Path, table: Path
) -> None:
    _bring(window, qtbot, table)
    page = _import_screen(window).preview
    page.deck.setEditText("French")
    _bring(window, qtbot, deck)
    assert page.paths() == (table,)
    assert page.deck.currentText() == "French"
    assert _said(window) == "my waves.md waits to be opened"
    window.arrivals.open_next()
    _settle(window, qtbot)
    assert page.paths() == (deck,)
    assert _said(window) == "-words.csv waits to be opened"
    window.arrivals.open_next()
    _settle(window, qtbot)
    assert page.paths() == (table,)
    assert page.deck.currentText() == "French"


def test_while_an_import_is_under_way_files_wait_and_the_report_stays(
    window: MainWindow, qtbot: QtBot, deck: Path, table: Path, collection: "Collection"
) -> None:
    _bring(window, qtbot, table)
    screen = _import_screen(window)
    screen.start()
    window.arrivals.called(Request((deck,)))
    _settle(window, qtbot)
    assert screen.report.isVisible()
    assert len(collection.search("")) == 2
    qtbot.waitUntil(lambda: _said(window) == "my waves.md waits to be opened")
    window.arrivals.open_next()
    _settle(window, qtbot)
    assert screen.preview.paths() == (deck,)


def test_a_file_that_comes_during_a_dialog_opens_when_the_dialog_is_closed(
    window: MainWindow, qtbot: QtBot, deck: Path
) -> None:
    window.go("today")
    dialog = messages.ask(window, "Sure?", "", action="Yes", on_yes=lambda: None)
    _bring(window, qtbot, deck)
    assert QApplication.activeModalWidget() is dialog
    assert window.front() == "today"
    assert _said(window) == "my waves.md waits to be opened"
    dialog.reject()
    qtbot.waitUntil(lambda: window.front() == "import")
    _settle(window, qtbot)
    assert _import_screen(window).preview.paths() == (deck,)
    assert _said(window) == ""


def test_what_waits_can_be_forgotten(window: MainWindow, qtbot: QtBot, deck: Path) -> None:
    window.go("today")
    dialog = messages.ask(window, "Sure?", "", action="Yes", on_yes=lambda: None)
    _bring(window, qtbot, deck)
    assert window.arrivals.bar is not None
    window.arrivals.bar.banner.dismiss.click()
    assert _said(window) == ""
    dialog.reject()
    QApplication.processEvents()
    assert window.front() == "today"


def test_a_card_that_is_answered_is_still_there_after_a_deck_was_looked_at(
    window: MainWindow, qtbot: QtBot, deck: Path, collection: "Collection"
) -> None:
    window.go("today")
    screen = study_new(window, collection, 2)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    before = card_text(screen)
    _bring(window, qtbot, deck)
    assert window.front() == "import"
    window.back()  # from what the file holds
    window.back()
    assert window.front() == "study"
    assert card_text(screen) == before
    assert screen.has_card()


def test_an_answer_half_typed_is_still_there_after_a_deck_was_looked_at(
    window: MainWindow, qtbot: QtBot, deck: Path, collection: "Collection"
) -> None:
    window.go("today")
    collection.add_note({"Front": "Norway?", "Back": "Oslo"}, "French", note_type="type-answer")
    screen = study(window)
    box = screen.page.pane.box
    qtbot.keyClicks(box.edit, "Os")
    _bring(window, qtbot, deck)
    assert window.front() == "import"
    window.back()
    window.back()
    assert window.front() == "study"
    assert box.edit.text() == "Os"
    assert QApplication.focusWidget() is box.edit


def test_the_desktops_leave_to_come_to_the_front_is_used_once(
    window: MainWindow, qtbot: QtBot
) -> None:
    """Qt reads it from the environment when the window asks to be activated."""

    class Watch(QObject):
        seen: ClassVar[list[str | None]] = []

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.WindowStateChange:
                self.seen.append(os.environ.get("XDG_ACTIVATION_TOKEN"))
            return False

    watch = Watch()
    window.go("today")
    window.showMinimized()
    window.installEventFilter(watch)
    window.arrivals.called(Request((), "from the desktop"))
    window.removeEventFilter(watch)
    assert watch.seen == ["from the desktop"]
    assert "XDG_ACTIVATION_TOKEN" not in os.environ


def test_text_in_an_editor_stays_as_it_is(window: MainWindow, qtbot: QtBot, deck: Path) -> None:
    window.go("today")
    window.add_note("French")
    before = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    _bring(window, qtbot, deck)
    assert [each for each in QApplication.topLevelWidgets() if each.isVisible()] == before


def test_the_open_collection_comes_to_the_front_and_nothing_else_happens(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    window.go("today")
    window.showMinimized()
    _bring(window, qtbot, collection.path)
    assert not window.isMinimized()
    assert window.front() == "today"


def test_a_collection_that_is_gone_is_told_of(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.go("today")
    _bring(window, qtbot, tmp_path / "gone.flashcards")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    assert "There is no collection" in dialog.accessibleName() + _words(dialog)
    assert not (tmp_path / "gone.flashcards").exists()
    dialog.reject()


def _words(dialog: QDialog) -> str:
    from PySide6.QtWidgets import QLabel

    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def test_a_backup_is_offered_to_be_restored_and_not_opened(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    window.go("today")
    collection.add_note({"Front": "a", "Back": "b"}, "French")
    older = collection.backup()
    collection.add_note({"Front": "c", "Back": "d"}, "French")
    collection.backup()
    before = older.read_bytes()
    _bring(window, qtbot, older)
    _settle(window, qtbot)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RestoreDialog)
    chosen = dialog.chosen()
    assert chosen is not None
    assert chosen.path == older
    dialog.reject()
    assert older.read_bytes() == before


def test_an_article_waits_while_another_one_is_read(
    window: MainWindow, qtbot: QtBot, article: Path, tmp_path: Path
) -> None:
    long = tmp_path / "long.html"
    long.write_text(article.read_text(encoding="utf-8").replace("Waves", "Long") * 200)
    window.go("article", path=long)
    screen = window.built("article")
    assert isinstance(screen, ArticleScreen)
    window.arrivals._arrived([Arrival(Sort.ARTICLE, (article,))])
    assert screen.is_reading()
    assert _said(window) == "waves.html waits to be opened"
    window.arrivals.open_next()
    assert window.toasts.text.text() == "Wait until the article is read"
    _settle(window, qtbot)
    assert window.screen_title() == "Long"


def test_a_folder_is_offered_to_be_watched(window: MainWindow, qtbot: QtBot, deck: Path) -> None:
    window.go("today")
    _bring(window, qtbot, deck.parent)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    assert "Watch" in _words(dialog)
    dialog.reject()


def test_a_field_that_is_typed_in_is_not_lost(
    window: MainWindow, qtbot: QtBot, table: Path, article: Path
) -> None:
    _bring(window, qtbot, table)
    page = _import_screen(window).preview
    written = page.deck.lineEdit()
    assert isinstance(written, QLineEdit)
    written.selectAll()
    qtbot.keyClicks(written, "Fre")
    _bring(window, qtbot, article)
    assert isinstance(window.built("article"), ArticleScreen)
    assert window.front() == "article"
    window.back()
    assert window.front() == "import"
    assert page.deck.currentText() == "Fre"
