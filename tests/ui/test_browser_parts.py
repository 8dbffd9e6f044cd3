"""The table's model, its pages, what it remembers, and the words the filters write."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolTip

from flashcards.model.enums import CardState
from flashcards.model.ids import CardId, NoteId
from flashcards.model.rows import CardRow
from flashcards.search.parser import parse
from flashcards.search.tree import And
from flashcards.store.find import ORDERS
from flashcards.ui.browser import list_state
from flashcards.ui.browser.card_table import CardTable
from flashcards.ui.browser.columns import BY_NAME, COLUMNS, Today
from flashcards.ui.browser.list_state import ListState
from flashcards.ui.browser.pages import MOST_PAGES, PAGE_ROWS
from flashcards.ui.browser.query_words import quoted, toggled
from flashcards.ui.browser.screen import BrowserScreen
from flashcards.ui.browser.table_view import CardTableView
from flashcards.ui.editor.note_history import NoteHistory
from flashcards.ui.main_window import MainWindow
from flashcards.ui.theme import Theme
from flashcards.ui.widgets.buttons import CommandButton
from tests.qtbot import QtBot

MILLION = 1_000_000
NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


def _today() -> Today:
    return Today(NOW, 4 * 60)


def _row(number: int, question: str = "") -> CardRow:
    return CardRow(
        CardId(number), NoteId(number), question or f"question {number}", "answer", "A::B", (),
        CardState.NEW, None, 0, 2.5, 0, 0, 0, 0, False, False, 0, "Basic", (),
    )  # fmt: skip


class _Counting:
    """Gives rows and counts how often it was asked and for how many."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def __call__(self, ids: Sequence[int]) -> list[CardRow | None]:
        self.asked.append(len(ids))
        return [_row(number) for number in ids]


@pytest.fixture
def million(qtbot: QtBot, theme: Theme) -> tuple[CardTableView, CardTable, _Counting]:
    """A table of a million rows, shown."""
    fetch = _Counting()
    table = CardTable(fetch, _today)
    view = CardTableView(table)
    qtbot.addWidget(view)
    view.resize(900, 600)
    table.set_ids(range(1, MILLION + 1))
    with qtbot.waitExposed(view):
        view.show()
    view.grab()
    return view, table, fetch


def test_a_million_rows_fetch_only_what_is_in_sight(
    million: tuple[CardTableView, CardTable, _Counting],
) -> None:
    _view, table, fetch = million
    assert table.rowCount() == MILLION
    assert sum(fetch.asked) <= 2 * PAGE_ROWS


def test_scrolling_through_a_million_rows_keeps_few_pages(
    million: tuple[CardTableView, CardTable, _Counting],
) -> None:
    view, table, fetch = million
    bar = view.verticalScrollBar()
    steps = 200
    for step in range(steps):
        bar.setValue(bar.maximum() * step // steps)
        view.grab()
    assert len(fetch.asked) <= 2 * steps + 2
    assert len(table._pages._pages) <= MOST_PAGES


def test_going_back_a_little_fetches_nothing_again(
    million: tuple[CardTableView, CardTable, _Counting],
) -> None:
    _view, table, fetch = million
    for row in (0, 500, 1_000):
        table.card(row)
    before = len(fetch.asked)
    for row in (0, 50, 99, 500, 1_000):
        assert table.card(row) == _row(row + 1)
    assert len(fetch.asked) == before


def test_end_and_home_reach_the_last_and_the_first_of_a_million(
    million: tuple[CardTableView, CardTable, _Counting], qtbot: QtBot
) -> None:
    view, _table, _ = million
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.current_row() == MILLION - 1
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.current_row() == 0


def test_all_of_a_million_are_selected_without_reading_them(
    million: tuple[CardTableView, CardTable, _Counting],
) -> None:
    view, _table, fetch = million
    before = len(fetch.asked)
    view.selectAll()
    assert view.selected_count() == MILLION
    assert len(view.selected_rows()) == MILLION
    assert len(fetch.asked) == before


def test_drawing_a_million_selected_rows_looks_at_few(
    million: tuple[CardTableView, CardTable, _Counting], monkeypatch: pytest.MonkeyPatch
) -> None:
    view, table, _fetch = million
    view.selectAll()
    calls: list[int] = []

    def counted(parent: object = None) -> int:
        calls.append(1)
        return len(table.ids)

    monkeypatch.setattr(table, "rowCount", counted)
    view.grab()
    assert len(calls) < 10_000


def test_a_letter_typed_in_the_table_reads_nothing(
    million: tuple[CardTableView, CardTable, _Counting], qtbot: QtBot
) -> None:
    view, _, fetch = million
    view.setFocus()
    before = len(fetch.asked)
    qtbot.keyClicks(view, "zq")
    assert len(fetch.asked) == before


def test_a_card_that_is_gone_is_shown_as_such(qtbot: QtBot, theme: Theme) -> None:
    table = CardTable(lambda ids: [None for _ in ids], _today)
    table.set_ids([1])
    assert table.index(0, 0).data() == "(deleted)"
    assert table.index(0, 1).data() is None


def test_a_hint_never_shows_markup(qtbot: QtBot, theme: Theme) -> None:
    hostile = '<img src="file:///dev/zero">'
    table = CardTable(lambda ids: [_row(number, hostile) for number in ids], _today)
    table.set_ids([1])
    hint = table.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "<img" not in hint
    assert "&lt;img" in hint
    QToolTip.hideText()


@pytest.mark.parametrize(
    ("away", "words"),
    [(0, "today"), (1, "tomorrow"), (-1, "yesterday"), (40, "2026-04-11"), (-400, "2025-01-26")],
)
def test_days_are_told_in_words_where_they_are_near(away: int, words: str) -> None:
    assert _today().words(NOW + timedelta(days=away)) == words


def test_the_small_hours_belong_to_the_day_before() -> None:
    assert _today().words(NOW.replace(hour=3)) == "yesterday"


def test_every_column_can_be_sorted_by() -> None:
    assert {column.order for column in COLUMNS} <= set(ORDERS)
    asked_for = {
        *("question", "answer", "deck", "due", "interval", "ease", "reviews", "lapses"),
        *("state", "tags", "created", "changed", "flag", "note_type"),
        *("card", "stability", "difficulty", "retrievability"),
    }
    assert set(BY_NAME) == asked_for


def test_a_filter_replaces_one_of_its_kind() -> None:
    assert toggled("", "is:due") == "is:due"
    assert toggled("gan is:due", "is:new") == "gan is:new"
    assert toggled("gan deck:A", 'deck:"B c"') == 'gan deck:"B c"'


def test_a_filter_chosen_twice_is_taken_out() -> None:
    assert toggled("gan is:due", "is:due") == "gan"
    assert toggled("is:due", "is:due") == ""


def test_a_filter_can_be_added_to_others() -> None:
    assert toggled("tag:a", "tag:b", add=True) == "tag:a tag:b"


def test_a_filter_keeps_the_meaning_of_or() -> None:
    assert toggled("gan or net", "is:due") == "(gan or net) is:due"


def test_a_query_that_means_nothing_is_replaced_by_a_filter() -> None:
    assert toggled("interval>soon", "is:due") == "is:due"


@given(st.text(max_size=30))
def test_any_deck_name_can_be_asked_for(name: str) -> None:
    if name.strip():
        assert not isinstance(parse(quoted("deck", name)), And)


def test_what_is_written_is_read_again() -> None:
    state = ListState(
        ("deck", "question"), {"deck": 120}, "ease", True, True, False, False, (1, 2, 3), 17
    )
    assert list_state.read(list_state.write(state)) == state


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
        max_leaves=8,
    )
)
def test_any_settings_are_read_as_something(stored: object) -> None:
    import json

    names = ("columns", "widths", "order", "descending", "by_note", "splitter", "current")
    state = list_state.read(json.dumps(dict.fromkeys(names, stored)))
    assert BY_NAME[state.order].order
    assert all(name in BY_NAME for name in state.columns)


def test_nonsense_counts_as_nothing_remembered() -> None:
    for text in ("", "[", "[]", "null", '{"order": "colour"}', '{"columns": ["x"]}'):
        assert list_state.read(text) == ListState()


def test_from_the_past_of_a_card_one_comes_to_that_of_its_note(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    browse.view.select_row(0)
    browse.detail.settle()
    browse.detail.form.edits[1].setFocus()
    qtbot.keyClicks(browse.detail.form.edits[1], "changed")
    tabs = browse.detail.tabs.tabBar()
    qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(1).center())
    assert tabs.hasFocus()
    buttons = browse.detail.history.findChildren(CommandButton)
    (leads,) = (each for each in buttons if "History of the note" in each.text().replace("&", ""))
    qtbot.mouseClick(leads, Qt.MouseButton.LeftButton)
    (shown,) = (each for each in window.findChildren(NoteHistory) if each.isVisible())
    assert "Back" in shown.list.model().index(0, 1).data()
    shown.close()
