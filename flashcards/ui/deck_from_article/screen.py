"""The screen where an article is read and the learner decides which cards are made of it."""

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QStackedLayout, QWidget

from flashcards.model.changes import Changes
from flashcards.model.errors import UserError
from flashcards.ui import theme
from flashcards.ui.commands import Command
from flashcards.ui.deck_from_article import keeping
from flashcards.ui.deck_from_article.adding import Adding
from flashcards.ui.deck_from_article.card_actions import CardActions
from flashcards.ui.deck_from_article.clipboard import copied_text
from flashcards.ui.deck_from_article.keeper import Keeper
from flashcards.ui.deck_from_article.keeping import Forgotten, Kept, Source, Unfinished
from flashcards.ui.deck_from_article.kept_files import keys_kept
from flashcards.ui.deck_from_article.opening import Opened, open_article
from flashcards.ui.deck_from_article.remembering import learns
from flashcards.ui.deck_from_article.screen_commands import DECIDING, MENU, command_id, rows
from flashcards.ui.deck_from_article.second_opinion import SecondOpinion
from flashcards.ui.deck_from_article.start_page import StartPage
from flashcards.ui.menu_letters import plain
from flashcards.ui.screen import Screen
from flashcards.ui.widgets import column
from flashcards.ui.words import tr, worded

if TYPE_CHECKING:
    from flashcards.ui.deck_from_article.review_page import ReviewPage
    from flashcards.ui.jobs import Job
    from flashcards.ui.main_window import MainWindow

FOOT_PX = 84
CHANGED_SCREEN = "article_changed"
"""Where an article goes that the collection has an older text of."""


class ArticleScreen(Screen):
    """Two pages: no article yet, and the article beside its cards."""

    name = "article"
    search_box = False
    foot_px = FOOT_PX

    def __init__(self, window: "MainWindow") -> None:
        self._opened: Opened | None = None  # Qt asks for the title before all is built
        super().__init__(window)
        self._reading: Job | None = None
        self.start = StartPage(
            self.choose_file, self.paste, self._go_on, self._forget, self._read_new
        )
        self.card_actions = CardActions(self)
        self.keeper = Keeper(window, self, self._unfinished)
        self.adding = Adding(self)
        self.second_opinion = SecondOpinion(self)
        pages = QWidget()
        pages.setProperty("role", "bare")
        self._pages = QStackedLayout(pages)
        self._pages.addWidget(self.start)
        layout = column(self, pages, gap="none")
        layout.setContentsMargins(theme.SPACE.around, 0, theme.SPACE.around, theme.SPACE.inside)
        self.card_actions.decided.connect(self._decided)
        window.jobs.progressed.connect(self._job_goes_on)
        window.jobs.finished.connect(self._job_ended)
        window.jobs.failed.connect(self._job_failed)

    @cached_property
    def page(self) -> "ReviewPage":
        """The article beside its cards; built when the first one was read."""
        from flashcards.ui.deck_from_article.review_page import ReviewPage

        page = ReviewPage(self.window_)
        page.show_keys(self._strip_words, command_id("add"))
        page.turned.connect(self.window_.commands.refresh)
        page.kind_turns.connect(lambda: self.card_actions.finish())
        page.menu_asked.connect(self._open_menu)
        page.list.toggled.connect(self.card_actions.toggle)
        page.list.opened.connect(lambda _key: self.card_actions.edit())
        page.foot.add_asked.connect(self.adding.add)
        page.foot.edited.connect(self._deck_written)
        self._pages.addWidget(page)
        return page

    # What the window asks

    def title(self) -> str:
        """Return the article's title."""
        if self._opened is not None and self._pages.currentWidget() is self.page:
            return self._opened.review.draft.title
        return tr("New deck from article")

    def commands(self) -> list[Command]:
        """Return the rows of the screen."""
        found = rows(self)
        words = {command_id(name): "" for name in DECIDING}
        for each in found:
            if each.id in words:
                words[each.id] = plain(tr(each.text))
        self._strip_words = words
        return found

    def shown(self, **arguments: Any) -> None:
        """Read the article at ``path`` or ``text``; without either, show the one under way."""
        if arguments.get("path") is not None:
            self.open(Source(path=Path(arguments["path"])))
        elif arguments.get("text") is not None:
            self.open(Source(text=str(arguments["text"])))
        elif self._reading is None and not self._under_way():
            self._show_start()

    def resume(self) -> None:
        """Go on with the article begun, or show those there are to choose from."""
        self.left()
        self.keeper.wait()  # one that is being written down counts, too
        if self._under_way() and len(keys_kept(self.collection.path)) < 2:
            self._show(self.page)
        else:
            self._show_start()

    def is_reading(self) -> bool:
        """Whether an article is read in just now."""
        return self._reading is not None

    def _under_way(self) -> bool:
        """Whether an article is open whose cards are not added yet."""
        return self._opened is not None and not self._opened.review.done

    def left(self) -> None:
        """Keep what was decided."""
        if self._opened is not None:
            self.card_actions.finish()
        self.keeper.now()

    def first_focus(self) -> QWidget | None:
        """Return the list of cards, or the button that is the next step."""
        if self._pages.currentWidget() is self.start:
            return self.start.next_step()
        return self.page.list

    def step_back(self) -> bool:
        """Close the editor or leave the deck field, select no words, show all cards."""
        if self._pages.currentWidget() is self.start:
            if self._reading is not None or not self._under_way():
                return False
            self._show(self.page)
            return True
        if self.card_actions.finish():
            return True
        if self.page.foot.isAncestorOf(QApplication.focusWidget() or self):
            self.page.list.setFocus()
            return True
        if self.page.article.selected_span() is not None:
            self.page.article.drop_selection()
            return True
        if self.page.kind:
            self.page.show_kind("")
            return True
        return False

    def changed(self, changes: Changes) -> None:
        """See what the collection has of the article now."""
        if changes.notes or changes.decks:
            self.reload()

    def reload(self) -> None:
        """Likewise after a while away."""
        if self._opened is not None:
            self.adding.look_again()

    # Opening

    def choose_file(self) -> None:
        """Let the learner choose an article."""
        from flashcards.ui.importing.file_dialogs import choose_article

        title = tr("New deck from article")
        choose_article(self.window_, title, lambda path: self.open(Source(path=path)))

    def paste(self) -> None:
        """Read the text that was copied elsewhere."""
        self.open(Source(text=copied_text()))

    def open(self, source: Source) -> None:
        """Read an article in the background; the one under way is kept."""
        if self._reading is not None:
            self.window_.jobs.cancel(self._reading)
        self.left()
        self.keeper.wait()
        name = source.name or tr("the pasted text")
        learning = learns(self.settings)

        def ready(opened: Opened) -> None:
            if not job.stop.is_set():  # or it was through just before it was told to stop
                self._ready(opened)

        job = self.window_.jobs.run(
            tr("Reading {name}", name=name),
            lambda progress: open_article(self.collection, source, progress, learns=learning),
            on_done=ready,
            on_error=self._trouble,
        )
        self._reading = job
        self.start.show_reading(name, lambda: self.window_.jobs.cancel(job))
        self._show(self.start)

    def _ready(self, opened: Opened) -> None:
        if opened.change is not None:
            self._show_start()
            self.window_.go(CHANGED_SCREEN, change=opened.change)
        elif self._is_all_known(opened):
            self._show_start()
            self._tell_known(opened)
        elif not opened.review.cards:
            title = opened.review.draft.title
            self._show_start()
            read = partial(self._keep_and_read, opened)
            self.start.show_nothing(title, lambda: self._show_review(opened), read)
        else:
            self._show_review(opened)

    def _is_all_known(self, opened: Opened) -> bool:
        """Whether an article is kept just as it is, and no card is left to decide about."""
        review = opened.review
        kept = review.draft.source_id is not None and not review.draft.changed
        return kept and not review.open_to_choice()

    def _tell_known(self, opened: Opened) -> None:
        """Show what is known of the article instead of offering again what was taken."""
        draft = opened.review.draft
        more = tr("Make more cards"), lambda: self._show_more(opened)
        said = tr("“{title}” is in your collection, and says the same as before", title=draft.title)
        show = partial(self.window_.go, "article_map", source_id=draft.source_id)
        if self.window_.front() == self.name:
            show()
            self.window_.toast(said, *more)
        else:
            self.window_.toasts.say(said, tr("Show"), show, more)

    def _show_more(self, opened: Opened) -> None:
        self.window_.go(self.name)
        self._show_review(opened)

    def _show_review(self, opened: Opened) -> None:
        self._opened = opened
        review = opened.review
        self.page.show_review(review, opened.lines)
        self.adding.show_decks()
        self._show(self.page)
        if opened.restored:
            self.window_.toast(tr("Your earlier choices are restored"))
        elif self.window_.front() != self.name:
            self.window_.toast(
                tr("“{title}” is ready", title=review.draft.title),
                tr("Show"),
                lambda: self.window_.go(self.name),
            )

    def _trouble(self, error: UserError) -> None:
        self._show_start()
        self.start.show_trouble(error)
        if self.window_.front() != self.name:
            self.window_.toast(worded(error.what), tr("Show"), lambda: self.window_.go(self.name))

    def _job_goes_on(self, job: "Job", _done: int, _total: int) -> None:
        if job is self._reading:
            _ = self.page  # built by now, so that the article has only to be put into it

    def _job_ended(self, job: "Job") -> None:
        """Go back when reading was cancelled; told before the outcome is."""
        if job is self._reading:
            self._reading = None
            if job.stop.is_set():
                self._go_back()

    def _job_failed(self, _job: "Job", _error: BaseException) -> None:
        if self._reading is None and self.start.says_reading():
            self._go_back()

    def _go_back(self) -> None:
        """Show what there was before something was read."""
        if self._under_way():
            self._show(self.page)
        else:
            self._show_start()

    def _show_start(self) -> None:
        self.start.show_start()
        self.start.show_begun([])
        path = self.collection.path
        if keys_kept(path):
            self.window_.jobs.run(
                tr("Looking for unfinished articles"),
                lambda _: keeping.kept(path),
                on_done=self.start.show_begun,
                quiet=True,
            )
        self._show(self.start)

    def _show(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        self.title_changed.emit()
        self.window_.commands.refresh()
        focus = self.first_focus()
        if self.isVisible() and focus is not None:
            focus.setFocus()

    def _go_on(self, kept: Kept) -> None:
        if self._is_open(kept.source) and self._under_way():
            self._show(self.page)
        else:
            self.open(kept.source)

    def _forget(self, kept: Kept) -> None:
        forgotten = self.keeper.forget(kept.source)
        opened = self._opened if self._is_open(kept.source) else None
        if opened is not None:
            self._opened = None
        self._show_start()
        self.window_.toast(
            tr("Discarded the choices for “{title}”", title=kept.title),
            tr("Undo"),
            lambda: self._remember(forgotten, opened),
        )

    def _remember(self, forgotten: Forgotten | None, opened: Opened | None) -> None:
        """Take the forgetting back."""
        if forgotten is not None:
            keeping.remember(self.collection.path, forgotten)
        if self._opened is None and opened is not None and self.page.review is opened.review:
            self._opened = opened
        if self._pages.currentWidget() is self.start and self._reading is None:
            self._show_start()

    def _is_open(self, source: Source) -> bool:
        return self._opened is not None and self._opened.source.key == source.key

    # Deciding

    def has_article(self) -> bool:
        """Whether an article is open."""
        return self._opened is not None and self._pages.currentWidget() is self.page

    def has_cards(self) -> bool:
        """Whether there are cards to decide about."""
        return self.has_article() and bool(self.page.list.cards.rowCount())

    def can_decide(self) -> bool:
        """Whether a card is selected that can be decided about."""
        return self.has_article() and self.card_actions.can_decide()

    def can_merge(self) -> bool:
        """Whether the card selected has one below it to be one with."""
        return self.has_article() and self.card_actions.can_merge()

    def opened(self) -> Opened | None:
        """Return the article that is open."""
        return self._opened

    def _decided(self) -> None:
        self.keeper.later()
        self.window_.commands.refresh()

    def _deck_written(self) -> None:
        if self._opened is not None:
            self._opened.review.deck = self.page.foot.deck.deck()
            self.keeper.later()

    def _unfinished(self) -> Unfinished | None:
        if self._opened is None or self._opened.review.done:
            return None
        review = self._opened.review
        return Unfinished(review.draft, review.cards, review.deck, self._opened.source)

    def read_first(self) -> None:
        """Keep the article and read it; what was decided about its cards is kept."""
        if self._opened is not None:
            self._keep_and_read(self._opened)

    def _keep_and_read(self, opened: Opened) -> None:
        from flashcards.ui.reading.opening import keep_and_read

        keep_and_read(self.window_, opened.review.draft)

    def _read_new(self) -> None:
        self.window_.commands.trigger("read.choose")

    def focus_deck(self) -> None:
        """Let the learner say where the cards go."""
        line = self.page.foot.deck.lineEdit()
        if line is not None:
            line.setFocus()
            line.selectAll()

    def add_or_finish(self) -> None:
        """Add the cards chosen; while one is written, that is finished first."""
        if not self.card_actions.finish():
            self.adding.add()

    def _open_menu(self, place: QPoint) -> None:
        ids = [None if name is None else command_id(name) for name in MENU]
        menu = self.window_.commands.context_menu(ids, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    # Taking back

    def undo_name(self) -> str | None:
        """Return the last decision."""
        return self._opened.review.undo_name if self._opened is not None else None

    def redo_name(self) -> str | None:
        """Return the decision taken back last."""
        return self._opened.review.redo_name if self._opened is not None else None

    def can_undo(self) -> bool:
        """Whether there is something to take back, here or in the collection."""
        return self.has_article() and self.window_.undo_name() is not None

    def can_redo(self) -> bool:
        """Whether there is something to bring back."""
        return self.has_article() and self.window_.redo_name() is not None

    def undo(self) -> None:
        """Take the last decision back, or else the adding."""
        if self.undo_name() is not None:
            self.card_actions.undo()
        else:
            self.window_.undo_in_collection()

    def redo(self) -> None:
        """Bring back what was taken back last."""
        if self.redo_name() is not None:
            self.card_actions.redo()
        else:
            self.window_.redo()
