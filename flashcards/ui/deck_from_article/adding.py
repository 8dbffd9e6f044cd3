"""Adds the chosen cards to the collection, and follows what becomes of them there."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from flashcards.model.articles import DraftCard
from flashcards.model.ids import NoteId
from flashcards.model.messages import Message
from flashcards.model.parsed import ImportReport
from flashcards.store.operation import Progress
from flashcards.ui import messages
from flashcards.ui.deck_from_article.remembering import (
    Added,
    Remembering,
    learns,
    remembered,
    verdicts,
)
from flashcards.ui.words import plural, tr, worded

if TYPE_CHECKING:
    from flashcards.api import Collection
    from flashcards.collection.articles.drafting import Draft
    from flashcards.ui.deck_from_article.opening import Opened
    from flashcards.ui.deck_from_article.screen import ArticleScreen
    from flashcards.ui.jobs import Job

Known = dict[DraftCard, NoteId | None]
"""Which note each card has become."""


class Adding(QObject):
    """Has one write under way at most."""

    def __init__(self, screen: "ArticleScreen") -> None:
        super().__init__(screen)
        self._screen = screen
        self._window = screen.window_
        self._job: Job | None = None
        self._deck: str | None = None
        """Where cards were added last."""
        self._remembering = Remembering(self._window, self)
        self._window.jobs.finished.connect(self._ended)

    def show_decks(self) -> None:
        """Offer the decks there are; an article that is new goes to one of its title."""
        from flashcards.collection.articles.adding import deck_name_for

        opened = self._screen.opened()
        if opened is None:
            return
        review = opened.review
        if not review.deck and review.draft.source_id is None:
            review.deck = deck_name_for(review.draft.title)
        self._screen.page.foot.show_decks(self._window.collection.deck_names(), review.deck)

    def add(self) -> None:
        """Add the cards chosen, as one step of undo; once that is done, study them."""
        opened = self._screen.opened()
        if opened is None or self._job is not None:
            return
        review = opened.review
        chosen = review.to_add()
        if review.added:
            self._window.study(self._deck)
            return
        if not chosen:
            self._window.toast(tr("No card is chosen; Space chooses one"))
            return
        if review.draft.changed:
            messages.ask(
                self._window,
                tr("Replace the article’s other text?"),
                tr(
                    "Meanwhile the collection has got another text of “{title}”. Adding these "
                    "cards puts the one you see here in its place.",
                    title=review.draft.title,
                ),
                action=tr("Replace and add"),
                on_yes=partial(self._write, opened, chosen),
            )
            return
        self._write(opened, chosen)

    def _write(self, opened: "Opened", chosen: Sequence[DraftCard]) -> None:
        review = opened.review
        collection, draft, deck = self._window.collection, review.draft, review.deck or None
        all_of_them = review.notes_words("{count} card", "{count} cards", "{notes} ({cards})")

        kept = verdicts(review) if learns(self._window.settings) else {}

        def add(progress: Progress) -> Added:
            report = collection.articles.accept(draft, chosen, deck, progress)
            return remembered(report, collection.undo_name, draft, kept)

        def counted(report: ImportReport) -> str:
            if report.added == len(chosen):
                return all_of_them
            return plural(report.added, "{count} note", "{count} notes")

        self._job = self._window.jobs.run(
            review.notes_words(
                "Adding {count} card", "Adding {count} cards", "Adding {notes} ({cards})"
            ),
            add,
            on_done=lambda added: self._added(opened, added, counted(added.report)),
            on_error=lambda error: messages.show_error(self._window, error),
            writes=True,
        )
        self._screen.page.foot.show_count(review, busy=True)

    def _ended(self, job: "Job") -> None:
        """Unlock after the end of whatever kind; told before the job's own outcome is."""
        opened = self._screen.opened()
        if job is self._job:
            self._job = None
            if opened is not None:
                self._screen.page.foot.show_count(opened.review)

    def _added(self, opened: "Opened", added: Added, counted: str) -> None:
        report = added.report
        opened.review.settle()
        if added.decided.name:
            self._remembering.follow(added.decided, opened.review.told)
        self._screen.keeper.drop(opened.source)
        self.look_again()
        self._window.commands.refresh()
        deck = self._deck = report.deck
        self._window.drafts.aim(deck)
        label = self._window.collection.undo_name
        self._window.toasts.say(
            _told(report, counted),
            tr("Undo"),
            lambda: self._take_back(label),
            (tr("Study now"), lambda: self._window.study(deck)),
        )

    def _take_back(self, label: Message | None) -> None:
        if label is not None and self._window.collection.undo_name == label:
            self._window.undo_in_collection()
        else:
            self._window.toast(tr("Something else was done since; undo that first"))

    # Following the collection

    def look_again(self) -> None:
        """See in the background which cards are notes by now, and which ask what notes ask."""
        opened = self._screen.opened()
        if opened is None:
            return
        draft, collection = opened.review.draft, self._window.collection
        cards = opened.review.known_as()

        def seen(found: tuple["Draft", Known]) -> None:
            if self._screen.opened() is opened:
                opened.review.take_in(*found)
                self._screen.page.refresh()
                self.show_decks()
                self._window.commands.refresh()

        self._window.jobs.run(
            tr("Looking at the collection"),
            lambda _: _look(collection, draft, cards),
            on_done=seen,
            quiet=True,
        )


def _told(report: ImportReport, counted: str) -> str:
    """Return what was done in words; ``counted`` is how much was added."""
    if report.added:
        said = tr("{cards} added to “{deck}”", cards=counted, deck=report.deck)
    else:
        said = tr("All of them were already in “{deck}”", deck=report.deck)
    if report.problems:
        count = len(report.problems)
        left = plural(count, "{count} could not be used", "{count} could not be used")
        said = f"{said} · {left}: {worded(report.problems[0].message)}"
    return said


def _look(
    collection: "Collection", draft: "Draft", cards: Sequence[DraftCard]
) -> tuple["Draft", Known]:
    fresh = collection.articles.refreshed(draft)
    return fresh, dict(zip(cards, collection.articles.notes_added(fresh, cards), strict=True))
