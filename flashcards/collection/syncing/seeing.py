"""What the maker of a snapshot had seen of what is here, since the steps between are missing."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from flashcards.model.ids import device_number
from flashcards.sync.registers import TEXT, Merged
from flashcards.sync.values import Segment


@dataclass(frozen=True, slots=True)
class Unseen:
    """Texts of notes that are known here and that the snapshot does not stand for."""

    written: Collection[tuple[str, str, int, int]] = ()
    """Guid, field, stamp, number of the device."""
    replaced: Collection[tuple[str, str, int]] = ()
    """Guid, field and stamp of what they replaced knowingly."""

    def settle(self, guid: str, merged: Merged) -> None:
        """Let what one side had seen of the other count as replaced knowingly."""
        merged.beaten = [
            (name, each)
            for name, each in merged.beaten
            if (guid, name, each.stamp, each.device) in self.written
        ]
        merged.lost = [
            (name, each)
            for name, each in merged.lost
            if (guid, name, each.stamp) not in self.replaced
        ]


def unseen_in(segments: Iterable[Segment]) -> Unseen:
    """Return what segments say of the texts of notes that the snapshot does not stand for."""
    written: set[tuple[str, str, int, int]] = set()
    replaced: set[tuple[str, str, int]] = set()
    for segment in segments:
        numbers = [device_number(uid) if uid else 0 for uid, _ in segment.devices]
        for fact in segment.facts:
            if fact.kind == "notes" and fact.field.startswith(TEXT):
                written.add((fact.uid, fact.field, fact.stamp, numbers[fact.device]))
                if fact.base:
                    replaced.add((fact.uid, fact.field, int(fact.base)))
    return Unseen(written, replaced)
