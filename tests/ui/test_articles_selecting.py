"""Words of an article are selected by keys alone, and a card is made of them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from flashcards.ui.deck_from_article import selecting
from flashcards.ui.deck_from_article.screen import ArticleScreen
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

TIDES = """# Tides

The sea rises. It falls again.

**Ebb**: Water that goes out. It does so twice a day.

**Flood**: Water that comes in.

**Slack**: Water that stands still.
"""
K = Qt.Key
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
TEXT = "Tides\n\nThe sea rises. It falls again.\n\nEbb: out."


@pytest.fixture
def screen(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> ArticleScreen:
    path = tmp_path / "tides.md"
    path.write_text(TIDES, encoding="utf-8")
    shown = window.go("article", path=path)
    assert isinstance(shown, ArticleScreen)
    qtbot.waitUntil(lambda: not window.jobs.running())
    return shown


def _press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = SHIFT) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def _selected(screen: ArticleScreen) -> str:
    span = screen.page.article.selected_span()
    return "" if span is None else screen.page.article.flow.text[slice(*span)]


def test_sentences_and_words_are_selected_by_keys_and_become_a_card(
    window: MainWindow, screen: ArticleScreen, qtbot: QtBot
) -> None:
    _press(qtbot, K.Key_Down)
    assert _selected(screen) == "Ebb: Water that goes out."
    assert window.toasts.text.text() == "Selected: N makes a card of it"
    _press(qtbot, K.Key_Up)
    assert _selected(screen) == "It falls again."
    _press(qtbot, K.Key_Left)
    assert _selected(screen) == "It falls"
    _press(qtbot, K.Key_Right)
    _press(qtbot, K.Key_Right, SHIFT | CONTROL)
    assert _selected(screen) == "falls again."
    _press(qtbot, K.Key_Left, SHIFT | CONTROL)
    _press(qtbot, K.Key_Left, SHIFT | CONTROL)
    assert _selected(screen) == "rises. It falls again."
    _press(qtbot, K.Key_N, Qt.KeyboardModifier.NoModifier)
    assert screen.card_actions.editor is not None
    assert screen.card_actions.editor.second.toPlainText() == "rises. It falls again."


def test_escape_selects_nothing_and_leaves_the_list_as_it_is(
    screen: ArticleScreen, qtbot: QtBot
) -> None:
    card = screen.page.list.key()
    _press(qtbot, K.Key_Down)
    _press(qtbot, K.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert _selected(screen) == ""
    assert screen.page.list.key() == card
    assert screen.isVisible()


def test_in_the_editor_the_same_keys_select_what_is_written(
    screen: ArticleScreen, qtbot: QtBot
) -> None:
    _press(qtbot, K.Key_E, Qt.KeyboardModifier.NoModifier)
    assert screen.card_actions.editor is not None
    screen.card_actions.editor.first.selectAll()
    _press(qtbot, K.Key_Left)
    assert _selected(screen) == ""
    assert screen.card_actions.editor.first.textCursor().hasSelection()


def test_a_selection_goes_on_over_paragraphs_and_stops_at_the_ends() -> None:
    span = selecting.sentence_at(TEXT, 0)
    assert span == (0, 5)
    found = []
    for _ in range(5):
        found.append(TEXT[slice(*span)].split()[-1])
        span = selecting.sentence_more(TEXT, span)
    assert found == ["Tides", "rises.", "again.", "out.", "out."]
    assert selecting.sentence_at(TEXT, len(TEXT)) is None
    assert selecting.sentence_less(TEXT, (0, 5)) == (0, 5)


def test_a_selection_goes_from_paragraph_to_paragraph(screen: ArticleScreen, qtbot: QtBot) -> None:
    _press(qtbot, K.Key_Down)
    assert _selected(screen) == "Ebb: Water that goes out."
    _press(qtbot, K.Key_Down, SHIFT | CONTROL)
    assert _selected(screen) == "Flood: Water that comes in."
    _press(qtbot, K.Key_Down, SHIFT | CONTROL)
    _press(qtbot, K.Key_Down, SHIFT | CONTROL)
    assert _selected(screen) == "Slack: Water that stands still."
    for _ in range(3):
        _press(qtbot, K.Key_Up, SHIFT | CONTROL)
    assert _selected(screen) == "The sea rises."
    _press(qtbot, K.Key_Down)
    _press(qtbot, K.Key_Right, SHIFT | CONTROL)
    assert _selected(screen) == "sea rises. It falls again."
    _press(qtbot, K.Key_Up, SHIFT | CONTROL)
    assert _selected(screen) == "The sea rises."


def test_paragraphs_of_a_list_are_its_items() -> None:
    text = "Duties:\n\ntrim the wicks\nwind the clock. Twice a day.\nwrite"
    spans = [(0, 7)]
    for _ in range(4):
        spans.append(selecting.paragraph_on(text, spans[-1]))
    assert [text[slice(*span)] for span in spans] == [
        "Duties:", "trim the wicks", "wind the clock.", "write", "write",
    ]  # fmt: skip
    assert selecting.paragraph_back(text, spans[0]) == spans[0]


@given(st.text(alphabet="ab. \n", max_size=60), st.lists(st.integers(0, 7), max_size=12))
def test_whatever_is_pressed_words_stay_selected(text: str, keys: list[int]) -> None:
    span = selecting.sentence_at(text, 0)
    if span is None:
        assert not text.strip()
        return
    steps = (
        selecting.sentence_more,
        selecting.sentence_less,
        lambda words, at: selecting.end_moved(words, at, 1),
        lambda words, at: selecting.end_moved(words, at, -1),
        lambda words, at: selecting.start_moved(words, at, 1),
        lambda words, at: selecting.start_moved(words, at, -1),
        selecting.paragraph_on,
        selecting.paragraph_back,
    )
    for key in keys:
        span = steps[key](text, span)
        assert 0 <= span[0] < span[1] <= len(text)
        assert text[slice(*span)].strip()
