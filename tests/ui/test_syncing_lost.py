"""Names and settings that lost against another computer's: seen, taken back or kept, by keys."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from flashcards.study.custom import CustomKind, CustomStudy
from flashcards.ui.main_window import MainWindow
from flashcards.ui.preferences.screen import PreferencesScreen
from flashcards.ui.preferences.sync_page import SyncPage
from flashcards.ui.syncing.lost_settings import LostSettings, open_lost_settings
from tests.conftest import FixedClock
from tests.qtbot import QtBot
from tests.ui.letters import doubled_letters
from tests.ui.named import unnamed
from tests.ui.planned import idle
from tests.ui.two_computers import Pair, in_step

RETURN, SPACE, K, ALT = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Space,
    Qt.Key.Key_K,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def pair(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, fixed_clock: FixedClock
) -> Iterator[Pair]:
    """One deck and one saved session on both computers."""
    window.collection.add_note({"Front": "fox", "Back": "red"}, deck="Mammals")
    window.collection.planning.save_session("Evening", CustomStudy(CustomKind.CRAM))
    qtbot.waitUntil(window.isActiveWindow)
    window.go("today")
    with in_step(window, qtbot, tmp_path, fixed_clock) as made:
        made.agree()
        yield made


def _differ(pair: Pair, clock: FixedClock) -> None:
    """Change name, limit, option and session on both; what is said here is said later."""
    for each, word, number in ((pair.there, "Beasts", 5), (pair.here, "Furry", 7)):
        each.rename_deck("Mammals", word)
        each.scheduling.set_deck_limits(word, new_per_day=number)
        each.set_options(word, learning_steps=(number, 10))
        (session,) = each.planning.saved_sessions()
        each.planning.change_session(
            session.uid, "Evening", CustomStudy(CustomKind.SEARCH, query=word)
        )
        clock.advance(minutes=1)
    pair.hear()


@pytest.fixture
def page(pair: Pair, window: MainWindow, qtbot: QtBot, fixed_clock: FixedClock) -> SyncPage:
    screen = cast(PreferencesScreen, window.go("preferences", section="sync"))
    _differ(pair, fixed_clock)
    idle(window, qtbot)
    return screen.sync


@pytest.fixture
def dialog(page: SyncPage, window: MainWindow, qtbot: QtBot) -> LostSettings:
    qtbot.waitUntil(page.decide.isVisible)
    page.decide.setFocus()
    qtbot.keyClick(page.decide, SPACE)
    found = QApplication.activeModalWidget()
    assert isinstance(found, LostSettings)
    qtbot.waitUntil(found.isActiveWindow)
    return found


def _rows(dialog: LostSettings) -> list[list[str]]:
    model = dialog.model
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_what_lost_is_counted_and_each_listed_with_what_stands_and_where_it_was_typed(
    dialog: LostSettings, page: SyncPage, window: MainWindow, qtbot: QtBot
) -> None:
    words = "4 names or settings were changed on two computers: see what lost"
    assert page.lost.text() == words
    assert window.rail.sign.accessibleName() == words
    assert " ".join(window.rail.sign.text().split()) == "4 settings differed see which"

    assert sorted(_rows(dialog)) == [
        ["Deck “Furry”: Name", "Beasts", "Furry", "laptop-2", "Today, 10:00"],
        ["Deck “Furry”: New cards a day", "5 cards", "7 cards", "laptop-2",
         "Today, 10:00"],
        ["Preset “Default”: Steps of a new card", "5 min 10 min", "7 min 10 min", "laptop-2",
         "Today, 10:00"],
        ["Saved session “Evening”: Content", "By a search · all decks · Beasts",
         "By a search · all decks · Furry", "laptop-2", "Today, 10:00"],
    ]  # fmt: skip
    assert unnamed(dialog) == []
    qtbot.waitUntil(lambda: doubled_letters(dialog) == [])


def test_a_long_name_of_a_computer_leaves_both_values_their_room(
    pair: Pair, window: MainWindow, qtbot: QtBot, fixed_clock: FixedClock
) -> None:
    long = "The large computer in the study beneath the roof"
    pair.there.syncing.rename_device(long)
    pair.there.rename_deck("Mammals", "Animals that give their young milk to drink, of any kind")
    pair.agree()
    for each, word in ((pair.there, "Beasts"), (pair.here, "Furry")):
        (deck,) = each.deck_names()
        each.rename_deck(deck, f"{deck[:40]}: {word}")
        fixed_clock.advance(minutes=1)
    pair.there.syncing.sync(pair.folder)
    pair.hear()
    dialog = open_lost_settings(window)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert len(_rows(dialog)) == 1
    widths = [dialog.list.columnWidth(column) for column in range(5)]
    assert min(widths) >= 90
    assert sum(widths) <= dialog.list.viewport().width()
    computer = dialog.model.index(0, 3)
    assert computer.data(Qt.ItemDataRole.ToolTipRole) == long
    dialog.reject()


def _has_rows(dialog: LostSettings, count: int) -> bool:
    return dialog.model.rowCount() == count


def _choose(dialog: LostSettings, what: str) -> None:
    rows = [row[0] for row in _rows(dialog)]
    dialog.list.selectRow(next(at for at, words in enumerate(rows) if what in words))


def test_what_lost_is_taken_back_and_undone_by_keys(
    dialog: LostSettings, pair: Pair, page: SyncPage, window: MainWindow, qtbot: QtBot
) -> None:
    _choose(dialog, ": Name")
    qtbot.keyClick(dialog.list, RETURN)
    qtbot.waitUntil(lambda: len(_rows(dialog)) == 3)
    assert pair.here.deck_names() == ["Beasts"]
    assert dialog.said.text() == "Taken back: Deck “Furry”: Name"
    assert dialog.list.hasFocus()
    dialog.undo.setFocus()
    qtbot.keyClick(dialog.undo, SPACE)
    idle(window, qtbot)
    qtbot.waitUntil(lambda: len(_rows(dialog)) == 4)
    assert dialog.said.text() == ""
    assert not dialog.undo.isEnabled()
    assert pair.here.deck_names() == ["Furry"]
    assert page.lost.text().startswith("4 names")
    pair.here.add_deck("Beasts")  # now it cannot be taken back
    _choose(dialog, ": Name")
    dialog.list.setFocus()
    qtbot.keyClick(dialog.list, RETURN)
    qtbot.waitUntil(lambda: "already a deck" in dialog.said.text())
    assert len(_rows(dialog)) == 4


def test_after_the_last_decision_the_list_closes_and_it_can_still_be_undone(
    dialog: LostSettings, pair: Pair, page: SyncPage, window: MainWindow, qtbot: QtBot
) -> None:
    for left in (3, 2, 1):
        dialog.keep.setFocus()
        qtbot.keyClick(dialog.keep, SPACE)
        qtbot.waitUntil(partial(_has_rows, dialog, left))
    (last,) = _rows(dialog)
    qtbot.keyClick(dialog.list, K, ALT)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    qtbot.waitUntil(lambda: not page.lost.isVisible())
    assert pair.here.deck_names() == ["Furry"]
    assert window.toasts.text.text() == f"Kept as it is: {last[0]}"
    assert window.rail.sign.accessibleName().startswith("Synced just now")
    window.undo()
    idle(window, qtbot)
    qtbot.waitUntil(page.lost.isVisible)
    assert [lost.field for lost in pair.here.syncing.overruled()] != []


def test_what_is_chosen_stays_chosen_when_something_else_comes(
    dialog: LostSettings, pair: Pair, window: MainWindow, qtbot: QtBot, fixed_clock: FixedClock
) -> None:
    _choose(dialog, ": Name")
    chosen = dialog.chosen()
    assert chosen is not None
    for each, deck, number in ((pair.there, "Beasts", 50), (pair.here, "Furry", 70)):
        each.scheduling.set_deck_limits(deck, reviews_per_day=number)
        fixed_clock.advance(minutes=1)
    pair.hear()
    qtbot.waitUntil(partial(_has_rows, dialog, 5))
    assert "Reviews a day" in _rows(dialog)[0][0]
    now = dialog.chosen()
    assert now is not None
    assert now.number == chosen.number
    assert dialog.what.text() == "Deck “Furry”: Name"


def test_what_could_not_be_undone_can_still_be(
    dialog: LostSettings, pair: Pair, window: MainWindow, qtbot: QtBot
) -> None:
    _choose(dialog, ": Name")
    qtbot.keyClick(dialog.list, K, ALT)
    qtbot.waitUntil(partial(_has_rows, dialog, 3))
    pair.here.undo()
    qtbot.waitUntil(partial(_has_rows, dialog, 4))
    while pair.here.undo_name:
        pair.here.undo()
    said = dialog.said.text()
    dialog.undo.setFocus()
    qtbot.keyClick(dialog.undo, SPACE)  # nothing is left to undo
    idle(window, qtbot)
    assert dialog.said.text() == said != ""
