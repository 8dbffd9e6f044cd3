"""Plans and sessions that are being filled in while something comes from another computer."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from flashcards.study.custom import CustomKind, CustomStudy
from flashcards.ui.main_window import MainWindow
from flashcards.ui.planning.custom_page import CustomPage
from tests.conftest import FixedClock
from tests.qtbot import QtBot
from tests.ui.planned import idle, open_page, settled, type_name, use
from tests.ui.two_computers import Pair, in_step


@pytest.fixture
def pair(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, fixed_clock: FixedClock
) -> Iterator[Pair]:
    """Two decks and a saved session on both computers."""
    for deck in ("Birds", "Mammals"):
        window.collection.add_note({"Front": deck, "Back": "back"}, deck=deck)
    study = CustomStudy(CustomKind.PREVIEW, "Mammals")
    window.collection.planning.save_session("Look", study)
    with in_step(window, qtbot, tmp_path, fixed_clock) as made:
        made.agree()
        fixed_clock.advance(minutes=1)
        yield made


def test_the_deck_an_exam_is_filled_in_for_is_followed_when_it_is_renamed_elsewhere(
    pair: Pair, window: MainWindow, qtbot: QtBot
) -> None:
    page = open_page(window, qtbot, "exam", deck="Mammals").page
    pair.there.rename_deck("Mammals", "Beasts")
    pair.there.add_deck("Ants")
    pair.hear()
    settled(page, qtbot)
    assert page.decks().deck() == "Beasts"
    pair.there.delete_deck("Beasts")
    pair.hear()
    assert window.toasts.text.text() == "The deck “Beasts” is gone"


def test_a_deck_that_comes_before_others_is_not_chosen_by_itself(
    pair: Pair, window: MainWindow, qtbot: QtBot
) -> None:
    page = open_page(window, qtbot, "exam").page
    assert page.decks().deck() == "Birds"
    pair.there.add_deck("Ants")
    pair.hear()
    assert page.decks().deck() == "Birds"


def adjusting(pair: Pair, window: MainWindow, qtbot: QtBot) -> tuple[CustomPage, str]:
    """Begin to adjust the only saved session; return the page, and which session it is."""
    page = open_page(window, qtbot, "custom").page
    assert isinstance(page, CustomPage)
    (uid,) = (each.uid for each in pair.there.planning.saved_sessions())
    use(window, qtbot, page.saved.sessions)
    qtbot.keyClick(page.saved.sessions, Qt.Key.Key_F4)
    return page, uid


def test_a_session_adjusted_here_keeps_the_name_it_was_given_elsewhere_and_the_other_way_round(
    pair: Pair, window: MainWindow, qtbot: QtBot, fixed_clock: FixedClock
) -> None:
    page, uid = adjusting(pair, window, qtbot)
    page.form.limit.setFocus()
    page.form.limit.selectAll()
    qtbot.keyClicks(page.form.limit, "2")
    pair.there.planning.change_session(uid, "First look")
    pair.hear()
    assert page.form.limit.value() == 2
    qtbot.keyClick(page.save_button, Qt.Key.Key_Space)
    idle(window, qtbot)
    use(window, qtbot, page.saved.sessions)
    qtbot.keyClick(page.saved.sessions, Qt.Key.Key_F2)
    fixed_clock.advance(minutes=1)
    pair.there.planning.change_session(uid, study=CustomStudy(CustomKind.PREVIEW, "Birds"))
    pair.hear()
    type_name(qtbot, "Second look")
    pair.agree()
    for collection in (pair.here, pair.there):
        (found,) = collection.planning.saved_sessions()
        assert (found.name, found.study.deck) == ("Second look", "Birds")


def test_a_session_being_adjusted_takes_its_new_name_and_is_given_up_when_it_goes(
    pair: Pair, window: MainWindow, qtbot: QtBot
) -> None:
    page, uid = adjusting(pair, window, qtbot)
    assert "“Look”" in page.form_head.text()
    pair.there.planning.change_session(uid, "First look")
    pair.hear()
    assert "“First look”" in page.form_head.text()
    pair.there.planning.delete_session(uid)
    pair.hear()
    assert not page.form_head.isVisible()
    assert window.toasts.text.text() == "The session “First look” is gone"


@pytest.mark.parametrize("screen", ["statistics", "foresight"])
def test_the_deck_that_is_looked_at_is_followed_when_it_is_renamed_elsewhere(
    pair: Pair, window: MainWindow, qtbot: QtBot, screen: str
) -> None:
    shown: Any = window.go(screen, deck="Mammals")
    assert shown.current_deck() == "Mammals"
    pair.there.rename_deck("Mammals", "Beasts")
    pair.hear()
    assert shown.current_deck() == "Beasts"
    assert shown.decks.deck() == "Beasts"
    pair.there.delete_deck("Beasts")
    pair.hear()
    assert shown.current_deck() is None
