"""Cards on paper: to cut, to fold, or as a sheet; nothing is cut off."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdf import PageObject, PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from flashcards.study.printed import without_question
from flashcards.ui.browser.screen import BrowserScreen
from flashcards.ui.main_window import MainWindow
from flashcards.ui.printing.choices import Layout, Turned
from flashcards.ui.printing.dialog import PrintDialog, open_print
from tests.qtbot import QtBot

if TYPE_CHECKING:
    from flashcards.api import Collection

WORDS = ("un", "deux", "trois", "quatre", "cinq")


@pytest.fixture
def cards(collection: "Collection") -> list[int]:
    for word in WORDS:
        collection.add_note({"Front": word, "Back": f"{word}-back"}, deck="French")
    collection.add_note({"Text": "{{c1::Canberra}} lies inland"}, "Places", note_type="cloze")
    return collection.cards_in()


def ready(dialog: PrintDialog, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.jobs.running() and not dialog.preview.busy)


def saved(
    dialog: PrintDialog, window: MainWindow, qtbot: QtBot, file: Path
) -> list[dict[str, tuple[float, float]]]:
    """Save and return for each page where its words stand: points from the left, from the top."""
    ready(dialog, window, qtbot)
    dialog.place.setText(str(file))
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(file.exists)
    return [places(page) for page in PdfReader(file).pages]


def places(page: PageObject) -> dict[str, tuple[float, float]]:
    found: dict[str, tuple[float, float]] = {}
    high = float(page.mediabox.height)

    def visit(text: str, cm: Sequence[float], tm: Sequence[float], *_rest: object) -> None:
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        for word in text.split():
            found[word] = x, high - y

    page.extract_text(visitor_text=visit)
    return found


@pytest.mark.usefixtures("cards")
def test_answers_lie_behind_their_questions_when_the_sheet_is_turned_on_its_long_edge(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.go("today")
    front, back = saved(open_print(window, "French"), window, qtbot, tmp_path / "cut.pdf")
    wide = 595.0
    for word in WORDS:
        (x, y), (behind, down) = front[word], back[f"{word}-back"]
        assert y == pytest.approx(down, abs=2)
        assert (x < wide / 2) != (behind < wide / 2)
    assert front["un"][0] < wide / 2 < front["deux"][0]
    assert window.toasts.text.text() == "Printed 5 cards to cut.pdf"


@pytest.mark.usefixtures("cards")
def test_answers_lie_behind_their_questions_when_it_is_turned_on_its_short_edge(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.go("today")
    dialog = open_print(window, "French")
    dialog.turned.setCurrentIndex(dialog.turned.findData(Turned.SHORT))
    front, back = saved(dialog, window, qtbot, tmp_path / "cut.pdf")
    for word in WORDS:
        (x, y), (behind, down) = front[word], back[f"{word}-back"]
        assert x == pytest.approx(behind, abs=2)
        assert y + down == pytest.approx(842, abs=20)


@pytest.mark.usefixtures("cards")
def test_a_card_to_fold_has_its_answer_beside_it(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.go("today")
    dialog = open_print(window, "French")
    dialog.layout_field.setCurrentIndex(dialog.layout_field.findData(Layout.FOLD))
    first, second = saved(dialog, window, qtbot, tmp_path / "fold.pdf")
    for word in WORDS[:4]:
        assert first[word][1] == pytest.approx(first[f"{word}-back"][1], abs=2)
        assert first[word][0] < first[f"{word}-back"][0]
    assert {"cinq", "cinq-back"} <= second.keys()


@pytest.mark.usefixtures("cards")
def test_a_study_sheet_has_questions_left_and_answers_right_on_pages_with_name_and_number(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.go("today")
    dialog = open_print(window)
    dialog.layout_field.setCurrentIndex(dialog.layout_field.findData(Layout.SHEET))
    assert not dialog.grid.isEnabled()
    [page] = saved(dialog, window, qtbot, tmp_path / "sheet.pdf")
    assert page["un"][0] < 200 < page["un-back"][0]
    assert page["un"][1] == pytest.approx(page["un-back"][1], abs=2)
    assert {"[...]", "Canberra", "decks", "1"} <= page.keys()


@pytest.mark.parametrize("layout", list(Layout))
def test_a_long_card_goes_on_and_loses_no_word(
    window: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    collection: "Collection",
    layout: Layout,
) -> None:
    said = [f"word{number}" for number in range(1_500)]
    collection.add_note({"Front": "long", "Back": " ".join(said)}, deck="Long")
    window.go("today")
    dialog = open_print(window)
    dialog.layout_field.setCurrentIndex(dialog.layout_field.findData(layout))
    file = tmp_path / "long.pdf"
    pages = saved(dialog, window, qtbot, file)
    text = "".join("".join(page.extract_text().split()) for page in PdfReader(file).pages)
    assert [word for word in said if word not in text] == []
    for page in pages:
        assert all(0 < x < 595 and 0 < y < 842 for x, y in page.values())


@pytest.mark.usefixtures("cards")
def test_the_first_sheet_is_shown_before(window: MainWindow, qtbot: QtBot) -> None:
    window.go("today")
    dialog = open_print(window)
    ready(dialog, window, qtbot)
    assert len(dialog.preview.shown) == 2
    dialog.layout_field.setCurrentIndex(dialog.layout_field.findData(Layout.FOLD))
    ready(dialog, window, qtbot)
    assert len(dialog.preview.shown) == 1
    assert dialog.count.text() == "6 cards"
    dialog.reject()


@pytest.mark.usefixtures("cards")
def test_what_is_selected_in_browse_is_printed(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    screen = window.go("browse")
    assert isinstance(screen, BrowserScreen)
    qtbot.waitUntil(lambda: screen.rows_hold())
    screen.select_all()
    window.commands.trigger("file.print")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PrintDialog)
    assert dialog.cards.currentText() == "6 selected cards"
    pages = saved(dialog, window, qtbot, tmp_path / "chosen.pdf")
    assert "Canberra" in pages[1]


def test_the_file_is_named_after_the_cards_until_the_learner_names_it(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, collection: "Collection"
) -> None:
    collection.add_note({"Front": "a", "Back": "b"}, "Unit 1: *new*::Verbs")
    window.change_settings(export_folder=str(tmp_path))
    window.go("today")
    dialog = open_print(window)
    assert dialog.path().name == "All decks.pdf"
    dialog.cards.setCurrentIndex(dialog.cards.findData("Unit 1: *new*"))
    assert dialog.path() == tmp_path / "Unit 1 - - new -.pdf"
    dialog.place.setFocus()
    dialog.place.selectAll()
    qtbot.keyClicks(dialog.place, "for Ada")
    dialog.cards.setCurrentIndex(0)
    assert dialog.path() == tmp_path / "for Ada.pdf"
    ready(dialog, window, qtbot)
    dialog.reject()


@pytest.mark.usefixtures("cards")
def test_an_existing_file_is_replaced_only_after_asking_and_cancel_leaves_it(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.go("today")
    file = tmp_path / "mine.pdf"
    file.write_text("dear to me")
    dialog = open_print(window)
    ready(dialog, window, qtbot)
    dialog.place.setText(str(file))
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    question = QApplication.activeModalWidget()
    assert question is not None
    assert question.accessibleName() == "Replace mine.pdf?"
    push = next(b for b in question.findChildren(QPushButton) if b.text() == "Replace")
    qtbot.mouseClick(push, Qt.MouseButton.LeftButton)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)  # before anything can have been drawn
    assert file.read_text() == "dear to me"
    assert [each.name for each in tmp_path.iterdir() if each.suffix == ".pdf"] == ["mine.pdf"]


def test_what_an_answer_repeats_of_its_question_is_left_out() -> None:
    assert without_question("<p>a</p>", "<p>a</p>\n\n<hr id=answer>\n\n<p>b</p>") == "<p>b</p>"
    assert without_question("<p>a</p>", "<p>b</p>") == "<p>b</p>"
    assert without_question("<p>a</p>", "<p>a</p><hr>") == "<p>a</p><hr>"
    assert without_question("", "<p>b</p>") == "<p>b</p>"
