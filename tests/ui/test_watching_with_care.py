"""What a learner has or has chosen survives what a watched folder does meanwhile."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from flashcards.ui.editor.window import edit_note
from flashcards.ui.main_window import MainWindow
from flashcards.ui.watching.beginning import offer
from flashcards.ui.watching.folder_watch import FolderWatch, watch_of
from flashcards.ui.watching.screen import WatchedScreen
from flashcards.ui.words import worded
from tests.qtbot import QtBot
from tests.ui.test_watching import DECK, folder, watch
from tests.ui.type_screen import ALT, answer, idle

if TYPE_CHECKING:
    from flashcards.api import Collection

CTRL = Qt.KeyboardModifier.ControlModifier

__all__ = ["folder", "watch"]


def _backs(window: MainWindow) -> dict[str, str]:
    collection = window.collection
    found = map(collection.note, collection.notes_of(collection.search("")))
    return {note.fields[0]: note.fields[1] for note in found}


def test_decks_are_written_beside_what_lies_there_and_all_are_watched(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, collection: "Collection"
) -> None:
    root = tmp_path / "kept"
    root.mkdir()
    (root / "README.md").write_text("mine")
    (root / "readme 2.md").mkdir()
    names = ["A/B", "A:B", "a-b", "README", "History", "#1 words", "con", "x.orig.y"]
    for name in names:
        collection.add_note({"Front": f"of {name}", "Back": "x"}, name)
    window.go("today")
    offer(window, root)
    idle(window, qtbot)
    answer("Write decks and watch")
    idle(window, qtbot)
    idle(window, qtbot)
    assert (root / "README.md").read_text() == "mine"
    (report,) = watch_of(window).reports.values()
    assert (report.files, report.notes, report.added) == (len(names), len(names), 0)
    lying = {each.name.casefold() for each in root.iterdir()}
    assert {"a-b.md", "a-b 2.md", "a-b 3.md", "1 words.md"} <= lying
    assert "con.md" not in lying


def test_choices_stay_when_the_folder_is_looked_into_again(
    watch: FolderWatch, window: MainWindow, qtbot: QtBot, folder: Path
) -> None:
    for note_id in window.collection.notes_of(window.collection.search("")):
        window.collection.update_note(note_id, {"Back": "from here"})
    both = DECK.replace("a bird", "from the file").replace("at night", "from the file")
    (folder / "birds.md").write_text(both)
    watch.look_now()
    idle(window, qtbot)
    screen = window.built("watched")
    assert isinstance(screen, WatchedScreen)
    screen.matters.go_to(1)
    assert screen.pane.title.text() == "owl"
    choice = screen.pane.fields[0].choice
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_Up)
    (folder / "birds.md").write_text(
        both.replace("## auk {#auk}\nfrom the file", "## auk {#auk}\nfrom here")
    )
    watch.look_now()
    idle(window, qtbot)
    assert screen.pane.title.text() == "owl"
    assert choice.currentText() == "The file’s text"
    screen.pane.apply.click()
    idle(window, qtbot)
    assert _backs(window) == {"auk": "from here", "owl": "from the file"}


def test_a_look_that_was_stopped_is_not_the_last(
    watch: FolderWatch, window: MainWindow, qtbot: QtBot, folder: Path
) -> None:
    watch.look_now()
    (job,) = window.jobs.running()
    window.jobs.cancel(job)
    idle(window, qtbot)
    (folder / "birds.md").write_text(DECK.replace("at night", "in the dark"))
    watch.look_now()
    idle(window, qtbot)
    assert _backs(window)["owl"] == "in the dark"


def test_of_thousands_of_notes_that_wait_the_first_are_listed(
    watch: FolderWatch, window: MainWindow, qtbot: QtBot, folder: Path
) -> None:
    deck = "".join(f"## n{number} {{#n{number}}}\nx\n\n" for number in range(502))
    (folder / "many.md").write_text(f"---\nid: many\n---\n{deck}")
    watch.look_now()
    idle(window, qtbot)
    (folder / "many.md").unlink()
    watch.look_now()
    idle(window, qtbot)
    screen = window.built("watched")
    assert isinstance(screen, WatchedScreen)
    assert screen.waiting.text() == "502 notes wait for you, of which 500 are listed"
    assert len(screen.matters.rows.rows) == 500
    qtbot.keyClick(window, Qt.Key.Key_O, ALT)
    qtbot.waitUntil(lambda: watch.open_matters() == 501)
    assert len(screen.matters.rows.rows) == 500


def test_an_edit_in_the_file_of_a_note_with_unsaved_text_waits_and_is_a_conflict_once_it_is_saved(
    watch: FolderWatch, window: MainWindow, qtbot: QtBot, folder: Path
) -> None:
    (note_id,) = window.collection.notes_of(window.collection.search("auk"))
    editing = edit_note(window, note_id)
    assert editing is not None
    qtbot.waitUntil(editing.isActiveWindow)
    qtbot.keyClicks(editing.form.edits[1], "typed ")
    editing.keeper.keep_draft()
    both = DECK.replace("a bird", "from the file").replace("at night", "in the dark")
    (folder / "birds.md").write_text(both)
    watch.look_now()
    idle(window, qtbot)
    assert _backs(window) == {"auk": "a bird", "owl": "in the dark"}
    (report,) = watch.reports.values()
    (told,) = report.problems
    assert "“auk” has text here that is not saved yet" in worded(told.message)
    typed = editing.form.texts()[1]
    qtbot.keyClick(editing.form.edits[1], Qt.Key.Key_Return, CTRL)
    assert _backs(window)["auk"] == typed
    watch.look_now()
    idle(window, qtbot)
    assert (folder / "birds.md").read_text() == both
    (report,) = watch.reports.values()
    ((difference,),) = [each.differences for each in report.conflicts]
    assert (difference.file, difference.here) == ("from the file", typed)
    assert not report.problems


def test_an_edit_in_the_file_comes_once_the_unsaved_text_is_discarded(
    watch: FolderWatch, window: MainWindow, qtbot: QtBot, folder: Path
) -> None:
    (note_id,) = window.collection.notes_of(window.collection.search("auk"))
    editing = edit_note(window, note_id)
    assert editing is not None
    qtbot.waitUntil(editing.isActiveWindow)
    qtbot.keyClicks(editing.form.edits[1], "typed ")
    editing.keeper.keep_draft()
    (folder / "birds.md").write_text(DECK.replace("a bird", "from the file"))
    watch.look_now()
    idle(window, qtbot)
    editing.discard.click()
    watch.look()
    idle(window, qtbot)
    assert editing.form.texts()[1] == "from the file"
