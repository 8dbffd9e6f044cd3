"""Which presets are there once several machines have deleted some."""

from collections.abc import Mapping

from flashcards.sync.registers import GONE, State, is_gone


def kept(states: Mapping[str, State]) -> set[str]:
    """Return the presets that are there: those not deleted, or the last one that was.

    Decks need one, and each of the last two may have been deleted by another machine. Given all
    that anybody has heard of: what one segment speaks of would not be the same everywhere.
    """
    there = {uid for uid, state in states.items() if not is_gone(state)}
    if there or not states:
        return there
    return {max(states, key=lambda uid: (*states[uid][GONE][:2], uid))}
