"""Which session ``flashcards study`` begins: the day's, one of some minutes, or chosen cards."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flashcards.cli.arguments import Arguments
from flashcards.cli.wording import plural, tr
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.search.finishing import missing

if TYPE_CHECKING:
    from flashcards.api import Collection
    from flashcards.study.custom import CustomStudy
    from flashcards.study.saved import SavedSession
    from flashcards.study.session import StudySession


@dataclass(frozen=True, slots=True)
class Chosen:
    """A session, and how it ends in words."""

    session: "StudySession"
    today: bool
    """Whether it is about what there is to do today."""

    def rest(self) -> str:
        """Say what is left; empty when nothing is for today."""
        left = self.session.remaining.total + self.session.left_for_tomorrow.total
        if self.today:
            told = plural(left, "{count} card left for today.", "{count} cards left for today.")
            return told if left else ""
        told = plural(left, "{count} card left.", "{count} cards left.")
        return told if left else tr("These were all of them.")


def begin(collection: "Collection", chosen: Arguments, deck: str | None) -> Chosen:
    """Begin the session that was asked for. Raises UserError where that makes no sense."""
    if chosen.saved is not None:
        kept = saved_called(collection, chosen.saved)
        if deck is not None or chosen.search is not None:
            raise UserError(
                message("A session that is kept has its own deck and search."),
                message("Leave out the deck and --search."),
            )
        return Chosen(collection.planning.custom_study(kept.study), False)
    if chosen.minutes is not None:
        if chosen.search is not None:
            raise UserError(
                message("--minutes chooses among today’s cards."), message("Leave out --search.")
            )
        return Chosen(collection.planning.minutes_first(chosen.minutes, deck), True)
    study = _custom(chosen, deck)
    if study is None:
        return Chosen(collection.study(deck), True)
    return Chosen(collection.planning.custom_study(study), False)


def _custom(chosen: Arguments, deck: str | None) -> "CustomStudy | None":
    from flashcards.study.custom import CustomKind, CustomStudy

    query = chosen.search or ""
    if (error := missing(query)) is not None:
        raise error
    if chosen.ahead is not None:
        return CustomStudy(CustomKind.AHEAD, deck, chosen.ahead, query)
    if chosen.forgotten is not None:
        return CustomStudy(CustomKind.FORGOTTEN, deck, chosen.forgotten, query)
    if chosen.cram:
        return CustomStudy(CustomKind.CRAM, deck, query=query)
    if chosen.preview:
        return CustomStudy(CustomKind.PREVIEW, deck, query=query)
    return CustomStudy(CustomKind.SEARCH, deck, query=query) if query.strip() else None


def saved_called(collection: "Collection", name: str) -> "SavedSession":
    """Return the session kept under a name, whatever its letters' size; raise UserError else."""
    kept = collection.planning.saved_sessions()
    for session in kept:
        if session.name.casefold() == name.casefold():
            return session
    if not kept:
        raise UserError(
            message("No session is kept."),
            message("Keep one in the window first: More ways to study."),
        )
    names = ", ".join(tr("“{name}”", name=session.name) for session in kept)
    raise UserError(
        message("No session is kept as “{name}”.", name=name),
        message("There are: {names}.", names=names),
    )
