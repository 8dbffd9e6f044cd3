"""Writing files out, and bringing an earlier state back."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from flashcards.model.enums import Rating
from flashcards.settings import Settings
from flashcards.ui.home.screen import HomeScreen
from flashcards.ui.importing.export_dialog import ExportDialog, open_export
from flashcards.ui.importing.restore_dialog import RestoreDialog
from flashcards.ui.importing.screen import ImportScreen
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot

if TYPE_CHECKING:
    from flashcards.api import Collection
    from tests.conftest import FixedClock

# Of dialogs Qt's offscreen platform complains that it has no window manager to tell their sizes.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def words(collection: "Collection") -> None:
    collection.add_note({"Front": "mot", "Back": "word"}, deck="French::Nouns", tags=["noun"])
    collection.add_note({"Front": "aller", "Back": "to go"}, deck="French::Verbs")


def _dialog() -> QWidget:
    found = QApplication.activeModalWidget()
    assert found is not None
    return found


def _export(window: MainWindow, qtbot: QtBot) -> ExportDialog:
    qtbot.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = _dialog()
    assert isinstance(dialog, ExportDialog)
    return dialog


def _idle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.jobs.running())


@pytest.mark.usefixtures("words")
def test_all_decks_are_written_to_a_table(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, saved_settings: list[Settings]
) -> None:
    window.go("today")
    dialog = _export(window, qtbot)
    dialog.format.setCurrentIndex(1)
    dialog.place.setText(str(tmp_path / "out"))
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    _idle(window, qtbot)
    written = (tmp_path / "out.csv").read_text(encoding="utf-8")
    assert "mot,word" in written
    assert "aller,to go" in written
    assert window.toasts.text.text() == "Exported 2 notes to out.csv"
    assert saved_settings[-1].export_folder == str(tmp_path)


def test_what_does_not_go_along_is_said_before_for_each_format_and_deck(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    window.go("today")
    dialog = _export(window, qtbot)
    _idle(window, qtbot)
    assert dialog.along.text() == "Everything goes along."
    dialog.reject()
    for deck in ("Mine", "Other"):
        collection.add_note({"Front": f"of {deck}", "Back": "b"}, deck=deck)
    collection.suspend(collection.search("deck:Mine"))
    kind = collection.note_types.create(collection.note_types.new("Verb"))
    collection.add_note({"Front": "go", "Back": "went"}, note_type=kind.uid, deck="Mine")
    dialog = open_export(window)
    _idle(window, qtbot)
    assert "That 1 card is suspended or buried" in dialog.along.text()
    assert "note type of your own" not in dialog.along.text()
    dialog.format.setCurrentIndex(1)
    _idle(window, qtbot)
    assert "1 note type of your own: the table only names it" in dialog.along.text()
    dialog.deck.setCurrentIndex(dialog.deck.findData("Other"))
    _idle(window, qtbot)
    assert "suspended" not in dialog.along.text()
    assert dialog.height() >= dialog.heightForWidth(dialog.width())  # nothing overlaps
    dialog.reject()


@pytest.mark.usefixtures("words")
def test_the_chosen_deck_is_suggested_with_a_fitting_file_name(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "downloads").mkdir()  # where the last import came from
    folders = {"export_folder": str(tmp_path), "last_folder": str(tmp_path / "downloads")}
    window.change_settings(**folders)
    screen = window.go("today")
    assert isinstance(screen, HomeScreen)
    screen.choose_deck("French::Nouns")
    window.commands.trigger("today.export")
    dialog = _dialog()
    assert isinstance(dialog, ExportDialog)
    assert dialog.path() == tmp_path / "French - Nouns.md"
    dialog.format.setCurrentIndex(2)
    assert dialog.path() == tmp_path / "French - Nouns.tsv"
    dialog.deck.setCurrentIndex(0)
    assert dialog.path() == tmp_path / "flashcards.tsv"
    dialog.deck.setCurrentIndex(dialog.deck.findData("French::Nouns"))
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    _idle(window, qtbot)
    written = (tmp_path / "French - Nouns.tsv").read_text(encoding="utf-8")
    assert "mot" in written
    assert "aller" not in written


@pytest.mark.usefixtures("words")
def test_a_name_that_the_learner_gave_stays_when_another_deck_is_chosen(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.change_settings(export_folder=str(tmp_path))
    window.go("today")
    dialog = open_export(window)
    dialog.place.selectAll()
    qtbot.keyClicks(dialog.place, "for Ada.md")
    dialog.deck.setCurrentIndex(dialog.deck.findData("French::Nouns"))
    dialog.format.setCurrentIndex(2)
    assert dialog.path() == tmp_path / "for Ada.tsv"
    dialog.reject()


def test_a_table_is_guarded_against_formulas_unless_the_learner_wants_it_otherwise(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, collection: "Collection"
) -> None:
    collection.add_note({"Front": "=1+2", "Back": "three"}, deck="Sums")
    window.go("today")
    for guarded in (True, False):
        dialog = open_export(window)
        assert not dialog.guard.isVisible()  # a Markdown deck has no cells
        dialog.format.setCurrentIndex(1)
        assert dialog.guard.isVisible()
        assert dialog.guard.isChecked()
        dialog.guard.setChecked(guarded)
        dialog.place.setText(str(tmp_path / f"{guarded}"))
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
        _idle(window, qtbot)
    assert "\n'=1+2,three" in (tmp_path / "True.csv").read_text(encoding="utf-8")
    assert "\n=1+2,three" in (tmp_path / "False.csv").read_text(encoding="utf-8")


@pytest.mark.usefixtures("words")
def test_an_existing_file_is_replaced_only_after_asking(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.go("today")
    target = tmp_path / "mine.md"
    target.write_text("dear to me", encoding="utf-8")
    dialog = _export(window, qtbot)
    dialog.place.setText(str(target))
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    question = _dialog()
    assert question.accessibleName() == "Replace mine.md?"
    qtbot.keyClick(question, Qt.Key.Key_Escape)
    assert target.read_text(encoding="utf-8") == "dear to me"
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    push = next(b for b in _dialog().findChildren(QPushButton) if b.text() == "Replace")
    qtbot.mouseClick(push, Qt.MouseButton.LeftButton)
    _idle(window, qtbot)
    assert "mot" in target.read_text(encoding="utf-8")


@pytest.mark.usefixtures("words")
def test_a_folder_that_is_not_there_is_told_and_the_dialog_stays(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.go("today")
    dialog = _export(window, qtbot)
    dialog.place.setText(str(tmp_path / "nowhere" / "out.md"))
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert "no folder" in _dialog().accessibleName()
    qtbot.keyClick(_dialog(), Qt.Key.Key_Escape)
    assert dialog.isVisible()
    dialog.reject()


# Backups --------------------------------------------------------------------------


def _restore_dialog(window: MainWindow, qtbot: QtBot) -> RestoreDialog:
    window.commands.trigger("collection.restore")
    _idle(window, qtbot)
    dialog = _dialog()
    assert isinstance(dialog, RestoreDialog)
    return dialog


@pytest.fixture
def backed_up(collection: "Collection", words: None, fixed_clock: "FixedClock") -> None:
    """A backup of two notes; since then one more note, and one answer."""
    collection.backup()
    fixed_clock.advance(hours=2)
    collection.add_note({"Front": "chat", "Back": "cat"}, deck="French::Nouns")
    session = collection.study()
    session.next()
    session.answer(Rating.GOOD)


@pytest.fixture
def closing(window: MainWindow) -> object:
    """Close the collection the window ended up with; the first one is closed by its fixture."""
    yield
    window.collection.close()


def test_a_restore_says_that_other_computers_go_back_too(
    window: MainWindow, qtbot: QtBot, backed_up: None, tmp_path: Path
) -> None:
    dialog = _restore_dialog(window, qtbot)
    assert not dialog.others.isVisible()
    dialog.reject()
    (tmp_path / "shared").mkdir()
    window.collection.syncing.sync(tmp_path / "shared")
    dialog = _restore_dialog(window, qtbot)
    assert "sync with go back too" in dialog.others.text()
    assert dialog.others.isVisible()
    dialog.reject()
    window.collection.syncing.leave()
    dialog = _restore_dialog(window, qtbot)
    assert not dialog.others.isVisible()
    dialog.reject()


def test_without_a_backup_one_is_offered(window: MainWindow, qtbot: QtBot) -> None:
    window.go("today")
    window.commands.trigger("collection.restore")
    _idle(window, qtbot)
    assert window.toasts.text.text() == "There are no backups yet"
    qtbot.mouseClick(window.toasts.action, Qt.MouseButton.LeftButton)
    _idle(window, qtbot)
    assert window.collection.backups()


@pytest.mark.usefixtures("backed_up")
def test_the_counts_of_the_backup_and_of_now_stand_side_by_side(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.go("today")
    dialog = _restore_dialog(window, qtbot)
    assert dialog._now == (3, 3, 1)
    assert [part.text() for part in dialog.chosen_counts] == ["2", "2", "0"]
    assert "2026" in dialog.chosen_name.text()
    dialog.reject()


@pytest.mark.usefixtures("words")
def test_the_dialog_says_how_many_pictures_come_back(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    one, two, three = (
        collection.import_media(b"\x89PNG\r\n\x1a\n" + bytes([n]) * 50) for n in range(3)
    )
    made = collection.backup()
    window.go("today")
    dialog = _restore_dialog(window, qtbot)
    assert dialog.media.text() == "All its media files are here already."
    model = dialog.list.model()
    assert model.index(0, 4).data() == "3"
    dialog.reject()
    for name in (one, two, three):
        collection.media_path(name).unlink()
    (made.parent / "media" / one).unlink()
    again = _restore_dialog(window, qtbot)
    assert again.media.text() == "2 media files come back. 1 is missing in the backups too."
    assert again.lacking.isHidden()
    again.reject()
    collection.media_path(one).write_bytes(b"edited")
    once_more = _restore_dialog(window, qtbot)
    assert once_more.lacking.text().startswith("1 media file was edited outside this program")
    assert once_more.height() >= once_more.heightForWidth(once_more.width())  # nothing overlaps
    once_more.reject()


@pytest.mark.usefixtures("backed_up", "closing")
def test_a_restored_backup_is_what_the_window_shows_and_undo_brings_all_back(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    before = window.go("today")
    dialog = _restore_dialog(window, qtbot)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.collection is not collection)
    _idle(window, qtbot)
    screen = window.built("today")
    assert isinstance(screen, HomeScreen)
    assert screen is not before
    assert window.front() == "today"
    assert screen.hero.big.text() == "2 cards"
    assert window.collection.review_count() == 0
    assert "before-restore" in window.toasts.text.text()

    restored = window.collection
    qtbot.mouseClick(window.toasts.action, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.collection is not restored)
    _idle(window, qtbot)
    assert window.collection.review_count() == 1
    assert len(window.collection.search("")) == 3


@pytest.mark.usefixtures("backed_up", "closing")
def test_after_a_restore_the_window_goes_on_as_before(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    window.go("today")
    dialog = _restore_dialog(window, qtbot)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.collection is not collection)
    _idle(window, qtbot)
    screen = window.built("today")
    assert isinstance(screen, HomeScreen)
    window.collection.add_note({"Front": "chien", "Back": "dog"}, deck="French::Nouns")
    assert screen.hero.big.text() == "3 cards"
    window.activateWindow()  # what a window manager does when a dialog closes
    qtbot.waitUntil(window.isActiveWindow)
    screen.choose_deck("French")
    qtbot.keyClick(screen.tree, Qt.Key.Key_Delete)
    assert window.collection.deck_names() == []


@pytest.mark.usefixtures("backed_up", "closing")
def test_a_damaged_backup_is_refused_and_the_present_state_stays(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    window.go("today")
    dialog = _restore_dialog(window, qtbot)
    info = dialog.chosen()
    assert info is not None
    data = bytearray(info.path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    info.path.write_bytes(data)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.collection is not collection)
    _idle(window, qtbot)
    told = _dialog()
    assert "damaged" in told.accessibleName()
    told.close()
    assert window.front() == "today"
    assert window.collection.review_count() == 1


@pytest.mark.usefixtures("backed_up")
def test_nothing_is_restored_while_work_is_under_way(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, collection: "Collection"
) -> None:
    window.go("today")
    dialog = _restore_dialog(window, qtbot)
    large = tmp_path / "large.tsv"
    large.write_text("".join(f"front {n}\tback {n}\n" for n in range(20_000)), encoding="utf-8")
    window.jobs.run("Importing", lambda progress: collection.import_file(large, progress=progress))
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert window.toasts.text.text() == "Wait until the work under way has ended"
    _idle(window, qtbot)
    assert window.collection is collection


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize("place", ["x" * 400 + "/out.md", "y" * 400 + ".md"])
def test_a_place_with_too_long_a_name_is_refused_in_words(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, place: str
) -> None:
    window.go("today")
    dialog = _export(window, qtbot)
    dialog.place.setText(str(tmp_path / place))
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    _idle(window, qtbot)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() not in (None, dialog))
    assert _dialog().accessibleName()
    assert list(tmp_path.rglob("*.md")) == []


@pytest.mark.usefixtures("words")
def test_a_package_for_anki_is_written_with_or_without_what_was_learnt(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.go("today")
    dialog = open_export(window, "French")
    assert not dialog.learning.isVisible()
    dialog.format.setCurrentIndex(dialog.format.findData(".apkg"))
    assert dialog.learning.isVisible()
    assert not dialog.guard.isVisible()
    _idle(window, qtbot)
    assert dialog.along.text() == "Everything goes along."
    dialog.learning.setChecked(False)
    assert "What you have learned: all cards are new there" in dialog.along.text()
    dialog.place.setText(str(tmp_path / "out"))
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    _idle(window, qtbot)
    assert (tmp_path / "out.apkg").read_bytes()[:2] == b"PK"
    assert window.toasts.text.text() == "Exported 2 notes to out.apkg"


@pytest.mark.usefixtures("words")
def test_a_whole_collection_for_anki_has_no_single_deck(window: MainWindow, qtbot: QtBot) -> None:
    window.go("today")
    dialog = open_export(window, "French")
    dialog.format.setCurrentIndex(dialog.format.findData(".colpkg"))
    assert (dialog.deck.currentData(), dialog.deck.isEnabled()) == ("", False)
    _idle(window, qtbot)
    assert "takes the place of all that is there" in dialog.along.text()
    dialog.format.setCurrentIndex(0)
    assert dialog.deck.isEnabled()
    dialog.reject()


# Everything in one file -----------------------------------------------------------


@pytest.mark.usefixtures("words")
def test_everything_goes_into_one_file_and_the_import_says_what_it_holds(
    window: MainWindow, qtbot: QtBot, collection: "Collection", tmp_path: Path
) -> None:
    session = collection.study()
    session.next()
    session.answer(Rating.GOOD)
    window.go("today")
    dialog = open_export(window)
    dialog.format.setCurrentIndex(dialog.format.findData(".cards.zip"))
    _idle(window, qtbot)
    assert dialog.along.text() == "Everything goes along."
    dialog.place.setText(str(tmp_path / "all"))
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    _idle(window, qtbot)
    assert window.toasts.text.text() == "Exported 2 notes to all.cards.zip"
    collection.delete_notes(collection.search_notes("mot"))
    screen = window.go("import")
    assert isinstance(screen, ImportScreen)
    screen.look_at([tmp_path / "all.cards.zip"])
    _idle(window, qtbot)
    details = screen.preview.details.text()
    assert "Collection" in details
    assert "2 cards" in details
    assert "1 entry in the log" in details
    assert screen.preview.deck.isEnabled()
    qtbot.mouseClick(screen.preview.go, Qt.MouseButton.LeftButton)
    _idle(window, qtbot)
    assert len(collection.search_notes("mot")) == 1
    assert collection.check() == []
