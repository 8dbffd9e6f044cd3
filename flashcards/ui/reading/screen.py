"""Reading: an article kept to be read, before there are cards and while they are made."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from flashcards.collection.articles.read_spans import carried, joined, size
from flashcards.model.articles import Passage
from flashcards.model.changes import Changes
from flashcards.model.errors import UserError
from flashcards.settings import READING_SCALES
from flashcards.ui.commands import Command
from flashcards.ui.deck_from_article import selecting
from flashcards.ui.jobs import Job
from flashcards.ui.kept_articles import actions
from flashcards.ui.kept_articles.readable import readable
from flashcards.ui.reading.arranging import Arranging
from flashcards.ui.reading.cards import Making
from flashcards.ui.reading.deck_line import DeckLine
from flashcards.ui.reading.found import Found
from flashcards.ui.reading.looking_up import LookingUp
from flashcards.ui.reading.opening import Opened, open_reading
from flashcards.ui.reading.page import ReadingPage
from flashcards.ui.reading.screen_commands import STRIP, rows
from flashcards.ui.reading.summary import Gained, ReadingEnd
from flashcards.ui.screen import Screen
from flashcards.ui.widgets import column
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

REST_MS = 1_500
"""After so long without a key the place is written down."""
_STEP = 0.1


class ReadingScreen(Screen):
    """Two pages: the article, and what the reading came to."""

    name = "reading"
    rail_name = "articles"
    search_box = False
    foot_px = 84

    def __init__(self, window: "MainWindow") -> None:
        self.opened: Opened | None = None
        self.source_id: int | None = None
        super().__init__(window)
        """Cards added since the article was opened."""
        self._before = (0.0, 0, 0)
        """Share read and highlights when it was opened."""
        self._job: Job | None = None
        self._wanted: int | None = None
        self._came = False
        """Whether the last change came from another computer."""
        self.page = ReadingPage(window)
        self.end = ReadingEnd(self.answer, self._read_on, self.put_away, self._go_home)
        self.found = Found(self)
        self.making = Making(self)
        self.lookup = LookingUp(self)
        self.arranging = Arranging(self)
        self.deck = DeckLine(self)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.page)
        self._stack.addWidget(self.end)
        column(self, self._stack, gap="none")
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.note_place)
        self.page.view.turned.connect(self._turned)
        self.page.view.marked.connect(self._marked)
        self.page.view.ended.connect(self.finish)
        window.theme.changed.connect(self._restyle)
        self._shown_keys = False

    def _restyle(self) -> None:
        self.page.view.restyle(self.settings)

    # What the window asks

    def title(self) -> str:
        """Return the article's title."""
        return self.opened.article.title if self.opened is not None else tr("Reading")

    def commands(self) -> list[Command]:
        """Return the rows of the screen."""
        return rows(self)

    def shown(self, **arguments: Any) -> None:
        """Open an article, at a place or a card where one is named, else where one stopped."""
        if not self._shown_keys:
            self._shown_keys = True  # only now do the commands exist that they are tied to
            self.page.show_keys({name: tr(word) for name, word in STRIP})
        self._wanted = arguments.get("place")
        if "card" in arguments:
            self.note_place()
            self.lookup.begin(arguments["card"])
        elif arguments:
            self.lookup.end()
        source_id = arguments.get("source_id", self.source_id)
        if source_id is None:
            reading = self.collection.reading.under_way()
            source_id = reading[0].source_id if reading else None
        if source_id is None:
            self.window_.go("articles")
        elif source_id != self.source_id or self.opened is None:
            self._open(source_id)
        else:
            if "source_id" in arguments:
                self._stack.setCurrentWidget(self.page)
            self._go_to_wanted()

    def first_focus(self) -> QWidget | None:
        """Return the article, or the next step after it."""
        if self._stack.currentWidget() is self.end:
            return self.end.next_step()
        return self.page.editor.first if self.page.editor is not None else self.page.view

    def left(self) -> None:
        """Write down where the learner stands."""
        self.note_place()

    def step_back(self) -> bool:
        """Leave the field or the card that is written, select no words, read on after the end."""
        if self._stack.currentWidget() is self.end:
            return False
        if self.deck.give_up() or self.making.leave():
            return True
        if self.page.view.selected_span() is not None:
            self.page.view.drop_selection()
            return True
        return False

    def reload(self) -> None:
        """Take in what was written meanwhile."""
        if self.opened is not None and self._job is None:
            self.deck.show()
            self._look_again()

    def changed(self, changes: Changes) -> None:
        """Follow highlights, cards and the article's text."""
        if self.opened is None:
            return
        self._came = changes.merged
        self.deck.follow(changes)
        if changes.notes or changes.cards:
            self._look_again(undone=changes.undone)
        elif changes.reading:
            self._look_at_marks(self.opened)

    def _look_again(self, *, undone: bool = False) -> None:
        assert self.opened is not None
        articles, source_id = self.collection.articles, self.opened.article.id
        try:
            newer = articles.source(source_id)
            if newer.digest != self.opened.article.digest:
                self.lookup.forget()
                self.making.keep_open()
                self._carry_over(self.opened, newer.text, undone=undone)
                self._open(source_id)
                return
            self.opened = replace(self.opened, passages=articles.passages(source_id))
        except UserError:
            self._gone()
            return
        self._look_at_marks(self.opened)
        self.found.look_again()

    def _look_at_marks(self, opened: Opened) -> None:
        """Take in highlights, and what was decided about reading."""
        reading, source_id = self.collection.reading, opened.article.id
        try:
            progress = reading.progress(source_id)
        except UserError:
            self._gone()
            return
        marks = reading.highlights(source_id)
        self.opened = replace(opened, progress=progress, highlights=marks)
        self._show_marks()

    def _carry_over(self, before: Opened, text: str, *, undone: bool) -> None:
        """Write down where the learner stands as a place of the newer text.

        What was written down already has been carried over with the text, or came back with it.
        """
        view, progress = self.page.view, before.progress
        self.opened = None  # its own places are none of that text
        passed = view.take_passed()
        if view.here is None or undone:
            return
        standing = view.here[0], view.first_row_place()
        if standing == (progress.position, progress.top) and not passed:
            return
        read, (position, top) = carried(before.article.text, text, passed, standing)
        note = self.collection.reading.note_place
        self.window_.writes.do(partial(note, before.article.id, position, top, read))

    # Opening

    def _open(self, source_id: int) -> None:
        self.note_place()
        self.making.leave()
        if self._job is not None:
            self.window_.jobs.cancel(self._job)
        self.found.forget()
        self.source_id, self.opened = source_id, None
        self.page.view.show_article("", ())
        self._stack.setCurrentWidget(self.page)
        work = partial(open_reading, self.collection, source_id)
        self._job = self.window_.jobs.run(
            tr("Opening the article"), work, self._take, self._gone, quiet=True
        )

    def _gone(self, _error: UserError | None = None) -> None:
        """The article was removed: go to the others."""
        self._job = self.opened = self.source_id = None
        self.found.forget()
        rescued = self.making.rescue()
        self.page.view.show_article("", ())
        if self.window_.front() == self.name:
            self.window_.go("articles")
            if self._came and not rescued:
                self.window_.toast(tr("The article was removed on another computer"))

    def _take(self, opened: Opened) -> None:
        if opened.article.id != self.source_id:
            return  # another one was opened meanwhile
        self._job, self.opened = None, opened
        looking = self._wanted is not None or self.lookup.is_on()
        self._before = opened.progress.share, len(opened.highlights), opened.cards
        view = self.page.view
        view.show_article(opened.article.text, opened.lines)
        self.deck.show()
        self._show_marks()
        view.show_place(opened.progress.position, opened.progress.top)
        self._go_to_wanted()
        self.making.follow()
        if self.found.shown:
            self.found.look()
        if not looking:  # who only looks something up does not begin to read
            self.window_.writes.do(partial(self.collection.reading.start, opened.article.id))
        self.title_changed.emit()
        self.window_.commands.refresh()

    def _show_marks(self) -> None:
        assert self.opened is not None
        spans = [
            (each.start, each.stop)
            for each in self.opened.highlights
            if each.start is not None and each.stop is not None
        ]
        self.page.view.show_highlights(spans)
        self.found.mark()

    def _go_to_wanted(self) -> None:
        wanted, self._wanted = self._wanted, None
        if self.opened is None:
            return
        if wanted is not None:
            self.page.view.go_to_place(wanted)
        elif self.lookup.is_on():
            self.lookup.show()

    def show_kept_place(self) -> None:
        """Stand again where the learner stopped."""
        if self.opened is not None:
            self.page.view.show_place(self.opened.progress.position, self.opened.progress.top)

    # What there is

    def is_open(self) -> bool:
        """Whether an article is in front to be read."""
        return self.opened is not None and self._stack.currentWidget() is self.page

    def can_make(self) -> bool:
        """Whether words can be marked, or become a card."""
        return self.is_open() and self.page.view.meant() is not None

    def text(self) -> str:
        """Return the article's text."""
        return self.page.view.flow.text

    def passages(self) -> list[Passage]:
        """Return where the article's cards stand."""
        return [] if self.opened is None else self.opened.passages

    def key_of(self, command_id: str) -> str:
        """Return the key of a command as the learner's keyboard names it."""
        from flashcards.ui.editor.shortcuts import first_key

        return first_key(self.window_, command_id)

    # Going on

    def next_page(self) -> None:
        """Read on by most of a page."""
        self.page.view.next_page()

    def page_before(self) -> None:
        """Read back by most of a page."""
        self.page.view.page_before()

    def select_by(self, step: selecting.Step) -> None:
        """Select other words by keys."""
        self.page.view.select_by(step)
        self.page.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turned(self) -> None:
        self.found.follow()
        self.window_.commands.refresh()
        self._rest.start()

    def _marked(self) -> None:
        self.tell()
        self.window_.commands.refresh()

    def note_place(self) -> None:
        """Write down where the learner stands, unless that is known.

        Who looks a card up stays where they stopped reading.
        """
        self._rest.stop()
        opened, view = self.opened, self.page.view
        if opened is None or view.here is None:
            return
        position, top = view.here[0], view.first_row_place()
        progress = opened.progress
        if self.lookup.is_on() and progress.last_read is not None:
            position, top = progress.position, progress.top
        if (position, top) == (progress.position, progress.top) and not view.passed():
            return
        passed, source_id = view.take_passed(), opened.article.id
        reading = self.collection.reading

        def note() -> None:
            if passed:
                reading.start(source_id)
            reading.note_place(source_id, position, top, passed)

        def noted(_: object) -> None:
            now = self.opened
            if now is not None and now.article.id == source_id:
                self.opened = replace(now, progress=reading.progress(source_id))
                self.tell()

        self.window_.writes.do(note, then=noted)

    def tell(self) -> None:
        """Tell what stands at the sentence at hand, and how much of the article is read."""
        opened, here = self.opened, self.page.view.here
        if opened is None or here is None:
            self.page.told.set_text("")
            self.page.share.setText("")
            return
        self.page.share.setText(self.arranging.words(self._share(opened)))
        told = self.lookup.words() or self.found.words() or self._card_words(here)
        self.page.told.set_text(told)

    def _share(self, opened: Opened) -> float:
        """Return the share read, with what is not written down yet."""
        spans = opened.progress.read
        for start, stop in self.page.view.passed():
            spans = joined(spans, start, stop)
        return size(spans) / max(1, len(opened.article.text))

    def _card_words(self, here: tuple[int, int]) -> str:
        """Return what the card asks that stands on a sentence; empty for none."""
        for each in self.passages():
            if each.start is not None and each.start < here[1] and (each.stop or 0) > here[0]:
                fields = self.collection.note(each.note_id).fields
                return tr("Card: {words}", words=" ".join(readable(fields[0]).split()))
        return ""

    # Marks

    def marked(self) -> bool:
        """Whether what is meant is highlighted."""
        return bool(self._marks())

    def _marks(self) -> list[int]:
        """Return the highlights that cover what is selected, or lie in the current sentence."""
        view = self.page.view
        span, selected = view.meant(), view.selected_span() is not None
        if self.opened is None or span is None:
            return []
        low, high = span
        return [
            each.id
            for each in self.opened.highlights
            if each.start is not None
            and each.stop is not None
            and (
                each.start <= low and high <= each.stop
                if selected
                else each.start < high and each.stop > low
            )
        ]

    def highlight(self) -> None:
        """Highlight what is selected or the current sentence; where it is, take that away."""
        span, marks = self.page.view.meant(), self._marks()
        if span is None or self.opened is None:
            return
        reading, source_id = self.collection.reading, self.opened.article.id
        if marks:
            self.window_.writes.do(partial(reading.remove_highlights, marks))
        else:
            self.window_.writes.do(partial(reading.highlight, source_id, *span))
        self.page.view.drop_selection()

    # The article

    def open_map(self) -> None:
        """Show how well the article is known."""
        place = self.page.view.here
        arguments = {} if place is None else {"place": place[0]}
        self.window_.go("article_map", source_id=self.source_id, **arguments)

    def answer(self) -> None:
        """Answer its cards while reading."""
        if self.source_id is not None:
            actions.read_and_answer(self.window_, self.source_id)

    def put_away(self) -> None:
        """Offer the article no longer, and go to Today; or offer it again."""
        opened = self.opened
        if opened is None:
            return
        self.note_place()
        if self.is_away():
            reading, source_id = self.collection.reading, opened.article.id
            self.window_.writes.do(partial(reading.take_up, source_id))
            return
        said = tr("Put “{title}” away", title=actions.shortened(opened.article.title))

        def told(_: object) -> None:
            self.window_.go("today")
            self.window_.toast(said, tr("Undo"), self.window_.undo_in_collection)

        reading, source_id = self.collection.reading, opened.article.id
        self.window_.writes.do(partial(reading.put_away, source_id), then=told)

    def is_away(self) -> bool:
        """Whether the article was put away."""
        return self.opened is not None and self.opened.progress.finished

    def scale(self, step: int) -> None:
        """Make the text larger, smaller, or of the first size again."""
        low, high = READING_SCALES
        wanted = round(self.settings.reading_scale + step * _STEP, 2) if step else 1.0
        self.window_.change_settings(reading_scale=min(high, max(low, wanted)))

    # The end

    def finish(self) -> None:
        """Say what the reading came to."""
        opened = self.opened
        if opened is None:
            return
        self.note_place()
        try:
            found = self.collection.reading.summary(opened.article.id)
        except UserError:
            self._gone()
            return
        share, highlights, cards = self._before
        gained = Gained(
            max(0.0, found.share - share),
            max(0, found.highlights - highlights),
            max(0, found.cards - cards),
        )
        self.window_.toasts.leave_behind()
        self.end.show_summary(opened.article.title, found, gained)
        self._stack.setCurrentWidget(self.end)
        self.window_.commands.refresh()
        if self.window_.front() == self.name:
            self.end.next_step().setFocus(Qt.FocusReason.OtherFocusReason)

    def _read_on(self) -> None:
        self._stack.setCurrentWidget(self.page)
        self.page.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.window_.commands.refresh()

    def _go_home(self) -> None:
        self.window_.go("today")
