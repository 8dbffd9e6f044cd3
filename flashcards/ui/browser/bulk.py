"""What one does to many cards at once: one write, one step of undo, one word about it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from flashcards.model.messages import Translatable
from flashcards.ui.browser.choosers import DeckChooser, TagChooser
from flashcards.ui.jobs import TOLD_AFTER_MS
from flashcards.ui.words import plural, tr

if TYPE_CHECKING:
    from flashcards.api import Collection
    from flashcards.ui.main_window import MainWindow

JOB_FROM = 100
"""More than this many are done in the background: moving or deleting a card with a long history
takes a tenth of a millisecond, and a busy disk takes more."""
_TAGS_LOOKED_AT = 1_000
_FLAGGED: tuple[Translatable, ...] = (
    "Flagged {cards} red",
    "Flagged {cards} orange",
    "Flagged {cards} green",
    "Flagged {cards} blue",
)
"""By the flag's number, which begins at 1."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The rows an action is for: ids of cards, or of notes."""

    ids: Sequence[int]
    by_note: bool

    def cards(self, collection: "Collection") -> list[int]:
        """Return the ids of the cards."""
        return collection.browsing.cards_of_notes(self.ids) if self.by_note else list(self.ids)

    def notes(self, collection: "Collection") -> list[int]:
        """Return the ids of the notes."""
        return list(self.ids) if self.by_note else list(collection.notes_of(self.ids))


class Bulk:
    """The actions on the rows ``chosen`` gives."""

    def __init__(self, window: "MainWindow", chosen: Callable[[], Chosen]) -> None:
        self._window = window
        self._chosen = chosen

    def _carry_out(
        self,
        doing: str,
        work: Callable[[Chosen, "Collection"], int],
        done: Callable[[int], str],
    ) -> None:
        """Do some work, which returns how many it was done to, and say so with Undo beside it."""
        chosen, window = self._chosen(), self._window
        if not chosen.ids:
            return
        collection = window.collection

        def say(count: int) -> None:
            window.toast(done(count), tr("Undo"), window.undo_in_collection)

        if len(chosen.ids) > JOB_FROM:
            window.jobs.run(
                doing,
                lambda _progress: work(chosen, collection),
                on_done=say,
                writes=True,
                told_after_ms=TOLD_AFTER_MS,
            )
        else:
            window.writes.do(lambda: work(chosen, collection), then=say)

    # Cards

    def suspend(self, suspended: bool) -> None:
        """Suspend the cards, or release them."""

        def said(count: int) -> str:
            if suspended:
                return plural(count, "Suspended {count} card", "Suspended {count} cards")
            return plural(count, "Unsuspended {count} card", "Unsuspended {count} cards")

        def work(chosen: Chosen, collection: "Collection") -> int:
            cards = chosen.cards(collection)
            collection.suspend(cards, suspended)
            return len(cards)

        doing = tr("Suspending cards") if suspended else tr("Unsuspending cards")
        self._carry_out(doing, work, said)

    def bury(self) -> None:
        """Put the cards away until tomorrow."""

        def work(chosen: Chosen, collection: "Collection") -> int:
            cards = chosen.cards(collection)
            collection.bury(cards)
            return len(cards)

        self._carry_out(
            tr("Burying cards"),
            work,
            lambda count: plural(
                count, "Buried 1 card until tomorrow", "Buried {count} cards until tomorrow"
            ),
        )

    def flag(self, number: int) -> None:
        """Flag the cards, or take their flags away for 0."""

        def work(chosen: Chosen, collection: "Collection") -> int:
            cards = chosen.cards(collection)
            collection.flag(cards, number)
            return len(cards)

        def done(count: int) -> str:
            cards = plural(count, "1 card", "{count} cards")
            if not number:
                return tr("Removed the flag from {cards}", cards=cards)
            return tr(_FLAGGED[number - 1], cards=cards)

        self._carry_out(tr("Flagging cards"), work, done)

    def reset(self) -> None:
        """Make the cards new again."""

        def work(chosen: Chosen, collection: "Collection") -> int:
            cards = chosen.cards(collection)
            collection.reset_cards(cards)
            return len(cards)

        self._carry_out(
            tr("Resetting cards"),
            work,
            lambda count: plural(count, "Reset 1 card to new", "Reset {count} cards to new"),
        )

    def move(self) -> DeckChooser:
        """Ask for a deck and move the cards there."""
        dialog = DeckChooser(
            self._window, tr("Move to deck"), self._window.collection.deck_names(), self.move_to
        )
        dialog.open()
        return dialog

    def move_to(self, deck: str) -> None:
        """Move the cards to a deck; a missing one is added."""

        def work(chosen: Chosen, collection: "Collection") -> int:
            cards = chosen.cards(collection)
            collection.move_cards(cards, deck)
            return len(cards)

        def done(count: int) -> str:
            cards = plural(count, "1 card", "{count} cards")
            return tr("Moved {cards} to {deck}", cards=cards, deck=deck.replace("::", " › "))

        self._carry_out(tr("Moving cards"), work, done)

    # Notes

    def ask_tags(self, add: bool) -> TagChooser:
        """Ask for tags and add them to the notes, or take them away."""
        collection = self._window.collection
        known = collection.tags() if add else self._tags_of_chosen()
        dialog = TagChooser(
            self._window,
            tr("Add tags") if add else tr("Remove tags"),
            known,
            tr("Add") if add else tr("Remove"),
            partial(self.change_tags, add=add),
        )
        dialog.open()
        return dialog

    def _tags_of_chosen(self) -> list[str]:
        collection, chosen = self._window.collection, self._chosen()
        if len(chosen.ids) > _TAGS_LOOKED_AT:
            return collection.tags()
        cards = chosen.cards(collection)
        return sorted({tag for row in collection.card_rows(cards) for tag in row.tags})

    def change_tags(self, tags: Sequence[str], add: bool) -> None:
        """Add tags to the notes, or take them away with their subtags."""

        def work(chosen: Chosen, collection: "Collection") -> int:
            notes = chosen.notes(collection)
            (collection.add_tags if add else collection.remove_tags)(notes, tags)
            return len(notes)

        def done(count: int) -> str:
            notes = plural(count, "1 note", "{count} notes")
            words = tr("Tagged {notes}: {tags}") if add else tr("Took tags off {notes}: {tags}")
            return words.format(notes=notes, tags=" ".join(tags))

        self._carry_out(tr("Changing tags"), work, done)

    def change_type(self) -> None:
        """Ask what the notes are to become, with what becomes of their cards."""
        from flashcards.ui.note_types.opening import change_type

        change_type(self._window, self._chosen().notes(self._window.collection))

    def split(self) -> None:
        """Ask what the first of the notes is to be split into."""
        from flashcards.ui.regrouping.opening import split_note

        for note_id in self._chosen().notes(self._window.collection)[:1]:
            split_note(self._window, note_id)

    def merge(self) -> None:
        """Ask what the notes are to say as one."""
        from flashcards.ui.regrouping.opening import merge_notes

        merge_notes(self._window, self._chosen().notes(self._window.collection))

    def delete(self) -> None:
        """Delete the notes with all their cards."""

        def work(chosen: Chosen, collection: "Collection") -> int:
            notes = chosen.notes(collection)
            collection.delete_notes(notes)
            return len(notes)

        self._carry_out(
            tr("Deleting notes"),
            work,
            lambda count: plural(count, "Deleted 1 note", "Deleted {count} notes"),
        )
