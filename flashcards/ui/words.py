"""Every visible string passes through here, so that it can be translated."""

from PySide6.QtCore import QCoreApplication

from flashcards.model.errors import UserError
from flashcards.model.messages import Message, Translatable

CONTEXT = "flashcards"
"""Under which translations of the whole program are kept."""


def tr(text: Translatable, **values: object) -> str:
    """Return ``text`` in the learner's language with ``{name}`` places filled in."""
    translated = QCoreApplication.translate(CONTEXT, text)
    if not values:
        return translated
    return translated.format(
        **{
            name: worded(value) if isinstance(value, Message) else value
            for name, value in values.items()
        }
    )


def plural(count: int, one: Translatable, many: Translatable, **values: object) -> str:
    """Return ``one`` or ``many`` with ``{count}`` filled in, thousands grouped."""
    return _translated(one, many, count).format(count=f"{count:,}", **values)


def worded(message: Message | None) -> str:
    """Return what a lower layer says, in the learner's language; "" for nothing."""
    return "" if message is None else message.worded(_translated)


def error_words(error: UserError) -> str:
    """Return what happened and what to do next."""
    return f"{worded(error.what)} {worded(error.hint)}".strip()


def deck_words(name: str) -> str:
    """Return a deck's full name as every screen shows it: ``Languages › French``."""
    return name.replace("::", " › ")


def _translated(one: str, many: str, count: int) -> str:
    """Return the text to use for ``count``; ``many`` is "" where nothing is counted.

    A plural is looked up by its text for many, from which Qt chooses the form by the language's
    own rules.
    """
    if not many:
        return QCoreApplication.translate(CONTEXT, one)
    found = QCoreApplication.translate(CONTEXT, many, None, count)
    return one if count == 1 and found == many else found
