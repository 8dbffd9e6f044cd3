"""Which templates are there once several machines have deleted some."""

from collections.abc import Mapping

from flashcards.store.syncing import rows
from flashcards.sync.registers import GONE, State, is_gone


def type_of(template: State) -> str:
    """Return the note type (uid) of a template."""
    return str(rows.value(template, "type"))


def kept(states: Mapping[str, State]) -> set[str]:
    """Return the templates that are there: those not deleted, or of each type the last deleted.

    Two machines may have deleted one each, of two.
    """
    kept = {uid for uid, state in states.items() if not is_gone(state)}
    filled = {type_of(states[uid]) for uid in kept}
    last: dict[str, str] = {}
    for uid in sorted(states.keys() - kept, key=lambda uid: (*states[uid][GONE][:2], uid)):
        last[type_of(states[uid])] = uid
    return kept | {uid for type_uid, uid in last.items() if type_uid not in filled}
