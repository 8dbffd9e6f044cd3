"""Decks of programs other than Anki, looked at and imported by keyboard."""

from pathlib import Path

from PySide6.QtCore import Qt

from flashcards.api import Collection
from flashcards.ui.importing.kinds import is_article
from flashcards.ui.importing.screen import ImportScreen
from flashcards.ui.main_window import MainWindow
from tests.formats.programs.making import crowd_deck, crowd_note, crowd_top, written
from tests.qtbot import QtBot


def _shown(window: MainWindow, qtbot: QtBot, path: Path) -> ImportScreen:
    shown = window.go("import", path=path)
    assert isinstance(shown, ImportScreen)
    qtbot.waitUntil(lambda: not window.jobs.running())
    return shown


def test_a_deck_of_another_program_says_so_and_enter_imports_it(
    window: MainWindow, qtbot: QtBot, collection: Collection, tmp_path: Path
) -> None:
    path = tmp_path / "deck.json"
    south = crowd_deck("South", crowd_note("g-2", "Rome", "Italy"))
    path.write_bytes(written(crowd_top(crowd_note("g-1", "Oslo", "Norway"), children=[south])))
    screen = _shown(window, qtbot, path)
    page = screen.preview
    assert page.details.text().startswith("CrowdAnki  ·  2 notes  ·  2 cards")
    assert page.anki.others.text() == "Other than in CrowdAnki"
    assert page.anki.presets.text().replace("&", "").endswith("(1 preset)")
    assert not page.anki.learning.isVisible()
    typed = page.deck.lineEdit()
    assert typed is not None
    assert typed.placeholderText() == "none: the decks below"
    qtbot.keyClick(page.go, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.jobs.running())
    assert screen.report.title.text() == "Imported 2 notes"
    assert set(collection.deck_names()) == {"Europe", "Europe::South"}


def test_a_json_file_that_is_no_deck_is_refused_in_words(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "package.json"
    path.write_text('{"name": "left-pad"}', encoding="utf-8")
    screen = _shown(window, qtbot, path)
    assert "not a file type this program can read" in screen.preview.details.text()
    assert not screen.preview.go.isEnabled()


def test_a_set_of_quizlet_shows_its_cards_before_it_comes_in(
    window: MainWindow, qtbot: QtBot, collection: Collection, tmp_path: Path
) -> None:
    path = tmp_path / "set.txt"
    path.write_text("dog---Hund\ncat---Katze\ncow---*Kuh*\n", encoding="utf-8")
    assert not is_article(path)
    screen = _shown(window, qtbot, path)
    page = screen.preview
    assert page.details.text() == "3 notes  ·  Quizlet set"
    model = page.table.model()
    assert [model.index(2, column).data() for column in (0, 1)] == ["cow", "*Kuh*"]
    qtbot.keyClick(page.go, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.jobs.running())
    assert screen.report.title.text() == "Imported 3 notes"
    [row] = collection.card_rows(collection.search("cow"))
    assert row.answer == "*Kuh*"


def test_questions_and_answers_are_a_deck_and_a_text_with_some_is_an_article(
    tmp_path: Path,
) -> None:
    path = tmp_path / "text.txt"
    path.write_text("Q: one?\nA: two\n\nQ: three?\nA: four\n", encoding="utf-8")
    assert not is_article(path)
    path.write_text("A long text.\n\nQ: one?\nA: two\n\nAnd more of the text.\n", encoding="utf-8")
    assert is_article(path)


def test_a_page_of_obsidian_without_its_tag_can_be_read_as_one(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "Biology.md"
    path.write_text("# Biology\n\nMitochondria::powerhouse\n\nCell\n?\nUnit of life\n")
    screen = window.go("import", paths=[path])
    assert isinstance(screen, ImportScreen)
    qtbot.waitUntil(lambda: not window.jobs.running())
    page = screen.preview
    assert not page.details.text().startswith("2 notes")
    assert page.program.isVisible()
    page.program.setFocus()
    qtbot.keyClick(page.program, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: not window.jobs.running())
    assert page.program.currentText() == "Obsidian Spaced Repetition"
    assert page.details.text().startswith("2 notes")
    assert page.go.isEnabled()
