"""What a session may ask: its decks, its day, its selection; reads single cards for it."""

from dataclasses import replace
from datetime import datetime

from flashcards.model.cards import Card
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.model.presets import Options
from flashcards.scheduling.days import learner_day, moment_ms, offset_minutes_of
from flashcards.scheduling.protocol import Load
from flashcards.store import cards, decks, in_step
from flashcards.store.decks import Deck
from flashcards.store.queues import Today
from flashcards.store.schema import FIELD_SEPARATOR
from flashcards.store.store import Connection, Store
from flashcards.study import gathering
from flashcards.study.card import Planner, StudyCard
from flashcards.study.catalogue import Catalogue
from flashcards.study.clock import today_of
from flashcards.study.elsewhere import Elsewhere
from flashcards.study.load import DaysAhead, days_ahead
from flashcards.study.queue import Queue
from flashcards.study.selection import Effect, Selection
from flashcards.text.all_fields import leaves_out
from flashcards.text.render import render_card

LONGEST_DAY_MS = (25 + 26) * 3_600_000
"""A day on which clocks are set back, lengthened by a journey across all time zones."""


class Scope:
    """The decks and the day of a session, read by ``refresh``, and what its selection allows."""

    decks: dict[int, Deck]
    today: Today

    def __init__(
        self, store: Store, catalogue: Catalogue, deck: str | None, selection: Selection | None
    ) -> None:
        self._store = store
        self._catalogue = catalogue
        self.selection = selection
        self.chosen = frozenset(() if selection is None else selection.cards)
        """The cards of the selection."""
        self.finished: set[int] = set()
        """Those of them that are done with."""
        self._chosen_on = 0
        """The learner's day of which they are, where each day has its own."""
        self.load: DaysAhead | None = None
        """How full the days ahead are, once that was asked for."""
        with store.reading() as conn:
            found = None if deck is None else decks.deck_named(conn, deck)
        if deck is not None and found is None:
            raise UserError(
                message("There is no deck called “{deck}”.", deck=deck),
                message("Check the spelling."),
            )
        self._root = None if found is None else found.id
        self.name = deck
        """Full name of the deck, followed when it is renamed; None for all decks."""

    def refresh(self) -> None:
        """Find out which decks are studied and which day it is."""
        with self._store.reading() as conn:
            chosen = gathering.studied_decks(conn, self._root)
        self.decks = {deck.id: deck for deck in chosen}
        if self._root in self.decks:
            self.name = self.decks[self._root].name
        first = next(iter(self._catalogue.presets.values())).options
        self._day_start = first.day_start_minutes
        self.today = today_of(self._store.now(), self._day_start)
        self.load = None

    def queue(self) -> Queue:
        """Return the queue as it is to be now."""
        self._choose_anew()
        presets = self._catalogue.presets.values()
        options = {int(preset.id): preset.options for preset in presets}
        found, selection = list(self.decks.values()), self.selection
        with self._store.reading() as conn:
            if selection is None:
                return gathering.gather(conn, found, options, self.today)
            return gathering.gather_from(conn, selection, self.finished, found, self.today)

    def _choose_anew(self) -> None:
        """Take up the day's cards where each day has its own; those of before may come back."""
        selection, day = self.selection, self.today.day
        if selection is None or selection.each_day is None or day == self._chosen_on:
            return
        self.selection = replace(selection, cards=tuple(selection.each_day()))
        self.chosen |= frozenset(self.selection.cards)
        self.finished.clear()
        self._chosen_on = day

    def today_holds(self, now: datetime) -> bool:
        """Whether the session's day is not over; a clock set far back ends it as well.

        The day's number is looked at too: a clock that knows its offset but not its zone could
        not say before a change of the clocks when the day would end.
        """
        if learner_day(now, self._day_start) > self.today.day:
            return False
        return 0 < self.today.end_ms - moment_ms(now) <= LONGEST_DAY_MS

    @property
    def due_or_not(self) -> bool:
        """Whether cards are asked that are not due."""
        return self.selection is not None and self.selection.due_or_not

    def read(self, card_id: int, *, held: bool = False) -> StudyCard | None:
        """Return the card if it may still be asked: it may have changed since it was queued.

        One that is ``held`` may be, for as long as it is there: an answer to it is under way. Where
        it is not due any more, the answer leaves the schedule alone.
        """
        with self._store.reading() as conn:
            row = cards.study_row(conn, card_id)
            if row is None:
                return None
            types = self._catalogue.types
            card = cards.card_from(row, types.template_uids)
            deck = self.decks.get(card.deck_id) or (_deck(conn, card.deck_id) if held else None)
            if deck is None or not (held or self._may_be_asked(card)):
                return None
            note_type = types.by_id[row[21]]
            fields = row[22].split(FIELD_SEPARATOR)
            rendered = render_card(
                note_type,
                fields,
                card.template_uid,
                card.ordinal,
                {
                    "Tags": row[23],
                    "Deck": deck.name,
                    "CardFlag": f"flag{card.flag}",
                    "CardID": str(card.id),
                },
            )
            preset = self._catalogue.presets[deck.preset_id]
            options = preset.options
            load = self._days_ahead(options) if options.load_balance else None
            scheduler = self._catalogue.scheduler_of(preset)
            planner = Planner(self._store, scheduler, preset, load, self._catalogue.heeded)
        drilled = card.drill_day == self.today.day
        idle = self._is_without_effect(card) or (held and not self._is_wanted(card))
        idle = idle and not drilled
        return StudyCard(
            card, deck.name, rendered, row, note_type.css, planner,
            drilled=drilled or idle, without_effect=idle,
            leaves_out=leaves_out(note_type, fields),
        )  # fmt: skip

    def heir(self, before: StudyCard) -> StudyCard | None:
        """Return the card that another computer made of one that is not there; else None."""
        with self._store.reading() as conn:
            there = cards.study_row(conn, before.id) is not None
            heir = None if there else in_step.heir(conn, before.name)
        return None if heir is None else self.read(heir, held=True)

    def done_elsewhere(self, before: Card) -> Elsewhere:
        """Return why a card that was asked may be asked no more."""
        with self._store.reading() as conn:
            row = cards.study_row(conn, before.id)
        if row is None:
            return Elsewhere.DELETED
        card = cards.card_from(row, self._catalogue.types.template_uids)
        if card.suspended:
            return Elsewhere.SUSPENDED
        if (card.buried_until or 0) > self.today.day:
            return Elsewhere.BURIED
        if card.deck_id not in self.decks:
            return Elsewhere.MOVED
        return (
            Elsewhere.ANSWERED
            if card.last_review_at != before.last_review_at
            else Elsewhere.PUT_OFF
        )

    def _may_be_asked(self, card: Card) -> bool:
        if card.suspended or (card.buried_until or 0) > self.today.day:
            return False
        return self._is_wanted(card)

    def _is_wanted(self, card: Card) -> bool:
        """Whether today, or what was chosen, asks for a card that nothing puts away."""
        if card.due_at is None or self.due_or_not:
            return True
        return card.drill_day == self.today.day or self._is_due(card)

    def _is_due(self, card: Card) -> bool:
        return card.due_at is not None and moment_ms(card.due_at) < self.today.end_ms

    def _is_without_effect(self, card: Card) -> bool:
        """Whether the selection wants the card's answer to leave the schedule alone."""
        if self.selection is None:
            return False
        effect = self.selection.effect
        return effect is Effect.NONE or (effect is Effect.WHEN_DUE and not self._is_due(card))

    def _days_ahead(self, options: Options) -> Load:
        """Return how full the days ahead are: read once, then kept up with."""
        if self.load is None:
            offset = offset_minutes_of(self._store.now())
            with self._store.reading() as conn:
                self.load = days_ahead(conn, self.today, offset, options.day_start_minutes)
        return self.load


def _deck(conn: Connection, deck_id: int) -> Deck | None:
    return next((deck for deck in decks.all_decks(conn) if deck.id == deck_id), None)
