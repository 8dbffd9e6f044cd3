"""What was learned from choices among cards can be looked at, switched off, and forgotten."""

from typing import cast

import pytest
from PySide6.QtCore import Qt

from flashcards.articles.features import FEATURES
from flashcards.articles.ranking import FEWEST, FEWEST_OF_EACH, Learned, Ranker
from flashcards.collection.articles import choices
from flashcards.collection.articles.drafting import read_article
from flashcards.settings import Settings
from flashcards.ui.main_window import MainWindow
from flashcards.ui.preferences.article_choices import ChoicesGroup
from flashcards.ui.preferences.screen import PreferencesScreen
from tests.qtbot import QtBot
from tests.ui.waves import WAVES, settle

_RANKER = Ranker((), 0, (), ())


def look(window: MainWindow, qtbot: QtBot) -> ChoicesGroup:
    screen = cast(PreferencesScreen, window.go("preferences", section="study"))
    settle(window, qtbot)
    return screen.study.choices


def learn_terms_only(times: int) -> None:
    draft = read_article(WAVES, "waves.md")
    terms = [each.candidate.kind == "term" for each in draft.candidates]
    for _ in range(times):
        choices.record(draft, dict(enumerate(terms)))


def test_without_choices_there_is_nothing_to_forget(window: MainWindow, qtbot: QtBot) -> None:
    group = look(window, qtbot)
    assert group.figures.text() == "No choices remembered yet."
    assert not group.forget.isEnabled()
    assert group.learning.isChecked()


def test_few_choices_are_counted_and_enough_are_tested(window: MainWindow, qtbot: QtBot) -> None:
    learn_terms_only(1)
    group = look(window, qtbot)
    assert group.figures.text() == (
        "5 choices remembered: 3 kept, 2 left out. They are used from 300 on."
    )
    learn_terms_only(FEWEST // 5)
    window.go("today")
    group = look(window, qtbot)
    assert group.figures.text() == (
        "305 choices remembered: 183 kept, 122 left out. Tested on the newest 75: of a card you "
        "kept and one you left out, they rank the kept one higher 100% of the time, the built-in "
        "rules 0%. So they are used."
    )


@pytest.mark.parametrize(
    ("learned", "end"),
    [
        (Learned(900, FEWEST_OF_EACH - 1), "They are used once at least 30 of each are known."),
        (Learned(900, 100), "alike to test them, so they are not used yet."),
        (Learned(900, 100, None, 250, 0.6, 0.7), "rules 70%. So the built-in rules are used."),
        (Learned(900, 100, _RANKER, 250, 0.7, 0.6), "the built-in rules 60%. So they are used."),
    ],
)
def test_why_choices_are_not_used_is_said(
    window: MainWindow, qtbot: QtBot, learned: Learned, end: str
) -> None:
    group = look(window, qtbot)
    group.show_learned(learned)
    assert group.figures.text().endswith(end)
    assert group.forget.isEnabled()


def test_choices_are_forgotten_and_that_is_undone(window: MainWindow, qtbot: QtBot) -> None:
    learn_terms_only(3)
    group = look(window, qtbot)
    qtbot.mouseClick(group.forget, Qt.MouseButton.LeftButton)
    settle(window, qtbot)
    assert choices.remembered() == []
    assert group.figures.text() == "No choices remembered yet."
    assert window.toasts.text.text() == "Your choices are forgotten"
    qtbot.mouseClick(window.toasts.action, Qt.MouseButton.LeftButton)
    settle(window, qtbot)
    assert len(choices.remembered()) == 15
    assert group.figures.text().startswith("15 choices remembered: 9 kept, 6 left out.")
    assert len(choices.remembered()[0].row) == len(FEATURES)


def test_learning_is_switched_off_and_stays_so(
    window: MainWindow, qtbot: QtBot, saved_settings: list[Settings]
) -> None:
    learn_terms_only(1)
    group = look(window, qtbot)
    group.learning.click()
    assert saved_settings[-1].lists["articles.learning"] == "off"
    assert group.figures.text().endswith("2 left out. They are not used while this is off.")
    assert len(choices.remembered()) == 5
    window.change_settings(lists={})
    assert group.learning.isChecked()
