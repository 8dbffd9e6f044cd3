"""What a screen reader finds: every place one can reach named, in the order of sight, and told."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QWidget

from flashcards import Rating
from flashcards.scheduling.days import interval_words
from flashcards.ui.answering.phrases import spoken_interval
from flashcards.ui.home.screen import HomeScreen
from flashcards.ui.main_window import MainWindow
from flashcards.ui.rich_text import CardView
from flashcards.ui.screens import SCREENS
from flashcards.ui.statistics.chart import Chart
from tests.effort import calls
from tests.qtbot import QtBot
from tests.ui.planned import idle
from tests.ui.reachable import MOST_TABS, nameless, out_of_order, stops, too_small, tree
from tests.ui.studying import add_cards, press, study

if TYPE_CHECKING:
    from flashcards.api import Collection

NAME, DESCRIPTION = QAccessible.Text.Name, QAccessible.Text.Description
ARTICLE = """# Zorfs

**Plim**: a zorf of glims that zorfles the quum.

## What zorfles a quum?

Glims zorfle a quum.
"""


@pytest.fixture
def heard(window: MainWindow) -> Iterator[list[str]]:
    """What is announced, oldest first, while a screen reader listens."""
    said: list[str] = []
    window.announcer.said.connect(lambda words, _at_once: said.append(words))
    QAccessible.setActive(True)
    if not QAccessible.isActive():
        pytest.skip("this version of Qt cannot be listened to without a screen")
    yield said
    QAccessible.setActive(False)


@pytest.fixture
def lived_in(collection: "Collection") -> "Collection":
    """A collection with something for every screen."""
    add_cards(collection, 4)
    draft = collection.articles.read(ARTICLE)
    collection.articles.accept(draft, draft.above(0))
    session = collection.study("French")
    session.next()
    session.answer(Rating.GOOD)
    session.close()
    collection.delete_notes([collection.add_note({"Front": "gone", "Back": "too"}, "French")])
    return collection


def _go(window: MainWindow, qtbot: QtBot, name: str) -> None:
    qtbot.waitUntil(window.isActiveWindow)
    window.go(name, **({"deck": "French"} if name == "options" else {}))
    idle(window, qtbot)


@pytest.mark.parametrize("name", [row.name for row in SCREENS])
def test_all_is_named_and_large_enough_and_tab_goes_as_one_reads_with_tables_three_away(
    lived_in: "Collection", window: MainWindow, qtbot: QtBot, name: str
) -> None:
    _go(window, qtbot, name)
    assert nameless(window) == []
    assert QAccessible.Role.LayeredPane not in [each.role() for each in tree(window)]
    found = stops(window)
    assert len(found) < MOST_TABS, "Tab does not go round"
    tables = [
        table
        for table in window.findChildren(QAbstractItemView)
        if table.isVisible() and not isinstance(table, QHeaderView)
    ]
    assert [table.accessibleName() for table in tables if table not in found[:4]] == []
    assert out_of_order(found) == []
    assert too_small(window) == []


def _place(part: QWidget) -> QPoint:
    return part.mapTo(part.window(), QPoint(0, 0))


@pytest.mark.parametrize("backwards", [False, True])
def test_the_keys_go_along_a_line_of_buttons_as_one_reads(
    lived_in: "Collection", window: MainWindow, qtbot: QtBot, *, backwards: bool
) -> None:
    if backwards:
        window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    screen = study(window)
    qtbot.waitUntil(window.isActiveWindow)
    press(window, qtbot, " ")
    foot = [each for each in stops(window) if screen.page.foot.isAncestorOf(each)]
    assert len(foot) == 8
    places = [_place(each).x() for each in foot]
    assert places == sorted(places, reverse=backwards)
    window.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_the_place_one_is_at_is_the_selected_tab_and_can_be_pressed_by_other_means(
    lived_in: "Collection", window: MainWindow, qtbot: QtBot
) -> None:
    _go(window, qtbot, "today")
    tabs = {each.text(NAME): each for each in tree(window.rail)}
    assert tabs["Today"].role() == QAccessible.Role.PageTab
    assert tabs["Today"].state().selected
    assert not tabs["Statistics"].state().selected
    action = tabs["Statistics"].actionInterface()
    action.doAction(action.pressAction())
    assert window.front() == "statistics"
    assert tabs["Statistics"].state().selected


def test_a_row_is_read_whole(lived_in: "Collection", window: MainWindow, qtbot: QtBot) -> None:
    _go(window, qtbot, "today")
    screen = window.built("today")
    assert isinstance(screen, HomeScreen)
    names = [each.text(NAME) for each in tree(screen)]
    assert "French, 3 new, 0 learning, 0 due, Next due: now" in names
    window.search("front")
    names = [each.text(NAME) for each in tree(window)]
    assert "front 2, Deck: French, State: New, Due: new" in names


def test_the_areas_of_the_window_are_gone_round_and_entered_where_they_were_left(
    lived_in: "Collection", window: MainWindow, qtbot: QtBot
) -> None:
    _go(window, qtbot, "browse")
    window.search("front")
    begun = QApplication.focusWidget()
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    seen = []
    for _ in range(12):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6, control)
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(focused.accessibleName())
        if focused is begun:
            break
    assert QApplication.focusWidget() is begun
    assert "Browse" in seen
    assert "Cards" in seen
    qtbot.keyClick(begun, Qt.Key.Key_F6, control | shift)
    assert QApplication.focusWidget() is not begun


def test_a_card_is_heard_as_it_is_read(window: MainWindow, qtbot: QtBot) -> None:
    view = CardView(window)
    qtbot.addWidget(view)
    view.set_html(
        '<p>The [...] of <img src="none.png" alt="a frog"> <img src="none.png"></p>'
        "<ol><li>one</li><li>two</li></ol><table><tr><td>x</td><td>y</td></tr></table>"
    )
    said = [each.text for each in view.paragraphs()]
    assert said == ["The blank of picture: a frog picture", "1. one", "2. two", "x, y"]
    document = QAccessible.queryAccessibleInterface(view)
    assert document.role() == QAccessible.Role.Document
    assert [document.child(at).text(NAME) for at in range(document.childCount())] == said
    view.set_html("<p>other</p>")
    assert document.childCount() == 1
    assert document.child(0).text(NAME) == "other"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "today"),
        (1, "1 minute"),
        (90, "1.5 hours"),
        (60, "1 hour"),
        (1440, "1 day"),
        (8 * 1440, "8 days"),
        (45 * 1440, "1.5 months"),
        (730 * 1440, "2 years"),
    ],
)
def test_intervals_are_said_in_words(minutes: int, said: str) -> None:
    assert spoken_interval(interval_words(minutes)) == said


def test_seconds_that_are_left_are_not_counted_aloud(
    lived_in: "Collection", window: MainWindow
) -> None:
    foot = study(window).page.foot
    told = set()
    for left in (5, 4):
        foot.show_left(left, 5, f"Auto-advance in {left} seconds")
        assert foot.show_button.detail() == f"in {left} s"
        said = QAccessible.queryAccessibleInterface(foot.show_button)
        told.add((said.text(NAME), said.text(DESCRIPTION)))
    assert told == {("Show answer", "Space")}


def test_what_is_announced_comes_once_and_in_its_order(
    lived_in: "Collection", window: MainWindow, heard: list[str], qtbot: QtBot
) -> None:
    window.toast("Two notes added")
    window.announcer.say("Two notes added.")
    window.announcer.say("The rest is as it was")
    window.announcer.say("Two notes added. The rest is as it was. All else is new")
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["Two notes added. The rest is as it was. All else is new"]


def test_a_short_text_is_said_beside_a_longer_one_that_happens_to_hold_its_letters(
    window: MainWindow, heard: list[str], qtbot: QtBot
) -> None:
    window.announcer.say("12 cards are in the bin")
    window.announcer.say("2 cards")
    window.announcer.say("bin")
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["12 cards are in the bin. 2 cards. bin"]


def test_reading_a_long_card_paragraph_by_paragraph_costs_no_more_for_each(
    window: MainWindow, qtbot: QtBot
) -> None:
    def effort(paragraphs: int) -> int:
        view = CardView(window)
        qtbot.addWidget(view)
        view.set_html("".join(f"<p>number {number}</p>" for number in range(paragraphs)))
        document = QAccessible.queryAccessibleInterface(view)

        def read() -> None:
            found = [document.child(at).text(NAME) for at in range(document.childCount())]
            assert found[-1] == f"number {paragraphs - 1}"

        return calls(read)

    effort(2)
    assert effort(400) < 12 * effort(40)


def test_a_search_tells_how_much_it_found_and_writes_elsewhere_do_not(
    lived_in: "Collection", window: MainWindow, heard: list[str], qtbot: QtBot
) -> None:
    window.search("front")
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["4 cards"]
    lived_in.add_note({"Front": "front 5", "Back": "five"}, "French")
    window.search("zzz")
    qtbot.waitUntil(lambda: len(heard) > 1)
    assert heard[1] == "Nothing found. No card matches “zzz”."


def test_the_palette_says_the_row_that_enter_would_take(
    lived_in: "Collection", window: MainWindow, heard: list[str], qtbot: QtBot
) -> None:
    window.open_palette()
    qtbot.keyClicks(QApplication.focusWidget(), "statist")
    qtbot.waitUntil(lambda: any("Statistics, Ctrl+5" in said for said in heard))
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: heard[-1].startswith("Search cards for"))


def test_the_parts_of_a_chart_are_said_one_by_one(
    lived_in: "Collection", window: MainWindow, heard: list[str], qtbot: QtBot
) -> None:
    _go(window, qtbot, "statistics")
    charts = [each for each in window.findChildren(Chart) if each.isVisible()]
    charts[0].setFocus()
    qtbot.keyClick(charts[0], Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: any(said.startswith("Today: 1 review") for said in heard))


def test_where_nothing_is_yet_that_is_said(
    window: MainWindow, heard: list[str], qtbot: QtBot
) -> None:
    window.go("watched")
    qtbot.waitUntil(lambda: bool(heard))
    assert heard[0].startswith("No folder is watched")
