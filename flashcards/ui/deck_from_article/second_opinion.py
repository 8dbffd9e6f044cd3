"""Asks a model on this computer about the cards chosen, and takes in what it says as one step."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from flashcards.paths import data_dir
from flashcards.ui import messages
from flashcards.ui.deck_from_article.deciding import OWN, Choice, Review, ReviewCard, checked_again
from flashcards.ui.words import plural, tr

if TYPE_CHECKING:
    from flashcards.collection.articles.second_opinion import Asked, Opinion
    from flashcards.ui.deck_from_article.screen import ArticleScreen
    from flashcards.ui.jobs import Job

KEPT_AS = "second-opinions.json"


class SecondOpinion(QObject):
    """Has one question under way at most."""

    def __init__(self, screen: "ArticleScreen") -> None:
        super().__init__(screen)
        self._screen = screen
        self._window = screen.window_
        self._job: Job | None = None
        self._window.jobs.finished.connect(self._ended)

    def can_ask(self) -> bool:
        """Whether the learner named a model, and there are cards to ask about."""
        return bool(self._window.settings.second_opinion) and self._screen.has_cards()

    def ask(self) -> None:
        """Ask about every card chosen that the learner has not written or edited."""
        from flashcards.collection.articles.second_opinion import local_address, review
        from flashcards.model.errors import UserError

        opened, settings = self._screen.opened(), self._window.settings
        if opened is None or self._job is not None:
            return
        self._screen.card_actions.finish()
        decided = opened.review
        asked = _asked(decided)
        if not asked:
            self._window.toast(tr("No card is chosen that you have not written yourself"))
            return
        try:
            address = local_address(settings.second_opinion, settings.second_opinion_model)
        except UserError as error:
            messages.show_error(self._window, error)
            return
        kept = data_dir() / KEPT_AS
        self._job = self._window.jobs.run(
            plural(len(asked), "Asking about {count} card", "Asking about {count} cards"),
            lambda progress: review(asked, address, progress, kept),
            on_done=lambda opinions: self._take_in(decided, opinions),
            on_error=lambda error: messages.show_error(self._window, error),
        )

    def _ended(self, job: "Job") -> None:
        if job is self._job:
            self._job = None

    def _take_in(self, decided: Review, opinions: "dict[int, Opinion]") -> None:
        """Leave out and reword, as one step; cards decided about meanwhile stay as they are."""
        text = decided.draft.document.text
        still = {each.key: each for each in decided.cards if _may_change(each)}
        changed = {
            key: found
            for key, opinion in opinions.items()
            if key in still and (found := _after(still[key], opinion, text)) is not None
        }
        if not opinions:
            self._window.toast(tr("The model gave no usable answer; the cards are as they were"))
            return
        if changed:
            decided.take_over(changed, tr("Second opinion"))
            self._screen.card_actions.show_changed(decided)
        gone = sum(each.choice is Choice.LEFT_OUT for each in changed.values())
        self._window.toast(
            tr(
                "Second opinion: {gone} left out, {reworded} reworded, {kept} kept",
                gone=str(gone),
                reworded=str(len(changed) - gone),
                kept=str(len(opinions) - len(changed)),
            ),
            *((tr("Undo"), self._screen.card_actions.undo) if changed else ()),
        )


def _may_change(card: ReviewCard) -> bool:
    return card.choice is Choice.CHOSEN and not (card.known or card.edited or card.kind == OWN)


def _asked(decided: Review) -> "list[Asked]":
    from flashcards.collection.articles.second_opinion import Asked
    from flashcards.text.plain import plain_text

    text = decided.draft.document.text
    return [
        Asked(
            each.key,
            each.card.cloze or plain_text(each.card.front),
            plain_text(each.card.back),
            text[each.start : each.stop],
            bool(each.card.cloze),
        )
        for each in decided.cards
        if _may_change(each)
    ]


def _after(card: ReviewCard, opinion: "Opinion", text: str) -> ReviewCard | None:
    """Return the card as the opinion wants it; None where it is to stay as it is."""
    from flashcards.articles.finders.rendering import escaped

    if opinion.verdict == "drop":
        return replace(card, choice=Choice.LEFT_OUT)
    if opinion.verdict == "keep":
        return None
    words = replace(card.card, front=escaped(opinion.question), back=escaped(opinion.answer))
    return checked_again(card, words, text, choice=Choice.CHOSEN)
