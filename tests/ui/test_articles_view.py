"""An article set to be read: what is in sight, what is clicked, what is selected."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor

from flashcards.articles.reading import read
from flashcards.settings import Settings
from flashcards.ui import theme as themes
from flashcards.ui.deck_from_article.article_view import ArticleView
from flashcards.ui.deck_from_article.page import Look, page_lines
from flashcards.ui.theme import Theme
from tests.qtbot import QtBot

TEXT = """# Waves

A wave carries energy. It moves no matter along.

- Sound needs a medium.
- Light needs none.

Term
: What it means.

```
code = 1
```
"""


def _show(view: ArticleView, text: str) -> None:
    document = read(text, "waves.md")
    view.show_article(document.text, page_lines(document))


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> Iterator[ArticleView]:
    theme.set_mode("light")
    made = ArticleView(Settings())
    made.resize(640, 400)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.deleteLater()


def test_every_word_of_an_article_is_in_a_line() -> None:
    document = read(TEXT, "waves.md")
    lines = page_lines(document)
    shown = " ".join(document.text[line.start : line.stop] for line in lines)
    assert shown.split() == document.text.split()
    looks = {line.look for line in lines}
    assert {Look.HEADING, Look.TEXT, Look.ITEM, Look.TERM, Look.CODE} <= looks
    assert [line.bullet for line in lines if line.look is Look.ITEM] == ["•", "•"]


def test_a_line_of_any_length_is_divided_and_loses_nothing() -> None:
    document = read("word " * 20_000, "long.txt")
    lines = page_lines(document)
    assert max(line.stop - line.start for line in lines) <= 2_000
    shown = "".join(document.text[line.start : line.stop] for line in lines)
    assert shown == document.text


def test_a_click_tells_the_place_of_the_text_and_a_drag_selects_words(
    view: ArticleView, qtbot: QtBot
) -> None:
    _show(view, TEXT)
    text = view.flow.text
    found: list[QPointF] = []
    view.clicked.connect(found.append)
    line = view.flow.line_of(text.index("A wave"))
    y = round(view.flow.tops()[line] + view.fonts.gap(view.flow.lines[line]) + 30)
    left = round(view.text_left())
    pane, button = view.viewport(), Qt.MouseButton.LeftButton
    qtbot.mouseClick(pane, button, pos=QPoint(left + 3, y))
    assert [view.place_at(point) for point in found] == [text.index("A wave")]
    qtbot.mousePress(pane, button, pos=QPoint(left + 1, y))
    qtbot.mouseMove(pane, QPoint(left + 300, y))
    qtbot.mouseRelease(pane, button, pos=QPoint(left + 300, y))
    span = view.selected_span()
    assert span is not None
    assert text[slice(*span)].startswith("A wave carries")
    assert len(found) == 1


def test_a_place_far_down_in_a_long_article_is_brought_into_sight(
    view: ArticleView, qtbot: QtBot
) -> None:
    _show(view, "\n\n".join(f"Paragraph {n} says something of its own." for n in range(5_000)))
    place = view.flow.text.index("Paragraph 4000 ")
    view.bring_into_sight(place, place + 12)
    bar = view.verticalScrollBar()
    assert 0 < bar.value() < bar.maximum()
    middle = view.place_at(QPointF(view.text_left() + 2, view.viewport().height() * 0.3 + 10))
    assert middle is not None
    assert abs(middle - place) < 200


def test_scrolling_tells_what_stands_at_the_top(view: ArticleView) -> None:
    _show(view, "\n\n".join(f"Paragraph {n} says something of its own." for n in range(500)))
    told: list[int] = []
    view.moved.connect(told.append)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    assert told
    assert abs(told[-1] - len(view.flow.text) // 2) < len(view.flow.text) / 10


def test_the_top_stays_in_sight_when_the_view_gets_narrower(
    view: ArticleView, qtbot: QtBot
) -> None:
    _show(view, "\n\n".join(f"{n} " + "some words more " * 20 for n in range(400)))
    view.scroll_to(view.flow.text.index("200 some"))
    before = view.place_at(QPointF(view.text_left() + 2, 40))
    view.resize(360, 400)
    after = view.place_at(QPointF(view.text_left() + 2, 40))
    assert before is not None
    assert after is not None
    assert abs(after - before) < 400


def test_the_article_is_drawn_in_the_colours_of_the_theme(view: ArticleView, theme: Theme) -> None:
    _show(view, TEXT)
    for mode in ("light", "dark"):
        theme.set_mode(mode)
        image = view.grab().toImage()
        drawn = {
            QColor(image.pixel(x, y)).name()
            for x in range(0, image.width(), 2)
            for y in range(0, image.height(), 2)
        }
        assert themes.color("code").name() in drawn
    theme.set_mode("light")


class _Faulty(ArticleView):
    def draw_line(self, *_arguments: object) -> None:
        raise ValueError("cannot draw")


def test_an_error_while_an_article_is_drawn_leaves_no_painter_behind(
    qtbot: QtBot, theme: Theme
) -> None:
    made = _Faulty(Settings())
    qtbot.addWidget(made)
    _show(made, TEXT)
    # A painter that the traceback keeps alive makes Qt complain, and crash once the view goes.
    with pytest.raises(ValueError, match="cannot draw"):
        made.grab()
    assert not made.viewport().paintingActive()
