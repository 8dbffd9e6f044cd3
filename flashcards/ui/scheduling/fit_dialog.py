"""Fit FSRS to the learner's answers: a job, its result in words, and the choice to keep it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QProgressBar

from flashcards.model.enums import SchedulerKind
from flashcards.model.errors import UserError
from flashcards.model.presets import Options
from flashcards.ui.deck_choice import DeckChoice
from flashcards.ui.jobs import Job
from flashcards.ui.scheduling import fit_words
from flashcards.ui.widgets import button, check_field, column, label, row, set_role
from flashcards.ui.widgets.busy import show_busy
from flashcards.ui.words import error_words, tr

if TYPE_CHECKING:
    from flashcards.scheduling.optimising import OptimiseResult
    from flashcards.ui.main_window import MainWindow

WIDTH_EM = 27


def open_fit(window: "MainWindow", deck: str | None) -> "FitDialog | None":
    """Open the dialog for a deck, or the first one."""
    names = window.collection.deck_names()
    if not names:
        window.toast(tr("There is no deck yet"))
        return None
    dialog = FitDialog(window, names, deck or names[0])
    dialog.open()
    return dialog


class FitDialog(QDialog):
    """Asks which deck, fits, tells what came of it; nothing is written before Keep."""

    def __init__(self, window: "MainWindow", names: list[str], deck: str) -> None:
        super().__init__(window)
        self.setWindowTitle(tr("Fit FSRS to my answers"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setFixedWidth(WIDTH_EM * self.fontMetrics().height())
        self._window = window
        self._job: Job | None = None
        self._open = True
        self._plans = False
        """Whether FSRS plans the deck, so that fitting it again is of use."""
        self.result_found: OptimiseResult | None = None
        self.decks = DeckChoice(tr("Deck"), with_all=False)
        self.decks.show_decks(names, deck)
        caption = label(tr("&Deck"))
        caption.setBuddy(self.decks)
        self.scope = label("", "muted", wrap=True)
        self.verdict = label("", "heading", wrap=True)
        self.words = label("", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Progress"))
        self.monthly = check_field(tr("Fit again every &month, and keep what predicts better"))
        self.fit_button = button(tr("&Fit parameters"), self.fit, kind="primary")
        self.keep_button = button(tr("&Keep"), self.keep, kind="primary")
        self.close_button = button(tr("Close"), self.reject)
        top = row(None, caption, self.decks)
        top.setStretch(1, 1)
        buttons = row(None, None, self.close_button, self.fit_button, self.keep_button)
        column(self, top, self.scope, self.verdict, self.words, self.bar, self.monthly, buttons,
               gap="between", margins="around")  # fmt: skip
        self.decks.currentIndexChanged.connect(self._begin)
        window.jobs.progressed.connect(self._progress)
        window.jobs.finished.connect(self._ended)
        self._begin()

    # What is shown

    def _begin(self) -> None:
        collection = self._window.collection
        preset = collection.preset_of(self._deck())
        sharing = sum(collection.preset_of(name).id == preset.id
                      for name in collection.deck_names())  # fmt: skip
        self.scope.setText(fit_words.scope(preset, sharing))
        self._plans = preset.options.scheduler is SchedulerKind.FSRS
        self.monthly.setChecked(preset.options.refit_monthly)
        words = tr("FSRS learns from your reviews how fast you forget. This can take a while;"
                   " nothing changes until you keep the result.")  # fmt: skip
        self._say("", words)

    def _say(self, verdict: str, words: str, *, wrong: bool = False) -> None:
        self.result_found = None
        self.verdict.setText(verdict)
        self.words.setText(words)
        set_role(self.words, "error" if wrong else "")
        self._arrange()

    def _arrange(self) -> None:
        """Show the parts of the step one is at."""
        runs = self._job is not None
        found = self.result_found
        keeps = found is not None and not found.kept
        self.bar.setVisible(runs)
        self.decks.setEnabled(not runs)
        self.verdict.setVisible(bool(self.verdict.text()))
        self.fit_button.setVisible(found is None)
        self.fit_button.setEnabled(not runs)
        self.keep_button.setVisible(keeps)
        self.monthly.setVisible(keeps and self._plans)
        self.close_button.setEnabled(True)
        if runs:
            self.close_button.setText(tr("Cancel"))
        else:
            self.close_button.setText(tr("Discard") if keeps else tr("Close"))
        main = self.keep_button if keeps else self.close_button if found else self.fit_button
        main.setDefault(True)
        if not runs:
            main.setFocus()
        self._take_room()

    def _take_room(self) -> None:
        """Be as high as the wrapped words need."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    def _deck(self) -> str:
        return str(self.decks.currentData())

    # Fitting

    def fit(self) -> None:
        """Fit in the background."""
        deck, scheduling = self._deck(), self._window.collection.scheduling
        self._say("", tr("Fitting …"))
        self._job = self._window.jobs.run(
            tr("Fitting FSRS to your answers"),
            lambda progress: scheduling.optimise(deck, progress),
            on_done=self._take,
            on_error=self._complain,
            quiet=True,
        )
        show_busy(self.bar)
        self._arrange()

    def _progress(self, job: Job, done: int, total: int) -> None:
        if job is self._job and done:
            self.bar.setRange(0, total)
            self.bar.setValue(done)

    def _ended(self, job: Job) -> None:
        if job is self._job:
            self._job = None
            self._say("", tr("Stopped. Nothing was changed."))

    def _take(self, result: "OptimiseResult") -> None:
        if self._open:
            self._say(fit_words.verdict(result), fit_words.figures(result))
            self.result_found = result
            self._arrange()

    def _complain(self, error: UserError) -> None:
        if self._open:
            self._say("", error_words(error), wrong=True)

    def reject(self) -> None:
        """Stop what runs, else go away; nothing was changed."""
        if self._job is not None:
            self._window.jobs.cancel(self._job)
            self.close_button.setEnabled(False)
            return
        super().reject()

    def done(self, code: int) -> None:
        """Go away."""
        self._open = False
        super().done(code)

    def keep(self) -> None:
        """Let the preset use the fitted parameters: one step, which undo takes back."""
        result = self.result_found
        if result is None or result.kept:
            return
        from flashcards.scheduling.optimising import with_parameters

        window, deck = self._window, self._deck()
        own = with_parameters(Options(), result.parameters).fsrs_parameters
        changes = {"fsrs_parameters": own, "refit_monthly": self.monthly.isChecked()}
        said = tr("FSRS is fitted to your answers; it plans so from the next one on")
        window.writes.do(
            lambda: window.collection.set_options(deck, **changes),
            lambda _: window.toast(said, tr("Undo"), window.undo_in_collection),
        )
        self.accept()
