"""Takes the collection's last step back, or brings it back: never another than was meant."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from flashcards.model.messages import Message
from flashcards.ui.jobs import LONG_STEP_ROWS, TOLD_AFTER_MS

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


def take(
    window: "MainWindow",
    title: str,
    action: Callable[[], Message | None],
    then: Callable[[Message | None], None],
    *,
    redo: bool = False,
) -> None:
    """Undo or redo: at once, or as a job where many rows are to be changed.

    It waits for what was asked for before, since that is the last step then.
    """

    def work() -> None:
        if window.collection.rows_ahead(redo=redo) < LONG_STEP_ROWS:
            then(action())
            return
        window.jobs.run(
            title, lambda _: action(), on_done=then, writes=True, told_after_ms=TOLD_AFTER_MS
        )

    window.writes.do(work, alone=True)
