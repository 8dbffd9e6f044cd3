"""Fits FSRS to the answers given in the decks that share a preset."""

from typing import TYPE_CHECKING

from flashcards.collection.decks.organising import required_deck, required_preset
from flashcards.model.presets import Preset
from flashcards.store import decks
from flashcards.store.answer_logs import answer_log
from flashcards.store.operation import Progress
from flashcards.store.store import Connection, Store

if TYPE_CHECKING:
    from flashcards.scheduling.columns import AnswerLog
    from flashcards.scheduling.optimising import OptimiseResult


def optimise(store: Store, deck: str, progress: Progress | None = None) -> "OptimiseResult":
    """Return the parameters of FSRS that fit the answers in all decks of ``deck``'s preset.

    Only answers that count now are looked at: corrected ones as corrected, struck ones not. They
    are compared with the parameters the preset has. Nothing is written.

    Raises UserError where there are too few answers, CancelledError when ``progress`` returns
    False.
    """
    from flashcards.scheduling import optimising
    from flashcards.store.strengths import weights_of

    with store.looking(progress) as conn:
        preset = required_preset(conn, required_deck(conn, deck).preset_id)
        log = log_of_preset(conn, preset)
    current = weights_of(preset.options)
    return optimising.optimise(log, current, progress)


def log_of_preset(conn: Connection, preset: Preset) -> "AnswerLog":
    """Return the answers that count in all decks that share a preset."""
    sharing = [int(one.id) for one in decks.all_decks(conn) if one.preset_id == preset.id]
    return answer_log(conn, sharing, preset.options.day_start_minutes)
