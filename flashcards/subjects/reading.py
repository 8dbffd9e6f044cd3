"""Articles that are read first: what ``collection.reading`` offers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flashcards.collection.articles import under_way
from flashcards.later import later
from flashcards.model.ids import SourceId
from flashcards.model.messages import message
from flashcards.store.store import Store
from flashcards.study.catalogue import Catalogue

if TYPE_CHECKING:
    from flashcards.collection.articles import reading
    from flashcards.collection.articles.drafting import Draft
    from flashcards.model.articles import DraftCard
    from flashcards.model.parsed import ImportReport
    from flashcards.model.reading import Highlight, Priority, ReadingSummary, Span, UnderWay
else:
    reading = later("flashcards.collection.articles.reading")


class Reading:
    """Keeps articles to be read, remembers how far one is, and makes cards while reading."""

    def __init__(self, store: Store, catalogue: Catalogue) -> None:
        self._store = store
        self._catalogue = catalogue

    # What is under way ------------------------------------------------------------

    def keep(self, draft: "Draft") -> SourceId:
        """Keep an article without any card, to be read; one undo takes it back.

        ``draft`` is that of ``articles.read``. One that is kept already stays as it is, unless no
        card comes from it: then its newer text takes the place.
        """
        return reading.keep(self._store, draft)

    def start(self, source_id: int) -> None:
        """Count a kept article among those that are read; one that was put away stays so."""
        reading.start(self._store, source_id)

    def progress(self, source_id: int) -> "UnderWay":
        """Return how far an article is read; raise UserError where it is not kept."""
        return under_way.progress(self._store, source_id, self._catalogue.day_start_minutes)

    def under_way(self, *, finished: bool = False) -> list["UnderWay"]:
        """Return the articles that are read and not put away, the next one to read first.

        With ``finished`` also those that were put away, last.
        """
        return under_way.under_way(
            self._store, self._catalogue.day_start_minutes, finished=finished
        )

    def note_place(
        self, source_id: int, position: int, top: int, read: Sequence["Span"] = ()
    ) -> None:
        """Remember where the learner stands: the sentence, the top of the page, what was read."""
        under_way.note_place(
            self._store, source_id, position, top, read, self._catalogue.day_start_minutes
        )

    def set_priority(self, source_id: int, priority: "Priority") -> None:
        """Say which of several articles comes first."""
        label = message("Set reading priority")
        reading.decide(self._store, source_id, label, priority=priority)

    def set_portion(self, source_id: int, characters: int) -> None:
        """Say how much of an article is to be read in a week; 0 for no portion."""
        label = message("Set weekly portion")
        reading.decide(self._store, source_id, label, portion=characters)

    def put_away(self, source_id: int) -> None:
        """Offer an article no longer; its cards and highlights stay."""
        reading.decide(self._store, source_id, message("Put article away"), finished=True)

    def take_up(self, source_id: int) -> None:
        """Offer an article again that was put away."""
        reading.decide(self._store, source_id, message("Take article up again"), finished=False)

    def summary(self, source_id: int) -> "ReadingSummary":
        """Return what reading an article has come to."""
        return reading.summary(
            self._store, self._catalogue.types, source_id, self._catalogue.day_start_minutes
        )

    # Highlights and cards -----------------------------------------------------------

    def highlights(self, source_id: int) -> list["Highlight"]:
        """Return the words marked in an article in its order, those gone from it last."""
        return reading.highlights(self._store, source_id)

    def marked(self, source_id: int) -> list["Span"]:
        """Return where in an article its highlights stand, in order."""
        found = self.highlights(source_id)
        return [(e.start, e.stop) for e in found if e.start is not None and e.stop is not None]

    def highlight(self, source_id: int, start: int, stop: int) -> None:
        """Mark ``text[start:stop]`` of an article; marks it overlaps become one with it."""
        reading.highlight(self._store, source_id, start, stop)

    def remove_highlights(self, ids: Sequence[int]) -> None:
        """Take marks away."""
        reading.remove_highlights(self._store, ids)

    def candidates(self, source_id: int) -> "Draft":
        """Return a kept article with the cards it could become, and which of them are notes."""
        from flashcards.collection.articles.known import known_to

        return known_to(self._store, reading.candidates(self._store, source_id))

    def left_out(self, source_id: int) -> frozenset[str]:
        """Return the ids of the candidates that are offered no more while reading."""
        return reading.left_out(self._store, source_id)

    def leave_out(self, source_id: int, candidate_id: str) -> None:
        """Offer a candidate of ``candidates`` no more while the article is read."""
        reading.leave_out(self._store, source_id, candidate_id)

    def deck(self, source_id: int) -> str:
        """Return the full name of the deck an article’s cards go to; it may not exist yet.

        That is the one chosen with ``set_deck``, else that of its other cards, at first one of its
        title. Raises UserError where the article is not kept.
        """
        return reading.home(self._store, source_id)

    def set_deck(self, source_id: int, deck: str) -> None:
        """Let an article’s cards go to a deck from now on; empty for where they would go anyway."""
        reading.set_home(self._store, source_id, deck)

    def add_cards(
        self,
        source_id: int,
        cards: Sequence["DraftCard"],
        draft: "Draft | None" = None,
        deck: str | None = None,
    ) -> "ImportReport":
        """Make cards of an article notes, each with its passage; one step.

        ``draft`` is that of ``candidates``, for cards that come from one. Without ``deck`` they go
        to that of ``deck``.
        """
        types = self._catalogue.types
        return reading.add_cards(self._store, types, source_id, cards, draft, deck)
