"""Sessions of the learner's own choosing: a part of ``collection.planning``."""

from typing import TYPE_CHECKING

from flashcards.store.operation import Progress
from flashcards.store.store import Store
from flashcards.study.catalogue import Catalogue

if TYPE_CHECKING:
    from flashcards.study.custom import CustomStudy
    from flashcards.study.saved import SavedSession
    from flashcards.study.session import StudySession


class ChosenSessions:
    """Begins sessions over chosen cards, and keeps such sessions under a name."""

    def __init__(self, store: Store, catalogue: Catalogue) -> None:
        self._store = store
        self._catalogue = catalogue

    def custom_study(
        self, study: "CustomStudy", progress: Progress | None = None
    ) -> "StudySession":
        """Return a session over the cards ``study`` means; raise UserError where it means none.

        ``progress`` can stop the choosing.
        """
        from flashcards.study.custom import custom_session

        return custom_session(self._store, self._catalogue, study, progress)

    def count_custom(self, study: "CustomStudy", progress: Progress | None = None) -> int:
        """Return how many cards such a session would ask; ``progress`` can stop the counting."""
        from flashcards.study.custom import selected

        return len(selected(self._store, self._catalogue, study, progress))

    def minutes_first(
        self, minutes: int, deck: str | None = None, progress: Progress | None = None
    ) -> "StudySession":
        """Return a session over those of today's cards that gain most in so many minutes.

        Its ``left_for_tomorrow`` counts the others. ``progress`` can stop the choosing.
        """
        from flashcards.study.minutes import minutes_first

        return minutes_first(self._store, self._catalogue, minutes, deck, progress)

    def more_new_cards(self, deck: str | None = None) -> int:
        """Return how many more new cards ``ask_more_new`` would let in for a deck, or for all.

        As many as the deck's options have for a day, or as there are; 0 while new cards are left
        that the limits allow.
        """
        from flashcards.study.more_new import more_new_cards

        return more_new_cards(self._store, self._catalogue, deck)

    def ask_more_new(self, deck: str | None = None) -> int:
        """Raise today's limits by ``more_new_cards``; return how many cards that lets in.

        The limits of the other days stay as they are. One undo step.
        """
        from flashcards.study.more_new import ask_more_new

        return ask_more_new(self._store, self._catalogue, deck)

    def save_session(self, name: str, study: "CustomStudy") -> str:
        """Keep a session under a name and return its uid."""
        from flashcards.study.saved import save_session

        return save_session(self._store, name, study)

    def saved_sessions(self) -> "list[SavedSession]":
        """Return the sessions kept, in the order they were saved."""
        from flashcards.study.saved import saved_sessions

        return saved_sessions(self._store)

    def session_in(self, definition: str) -> "CustomStudy | None":
        """Return which cards a session asks that is stored so; None where that cannot be read."""
        from flashcards.study.saved import session_in

        return session_in(self._store, definition)

    def change_session(
        self, uid: str, name: str | None = None, study: "CustomStudy | None" = None
    ) -> None:
        """Give a session that is kept another name or other cards."""
        from flashcards.study.saved import change_session

        change_session(self._store, uid, name, study)

    def delete_session(self, uid: str) -> None:
        """Keep a session no longer."""
        from flashcards.study.saved import delete_session

        delete_session(self._store, uid)
