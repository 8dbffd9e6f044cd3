"""Options whose effect no sample card shows tell it in an example, which is what would happen."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import Qt

from flashcards import Rating
from flashcards.model.changes import Changes
from flashcards.model.enums import LimitFrom, NewMix, NewOrder, ReviewOrder
from flashcards.model.messages import message
from flashcards.model.presets import Options
from flashcards.study.session import StudySession
from flashcards.ui.deck_options import effects
from flashcards.ui.deck_options.edits import NumberEdit
from flashcards.ui.deck_options.option_rows import ROWS
from flashcards.ui.deck_options.sample import samples
from flashcards.ui.deck_options.screen import DeckOptionsScreen
from flashcards.ui.main_window import MainWindow
from tests.conftest import FixedClock
from tests.qtbot import QtBot

if TYPE_CHECKING:
    from flashcards.api import Collection


@pytest.fixture
def screen(window: MainWindow, collection: "Collection") -> DeckOptionsScreen:
    """The options of French, in front."""
    collection.add_note({"Front": "chien", "Back": "dog"}, deck="French")
    return cast(DeckOptionsScreen, window.go("options", deck="French"))


def _effect(screen: DeckOptionsScreen, name: str) -> str:
    return screen.board.lines[name].effect.text()


def _asked(session: StudySession) -> list[Any]:
    """Return all cards of a session in the order they are asked, each answered Good."""
    asked = []
    while (card := session.next()) is not None:
        asked.append(card)
        session.answer(Rating.GOOD)
    return asked


def test_every_option_shows_its_effect_in_the_samples_or_in_an_example() -> None:
    in_samples = {
        "profile", "drill", "scheduler", "maximum_interval_days", "learning_steps",
        "relearning_steps", "graduating_interval_days", "easy_interval_days", "starting_ease",
        "hard_multiplier", "easy_bonus", "interval_modifier", "lapse_multiplier",
        "minimum_lapse_interval_days", "desired_retention", "fsrs_parameters", "fuzz",
        "load_balance", "easy_days", "six_qualities",
    }  # fmt: skip
    told = {name for name in ROWS if effects.effect(name, Options())}
    assert told == set(ROWS) - in_samples
    assert samples(Options(six_qualities=True)) != samples(Options())


def test_an_example_follows_what_is_typed(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    field = screen.board.lines["new_per_day"].edit
    assert isinstance(field, NumberEdit)
    assert _effect(screen, "new_per_day") == "100 new cards take 5 days."
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "30")
    assert _effect(screen, "new_per_day") == "100 new cards take 4 days."
    assert "each limited to 30, shows 30 new cards a day" in _effect(screen, "new_limit_from")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert _effect(screen, "new_per_day") == "100 new cards take 5 days."
    window.collection.set_options("French", new_per_day=0)
    assert _effect(screen, "new_per_day") == "No new card comes."


def test_an_option_that_a_sample_shows_has_no_line_for_an_example(
    screen: DeckOptionsScreen,
) -> None:
    assert screen.board.lines["fuzz"].effect.isHidden()
    assert not screen.board.lines["new_mix"].effect.isHidden()


def test_the_limits_are_those_of_the_examples(collection: "Collection") -> None:
    for deck in ("A", "A::B", "A::C"):
        for number in range(6):
            collection.add_note({"Front": f"{deck} {number}", "Back": "."}, deck=deck)
    for kind, most in ((LimitFrom.PARENTS, 4), (LimitFrom.OWN, 12)):
        collection.set_options("A", new_per_day=4, new_limit_from=kind)
        assert collection.study("A").remaining.new == most
        said = effects.effect("new_limit_from", collection.options("A"))
        assert (
            said
            == f"A deck with 2 subdecks, each limited to 4, shows {most} new cards a day in all."
        )


@pytest.mark.parametrize("order", effects.NEW_ORDERS)
def test_new_cards_come_in_the_order_of_the_example(
    collection: "Collection", order: NewOrder
) -> None:
    notes = {
        collection.add_note({"Front": name, "Back": "."}, "D", note_type="basic-reverse"): name
        for name in "abc"
    }
    collection.set_options("D", new_order=order, new_per_day=4, bury_new=False)
    asked = [
        notes[card.card.note_id] + card.card.template_uid[-1]
        for card in _asked(collection.study("D"))
    ]
    assert " ".join(asked) == effects.NEW_ORDERS[order]


@pytest.mark.parametrize("mix", NewMix)
def test_new_cards_stand_among_the_due_ones_as_in_the_example(
    collection: "Collection", fixed_clock: FixedClock, mix: NewMix
) -> None:
    for number in range(15):
        collection.add_note({"Front": str(number), "Back": "."}, "D")
    collection.set_options("D", new_per_day=12)
    _asked(collection.study("D"))
    fixed_clock.advance(days=1)
    collection.set_options("D", new_mix=mix)
    words = " ".join(
        "due" if card.card.memory.repetitions else "new" for card in _asked(collection.study("D"))
    )
    start, cut, end = effects.MIXES[mix].partition("…")
    assert words.startswith(start)
    assert words.endswith(end)
    assert cut or words == start


@pytest.mark.parametrize("order", effects.REVIEW_ORDERS)
def test_due_cards_come_in_the_order_of_the_example(
    collection: "Collection", fixed_clock: FixedClock, order: ReviewOrder
) -> None:
    """Each card: its interval, how late it is, its ease."""
    cards = {"A": (30, 20, 190), "B": (8, 1, 220), "C": (12, 14, 250)}
    start = fixed_clock.now
    for name, (interval, late, ease) in sorted(cards.items(), key=lambda one: -sum(one[1][:2])):
        collection.add_note({"Front": name, "Back": "."}, name)
        fixed_clock.now = start - timedelta(days=interval + late)
        collection.set_options(name, scheduler="sm2-steps", starting_ease=ease)
        collection.scheduling.set_due(collection.search(f"deck:{name}"), interval)
    fixed_clock.now = start
    collection.set_options("A", review_order=order)
    asked = [card.deck for card in _asked(collection.study())]
    assert " ".join(asked) == effects.REVIEW_ORDERS[order]


@pytest.mark.parametrize(
    ("name", "values", "said"),
    [
        ("reviews_per_day", {"reviews_per_day": 200}, "200 are shown and 100 wait"),
        ("reviews_per_day", {"reviews_per_day": 900}, "all are shown"),
        ("new_within_reviews", {"new_within_reviews": True}, "With 195 cards due, 5 new ones come"),
        ("new_within_reviews", {"new_per_day": 9}, "With 195 cards due, 9 new ones come"),
        ("leech_lapses", {"leech_lapses": 8}, "lapses 8, 12, 16,"),
        ("leech_lapses", {"leech_lapses": 0}, "No card counts"),
        ("answer_cap_s", {"answer_cap_s": 60}, "counts as 60 seconds"),
        ("answer_cap_s", {"answer_cap_s": 3_600}, "counts as 900 seconds"),
        ("day_start_minutes", {"day_start_minutes": 240}, "3:59 on Tuesday belongs to Monday"),
        ("day_start_minutes", {"day_start_minutes": 0}, "23:59 on Monday belongs to Monday"),
        ("bury_new", {"bury_new": True}, "tomorrow"),
        ("bury_reviews", {"bury_reviews": False}, "at once"),
        ("leech_action", {"leech_action": "suspend"}, "rests until you unsuspend it"),
    ],
)
def test_examples_follow_the_value(
    window: MainWindow, screen: DeckOptionsScreen, name: str, values: dict[str, Any], said: str
) -> None:
    window.collection.set_options("French", **values)
    assert said in _effect(screen, name)


def test_an_option_that_only_a_later_version_knows_says_so_until_one_is_chosen(
    window: MainWindow, screen: DeckOptionsScreen
) -> None:
    line = screen.board.lines["new_mix"]
    assert line.trouble.text() == ""
    with window.collection._store.writing(message("Merge"), undoable=False) as conn:
        conn.exec_driver_sql("UPDATE presets SET options = json_set(options, '$.new_mix', 'woven')")
    window.collection._store._tell(Changes(presets=True))
    assert "newer version" in line.trouble.text()
    assert "“woven”" in line.trouble.text()
    line.settle()  # as when the choice shown is chosen
    assert line.trouble.text() == ""
    assert not window.collection.preset_of("French").unknown
