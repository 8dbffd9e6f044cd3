"""A second opinion is asked for by the learner alone, and taken back in one step."""

from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt

from flashcards.ui.deck_from_article.deciding import Choice
from flashcards.ui.deck_from_article.screen import ArticleScreen
from flashcards.ui.main_window import MainWindow
from flashcards.ui.preferences.screen import PreferencesScreen
from tests.model_on_loopback import listening
from tests.qtbot import QtBot
from tests.ui.waves import WAVES, cards, fronts, open_article, press, settle

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "waves.md"
    path.write_text(WAVES, encoding="utf-8")
    return path


def opinions(asked: list[dict[str, Any]]) -> object:
    """Drop the first card, reword the second in the passage's words, make one up, keep the rest."""
    rows = [{"id": each["id"], "verdict": "keep", "question": "", "answer": ""} for each in asked]
    rows[0]["verdict"] = "drop"
    words = asked[1]["passage"].split(".")[0]
    rows[1] |= {"verdict": "reword", "question": "What is *this*?", "answer": words}
    rows[2] |= {"verdict": "reword", "question": "What is that?", "answer": "cheese"}
    return {"cards": rows}


def ask(window: MainWindow, qtbot: QtBot, screen: ArticleScreen, address: str) -> None:
    window.change_settings(second_opinion=address)
    window.commands.refresh()
    press(screen, qtbot, Qt.Key.Key_O, SHIFT)
    qtbot.waitUntil(lambda: not window.jobs.running())
    settle(window, qtbot)


def test_cards_are_left_out_and_reworded_as_one_step_that_is_taken_back(
    window: MainWindow, qtbot: QtBot, article: Path
) -> None:
    screen = open_article(window, qtbot, article)
    before = fronts(screen)
    with listening(opinions) as model:
        ask(window, qtbot, screen, model.address)
        assert len(model.requests) == 1
    first, second, third, *_ = cards(screen)
    assert first.choice is Choice.LEFT_OUT
    assert second.card.front == "What is \\*this\\*?"
    assert third.card.front == before[2]
    assert window.toasts.text.text() == "Second opinion: 1 left out, 1 reworded, 2 kept"
    press(screen, qtbot, Qt.Key.Key_Z)
    assert fronts(screen) == before
    assert all(each.choice is Choice.CHOSEN for each in cards(screen))


def test_a_card_the_learner_has_touched_is_not_shown_to_the_model(
    window: MainWindow, qtbot: QtBot, article: Path
) -> None:
    screen = open_article(window, qtbot, article)
    press(screen, qtbot, Qt.Key.Key_X)
    with listening(lambda _cards: {"cards": []}) as model:
        ask(window, qtbot, screen, model.address)
        content = model.requests[0]["messages"][1]["content"]
    assert content.count('"passage"') == len(fronts(screen)) == 4
    assert (
        window.toasts.text.text() == "The model gave no usable answer; the cards are as they were"
    )


def test_without_an_address_nothing_can_be_asked(
    window: MainWindow, qtbot: QtBot, article: Path
) -> None:
    open_article(window, qtbot, article)
    assert not window.commands.action("article.second_opinion").isEnabled()


def test_where_nobody_answers_the_cards_stay_as_they_were(
    window: MainWindow, qtbot: QtBot, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(
        "flashcards.ui.messages.show_error", lambda _window, error: told.append(str(error))
    )
    screen = open_article(window, qtbot, article)
    before = cards(screen)
    with listening(opinions) as gone:
        pass
    with listening(opinions):
        ask(window, qtbot, screen, gone.address)
    assert "Nobody answers at 127.0.0.1" in told[0]
    assert cards(screen) == before


def test_the_preferences_take_an_address_of_this_computer_alone(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.go("preferences", section="study")
    page = cast(PreferencesScreen, window.built("preferences")).study.opinion
    page.address.setFocus()
    qtbot.keyClicks(page.address, "http://example.org")
    qtbot.keyClick(page.address, Qt.Key.Key_Return)
    assert "is not an address on this computer" in page.trouble.text()
    assert page.trouble.isVisible()
    assert page.address.text() == "http://example.org"
    assert window.settings.second_opinion == ""
    page.address.clear()
    qtbot.keyClicks(page.address, "http://localhost:8080/v1")
    qtbot.keyClick(page.address, Qt.Key.Key_Return)
    assert window.settings.second_opinion == "http://localhost:8080/v1"
    assert not page.trouble.isVisible()
