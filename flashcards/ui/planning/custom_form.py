"""The form that says which cards a session of one's own choosing asks."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFormLayout, QRadioButton, QVBoxLayout, QWidget

from flashcards.study.custom import MOST_DAYS, CustomKind, CustomStudy
from flashcards.ui.deck_choice import DeckChoice
from flashcards.ui.planning.custom_words import KINDS, ORDERS
from flashcards.ui.planning.page import count_field, follow_days, form_of
from flashcards.ui.planning.search_field import SearchField
from flashcards.ui.widgets import choice_field, column
from flashcards.ui.words import tr

MOST_CARDS = 99_999
_USUAL_DAYS = {CustomKind.AHEAD: 1, CustomKind.FORGOTTEN: 7}


class CustomForm(QWidget):
    """Kind, days, deck, search, number and order."""

    edited = Signal()
    """The choice is another one."""
    entered = Signal()
    """Enter was pressed in a field."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._filling = False
        self._days = dict(_USUAL_DAYS)
        self._group = QButtonGroup(self)
        self.kinds = {
            kind: self._radio(number, tr(text)) for number, (kind, text) in enumerate(KINDS, 1)
        }
        self.kinds[CustomKind.AHEAD].setChecked(True)
        self.days = count_field(tr("Days"), 1, 1, MOST_DAYS)
        follow_days(self.days)
        self.deck = DeckChoice(tr("Deck to study"))
        self.search = SearchField(tr("Only cards that match"), tr("tag:verbs, or words"))
        self.limit = count_field(tr("Maximum number of cards"), 0, 0, MOST_CARDS)
        self.limit.setSpecialValueText(tr("all"))
        self.order = choice_field(tr("Order"), [(tr(text), value) for text, value in ORDERS])
        form = self._rows()
        column(self, self._radios(), form, gap="between")
        self._connect()
        self._follow()

    def _radio(self, number: int, text: str) -> QRadioButton:
        made = QRadioButton(f"&{number}  {text}")  # the letters are all taken by the page
        made.setAccessibleName(text)
        self._group.addButton(made)
        return made

    def _radios(self) -> QVBoxLayout:
        return column(None, *self.kinds.values(), gap="hair")

    def _rows(self) -> QFormLayout:
        self._form = form_of(
            (tr("Da&ys"), self.days, self.days),
            (tr("Dec&k"), self.deck, self.deck),
            (tr("Ma&tching"), self.search, self.search),
            (tr("&No more than"), self.limit, self.limit),
            (tr("Sorted &by"), self.order, self.order),
        )
        return self._form

    def _connect(self) -> None:
        self._group.buttonToggled.connect(self._kind_toggled)
        self.days.valueChanged.connect(self._changed)
        self.deck.activated.connect(self._changed)
        self.search.textEdited.connect(self._changed)
        self.limit.valueChanged.connect(self._changed)
        self.order.activated.connect(self._changed)
        for field in (self.days.lineEdit(), self.limit.lineEdit(), self.search):
            field.returnPressed.connect(self.entered)

    def fields(self) -> list[QWidget]:
        """Return what one fills in, in reading order."""
        rows = [self.days, self.deck, self.search, self.limit, self.order]
        return [*self.kinds.values(), *rows]

    def kind(self) -> CustomKind:
        """Return the kind chosen."""
        return next(kind for kind, made in self.kinds.items() if made.isChecked())

    def study(self) -> CustomStudy:
        """Return the choice as filled in."""
        return CustomStudy(
            self.kind(),
            self.deck.deck(),
            self.days.value(),
            self.search.text().strip(),
            self.limit.value(),
            self.order.currentData(),
        )

    def fill(self, study: CustomStudy) -> None:
        """Fill a choice in."""
        self._filling = True
        self.kinds[study.kind].setChecked(True)
        self.days.setValue(study.days)
        at = self.deck.findData(study.deck) if study.deck is not None else 0
        self.deck.setCurrentIndex(max(at, 0))
        self.deck.activated.emit(max(at, 0))  # as if chosen: the screen keeps to that one
        self.search.setText(study.query)
        self.limit.setValue(study.limit)
        self.order.setCurrentIndex(max(self.order.findData(study.order), 0))
        self._filling = False
        self._follow()
        self.edited.emit()

    def _kind_toggled(self, _button: object, checked: bool) -> None:
        if checked and not self._filling:
            self._follow()
            if self.kind() in self._days:
                self._filling = True
                self.days.setValue(self._days[self.kind()])
                self._filling = False
            self.edited.emit()

    def _changed(self) -> None:
        if not self._filling:
            if self.kind() in self._days:
                self._days[self.kind()] = self.days.value()
            self.edited.emit()

    def _follow(self) -> None:
        """Ask for days only where they mean something."""
        self._form.setRowVisible(self.days, self.kind() in _USUAL_DAYS)
        words = {
            CustomKind.AHEAD: tr("Days to come"),
            CustomKind.FORGOTTEN: tr("Days back"),
        }.get(self.kind())
        if words:
            self.days.setAccessibleName(words)
