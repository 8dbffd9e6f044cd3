"""Mistakes in what is there every day: five minutes, the tray, reminders."""

from tests.mutant import Mutant

MUTANTS_OF_EVERY_DAY = (
    Mutant(
        "five minutes go on as long as there are cards",
        "ui/answering/sitting.py",
        "minutes is not None and self.tally.time_ms",
        "minutes is None and self.tally.time_ms",
        "tests/ui/test_five_minutes.py",
    ),
    Mutant(
        "what is written elsewhere asks another card after the minutes are over",
        "ui/answering/sitting.py",
        "if ended and self.time_is_over():",
        "if not done and self.time_is_over():",
        "tests/ui/test_five_minutes.py -k elsewhere",
    ),
)
