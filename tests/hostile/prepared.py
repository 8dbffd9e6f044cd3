"""A sound collection that is spoilt by other kinds, and what is tried with what came of it."""

import shutil
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import flashcards
from flashcards import Collection, Rating, UserError
from tests.hostile.case import Place

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@cache
def _sound() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sound.flashcards"
        with flashcards.open(path, lambda: NOW) as collection:
            for number in range(6):
                fields = {"Front": f"What is {number}?", "Back": "b"}
                collection.add_note(fields, deck="A::B", tags=["t"])
            collection.add_note({"Text": "A {{c1::b}} c"}, deck="C", note_type="cloze")
            session = collection.study()
            for rating in Rating:
                session.next()
                session.answer(rating)
            collection.scheduling.set_deck_limits("A", new_per_day=5)
            first = (NOW + timedelta(days=9)).date()
            collection.planning.add_holiday(first, first)
            collection.add_note({"Front": "gone", "Back": "b"}, deck="Gone")
            collection.delete_deck("Gone")
        return path.read_bytes()


def put_sound(place: Place) -> Path:
    """Put a sound collection where the case's own goes, as if it had been sent."""
    place.path.write_bytes(_sound())
    return place.path


def closed_here(place: Place) -> Path:
    """Put a sound collection there that was opened and closed in its place, with a backup."""
    path = put_sound(place)
    with flashcards.open(path, lambda: NOW) as collection:
        collection.backup()
    return path


def used(place: Place) -> Sequence[str]:
    """Open the case's own collection, use it as a window does, and return what it says is odd."""
    with flashcards.open(place.path, lambda: NOW + timedelta(days=1)) as collection:
        said = [str(each) for each in (collection.location_warning(), *collection.check()) if each]
        for action in _actions(collection):
            with suppress(UserError):
                action()
    assert (place.outside / "secret.txt").stat().st_size == len("secret: nobody named me")
    return said


def _actions(collection: Collection) -> Sequence[Callable[[], object]]:
    return (
        collection.deck_tree,
        collection.overview,
        lambda: collection.card_rows(collection.search()),
        collection.statistics,
        lambda: [collection.why(card) for card in collection.search()],
        lambda: collection.add_note({"Front": "new", "Back": "b"}, deck="A"),
        collection.undo,
        lambda: _answer(collection),
        collection.bin,
        collection.planning.plans,
        lambda: collection.options("A"),
        collection.backups,
        collection.backup,
    )


def _answer(collection: Collection) -> None:
    session = collection.study()
    if session.next() is not None:
        session.answer(Rating.GOOD)


def restored(place: Place) -> Sequence[str]:
    """Restore what the learner's file ``sent.flashcards`` is, and use it."""
    flashcards.restore(place.given / "sent.flashcards", place.path)
    return used(place)


def sent(place: Place) -> Path:
    """Put a sound collection among the learner's files as ``sent.flashcards``."""
    path = place.given / "sent.flashcards"
    path.write_bytes(_sound())
    return path


def renamed(path: Path, name: str) -> Path:
    """Give a collection another name in its folder, where the file system takes it."""
    with suppress(OSError, ValueError):
        return Path(shutil.move(path, path.with_name(name)))
    return path
