"""A kept article is set with its headings and lists as it was read."""

from typing import TYPE_CHECKING

from flashcards.model.messages import message
from flashcards.ui.deck_from_article.page import Look
from flashcards.ui.kept_articles import actions
from flashcards.ui.kept_articles.kept_lines import kept_lines
from flashcards.ui.kept_articles.map_screen import MapScreen
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot
from tests.ui.reading_articles import LIGHTS, keep

if TYPE_CHECKING:
    from flashcards.api import Collection

TEXT = (
    LIGHTS
    + """
A keeper rose in this order:

1. assistant
2. second
3. head of the station
   - of a rock
   - of the shore

So it went.
"""
)
OLDER = "UPDATE sources SET structure = json_remove(structure, '$.items', '$.blocks')"


def test_the_entries_of_lists_keep_their_marks(collection: "Collection") -> None:
    article = collection.articles.source(keep(collection, TEXT))
    lines = kept_lines(article)
    shown = [
        (line.bullet, line.indent, article.text[line.start : line.stop])
        for line in lines
        if line.look is Look.ITEM
    ]
    assert shown == [
        ("•", 1, "trim the wicks"),
        ("•", 1, "wind the clockwork"),
        ("•", 1, "write the log"),
        ("1.", 1, "assistant"),
        ("2.", 1, "second"),
        ("3.", 1, "head of the station"),
        ("•", 2, "of a rock"),
        ("•", 2, "of the shore"),
    ]
    words = " ".join(article.text[line.start : line.stop] for line in lines)
    assert words.split() == article.text.split()
    assert collection.check() == []


def test_an_article_kept_without_marks_gets_them_when_it_is_read_again(
    collection: "Collection",
) -> None:
    source_id = keep(collection, TEXT)
    with collection._store.writing(message("As it was")) as conn:
        conn.exec_driver_sql(OLDER)
    assert collection.articles.source(source_id).items == ()
    change = collection.articles.update(source_id, TEXT)
    collection.articles.apply_update(change)
    assert len(collection.articles.source(source_id).items) == 8


def test_an_article_kept_without_its_lists_gets_its_bullets_when_it_is_read_again(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    source_id = keep(collection)
    with collection._store.writing(message("As an older version left it"), undoable=False) as conn:
        conn.exec_driver_sql(OLDER)
    screen = window.go("article_map", source_id=source_id)
    assert isinstance(screen, MapScreen)
    qtbot.waitUntil(lambda: screen.opened is not None)
    assert [line.bullet for line in screen.view.flow.lines if line.bullet] == []
    actions.compare(window, source_id, LIGHTS)
    qtbot.waitUntil(lambda: any(line.bullet for line in screen.view.flow.lines))
    assert [line.bullet for line in screen.view.flow.lines if line.bullet] == ["•"] * 3
    assert window.toasts.text.text() == "“Lights of the shore” says the same as before"
    assert window.front() == "article_map"
