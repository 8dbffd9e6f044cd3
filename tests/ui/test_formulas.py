"""Formulas are drawn where they stand, in the colours of the theme, and copied as written."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage, QTextCursor
from PySide6.QtWidgets import QApplication

from flashcards.model.note_types import BASIC, CLOZE
from flashcards.paths import data_dir
from flashcards.text.render import render_card
from flashcards.text.tex.preamble import with_preamble
from flashcards.text.tex.problems import words
from flashcards.ui import theme
from flashcards.ui.formulas import Asked, Colours, formulas_of
from flashcards.ui.main_window import MainWindow
from flashcards.ui.reviewer.card_pane import CardPane
from flashcards.ui.rich_text import CardView
from tests.qtbot import PATIENCE_MS, QtBot
from tests.ui.named import heard

COLOURS = Colours("#000000", "#0000ff", "#ff0000")


@pytest.fixture
def view(window: MainWindow, qtbot: QtBot) -> Iterator[CardView]:
    made = CardView(window)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    yield made
    formulas_of(window.jobs).stop()


def html_of(text: str) -> str:
    return render_card(BASIC, [text, "b"], "basic-1", 0).question_html


def show(view: CardView, text: str, qtbot: QtBot) -> None:
    view.set_html(html_of(text))
    qtbot.waitUntil(lambda: not view.drawn.waits, timeout=PATIENCE_MS)


def pictures(view: CardView) -> list[QImage]:
    """Return what stands for the formulas of a card, in their order."""
    found: list[QImage] = []
    cursor = view.document().find("\ufffc")
    while not cursor.isNull():
        name = cursor.charFormat().toImageFormat().name()
        image = view.document().resource(2, name)
        assert isinstance(image, QImage)
        found.append(image)
        cursor = view.document().find("\ufffc", cursor)
    return found


def darkest(image: QImage) -> QColor:
    """Return the colour of the most opaque pixel."""
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return max(pixels, key=lambda color: color.alpha())


def test_a_formula_is_drawn_in_the_colour_of_the_theme(
    view: CardView, window: MainWindow, qtbot: QtBot
) -> None:
    show(view, r"is $\frac{a}{b}$ so", qtbot)
    assert view.toPlainText() == "is \ufffc so"
    (light,) = pictures(view)
    assert darkest(light).name() == theme.tokens().text
    window.theme.set_mode("dark")
    (dark,) = pictures(view)
    assert darkest(dark).name() == theme.tokens().text != darkest(light).name()


@pytest.mark.parametrize("css", ["", ".card { text-align: justify }"])
def test_no_line_begins_with_the_space_behind_a_formula(
    view: CardView, qtbot: QtBot, css: str
) -> None:
    html = html_of(" ".join(f"word{number} of&nbsp;$x_{number}$&nbsp;and" for number in range(40)))
    for width in range(400, 520, 7):
        view.resize(width, 600)
        view.set_html(html, css)
        qtbot.waitUntil(lambda: not view.drawn.waits, timeout=PATIENCE_MS)
        block = view.document().begin()
        while block.isValid():
            layout = block.layout()
            lines = [layout.lineAt(at).textStart() for at in range(layout.lineCount())]
            assert not {block.text()[at] for at in lines if at < block.length() - 1} & {" ", "\xa0"}
            block = block.next()


def test_a_formula_stands_on_the_line_of_the_text(view: CardView, qtbot: QtBot) -> None:
    def line_of(text: str) -> tuple[float, float]:
        show(view, text, qtbot)
        line = view.document().begin().layout().lineAt(0)
        return line.ascent(), line.descent()

    plain = line_of("xx")
    assert line_of("xx $x$") == pytest.approx(plain, abs=0.5)
    deep = line_of(r"xx $\begin{matrix}a\\b\\c\\d\end{matrix}$")
    em = view.document().defaultFont().pointSizeF() * view.logicalDpiY() / 72
    assert deep[0] > plain[0] + em
    assert deep[1] > plain[1] + em
    (image,) = pictures(view)
    assert sum(deep) == pytest.approx(image.deviceIndependentSize().height(), abs=1.5)


def test_formulas_grow_with_the_text_around_them(view: CardView, qtbot: QtBot) -> None:
    show(view, "$x$\n\n# $x$\n\n<small>$x$</small>", qtbot)
    usual, large, small = (image.height() for image in pictures(view))
    assert small < usual < large


def test_a_formula_too_wide_for_the_card_is_made_smaller(view: CardView, qtbot: QtBot) -> None:
    show(view, f"$${'+'.join(f'a_{{{n}}}' for n in range(17))}$$", qtbot)
    (image,) = pictures(view)
    assert view.column_width() * 0.7 < image.deviceIndependentSize().width()
    assert image.deviceIndependentSize().width() <= view.column_width() + 1
    view.resize(700, 600)
    (narrow,) = pictures(view)
    assert narrow.deviceIndependentSize().width() <= view.column_width() + 1
    assert narrow.width() < image.width()
    view.resize(900, 600)
    (again,) = pictures(view)
    assert again.size() == image.size()


def test_a_formula_is_copied_as_it_is_written(view: CardView, qtbot: QtBot) -> None:
    show(view, "😀 a $x_1$ b\n\n$$y<z$$\n\nc", qtbot)
    view.selectAll()
    view.copy()
    clipboard = QApplication.clipboard()
    assert clipboard.text() == "😀 a $x_1$ b\n$$y<z$$\nc"
    assert "$$y&lt;z$$" in clipboard.mimeData().html()
    assert "<img" not in clipboard.mimeData().html()


def test_screen_readers_get_the_source(view: CardView, qtbot: QtBot) -> None:
    show(view, "a $x_1$ b", qtbot)
    assert heard(view) == "a x_1 b"
    show(view, "plain", qtbot)
    assert heard(view) == "plain"


@pytest.mark.parametrize(
    ("text", "code"), [(r"$\frac{a}{$", "braces"), ("$x^2^3$", "script"), (r"\[\left( x\]", "left")]
)
def test_a_formula_that_is_wrong_shows_its_source_and_the_reason(
    view: CardView, qtbot: QtBot, text: str, code: str
) -> None:
    show(view, f"a {text} b", qtbot)
    shown = view.toPlainText()
    assert text in shown
    assert str(words(code)) in shown


def test_commands_defined_in_one_formula_hold_for_the_next(view: CardView, qtbot: QtBot) -> None:
    show(view, r"\(\newcommand{\vv}[1]{#1_1+#1_2}\) is $\vv{x}$ or $x_1+x_2$", qtbot)
    defined, written = pictures(view)
    assert defined == written
    assert "newcommand" not in view.toPlainText()


def test_gaps_in_formulas_have_the_colour_of_gaps(view: CardView, qtbot: QtBot) -> None:
    card = render_card(CLOZE, [r"$\rule{c1} {{c1::x}}$ {{c1::$y$}}", ""], "cloze-1", 1)
    view.set_html(card.question_html)
    qtbot.waitUntil(lambda: not view.drawn.waits, timeout=PATIENCE_MS)
    assert len(pictures(view)) == 1
    view.set_html(card.answer_html)
    qtbot.waitUntil(lambda: not view.drawn.waits, timeout=PATIENCE_MS)
    assert darkest(pictures(view)[1]).name() == theme.tokens().accent


def test_what_was_drawn_is_there_at_once_after_a_restart(
    view: CardView, window: MainWindow, qtbot: QtBot
) -> None:
    show(view, "$q_{17}$", qtbot)
    folder = data_dir() / "formulas"
    qtbot.waitUntil(lambda: folder.is_dir() and any(folder.glob("*.json")), timeout=PATIENCE_MS)
    formulas_of(window.jobs).stop()
    formulas_of(window.jobs)._drawn.clear()
    view.set_html(html_of("$q_{17}$"))
    assert not view.drawn.waits
    assert formulas_of(window.jobs)._helper is None


@pytest.mark.parametrize("stored", [b"", b"[1", b'["<svg><image/></svg>", 1, 1, 1]', b"[" * 5_000])
def test_a_damaged_file_is_drawn_anew(
    view: CardView, window: MainWindow, qtbot: QtBot, stored: bytes
) -> None:
    show(view, "$q_{18}$", qtbot)
    folder = data_dir() / "formulas"
    qtbot.waitUntil(lambda: folder.is_dir() and any(folder.glob("*.json")), timeout=PATIENCE_MS)
    formulas_of(window.jobs).stop()
    for file in folder.glob("*.json"):
        file.write_bytes(stored)
    formulas_of(window.jobs)._drawn.clear()
    show(view, "$q_{18}$", qtbot)
    assert len(pictures(view)) == 1


def test_a_formula_that_takes_for_ever_holds_up_nothing(
    view: CardView, window: MainWindow, qtbot: QtBot
) -> None:
    deep = "x^{" * 50 + "x" + "}" * 50
    view.set_html(html_of(f"a ${deep}$ b"))
    assert view.toPlainText() == "a \ufffc b"
    show(view, f"a ${deep}$ b $y$", qtbot)
    assert str(words("slow")) in view.toPlainText()
    assert len(pictures(view)) == 1


def test_a_process_that_was_ended_is_started_anew(
    view: CardView, window: MainWindow, qtbot: QtBot
) -> None:
    show(view, "$x$", qtbot)
    helper = formulas_of(window.jobs)._helper
    assert helper is not None
    helper._process.kill()
    qtbot.waitUntil(lambda: not helper.working)
    show(view, "$x+1$", qtbot)
    assert len(pictures(view)) == 1


def test_a_formula_can_be_asked_for_by_itself(window: MainWindow, qtbot: QtBot) -> None:
    formulas = formulas_of(window.jobs)
    with qtbot.waitSignal(formulas.came, timeout=PATIENCE_MS):
        assert formulas.image(r"\(x^2\)", False, 20, COLOURS, 2.0) is None
    found = formulas.image(r"\(x^2\)", False, 20, COLOURS, 2.0)
    assert isinstance(found, tuple)
    assert found[0].devicePixelRatio() == 2.0
    assert formulas.image("x^2", False, 20, COLOURS, 2.0) == found
    assert formulas.drawn(Asked("x^2", "x^2", False)) is not None
    formulas.stop()


def test_an_answer_in_a_formula_is_found(window: MainWindow, qtbot: QtBot) -> None:
    pane = CardPane(window, "study.answer")
    qtbot.addWidget(pane)
    pane.resize(700, 400)
    pane.show()
    text = "word " * 60 + "$a={{c1::x}}$ and " + "word " * 900
    card = render_card(CLOZE, [text, ""], "cloze-1", 1)
    pane.ask(card.question_html, "")
    qtbot.waitUntil(lambda: not pane.drawn.waits, timeout=PATIENCE_MS)
    pane.reveal(card.answer_html, "")
    assert pane.verticalScrollBar().value() == 0
    formulas_of(window.jobs).stop()


def test_a_note_type_defines_commands_in_its_style(view: CardView, qtbot: QtBot) -> None:
    style = with_preamble("", r"\usepackage{x} \newcommand{\vv}[1]{#1_1+#1_2}")
    view.set_html(html_of(r"$\vv{x}$ or $x_1+x_2$"), style)
    qtbot.waitUntil(lambda: not view.drawn.waits, timeout=PATIENCE_MS)
    by_command, written = pictures(view)
    assert by_command == written
    view.set_html(html_of("word"))
    plain = view.grab().toImage()
    view.set_html(html_of("word"), style)
    assert view.grab().toImage() == plain  # it still has the look of the program


def test_a_formula_follows_the_sheet_of_its_note_type(view: CardView, qtbot: QtBot) -> None:
    css = ".card { color: #aa0000; font-size: 20px } .big { font-size: 40px } img { width: 300px }"
    card = r'\(x\) <span class="big">\(x\)</span> \[y\]'
    html = render_card(replace(BASIC, markup="html"), [card, ""], "basic-1", 0).question_html
    view.set_html(html, css)
    qtbot.waitUntil(lambda: not view.drawn.waits, timeout=PATIENCE_MS)
    small, large, _displayed = pictures(view)
    assert darkest(small).name() == "#aa0000"
    assert large.height() == pytest.approx(2 * small.height(), abs=3)


def test_a_reading_stands_above_its_word(view: CardView, qtbot: QtBot) -> None:
    show(view, "字 <ruby>字<rt>じじじじ</rt></ruby>", qtbot)
    (image,) = pictures(view)
    em = view.document().defaultFont().pointSizeF() * view.logicalDpiY() / 72
    size = image.deviceIndependentSize()
    assert size.height() > 1.5 * em
    assert size.width() > em  # as wide as the reading
    assert heard(view) == "字 字[じじじじ]"
    card = render_card(CLOZE, ["{{c1::<ruby>字<rt>じ</rt></ruby>}}", ""], "cloze-1", 1)
    view.set_html(card.answer_html)
    assert darkest(pictures(view)[0]).name() == theme.tokens().accent


def test_a_class_of_ones_own_called_formula_is_no_formula(view: CardView, qtbot: QtBot) -> None:
    note_type = replace(BASIC, markup="html")
    card = render_card(note_type, ['<span class="formula">words</span>', ""], "basic-1", 0)
    view.set_html(card.question_html)
    assert view.toPlainText() == "words"
    del qtbot


def test_the_caret_knows_what_is_drawn_beside_it(view: CardView, qtbot: QtBot) -> None:
    show(view, "ab $x$", qtbot)
    cursor = QTextCursor(view.document())
    cursor.movePosition(QTextCursor.MoveOperation.End)
    assert view.drawn.source_at(cursor.position() - 1) == "$x$"
    assert json.dumps(view.drawn.words()) == '"ab $x$"'
    assert Path(data_dir()).name
