"""Articles: those that decks were made from, and how much of each is known."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from flashcards.model.articles import SectionProgress
from flashcards.model.changes import Changes
from flashcards.model.errors import CancelledError, UserError
from flashcards.store.operation import Progress
from flashcards.ui import theme
from flashcards.ui.commands import Command
from flashcards.ui.deck_from_article.kept_files import keys_kept
from flashcards.ui.importing.kinds import is_article
from flashcards.ui.jobs import Job
from flashcards.ui.kept_articles import actions
from flashcards.ui.kept_articles.actions import shortened
from flashcards.ui.kept_articles.article_list import ArticleList
from flashcards.ui.kept_articles.commands import undo_row
from flashcards.ui.kept_articles.convert_dialog import found_in_all, is_left, open_conversions
from flashcards.ui.screen import Screen
from flashcards.ui.widgets import EmptyState, button, column, label, row
from flashcards.ui.words import plural, tr

if TYPE_CHECKING:
    from flashcards.collection.articles.converting import Conversion
    from flashcards.ui.main_window import MainWindow

MENU = (
    "articles.open", "articles.go_on", "articles.read", "articles.browse", None,
    "articles.again", "articles.newer", "articles.paste", "articles.convert", None,
    "articles.forget",
)  # fmt: skip


class ArticlesScreen(Screen):
    """A list of the articles that are kept."""

    name = "articles"

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._job: Job | None = None
        self._looking: Job | None = None
        self.list = ArticleList()
        self.count = label("", "muted")
        self.fresh = button("", partial(window.go, "article_fresh"), kind="link", icon="eye")
        self.fitting = button("", partial(open_conversions, window), kind="link", icon="list")
        """Offers another type for cards that have the form of a list or of a multiple choice."""
        self.begun = (self._resume_button(), self._resume_button())
        """Lead to an article that is not finished, beside the list and where there is none."""
        self.new = self._new_button("")
        self.first = self._read_button()
        start = self._new_button("primary")
        self.empty = EmptyState(
            "articles",
            tr("No articles yet"),
            tr(
                "Articles you read or make decks from are kept here. See which passages you know,"
                " and answer cards as you read."
            ),
            start,
            self._read_button(),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._full())
        nothing = QWidget()
        nothing.setProperty("role", "bare")
        foot = row(None, None, self.begun[1], None, margins="around")
        column(nothing, self.empty, foot, gap="none").setStretch(0, 1)
        self._stack.addWidget(nothing)
        column(self, self._stack, gap="none")
        self.setAcceptDrops(True)
        self.list.opened.connect(self.open)
        self.list.turned.connect(window.commands.refresh)
        self.list.menu_asked.connect(self._open_menu)

    def _new_button(self, kind: str) -> Any:
        commands = self.window_.commands
        return button(
            tr("&New deck from article…"),
            lambda: commands.trigger("article.new"),
            kind=kind,
            icon="add",
        )

    def _read_button(self) -> Any:
        commands = self.window_.commands
        return button(
            tr("Read an &article…"), lambda: commands.trigger("read.choose"), icon="articles"
        )

    def _resume_button(self) -> Any:
        commands = self.window_.commands
        return button(
            tr("Continue an &unfinished article"),
            lambda: commands.trigger("article.resume"),
            kind="link",
        )

    def _full(self) -> QWidget:
        page = QWidget()
        page.setProperty("role", "bare")
        head = row(
            None, self.count, self.fresh, self.begun[0], None, self.first, self.new, gap="between"
        )
        offer = row(None, self.fitting, None)  # a line of its own: all in one would be too wide
        edge = theme.SPACE
        head.setContentsMargins(edge.between, 0, edge.between, 0)
        offer.setContentsMargins(edge.inside, 0, edge.between, 0)
        layout = column(page, head, offer, self.list, gap="inside")
        layout.setContentsMargins(edge.inside, 0, edge.inside, edge.inside)
        return page

    # The screen

    def title(self) -> str:
        """Name the screen."""
        return tr("Articles")

    def shown(self, **arguments: Any) -> None:
        """Come to the front, on an article where one is named."""
        some_begun = bool(keys_kept(self.collection.path))
        for each in self.begun:
            each.setVisible(some_begun)
        wanted = arguments.get("source_id")
        for number, each in enumerate(self.list.articles.rows):
            if each.id == wanted:
                self.list.go_to(number)

    def left(self) -> None:
        """Measure no more for a list nobody sees."""
        if self._job is not None or self._looking is not None:
            self._stop()
            self.stale = True

    def _stop(self) -> None:
        for job in (self._job, self._looking):
            if job is not None:
                self.window_.jobs.cancel(job)
        self._job = self._looking = None

    def first_focus(self) -> QWidget | None:
        """Return the list."""
        return self.list if self.list.articles.rows else None

    def reload(self) -> None:
        """Read the articles again, and in the background what is known of them."""
        articles = self.collection.articles
        rows = articles.sources()
        had_focus = self.list.hasFocus()
        self.list.show_rows(rows, self.collection.reading.under_way(finished=True))
        self._stack.setCurrentIndex(0 if rows else 1)
        if had_focus and rows:
            self.list.setFocus()
        self._say_count()
        fresh = len(articles.fresh_look())
        words = plural(fresh, "{count} note to check", "{count} notes to check")
        self.fresh.setText(words)
        self.fresh.setVisible(fresh > 0)
        self._measure([each.id for each in rows])

    def changed(self, changes: Changes) -> None:
        """Follow what was written."""
        if changes.cards or changes.notes or changes.reviews or changes.reading:
            self.reload()

    def _measure(self, ids: list[Any]) -> None:
        self._stop()
        self.fitting.hide()
        if ids:
            title = tr("Measuring what is known")
            work = partial(_shares, self.collection.articles.coverage, ids)
            self._job = self.window_.jobs.run(title, work, self._measured, quiet=True)
            look = partial(found_in_all, self.collection)
            self._looking = self.window_.jobs.run(
                tr("Looking at notes"), look, self._offer, quiet=True
            )

    def _offer(self, found: "list[Conversion]") -> None:
        self._looking = None
        count = len(found)
        words = plural(
            count, "{count} note could be a list or multiple choice",
            "{count} notes could be lists or multiple choice",
        )  # fmt: skip
        self.fitting.setText(words)
        self.fitting.setVisible(not is_left(self.window_, count))

    def _measured(self, found: dict[int, SectionProgress]) -> None:
        self._job = None
        for source_id, share in found.items():
            self.list.articles.tell(source_id, share)

    def commands(self) -> list[Command]:
        """Return what can be done with the article the keyboard is on."""
        one = self.has_one
        do = self._do

        def forget() -> None:
            found = self.list.article()
            if found is not None:
                actions.forget(self.window_, found)

        return [
            Command("articles.open", "&Open", self.open, ("Return", "Enter"), "eye", "File",
                    section=1, enabled_when=one, keywords=("coverage", "map", "article")),
            Command("articles.go_on", "&Go on reading", partial(do, actions.go_on_reading), ("G",),
                    "articles", "File", section=1, enabled_when=one,
                    keywords=("read", "highlight", "article")),
            Command("articles.read", "Read and ans&wer", partial(do, actions.read_and_answer),
                    ("R",), "study", "File", section=1, enabled_when=one,
                    keywords=("study", "review", "article")),
            Command("articles.browse", "Show its cards in the &browser", self.browse, ("B",),
                    "browse", "File", section=1, enabled_when=one, keywords=("notes",)),
            Command("articles.again", "Read a&gain", partial(do, actions.read_again), ("F5",),
                    "reset", "File", section=1, enabled_when=one,
                    keywords=("update", "changed", "compare", "newer")),
            Command("articles.newer", "Open its newer te&xt…", partial(do, actions.choose_newer),
                    ("Shift+F5",), "", "File", section=1, enabled_when=one,
                    keywords=("update", "changed", "file")),
            Command("articles.paste", "Paste its newer te&xt", partial(do, actions.paste_newer),
                    ("Ctrl+V",), "", "File", section=1, enabled_when=one,
                    keywords=("update", "changed", "clipboard")),
            Command("articles.convert", "Make lists and multiple c&hoice…",
                    partial(do, open_conversions), (), "list", "File", section=1,
                    enabled_when=one, keywords=("convert", "note type", "list", "quiz")),
            Command("articles.forget", "&Remove this article", forget, ("Delete",), "delete",
                    "File", section=1, enabled_when=one, keywords=("remove", "delete")),
            undo_row(self.name, self.window_, "File"),
        ]  # fmt: skip

    # Actions

    def has_one(self) -> bool:
        """Whether the keyboard is on an article."""
        return self.list.article() is not None

    def open(self) -> None:
        """Open the article the keyboard is on."""
        found = self.list.article()
        if found is not None:
            self.window_.go("article_map", source_id=found.id)

    def browse(self) -> None:
        """Show the article’s cards in the browser."""
        found = self.list.article()
        if found is not None:
            actions.browse_article(self.window_, found.id)

    def _do(self, action: Callable[["MainWindow", int], object]) -> None:
        found = self.list.article()
        if found is not None:
            action(self.window_, found.id)

    def _open_menu(self, at: Any) -> None:
        actions.open_menu(self.window_, self, MENU, at)

    # A newer text is dropped on an article

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one article; what else is dragged concerns the whole window."""
        path = actions.one_file(event.mimeData())
        if path is not None and self.list.articles.rows and is_article(path):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Say what letting go would do."""
        row = self._row_under(event.position())
        if row < 0:
            self.count.setText(tr("Drop to make a deck from it"))
        else:
            self.list.go_to(row)
            title = shortened(self.list.articles.rows[row].title)
            self.count.setText(tr("Drop to compare it with “{title}”", title=title))
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Say again how many articles there are."""
        super().dragLeaveEvent(event)
        self._say_count()

    def dropEvent(self, event: QDropEvent) -> None:
        """Compare the article it is dropped on with the file, or make a deck of that."""
        self._say_count()
        path, row = actions.one_file(event.mimeData()), self._row_under(event.position())
        if path is None:
            return
        event.acceptProposedAction()
        if row < 0:
            self.window_.go("article", path=path)
        else:
            actions.compare(self.window_, self.list.articles.rows[row].id, path)

    def _row_under(self, place: QPointF) -> int:
        """Return the row at a point of the screen; -1 for none."""
        pane = self.list.viewport()
        return self.list.indexAt(pane.mapFrom(self, place.toPoint())).row()

    def _say_count(self) -> None:
        rows = self.list.articles.rows
        self.count.setText(plural(len(rows), "{count} article", "{count} articles"))


def _shares(
    coverage: Callable[[int], Any], ids: list[int], progress: Progress
) -> dict[int, SectionProgress]:
    found: dict[int, SectionProgress] = {}
    for number, source_id in enumerate(ids):
        if not progress(number, len(ids)):
            raise CancelledError
        try:
            found[source_id] = coverage(source_id).whole
        except UserError:  # forgotten meanwhile
            continue
    return found
