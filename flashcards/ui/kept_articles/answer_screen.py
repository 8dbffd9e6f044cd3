"""Read and answer: an article whose due words are covered where they stand, asked in its order."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from flashcards.model.articles import Article
from flashcards.model.changes import Changes
from flashcards.model.errors import UserError
from flashcards.study.session import StudyCard
from flashcards.ui.answering.foot import FOOT_PX
from flashcards.ui.answering.ratings import RatingRow
from flashcards.ui.answering.sitting import Sitting
from flashcards.ui.answering.steps import Step
from flashcards.ui.commands import Command
from flashcards.ui.jobs import Job
from flashcards.ui.kept_articles.answer_commands import PREFIX, rows
from flashcards.ui.kept_articles.answer_page import AnswerPage
from flashcards.ui.kept_articles.article_loader import Opened, read_article
from flashcards.ui.kept_articles.blanks import Blanks
from flashcards.ui.kept_articles.summary import Summary
from flashcards.ui.screen import Screen
from flashcards.ui.widgets import column
from flashcards.ui.widgets.pages import Pages
from flashcards.ui.words import tr, worded

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


class AnswerScreen(Screen):
    """Asks one blank after the other; answers are reviews like any others."""

    name = "article_reading"
    rail_name = "articles"
    header = False
    search_box = False
    foot_px = FOOT_PX

    page: AnswerPage
    summary: Summary

    def __init__(self, window: "MainWindow") -> None:
        self.article: Article | None = None
        super().__init__(window)
        self.sitting = Sitting(window, self, PREFIX)
        self.sitting.setParent(self)
        self.sitting.rated.connect(self._tell)
        self.blanks: Blanks | None = None
        self._source_id: int | None = None
        self._newer = False
        """Whether the article is to be opened anew once the card asked for is answered."""
        self._day = 0
        """Of which learner's day the blanks are."""
        self._job: Job | None = None
        self._stack: Pages | None = None

    def title(self) -> str:
        """Return which article is read."""
        if self.article is None:
            return tr("Read and answer")
        return tr("Read and answer: {title}", title=self.article.title)

    def commands(self) -> list[Command]:
        """Return the rows of the screen."""
        return rows(self)

    def _build(self) -> None:
        """Put the parts together; only now do the commands they are tied to exist."""
        self.page = AnswerPage(self.window_, PREFIX)
        self.page.edit.textChanged.connect(self.sitting.tasks.type)
        self.summary = Summary(self.open_article, partial(self.window_.go, "today"))
        self._stack = Pages()
        self._stack.addWidget(self.page)
        self._stack.addWidget(self.summary)
        column(self, self._stack, gap="none")
        self._stack.show()
        self.window_.theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.page.view.restyle(self.settings)

    # Coming and going

    def shown(self, **arguments: Any) -> None:
        """Read the article asked for, or go on where it was left."""
        if self._stack is None:
            self._build()
        self.sitting.set_in_front(True)
        wanted = arguments.get("source_id", self._source_id)
        if wanted is None:
            text = tr("Open one from the list of articles.")
            self._show_nothing(tr("No article is open"), text, opened=False)
        elif "source_id" in arguments or self.sitting.session is None or not self._is_as_opened():
            self._open(wanted)
        else:
            self._show_highlights(self.article)
            self.sitting.resume()

    def left(self) -> None:
        """Stop the clock: nobody looks at the article."""
        self.sitting.set_in_front(False)

    def first_focus(self) -> QWidget | None:
        """Return the article, so that the arrow and page keys scroll it."""
        if self.sitting.card is None:
            return self.summary.next_button
        return self._wants_keyboard()

    def reload(self) -> None:
        """Take in what was written meanwhile; coming to the front does it."""

    def changed(self, changes: Changes) -> None:
        """Take in another write; an answer of one's own is taken in where it is given."""
        opened = None if self.sitting.session is None else self._source_id
        if opened is not None and changes.notes and not self._is_as_opened():
            self._newer = changes.merged and self._is_being_answered()
            if not self._newer:
                self._open(opened)
                return
        elif changes.reading and not self._newer:
            self._show_highlights(self.article)
        self.sitting.changed(changes)

    def _is_being_answered(self) -> bool:
        """Whether the learner has begun to answer the card asked for."""
        session = self.sitting.session
        return session is not None and session.under_way and self.sitting.card is not None

    def _is_as_opened(self) -> bool:
        """Whether the article still says what it said when it was opened."""
        if self.article is None:
            return False
        try:
            return self.collection.articles.source(self.article.id).digest == self.article.digest
        except UserError:  # it is kept no longer, which opening it will say
            return False

    def _open(self, source_id: int) -> None:
        self.sitting.clear()
        self._newer = False
        if self._job is not None:
            self.window_.jobs.cancel(self._job)
        if self._source_id != source_id:
            self.page.view.show_article("", ())
        self._source_id = source_id
        self.page.foot.ask()
        assert self._stack is not None
        self._stack.setCurrentWidget(self.page)
        work = partial(read_article, self.collection, source_id)
        title = tr("Opening the article")
        self._job = self.window_.jobs.run(title, work, self._begin, self.show_gone, quiet=True)

    def _begin(self, opened: Opened) -> None:
        if opened.article.id != self._source_id:
            opened.session.close()  # another one was opened meanwhile
            return
        self._job = None
        self.article = opened.article
        self.blanks, self._day = Blanks(opened.article, opened.blanks), opened.session.day
        self.page.view.show_article(opened.article.text, opened.lines)
        self._show_highlights(opened.article)
        self.sitting.begin(opened.session)
        self.title_changed.emit()

    def _show_highlights(self, article: Article | None) -> None:
        if article is not None:
            self.page.view.show_highlights(self.collection.reading.marked(article.id))

    # What is asked

    def show_question(self, card: StudyCard) -> None:
        """Cover the words of a card that is asked now, and bring them into sight."""
        blanks = self._blanks_of_today()
        assert self._stack is not None
        blanks.ask(card, self.collection)
        self._stack.setCurrentWidget(self.page)
        self.page.show_blanks(blanks, answered=False)
        self.page.view.show_gap(*blanks.gap)
        self.page.tell_asked(blanks)
        tasks = self.sitting.tasks
        # Where the article covers what the card asks about, other words are to be said.
        typed = tasks.typing is not None and not blanks.turned
        self.page.ask_typing(tasks.attempt.typed if typed else None)
        self._show_place(blanks)

    def _blanks_of_today(self) -> Blanks:
        """Return what is covered; a new day has blanks of its own."""
        session = self.sitting.session
        assert self.blanks is not None
        assert self.article is not None
        assert session is not None
        if session.day != self._day:
            found = self.collection.articles.in_article(self.article.id)
            self.blanks, self._day = Blanks(self.article, found), session.day
        return self.blanks

    def _show_place(self, blanks: Blanks) -> None:
        session = self.sitting.session
        assert session is not None
        path = "" if self.article is None else self.article.title
        heading = blanks.heading()
        if heading and heading != path and not blanks.like:
            path = f"{path}  ·  {heading}"
        self.page.show_progress(path, session.progress)

    def take_keyboard(self) -> None:
        """Let the arrow and page keys scroll the article, or an answer be typed."""
        self._wants_keyboard().setFocus(Qt.FocusReason.OtherFocusReason)

    def _wants_keyboard(self) -> QWidget:
        edit = self.page.edit
        return self.page.view if edit.isHidden() or edit.isReadOnly() else edit

    def step_back(self) -> bool:
        """Leave the box first, so that single keys are commands again."""
        if self._stack is None or not self.page.edit.hasFocus():
            return False
        self.page.view.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def show_answer(self, card: StudyCard) -> None:
        """Show the words where they stand."""
        assert self.blanks is not None
        self.page.show_blanks(self.blanks, answered=True)
        self.page.view.bring_gap()
        self.page.tell_typed(self.sitting.tasks.compared())
        self.page.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell_card(card)

    def spoken(self) -> str:
        """Return the passage without the words asked for, or these once they are shown."""
        assert self.blanks is not None
        if self.sitting.step is Step.ANSWER:
            return self.page.view.seen(*self.blanks.gap)
        return self.page.view.seen(*self.blanks.passage)

    def show_anew(self, card: StudyCard, before: StudyCard) -> None:
        """Show the card asked for as it is now; the article stays as it is."""
        assert self.blanks is not None
        if self.sitting.step is Step.ANSWER:
            self._tell_card(card)
        self._show_place(self.blanks)

    def _tell_card(self, card: StudyCard) -> None:
        """Say what the card itself has, since the learner may have written it otherwise."""
        self.page.tell_card(self.collection.card_rows([card.id]))

    def _tell(self, card: StudyCard, row: RatingRow) -> None:
        """Leave the words of a card that was rated in sight, in the colour of its rating."""
        assert self.blanks is not None
        self.blanks.tell(card.asked_as, row.kind)
        if self._newer and self._source_id is not None:
            QTimer.singleShot(0, self, partial(self._open, self._source_id))

    # The end

    def show_end(self) -> None:
        """Show what was answered, when something comes back, or that nothing is due."""
        tally, when = self.sitting.tally, self.sitting.wait_words()
        text = tr("Nothing of this article is left to answer today.")
        if when:
            text = tr("A card being learned comes back {when}. Stay, and it is asked then.",
                      when=when)  # fmt: skip
        if tally.answers:
            self.summary.show_done("" if self.article is None else self.article.title, tally, text)
            self._show_ending()
        else:
            self._show_nothing(tr("Nothing to answer in this article"), text)

    def show_gone(self, error: UserError) -> None:
        """Say why nothing can be asked, as when the article was deleted meanwhile."""
        self._job = None
        self._show_nothing(worded(error.what), worded(error.hint))

    def _show_nothing(self, title: str, text: str, *, opened: bool = True) -> None:
        self.summary.show_nothing(title, text, opened=opened)
        self._show_ending()

    def _show_ending(self) -> None:
        assert self._stack is not None
        self.sitting.stop()
        self._stack.setCurrentWidget(self.summary)
        if self.sitting.in_front and self.summary.next_button is not None:
            self.summary.next_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.sitting.announce(self.summary.said)
        self.window_.commands.refresh()

    def leave_end(self) -> None:
        """Take the likeliest way on from the end."""
        if self.summary.next_button is not None:
            self.summary.next_button.click()

    # Small things

    def edit(self) -> None:
        """Open the note of the card asked for."""
        if self.sitting.card is not None:
            self.window_.edit_note(self.sitting.card.note_id)

    def open_article(self) -> None:
        """Show how well the article is known now."""
        if self._source_id is None:
            self.window_.go("articles")
        else:
            self.window_.go("article_map", source_id=self._source_id)
