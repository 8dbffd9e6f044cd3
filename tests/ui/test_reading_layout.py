"""A kept article is laid out as it was while its cards were decided on."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from flashcards.articles.tree import Document
from flashcards.collection.articles.layout import packed, unpacked
from flashcards.model.messages import message
from flashcards.ui.deck_from_article.page import Look, PageLine, page_lines
from flashcards.ui.deck_from_article.screen import ArticleScreen
from flashcards.ui.kept_articles import actions
from flashcards.ui.kept_articles.answer_screen import AnswerScreen
from flashcards.ui.kept_articles.map_screen import MapScreen
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot

if TYPE_CHECKING:
    from flashcards.api import Collection

GLOSSARY = """<html><head><title>Words of the harbour</title></head><body>
<h1>Words of the harbour</h1>
<p>Each word is told in a <em>sentence</em> or two.</p>
<dl>
<dt><a name="bollard">Bollard</a></dt>
<dd>A short post on a quay that <em>ships</em> are tied to.<br>See: <a href="#quay">Quay</a></dd>
<dt><a name="ais">Automatic Identification System</a> <a name="x">(AIS)</a></dt>
<dd>A system that tells other ships where a ship is and where it is going.<br>See: Radar</dd>
<dt><a name="quay">Quay</a></dt>
<dd>A wall along the water at which ships are loaded.<br>See: Bollard</dd>
</dl>
<pre>quay = bollard + wall</pre>
<table><tr><td>fender</td><td>a cushion</td></tr><tr><td>line</td><td>a rope</td></tr></table>
<blockquote><p>Tie her up well.</p></blockquote>
</body></html>
"""
OLDER = "UPDATE sources SET structure = json_remove(structure, '$.blocks')"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file of a glossary whose terms are anchors, some with a short form behind them."""
    found = tmp_path / "harbour.html"
    found.write_text(GLOSSARY, encoding="utf-8")
    return found


@pytest.fixture
def source_id(collection: "Collection", path: Path) -> int:
    """The id of the glossary, kept with all its cards."""
    return keep(collection, path)


def keep(collection: "Collection", path: Path) -> int:
    draft = collection.articles.read(path)
    collection.articles.accept(draft, draft.above(0))
    return collection.articles.sources()[0].id


def as_an_older_version_left_it(collection: "Collection") -> None:
    with collection._store.writing(message("Older"), undoable=False) as conn:
        conn.exec_driver_sql(OLDER)


def map_of(window: MainWindow, qtbot: QtBot, source_id: int) -> MapScreen:
    screen = window.go("article_map", source_id=source_id)
    assert isinstance(screen, MapScreen)
    qtbot.waitUntil(lambda: screen.opened is not None)
    return screen


def drawn(text: str, lines: tuple[PageLine, ...]) -> list[tuple[object, ...]]:
    """Return all that is seen of lines; links are not marked."""
    return [
        (
            text[line.start : line.stop], line.look, line.level, line.indent, line.bullet,
            line.begins, [span for span in line.spans if span.mark != "link"],
        )
        for line in lines
    ]  # fmt: skip


def test_map_and_reading_lay_an_article_out_as_the_review_of_its_cards_does(
    window: MainWindow, collection: "Collection", qtbot: QtBot, path: Path
) -> None:
    review = window.go("article", path=path)
    assert isinstance(review, ArticleScreen)
    qtbot.waitUntil(lambda: bool(review.page.article.flow.lines))
    flow = review.page.article.flow
    wanted = drawn(flow.text, flow.lines)
    looks = {line.look for line in flow.lines}
    assert {Look.TERM, Look.CODE, Look.ROW, Look.QUOTE, Look.HEADING} <= looks
    source_id = keep(collection, path)
    flow = map_of(window, qtbot, source_id).view.flow
    assert drawn(flow.text, flow.lines) == wanted
    reading = window.go("article_reading", source_id=source_id)
    assert isinstance(reading, AnswerScreen)
    qtbot.waitUntil(lambda: reading.article is not None)
    assert drawn(reading.page.view.flow.text, reading.page.view.flow.lines) == wanted


def test_a_glossary_kept_by_an_older_version_has_its_terms_bold_and_all_below_them_moved_in(
    window: MainWindow, collection: "Collection", qtbot: QtBot, source_id: int
) -> None:
    as_an_older_version_left_it(collection)
    flow = map_of(window, qtbot, source_id).view.flow
    shown = {flow.text[line.start : line.stop]: line for line in flow.lines}
    assert shown["Automatic Identification System (AIS)"].look is Look.TERM
    assert [line.indent for words, line in shown.items() if words.startswith("See:")] == [1, 1, 1]
    assert shown["Each word is told in a sentence or two."].indent == 0


def test_reading_the_same_file_again_keeps_how_it_is_laid_out(
    window: MainWindow, collection: "Collection", qtbot: QtBot, path: Path, source_id: int
) -> None:
    as_an_older_version_left_it(collection)
    screen = map_of(window, qtbot, source_id)
    actions.compare(window, source_id, path)
    qtbot.waitUntil(lambda: any(line.look is Look.CODE for line in screen.view.flow.lines))
    document = collection.articles.read(path).document
    wanted = drawn(document.text, page_lines(document))
    assert drawn(document.text, screen.view.flow.lines) == wanted


@pytest.mark.parametrize(
    "structure",
    [
        "",
        "no JSON",
        '{"headings": []}',
        '{"blocks": 7}',
        '{"blocks": [["?", 0, 1]]}',
        '{"blocks": [["p", 0, 99]]}',
        '{"blocks": [["p", 5, 3]]}',
        '{"blocks": [["p"]]}',
        '{"blocks": [["l", 0, 4, 0, [["i", 2, 6]]]]}',
        '{"blocks": ' + "[" * 3_000 + "]" * 3_000 + "}",
    ],
)
def test_a_layout_that_cannot_be_right_is_as_none(structure: str) -> None:
    assert unpacked(structure, 10) == ()


def test_a_layout_that_was_kept_draws_the_same_lines(collection: "Collection", path: Path) -> None:
    document: Document = collection.articles.read(path).document
    kept = json.dumps({"blocks": packed(document.blocks)}, separators=(",", ":"))
    again = Document(document.title, document.text, unpacked(kept, len(document.text)))
    assert drawn(document.text, page_lines(again)) == drawn(document.text, page_lines(document))
