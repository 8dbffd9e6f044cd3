"""Every visible string passes through here, so that it can be translated."""

from flashcards.languages import speaking
from flashcards.languages.speaking import numeral, percent
from flashcards.model.errors import UserError
from flashcards.model.messages import Counted, Message, Translatable

__all__ = [
    "deck_words",
    "error_words",
    "midway",
    "numeral",
    "percent",
    "plural",
    "quoted",
    "tr",
    "worded",
]


def tr(text: Translatable, **values: object) -> str:
    """Return ``text`` in the learner's language with ``{name}`` places filled in."""
    translated = speaking.text_of(text)
    return speaking.filled(translated, _in_words(values)) if values else translated


def plural(count: int, one: Translatable, many: Translatable, **values: object) -> str:
    """Return ``one`` or ``many`` with ``{count}`` filled in, thousands grouped."""
    text = speaking.text_of(one, many, count)
    return speaking.filled(text, {"count": Counted(count), **_in_words(values)})


def worded(message: Message | None) -> str:
    """Return what a lower layer says, in the learner's language; "" for nothing."""
    return "" if message is None else speaking.worded(message)


def error_words(error: UserError) -> str:
    """Return what happened and what to do next."""
    return f"{worded(error.what)} {worded(error.hint)}".strip()


def quoted(name: str) -> str:
    """Return a name in the quotation marks of the language: ``“French”``."""
    return tr("“{name}”", name=name)


def deck_words(name: str) -> str:
    """Return a deck's full name as every screen shows it: ``Languages › French``."""
    return name.replace("::", " › ")


def midway(words: str) -> str:
    """Return a translated text as it stands within a sentence: in English without its capital.

    Elsewhere it stays: a noun, say, is written large in German wherever it stands.
    """
    return words[:1].lower() + words[1:] if speaking.is_english() else words


def _in_words(values: dict[str, object]) -> dict[str, object]:
    return {
        name: worded(value) if isinstance(value, Message) else value
        for name, value in values.items()
    }
