"""A table that was read otherwise than it is meant is put right before it is imported."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QStyle, QStyleOptionComboBox, QWidget

from flashcards.ui.importing.preview_page import PreviewPage
from flashcards.ui.importing.screen import ImportScreen
from flashcards.ui.importing.table_settings import DELIMITERS, ENCODINGS, TableSettings
from flashcards.ui.main_window import MainWindow
from flashcards.ui.menu_letters import plain
from tests.qtbot import QtBot

if TYPE_CHECKING:
    from flashcards.api import Collection


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table whose separator is guessed wrong: commas are in every row as well."""
    path = tmp_path / "words.csv"
    rows = ["Kopf/head, top", "Hand/hand, paw", "Arm/arm, branch"]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def _idle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.jobs.running())


def _screen(window: MainWindow, qtbot: QtBot, *paths: Path) -> ImportScreen:
    screen = window.go("import", paths=paths)
    assert isinstance(screen, ImportScreen)
    _idle(window, qtbot)
    return screen


def _pick(qtbot: QtBot, window: MainWindow, field: QComboBox, text: str) -> None:
    """Go to a choice with the arrow keys, as one does without a mouse."""
    field.setFocus()
    wanted = field.findText(text)
    assert wanted >= 0, [field.itemText(at) for at in range(field.count())]
    while field.currentIndex() != wanted:
        down = field.currentIndex() < wanted
        qtbot.keyClick(field, Qt.Key.Key_Down if down else Qt.Key.Key_Up)
    _idle(window, qtbot)


def _rows(screen: ImportScreen) -> list[tuple[str, ...]]:
    model = screen.preview.table.model()
    columns = range(model.columnCount())
    return [
        tuple(str(model.index(at, column).data()) for column in columns)
        for at in range(model.rowCount())
    ]


def _becomes(page: PreviewPage) -> list[tuple[str, ...]]:
    """Return of each column its name, what it becomes, and what the row shown says there."""
    model = page.part.columns.model()
    return [
        tuple(str(model.index(at, column).data()) for column in range(3))
        for at in range(model.rowCount())
    ]


def _fronts(collection: "Collection") -> set[str]:
    return {collection.note(note).fields[0] for note in collection.notes_of(collection.search(""))}


def test_text_from_right_to_left_begins_at_the_right_of_its_cell(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "words.csv"
    path.write_text("Front,Back\nsea,ים\n", encoding="utf-8")
    page = _screen(window, qtbot, path).preview
    page.part.tabs.setCurrentWidget(page.table)
    table = page.table
    for column, at_right in ((0, False), (1, True)):
        cell = table.visualRect(table.model().index(0, column))
        drawn = table.viewport().grab(cell).toImage()
        empty, middle = drawn.pixelColor(1, 1), drawn.width() // 2
        inked = [
            x
            for x in range(1, drawn.width() - 1)
            if any(drawn.pixelColor(x, y) != empty for y in range(1, drawn.height() - 1))
        ]
        assert inked
        assert all((x > middle) == at_right for x in inked)


def test_another_separator_is_seen_at_once_and_used_by_the_import(
    window: MainWindow, qtbot: QtBot, table: Path, collection: "Collection"
) -> None:
    screen = _screen(window, qtbot, table)
    settings = screen.preview.settings
    assert _rows(screen)[0] == ("Kopf/head", "top")
    _pick(qtbot, window, settings.delimiter, "Slash (/)")
    assert settings.delimiter.hasFocus()
    assert _rows(screen)[0] == ("Kopf", "head, top")
    assert screen.preview.details.text() == "3 rows  ·  read as you chose"
    qtbot.keyClick(screen.preview.go, Qt.Key.Key_Return)
    _idle(window, qtbot)
    assert _fronts(collection) == {"Kopf", "Hand", "Arm"}


def test_a_first_row_taken_for_names_changes_the_count_and_the_button(
    window: MainWindow, qtbot: QtBot, table: Path
) -> None:
    page = _screen(window, qtbot, table).preview
    page.settings.header.setFocus()
    qtbot.keyClick(page.settings.header, Qt.Key.Key_Space)
    _idle(window, qtbot)
    assert plain(page.go.text()) == "Import 2 rows"
    assert _becomes(page)[0] == ("Kopf/head", "Front", "Hand/hand")


def test_the_keys_come_to_the_columns_of_a_wide_table_and_import_nothing_by_mistake(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, collection: "Collection"
) -> None:
    path = tmp_path / "words.tsv"
    path.write_text("one\teins\tA sentence.\ntwo\tzwei\tAnother one.\n", encoding="utf-8")
    columns = _screen(window, qtbot, path).preview.part.columns
    assert columns.hasFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Space):
        focus = window.focusWidget()
        assert focus is not None
        qtbot.keyClick(focus, key)
    _idle(window, qtbot)
    assert isinstance(columns.indexWidget(columns.model().index(1, 1)), QComboBox)
    assert not _fronts(collection)


def test_no_column_looks_chosen_while_the_keys_are_elsewhere(
    window: MainWindow, qtbot: QtBot, table: Path
) -> None:
    columns = _screen(window, qtbot, table).preview.part.columns

    def looks_chosen() -> bool:
        cells = [columns.visualRect(columns.model().index(at, 0)) for at in (0, 1)]
        drawn = columns.viewport().grab().toImage()
        first, other = (drawn.pixelColor(cell.right() - 3, cell.center().y()) for cell in cells)
        return first != other

    assert not looks_chosen()
    columns.setFocus()
    assert looks_chosen()


def test_of_a_front_and_a_back_and_of_rows_that_name_their_types_import_is_next(
    window: MainWindow, qtbot: QtBot, table: Path, tmp_path: Path
) -> None:
    typed = tmp_path / "typed.csv"
    typed.write_text("Front,Back,Tags,Type\none,eins,a,Basic\n", encoding="utf-8")
    for path in (table, typed):
        page = _screen(window, qtbot, path).preview
        assert page.go.hasFocus(), path


def test_front_and_back_change_places_and_tags_are_taken_from_what_is_left(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, collection: "Collection"
) -> None:
    path = tmp_path / "words.tsv"
    path.write_text("one\teins\tA sentence.\tnumber\ntwo\tzwei\tAnother one.\tnumber\n")
    screen = _screen(window, qtbot, path)
    columns = screen.preview.part.columns
    columns.setFocus()
    qtbot.keyClick(columns, Qt.Key.Key_B)
    _idle(window, qtbot)
    for _ in range(3):
        qtbot.keyClick(columns, Qt.Key.Key_Down)
    qtbot.keyClick(columns, Qt.Key.Key_T)
    _idle(window, qtbot)
    assert [meaning for _, meaning, _ in _becomes(screen.preview)] == [
        "Back",
        "Front",
        "Not imported",
        "Tags",
    ]
    assert columns.hasFocus()
    screen.start()
    _idle(window, qtbot)
    assert _fronts(collection) == {"eins", "zwei"}
    assert collection.tags() == ["number"]


def test_choices_made_while_the_file_is_being_read_all_count(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "large.csv"
    path.write_text("".join(f"a {n},b,c,d\n" for n in range(30_000)))
    page = _screen(window, qtbot, path).preview
    columns = page.part.columns
    columns.setFocus()
    for key in (Qt.Key.Key_T, Qt.Key.Key_Down, Qt.Key.Key_D, Qt.Key.Key_Down, Qt.Key.Key_F):
        qtbot.keyClick(columns, key)
    page.settings.html.click()
    assert not page.go.isEnabled()
    _idle(window, qtbot)
    meanings = [meaning for _, meaning, _ in _becomes(page)]
    assert meanings == ["Tags", "Deck", "Front", "Not imported"]
    assert not page.settings.html.isChecked()


def test_a_column_is_chosen_from_a_list_that_enter_opens(
    window: MainWindow, qtbot: QtBot, table: Path
) -> None:
    page = _screen(window, qtbot, table).preview
    columns = page.part.columns
    columns.setFocus()
    qtbot.keyClick(columns, Qt.Key.Key_Return)
    field = columns.indexWidget(columns.currentIndex())
    assert isinstance(field, QComboBox)
    assert [field.itemText(at) for at in range(field.count())] == [
        "Front", "Back", "Tags", "Deck", "Guid", "Note type", "Not imported",
    ]  # fmt: skip
    qtbot.keyClick(field.view(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: columns.indexWidget(columns.currentIndex()) is None)
    assert window.focusWidget() is columns
    qtbot.keyClick(columns, Qt.Key.Key_Space)
    field = columns.indexWidget(columns.currentIndex())
    assert isinstance(field, QComboBox)
    qtbot.keyClick(field.view(), Qt.Key.Key_Down)
    qtbot.keyClick(field.view(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.part.columns.indexWidget(columns.currentIndex()) is None)
    _idle(window, qtbot)
    assert [meaning for _, meaning, _ in _becomes(page)] == ["Back", "Front"]


def test_another_note_type_has_other_fields_and_its_cards_are_shown(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, collection: "Collection"
) -> None:
    path = tmp_path / "terms.csv"
    path.write_text("auk,A bird.,Auks swim.\nowl,Another bird.,Owls see.\n")
    screen = _screen(window, qtbot, path)
    part = screen.preview.part
    assert part.cards.cards.view.toPlainText().split() == ["auk", "A", "bird."]
    _pick(qtbot, window, part.type_field, "Term and definition")
    assert [meaning for _, meaning, _ in _becomes(screen.preview)] == [
        "Term",
        "Definition",
        "Example",
    ]
    qtbot.keyClick(part.cards.after, Qt.Key.Key_Space)
    assert part.cards.which.text() == "Line 2"
    assert "Owls see." in part.cards.cards.view.toPlainText()
    assert [cell for _, _, cell in _becomes(screen.preview)] == [
        "owl",
        "Another bird.",
        "Owls see.",
    ]
    screen.start()
    _idle(window, qtbot)
    assert len(collection.search("")) == 4
    collection.undo()
    assert collection.search("") == []


def test_a_row_that_becomes_no_note_says_why(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "gaps.csv"
    path.write_text("{{c1::Auks}} swim.,x\nOwls see.,y\n")
    page = _screen(window, qtbot, path).preview
    _pick(qtbot, window, page.part.type_field, "Cloze")
    page.part.cards.step(1)
    assert "no cloze" in page.part.cards.cards.empty.text()
    assert page.details.text().startswith("2 rows  ·  1 left out")
    assert plain(page.go.text()) == "Import 1 row"
    assert "gaps.csv:2: The note has no cloze" in page.problems.text.toPlainText()
    page.part.cards.step(1)
    assert page.part.cards.which.text() == "Line 1"


def test_rows_that_name_their_types_leave_nothing_to_choose(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "own.csv"
    path.write_text("front,back,tags,deck,guid,type\na,b,,D,g,Basic\n")
    page = _screen(window, qtbot, path).preview
    assert not page.part.type_field.isVisible()
    assert [meaning for _, meaning, _ in _becomes(page)] == [
        "Front", "Back", "Tags", "Deck", "Guid", "Note type",
    ]  # fmt: skip
    page.part.columns.setFocus()
    qtbot.keyClick(page.part.columns, Qt.Key.Key_Return)
    assert page.part.columns.indexWidget(page.part.columns.currentIndex()) is None


def test_notes_there_are_can_be_kept_and_cells_taken_as_they_stand(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, collection: "Collection"
) -> None:
    collection.add_note({"Front": "sea", "Back": "Meer"}, "words")
    path = tmp_path / "words.csv"
    path.write_text("sea,See\nsky,2*3*4\n")
    screen = _screen(window, qtbot, path)
    settings = screen.preview.settings
    _pick(qtbot, window, settings.existing, "Stay as they are")
    settings.tags.setFocus()
    qtbot.keyClicks(settings.tags, "new words")
    settings.html.setFocus()
    qtbot.keyClick(settings.html, Qt.Key.Key_Space)
    _idle(window, qtbot)
    screen.start()
    _idle(window, qtbot)
    notes = [collection.note(note).fields for note in collection.notes_of(collection.search(""))]
    assert sorted(notes) == [("sea", "Meer"), ("sky", "2\\*3\\*4")]
    assert screen.report.numbers["unchanged"].text() == "1"
    assert collection.tags() == ["new", "words"]


def test_five_hundred_columns_are_listed_and_reached_by_arrows(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "wide.csv"
    path.write_text(",".join(f"c{at}" for at in range(500)) + "\n")
    page = _screen(window, qtbot, path).preview
    columns = page.part.columns
    assert len(_becomes(page)) == 500
    columns.setFocus()
    qtbot.keyClick(columns, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(columns, Qt.Key.Key_B)
    _idle(window, qtbot)
    assert _becomes(page)[499] == ("Column 500", "Back", "c499")
    assert _becomes(page)[1][1] == "Not imported"
    assert columns.currentIndex().row() == 499


def test_a_table_of_the_same_shape_is_read_as_the_last_one(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    paths = [tmp_path / f"{name}.csv" for name in ("one", "two", "three")]
    for path in paths:
        path.write_text(f"word,translation,page\n{path.stem},b,3\n")
    screen = _screen(window, qtbot, paths[0])
    columns = screen.preview.part.columns
    columns.setFocus()
    qtbot.keyClick(columns, Qt.Key.Key_B)
    _idle(window, qtbot)
    screen.start()
    _idle(window, qtbot)
    screen = _screen(window, qtbot, paths[1])
    assert "read as last time" in screen.preview.details.text()
    assert [meaning for _, meaning, _ in _becomes(screen.preview)][:2] == ["Back", "Front"]
    qtbot.keyClick(screen.preview.settings.found, Qt.Key.Key_Space)
    _idle(window, qtbot)
    screen.start()
    _idle(window, qtbot)
    screen = _screen(window, qtbot, paths[2])
    assert "settings detected" in screen.preview.details.text()
    assert [meaning for _, meaning, _ in _becomes(screen.preview)][:2] == ["Front", "Back"]


def test_the_settings_found_out_come_back_with_one_press(
    window: MainWindow, qtbot: QtBot, table: Path
) -> None:
    screen = _screen(window, qtbot, table)
    settings, before = screen.preview.settings, _rows(screen)
    assert not settings.found.isEnabled()
    _pick(qtbot, window, settings.delimiter, "Slash (/)")
    _pick(qtbot, window, settings.encoding, ENCODINGS[1][0])
    settings.found.setFocus()
    qtbot.keyClick(settings.found, Qt.Key.Key_Space)
    _idle(window, qtbot)
    assert _rows(screen) == before
    assert settings.delimiter.currentText() == "Comma (,)"
    assert not settings.found.isEnabled()
    assert [each[:3] for each in screen.preview.wanted()] == [(table, None, None)]


def test_another_encoding_shows_other_letters(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "words.csv"
    path.write_bytes("слово;word\nдом;house\n".encode("cp1251"))
    screen = _screen(window, qtbot, path)
    assert _rows(screen)[0] != ("слово", "word")
    _pick(qtbot, window, screen.preview.settings.encoding, "Windows-1251 · Cyrillic")
    assert _rows(screen) == [("слово", "word"), ("дом", "house")]
    assert not screen.preview.problems.isVisible()


def test_of_many_changes_in_a_row_the_last_one_is_shown(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "large.csv"
    path.write_text("".join(f"a {n}, b; c/ d\n" for n in range(100_000)))
    screen = _screen(window, qtbot, path)
    delimiter = screen.preview.settings.delimiter
    delimiter.setFocus()
    at = [text for text, _ in DELIMITERS].index(delimiter.currentText())
    for _ in range(len(DELIMITERS) - 1 - at):
        qtbot.keyClick(delimiter, Qt.Key.Key_Down)
    assert not screen.preview.go.isEnabled()
    _idle(window, qtbot)
    assert delimiter.currentText() == DELIMITERS[-1][0]
    assert _rows(screen)[0] == ("a 0, b; c/ d",)
    assert screen.preview.go.isEnabled()
    assert "one column only" in screen.preview.problems.text.toPlainText()


def test_each_of_several_tables_keeps_its_own_settings_and_a_deck_file_has_none(
    window: MainWindow, qtbot: QtBot, table: Path, tmp_path: Path
) -> None:
    other, deck = tmp_path / "other.csv", tmp_path / "deck.md"
    other.write_text("a;b\nc;d\n")
    deck.write_text("## a\nb\n")
    page = _screen(window, qtbot, table, other, deck).preview
    _pick(qtbot, window, page.settings.delimiter, "Slash (/)")
    page.files.setCurrentIndex(1)
    assert page.settings.delimiter.currentText() == "Semicolon (;)"
    page.files.setCurrentIndex(2)
    assert not page.settings.isVisible()
    page.files.setCurrentIndex(0)
    assert page.settings.delimiter.currentText() == "Slash (/)"
    previews = [preview for _, _, preview, *_ in page.wanted()]
    assert previews[0] is not None
    assert previews[0].delimiter == "/"
    assert previews[1:] == [None, None]


def test_a_table_whose_rows_vanish_with_a_choice_can_still_be_put_right(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "one.csv"
    path.write_text("front,back\n")
    page = _screen(window, qtbot, path).preview
    assert page.settings.isVisible()
    assert not page.go.isEnabled()
    qtbot.keyClick(page.settings.header, Qt.Key.Key_Space)
    _idle(window, qtbot)
    assert plain(page.go.text()) == "Import 1 row"
    assert page.go.isEnabled()


def test_a_file_that_is_gone_meanwhile_is_told(
    window: MainWindow, qtbot: QtBot, table: Path
) -> None:
    page = _screen(window, qtbot, table).preview
    table.unlink()
    page.settings.header.click()
    _idle(window, qtbot)
    assert "There is no file" in page.details.text()
    assert not page.go.isEnabled()


def test_the_fields_take_two_rows_where_one_is_too_narrow(qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    around.resize(1400, 400)
    settings = TableSettings()
    settings.setParent(around)

    def corner(field: QComboBox) -> QPoint:
        return field.mapTo(settings, QPoint())

    settings.resize(1200, 160)
    around.show()
    QApplication.processEvents()
    assert corner(settings.known_by).y() == corner(settings.encoding).y()
    settings.resize(settings.minimumSizeHint().width(), 160)
    QApplication.processEvents()
    assert corner(settings.existing).x() == corner(settings.encoding).x()
    assert corner(settings.existing).y() > corner(settings.encoding).y()


def test_the_usual_encoding_is_never_cut_off(window: MainWindow, qtbot: QtBot, table: Path) -> None:
    settings = _screen(window, qtbot, table).preview.settings
    field = settings.encoding
    assert field.currentText() == "UTF-8 · Unicode"
    for width in range(900, 1200, 20):
        window.resize(width, 700)
        QApplication.processEvents()
        option = QStyleOptionComboBox()
        field.initStyleOption(option)
        box, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = field.style().subControlRect(box, option, part, field).width()
        assert room >= field.fontMetrics().horizontalAdvance(field.currentText())


def test_every_field_can_be_reached_by_a_letter(
    window: MainWindow, qtbot: QtBot, table: Path
) -> None:
    part = _screen(window, qtbot, table).preview.part
    settings = part.settings
    for key, field in (
        (Qt.Key.Key_N, settings.encoding),
        (Qt.Key.Key_S, settings.delimiter),
        (Qt.Key.Key_Q, settings.quote),
        (Qt.Key.Key_Y, settings.existing),
        (Qt.Key.Key_K, settings.known_by),
        (Qt.Key.Key_P, part.type_field),
        (Qt.Key.Key_T, settings.tags),
    ):
        qtbot.keyClick(window, key, Qt.KeyboardModifier.AltModifier)
        assert field.hasFocus()
