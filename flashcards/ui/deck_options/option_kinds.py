"""What an option of a deck is as a row: its words, its limits, what it does in one line."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from flashcards.collection.decks.options import RANGES
from flashcards.model.messages import Translatable
from flashcards.model.presets import Options


class Kind(StrEnum):
    """How an option is set."""

    NUMBER = "number"
    SWITCH = "switch"
    CHOICE = "choice"
    READINGS = "readings"
    """A choice whose values are worth a sentence each."""
    TIME = "time"
    """Minutes after midnight, shown as a time of day."""
    STEPS = "steps"
    """Minutes from one repetition to the next, typed in a row."""
    WEEKDAYS = "weekdays"
    """Per cent for each weekday, Monday first."""
    PARAMETERS = "parameters"
    """The numbers FSRS reckons with."""


def always(_options: Options) -> bool:
    """Show an option whatever the others are."""
    return True


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """One value of an option that has only some."""

    value: object
    text: Translatable
    explanation: Translatable = ""


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One option; ``name`` is the field of ``Options`` it sets."""

    name: str
    text: Translatable
    """Its label; ``&`` marks the mnemonic."""
    explanation: Translatable
    kind: Kind
    one: Translatable = "{count}"
    many: Translatable = "{count}"
    """How a number of it is said."""
    smallest: int = 0
    largest: int = 0
    by: int = 1
    """What an arrow key adds to a number."""
    choices: tuple[ChoiceRow, ...] = ()
    shown_when: Callable[[Options], bool] = always
    """Whether the option does anything with the others as they are."""

    @property
    def default(self) -> object:
        """The program's own value."""
        return getattr(Options(), self.name)


@dataclass(frozen=True, slots=True)
class OptionGroup:
    """Options that belong together, under one heading."""

    title: Translatable
    rows: tuple[OptionRow, ...]
    note: Translatable = ""
    """What is true of all of them."""

    def shown(self, options: Options) -> bool:
        """Whether any of them does anything with the others as they are."""
        return any(row.shown_when(options) for row in self.rows)


def number_row(
    name: str,
    text: Translatable,
    explanation: Translatable,
    one: Translatable,
    many: Translatable,
    *,
    by: int = 1,
    shown_when: Callable[[Options], bool] = always,
) -> OptionRow:
    """Return the row of a whole number, which may be all that the collection takes."""
    smallest, largest = RANGES[name]
    return OptionRow(
        name, text, explanation, Kind.NUMBER, one, many, smallest, largest, by,
        shown_when=shown_when,
    )  # fmt: skip
