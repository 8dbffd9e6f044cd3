"""Notes shown in Browse by their numbers: as many as a search names, and it is said."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.model.duplicates import DuplicateGroup, Duplicates
from flashcards.model.empty_cards import EmptyCard, EmptyCards, Reason
from flashcards.model.media import MediaReport, MissingFile
from flashcards.search.parser import LONGEST_SEARCH, parse
from flashcards.ui.browser.screen import BrowserScreen
from flashcards.ui.browser.showing_notes import query_of
from flashcards.ui.main_window import MainWindow
from flashcards.ui.media.screen import MediaScreen
from flashcards.ui.tidying.duplicates_screen import DuplicatesScreen
from flashcards.ui.tidying.empty_list import told_cards
from flashcards.ui.tidying.empty_screen import EmptyCardsScreen
from tests.qtbot import QtBot

MANY = tuple(range(1_700_000_000_001, 1_700_000_001_001))
"""Numbers as collections from elsewhere have them."""


@given(st.lists(st.integers(1, 10**13), min_size=1, max_size=1_200))
def test_a_search_names_as_many_notes_as_it_can(note_ids: list[int]) -> None:
    query, named = query_of(note_ids)
    assert len(query) <= LONGEST_SEARCH
    parse(query)
    assert query == "nid:" + ",".join(map(str, note_ids[:named]))
    if named < len(note_ids):
        assert len(f"{query},{note_ids[named]}") > LONGEST_SEARCH


def _media(window: MainWindow, qtbot: QtBot) -> None:
    screen = window.go("media")
    assert isinstance(screen, MediaScreen)
    qtbot.waitUntil(lambda: not screen.line.running)
    lost = MissingFile("lost.png", "lost.png", MANY[:900], len(MANY), (), in_backups=False)
    screen.report = MediaReport(missing=[lost])
    screen.turn()
    screen.list.selectAll()
    screen.show_notes()


def _duplicates(window: MainWindow, qtbot: QtBot) -> None:
    screen = window.go("duplicates")
    assert isinstance(screen, DuplicatesScreen)
    qtbot.waitUntil(lambda: not window.jobs.running())
    screen._show(Duplicates([DuplicateGroup("a", MANY, near=False)], 1, len(MANY)))
    screen.browse()


def _empty(window: MainWindow, qtbot: QtBot) -> None:
    screen = window.go("empty_cards")
    assert isinstance(screen, EmptyCardsScreen)
    qtbot.waitUntil(lambda: not window.jobs.running())
    found = [EmptyCard(0, note_id, Reason.NO_CARD, last=True) for note_id in MANY]
    screen._show((EmptyCards(found), told_cards(window.collection, found)))
    screen.list.selectAll()
    screen.browse()


@pytest.mark.parametrize("show", [_media, _duplicates, _empty])
def test_too_many_notes_are_shown_in_part_and_it_is_said(
    window: MainWindow, qtbot: QtBot, show: Callable[[MainWindow, QtBot], None]
) -> None:
    show(window, qtbot)
    browse = window.built("browse")
    assert isinstance(browse, BrowserScreen)
    assert window.front() == "browse"
    qtbot.waitUntil(lambda: browse.search.text().startswith("nid:1700000000001,"))
    assert not browse.error.isVisible()
    said = "Browse shows the first 714 notes of 1,000"
    assert window.toasts.text.text() == said
