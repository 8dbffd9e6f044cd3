"""A table of more columns than any note type has fields gets one of its own."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from flashcards.ui.importing.screen import ImportScreen
from flashcards.ui.importing.table_part import TablePart
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot

if TYPE_CHECKING:
    from flashcards.api import Collection

TABLE = """Country,Capital,Population,tags
Peru,Lima,"33,000,000",south
Chad,N’Djamena,"17,000,000",africa
"""


def opened(window: MainWindow, qtbot: QtBot, folder: Path) -> tuple[ImportScreen, TablePart]:
    path = folder / "lands.csv"
    path.write_text(TABLE, encoding="utf-8")
    screen = window.go("import", paths=[path])
    assert isinstance(screen, ImportScreen)
    idle(window, qtbot)
    return screen, screen.preview.part


def idle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.jobs.running() and not window.writes.pending())


def test_the_last_note_type_in_the_list_is_made_of_the_columns(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, collection: "Collection"
) -> None:
    screen, part = opened(window, qtbot, tmp_path)
    field = part.type_field
    field.setFocus()
    field.showPopup()
    qtbot.keyClick(field.view(), Qt.Key.Key_End)
    qtbot.keyClick(field.view(), Qt.Key.Key_Return)
    idle(window, qtbot)
    assert field.currentText() == "lands"
    assert "33,000,000" in part.cards.cards.view.toPlainText()
    screen.start()
    idle(window, qtbot)
    (note,) = [
        collection.note(row.note_id) for row in collection.card_rows(collection.search("Lima"))
    ]
    assert note.fields == ("Peru", "Lima", "33,000,000")
    assert note.tags == ("south",)
    collection.undo()
    assert collection.search("") == []
    collection.undo()
    assert "lands" not in [each.name for each in collection.note_types.all()]


def test_arrows_that_pass_over_it_make_no_note_type(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, collection: "Collection"
) -> None:
    before = collection.note_types.all()
    _, part = opened(window, qtbot, tmp_path)
    part.type_field.setFocus()
    qtbot.keyClick(part.type_field, Qt.Key.Key_End)
    qtbot.keyClick(part.type_field, Qt.Key.Key_Down)
    idle(window, qtbot)
    assert collection.note_types.all() == before
    assert part.type_field.uid() in [each.uid for each in before]
