"""Mistakes in answers that are typed or chosen, in lists, and in auto-advance."""

from tests.mutant import Mutant

MUTANTS_OF_ANSWERS = (
    Mutant(
        "rows that no undo can reach are never dropped",
        "store/store.py",
        "undo.clear(self._writer, undo.DROPPED_AT_REST)",
        "undo.clear(self._writer, 0)",
        "tests/collection/test_unreachable.py",
    ),
    Mutant(
        "an undo has all waiting cards gathered anew",
        "study/session.py",
        "self._stale = self._stale_before_undo",
        "self._stale = True",
        "tests/study/test_undone.py -k costs",
    ),
    Mutant(
        "an undo forgets what changed before it",
        "study/session.py",
        "self._stale_before_undo = self._stale\n",
        "self._stale_before_undo = False\n",
        "tests/study/test_undone.py -k heeded",
    ),
    Mutant(
        "the preview shows the note before while a long one is read",
        "ui/editor/preview.py",
        "            self.stack.blank()  # nothing of another note may be seen meanwhile",
        "            pass",
        "tests/ui/test_editor_preview.py -k dressed_beside",
    ),
    Mutant(
        "a card that was prepared is asked as it was before an edit",
        "study/session.py",
        "        self._writes += 1\n        self._ready = {}",
        "        self._writes += 1",
        "tests/study/test_prepared.py -k written_meanwhile",
    ),
    Mutant(
        "the next question waits for what stands around it",
        "ui/reviewer/screen.py",
        "        self.page.pane.paint_now()\n        self.page.show_place(card, self._place(card))",
        "        self.page.show_place(card, self._place(card))",
        "tests/ui/test_next_question.py -k painted_within",
    ),
    Mutant(
        "a wrong figure counts as a slip",
        "text/comparing.py",
        "Verdict.NEAR if slips and not exact else",
        "Verdict.NEAR if slips else",
        "tests/text/test_comparing.py",
    ),
    Mutant(
        "a typed 5 is right for -5",
        "text/comparing.py",
        "if meant and lenient.punctuation:",
        "if False and lenient.punctuation:",
        "tests/text/test_comparing.py",
    ),
    Mutant(
        "a new item of a list takes the number of one that was deleted",
        "text/list_items.py",
        "newest = max([*chosen, *used, *cloze_numbers(before), *gone], default=0)",
        "newest = max([*chosen, *used, *gone], default=0)",
        "tests/text/test_list_items.py",
    ),
    Mutant(
        "a new item of a list inherits what was learnt of one that was taken out",
        "text/list_items.py",
        "*cloze_numbers(before), *gone], default=0)",
        "*cloze_numbers(before)], default=0)",
        "tests/collection/test_lists.py -k past",
    ),
    Mutant(
        "options stand in the same order each time",
        "study/card.py",
        "self.card.seed * _APART + self.times_asked",
        "self.card.seed * _APART",
        "tests/ui/test_choosing.py -k order",
    ),
    Mutant(
        "auto-advance goes on while the learner types",
        "ui/answering/tasks.py",
        "self.attempt.typed = words\n        self._sitting.advance.begin()",
        "self.attempt.typed = words",
        "tests/ui/test_auto_advance.py -k types",
    ),
)
