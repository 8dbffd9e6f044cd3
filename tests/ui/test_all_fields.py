"""A card that may not show all its note holds says so, and a key shows every field."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from flashcards import Collection
from flashcards.model.note_types import BUILT_IN_NOTE_TYPES
from flashcards.model.notes import NoteType, Template
from flashcards.ui.main_window import MainWindow
from flashcards.ui.reviewer.screen import ReviewerScreen
from tests.qtbot import QtBot
from tests.ui.studying import press, study, study_new


def typed(question: str, css: str = "") -> NoteType:
    return NoteType(
        id=BUILT_IN_NOTE_TYPES[0].id,
        uid="",
        name="Own",
        kind=BUILT_IN_NOTE_TYPES[0].kind,
        fields=("Front", "Back", "Extra"),
        templates=(Template("", "Card", question, "{{Back}}"),),
        css=css,
        markup="html",
    )


def asked(window: MainWindow, collection: Collection, note_type: NoteType) -> ReviewerScreen:
    made = collection.note_types.create(note_type)
    fields = {"Front": "asked", "Back": "answered", "Extra": "an <b hidden>extra</b> word"}
    collection.add_note(fields, "French", note_type=made.uid)
    return study(window)


def press_a(qtbot: QtBot) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, Qt.Key.Key_A)


@pytest.mark.parametrize(
    ("question", "css"),
    [
        ("{{Front}}", ""),
        ("{{Front}}<script>x()</script>", ""),
        ("{{Front}}<p class=more>{{Extra}}</p>", ".more { display: none }"),
    ],
)
def test_a_quiet_line_says_so_and_a_key_shows_every_field(
    window: MainWindow, collection: Collection, qtbot: QtBot, question: str, css: str
) -> None:
    screen = asked(window, collection, typed(question, css))
    assert screen.page.source.text() == "All fields  A"
    assert screen.fields.isHidden()
    press_a(qtbot)
    assert screen.fields.isVisible()
    assert screen.fields.view.toPlainText().split() == [
        *("Front", "asked", "Back", "answered", "Extra", "an", "extra", "word"),
    ]
    press_a(qtbot)
    assert screen.fields.isHidden()


@pytest.mark.parametrize(
    ("css", "told"),
    [
        (".more { color: transparent }", True),
        (".more { color: rgba(10, 10, 10, 0.02) }", True),
        (".more { opacity: 0.01 }", True),
        (".card { background: white } .more { color: #fefefe }", True),
        (".more { color: white; background: #fff }", True),
        (".card { background: white } .more { color: #ccc }", False),
        (".more { color: #fff; background: #ddd }", False),
    ],
)
def test_a_line_tells_of_text_whose_colour_hides_it(
    window: MainWindow, collection: Collection, css: str, told: bool
) -> None:
    made = collection.note_types.create(
        typed("{{Front}}<p class=more>{{Extra}}</p><p>{{Back}}</p>", css)
    )
    fields = {"Front": "asked", "Back": "answered", "Extra": "extra"}
    collection.add_note(fields, "French", note_type=made.uid)
    assert study(window).page.source.text() == ("All fields  A" if told else "")


def test_escape_closes_the_panel_and_the_card_stays(
    window: MainWindow, collection: Collection, qtbot: QtBot
) -> None:
    screen = asked(window, collection, typed("{{Front}}"))
    press_a(qtbot)
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, Qt.Key.Key_Escape)
    assert screen.fields.isHidden()
    assert screen.isVisible()
    press(window, qtbot, " ")
    assert screen.is_answered()
    assert screen.page.source.text() == "All fields  A"


def test_a_card_that_shows_all_says_nothing_and_has_the_panel_all_the_same(
    window: MainWindow, collection: Collection, qtbot: QtBot
) -> None:
    screen = study_new(window, collection, 1)
    assert screen.page.source.text() == ""
    press_a(qtbot)
    assert "back 1" in screen.fields.view.toPlainText()


def test_the_panel_goes_with_its_card(
    window: MainWindow, collection: Collection, qtbot: QtBot
) -> None:
    screen = study_new(window, collection, 2)
    press_a(qtbot)
    press(window, qtbot, " 3")
    assert screen.fields.isHidden()
