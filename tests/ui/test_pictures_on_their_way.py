"""A picture that is still being read goes into the note it was given for, or nowhere."""

from PySide6.QtGui import QImage

from flashcards.ui.editor.window import add_note
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot
from tests.ui.browsing import open_browser

LOST = "The file was not inserted: another note came meanwhile. Insert it again."


def _screenshot() -> QImage:
    """A picture too large to be made a file at once."""
    image = QImage(900, 700, QImage.Format.Format_RGB32)
    image.fill(0x334455)
    return image


def test_it_does_not_go_into_the_next_note_in_browse(window: MainWindow, qtbot: QtBot) -> None:
    screen = open_browser(window, qtbot)
    form, keeper = screen.detail.form, screen.detail.keeper
    screen.view.select_row(0)
    qtbot.waitUntil(lambda: form.texts() == ["ant", "ANT"])
    note = keeper.note
    form.edits[1].picture_given.emit(_screenshot())
    (other,) = window.collection.search_notes("bear")
    keeper.open(other)
    qtbot.waitUntil(lambda: window.toasts.text.text() == LOST, timeout=10_000)
    assert form.texts() == ["bear", "BEAR"]
    assert note is not None
    assert window.collection.note(note.id).fields == ("ant", "ANT")


def test_it_does_not_go_into_the_next_note_added(window: MainWindow, qtbot: QtBot) -> None:
    adding = add_note(window, "French")
    qtbot.waitUntil(adding.isActiveWindow)
    for edit, text in zip(adding.form.edits, ("un", "one"), strict=True):
        edit.setPlainText(text)
    adding.form.edits[1].picture_given.emit(_screenshot())
    adding.add()
    qtbot.waitUntil(lambda: window.toasts.text.text() == LOST, timeout=10_000)
    assert adding.form.texts() == ["", ""]


def test_it_is_inserted_where_its_note_was_only_saved_meanwhile(
    window: MainWindow, qtbot: QtBot
) -> None:
    screen = open_browser(window, qtbot)
    form = screen.detail.form
    screen.view.select_row(0)
    qtbot.waitUntil(lambda: form.texts() == ["ant", "ANT"])
    form.edits[0].setPlainText("an ant")
    form.edits[1].picture_given.emit(_screenshot())
    screen.detail.keeper.save()
    qtbot.waitUntil(lambda: "![](" in form.texts()[1])
