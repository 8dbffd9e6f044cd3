"""A small form for one of the two settings that are compared."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QLabel, QSpinBox, QWidget

from flashcards.model.enums import Profile, SchedulerKind
from flashcards.model.experiments import SimulationSettings
from flashcards.model.messages import Translatable
from flashcards.model.presets import Options
from flashcards.ui import theme
from flashcards.ui.hints import set_hint
from flashcards.ui.simulator.marks import LineSample
from flashcards.ui.simulator.series import Mark
from flashcards.ui.widgets import choice_field, column, label, number_field, row
from flashcards.ui.words import tr

MOST_NEW, MOST_REVIEWS = 9_999, 99_999
LEAST_RETENTION, MOST_RETENTION = 70, 99

Planner = tuple[SchedulerKind, Profile]

_PLANNERS: tuple[tuple[Translatable, Planner], ...] = (
    ("SM-2", (SchedulerKind.SM2, Profile.PAPER)),
    ("SM-2 (SuperMemo)", (SchedulerKind.SM2, Profile.SOURCE)),
    ("SM-2 with steps", (SchedulerKind.STEPS, Profile.PAPER)),
    ("FSRS", (SchedulerKind.FSRS, Profile.PAPER)),
)


class SettingForm(QFrame):
    """Scheduler, retention and limits; the other options are the deck's."""

    edited = Signal()
    """The learner changed something."""
    entered = Signal()
    """The learner pressed Enter."""

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._base = Options()
        self._filling = False
        self.mark = mark
        self.note = label("", "muted", wrap=True)
        names = tuple((tr(text), number) for number, (text, _) in enumerate(_PLANNERS))
        self.planner: QComboBox = choice_field(tr("Scheduler of {name}", name=mark.name), names)
        self.retention = _number(tr("Desired retention of {name}", name=mark.name), "%")
        self.retention.setRange(LEAST_RETENTION, MOST_RETENTION)
        self.new = _number(tr("New cards a day of {name}", name=mark.name))
        self.new.setRange(0, MOST_NEW)
        self.reviews = _number(tr("Review limit a day of {name}", name=mark.name))
        self.reviews.setRange(0, MOST_REVIEWS)
        head = row(None, LineSample(mark), label(mark.name, "heading"), self.note)
        head.setStretch(2, 1)
        column(self, head, self._fields(), gap="inside", margins="between")
        self.planner.activated.connect(self._edited)
        for field in self.numbers():
            field.valueChanged.connect(self._edited)
            field.lineEdit().returnPressed.connect(self.entered)

    def numbers(self) -> tuple[QSpinBox, ...]:
        """Return the fields for numbers."""
        return self.retention, self.new, self.reviews

    def fields(self) -> tuple[QWidget, ...]:
        """Return what one fills in, in reading order."""
        return self.planner, *self.numbers()

    def _fields(self) -> QWidget:
        holder = QWidget()
        holder.setProperty("role", "bare")
        form = QFormLayout(holder)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(theme.SPACE.inside)
        form.setVerticalSpacing(theme.SPACE.inside)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._retention_name = _name(tr("Desired retention"), self.retention)
        form.addRow(_name(tr("Scheduler"), self.planner), self.planner)
        form.addRow(self._retention_name, self.retention)
        form.addRow(_name(tr("New cards a day"), self.new), self.new)
        form.addRow(_name(tr("Review limit"), self.reviews), self.reviews)
        set_hint(self.reviews, tr("At most this many due cards are asked per day; the rest wait."))
        set_hint(self.retention, tr("How many of 100 due cards you want to remember."))
        return holder

    def show_options(self, options: Options, note: str) -> None:
        """Fill the form in; what it does not ask for stays as in ``options``."""
        self._filling = True
        self._base = options
        profile = options.profile if options.scheduler is SchedulerKind.SM2 else Profile.PAPER
        at = [planner for _, planner in _PLANNERS].index((options.scheduler, profile))
        self.planner.setCurrentIndex(at)
        self.retention.setValue(options.desired_retention)
        self.new.setValue(options.new_per_day)
        self.reviews.setValue(options.reviews_per_day)
        self.note.setText(note)
        self._filling = False
        self._follow()

    def options(self) -> Options:
        """Return the options as filled in."""
        scheduler, profile = _PLANNERS[self.planner.currentIndex()][1]
        if scheduler is not SchedulerKind.SM2:
            profile = self._base.profile
        return replace(
            self._base,
            scheduler=scheduler,
            profile=profile,
            desired_retention=self.retention.value(),
            new_per_day=self.new.value(),
            reviews_per_day=self.reviews.value(),
        )

    def settings(self, *, endless: bool) -> SimulationSettings:
        """Return the settings as filled in."""
        return SimulationSettings(self.options(), endless)

    def _edited(self) -> None:
        self._follow()
        if not self._filling:
            self.edited.emit()

    def _follow(self) -> None:
        fsrs = self.options().scheduler is SchedulerKind.FSRS
        self.retention.setEnabled(fsrs)
        self._retention_name.setEnabled(fsrs)


def _number(name: str, suffix: str = "") -> QSpinBox:
    return number_field(name, 0, suffix=suffix)


def _name(text: str, field: QWidget) -> QLabel:
    found = label(text)
    found.setBuddy(field)
    return found
