"""The options that decide intervals, and which of them each scheduler uses."""

from flashcards.model.enums import Profile, SchedulerKind
from flashcards.model.presets import Options
from flashcards.ui.deck_options.option_kinds import (
    ChoiceRow,
    Kind,
    OptionGroup,
    OptionRow,
    number_row,
)

_DAY, _DAYS, _PER_CENT = "{count} day", "{count} days", "{count}%"


def _sm2(options: Options) -> bool:
    return options.scheduler is SchedulerKind.SM2


def _steps(options: Options) -> bool:
    return options.scheduler is SchedulerKind.STEPS


def _fsrs(options: Options) -> bool:
    return options.scheduler is SchedulerKind.FSRS


def _has_steps(options: Options) -> bool:
    return options.scheduler is not SchedulerKind.SM2


SCHEDULING = OptionGroup(
    "Scheduling",
    (
        OptionRow(
            "scheduler",
            "&Scheduler",
            "What decides when a card comes back.",
            Kind.READINGS,
            choices=(
                ChoiceRow(
                    SchedulerKind.SM2,
                    "SM-2",
                    "The published algorithm to the letter: 1 day, 6 days, then each interval "
                    "times the card’s ease. Weak answers are repeated the same day.",
                ),
                ChoiceRow(
                    SchedulerKind.STEPS,
                    "SM-2 with steps",
                    "New and forgotten cards come back within minutes first; then ease, with "
                    "multipliers of your own. What most learners know from Anki.",
                ),
                ChoiceRow(
                    SchedulerKind.FSRS,
                    "FSRS",
                    "Predicts how likely you are to remember each card, and shows it when that "
                    "falls to the share you choose. It can be fitted to your own answers.",
                ),
            ),
        ),
        OptionRow(
            "profile",
            "SM-&2 variant",
            "Two variants of one algorithm; their intervals differ by a few days.",
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
            shown_when=_sm2,
        ),
        OptionRow(
            "drill",
            "Repeat &weak answers the same day",
            "After Again or Hard, a card comes back today until you rate it Good or Easy; its due "
            "date stays the same.",
            Kind.SWITCH,
            shown_when=_sm2,
        ),
        number_row(
            "desired_retention",
            "Desired retention",
            "How many of 100 due cards you want to remember. More means shorter intervals: 95 "
            "instead of 90 more than halves them.",
            _PER_CENT,
            _PER_CENT,
            shown_when=_fsrs,
        ),
        OptionRow(
            "fsrs_parameters",
            "&Parameters",
            ("The 21 numbers FSRS calculates with: the published ones, or fitted to your answers."),
            Kind.PARAMETERS,
            shown_when=_fsrs,
        ),
        OptionRow(
            "refit_monthly",
            "Fit parameters every month",
            "Fitted to your past; kept only if they predict your newest answers better. Undo takes "
            "it back.",
            Kind.SWITCH,
            shown_when=_fsrs,
        ),
        number_row(
            "starting_ease",
            "Starting ease",
            ("What Good first multiplies a card’s interval by; Again, Hard and Easy change it."),
            _PER_CENT,
            _PER_CENT,
            by=5,
            shown_when=_steps,
        ),
        number_row(
            "hard_multiplier",
            "Hard multiplier",
            "How the interval grows after Hard; below 100% it shrinks.",
            _PER_CENT,
            _PER_CENT,
            by=5,
            shown_when=_steps,
        ),
        number_row(
            "easy_bonus",
            "Easy bonus",
            "How much longer Easy makes an interval than Good, on top of the ease.",
            _PER_CENT,
            _PER_CENT,
            by=5,
            shown_when=_steps,
        ),
        number_row(
            "interval_modifier",
            "Interval modifier",
            "What every interval is multiplied by: less for better recall, more for less work.",
            _PER_CENT,
            _PER_CENT,
            by=5,
            shown_when=_steps,
        ),
        number_row(
            "maximum_interval_days",
            "&Longest interval",
            "No card stays away for longer than this.",
            _DAY,
            _DAYS,
        ),
    ),
    "Takes effect from the next answer on; cards already scheduled keep their day.",
)

LEARNING = OptionGroup(
    "Learning steps",
    (
        OptionRow(
            "learning_steps",
            "S&teps of a new card",
            "Good takes a card to the next step, Again back to the first; after the last it is "
            "learned.",
            Kind.STEPS,
            shown_when=_has_steps,
        ),
        number_row(
            "graduating_interval_days",
            "Graduating interval",
            "The first interval of a card that has passed its last step.",
            _DAY,
            _DAYS,
            shown_when=_steps,
        ),
        number_row(
            "easy_interval_days",
            "Easy interval",
            "The first interval of a card that Easy takes past its steps.",
            _DAY,
            _DAYS,
            shown_when=_steps,
        ),
        OptionRow(
            "relearning_steps",
            "Steps of a forgotten card",
            "The same for a card that was learned and is answered with Again; leave empty to go "
            "straight back to days.",
            Kind.STEPS,
            shown_when=_has_steps,
        ),
        number_row(
            "lapse_multiplier",
            "Interval kept after a lapse",
            "How much of its interval a forgotten card keeps; 0% starts it over.",
            _PER_CENT,
            _PER_CENT,
            by=5,
            shown_when=_steps,
        ),
        number_row(
            "minimum_lapse_interval_days",
            "Shortest interval after a lapse",
            "The shortest interval of a card that has been forgotten and learned again.",
            _DAY,
            _DAYS,
            shown_when=_steps,
        ),
    ),
    "Written as 1 min 10 min 1 d; leave empty for no steps.",
)

SPREADING = OptionGroup(
    "Spreading",
    (
        OptionRow(
            "fuzz",
            "Vary intervals a little",
            "Cards learned together do not stay together: 15 days become 13 to 17.",
            Kind.SWITCH,
        ),
        OptionRow(
            "load_balance",
            "Even out the days",
            "Picks the least busy of the days near the due date.",
            Kind.SWITCH,
        ),
        OptionRow(
            "easy_days",
            "Easy days",
            "Relative workload per weekday.",
            Kind.WEEKDAYS,
        ),
    ),
    "Moves the due dates of intervals of 3 days or more by a few days.",
)
