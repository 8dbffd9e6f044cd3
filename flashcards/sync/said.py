"""What a segment says of each row, as registers."""

from collections.abc import Sequence

from flashcards.model.ids import device_number
from flashcards.sync.registers import Register, State
from flashcards.sync.values import Fact, Segment


def by_kind(segment: Segment) -> dict[str, dict[str, State]]:
    """Return what a segment says, by kind and uid; of writes of one field the newest.

    Raises LookupError or ValueError for what no program of ours has written.
    """
    numbers = [device_number(uid) if uid else 0 for uid, _ in segment.devices]
    found: dict[str, dict[str, State]] = {}
    for fact in segment.facts:
        state = found.setdefault(fact.kind, {}).setdefault(fact.uid, {})
        register = _register(fact, numbers)
        before = state.get(fact.field)
        state[fact.field] = register if before is None else max(before, register)
    return found


def _register(fact: Fact, numbers: Sequence[int]) -> Register:
    return Register(fact.stamp, numbers[fact.device], fact.value, int(fact.base or 0))
