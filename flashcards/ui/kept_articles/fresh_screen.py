"""Cards to check, since their article words them differently now."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStackedWidget, QStyleOptionViewItem, QWidget

from flashcards.model.articles import Passage
from flashcards.model.changes import Changes
from flashcards.model.errors import CancelledError
from flashcards.text.plain import plain_text
from flashcards.ui import theme
from flashcards.ui.commands import Command
from flashcards.ui.deck_from_article.deciding import OWN
from flashcards.ui.hints import as_hint
from flashcards.ui.jobs import Job
from flashcards.ui.kept_articles.article_list import OpeningList
from flashcards.ui.kept_articles.commands import undo_row
from flashcards.ui.kept_articles.fresh_page import FreshPage
from flashcards.ui.kept_articles.splitter_sizes import keep_sizes, restore_sizes
from flashcards.ui.kept_articles.words import path_words
from flashcards.ui.row_list import ROW, Index, RowDelegate, RowModel, two_lines
from flashcards.ui.screen import Screen
from flashcards.ui.widgets import ElidedLabel, EmptyState, column, command_button, line, row
from flashcards.ui.widgets.splitter import Splitter
from flashcards.ui.words import plural, tr

if TYPE_CHECKING:
    from flashcards.api import Collection
    from flashcards.store.operation import Progress
    from flashcards.ui.main_window import MainWindow

SIZES = "article_fresh.sizes"


class _Passages(RowModel[Passage]):
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        passage = self.rows[index.row()]
        if role == ROW:
            return passage
        if role == Qt.ItemDataRole.DisplayRole:
            return _named(passage)
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_hint(_named(passage))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{_named(passage)}, {path_words(passage.heading)}"
        return None


def _named(passage: Passage) -> str:
    """Return what a passage is called; one that the learner marked is named by a field."""
    return plain_text(passage.term) if passage.kind == OWN else passage.term


class _Row(RowDelegate):
    def write(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        passage = index.data(ROW)
        assert isinstance(passage, Passage)
        edge = theme.SPACE.inside
        box = QRect(option.rect.adjusted(edge, 0, -edge, 0))
        two_lines(painter, option, box, _named(passage), path_words(passage.heading))


class FreshScreen(Screen):
    """A list, and beside it what the article said and says, and the card."""

    name = "article_fresh"
    rail_name = "articles"
    search_box = False
    foot_px = 60

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self.model = _Passages()
        self.list = OpeningList(tr("Cards to check"))
        self.list.setItemDelegate(_Row(self.list))
        self.list.follow(self.model)
        self.count = ElidedLabel("", "muted")
        self.page = FreshPage()
        window.theme.changed.connect(self.page.restyle)
        self._stack: QStackedWidget | None = None
        self._job: Job | None = None
        self.list.turned.connect(self._turned)
        self.list.opened.connect(self.edit)

    def _build(self) -> None:
        """Put the parts together; only now do the commands they are tied to exist."""
        names = ("fresh.done", "fresh.edit", "fresh.article")
        kinds = ("primary", "", "")
        pushes = [
            command_button(self.window_, name, kind=kind)
            for name, kind in zip(names, kinds, strict=True)
        ]
        right, page, edge = QWidget(), QWidget(), theme.SPACE
        for part in (right, page):
            part.setProperty("role", "bare")
        layout = column(
            right, self.page, row(None, *pushes, None), gap="between", margins="between"
        )
        layout.setStretch(0, 1)
        splitter = self.splitter = Splitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.list)
        splitter.addWidget(right)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([300, 700])
        restore_sizes(self.window_, SIZES, splitter)
        head = row(None, self.count, gap="none")
        head.setContentsMargins(edge.around, 0, edge.around, edge.inside)
        column(page, head, line(), splitter, gap="none").setStretch(2, 1)
        empty = EmptyState(
            "check",
            tr("No cards to check"),
            tr("Cards appear here when their article’s wording changes."),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(page)
        self._stack.addWidget(empty)
        column(self, self._stack, gap="none")

    def title(self) -> str:
        """Name the screen."""
        return tr("Cards to check")

    def shown(self, **arguments: Any) -> None:
        """Come to the front."""
        if self._stack is None:
            self._build()
        self.reload()

    def left(self) -> None:
        """Remember how wide the parts are."""
        keep_sizes(self.window_, SIZES, self.splitter)

    def first_focus(self) -> QWidget | None:
        """Return the list."""
        return self.list if self.model.rows else None

    def reload(self) -> None:
        """Read again which cards are listed."""
        if self._stack is None:
            return
        if self._job is not None:
            self.window_.jobs.cancel(self._job)
        work = partial(_listed, self.collection)
        title = tr("Looking for changed cards")
        self._job = self.window_.jobs.run(title, work, self._take, quiet=True)

    def _take(self, passages: list[Passage]) -> None:
        self._job = None
        assert self._stack is not None
        place, had_focus = self.list.row(), self.list.hasFocus()
        self.model.show(passages)
        count = len(passages)
        self.count.set_text(
            plural(
                count,
                "{count} note comes from words that have changed in its article.",
                "{count} notes come from words that have changed in their articles.",
            )
        )
        self._stack.setCurrentIndex(0 if count else 1)
        self.list.go_to(min(max(0, place), count - 1))
        if count and self.window_.front() == self.name and not (had_focus or self._elsewhere()):
            self.list.setFocus()
        self._turned()

    def _elsewhere(self) -> bool:
        """Whether the keyboard is on another part of the screen."""
        focused = self.focusWidget()
        return focused is not None and focused is not self and focused.hasFocus()

    def changed(self, changes: Changes) -> None:
        """Follow what was written."""
        if changes.notes or changes.cards:
            self.reload()

    def commands(self) -> list[Command]:
        """Return what can be done with the card at hand."""
        one = self.has_one
        return [
            Command("fresh.done", "&Looked at", self.done, ("Space", "L"), "check", "Card",
                    enabled_when=one, keywords=("clear", "seen", "fresh look")),
            Command("fresh.all", "All looked a&t", self.all_done, ("Shift+L",), "", "Card",
                    enabled_when=one),
            Command("fresh.edit", "Edit &note", self.edit, ("Return", "Enter", "E"), "edit",
                    "Card", enabled_when=one, keywords=("change", "correct")),
            Command("fresh.article", "&Open the article", self.open_article, ("O",), "articles",
                    "Card", enabled_when=one, keywords=("source", "coverage")),
            Command("fresh.browse", "Show in &browser", self.browse, ("B",), "browse", "Card",
                    enabled_when=one),
            undo_row("fresh", self.window_, "Card"),
        ]  # fmt: skip

    # Actions

    def passage(self) -> Passage | None:
        """Return the passage the keyboard is on."""
        return self.model.rows[self.list.row()] if self.list.row() >= 0 else None

    def has_one(self) -> bool:
        """Whether there is a card at hand."""
        return self.passage() is not None

    def _turned(self) -> None:
        found = self.passage()
        if found is not None:
            self.page.show_passage(found, self.collection.note(found.note_id).fields)
        self.window_.commands.refresh()

    def done(self) -> None:
        """Say that the card at hand was looked at."""
        found = self.passage()
        if found is not None:
            self._clear([found.note_id])

    def all_done(self) -> None:
        """Say that all of them were looked at."""
        self._clear([each.note_id for each in self.model.rows])

    def _clear(self, note_ids: list[Any]) -> None:
        words = plural(len(note_ids), "{count} note looked at", "{count} notes looked at")
        self.window_.writes.do(
            partial(self.collection.articles.clear_fresh_look, note_ids),
            then=lambda _: self.window_.toast(words, tr("Undo"), self.window_.undo),
        )

    def edit(self) -> None:
        """Open the note for editing."""
        found = self.passage()
        if found is not None:
            self.window_.edit_note(found.note_id)

    def open_article(self) -> None:
        """Show the passage in its article."""
        found = self.passage()
        if found is not None:
            self.window_.go("article_map", source_id=found.source_id, note_id=found.note_id)

    def browse(self) -> None:
        """Show the note's cards in the browser."""
        found = self.passage()
        if found is not None:
            self.window_.search(f"nid:{found.note_id}")


def _listed(collection: "Collection", progress: "Progress") -> list[Passage]:
    """Return the passages to check."""
    articles = collection.articles
    notes = articles.fresh_look()
    found: list[Passage] = []
    for number, note_id in enumerate(notes):
        if not progress(number, len(notes)):
            raise CancelledError
        passage = articles.passage(note_id)
        if passage is not None:
            found.append(passage)
    return found
