"""Why a formula cannot be drawn, in words for the card it stands on."""

from flashcards.model.messages import Message, message

PROBLEMS: dict[str, Message] = {
    "empty": message("There is nothing in the formula."),
    "braces": message(
        "A brace {open} has no {close} that closes it, or the other way round.",
        open="{",
        close="}",
    ),
    "left": message("Every \\left needs a \\right, and every \\right a \\left."),
    "environment": message("Every \\begin needs an \\end with the same name."),
    "argument": message("Something is missing at the end, or behind a command."),
    "script": message("A sign has two exponents or two indices; put one of them into braces."),
    "limits": message("Write \\limits right behind a sum or an integral."),
    "macros": message("The commands defined with \\newcommand call each other without an end."),
    "large": message("The formula is too long to draw."),
    "slow": message("The formula takes too long to draw."),
    "unreadable": message("The formula cannot be read."),
    "process": message("Formulas cannot be drawn: no other process can be started here."),
}
"""Codes, as ``FormulaError`` and what draws formulas name them, and their words."""


class FormulaError(Exception):
    """A formula that cannot be drawn; ``code`` is one of ``PROBLEMS``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def words(code: str) -> Message:
    """Return why a formula could not be drawn."""
    return PROBLEMS.get(code, PROBLEMS["unreadable"])
