"""What can be done with a kept article, wherever it is shown."""

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from flashcards.model.articles import ArticleRow
from flashcards.search.tree import FromArticle
from flashcards.search.writer import write
from flashcards.ui import messages
from flashcards.ui.importing.file_dialogs import choose_article
from flashcards.ui.kept_articles.words import is_file
from flashcards.ui.words import plural, tr, worded

if TYPE_CHECKING:
    from flashcards.api import Collection
    from flashcards.collection.articles.comparing import Change
    from flashcards.store.operation import Progress
    from flashcards.ui.main_window import MainWindow

_LONGEST_ASKED = 80


def row_of(window: "MainWindow", source_id: int) -> ArticleRow | None:
    """Return an article's row; None when it is not kept any more."""
    rows = window.collection.articles.sources()
    return next((each for each in rows if each.id == source_id), None)


def read_and_answer(window: "MainWindow", source_id: int) -> None:
    """Answer the article’s cards while reading it, unless the clock is likely wrong."""
    start = partial(window.go, "article_reading", source_id=source_id)
    warning = window.collection.clock_warning()
    if warning is None:
        start()
        return
    messages.ask(
        window,
        tr("Is this computer’s clock right?"),
        worded(warning),
        action=tr("The clock is right"),
        on_yes=start,
    )


def go_on_reading(window: "MainWindow", source_id: int) -> None:
    """Open an article to be read, where the learner stopped."""
    window.go("reading", source_id=source_id)


def read_again(window: "MainWindow", source_id: int) -> None:
    """Compare an article with its file as that is now; without one, ask for the newer text."""
    row = row_of(window, source_id)
    if row is None:
        return
    if is_file(row.address) and Path(row.address).exists():
        compare(window, source_id)
        return
    if is_file(row.address):
        name = Path(row.address).name
        window.toast(tr("{name} is not there any more: open the newer text", name=name))
    choose_newer(window, source_id)


def compare(window: "MainWindow", source_id: int, data: Path | str | None = None) -> None:
    """Compare an article with a newer text in the background, and show what became of it."""
    window.jobs.run(
        tr("Reading the article again"),
        partial(_compared, window.collection, source_id, data),
        on_done=partial(show_change, window),
    )


def _compared(
    collection: "Collection", source_id: int, data: Path | str | None, progress: "Progress"
) -> "Change":
    articles = collection.articles
    change = articles.update(source_id, data, progress)
    if not change.anything:
        articles.keep_lists(change.draft)
    return change


def show_change(window: "MainWindow", change: "Change") -> None:
    """Show what became of an article, or say that nothing did."""
    if change.anything:
        window.go("article_changed", change=change)
    else:
        window.toast(tr("“{title}” says the same as before", title=change.draft.title))


def choose_newer(window: "MainWindow", source_id: int) -> QFileDialog:
    """Let the learner choose the file of a newer text; returns at once."""
    return choose_article(window, tr("Open the newer text"), partial(compare, window, source_id))


def paste_newer(window: "MainWindow", source_id: int) -> None:
    """Compare an article with the text that was copied."""
    text = QApplication.clipboard().text()
    if text.strip():
        compare(window, source_id, text)
    else:
        window.toast(tr("There is no text to paste: copy the article first"))


def forget(window: "MainWindow", row: ArticleRow) -> None:
    """Keep an article's text no longer; its notes stay."""
    stay = plural(row.notes, "its note stays", "its {count} notes stay")
    said = tr("Removed “{title}”; {stay}", title=shortened(row.title), stay=stay)
    window.writes.do(
        lambda: window.collection.articles.forget(row.id),
        then=lambda _: window.toast(said, tr("Undo"), window.undo),
    )


def browse_article(window: "MainWindow", source_id: int) -> None:
    """Show the cards of an article in the browser."""
    rows = window.collection.articles.sources()
    row = next((each for each in rows if each.id == source_id), None)
    if row is None or not row.notes:
        window.toast(tr("No card comes from this article"))
    else:
        window.search(search_for(row, rows))


def search_for(row: ArticleRow, rows: Iterable[ArticleRow]) -> str:
    """Return a search for an article’s cards: by its title, or its number where that says less."""
    title = row.title.casefold()
    alike = [each for each in rows if title in each.title.casefold()]
    if len(alike) > 1 or "*" in title or not 0 < len(title) <= _LONGEST_ASKED:
        return f"article:{row.id}"
    return write(FromArticle(row.title))


def shortened(title: str) -> str:
    """Return a title as a sentence has room for it."""
    return title if len(title) <= 60 else title[:59] + "…"


def open_menu(window: "MainWindow", parent: QWidget, ids: Sequence[str | None], at: QPoint) -> None:
    """Open a menu of commands without waiting for it to close."""
    menu = window.commands.context_menu(ids, parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(at)


def one_file(data: QMimeData) -> Path | None:
    """Return the file that is dragged, where it is one."""
    urls = data.urls() if data.hasUrls() else []
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
