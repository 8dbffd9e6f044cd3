"""Every visible string passes through here, so that it can be translated."""

from PySide6.QtCore import QCoreApplication


def tr(text: str, **values: object) -> str:
    """Return ``text`` in the learner's language with ``{name}`` places filled in."""
    translated = QCoreApplication.translate("flashcards", text)
    return translated.format(**values) if values else translated


def plural(count: int, one: str, many: str) -> str:
    """Return ``one`` or ``many`` with ``{count}`` filled in, thousands grouped."""
    return tr(one if count == 1 else many, count=f"{count:,}")


def deck_words(name: str) -> str:
    """Return a deck's full name as every screen shows it: ``Languages › French``."""
    return name.replace("::", " › ")
