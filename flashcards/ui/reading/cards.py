"""Makes cards while reading: a gap in a sentence at once, questions and terms in two fields."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from flashcards.collection.articles.read_spans import carried
from flashcards.model.articles import DraftCard
from flashcards.model.messages import Message
from flashcards.model.note_types import BASIC, CLOZE
from flashcards.model.parsed import ImportReport
from flashcards.model.reading import Span
from flashcards.ui.editor.drafts import NEW_NOTE, is_begun
from flashcards.ui.reading import making
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.reading.screen import ReadingScreen


@dataclass(frozen=True, slots=True)
class _Left:
    """A card that was not added, its article, and the text its span is of."""

    card: DraftCard
    source_id: int
    text: str


class Making(QObject):
    """Acts on what is selected, on the highlight at hand, or on the current sentence."""

    def __init__(self, screen: "ReadingScreen") -> None:
        super().__init__(screen)
        self._screen = screen
        self._window = screen.window_
        self._waiting: _Left | None = None
        """What is to be written on once its article is open."""

    def is_writing(self) -> bool:
        """Whether a card is being written."""
        return self._screen.page.editor is not None

    def _meant(self) -> Span | None:
        """Return the words selected, the highlight in the current sentence, or that sentence."""
        view = self._screen.page.view
        span = view.selected_span()
        if span is not None or view.here is None:
            return span
        low, high = view.here
        inside = [each for each in view.highlights if low <= each[0] < high]
        return inside[0] if inside else view.here

    def cloze(self) -> None:
        """Hide the words meant in their sentence, as a card at once."""
        span = self._meant()
        card = None if span is None else making.cloze_card(self._screen.text(), span)
        if card is not None:
            self.add(card)
        elif span is not None:
            more = self._screen.key_of("read.end_earlier")
            self._window.toast(tr("Select the words to hide first; {key} shortens", key=more))
            self._screen.page.view.select(*span)

    def question(self) -> None:
        """Write a question whose answer the words meant are."""
        span = self._meant()
        if span is not None:
            self._write(making.question_card(self._screen.text(), span))

    def term(self) -> None:
        """Write a card on the term meant, with what the article says of it."""
        span = self._meant()
        if span is not None:
            self._write(making.term_card(self._screen.text(), span), at_answer=True)

    def _write(self, card: DraftCard, *, at_answer: bool = False) -> None:
        editor = self._screen.page.open_editor(card)
        editor.finished.connect(self.keep)
        (editor.second if at_answer and card.front else editor.first).setFocus()
        self._window.commands.refresh()

    def keep(self) -> None:
        """Add the card that is written."""
        editor = self._screen.page.editor
        if editor is None:
            return
        card = editor.card()
        if not (card.cloze or card.front):
            editor.first.setFocus()
            self._window.toast(tr("Write the question first"))
            return
        self._close()
        self.add(card)

    def leave(self) -> bool:
        """Leave the card that is written; False where none is."""
        source_id, text = self._screen.source_id, self._screen.text()
        written = self._close()
        if written is None or source_id is None:
            return False
        again = partial(self._restore, _Left(written, source_id, text))
        self._window.toast(tr("The card was not added"), tr("Restore"), again)
        return True

    def _restore(self, left: "_Left") -> None:
        """Write on a card that was left, in its article."""
        self._waiting = left
        screen = self._screen
        if self._window.front() != screen.name or screen.source_id != left.source_id:
            self._window.go("reading", source_id=left.source_id)
        if screen.opened is not None:
            self.follow()

    def keep_open(self) -> None:
        """Write on once the newer text of the article is open."""
        source_id, text = self._screen.source_id, self._screen.text()
        written = self._screen.page.close_editor()
        if written is not None and source_id is not None:
            self._waiting = _Left(written, source_id, text)

    def rescue(self) -> bool:
        """Offer what is being written as a new note, since its article is gone; False for nothing.

        A new note that is begun already stays as it is; then the text goes to the clipboard.
        """
        card = self._screen.page.close_editor()
        if card is None:
            return False
        said = tr("The article is gone; the card you were writing was not added")
        if is_begun(self._window.drafts.get(NEW_NOTE)):
            texts = (card.cloze, card.front, card.back)
            QApplication.clipboard().setText("\n\n".join(filter(None, texts)))
            self._window.toast(tr("{said}, its text is on the clipboard", said=said))
            return True
        self._window.drafts.put(NEW_NOTE, _as_draft(card))
        self._window.toast(said, tr("Add it as a note…"), self._window.add_note)
        return True

    def follow(self) -> None:
        """Write on what was waiting for the article that is open now."""
        left, self._waiting = self._waiting, None
        if left is None or left.source_id != self._screen.source_id:
            return
        card, text = left.card, self._screen.text()
        if card.span is not None and text != left.text:
            card = replace(card, span=self._span_now(left.text, text, card.span))
        self._write(card)

    def _span_now(self, before: str, now: str, span: Span) -> Span | None:
        """Return where the words of a span are in a newer text, else what is current there."""
        _, (start,) = carried(before, now, (), (span[0],))
        words = before[slice(*span)]
        if now.startswith(words, start):
            return start, start + len(words)
        return self._screen.page.view.here

    def _close(self) -> DraftCard | None:
        written = self._screen.page.close_editor()
        if written is not None:
            self._screen.page.view.setFocus()
            self._window.commands.refresh()
        return written

    def add(self, card: DraftCard, then: Callable[[], object] | None = None) -> None:
        """Make a card a note of the article's deck."""
        source_id, draft = self._screen.source_id, self._screen.found.draft
        if source_id is None:
            return
        decided = self._screen.found.decided_on(draft)

        def told(done: tuple[ImportReport, Message | None]) -> None:
            report, step = done
            is_here = self._screen.source_id == source_id
            if is_here:
                self._screen.page.view.drop_selection()
            if report.added:
                decided(step, dict.fromkeys(card.candidates, True))
                said = tr("Added to “{deck}”", deck=report.deck)
                self._window.toast(said, tr("Undo"), self._window.undo)
            else:
                self._window.toast(tr("You have this card already"))
            if then is not None:
                then()

        collection = self._window.collection
        draft = draft if card.candidates else None

        def add() -> tuple[ImportReport, Message | None]:
            report = collection.reading.add_cards(source_id, [card], draft)
            return report, collection.undo_name

        self._window.writes.do(add, then=told)


def _as_draft(card: DraftCard) -> dict[str, Any]:
    """Return a card as the draft of a new note."""
    note_type = CLOZE if card.cloze else BASIC
    texts = (card.cloze or card.front, card.back)
    return {
        "note_type": note_type.uid,
        "fields": dict(zip(note_type.fields, texts, strict=False)),
        "tags": list(card.tags),
    }
