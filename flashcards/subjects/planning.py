"""Study beyond the daily queue, and plans for the days ahead: ``collection.planning``."""

from collections.abc import Sequence
from datetime import date

from flashcards.model.plans import CatchUp, DayPlan, ExamPreview, HolidayPreview, PlanKind
from flashcards.store.operation import Progress
from flashcards.subjects.sessions import ChosenSessions


class PlanningFace(ChosenSessions):
    """Makes sessions of the learner's choosing, and spreads what is due over days."""

    # Plans for the days ahead ------------------------------------------------------

    def plans(self, kinds: Sequence[PlanKind] = tuple(PlanKind)) -> list[DayPlan]:
        """Return the plans for days ahead of these kinds, those that begin first first."""
        from flashcards.collection.plans import planning

        return planning.listed(self._store, kinds)

    def rename_plan(self, uid: str, name: str) -> None:
        """Give a plan for days ahead another name."""
        from flashcards.collection.plans import planning

        planning.rename(self._store, uid, name)

    def remove_plan(self, uid: str, progress: Progress | None = None) -> int:
        """Remove a plan for days ahead; return how many cards fall due as without it again.

        Cards answered since stay where they are. One undo step.
        """
        from flashcards.collection.plans import planning

        return planning.remove(self._store, uid, progress)

    def catch_up_preview(
        self, deck: str | None, days: int | None, progress: Progress | None = None
    ) -> CatchUp:
        """Return how all that is due now would be spread over ``days``, today first.

        None for the days means as many as it takes to keep within the daily limits.
        """
        from flashcards.collection.plans import catching_up

        return catching_up.preview(self._store, deck, days, progress)

    def apply_catch_up(
        self,
        deck: str | None,
        days: int | None,
        name: str = "",
        progress: Progress | None = None,
    ) -> str:
        """Spread all that is due now over ``days``, by steepest fall; return the plan's uid.

        None for the days is as for ``catch_up_preview``. One undo step; ``remove_plan`` takes it
        back later.
        """
        from flashcards.collection.plans import catching_up

        return catching_up.apply(self._store, deck, days, name, progress)

    def holiday_preview(
        self, first: date, last: date, deck: str | None = None, progress: Progress | None = None
    ) -> HolidayPreview:
        """Return where the cards due from ``first`` to ``last`` (both included) would go."""
        from flashcards.collection.plans import holidays

        return holidays.preview(self._store, first, last, deck, progress)

    def add_holiday(
        self,
        first: date,
        last: date,
        deck: str | None = None,
        name: str = "",
        progress: Progress | None = None,
    ) -> str:
        """Let nothing fall due from ``first`` to ``last``, and return the plan's uid.

        Cards answered later that would fall due then are moved as well. One undo step.
        """
        from flashcards.collection.plans import holidays

        return holidays.add(self._store, first, last, deck, name, progress)

    def holidays(self) -> list[DayPlan]:
        """Return the holidays, past ones too, in their order."""
        return self.plans([PlanKind.HOLIDAY])

    def keep_holidays(self, progress: Progress | None = None) -> int:
        """Move out of the holidays what has come to fall due in them since; return how many.

        Answers, other rules for the past and corrections see to it by themselves; released cards
        and dates set by hand do not. One undo step.
        """
        from flashcards.collection.plans import holidays

        return holidays.keep(self._store, progress)

    def remove_holiday(self, uid: str, progress: Progress | None = None) -> int:
        """Remove a holiday; return how many cards fall due as without it again."""
        return self.remove_plan(uid, progress)

    def exam_preview(
        self, deck: str, day: date, retention: int = 90, progress: Progress | None = None
    ) -> ExamPreview:
        """Return what would be remembered of a deck on ``day``, as it is and with a plan.

        ``retention`` is how many of 100 answers shall be right then.
        """
        from flashcards.collection.plans import exams

        return exams.preview(self._store, deck, day, retention, progress)

    def add_exam(
        self,
        deck: str,
        day: date,
        retention: int = 90,
        name: str = "",
        progress: Progress | None = None,
    ) -> str:
        """Let a deck be known on ``day``, and return the plan's uid.

        Cards likely to be forgotten then are asked on the last days before, those that fall due
        sooner after they were answered. One undo step.
        """
        from flashcards.collection.plans import exams

        return exams.add(self._store, deck, day, retention, name, progress)

    def exams(self) -> list[DayPlan]:
        """Return the exams planned for, past ones too, in their order."""
        return self.plans([PlanKind.EXAM])

    def remove_exam(self, uid: str, progress: Progress | None = None) -> int:
        """Remove the plan for an exam; return how many cards fall due as without it again."""
        return self.remove_plan(uid, progress)
