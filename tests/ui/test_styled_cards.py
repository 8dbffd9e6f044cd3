"""A card whose note type has a sheet of its own is drawn as that says, others in our calm look."""

import re
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QTextBlock
from PySide6.QtWidgets import QApplication

from flashcards.text.sanitise import sanitise
from flashcards.text.stylesheets.sheets import read_sheet
from flashcards.ui import theme
from flashcards.ui.main_window import MainWindow
from flashcards.ui.reviewer.card_pane import CardPane
from flashcards.ui.rich_text import CardView
from flashcards.ui.styled_cards import MOST_AHEAD_S, Ready, has_font, prepare_if_quick
from flashcards.ui.tokens import LIGHT
from tests.qtbot import QtBot
from tests.ui.named import heard

BOX = "<div class=box>boxed</div><p>below</p>"
BROKEN = b"\0\1\0\0" + b"\0\1" + bytes(6) + b"cmap" + bytes(12)
FONT_FILES = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf",
    "/usr/share/fonts/TTF/DejaVuSansMono.ttf",
)
SHEET = """.card { background-color: #fdf6e3; color: #222222; font-size: 20px; margin: 20px }
.box { background-color: #112233; color: white; padding: 10px; border-bottom: 6px solid #ff0000 }
.nightMode.card { background-color: #002b36; color: #eeeeee }"""


@pytest.fixture
def view(window: MainWindow, qtbot: QtBot) -> CardView:
    made = CardView(window)
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


def seen(view: CardView) -> QImage:
    return view.grab().toImage()


def bounds(image: QImage, color: str) -> tuple[int, int, int, int]:
    """Return the edges of all that has exactly that colour: left, top, right and bottom."""
    wanted = QColor(color).rgb()
    found = [
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixel(x, y) == wanted
    ]
    across, down = [x for x, _ in found], [y for _, y in found]
    return min(across), min(down), max(across), max(down)


def blocks(view: CardView) -> list[QTextBlock]:
    """Return the paragraphs of what is shown."""
    found = [view.document().begin()]
    while found[-1].next().isValid():
        found.append(found[-1].next())
    return found


def has(image: QImage, color: str, step: int = 2) -> int:
    """Return how many pixels, of every ``step`` across and down, have exactly that colour."""
    wanted = QColor(color).rgb()
    return sum(
        image.pixel(x, y) == wanted
        for x in range(0, image.width(), step)
        for y in range(0, image.height(), step)
    )


def test_a_card_has_the_colour_of_its_sheet_up_to_every_edge(view: CardView) -> None:
    view.set_html(sanitise("<p>word</p>"), SHEET)
    image = seen(view)
    corners = ((1, 1), (590, 1), (1, 390))
    assert {image.pixelColor(x, y).name() for x, y in corners} == {"#fdf6e3"}
    view.set_html("<p>word</p>")
    assert has(seen(view), "#fdf6e3") == 0


def test_in_study_the_colour_goes_on_under_the_scroll_bar(window: MainWindow, qtbot: QtBot) -> None:
    pane = CardPane(window, "study.next")
    qtbot.addWidget(pane)
    pane.resize(600, 400)
    pane.show()
    pane.ask("<p>word</p>", SHEET)
    assert seen(pane).pixelColor(598, 200).name() == "#fdf6e3"


def test_a_box_is_painted_behind_its_text_with_its_border(view: CardView) -> None:
    view.set_html(sanitise(BOX, browser=True), SHEET)
    image = seen(view)
    middle = image.width() // 2
    column = [image.pixelColor(middle, y).name() for y in range(200)]
    assert column[25] == "#112233"
    line = [y for y, name in enumerate(column) if name == "#ff0000"]
    assert 5 <= len(line) <= 7
    assert column[line[-1] + 3] == "#fdf6e3"
    assert image.pixelColor(10, 30).name() == "#fdf6e3"


def test_a_box_in_a_cell_lies_around_its_text(view: CardView) -> None:
    html = "<table><tr><td><div class=box>boxed</div></td><td>beside</td></tr></table>"
    view.set_html(sanitise(html, browser=True), SHEET)
    assert 100 < has(seen(view), "#112233") < 2_000


def test_a_box_scrolls_with_its_text(view: CardView) -> None:
    view.set_html(sanitise(BOX + "<p>line</p>" * 60, browser=True), SHEET)
    assert has(seen(view), "#112233") > 0
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert has(seen(view), "#112233") == 0


def test_the_sheet_of_the_night_comes_with_the_dark_theme(
    view: CardView, window: MainWindow
) -> None:
    view.set_html(sanitise(BOX, browser=True), SHEET)
    window.theme.set_mode("dark")
    assert seen(view).pixelColor(1, 1).name() == "#002b36"
    window.theme.set_mode("light")
    assert seen(view).pixelColor(1, 1).name() == "#fdf6e3"


def test_a_card_without_colours_for_the_night_is_drawn_on_the_page(
    view: CardView, window: MainWindow
) -> None:
    window.theme.set_mode("dark")
    view.set_html("<p>word</p>", ".card { color: black; background-color: white }")
    assert seen(view).pixelColor(1, 1).name() == theme.color("surface").name()


def test_text_of_a_sheet_grows_as_all_text_does(view: CardView, window: MainWindow) -> None:
    view.set_html("<p>word</p>", ".card { font-size: 20px }")
    window.change_settings(text_scale=2.0)
    form = view.document().begin().begin().fragment().charFormat()
    assert form.font().pixelSize() == 40


def test_what_is_hidden_is_not_in_the_text(view: CardView) -> None:
    html = sanitise('<p>asked</p><p class="a">answer</p>')
    view.set_html(html, ".a { display: none }")
    assert view.toPlainText() == "asked"


def test_a_share_of_the_width_follows_the_window(view: CardView) -> None:
    view.set_html(sanitise("<div class=box>x</div>", browser=True), ".box { margin-left: 50% }")
    before = view.document().begin().blockFormat().leftMargin()
    view.resize(1000, 400)
    after = view.document().begin().blockFormat().leftMargin()
    assert after - before == pytest.approx(200, abs=2)


def test_the_program_s_own_look_ignores_what_text_brings_along(view: CardView) -> None:
    view.set_html(sanitise('<p style="color:#ff0000" class="x">word</p>'))
    form = view.document().begin().begin().fragment().charFormat()
    assert form.foreground().color() == theme.color("text")


def test_the_second_card_of_a_note_has_rules_of_its_own(view: CardView) -> None:
    sheet = ".card2 { background-color: #fdf6e3 }"
    view.set_html("<p>word</p>", sheet, number=2)
    assert has(seen(view), "#fdf6e3") > 0
    view.set_html("<p>word</p>", sheet, number=1)
    assert has(seen(view), "#fdf6e3") == 0


def test_the_words_of_a_mark_look_like_marks_of_the_program(view: CardView) -> None:
    html = sanitise('<p><span class="missing">no field</span></p>')
    view.set_html(html, ".card { font-size: 20px }")
    form = view.document().begin().begin().fragment().charFormat()
    assert form.foreground().color() == theme.color("warning")


FACE = "@font-face { font-family: F; src: url(_f.ttf) } .card { font-family: F, Arial }"


def family_shown(view: CardView) -> str:
    form = view.document().begin().begin().fragment().charFormat()
    families: list[str] | None = form.fontFamilies()
    return families[0] if families else ""


def arial() -> str:
    """Return the other font of ``FACE``, where this system has it or one of the same measures."""
    return "Arial" if has_font("Arial") else ""


def test_a_font_of_the_collection_is_used_where_a_sheet_brings_it(
    view: CardView, window: MainWindow, tmp_path: Path
) -> None:
    shipped = [file for file in FONT_FILES if Path(file).is_file()]
    file = tmp_path / "_f.ttf"
    file.write_bytes(Path(shipped[0]).read_bytes() if shipped else BROKEN)
    window.collection.import_media(file)
    view.set_html("<p>word</p>", FACE)
    assert family_shown(view) == ("DejaVu Sans Mono" if shipped else arial())


def test_a_font_that_is_broken_is_passed_over(
    view: CardView, window: MainWindow, tmp_path: Path
) -> None:
    file = tmp_path / "_broken.ttf"
    file.write_bytes(BROKEN)
    window.collection.import_media(file)
    view.set_html("<p>word</p>", FACE.replace("_f.ttf", "_broken.ttf"))
    assert family_shown(view) == arial()


def test_an_author_s_classes_are_not_taken_for_marks_of_the_program(view: CardView) -> None:
    html = sanitise('<div class="box options told hint sound">word</div>', browser=True)
    view.set_html(html, ".card { color: #123456 }")
    form = view.document().begin().begin().fragment().charFormat()
    assert form.foreground().color().name() == "#123456"
    assert form.background().style() == Qt.BrushStyle.NoBrush


def test_a_place_in_the_text_is_found_by_the_id_of_its_element(view: CardView) -> None:
    view.set_html('<p>a <span class="hint" id="option-1">1</span></p>', ".card { color: #123456 }")
    cursor = view.textCursor()
    cursor.setPosition(3)
    assert cursor.charFormat().anchorNames() == ["option-1"]


def test_a_card_shown_in_the_other_theme_stands_on_the_page_of_that(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.theme.set_mode("dark")
    view = CardView(window, tokens=LIGHT)
    qtbot.addWidget(view)
    view.resize(300, 200)
    view.show()
    view.set_html("<p>word</p>", ".card { font-size: 20px }")
    assert seen(view).pixelColor(1, 1).name() == LIGHT.surface


def test_lines_end_where_they_do_in_browsers(view: CardView) -> None:
    view.set_html(sanitise("<p>" + "mmmmmmmmm and/or" * 20 + "</p>"), "p { font-size: 20px }")
    text, layout = view.toPlainText(), view.document().begin().layout()
    lines = [layout.lineAt(number) for number in range(layout.lineCount())]
    assert len(lines) > 3
    starts = {text[line.textStart() : line.textStart() + 2] for line in lines}
    assert starts == {"mm", "an"}


def test_what_keeps_a_line_together_is_not_copied(view: CardView) -> None:
    view.set_html(sanitise("<p>and/or $50% x!y</p>"), "p { font-size: 20px }")
    view.selectAll()
    view.copy()
    clipboard = QApplication.clipboard()
    assert clipboard.text() == "and/or $50% x!y"
    assert "and/or" in re.sub("<[^>]*>", "", clipboard.mimeData().html())
    assert heard(view) == "and/or $50% x!y"


def test_a_box_within_a_line_has_its_corners_and_its_border(view: CardView) -> None:
    sheet = ".tag { background: #ff8800; border-radius: 9px; padding: 8px 12px } p { margin: 0 }"
    words = sanitise("<p>before <span class=tag>word</span> behind</p>")
    view.set_html(words, sheet)
    left, top, right, bottom = bounds(seen(view), "#ff8800")
    assert right - left > 60
    assert bottom - top > 30  # more than the text is high
    image = seen(view)
    corners = [(left, top), (right, top), (left, bottom), (right, bottom)]
    assert "#ff8800" not in {image.pixelColor(x, y).name() for x, y in corners}
    view.set_html(words, sheet + ".tag { border: 3px solid #0000ff }")
    edge = bounds(seen(view), "#0000ff")
    assert edge[2] - edge[0] > right - left


def test_a_box_over_two_lines_is_painted_on_both(view: CardView) -> None:
    words = "<p><span class=tag>" + "word " * 30 + "</span></p>"
    view.set_html(sanitise(words), ".tag { background: #ff8800; border-radius: 3px }")
    left, top, right, bottom = bounds(seen(view), "#ff8800")
    assert right - left > 400
    assert bottom - top > 30


def test_the_box_of_the_card_lies_on_the_page(view: CardView) -> None:
    sheet = "html { background: #ddeeff } .card { background: #fdf6e3; border: 2px solid #cc0000 }"
    view.set_html(sanitise("<p>word</p>"), sheet)
    image = seen(view)
    assert image.pixelColor(1, 1).name() == "#ddeeff"
    assert bounds(image, "#cc0000")[0] == 20  # where Anki's page begins
    assert has(image, "#fdf6e3") > 100


def test_a_table_has_the_border_of_its_old_attribute(view: CardView) -> None:
    words = sanitise("<table border=1><tr><td>word</td></tr></table>")
    view.set_html(words, "p { margin: 0 }")
    assert has(seen(view), "#9b9b9b", 1) > 100
    view.set_html(words.replace(' data-border="1"', ""), "p { margin: 0 }")
    assert has(seen(view), "#9b9b9b", 1) == 0


def test_an_empty_line_in_front_of_a_table_stays(view: CardView) -> None:
    tops = []
    for lines in ("", "<br>"):
        view.set_html(sanitise(f"x{lines}{lines}<table><tr><td>word</td></tr></table>"), "b { }")
        (cell,) = [block for block in blocks(view) if block.text() == "word"]
        tops.append(view.document().documentLayout().blockBoundingRect(cell).top())
    assert tops[1] > tops[0] + 10


def test_the_sign_of_an_item_looks_as_its_text(view: CardView) -> None:
    view.set_html(sanitise("<ol><li>word</ol>"), "li { color: #aa00ff; font-size: 40px }")
    (item,) = [block for block in blocks(view) if block.textList() is not None]
    form = item.charFormat()
    assert form.foreground().color().name() == "#aa00ff"
    assert form.font().pixelSize() == 40


def test_a_box_holds_lines_as_high_as_asked_with_the_text_in_their_middle(view: CardView) -> None:
    sheet = ".box { background: #ff8800; color: #0000ff; font: bold 20px/60px Arial }"
    view.set_html(sanitise("<p class=box>HHHH</p><p>x</p>"), sheet)
    image = seen(view)
    _, top, _, bottom = bounds(image, "#ff8800")
    assert bottom - top == pytest.approx(60, abs=2)
    _, first, _, last = bounds(image, "#0000ff")
    assert (first + last) / 2 == pytest.approx((top + bottom) / 2, abs=3)


def test_a_row_has_its_border_where_borders_are_joined(view: CardView) -> None:
    words = sanitise("<table><tr><td>a</td><td>b</td></tr></table>")
    view.set_html(words, "tr { border-bottom: 2px solid #0000ff }")
    assert has(seen(view), "#0000ff", 1) == 0
    view.set_html(words, "table { border-collapse: collapse } tr { border-bottom: 2px solid #00f }")
    left, top, right, bottom = bounds(seen(view), "#0000ff")
    assert bottom - top <= 2
    assert right - left > 15


def test_a_side_too_large_for_its_sheet_hides_what_that_hides_and_tells(view: CardView) -> None:
    html = sanitise("<b>x</b>" * 5_001 + "<b class=no>told</b><b>seen</b>", browser=True)
    view.set_html(html, ".no { display: none }")
    assert "told" not in view.toPlainText()
    assert "seen" in view.toPlainText()
    assert view.hides_text
    view.set_html(html, ".other { display: none }")
    assert "told" in view.toPlainText()
    assert not view.hides_text


def _lines_of(view: CardView, word: str) -> int:
    """Return over how many lines a word is written."""
    cursor = view.document().find(word)
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    tops = set()
    for place in range(start, end):
        cursor.setPosition(place)
        tops.add(view.cursorRect(cursor).top())
    return len(tops)


@pytest.mark.parametrize("css", ["", ".card { font-size: 20px }"])
def test_a_word_in_a_table_is_broken_only_where_there_is_no_room_for_it(
    view: CardView, css: str
) -> None:
    word = "photosynthesising"
    row = f"<tr><td>{word}</td><td>{'of light ' * 9}</td><td>{'and air ' * 9}</td></tr>"
    view.set_html(sanitise(f"<table>{row}</table>", browser=True), css)
    assert _lines_of(view, word) == 1
    view.resize(170, 400)
    view.grab()
    assert _lines_of(view, word) > 1
    view.resize(600, 400)
    view.grab()
    assert _lines_of(view, word) == 1


@pytest.mark.parametrize(("rules", "prepared"), [(2, True), (2_900, False)])
def test_a_side_is_prepared_only_where_its_rules_and_elements_together_are_quick(
    view: CardView, rules: int, prepared: bool
) -> None:
    html, css = "<b>x</b>" * 50, "b:first-child{color:red}" * rules
    read_sheet(css)  # as that of the card in sight
    page, sizes = view._page(1)
    looks = count()
    ready: Ready = {}
    prepare_if_quick(html, css, page, sizes, ready, lambda: next(looks) * MOST_AHEAD_S / 80)
    assert ((html, css, page) in ready) is prepared
    assert next(looks) <= 90  # it is given up soon


def test_no_long_sheet_is_read_for_a_side_that_may_be_shown(view: CardView) -> None:
    html, css = "<b>x</b>", "b{color:red}" * 4_000
    page, sizes = view._page(1)
    ready: Ready = {}
    prepare_if_quick(html, css, page, sizes, ready)
    assert not ready
