"""Tags among the filters: counted, renamed, merged, moved and deleted by keys, and taken back."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from flashcards.ui.browser.filter_tree import COUNT, HEADS, NAME
from flashcards.ui.browser.screen import BrowserScreen
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot
from tests.ui.named import unnamed
from tests.ui.type_screen import answer, idle


@pytest.fixture
def tagged(window: MainWindow, qtbot: QtBot) -> BrowserScreen:
    """Browse with its filters on three notes, whose tags nest."""
    for front, tags in (
        ("one", ["science::physics::light", "leech"]),
        ("two", ["science::physics", "science::biology"]),
        ("three", ["art"]),
    ):
        window.collection.add_note({"Front": front, "Back": "b"}, "D", tags)
    screen = window.go("browse")
    assert isinstance(screen, BrowserScreen)
    qtbot.waitUntil(window.isActiveWindow)
    if not screen.shows_sidebar():
        screen.toggle_sidebar()
    return screen


def rows(screen: BrowserScreen) -> dict[str, int]:
    """Return every tag shown with its number, by its full name, in the order shown."""
    model = screen.sidebar.model()
    heads = [model.index(row, 0) for row in range(model.rowCount())]
    found: dict[str, int] = {}

    def walk(above: QModelIndex) -> None:
        for row in range(model.rowCount(above)):
            index = model.index(row, 0, above)
            found[str(index.data(NAME))] = int(index.data(COUNT))
            walk(index)

    for head in heads:
        if head.data(HEADS) == "tag":
            walk(head)
    return found


def write_name(name: str, qtbot: QtBot) -> None:
    """Type into the question that stands, and press Enter."""
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    (line,) = dialog.findChildren(QLineEdit)
    line.selectAll()
    qtbot.keyClicks(line, name)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def on(screen: BrowserScreen, tag: str) -> None:
    """Put the keyboard on a tag."""
    screen.sidebar.setFocus()
    assert screen.sidebar.go_to("tag", tag)


def test_tags_nest_with_how_many_notes_they_have(tagged: BrowserScreen) -> None:
    assert rows(tagged) == {
        "art": 1, "leech": 1, "science": 2, "science::biology": 1,
        "science::physics": 2, "science::physics::light": 1,
    }  # fmt: skip
    on(tagged, "science::physics")
    said = tagged.sidebar.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "physics, 2 notes"
    assert unnamed(tagged) == []


def test_f2_renames_a_tag_with_all_below_and_undo_brings_it_back(
    tagged: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    before = rows(tagged)
    on(tagged, "science")
    qtbot.keyClick(tagged.sidebar, Qt.Key.Key_F2)
    write_name("nature", qtbot)
    idle(window, qtbot)
    assert window.toasts.text.text() == "Renamed the tag to nature (2 notes)"
    assert rows(tagged)["nature::physics::light"] == 1
    assert "science" not in rows(tagged)
    assert tagged.sidebar.current_name() == ("tag", "nature")
    assert tagged.sidebar.go_to("tag", "nature::physics::light")
    window.collection.add_note({"Front": "four", "Back": "b"}, "D", ["zoo"])
    assert tagged.sidebar.isExpanded(tagged.sidebar.currentIndex().parent()), "it stays open"
    window.undo_in_collection()
    window.undo_in_collection()
    idle(window, qtbot)
    assert rows(tagged) == before


def test_a_name_that_is_taken_merges_once_that_is_agreed(
    tagged: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    on(tagged, "leech")
    qtbot.keyClick(tagged.sidebar, Qt.Key.Key_F2)
    write_name("Art", qtbot)
    assert "Merge “leech” into “Art”?" in answer("Merge")
    idle(window, qtbot)
    assert rows(tagged)["art" if "art" in rows(tagged) else "Art"] == 2
    assert "leech" not in rows(tagged)


def test_delete_takes_a_tag_off_and_no_note_goes(
    tagged: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    tagged.select_all()
    on(tagged, "science::physics")
    qtbot.keyClick(tagged.sidebar, Qt.Key.Key_Delete)
    idle(window, qtbot)
    assert rows(tagged) == {"art": 1, "leech": 1, "science": 1, "science::biology": 1}
    assert len(window.collection.search("")) == 3
    assert tagged.sidebar.hasFocus()
    assert tagged.sidebar.current_name() == ("tag", "science")


def test_a_tag_is_dropped_on_another_but_not_on_one_below_it(
    tagged: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    def drag(tag: str, onto: str) -> None:
        on(tagged, onto)
        tagged.sidebar.carry(tag)
        tagged.sidebar.drop_on(tagged.sidebar.currentIndex())
        idle(window, qtbot)

    before = rows(tagged)
    drag("science", "science::physics")
    drag("science::physics", "science")
    assert rows(tagged) == before
    drag("science::physics", "art")
    assert rows(tagged)["art::physics::light"] == 1
    assert rows(tagged)["art"] == 3
    window.undo_in_collection()
    idle(window, qtbot)
    assert rows(tagged) == before


def test_a_wrong_name_is_told_in_words(
    tagged: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    on(tagged, "science")
    qtbot.keyClick(tagged.sidebar, Qt.Key.Key_F2)
    write_name("two words", qtbot)
    idle(window, qtbot)
    assert "A tag has no spaces." in answer("Close")
    assert "science" in rows(tagged)


def test_numbers_follow_what_is_done_to_notes(
    tagged: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    window.go("today")
    window.collection.add_note({"Front": "four", "Back": "b"}, "D", ["art"])
    window.go("browse")
    assert rows(tagged)["art"] == 2
    tagged.select_all()
    tagged.delete()
    idle(window, qtbot)
    assert rows(tagged) == {}
