"""What becomes of fields and cards when notes change their type: choices, and what they come to."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from flashcards.model.clozes import cloze_numbers
from flashcards.model.notes import NoteType
from flashcards.model.type_effects import CardPlace, TypeMap
from flashcards.text.retyping import loses_gaps, retyped
from flashcards.ui import theme
from flashcards.ui.stored_names import card_name, field_name
from flashcards.ui.widgets import choice_field, label
from flashcards.ui.words import tr

FEWEST_CLOZES, MOST_CLOZES = 3, 50
"""How many clozes can be chosen at least and at most, where cards become some."""
Choice = tuple[str, object]


class MapGrid(QWidget):
    """Names at the left, each with a choice at the right."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.SPACE.between)
        self._grid.setVerticalSpacing(theme.SPACE.hair)
        self._grid.setColumnStretch(1, 1)
        self._keys: list[object] = []
        self._values: list[object] = []
        self.choices: list[QComboBox] = []

    def show_rows(
        self,
        rows: Sequence[Choice],
        choices: Sequence[Choice],
        chosen: Mapping[Any, Any],
        *,
        once: bool = False,
    ) -> None:
        """Show a row for each of ``rows``, a name and its key, with one of the choices.

        The first of the choices stands for nothing.
        ``once``: what is chosen in one row is given up in any other.
        """
        self._empty()
        self._values = [value for _, value in choices]
        numbered = [(text, at) for at, (text, _) in enumerate(choices)]
        for line, (name, key) in enumerate(rows):
            value = chosen.get(key)
            at = self._values.index(value) if value in self._values else 0
            field = choice_field(name, numbered, at)
            field.setMinimumContentsLength(6)
            field.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            caption = label(name)
            caption.setBuddy(field)
            self._grid.addWidget(caption, line, 0)
            self._grid.addWidget(field, line, 1)
            self._keys.append(key)
            self.choices.append(field)
            field.activated.connect(lambda _at, line=line: self._turned(line, once=once))

    def _empty(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._keys.clear()
        self.choices.clear()

    def _turned(self, line: int, *, once: bool) -> None:
        at = self.choices[line].currentIndex()
        if once and at > 0:
            for other, field in enumerate(self.choices):
                if other != line and field.currentIndex() == at:
                    field.setCurrentIndex(0)
        self.changed.emit()

    def chosen(self) -> dict[object, object]:
        """Return what is chosen for each key; None stands for nothing."""
        pairs = zip(self._keys, self.choices, strict=True)
        return {key: self._values[field.currentIndex()] for key, field in pairs}


def field_rows(new: NoteType) -> list[Choice]:
    """Return the fields that texts are wanted for."""
    return [(field_name(new.uid, each.name), each.uid) for each in new.field_list()]


def field_choices(old: NoteType) -> list[Choice]:
    """Return the fields that texts can come from."""
    named = [(field_name(old.uid, each.name), each.uid) for each in old.field_list()]
    return [(tr("(nothing)"), None), *named]


def card_rows(old: NoteType, new: NoteType, clozes: Sequence[int]) -> list[Choice]:
    """Return the cards there are, each with its place; ``clozes`` are the numbers there are."""
    if loses_gaps(old, new):
        return [_cloze(old, number) for number in clozes or range(1, FEWEST_CLOZES + 1)]
    return [(card_name(old, each.name), (each.uid, 0)) for each in old.templates]


def card_choices(old: NoteType, new: NoteType, texts: Iterable[str]) -> list[Choice]:
    """Return the cards they can become; ``texts`` are those of a note as one of the new type."""
    gone: Choice = (tr("(removed)"), None)
    if loses_gaps(new, old):
        numbers = {number for text in texts for number in cloze_numbers(text)}
        least = range(1, max(FEWEST_CLOZES, len(old.templates)) + 1)
        offered = sorted(numbers.union(least))[:MOST_CLOZES]
        return [gone, *(_cloze(new, number) for number in offered)]
    return [gone, *((card_name(new, each.name), (each.uid, 0)) for each in new.templates)]


def _cloze(note_type: NoteType, number: int) -> Choice:
    return tr("Cloze {number}", number=number), (note_type.templates[0].uid, number)


def map_of(
    fields: Mapping[object, object], cards: Mapping[object, object], *, plain: bool
) -> TypeMap:
    """Return the map that choices of fields and cards come to.

    ``plain``: the marks of gaps are taken out where the new type has none.
    """
    chosen: dict[CardPlace, CardPlace] = {
        place: to
        for place, to in cards.items()
        if isinstance(place, tuple) and isinstance(to, tuple)
    }
    texts = {str(to): str(source) for to, source in fields.items() if source is not None}
    return TypeMap(texts, chosen, plain)


def moved_texts(
    mapped: TypeMap, old: NoteType, new: NoteType, texts: Sequence[str]
) -> dict[str, str]:
    """Return what a note would say as one of the new type, by the names of its fields."""
    return dict(zip(new.fields, retyped(mapped, old, new, texts), strict=True))


def unused_fields(mapped: TypeMap, old: NoteType) -> list[str]:
    """Return the names of fields whose texts go nowhere."""
    used = set(mapped.fields.values())
    return [field_name(old.uid, each.name) for each in old.field_list() if each.uid not in used]
