"""Articles that decks are made from: what ``collection.articles`` offers."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from flashcards.files import expanded
from flashcards.model.articles import (
    Article,
    ArticleRow,
    Blank,
    Coverage,
    Decision,
    DraftCard,
    Passage,
)
from flashcards.model.errors import UserError
from flashcards.model.ids import NoteId
from flashcards.model.messages import message
from flashcards.model.parsed import ImportReport
from flashcards.store.operation import Progress
from flashcards.store.store import Store
from flashcards.study.catalogue import Catalogue

if TYPE_CHECKING:
    from flashcards.articles.tree import Block
    from flashcards.collection.articles.comparing import Change
    from flashcards.collection.articles.converting import Conversion
    from flashcards.collection.articles.drafting import Draft
    from flashcards.model.type_effects import TypeEffect
    from flashcards.study.session import StudySession


class ArticlesFace:
    """Turns articles into decks and keeps each card beside the passage it came from."""

    def __init__(self, store: Store, catalogue: Catalogue) -> None:
        self._store = store
        self._catalogue = catalogue

    # From article to deck ---------------------------------------------------------

    def read(
        self,
        data: Path | bytes | str,
        name: str = "",
        progress: Progress | None = None,
        encoding: str | None = None,
    ) -> "Draft":
        """Return an article with the cards it could become; nothing is written.

        ``data`` is a file, its content, or text; ``name`` the file's name or the page's address
        where there is no file; ``encoding`` that of a text, which otherwise is found out. Raises
        UserError for what is no article.
        """
        from flashcards.collection.articles.drafting import read_article
        from flashcards.collection.articles.known import known_to

        return known_to(self._store, read_article(data, name, progress, encoding))

    def refreshed(self, draft: "Draft") -> "Draft":
        """Return a draft with what the collection has of it now, as after an undo."""
        from flashcards.collection.articles.known import known_to

        return known_to(self._store, draft)

    def accept(
        self,
        draft: "Draft",
        chosen: Sequence[DraftCard],
        deck: str | None = None,
        progress: Progress | None = None,
        *,
        try_out: bool = False,
    ) -> ImportReport:
        """Add the chosen cards and keep the article with them; one undo takes all of it back.

        Without ``deck`` they go where the article’s cards are, at first to a deck of its title.
        With ``try_out`` nothing is kept, and the report says what would be done.
        """
        from flashcards.collection.articles.accepting import accept

        types = self._catalogue.types
        return accept(self._store, types, draft, chosen, deck, progress, try_out=try_out)

    def notes_added(self, draft: "Draft", cards: Sequence[DraftCard]) -> list[NoteId | None]:
        """Return for each card of a draft the note it has become; None where it was not added."""
        from flashcards.collection.articles.added_cards import notes_added

        return notes_added(self._store, draft, cards)

    # The source -------------------------------------------------------------------

    def sources(self) -> list[ArticleRow]:
        """Return the articles kept, the one read last first."""
        from flashcards.collection.articles import keeping

        return keeping.sources(self._store)

    def source(self, source_id: int) -> Article:
        """Return an article as it was read last; raise UserError where it is not kept."""
        from flashcards.collection.articles import keeping

        return keeping.source(self._store, source_id)

    def layout(self, source_id: int) -> "tuple[Block, ...]":
        """Return how a kept article is laid out; nothing of one that an earlier version kept."""
        from flashcards.collection.articles import keeping

        return keeping.layout(self._store, source_id)

    def passage(self, note_id: int) -> Passage | None:
        """Return where a note comes from; None when it comes from no article."""
        from flashcards.collection.articles import keeping

        return keeping.passage(self._store, note_id)

    def named_source(self, note_id: int) -> tuple[str, str]:
        """Return the title and the heading a note names as its source; each may be empty.

        Notes have one that come from no article, such as those of imported decks.
        """
        from flashcards.collection.articles import keeping

        return keeping.named_source(self._store, note_id)

    def passages(self, source_id: int) -> list[Passage]:
        """Return the passages of an article in its order, those gone from it last."""
        from flashcards.collection.articles import keeping

        return keeping.passages(self._store, source_id)

    def conversions(self, source_id: int, progress: Progress | None = None) -> list["Conversion"]:
        """Return the notes of an article that could be List or Multiple choice notes."""
        from flashcards.collection.articles import converting

        return converting.conversions(self._store, source_id, progress)

    def effect_of_conversions(
        self, chosen: Sequence["Conversion"], progress: Progress | None = None
    ) -> "TypeEffect":
        """Return what ``convert`` would do to cards, for a thread of its own."""
        from flashcards.collection.articles import converting

        return converting.effect_of(self._store, chosen, progress)

    def convert(
        self,
        chosen: Sequence["Conversion"],
        agreed: "TypeEffect | None" = None,
        progress: Progress | None = None,
    ) -> "TypeEffect":
        """Make notes what ``conversions`` says; return what that did. One undo step.

        Cards keep their history where they can. Raises UnagreedError where answered cards would go
        that ``agreed`` does not tell of.
        """
        from flashcards.collection.articles import converting

        return converting.convert(self._store, chosen, agreed, progress)

    def forget(self, source_id: int) -> None:
        """Keep an article's text no longer; its notes stay, without their passages."""
        from flashcards.collection.articles import keeping

        keeping.forget(self._store, source_id)

    # Learning by it ---------------------------------------------------------------

    def coverage(self, source_id: int) -> Coverage:
        """Return the article shaded by how well it is known, with the progress of its sections."""
        from flashcards.collection.articles.coverage import coverage

        return coverage(
            self._store, source_id, self._store.now(), self._catalogue.day_start_minutes
        )

    def in_article(self, source_id: int, *, with_new: bool = True) -> list[Blank]:
        """Return the article’s cards that are due today, and new ones, in reading order."""
        from flashcards.collection.articles.coverage import due_in_article

        types, now = self._catalogue.types, self._store.now()
        return due_in_article(
            self._store, types, source_id, now, self._catalogue.day_start_minutes, with_new=with_new
        )

    def study(self, source_id: int, *, with_new: bool = True) -> "StudySession":
        """Return a session over the cards of ``in_article``, asked in its order.

        Its answers are reviews of these cards like any others. A new day brings its own cards.
        """
        from flashcards.study.selection import Selection
        from flashcards.study.session import StudySession

        def due() -> list[int]:
            return [int(blank.card_id) for blank in self.in_article(source_id, with_new=with_new)]

        chosen = Selection((), due_or_not=False, each_day=due)
        return StudySession(self._store, self._catalogue, None, chosen)

    # When it changes --------------------------------------------------------------

    def update(
        self,
        source: int | Path | str,
        data: Path | bytes | str | None = None,
        progress: Progress | None = None,
    ) -> "Change":
        """Return what became of an article since it was read; nothing is written.

        ``source`` is its id or address; without ``data`` its file is read again. Raises UserError
        where it is not kept, or its file is gone.
        """
        from flashcards.collection.articles.comparing import compare
        from flashcards.collection.articles.drafting import read_article
        from flashcards.collection.articles.known import known_to

        found = self._source_at(source)
        if data is None:
            if not found.address or "://" in found.address:
                raise UserError(
                    message("“{title}” was not read from a file.", title=found.title),
                    message("Open its new text, or paste it."),
                )
            data = Path(found.address)
        draft = read_article(data, "" if isinstance(data, Path) else found.address, progress)
        draft = known_to(self._store, draft)
        return compare(self._store, self._catalogue.types, draft, found.id)

    def keep_lists(self, draft: "Draft") -> None:
        """Keep where an article's lists are, of one that an earlier version kept without them."""
        from flashcards.collection.articles import keeping

        keeping.keep_lists(self._store, draft)

    def change_of(self, draft: "Draft", taken: Sequence[int] = ()) -> "Change | None":
        """Return what became of the article a draft is a newer text of; None for a new one.

        Candidates that are ``taken`` already are new ones, though the kept text has them.
        """
        from flashcards.collection.articles.comparing import compare

        if draft.source_id is None:
            return None
        return compare(self._store, self._catalogue.types, draft, draft.source_id, taken)

    def apply_update(
        self,
        change: "Change",
        decisions: Mapping[int, Decision] | None = None,
        chosen: Sequence[DraftCard] = (),
        deck: str | None = None,
        progress: Progress | None = None,
    ) -> ImportReport:
        """Bring an article's notes up to date and keep its new text; one undo step.

        ``decisions`` go by place in ``change.passages``; without one the first of a passage's
        ``decisions`` happens. ``chosen`` are further cards to add.
        """
        from flashcards.collection.articles.updating import apply

        types = self._catalogue.types
        return apply(self._store, types, change, decisions or {}, chosen, deck, progress)

    def fresh_look(self) -> list[NoteId]:
        """Return the notes whose article has changed what it says, to be looked at again."""
        from flashcards.collection.articles import keeping

        return keeping.fresh_look(self._store)

    def clear_fresh_look(self, note_ids: Sequence[int]) -> None:
        """Say that these notes have been looked at."""
        from flashcards.collection.articles import keeping

        keeping.clear_fresh_look(self._store, note_ids)

    def _source_at(self, source: int | Path | str) -> ArticleRow:
        wanted = str(expanded(source).absolute()) if isinstance(source, Path) else source
        for found in self.sources():
            if wanted in (found.id, found.address):
                return found
        if isinstance(source, str) and "://" not in source:
            return self._source_at(Path(source))
        raise UserError(
            message("This article is not in the collection."), message("Make a deck from it first.")
        )
