"""The history of cards from Anki says what Anki gave them, and makes up no rule for it."""

from pathlib import Path

from flashcards import Collection, Rating
from tests.collection.anki import test_importing
from tests.collection.anki.test_importing import ANSWERED_MS, CARDS, DAY_S, LOG, NOTES, one, packed
from tests.conftest import FixedClock

collection = test_importing.collection
DRILL = (ANSWERED_MS + DAY_S * 1000, 12, 0, 3, 8, 8, 0, 5_000, 3)
ANKIS = [
    "Answered Good in Anki, which set the interval to 1 day.",
    "Answered Again in Anki, which set the interval to 10 minutes.",
    "Answered Good in Anki, which set the interval to 8 days.",
]


def words(collection: Collection, card: int) -> list[str]:
    """Return what is said of each row that counts."""
    return [str(line.words) for line in collection.scheduling.history(card) if line.standing]


def test_answers_from_anki_have_the_intervals_that_anki_gave(
    collection: Collection, tmp_path: Path
) -> None:
    collection.import_file(packed(tmp_path, log=[*LOG, DRILL]))
    card = one(collection, "cat")
    lines = collection.scheduling.history(card)
    assert [line.memory.interval_minutes for line in lines] == [1440, 10, *[8 * 1440] * 3]
    said = words(collection, card)
    assert said[:3] == ANKIS
    assert said[3].endswith("the interval stays at 8 days.")
    assert said[4].startswith("The interval was imported: 8 days, due on 2026-03-05")
    assert "ease" not in " ".join(map(str, collection.why(card)))


def test_answers_given_here_after_an_import_are_explained_as_ever(
    collection: Collection, tmp_path: Path, fixed_clock: FixedClock
) -> None:
    collection.import_file(packed(tmp_path, notes=NOTES[1:2], cards=CARDS[1:2], log=LOG[:3]))
    card = one(collection, "cat")
    fixed_clock.advance(days=4)
    session = collection.study()
    assert session.next() is not None
    session.answer(Rating.GOOD)
    assert words(collection, card)[:3] == ANKIS
    last = collection.scheduling.history(card)[-1]
    assert str(last.words).startswith("You answered Good")
    assert "8 days × ease 2.35" in str(last.words)
    assert last.due_at == collection.card(card).due_at


def test_a_corrected_answer_from_anki_is_given_no_rule_either(
    collection: Collection, tmp_path: Path
) -> None:
    collection.import_file(packed(tmp_path))
    card = one(collection, "cat")
    third = collection.scheduling.history(card)[2].review
    collection.scheduling.correct(card, third.id, Rating.HARD)
    assert words(collection, card)[2] == (
        "Corrected on 2026-03-02 from Good. "
        "Answered Hard in Anki, which set the interval to 8 days."
    )


def test_where_what_anki_said_of_the_card_is_ignored_the_rules_of_the_replay_are_told(
    collection: Collection, tmp_path: Path
) -> None:
    collection.import_file(packed(tmp_path))
    card = one(collection, "cat")
    stood = collection.scheduling.history(card)[-1].review
    collection.scheduling.strike(card, stood.id)
    last = collection.scheduling.history(card)[2]
    assert str(last.words).startswith("You answered Good")
    assert last.due_at == collection.card(card).due_at
