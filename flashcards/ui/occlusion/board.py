"""The masks of one picture while they are drawn: selected, changed, numbered, and taken back."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from flashcards.model.occlusion import (
    LABEL,
    MOST_MASKS,
    POLYGON,
    TEXT,
    Mask,
    Occlusion,
    Point,
    with_masks,
)
from flashcards.ui.occlusion.geometry import Frame

_SHIFT = 0.03
"""How far a copy lies from what it was made of, as a share of the picture."""
MOST_STEPS = 200
"""So many changes can be taken back."""


@dataclass(frozen=True, slots=True)
class State:
    """All masks at one moment, and which of them are selected, by their places."""

    masks: tuple[Mask, ...]
    selected: frozenset[int] = frozenset()
    hides_all: bool = True


class Board:
    """Holds the masks; each change can be undone.

    Numbers stay with their masks, since each is a card with a history: a new mask gets a number
    that none has had here.
    """

    def __init__(
        self, occlusion: Occlusion, frame: Frame | None = None, taken: Sequence[int] = ()
    ) -> None:
        """``taken`` are numbers that no new mask may have, beside those there are."""
        self._read = occlusion
        self.frame = frame or Frame()
        hides = occlusion.hides_all or not occlusion.numbers
        self.state = State(occlusion.masks, frozenset(), hides)
        self._past: list[State] = []
        self._future: list[State] = []
        self._last = ""
        self._before: State | None = None
        """What was there before the change that is under way."""
        self._largest = max((*occlusion.numbers, *taken), default=0)
        self.listeners: list[Callable[[], None]] = []

    # Looking

    @property
    def masks(self) -> tuple[Mask, ...]:
        """All masks, the lowest first."""
        return self.state.masks

    @property
    def places(self) -> list[int]:
        """The places of those that are selected, the lowest first."""
        return sorted(self.state.selected)

    @property
    def chosen(self) -> list[Mask]:
        """The masks that are selected."""
        return [self.masks[place] for place in self.places]

    def occlusion(self) -> Occlusion:
        """Return what a note keeps of all this."""
        unchanged = self.masks == self._read.masks
        return self._read if unchanged else with_masks(self._read, self.masks)

    def group_of(self, place: int) -> frozenset[int]:
        """Return the places of the masks that are one card with this one."""
        mask = self.masks[place]
        if mask.is_label:
            return frozenset((place,))
        wanted = set(mask.numbers)
        return frozenset(
            at for at, each in enumerate(self.masks) if wanted.intersection(each.numbers)
        )

    # Selecting, which nothing needs to take back

    def select(self, places: Iterable[int]) -> None:
        """Select these masks and no others."""
        found = frozenset(place for place in places if 0 <= place < len(self.masks))
        if found != self.state.selected:
            self.state = replace(self.state, selected=found)
            self._last = ""
            self._tell()

    def step(self, by: int) -> None:
        """Select the next mask, or the one before."""
        if not self.masks:
            return
        places = self.places
        if not places:
            at = 0 if by > 0 else len(self.masks) - 1
        else:
            at = ((places[-1] if by > 0 else places[0]) + by) % len(self.masks)
        self.select((at,))

    # Changing

    def add(self, mask: Mask) -> None:
        """Add a mask, which becomes a card of its own unless it is a text, and select it."""
        if len(self.masks) >= MOST_MASKS:
            return
        number = LABEL if mask.kind == TEXT else self._next_number()
        hides = self.state.hides_all and number != LABEL
        added = mask.changed(numbers=(number,), hides_all=hides)
        self._change((*self.masks, added), (len(self.masks),))

    def delete(self) -> None:
        """Take away what is selected."""
        gone = self.state.selected
        if gone:
            kept = tuple(mask for at, mask in enumerate(self.masks) if at not in gone)
            self._change(kept, ())

    def duplicate(self) -> None:
        """Add a copy of what is selected; what was one card is one new card."""
        room = MOST_MASKS - len(self.masks)
        numbers: dict[int, int] = {LABEL: LABEL}
        copies = []
        for mask in self.chosen[:room]:
            for number in mask.numbers:
                if number not in numbers:
                    numbers[number] = self._next_number()
            moved = self.frame.moved(mask, _SHIFT, _SHIFT)
            copies.append(moved.changed(numbers=tuple(numbers[n] for n in mask.numbers), after=""))
        if copies:
            first = len(self.masks)
            self._change((*self.masks, *copies), range(first, first + len(copies)))

    def move(self, by_x: float, by_y: float) -> None:
        """Move what is selected by shares of the picture."""
        self._each(lambda mask: self.frame.moved(mask, by_x, by_y), "move")

    def grow(self, by_x: float, by_y: float) -> None:
        """Make what is selected wider and higher, by lengths in heights of the picture."""
        self._each(lambda mask: self.frame.grown(mask, by_x, by_y), "grow")

    def rotate(self, degrees: float) -> None:
        """Turn what is selected clockwise."""
        self._each(lambda mask: self.frame.rotated(mask, degrees), "rotate")

    def write(self, place: int, text: str) -> None:
        """Give a text other words, or a mask another name; a text without any goes."""
        if text == self.masks[place].text:
            return
        if text.strip() or self.masks[place].kind != TEXT:
            self.put(place, self.masks[place].changed(text=text.strip()))
        else:
            self.select((place,))
            self.delete()

    def put(self, place: int, mask: Mask, name: str = "") -> None:
        """Put another mask in the place of one; changes of one name in a row are one step."""
        masks = list(self.masks)
        masks[place] = mask
        self._change(tuple(masks), self.state.selected, name)

    def move_corner(self, place: int, corner: int, to: Point) -> None:
        """Move one corner of a polygon to a place in heights of the picture."""
        mask = self.masks[place]
        if mask.kind == POLYGON and 0 <= corner < len(mask.points):
            corners = self.frame.corners(mask)
            corners[corner] = to
            self.put(place, self.frame.with_corners(mask, corners), f"corner {corner}")

    def group(self) -> None:
        """Make one card of what is selected; it keeps the lowest number, so the longest past."""
        numbers = [number for mask in self.chosen for number in mask.numbers if number != LABEL]
        if len(set(numbers)) > 1:
            self._number(dict.fromkeys(self._groupable(), min(numbers)))

    def ungroup(self) -> None:
        """Make a card of each mask that is selected; the first one of a card keeps its number."""
        chosen = self._groupable()
        taken = {n for at, mask in enumerate(self.masks) for n in mask.numbers if at not in chosen}
        found: dict[int, int] = {}
        for place in chosen:
            number = self.masks[place].numbers[0]
            found[place] = self._next_number() if number in taken else number
            taken.add(number)
        if any(self.masks[place].numbers != (number,) for place, number in found.items()):
            self._number(found)

    def can_group(self) -> bool:
        """Whether several cards are selected."""
        return len({n for mask in self.chosen for n in mask.numbers} - {LABEL}) > 1

    def can_ungroup(self) -> bool:
        """Whether what is selected shares a card."""
        return any(len(self.group_of(place)) > 1 for place in self.places)

    def hide(self, hides_all: bool) -> None:
        """Let each card cover all masks, or its own alone."""
        if hides_all == self.state.hides_all:
            return
        masks = tuple(
            mask.changed(hides_all=hides_all) if _differs(mask, hides_all) else mask
            for mask in self.masks
        )
        self._change(masks, self.state.selected, hides_all=hides_all)

    def _groupable(self) -> list[int]:
        return [place for place in self.places if not self.masks[place].is_label]

    def _number(self, numbers: dict[int, int]) -> None:
        masks = tuple(
            mask.changed(numbers=(numbers[at],)) if at in numbers else mask
            for at, mask in enumerate(self.masks)
        )
        self._change(masks, self.state.selected)

    def _next_number(self) -> int:
        self._largest += 1
        return self._largest

    def _each(self, change: Callable[[Mask], Mask], name: str) -> None:
        if not self.state.selected:
            return
        masks = tuple(
            change(mask) if at in self.state.selected else mask
            for at, mask in enumerate(self.masks)
        )
        self._change(masks, self.state.selected, name)

    # Taking back

    def begin(self) -> None:
        """Begin a change of many small ones, such as a drag, that is one step."""
        self._before = self.state

    def again(self) -> None:
        """Go back to the beginning of the change that is under way, to do more or less of it."""
        if self._before is not None:
            self.state = self._before

    def end(self) -> None:
        """End it; nothing is to be taken back where nothing changed."""
        before, self._before = self._before, None
        self._last = ""
        if before is not None and before.masks != self.masks:
            self._keep(before)
            self._tell()

    def cancel(self) -> None:
        """Give up a change that is under way."""
        before, self._before = self._before, None
        self._last = ""
        if before is not None:
            self.state = before
            self._tell()

    def _change(
        self,
        masks: tuple[Mask, ...],
        selected: Iterable[int],
        name: str = "",
        *,
        hides_all: bool | None = None,
    ) -> None:
        before = self.state
        hides = before.hides_all if hides_all is None else hides_all
        self.state = State(masks, frozenset(selected), hides)
        if self._before is None and not (name and name == self._last):
            self._keep(before)
        self._last = name
        self._tell()

    def _keep(self, before: State) -> None:
        self._past.append(before)
        del self._past[:-MOST_STEPS]
        self._future.clear()

    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._past)

    def can_redo(self) -> bool:
        """Whether something was taken back last."""
        return bool(self._future)

    def undo(self) -> None:
        """Take the last change back."""
        self._swap(self._past, self._future)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._swap(self._future, self._past)

    def _swap(self, source: list[State], target: list[State]) -> None:
        if source and self._before is None:
            target.append(self.state)
            self.state = source.pop()
            self._last = ""
            self._tell()

    def _tell(self) -> None:
        for listener in self.listeners:
            listener()


def _differs(mask: Mask, hides_all: bool) -> bool:
    return not mask.is_label and mask.hides_all != hides_all
