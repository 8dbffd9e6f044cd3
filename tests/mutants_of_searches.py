"""Small mistakes in how cards are found and sorted."""

from tests.mutant import Mutant

MUTANTS_OF_SEARCHES = (
    Mutant(
        "an order read while something is written is kept",
        "store/store.py",
        'self._rankings.written(work.step)\n            info["operation"] = None',
        'info["operation"] = None',
        "tests/store/test_rankings.py -k two_words",
    ),
    Mutant(
        "an order is kept though notes have changed",
        "store/rankings.py",
        "(facts + (not only_answers), all_ + 1)",
        "(facts, all_ + 1)",
        "tests/store/test_rankings.py -k looked_up_anew",
    ),
    Mutant(
        "an order by due day is kept though a card was answered",
        "store/rankings.py",
        "(facts, all_ if key.of_answers else 0)",
        "(facts, 0)",
        "tests/store/test_rankings.py -k looked_up_anew",
    ),
    Mutant(
        "a part of what a mark hides is not found",
        "text/plain.py",
        "marked.append(field)",
        "pass",
        "tests/store/test_vocabulary.py -k every_part",
    ),
    Mutant(
        "a part of a word too long for the index is not found",
        "store/vocabulary.py",
        "found, place, total = [ENDLESS]",
        "found, place, total = []",
        "tests/store/test_vocabulary.py -k every_part",
    ),
    Mutant(
        "keys act on old rows while Browse looks for others",
        "ui/browser/results.py",
        "return self._asked() != self._shown()",
        "return False",
        "tests/ui/test_browser_waiting.py",
    ),
    Mutant(
        "no search works any more after an unexpected error in one",
        "ui/browser/results.py",
        "on_broken=lambda: self._arrived(question, _broken(), then),",
        "on_broken=None,",
        "tests/ui/test_browser_waiting.py -k nobody_expected",
    ),
    Mutant(
        "a third reader waits for the second connection while the first is free",
        "store/readers.py",
        "self._given_back.notify_all()",
        "pass",
        "tests/store/test_readers.py",
    ),
    Mutant(
        "each search reads all cards for an order that cannot be remembered",
        "store/rankings.py",
        "return largest <= _room(cards)",
        "return True",
        "tests/store/test_rankings.py -k once_and_not_twice",
    ),
    Mutant(
        "more notes are shown at once than a search may name",
        "ui/browser/showing_notes.py",
        "if room < -1:",
        "if False:",
        "tests/ui/test_showing_notes.py",
    ),
)
