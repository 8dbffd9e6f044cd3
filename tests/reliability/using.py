"""What a window does with a collection, each of which may be refused in words."""

from collections.abc import Callable, Iterable
from contextlib import suppress

from flashcards import Collection, Rating, UserError


def try_each(actions: Iterable[Callable[[], object]]) -> None:
    """Do one after the other; what is refused keeps none of the others from being done."""
    for action in actions:
        with suppress(UserError):
            action()


def study(collection: Collection) -> None:
    """Answer up to ten cards."""
    session = collection.study()
    for _ in range(10):
        card = session.next()
        if card is None:
            break
        assert card.choices
        session.answer(Rating.GOOD)
