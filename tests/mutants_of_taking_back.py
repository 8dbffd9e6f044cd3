"""Small mistakes in what machines in step take back, bring back, and keep of what went."""

from tests.mutant import Mutant

_UNDOING = "tests/sync/test_undoing.py -k "

MUTANTS_OF_TAKING_BACK = (
    Mutant(
        "undo takes back a text that came with the one edited here",
        "store/syncing/taking_over.py",
        "if went.get(name) != text or name not in kept",
        "if name not in kept",
        _UNDOING + "edited_there",
    ),
    Mutant(
        "texts that come back stand where fields are now",
        "store/syncing/taking_over.py",
        'place = bisect_left(past, (step, "", ""))',
        "place = len(past)",
        _UNDOING + "one_was_removed_here",
    ),
    Mutant(
        "fields added here are taken away beside those added there",
        "store/syncing/taking_over.py",
        "                self.overtaken.add(step)\n",
        "",
        _UNDOING + "beside_one_added_there",
    ),
    Mutant(
        "undo puts a deck below itself",
        "store/syncing/undoing.py",
        "if raw_of(conn).execute(_IN_CIRCLES).fetchone() is not None:",
        "if False:",
        _UNDOING + "below_itself",
    ),
)
