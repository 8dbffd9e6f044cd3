"""Auto-advance: a card shows its answer, and goes, after the seconds its deck gives it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from flashcards.model.enums import AdvanceAction
from flashcards.ui.answering.ratings import row_called
from flashcards.ui.answering.steps import Step
from flashcards.ui.widgets.overlay import Overlay
from flashcards.ui.words import plural, tr

if TYPE_CHECKING:
    from flashcards.model.presets import Options
    from flashcards.ui.answering.sitting import Sitting


class Advance(QObject):
    """Counts with the clock of the card, which stands while nobody looks or sound is heard."""

    def __init__(self, sitting: "Sitting") -> None:
        super().__init__(sitting)
        self._sitting = sitting
        self.stopped = False
        """Whether the learner has stopped it for this sitting."""
        self.busy: Callable[[], bool] = lambda: False
        """Whether the card still tells something, as a sound that is played, or is read about."""
        self._since_ms = 0
        """Where the clock of the card stood as the present side came."""
        sitting.pacing.ticked.connect(self._tick)

    def begin(self) -> None:
        """A side is shown, or the learner is at work on it: count from nothing."""
        self._since_ms = self._sitting.pacing.elapsed_ms()
        self._show()

    @property
    def is_offered(self) -> bool:
        """Whether the deck of the card asked for has seconds for either side."""
        options = self._options
        return options is not None and (
            options.advance_question_s > 0 or options.advance_answer_s > 0
        )

    def toggle(self) -> None:
        """Stop it for this sitting, or let it go on."""
        self.stopped = not self.stopped
        said = tr("Auto-advance is off") if self.stopped else tr("Auto-advance is on")
        self._sitting.say(said)
        self.begin()

    @property
    def _options(self) -> "Options | None":
        card = self._sitting.card
        return None if card is None else card.planner.options

    @property
    def _seconds(self) -> int:
        """How long the present side stays; 0 for as long as the learner likes."""
        options, step = self._options, self._sitting.step
        if options is None or self.stopped:
            return 0
        if step is Step.QUESTION:
            return options.advance_question_s
        return options.advance_answer_s if step is Step.ANSWER else 0

    def _left_ms(self) -> int:
        return self._seconds * 1000 - (self._sitting.pacing.elapsed_ms() - self._since_ms)

    def _tick(self) -> None:
        if not self._seconds:
            return
        if self.busy() or self._is_covered():
            self.begin()
        elif self._left_ms() <= 0:
            self._go()
        else:
            self._show()

    def _is_covered(self) -> bool:
        """Whether a page of help, a picture made larger or the like lies over the card."""
        from flashcards.ui.picture_zoom import PictureZoom

        window = self._sitting.window
        over = [*window.findChildren(Overlay), *window.findChildren(PictureZoom)]
        return any(each.isVisible() for each in over)

    def _show(self) -> None:
        """Show in the foot how long the side still stays."""
        seconds = self._seconds
        left = -(-max(0, self._left_ms()) // 1000)
        words = plural(left, "Auto-advance in {count} second", "Auto-advance in {count} seconds")
        foot = self._sitting.foot
        if foot is not None:
            foot.show_left(left, seconds, words if seconds else "")

    def _go(self) -> None:
        sitting, options = self._sitting, self._options
        if options is None:
            return
        if sitting.step is Step.QUESTION:
            sitting.go_on()
        elif options.advance_action is AdvanceAction.RATE:
            sitting.rating.rate_likely()
        elif options.advance_action is AdvanceAction.AGAIN:
            sitting.rating.rate(row_called(sitting.rating.rows, "Again").number)
        else:
            sitting.bury()
