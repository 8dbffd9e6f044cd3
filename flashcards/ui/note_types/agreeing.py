"""Asks before a change of note type takes answered cards or texts away."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from flashcards.model.type_effects import TypeEffect
from flashcards.ui import messages
from flashcards.ui.note_types.type_words import effect_words, loss_words
from flashcards.ui.words import tr


def agree_to_change(asking: QWidget, effect: TypeEffect, on_yes: Callable[[], None]) -> None:
    """Say what goes, and call ``on_yes`` once the learner agrees to it."""
    messages.ask(
        asking,
        tr("Change the note type? {effect}", effect=effect_words(effect, history=True)),
        loss_words(effect),
        action=tr("Change and remove"),
        on_yes=on_yes,
        danger=True,
    )
