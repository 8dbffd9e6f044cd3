"""Every option of a deck as one row: its words, its limits, what it does in one line."""

from dataclasses import dataclass
from enum import StrEnum

from flashcards.model.enums import NewMix, NewOrder, Profile, ReviewOrder
from flashcards.model.presets import Options
from flashcards.ui.words import plural, tr


class Kind(StrEnum):
    """How an option is set."""

    NUMBER = "number"
    SWITCH = "switch"
    CHOICE = "choice"
    READINGS = "readings"
    """A choice whose values are worth a sentence each."""
    TIME = "time"
    """Minutes after midnight, shown as a time of day."""


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """One value of an option that has only some."""

    value: object
    text: str
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One option; ``name`` is the field of ``Options`` it sets."""

    name: str
    text: str
    """Its label; ``&`` marks the mnemonic."""
    explanation: str
    kind: Kind
    one: str = "{count}"
    many: str = "{count}"
    """How a number of it is said."""
    smallest: int = 0
    largest: int = 0
    choices: tuple[ChoiceRow, ...] = ()

    @property
    def default(self) -> object:
        """The program's own value."""
        return getattr(Options(), self.name)


@dataclass(frozen=True, slots=True)
class OptionGroup:
    """Options that belong together, under one heading."""

    title: str
    rows: tuple[OptionRow, ...]
    note: str = ""
    """What is true of all of them."""


_LIMITS = OptionGroup(
    "Daily limits",
    (
        OptionRow(
            "new_per_day",
            "&New cards a day",
            "How many cards you meet for the first time.",
            Kind.NUMBER,
            "{count} card",
            "{count} cards",
            0,
            9_999,
        ),
        OptionRow(
            "reviews_per_day",
            "Reviews a da&y",
            "How many cards you have met come back; the rest wait for tomorrow.",
            Kind.NUMBER,
            "{count} card",
            "{count} cards",
            0,
            99_999,
        ),
    ),
    "Cards of subdecks count as well. 0 brings none.",
)

_ORDER = OptionGroup(
    "Order",
    (
        OptionRow(
            "new_order",
            "&Order of new cards",
            "Which new cards come first.",
            Kind.CHOICE,
            choices=(
                ChoiceRow(NewOrder.ADDED, "As they were added"),
                ChoiceRow(NewOrder.RANDOM, "At random"),
            ),
        ),
        OptionRow(
            "review_order",
            "O&rder of reviews",
            "Which due cards come first.",
            Kind.CHOICE,
            choices=(
                ChoiceRow(ReviewOrder.DUE, "Longest due first"),
                ChoiceRow(ReviewOrder.RANDOM, "At random"),
                ChoiceRow(ReviewOrder.INTERVAL, "Shortest interval first"),
                ChoiceRow(ReviewOrder.EASE, "Hardest first"),
            ),
        ),
        OptionRow(
            "new_mix",
            "Mi&x of new cards and reviews",
            "Where new cards stand among the rest.",
            Kind.CHOICE,
            choices=(
                ChoiceRow(NewMix.MIXED, "Spread evenly"),
                ChoiceRow(NewMix.BEFORE, "New cards first"),
                ChoiceRow(NewMix.AFTER, "New cards last"),
            ),
        ),
    ),
    "Where several decks are studied together, reviews and mix follow the one you start.",
)

_SCHEDULING = OptionGroup(
    "Scheduling",
    (
        OptionRow(
            "profile",
            "Reading of SM-&2",
            "Two readings of one algorithm; they differ by days, not in kind.",
            Kind.READINGS,
            choices=(
                ChoiceRow(
                    Profile.PAPER,
                    "The published text",
                    "The new ease multiplies, fractions of a day round up, "
                    "and a forgotten card keeps its ease.",
                ),
                ChoiceRow(
                    Profile.SOURCE,
                    "SuperMemo’s own code",
                    "The ease before the answer multiplies, days round to the nearest, "
                    "and a forgotten card loses ease.",
                ),
            ),
        ),
        OptionRow(
            "drill",
            "Repeat &weak answers the same day",
            "Again and Hard bring a card back today until it is Good; the schedule stays.",
            Kind.SWITCH,
        ),
        OptionRow(
            "six_qualities",
            "Buttons to rate w&ith",
            "Six are SM-2’s own scale.",
            Kind.CHOICE,
            choices=(
                ChoiceRow(False, "Four: Again, Hard, Good, Easy"),
                ChoiceRow(True, "Six: qualities 0 to 5"),
            ),
        ),
        OptionRow(
            "maximum_interval_days",
            "&Longest interval",
            "No card stays away for longer than this.",
            Kind.NUMBER,
            "{count} day",
            "{count} days",
            1,
            36_500,
        ),
    ),
    "Counts from the next answer on; cards that are planned already keep their day.",
)

_DAY = OptionGroup(
    "Day",
    (
        OptionRow(
            "day_start_minutes",
            "Ti&me the day begins",
            "Answers before it belong to the day before.",
            Kind.TIME,
            smallest=0,
            largest=23 * 60 + 59,
        ),
    ),
    "Applies to all decks: a learner has one day.",
)

_TIME = OptionGroup(
    "Answer time",
    (
        OptionRow(
            "answer_cap_s",
            "Cloc&k stops after",
            "The longest time counted for one answer, so that a pause is not taken for thinking.",
            Kind.NUMBER,
            "{count} second",
            "{count} seconds",
            5,
            3_600,
        ),
    ),
)

GROUPS = (_LIMITS, _ORDER, _SCHEDULING, _DAY, _TIME)
ROWS = {row.name: row for group in GROUPS for row in group.rows}


def value_words(row: OptionRow, value: object) -> str:
    """Return a value of an option as one would say it."""
    if row.kind is Kind.NUMBER and isinstance(value, int):
        return plural(value, row.one, row.many)
    if row.kind is Kind.TIME and isinstance(value, int):
        return f"{value // 60}:{value % 60:02d}"
    if row.kind is Kind.SWITCH:
        return tr("on") if value else tr("off")
    for choice in row.choices:
        if choice.value == value:
            return tr(choice.text).partition(":")[0]
    return str(value)


def refusal(row: OptionRow, value: int) -> str:
    """Say in plain words why a number is not taken; empty when it is."""
    if row.smallest <= value <= row.largest:
        return ""
    least, most = value_words(row, row.smallest), value_words(row, row.largest)
    return tr("Must lie between {least} and {most}.", least=least, most=most)
