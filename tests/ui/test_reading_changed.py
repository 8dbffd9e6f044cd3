"""Article changes: what became of each passage, and what the learner wants done about it."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from flashcards.model.articles import PassageState
from flashcards.ui.kept_articles.articles_screen import ArticlesScreen
from flashcards.ui.kept_articles.changed_screen import ChangedScreen
from flashcards.ui.kept_articles.differences import differences
from flashcards.ui.kept_articles.fresh_screen import FreshScreen
from flashcards.ui.kept_articles.map_screen import MapScreen
from flashcards.ui.main_window import MainWindow
from tests.effort import never_for_ever
from tests.qtbot import QtBot
from tests.ui.letters import doubled_letters
from tests.ui.named import unnamed
from tests.ui.reading_articles import (
    FIXED,
    LAMPS,
    LANTERN,
    LARGER,
    LIGHTS,
    NEWER,
    OCCULTING,
    keep,
    press,
    press_with,
)

if TYPE_CHECKING:
    from flashcards.api import Collection

K = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
COPY, LEFT, NONE = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0)
MINE = "The glass top of the tower, with the lamp."


@pytest.fixture
def source_id(collection: "Collection") -> int:
    """The id of an article; the learner has written the answer of its first card otherwise."""
    kept = keep(collection)
    collection.update_note(collection.card(1).note_id, {"Back": MINE})
    return kept


def from_the_map(window: MainWindow, qtbot: QtBot, source_id: int) -> None:
    """Open the article, so that one comes back to it."""
    screen = window.go("article_map", source_id=source_id)
    assert isinstance(screen, MapScreen)
    qtbot.waitUntil(lambda: screen.opened is not None)


def compare(window: MainWindow, source_id: int) -> ChangedScreen:
    change = window.collection.articles.update(source_id, NEWER)
    screen = window.go("article_changed", change=change)
    assert isinstance(screen, ChangedScreen)
    return screen


def listed(screen: ChangedScreen) -> list[tuple[str, str]]:
    """Return the state and the decision of each passage in the list."""
    model = screen.list.changes
    role = Qt.ItemDataRole.AccessibleTextRole
    said = [model.data(model.index(row), role) for row in range(model.rowCount())]
    return [(line.split(". ")[1], line.split(". ")[-1]) for line in said]


def shown(screen: ChangedScreen) -> list[tuple[str, str]]:
    """Return the name and the words of each pane in sight."""
    panes = [each for each in screen.page.panes if each.isVisible()]
    return [(each.heading.text(), each.text.toPlainText()) for each in panes]


def test_every_choice_shows_its_letter_in_its_words_and_the_key_that_updates_is_shown(
    window: MainWindow, source_id: int
) -> None:
    screen = compare(window, source_id)
    for place in range(screen.list.changes.rowCount()):
        screen.list.go_to(place)
        names = [each.text() for each in screen.page.buttons.values() if each.isVisible()]
        assert all("&" in name and "(" not in name for name in names)
    assert screen.apply_button.accessibleName() == "Update the cards"
    assert "Ctrl" in screen.apply_button.accessibleDescription()


def backs(collection: "Collection") -> list[str]:
    notes = collection.notes_of(collection.search("", order="created"))
    return [collection.note(note).fields[-1] for note in notes]


def update(window: MainWindow, qtbot: QtBot) -> None:
    press_with(window, qtbot, K.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: window.front() == "article_map")


def test_counts_and_reasons_are_told_and_nothing_is_written(
    window: MainWindow, collection: "Collection", source_id: int, qtbot: QtBot
) -> None:
    before, name = backs(collection), collection.undo_name
    screen = compare(window, source_id)
    texts = [push.text() for push in screen.filters.values() if push.isVisible()]
    assert texts == ["All  5", "Edited on both sides  1", "Reworded  1", "New  1", "Gone  1",
                     "Moved  1"]  # fmt: skip
    assert listed(screen) == [
        ("Edited on both sides", "mine"),
        ("Reworded", "article’s wording"),
        ("New", "leave out"),
        ("Gone", "stays"),
        ("Moved", "It says the same, now under Lights of the shore › Duties."),
    ]
    assert (backs(collection), collection.undo_name) == (before, name)
    assert unnamed(window) == []
    qtbot.waitUntil(lambda: doubled_letters(window) == [])


def test_a_conflict_stands_side_by_side_and_keys_decide_it(
    window: MainWindow, collection: "Collection", source_id: int, qtbot: QtBot
) -> None:
    screen = compare(window, source_id)
    names = [name for name, _ in shown(screen)]
    assert names == ["As it was made", "Mine", "Theirs: the article now"]
    assert [text.split("\n\n")[-1] for _, text in shown(screen)] == [LANTERN, MINE, LARGER]
    press(window, qtbot, K.Key_T)
    assert listed(screen)[0][1] == "theirs"
    assert screen.list.row() == 1
    press(window, qtbot, K.Key_Up, K.Key_Space)
    assert listed(screen)[0][1] == "mine"
    press(window, qtbot, K.Key_Space)
    update(window, qtbot)
    assert LARGER in backs(collection)
    assert MINE not in backs(collection)


def test_without_a_word_mine_stays_and_gone_cards_are_not_suspended(
    window: MainWindow, collection: "Collection", source_id: int, qtbot: QtBot
) -> None:
    compare(window, source_id)
    update(window, qtbot)
    assert MINE in backs(collection)
    assert FIXED in backs(collection)
    assert len(backs(collection)) == 4
    assert collection.search("is:suspended") == []
    assert window.toasts.text.text() == "1 note updated"


def test_new_ones_are_taken_and_gone_ones_suspended_where_that_is_chosen(
    window: MainWindow, collection: "Collection", source_id: int, qtbot: QtBot
) -> None:
    screen = compare(window, source_id)
    press(window, qtbot, K.Key_Down, K.Key_Down, K.Key_W, K.Key_S)
    assert [word for _, word in listed(screen)[2:4]] == ["take", "suspend"]
    assert screen.outcome.text() == ("1 note to reword, 1 new note, 1 note suspended, 1 to check")
    update(window, qtbot)
    assert len(backs(collection)) == 5
    assert len(collection.search("is:suspended")) == 1
    assert window.toasts.text.text() == "1 note updated, 1 note added, 1 note suspended"


def test_one_undo_in_the_toast_takes_all_of_it_back(
    window: MainWindow, collection: "Collection", source_id: int, qtbot: QtBot
) -> None:
    before = backs(collection), collection.articles.source(source_id).text
    compare(window, source_id)
    press(window, qtbot, K.Key_T, K.Key_T, K.Key_W, K.Key_S)
    update(window, qtbot)
    assert backs(collection) != before[0]
    qtbot.mouseClick(window.toasts.action, Qt.MouseButton.LeftButton)
    assert (backs(collection), collection.articles.source(source_id).text) == before
    assert collection.search("is:suspended") == []


def test_many_are_decided_alike_and_only_those_shown(
    window: MainWindow, collection: "Collection", source_id: int, qtbot: QtBot
) -> None:
    screen = compare(window, source_id)
    press_with(window, qtbot, K.Key_T, SHIFT)
    assert [word for _, word in listed(screen)[:4]] == [
        "theirs",
        "article’s wording",
        "take",
        "stays",
    ]
    press_with(window, qtbot, K.Key_M, SHIFT)
    assert [word for _, word in listed(screen)[:4]] == ["mine", "stays", "leave out", "stays"]
    assert screen.outcome.text() == "No note changes; the newer text is kept"


def test_what_says_something_else_is_listed_for_a_fresh_look_until_it_was_looked_at(
    window: MainWindow, collection: "Collection", source_id: int, qtbot: QtBot
) -> None:
    screen = compare(window, source_id)
    press(window, qtbot, K.Key_Down)
    assert screen.page.fresh.isVisible()
    update(window, qtbot)
    fresh = window.go("article_fresh")
    assert isinstance(fresh, FreshScreen)
    qtbot.waitUntil(lambda: bool(fresh.model.rows))
    assert [each.term for each in fresh.model.rows] == ["Occulting light"]
    assert FIXED in fresh.page.card.text.toPlainText()
    assert FIXED in fresh.page.article.text.toPlainText()
    assert unnamed(window) == []
    qtbot.waitUntil(lambda: doubled_letters(window) == [])
    press(window, qtbot, K.Key_Space)
    qtbot.waitUntil(lambda: fresh.model.rows == [])
    assert window.toasts.text.text() == "1 note looked at"
    qtbot.mouseClick(window.toasts.action, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [each.term for each in fresh.model.rows] == ["Occulting light"])


def test_what_was_decided_is_kept_while_one_looks_elsewhere(
    window: MainWindow, collection: "Collection", source_id: int, qtbot: QtBot
) -> None:
    compare(window, source_id)
    press(window, qtbot, K.Key_T, K.Key_M)
    press(window, qtbot, K.Key_Escape)
    assert window.front() == "today"
    screen = compare(window, source_id)
    assert [word for _, word in listed(screen)[:2]] == ["theirs", "stays"]


def test_a_filter_shows_passages_of_one_state_and_decides_about_those_alone(
    window: MainWindow, collection: "Collection", source_id: int, qtbot: QtBot
) -> None:
    screen = compare(window, source_id)
    qtbot.mouseClick(screen.filters[PassageState.NEW], Qt.MouseButton.LeftButton)
    assert listed(screen) == [("New", "leave out")]
    press_with(window, qtbot, K.Key_T, SHIFT)
    qtbot.mouseClick(screen.filters[None], Qt.MouseButton.LeftButton)
    assert [word for _, word in listed(screen)[:3]] == ["mine", "article’s wording", "take"]


def test_without_a_newer_text_the_way_to_the_articles_is_offered(
    window: MainWindow, qtbot: QtBot
) -> None:
    screen = window.go("article_changed")
    assert isinstance(screen, ChangedScreen)
    assert screen.empty.isVisible()


def test_after_the_update_one_is_back_where_it_began(
    window: MainWindow, collection: "Collection", source_id: int, qtbot: QtBot
) -> None:
    from_the_map(window, qtbot, source_id)
    compare(window, source_id)
    update(window, qtbot)
    shown = window.built("article_map")
    assert isinstance(shown, MapScreen)
    qtbot.waitUntil(lambda: FIXED in shown.view.flow.text)
    press(window, qtbot, K.Key_Escape)
    assert window.front() == "today"


def test_a_newer_text_is_pasted_or_dropped_on_the_article(
    window: MainWindow, source_id: int, tmp_path: Path, qtbot: QtBot
) -> None:
    from_the_map(window, qtbot, source_id)
    QApplication.clipboard().setText(NEWER)
    press_with(window, qtbot, K.Key_V, CONTROL)
    qtbot.waitUntil(lambda: window.front() == "article_changed")
    press(window, qtbot, K.Key_Escape)
    file = tmp_path / "newer.md"
    file.write_text(NEWER, encoding="utf-8")
    shown = window.built("article_map")
    assert shown is not None
    assert _drag(shown, QPoint(5, 5), file)
    qtbot.waitUntil(lambda: window.front() == "article_changed")


def _drag(screen: QWidget, at: QPoint, file: Path) -> bool:
    """Drag a file to a point of a screen and let go; whether the screen takes it."""
    enter = _Entering(at, file)
    QApplication.sendEvent(screen, enter)
    if enter.isAccepted():
        data = enter.mimeData()
        QApplication.sendEvent(screen, QDragMoveEvent(at, COPY, data, LEFT, NONE))
        drop = QDropEvent(QPointF(at), COPY, data, LEFT, NONE, QEvent.Type.Drop)
        QApplication.sendEvent(screen, drop)
    return enter.isAccepted()


class _Entering(QDragEnterEvent):
    """A file dragged to a point; Qt's own event holds none of its data."""

    def __init__(self, at: QPoint, file: Path) -> None:
        self.data = QMimeData()
        self.data.setUrls([QUrl.fromLocalFile(str(file))])
        super().__init__(at, COPY, self.data, LEFT, NONE)
        self.ignore()


def test_a_file_dropped_on_an_article_of_the_list_is_compared_with_that(
    window: MainWindow, collection: "Collection", source_id: int, tmp_path: Path, qtbot: QtBot
) -> None:
    keep(collection, LIGHTS.replace("Lights", "Lamps"), LAMPS)
    screen = window.go("articles")
    assert isinstance(screen, ArticlesScreen)
    qtbot.waitUntil(lambda: not window.jobs.running())
    file = tmp_path / "renamed.md"
    file.write_text(NEWER.replace("# Lights of the shore", "# Of lights"), encoding="utf-8")
    row = [int(each.id) for each in screen.list.articles.rows].index(source_id)
    box = screen.list.visualRect(screen.list.articles.index(row))
    at = screen.list.viewport().mapTo(screen, box.center())
    assert _drag(screen, at, file)
    qtbot.waitUntil(lambda: window.front() == "article_changed")
    changed = window.built("article_changed")
    assert isinstance(changed, ChangedScreen)
    assert changed.change is not None
    assert changed.change.source_id == source_id
    assert screen.count.text() == "2 articles"


def test_a_file_dropped_beside_the_articles_becomes_a_deck_and_a_deck_is_looked_at(
    window: MainWindow, source_id: int, tmp_path: Path, qtbot: QtBot
) -> None:
    screen = window.go("articles")
    qtbot.waitUntil(lambda: not window.jobs.running())
    deck = tmp_path / "deck.md"
    deck.write_text("---\ndeck: Sea\n---\n\nQ: What is foam?\nA: Bubbles.\n", encoding="utf-8")
    enter = _Entering(QPoint(200, 500), deck)
    screen.dragEnterEvent(enter)
    assert not enter.isAccepted()  # so that the window takes it
    file = tmp_path / "gulls.md"
    file.write_text("# Gulls\n\n**Gull**: A bird that follows ships.\n", encoding="utf-8")
    assert _drag(screen, QPoint(200, 500), file)
    qtbot.waitUntil(lambda: window.front() == "article")


def test_words_that_differ_are_marked_and_no_others() -> None:
    before, after = "A light that is on.", "A lamp that is not on."
    gone, come = differences(before, after)
    assert [before[low:high] for low, high in gone] == ["light"]
    assert [after[low:high] for low, high in come] == ["lamp", "not"]
    assert differences(OCCULTING, OCCULTING) == ([], [])
    assert differences("", "a b") == ([], [(0, 3)])


def test_of_a_long_text_the_sentences_that_differ_are_marked() -> None:
    said = [f"Keeper {n} trims the wick at hour {n}." for n in range(300)]
    before = " ".join(said)
    said[20], said[250] = "Nobody trims it.", "No wick is left."
    after = " ".join(said)
    gone, come = differences(before, after)
    assert [before[low:high] for low, high in gone] == [
        "Keeper 20 trims the wick at hour 20.",
        "Keeper 250 trims the wick at hour 250.",
    ]
    assert [after[low:high] for low, high in come] == ["Nobody trims it.", "No wick is left."]


@pytest.mark.parametrize("words", ["the a of ", "a. ", "word ", "x"])
def test_marking_what_differs_never_takes_long(words: str) -> None:
    with never_for_ever():
        found = differences(words * 5_000, "so " + words[::-1] * 5_000 + "is")
    assert all(found)
