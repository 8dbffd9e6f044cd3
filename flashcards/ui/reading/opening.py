"""What the reading screen shows of an article, read in the background; and articles kept anew."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from flashcards.model.articles import Article, Passage
from flashcards.model.errors import CancelledError
from flashcards.model.reading import Highlight, UnderWay
from flashcards.ui.deck_from_article.page import PageLine
from flashcards.ui.kept_articles.kept_lines import kept_lines
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.api import Collection
    from flashcards.collection.articles.drafting import Draft
    from flashcards.store.operation import Progress
    from flashcards.ui.main_window import MainWindow


@dataclass(frozen=True, slots=True)
class Opened:
    """An article opened to be read."""

    article: Article
    lines: tuple[PageLine, ...]
    progress: UnderWay
    highlights: list[Highlight]
    passages: list[Passage]
    cards: int
    """How many cards stand on its passages."""


def open_reading(collection: "Collection", source_id: int, progress: "Progress") -> Opened:
    """Read a kept article, with how far it was read and what was made of it."""
    articles, reading = collection.articles, collection.reading
    article, passages = articles.source(source_id), articles.passages(source_id)
    opened = Opened(
        article,
        kept_lines(article, passages, articles.layout(source_id)),
        reading.progress(source_id),
        reading.highlights(source_id),
        passages,
        reading.summary(source_id).cards,
    )
    if not progress(1, 1):
        raise CancelledError
    return opened


def choose(window: "MainWindow") -> None:
    """Let the learner choose an article to read."""
    from flashcards.ui.importing.file_dialogs import choose_article

    choose_article(window, tr("Read an article"), partial(read_new, window))


def paste(window: "MainWindow") -> None:
    """Read the text that was copied elsewhere."""
    text = QApplication.clipboard().text()
    if text.strip():
        read_new(window, text)
    else:
        window.toast(tr("There is no text to paste: copy the article first"))


def read_new(window: "MainWindow", data: Path | str) -> None:
    """Keep an article and open it to be read, in the background; nothing becomes a card."""
    name = data.name if isinstance(data, Path) else tr("the pasted text")
    window.jobs.run(
        tr("Reading {name}", name=name),
        lambda progress: window.collection.articles.read(data, progress=progress),
        on_done=partial(keep_and_read, window),
    )


def keep_and_read(window: "MainWindow", draft: "Draft") -> None:
    """Keep an article that was read, and open it; one that has changed is compared first."""
    rows = window.collection.articles.sources()
    known = next((each for each in rows if each.id == draft.source_id), None)
    if draft.changed and known is not None and known.notes:
        change = window.collection.articles.change_of(draft)
        window.go("article_changed", change=change)
        return
    if known is not None and not draft.changed:
        window.go("reading", source_id=known.id)
        return
    window.writes.do(
        lambda: window.collection.reading.keep(draft),
        then=lambda source_id: window.go("reading", source_id=source_id),
    )
