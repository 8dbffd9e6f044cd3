"""What the learner does to the cards of a review, each action one step that can be taken back."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from flashcards.model.articles import DraftCard
from flashcards.model.messages import Translatable
from flashcards.ui.deck_from_article.deciding import Choice, Review, ReviewCard
from flashcards.ui.deck_from_article.selecting import Span, sentence_at
from flashcards.ui.deck_from_article.words import group_name
from flashcards.ui.words import plural, tr

if TYPE_CHECKING:
    from flashcards.ui.deck_from_article.card_editor import CardEditor
    from flashcards.ui.deck_from_article.review_page import ReviewPage
    from flashcards.ui.deck_from_article.screen import ArticleScreen


class CardActions(QObject):
    """Acts on the card selected, or on all that are shown."""

    decided = Signal()
    """Something is otherwise than it was."""

    def __init__(self, screen: "ArticleScreen") -> None:
        super().__init__(screen)
        self._screen = screen
        self._window = screen.window_
        self.editor: CardEditor | None = None
        self._edited: int | None = None

    # What there is to act on

    @property
    def _page(self) -> "ReviewPage":
        return self._screen.page

    @property
    def review(self) -> Review | None:
        """The review in front."""
        return self._page.review

    def card(self) -> ReviewCard | None:
        """Return the card selected, whatever can be done to it."""
        key, review = self._page.list.key(), self.review
        return None if key is None or review is None else review.at(key)

    def can_decide(self) -> bool:
        """Whether a card is selected that is no note yet."""
        card = self.card()
        return card is not None and not card.known

    def can_merge(self) -> bool:
        """Whether there is a card below to be one with."""
        return self.can_decide() and self._below() is not None

    def _below(self) -> ReviewCard | None:
        card, review = self.card(), self.review
        if card is None or review is None:
            return None
        key = self._page.list.neighbour(card.key, 1)
        below = None if key is None else review.at(key)
        return below if below is not None and not below.known else None

    # One card

    def choose(self) -> None:
        """Choose the card, and go on to the next."""
        self._decide(Choice.CHOSEN, tr("Choose card"))

    def leave_out(self) -> None:
        """Leave the card out, and go on to the next."""
        self._decide(Choice.LEFT_OUT, tr("Leave card out"))

    def _decide(self, choice: Choice, name: str) -> None:
        card, review = self.card(), self.review
        if card is None or review is None or card.known:
            return
        after = self._page.list.neighbour(card.key, 1)
        review.decide([card.key], choice, name)
        self._show(card.key)
        if after is not None:
            self._page.list.select(after)

    def toggle(self, key: int) -> None:
        """Choose a card, or leave it out where it was chosen."""
        review = self.review
        if review is None:
            return
        if review.at(key).choice is Choice.CHOSEN:
            review.decide([key], Choice.LEFT_OUT, tr("Leave card out"))
        else:
            review.decide([key], Choice.CHOSEN, tr("Choose card"))
        self._show(key)

    def merge(self) -> None:
        """Make one card of the one selected and the one below it."""
        card, below, review = self.card(), self._below(), self.review
        if card is None or below is None or review is None:
            return
        review.merge(card.key, below.key, tr("Merge cards"))
        self._show(card.key)

    def split(self) -> None:
        """Make two cards of one, where the cursor stands or after the first sentence."""
        card, review = self.card(), self.review
        if card is None or review is None:
            return
        text: DraftCard | None = None
        place = -1
        if self.editor is not None:
            text, place = self.editor.card(), self.editor.place()
            if text.cloze or not 0 < place < len(text.back):
                place = -1
        self._close()
        second = review.split(card.key, tr("Split card"), text, place)
        if second is None:
            self._window.toast(tr("There is nothing to divide: the answer is one sentence"))
            return
        self._show(card.key)
        if review.at(second).alike:
            how = self._key_of("article.edit")
            self._window.toast(
                tr("Both cards ask the same now: {key} rewords the question", key=how)
            )

    # The editor

    def edit(self, *, at_answer: bool = False) -> None:
        """Open the card selected for editing, in its place."""
        from flashcards.ui.deck_from_article.card_editor import CardEditor

        self.finish()  # which may take away a new card without a question
        card = self.card()
        if card is None or card.known:
            return
        self.editor = CardEditor(self._window, card.card, self.split)
        self._edited = card.key
        self.editor.finished.connect(self.finish)
        self.editor.grown.connect(self._page.list.fit_editor)
        self._page.list.open_editor(card.key, self.editor)
        (self.editor.second if at_answer else self.editor.first).setFocus()
        self._window.commands.refresh()

    def finish(self) -> bool:
        """Take in what was written and close the editor; False when none is open."""
        review, key = self.review, self._edited
        written = self._close()
        if written is None or review is None or key is None:
            return False
        if review.withdraw(key, written):
            said = tr("The new card had no question, and is gone")
            self._window.toast(said, tr("Restore"), self.redo)
        else:
            review.edit(key, written, tr("Edit card"))
        self._show(key)
        self._page.list.setFocus()
        return True

    def _close(self) -> DraftCard | None:
        if self.editor is None:
            return None
        written = self.editor.card()
        self.editor = self._edited = None
        self._page.list.close_editor()
        return written

    # Cards of the learner's own

    def select_by(self, step: Callable[[str, Span], Span]) -> None:
        """Select other words of the article; at first a sentence of the card's passage.

        Where that is out of sight, the first sentence on the page.
        """
        article = self._page.article
        span, text = article.selected_span(), article.flow.text
        if span is not None:
            article.select(*step(text, span))
            return
        card = self.card()
        near = card is not None and article.shows(card.start)
        found = sentence_at(text, card.start if card and near else article.top_place())
        if found is not None:
            article.select(*found)
            key = self._key_of("article.write")
            self._window.toast(tr("Selected: {key} makes a card of it", key=key))

    def write(self) -> None:
        """Write a card about what is selected in the article, or about the card's passage."""
        review, card = self.review, self.card()
        if review is None:
            return
        self.finish()
        span = self._page.article.selected_span()
        if span is None and card is not None:
            span = card.start, card.stop
        if span is None:
            how = self._key_of("article.select_more")
            self._window.toast(tr("Select the words in the article first ({key})", key=how))
            return
        key = review.write(*span, tr("New card"))
        self._window.toasts.leave_behind()  # which may still say how to get here
        self._page.article.drop_selection()
        self._page.kind = ""
        self._show(key)
        self.edit()

    # Many cards

    def choose_shown(self) -> None:
        """Choose all cards that are shown."""
        self._decide_shown(
            Choice.CHOSEN, tr("Choose cards"), "{count} card chosen", "{count} cards chosen"
        )

    def leave_out_shown(self) -> None:
        """Leave out all cards that are shown."""
        self._decide_shown(
            Choice.LEFT_OUT,
            tr("Leave cards out"),
            "{count} card left out",
            "{count} cards left out",
        )

    def _decide_shown(
        self, choice: Choice, name: str, one: Translatable, many: Translatable
    ) -> None:
        review, keys = self.review, self._page.list.cards.keys()
        if review is None or not keys:
            return
        count = review.decide(keys, choice, name)
        self._show(None)
        where = group_name(self._page.kind)
        self._window.toast(
            tr("{where}: {what}", where=where, what=plural(count, one, many)), tr("Undo"), self.undo
        )

    def show_changed(self, review: Review) -> None:
        """Show what was done to several cards of a review, where it is still in front."""
        if review is self.review:
            self.finish()
            self._show(None)

    # Taking back

    def undo(self) -> None:
        """Take the last decision back, and stand on its card where it was about one."""
        self._turn(back=True)

    def redo(self) -> None:
        """Bring the last decision back that was taken back."""
        self._turn(back=False)

    def _turn(self, *, back: bool) -> None:
        review = self.review
        before = None if review is None else review.redo_name
        if self.finish():
            withdrawn = review is not None and review.redo_name != before
            return None if back and withdrawn else self._turn(back=back)
        step = None if review is None else review.undo() if back else review.redo()
        if step is None:
            return None
        self._show(step.key)
        said = tr("Undid: {step}", step=step.name) if back else tr("Redone: {step}", step=step.name)
        other, action = (tr("Redo"), self.redo) if back else (tr("Undo"), self.undo)
        self._window.toast(said, other, action)
        return None

    def _show(self, key: int | None) -> None:
        self._page.refresh(key)
        self.decided.emit()

    def _key_of(self, command_id: str) -> str:
        from flashcards.ui.editor.shortcuts import first_key

        return first_key(self._window, command_id)
