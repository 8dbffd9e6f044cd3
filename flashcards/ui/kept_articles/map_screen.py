"""The coverage map: a kept article shaded by how well each passage of it is known."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from flashcards.collection.articles.read_spans import unread
from flashcards.model.articles import Article, ArticleRow, Blank, Coverage, Knowledge, Passage
from flashcards.model.changes import Changes
from flashcards.model.errors import CancelledError, UserError
from flashcards.model.reading import Highlight, UnderWay
from flashcards.ui import theme
from flashcards.ui.commands import Command
from flashcards.ui.deck_from_article.page import PageLine
from flashcards.ui.hints import set_hint
from flashcards.ui.jobs import Job
from flashcards.ui.kept_articles import actions
from flashcards.ui.kept_articles.kept_lines import kept_lines
from flashcards.ui.kept_articles.map_commands import MENU, rows
from flashcards.ui.kept_articles.map_view import MapView
from flashcards.ui.kept_articles.passage_line import PassageLine
from flashcards.ui.kept_articles.section_list import SectionList
from flashcards.ui.kept_articles.shading import (
    SHADES,
    Sample,
    ShadeBar,
    WordsSample,
    counts_words,
    knowledge_word,
)
from flashcards.ui.kept_articles.splitter_sizes import keep_sizes, restore_sizes
from flashcards.ui.kept_articles.words import percent, place_words, read_words
from flashcards.ui.screen import Screen
from flashcards.ui.widgets import ElidedLabel, button, column, icon_button, label, line, row
from flashcards.ui.widgets.splitter import Splitter
from flashcards.ui.words import numeral, plural, tr

if TYPE_CHECKING:
    from flashcards.api import Collection
    from flashcards.store.operation import Progress
    from flashcards.ui.main_window import MainWindow


SIZES = "article_map.sizes"
_PLACES = ("note_id", "place")
"""What tells where to open an article."""


@dataclass(frozen=True, slots=True)
class Opened:
    """All that the screen shows of an article, read in the background."""

    article: Article
    coverage: Coverage
    passages: dict[int, Passage]
    """By note."""
    lines: tuple[PageLine, ...]
    waiting: list[Blank]
    """Cards that could be answered now."""
    read: UnderWay
    highlights: list[Highlight]


def open_article(collection: "Collection", source_id: int, progress: "Progress") -> Opened:
    """Read an article with what is known of it."""
    articles = collection.articles
    article = articles.source(source_id)
    passages = articles.passages(source_id)
    opened = Opened(
        article,
        articles.coverage(source_id),
        {each.note_id: each for each in passages},
        kept_lines(article, passages, articles.layout(source_id)),
        articles.in_article(source_id),
        collection.reading.progress(source_id),
        collection.reading.highlights(source_id),
    )
    if not progress(1, 1):
        raise CancelledError
    return opened


class MapScreen(Screen):
    """The article at the left, its sections at the right."""

    name = "article_map"
    rail_name = "articles"
    search_box = False
    foot_px = 60

    def __init__(self, window: "MainWindow") -> None:
        self.opened: Opened | None = None
        self.source_id: int | None = None
        super().__init__(window)
        self._job: Job | None = None
        self._wanted: dict[str, int] = {}
        self.view = MapView(window.settings)
        self.sections = SectionList()
        self.about = ElidedLabel("", "muted")
        self.figures = label("", "number")
        self.bar = ShadeBar()
        self.told = PassageLine(self.open_cards)
        commands = window.commands
        self.read = button(
            tr("Read and ans&wer"),
            lambda: commands.trigger("article_map.read"),
            kind="primary",
            icon="study",
        )
        self.more = icon_button("more", tr("What can be done with the article"), self._open_menu)
        self._lay_out()
        self.setAcceptDrops(True)
        self._connect()

    def _lay_out(self) -> None:
        edge = theme.SPACE
        samples = [_sample(each) for each in (*SHADES, Knowledge.NONE)]
        head = row(None, column(None, self.about, gap="none"), self.read, self.more, gap="inside")
        head.setStretch(0, 1)
        head.setContentsMargins(edge.around, 0, edge.between, edge.inside)
        self.marked = _words_sample(True, tr("highlighted"))
        self.unread = _words_sample(False, tr("unread"))
        legend = row(None, *samples, self.marked, self.unread, None, gap="between")
        legend.setContentsMargins(edge.around, 0, edge.around, edge.hair)
        left = QWidget()
        left.setProperty("role", "bare")
        column(left, self.view, line(), self.told, gap="none").setStretch(0, 1)
        right = QWidget()
        right.setProperty("role", "bare")
        whole = column(None, self.figures, self.bar, gap="hair", margins="between")
        column(right, whole, line(), self.sections, gap="none").setStretch(2, 1)
        self.splitter = Splitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(left)
        self.splitter.addWidget(right)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([700, 280])
        restore_sizes(self.window_, SIZES, self.splitter)
        right.setMinimumWidth(200)
        self.view.setMinimumWidth(320)
        column(self, head, legend, line(), self.splitter, gap="none").setStretch(3, 1)

    def _connect(self) -> None:
        self.view.turned.connect(self._tell)
        self.view.opened.connect(self.open_cards)
        self.view.moved.connect(self.sections.follow_place)
        self.sections.turned.connect(self._go_to_section)
        self.sections.opened.connect(self.view.setFocus)
        self.window_.theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.view.restyle(self.settings)

    # The screen

    def title(self) -> str:
        """Return the article's title."""
        return self.opened.article.title if self.opened is not None else tr("Article")

    def shown(self, **arguments: Any) -> None:
        """Open an article, at the passage of a note or a place where one is named."""
        wanted = {key: value for key, value in arguments.items() if key in _PLACES}
        source_id = arguments.get("source_id", self.source_id)
        if source_id != self.source_id or self.opened is None:
            self.source_id, self.opened = source_id, None
            self._wanted = wanted
            self.view.show_article("", ())
            self._read()
        elif wanted:
            self._wanted = wanted
            if self._job is None:
                self._go_to_wanted()

    def first_focus(self) -> QWidget | None:
        """Return the article."""
        return self.view

    def reload(self) -> None:
        """Read again what is known."""
        if self.source_id is not None and self.opened is not None:
            self._read()

    def changed(self, changes: Changes) -> None:
        """Follow what was written."""
        if changes.cards or changes.notes or changes.reviews or changes.reading:
            self.reload()

    def left(self) -> None:
        """Read no more for a page nobody sees, and remember how wide its parts are."""
        keep_sizes(self.window_, SIZES, self.splitter)
        if self._job is not None:
            self.window_.jobs.cancel(self._job)
            self._job, self.stale = None, True

    def _read(self) -> None:
        if self.source_id is None:
            self.window_.go("articles")
            return
        if self._job is not None:
            self.window_.jobs.cancel(self._job)
        work = partial(open_article, self.collection, self.source_id)
        self._job = self.window_.jobs.run(
            tr("Opening the article"), work, self._take, self._gone, quiet=self.opened is not None
        )

    def _gone(self, _error: UserError) -> None:
        """The article was forgotten: go back to the others."""
        self._job = self.opened = self.source_id = None
        self.view.show_article("", ())
        if self.window_.front() == self.name:
            self.window_.go("articles")

    def _take(self, opened: Opened) -> None:
        if opened.article.id != self.source_id:
            return  # another one was opened meanwhile
        self._job = None
        same = self.opened is not None and _drawn(self.opened) == _drawn(opened)
        self.opened = opened
        if not same:
            self.view.show_article(opened.article.text, opened.lines)
        self.view.show_coverage(opened.coverage)
        self._show_reading(opened)
        self.sections.show_sections(opened.coverage.sections)
        if not same:
            self.sections.follow_place(0)
        self._say_figures(opened)
        self._go_to_wanted()
        self._tell()
        self.title_changed.emit()
        self.window_.commands.refresh()

    def _show_reading(self, opened: Opened) -> None:
        """Mark what was highlighted, and what of an article under way is unread."""
        marks = [(e.start, e.stop) for e in opened.highlights]
        self.view.show_highlights(
            (start, stop) for start, stop in marks if start is not None and stop is not None
        )
        begun = opened.read.started and bool(opened.read.read)
        left = unread(opened.read.read, len(opened.article.text)) if begun else ()
        self.view.show_unread(left)
        self.marked.setVisible(bool(marks))
        self.unread.setVisible(bool(left))

    def _say_figures(self, opened: Opened) -> None:
        whole, article = opened.coverage.whole, opened.article
        places = (place_words(article.address), read_words(article.read_at))
        self.about.set_text("  ·  ".join(filter(None, places)))
        set_hint(self.about, article.address)
        known = tr(
            "{known} known, {covered} of the text on cards",
            known=percent(whole.strong),
            covered=percent(whole.covered),
        )
        self.figures.setText(known)
        set_hint(self.figures, counts_words(whole.notes))
        self.figures.setWordWrap(True)
        self.bar.show_notes(whole.notes)
        count = len(opened.waiting)
        words = tr("Read and ans&wer ({count})", count=numeral(count))
        self.read.setText(words if count else tr("Read and ans&wer"))
        hint = plural(
            count, "{count} card can be answered now", "{count} cards can be answered now"
        )
        set_hint(self.read, hint if count else tr("No card of this article is due"))

    def _go_to_wanted(self) -> None:
        wanted, self._wanted = self._wanted, {}
        if "note_id" in wanted and self.view.turn_to_note(wanted["note_id"]):
            self.sections.follow_place(self.view.top_place())
        elif "place" in wanted:
            self.view.scroll_to(wanted["place"])
            self.sections.follow_place(wanted["place"])

    def commands(self) -> list[Command]:
        """Return the rows of the screen."""
        return rows(self)

    # Actions

    def is_open(self) -> bool:
        """Whether an article is shown."""
        return self.opened is not None

    def can_answer(self) -> bool:
        """Whether a card of the article can be answered now."""
        return self.opened is not None and bool(self.opened.waiting)

    def do(self, action: Callable[["MainWindow", int], object]) -> None:
        """Do something with the article."""
        if self.source_id is not None:
            action(self.window_, self.source_id)

    def turn(self, step: int) -> None:
        """Go to the next passage, or to the one before."""
        self.view.turn(step)
        self.view.setFocus()

    def _go_to_section(self) -> None:
        section = self.sections.section()
        if section is not None and not self.sections.quiet:
            self.view.scroll_to(section.start)

    def _tell(self) -> None:
        """Tell of the passage at hand, and of its cards."""
        self.view.viewport().update()
        told, opened = self.view.told(), self.opened
        if told is None or opened is None:
            self.told.show_nothing(bool(self.view.passages))
        else:
            found = opened.passages.get(told.note_id)
            self.told.show_passage(self.collection, told, found)
        self.view.setAccessibleDescription(self.told.words())
        self.window_.commands.refresh()

    def open_cards(self) -> None:
        """Show the cards of the passage at hand in the browser."""
        told = self.view.told()
        if told is not None:
            self.window_.search(f"nid:{told.note_id}")

    def go_on(self) -> None:
        """Read at the passage at hand, else where the learner stopped."""
        told = self.view.passage()
        place = {} if told is None else {"place": told.start}
        self.window_.go("reading", source_id=self.source_id, **place)

    def forget(self) -> None:
        """Forget the article, and go back to the others."""
        opened = self.opened
        if opened is None:
            return
        found = opened.article
        gone = ArticleRow(
            found.id, found.title, found.address, found.read_at, len(found.text),
            len(opened.passages),
        )  # fmt: skip
        actions.forget(self.window_, gone)

    def _open_menu(self) -> None:
        at = self.more.mapToGlobal(self.more.rect().bottomLeft())
        actions.open_menu(self.window_, self, MENU, at)

    # A newer text is dropped here

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file."""
        if self.is_open() and actions.one_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Compare the article with the file that was dropped."""
        path = actions.one_file(event.mimeData())
        if path is not None and self.source_id is not None:
            event.acceptProposedAction()
            actions.compare(self.window_, self.source_id, path)


def _drawn(opened: Opened) -> tuple[object, ...]:
    """Return what of an article the map draws, its shades aside."""
    return opened.article.text, opened.lines


def _words_sample(highlight: bool, words: str) -> QWidget:
    """Return an entry of the legend for words that look otherwise."""
    box = QWidget()
    box.setProperty("role", "bare")
    row(box, WordsSample(highlight=highlight), label(words, "caption"), gap="inside")
    return box


def _sample(knowledge: Knowledge) -> QWidget:
    """Return one entry of the legend."""
    box = QWidget()
    box.setProperty("role", "bare")
    row(box, Sample(knowledge), label(knowledge_word(knowledge), "caption"), gap="inside")
    return box
