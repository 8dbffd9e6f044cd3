"""The first rows of a file stand below the names that their columns have, in every language."""

from pathlib import Path

from PySide6.QtCore import Qt

from flashcards.languages.choosing import texts_in
from flashcards.ui.importing.looking import FileLook
from flashcards.ui.importing.sample_table import SampleTable
from tests.languages.speaking import spoken_by
from tests.qtbot import QtBot


def test_names_of_fields_are_not_translated(qtbot: QtBot) -> None:
    with spoken_by(texts_in("de"), "de"):
        table = SampleTable()
        qtbot.addWidget(table)
        names = ("Front", "Back", "Contrast")
        table.show_look(FileLook(Path("a.csv"), columns=names, rows=(("a", "b", "c"),)))
        model = table.model()
        across = Qt.Orientation.Horizontal
        assert tuple(model.headerData(at, across) for at in range(3)) == names
        told = model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole)
        assert told in ("Back: b", "b")
