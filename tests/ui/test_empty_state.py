"""Where nothing is yet, all that is said of it can be read."""

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from flashcards.ui.theme import Theme
from flashcards.ui.widgets import EmptyState, button
from tests.qtbot import QtBot

SENTENCE = "Make a deck from an article, and its text is kept here beside its cards. "


@pytest.mark.parametrize("width", [520, 800, 1400])
@pytest.mark.parametrize("times", [1, 2, 6])
def test_no_line_is_cut_off(qtbot: QtBot, theme: Theme, width: int, times: int) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    state = EmptyState("articles", SENTENCE, SENTENCE * times, button("Begin"))
    QVBoxLayout(page).addWidget(state)
    page.resize(width, 600)
    with qtbot.waitExposed(page):
        page.show()
    for part in (state.title, state.text):
        assert part.height() >= part.heightForWidth(part.width())
        assert part.x() >= 0
        assert part.geometry().right() <= state.width()
    state.text.setText(SENTENCE * 8)
    qtbot.waitUntil(lambda: state.text.height() >= state.text.heightForWidth(state.text.width()))


def test_a_word_alone_takes_no_more_room_than_it_needs(qtbot: QtBot, theme: Theme) -> None:
    state = EmptyState("articles", "Nothing", "")
    qtbot.addWidget(state)
    state.resize(800, 400)
    state.show()
    assert state.title.width() < 200
    assert abs(state.title.geometry().center().x() - 400) <= 2
