"""What the five pages share: a form, what it would come to beside it, and one action."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFormLayout,
    QFrame,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QWidget,
)

from flashcards.model.errors import UserError
from flashcards.model.messages import Translatable
from flashcards.ui import theme
from flashcards.ui.deck_choice import DeckChoice
from flashcards.ui.jobs import TOLD_AFTER_MS, Job, Progress
from flashcards.ui.paged_screen import ScreenPage
from flashcards.ui.planning.kept_list import KeptList
from flashcards.ui.widgets import ElidedLabel, button, column, label, number_field, row, say_count
from flashcards.ui.words import error_words, tr
from flashcards.ui.work_line import WorkLine

if TYPE_CHECKING:
    from flashcards.api import Collection
    from flashcards.study.session import StudySession
    from flashcards.ui.main_window import MainWindow

PAUSE_MS = 250
"""So long after the last change it is reckoned anew."""
_AS_FEW = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
FEWEST_LETTERS = 10
"""Of a choice so much is seen at least."""
FORM_EM = 19
"""Width of the forms, in heights of a line."""
DIM_AFTER_MS = 700
"""What is shown steps back when it has been out of date for so long."""


class _FormSide(QWidget):
    """Beside something it is as narrow as the words of its form allow, else as wide as there is."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bare")

    def keep_narrow(self, *, narrow: bool) -> None:
        """Stand beside something, or above it."""
        policy = QSizePolicy.Policy.Fixed if narrow else QSizePolicy.Policy.Preferred
        self.setSizePolicy(policy, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        """Return the usual width of a form, or more where its words ask for it."""
        width = FORM_EM * self.fontMetrics().height()
        return QSize(max(width, self.minimumSizeHint().width()), super().sizeHint().height())


class Page(ScreenPage):
    """A page of the screen. Subclasses fill ``form`` and ``beside``, and say what to reckon."""

    key = ""
    """Under this name the screen and its commands know the page."""
    text: Translatable = ""
    """What its tab says, with its mnemonic."""
    act_text: Translatable = ""
    """What its one action is called."""
    act_icon = "play"

    def __init__(self, window: "MainWindow") -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.window_ = window
        self.up_to_date = False
        """Whether what is shown is what the form says."""
        self._job: Job | None = None
        self._beginning: Job | None = None
        """The job that chooses the cards of a session."""
        self._action_failed = False
        """Whether what is wrong was said by an action, and is to stay until something changes."""
        self.work = WorkLine(window)
        self.verdict = label("", "heading", wrap=True)
        self.told = label("", wrap=True)
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        self.act_button: QPushButton = button(
            tr(self.act_text), self.act, kind="primary", icon=self.act_icon
        )
        self.form_head = ElidedLabel("", "heading")
        self.form_head.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.run)
        self._dim = QTimer(self)
        self._dim.setSingleShot(True)
        self._dim.setInterval(DIM_AFTER_MS)
        self._dim.timeout.connect(lambda: self._show_valid(valid=False))
        window.jobs.finished.connect(self._job_ended)

    @property
    def collection(self) -> "Collection":
        """The collection that is open."""
        return self.window_.collection

    # For subclasses to answer ---------------------------------------------------------

    def decks(self) -> DeckChoice:
        """Return the field that says for which deck."""
        raise NotImplementedError

    def fields(self) -> list[QWidget]:
        """Return what one fills in, in reading order."""
        raise NotImplementedError

    def first_field(self) -> QWidget:
        """Return where one begins."""
        return self.fields()[0]

    def list(self) -> KeptList | None:
        """Return the list of what is kept, where the page has one."""
        return None

    def refresh_lists(self) -> None:
        """Read again what is kept."""

    def run(self) -> None:
        """Reckon now what the form says."""
        raise NotImplementedError

    def act(self) -> None:
        """Do what the page is for."""
        raise NotImplementedError

    def can_act(self) -> bool:
        """Whether that is possible now."""
        return not self.busy

    def step_back(self) -> bool:
        """Undo one step inside the page; False when there is none left."""
        return False

    def entered(self) -> None:
        """Enter in the form does what the page is for."""
        self.act()

    def form_in_use(self) -> bool:
        """Whether the keyboard is in the form."""
        focused = self.window_.focusWidget()
        return focused is not None and self._form.isAncestorOf(focused)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter from the fields of the form that have no use for it themselves."""
        inside = self.form_in_use()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if inside and plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.entered()
            return
        super().keyPressEvent(event)

    # Building -------------------------------------------------------------------------

    def lay_out(self, form: QLayout, buttons: QLayout | QWidget, *beside: QWidget) -> None:
        """Put the form at the left, and what it comes to at the right."""
        self._form = QFrame()
        self._form.setProperty("role", "panel")
        column(self._form, self.form_head, form, buttons, gap="between", margins="between")
        self._left = _FormSide()
        column(self._left, self._form, None, gap="none")
        self._right = QWidget()
        self._right.setProperty("role", "bare")
        words = column(None, self.verdict, self.told, self.problem, gap="inside")
        column(self._right, words, *beside, None, gap="between")
        self._right.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._box: QBoxLayout = row(self, self._left, self._right, gap="around")
        self._box.setStretch(1, 1)

    def place(self, *, wide: bool) -> None:
        """Lay the form beside what it comes to, or above it."""
        directions = QBoxLayout.Direction
        self._box.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        self._left.keep_narrow(narrow=wide)

    # Reckoning ------------------------------------------------------------------------

    @property
    def busy(self) -> bool:
        """Whether an action of this page is under way."""
        return self._job is not None

    def run_soon(self) -> None:
        """Reckon after a pause, since more changes may follow."""
        self.work.drop()
        self.up_to_date = self._action_failed = False
        self._pause.start()
        self._dim.start()
        self.follow()

    def stop(self) -> None:
        """Reckon nothing more until asked, and begin no session; other actions go on."""
        self.give_up_session()
        self._pause.stop()
        self._dim.stop()
        self.work.drop()

    def reckon(
        self, title: str, work: Callable[[Progress], Any], show: Callable[[Any], object]
    ) -> None:
        """Do a piece of reckoning in the background; what is wrong stays on the page."""
        self._pause.stop()
        self.work.run(
            title,
            work,
            lambda found: self._reckoned(found, show),
            self.refuse,
            lambda: self.work.say(tr("Stopped. Press Enter in a field to continue.")),
        )

    def _reckoned(self, found: Any, show: Callable[[Any], object]) -> None:
        self.up_to_date = True
        if not self._action_failed:
            self.complain(None)
        self._show_valid(valid=True)
        show(found)
        self._describe()
        self.follow()

    def refuse(self, error: UserError) -> None:
        """Show what the learner can mend, in place of what was reckoned."""
        self.show_words("", "")
        self._show_valid(valid=True)
        self.complain(error)
        self._describe()
        self.follow()

    def _show_valid(self, *, valid: bool) -> None:
        """Let what is shown step back while it is not what the form says."""
        self._dim.stop()
        for part in (self.verdict, self.told):
            part.setEnabled(valid)

    def _describe(self) -> None:
        """Let the button say aloud what pressing it comes to."""
        said = (self.verdict.text(), self.told.text(), self.problem.text())
        self.act_button.setAccessibleDescription("\n".join(filter(None, said)))

    def show_words(self, verdict: str, told: str) -> None:
        """Show what the form comes to."""
        for part, text in ((self.verdict, verdict), (self.told, told)):
            part.setText(text)
            part.setVisible(bool(text))

    def complain(self, error: UserError | None) -> None:
        """Show what is wrong beneath what was reckoned, or nothing."""
        self.problem.setText("" if error is None else error_words(error))
        self.problem.setVisible(error is not None)

    def follow(self) -> None:
        """Let the button and the commands follow what is possible."""
        self.act_button.setEnabled(self.can_act())
        self.window_.commands.refresh()

    # Actions ----------------------------------------------------------------------------

    def do(
        self,
        title: str,
        work: Callable[[Progress], Any],
        then: Callable[[Any], object],
        *,
        told_after_ms: int = 0,
    ) -> None:
        """Do a long action as a job, with progress and cancel, at once or once it takes longer."""
        if self.busy:
            return
        self._pause.stop()
        self.work.drop()
        self._action_failed = False
        self.complain(None)
        if told_after_ms:
            self.work.say(f"{title}…")
        jobs = self.window_.jobs
        self._job = jobs.run(
            title, work, then, self._failed, writes=True, told_after_ms=told_after_ms
        )
        self.follow()

    def begin(
        self,
        choose: "Callable[[Progress], StudySession]",
        then: "Callable[[StudySession], object]",
    ) -> None:
        """Choose the cards of a session, ``then`` study them; Escape and leaving give it up."""
        if not self.busy:
            self.do(tr("Choosing cards"), choose, then, told_after_ms=TOLD_AFTER_MS)
            self._beginning = self._job

    def give_up_session(self) -> bool:
        """Begin no session after all; False where none is about to begin."""
        job, self._beginning = self._beginning, None
        if job is None:
            return False
        job.done = _close  # it may just have been chosen
        self.window_.jobs.cancel(job)
        return True

    def _failed(self, error: UserError) -> None:
        self._action_failed = True
        self.complain(error)
        self.follow()

    def _job_ended(self, job: Job) -> None:
        if job is self._job:
            self._job = self._beginning = None
            self.work.say("")
            self.follow()
            if self.isVisible() and not self.up_to_date:
                self.run_soon()

    def do_at_once(self, work: Callable[[], Any], then: Callable[[Any], object]) -> None:
        """Do a small write; what is wrong stays on the page."""

        def attempt() -> tuple[Any, UserError | None]:
            try:
                return work(), None
            except UserError as error:
                return None, error

        def done(found: tuple[Any, UserError | None]) -> None:
            result, error = found
            self.complain(error)
            if error is None:
                then(result)

        self.window_.writes.do(attempt, done)

    def tell(self, text: str) -> None:
        """Say what was done, with Undo."""
        self.window_.toast(text, tr("Undo"), self.window_.undo_in_collection)


def _close(session: "StudySession") -> None:
    session.close()


def form_of(*rows: tuple[str, QWidget | QLayout, QWidget]) -> QFormLayout:
    """Return a form: of each row its words, its field, and what of it gets the keyboard."""
    form = QFormLayout()
    form.setContentsMargins(0, 0, 0, 0)
    form.setHorizontalSpacing(theme.SPACE.inside)
    form.setVerticalSpacing(theme.SPACE.inside)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    for words, part, buddy in rows:
        if isinstance(part, QComboBox):  # the list that opens shows the whole of a long choice
            part.setSizeAdjustPolicy(_AS_FEW)
            part.setMinimumContentsLength(FEWEST_LETTERS)
        form.addRow(named(words, buddy), part)
    return form


def count_field(name: str, value: int, smallest: int, largest: int) -> QSpinBox:
    """Return a field for a number that is taken as it is typed, since what it comes to follows."""
    field = number_field(name, value, smallest, largest)
    field.setKeyboardTracking(True)
    return field


def follow_days(field: QSpinBox) -> None:
    """Let a field for days say 1 day and 2 days."""
    say_count(field, "{count} day", "{count} days")


def named(words: str, field: QWidget) -> QLabel:
    """Return the words beside a field."""
    made = label(words)
    made.setBuddy(field)
    # As high as the row, so that words and field stand on one line.
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
    return made
