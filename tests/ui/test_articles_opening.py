"""Bringing an article in: chosen, pasted or dropped; and what is said when that leads nowhere."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from flashcards.settings import Settings
from flashcards.ui.deck_from_article.screen import ArticleScreen
from flashcards.ui.importing.kinds import can_be_article, is_article
from flashcards.ui.importing.screen import ImportScreen
from flashcards.ui.kept_articles.articles_screen import ArticlesScreen
from flashcards.ui.main_window import MainWindow
from tests.hostile.packed import book
from tests.processes import children
from tests.qtbot import QtBot
from tests.ui.named import unnamed

if TYPE_CHECKING:
    from flashcards.api import Collection

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

CONTROL = Qt.KeyboardModifier.ControlModifier
WAVES = """# Waves

**Wave**: A disturbance that carries energy.

**Medium**: The stuff a wave travels through.

**Crest**: The highest point of a wave.
"""
DECK = "---\ndeck: Physics\n---\n\nQ: What is a wave?\nA: A disturbance that travels.\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "waves.md"
    path.write_text(WAVES, encoding="utf-8")
    return path


def _settled(window: MainWindow, qtbot: QtBot) -> ArticleScreen:
    qtbot.waitUntil(lambda: not window.jobs.running())
    screen = window.built("article")
    assert isinstance(screen, ArticleScreen)
    return screen


def _open(window: MainWindow, qtbot: QtBot, path: Path) -> ArticleScreen:
    window.go("article", path=path)
    return _settled(window, qtbot)


def _fronts(screen: ArticleScreen) -> list[str]:
    opened = screen.opened()
    assert opened is not None
    return [card.card.front for card in opened.review.cards]


def _drop(window: MainWindow, *paths: Path, text: str = "") -> bool:
    data = QMimeData()
    if text:
        data.setText(text)
    else:
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    middle = window.rect().center()
    enter = QDragEnterEvent(middle, Qt.DropAction.CopyAction, data, left, none)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    if enter.isAccepted():
        drop = QDropEvent(
            QPointF(middle), Qt.DropAction.CopyAction, data, left, none, QEvent.Type.Drop
        )
        QApplication.sendEvent(window, drop)
    return enter.isAccepted()


def test_the_file_menu_asks_for_an_article_and_remembers_the_folder(
    window: MainWindow, qtbot: QtBot, article: Path, saved_settings: list[Settings]
) -> None:
    window.go("today")
    qtbot.keyClick(window, Qt.Key.Key_A, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    for ending in ("*.pdf", "*.epub", "*.docx", "*.html", "*.rst", "*.adoc", "*.org", "*.md"):
        assert ending in dialog.nameFilters()[0]
    dialog.fileSelected.emit(str(article))
    dialog.reject()
    assert len(_fronts(_settled(window, qtbot))) == 3
    assert saved_settings[-1].last_folder == str(article.parent)


def test_copied_text_is_read(window: MainWindow, qtbot: QtBot) -> None:
    QApplication.clipboard().setText(WAVES)
    window.go("today")
    window.commands.trigger("article.paste")
    screen = _settled(window, qtbot)
    assert len(_fronts(screen)) == 3
    assert screen.title() == "Waves"
    window.go("today")


def test_of_a_copied_page_the_lists_are_kept(window: MainWindow, qtbot: QtBot) -> None:
    copied = QMimeData()
    copied.setText("Wave A disturbance. Crest The highest point.")
    copied.setHtml(
        "<h1>Waves</h1><dl><dt>Wave</dt><dd>A disturbance that carries energy.</dd>"
        "<dt>Crest</dt><dd>The highest point of a wave.</dd></dl>"
    )
    QApplication.clipboard().setMimeData(copied)
    window.commands.trigger("article.paste")
    assert len(_fronts(_settled(window, qtbot))) == 2


@pytest.mark.parametrize("copied", ["  ", None])
def test_an_empty_clipboard_is_told_in_plain_words(
    window: MainWindow, qtbot: QtBot, copied: str | None
) -> None:
    QApplication.clipboard().clear()
    if copied is not None:
        QApplication.clipboard().setText(copied)
    window.commands.trigger("article.paste")
    screen = _settled(window, qtbot)
    assert screen.start.state.title.text() == "There is no text to read."
    assert screen.start.choose.isVisible()


def test_a_dropped_article_is_read_and_a_dropped_deck_is_looked_at(
    window: MainWindow, qtbot: QtBot, article: Path, tmp_path: Path
) -> None:
    window.go("today")
    assert _drop(window, article)
    assert len(_fronts(_settled(window, qtbot))) == 3
    deck = tmp_path / "deck.md"
    deck.write_text(DECK, encoding="utf-8")
    assert _drop(window, deck)
    qtbot.waitUntil(lambda: not window.jobs.running())
    assert window.front() == "import"
    page = tmp_path / "page.html"
    page.write_text("<h1>Waves</h1><p>Words</p>", encoding="utf-8")
    assert _drop(window, page)
    assert window.front() == "article"
    assert not _drop(window, page, tmp_path / "page.xyz")


def test_of_two_articles_dropped_one_is_read_and_the_other_waits(
    window: MainWindow, qtbot: QtBot, article: Path, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    page.write_text("<h1>Waves</h1><p>Words</p>", encoding="utf-8")
    window.go("today")
    assert _drop(window, article, page)
    qtbot.waitUntil(lambda: window.arrivals.bar is not None)
    assert len(_fronts(_settled(window, qtbot))) == 3
    assert window.arrivals.bar is not None
    assert window.arrivals.bar.banner.text.text() == "page.html waits to be opened"


def test_a_piece_of_text_dropped_on_the_window_is_read(window: MainWindow, qtbot: QtBot) -> None:
    window.go("today")
    assert _drop(window, text=WAVES)
    assert len(_fronts(_settled(window, qtbot))) == 3


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("deck.md", DECK, False),
        ("gaps.md", "The sea is {{c1::salt}}.\n", True),
        ("words.txt", "mot\tword\npain\tbread\nvin\twine\n", False),
        ("words.txt", "mot;word\npain;bread\nvin;wine\n", False),
        ("prose.txt", "A wave, they say, moves. It is old, and loud.\n\nSo it goes.\n", True),
        ("faq.md", "# Questions\n\n## What is a wave?\n\nA disturbance.\n", True),
        ("shortest.md", "## What is the capital of France?\nParis\n", False),
        ("title.md", "# Capitals\r\n\r\n## Of France?\r\nParis\r\n\r\n## Of Italy?\r\nRome", False),
        ("begun.md", "Some words first.\n\n## What is a wave?\nA disturbance.\n", True),
        ("mixed.md", "## What is a wave?\nA disturbance.\n\n## Kinds\nMany.\n", True),
        ("deeper.md", "## What is a wave?\nThis.\n\n### In water\nWet.\n", True),
        ("long.md", "## What is a wave?\n" + "It moves and moves. " * 40, True),
        ("empty.md", "## What is a wave?\n\n## What is a tide?\n\n", True),
        ("faq.cards.md", "# Questions\n\n## What is a wave?\n\nA disturbance.\n", False),
        ("table.csv", "front,back\na,b\n", False),
        ("page.html", "<p>Words</p>", True),
        ("song.mp3", "", False),
    ],
)
def test_decks_and_articles_are_told_apart(
    tmp_path: Path, name: str, text: str, expected: bool
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert is_article(path) is expected
    assert can_be_article(path) or not expected


def test_a_file_that_is_no_deck_can_be_read_as_an_article(
    window: MainWindow, qtbot: QtBot, article: Path
) -> None:
    screen = window.go("import", paths=[article])
    assert isinstance(screen, ImportScreen)
    qtbot.waitUntil(lambda: not window.jobs.running())
    assert screen.preview.as_article.isVisible()
    qtbot.mouseClick(screen.preview.as_article, Qt.MouseButton.LeftButton)
    assert len(_fronts(_settled(window, qtbot))) == 3


def test_text_without_terms_says_so_and_can_be_opened_all_the_same(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, collection: "Collection"
) -> None:
    path = tmp_path / "diary.txt"
    path.write_text("We went out early and came home late.\n", encoding="utf-8")
    screen = _open(window, qtbot, path)
    assert screen.start.state.title.text().startswith("No terms were found in")
    assert collection.deck_names() == []
    qtbot.mouseClick(screen.start.third, Qt.MouseButton.LeftButton)
    assert screen.page.isVisible()
    assert not screen.page.foot.add.isEnabled()
    assert unnamed(window) == []


def test_a_title_of_any_length_does_not_widen_the_window(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "long.md"
    path.write_text("# " + "Waves" * 400 + "\n\nWe went out early.\n", encoding="utf-8")
    window.resize(900, 600)
    screen = _open(window, qtbot, path)
    assert window.width() == 900
    qtbot.mouseClick(screen.start.third, Qt.MouseButton.LeftButton)
    assert window.width() == 900
    assert window.minimumSizeHint().width() <= 900


def test_a_file_that_is_no_article_is_refused_with_the_next_step(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "picture.txt"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(400))
    screen = _open(window, qtbot, path)
    assert "picture" in screen.start.state.title.text()
    assert screen.start.state.text.text()
    assert screen.start.choose.hasFocus()
    missing = _open(window, qtbot, tmp_path / "gone.txt")
    assert "There is no file" in missing.start.state.title.text()


def test_reading_can_be_cancelled_and_the_article_before_is_there_again(
    window: MainWindow, qtbot: QtBot, article: Path, tmp_path: Path
) -> None:
    screen = _open(window, qtbot, article)
    large = tmp_path / "large.md"
    large.write_text(WAVES * 2_000, encoding="utf-8")
    window.go("article", path=large)
    assert screen.start.state.title.text() == "Reading large.md…"
    qtbot.mouseClick(screen.start.third, Qt.MouseButton.LeftButton)
    _settled(window, qtbot)
    assert screen.page.isVisible()
    assert screen.title() == "Waves"


def test_an_article_read_while_one_is_elsewhere_is_told(
    window: MainWindow, qtbot: QtBot, article: Path
) -> None:
    window.go("article", path=article)
    window.go("today")
    _settled(window, qtbot)
    assert window.toasts.text.text() == "“Waves” is ready"
    qtbot.mouseClick(window.toasts.action, Qt.MouseButton.LeftButton)
    assert window.front() == "article"


def test_several_articles_begun_are_offered_and_one_can_be_forgotten(
    window: MainWindow, qtbot: QtBot, article: Path
) -> None:
    _begin_two(window, qtbot, article)
    articles = window.go("articles")
    assert isinstance(articles, ArticlesScreen)
    (way,) = (push for push in articles.begun if push.isVisible())
    assert unnamed(window) == []
    qtbot.mouseClick(way, Qt.MouseButton.LeftButton)
    screen = _settled(window, qtbot)
    assert [each.title for each in screen.start.shown_begun()] == ["Sound", "Waves"]
    assert unnamed(window) == []
    screen._forget(screen.start.shown_begun()[0])
    _settled(window, qtbot)
    assert [each.title for each in screen.start.shown_begun()] == ["Waves"]


def _begin_two(window: MainWindow, qtbot: QtBot, article: Path) -> None:
    """Open an article about waves, then one about sound."""
    other = article.with_name("sound.md")
    other.write_text(WAVES.replace("# Waves", "# Sound"), encoding="utf-8")
    _open(window, qtbot, article)
    _open(window, qtbot, other)


def test_the_article_in_front_counts_among_those_begun(
    window: MainWindow, qtbot: QtBot, article: Path
) -> None:
    _begin_two(window, qtbot, article)
    window.commands.trigger("article.resume")
    screen = _settled(window, qtbot)
    assert [each.title for each in screen.start.shown_begun()] == ["Sound", "Waves"]


def test_enter_goes_on_with_the_article_that_was_worked_on_last(
    window: MainWindow, qtbot: QtBot, article: Path
) -> None:
    _begin_two(window, qtbot, article)
    window.go("today")
    window.commands.trigger("article.resume")
    screen = _settled(window, qtbot)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Continue with Sound"
    qtbot.waitUntil(focused.isVisible)
    pushes = [push for push in screen.findChildren(QPushButton) if push.isVisible()]
    assert [push for push in pushes if push.property("kind") == "primary"] == [focused]
    qtbot.keyClick(focused, Qt.Key.Key_Return)
    _settled(window, qtbot)
    assert screen.title() == "Sound"
    assert screen.page.list.hasFocus()
    assert window.findChild(QFileDialog) is None


def test_who_has_gone_to_another_button_meanwhile_stays_there(
    window: MainWindow, qtbot: QtBot, article: Path
) -> None:
    _begin_two(window, qtbot, article)
    window.commands.trigger("article.resume")
    screen = window.built("article")
    assert isinstance(screen, ArticleScreen)
    screen.start.paste.setFocus()
    _settled(window, qtbot)
    assert screen.start.shown_begun()
    assert screen.start.paste.hasFocus()


def test_an_article_that_is_kept_with_all_its_cards_says_so_and_is_shown(
    window: MainWindow, qtbot: QtBot, article: Path
) -> None:
    _open(window, qtbot, article)
    window.commands.trigger("article.add")
    _settled(window, qtbot)
    window.go("today")
    assert _drop(window, article)
    qtbot.waitUntil(lambda: window.front() == "article_map")
    assert window.toasts.text.text() == (
        "“Waves” is in your collection, and says the same as before"
    )
    qtbot.mouseClick(window.toasts.action, Qt.MouseButton.LeftButton)
    screen = _settled(window, qtbot)
    assert window.front() == "article"
    opened = screen.opened()
    assert opened is not None
    assert [card.known for card in opened.review.cards] == [True] * 3


def test_of_an_article_that_is_kept_what_was_left_out_is_not_chosen_again(
    window: MainWindow, qtbot: QtBot, article: Path
) -> None:
    screen = _open(window, qtbot, article)
    screen.card_actions.leave_out()
    window.commands.trigger("article.add")
    _settled(window, qtbot)
    screen = _open(window, qtbot, article)
    assert window.front() == "article"
    assert screen.page.notice.text().startswith("This article is in your collection, and says")
    assert screen.page.foot.count.text() == "0 of 1 chosen"


def test_an_article_that_changed_is_handed_to_its_own_screen(
    window: MainWindow,
    qtbot: QtBot,
    article: Path,
) -> None:
    screen = _open(window, qtbot, article)
    window.commands.trigger("article.add")
    _settled(window, qtbot)
    changed = WAVES.replace("carries energy", "carries energy and no matter")
    article.write_text(changed, encoding="utf-8")
    opened = screen.opened()
    assert opened is not None
    screen.open(opened.source)
    _settled(window, qtbot)
    assert window.front() == "article_changed"
    shown = window.built("article_changed")
    assert shown is not None
    assert shown.title() == "Changed: Waves"


def _slow_book(tmp_path: Path) -> Path:
    path = tmp_path / "slow.epub"
    path.write_bytes(book([b"<p>A tide is a wave.</p>" * 40_000], 3_000))
    return path


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_book_that_takes_for_ever_is_cancelled_and_nothing_goes_on(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    before = children()
    screen = window.go("article", path=_slow_book(tmp_path))
    assert isinstance(screen, ArticleScreen)
    qtbot.waitUntil(lambda: children() > before)
    qtbot.mouseClick(screen.start.third, Qt.MouseButton.LeftButton)
    _settled(window, qtbot)
    assert children() <= before
    assert not screen.start.says_reading()
    assert not window.toasts.isVisible()


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_quitting_ends_the_reading_of_a_book_that_takes_for_ever(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    before = children()
    window.go("article", path=_slow_book(tmp_path))
    qtbot.waitUntil(lambda: children() > before)
    window.close()
    assert not window.jobs.running()
    assert children() <= before
