"""The limits a deck can have of its own, in words."""

from flashcards.collection.decks.limiting import MOST
from flashcards.model.messages import Translatable
from flashcards.ui.deck_options.option_kinds import Kind, OptionRow
from flashcards.ui.deck_options.option_words import value_words
from flashcards.ui.words import tr


def _limit(name: str, text: Translatable) -> OptionRow:
    return OptionRow(name, text, "", Kind.NUMBER, "{count} card", "{count} cards", 0, MOST[name])


LIMITS = {
    limit.name: limit
    for limit in (
        _limit("new_per_day", "New cards a day of this deck"),
        _limit("new_today", "New cards today of this deck"),
        _limit("reviews_per_day", "Reviews a day of this deck"),
        _limit("reviews_today", "Reviews today of this deck"),
    )
}


def limit_words(name: str, value: int | None) -> str:
    """Say what a limit is now."""
    text = tr(LIMITS[name].text)
    if value is None:
        return tr("{limit}: none of its own", limit=text)
    return tr("{limit}: {value}", limit=text, value=value_words(LIMITS[name], value))
