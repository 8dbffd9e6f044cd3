"""What a segment says of each row, as registers."""

from flashcards.model.ids import device_number
from flashcards.sync.registers import Register, State
from flashcards.sync.values import Segment


def by_kind(segment: Segment) -> dict[str, dict[str, State]]:
    """Return what a segment says, by kind and uid; of writes of one field the newest.

    Raises LookupError or ValueError for what no program of ours has written.
    """
    numbers = [device_number(uid) if uid else 0 for uid, _ in segment.devices]
    found: dict[str, dict[str, State]] = {}
    last = None
    for kind, uid, field, value, stamp, device, base in segment.facts:
        if (kind, uid) != last:
            state = found.setdefault(kind, {}).setdefault(uid, {})
            last = kind, uid
        register = Register(stamp, numbers[device], value, int(base) if base else 0)
        before = state.get(field)
        state[field] = register if before is None else max(before, register)
    return found
