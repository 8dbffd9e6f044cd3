"""Small mistakes in the rules by which machines come to one state."""

from tests.mutant import Mutant
from tests.mutants_of_disks import MUTANTS_OF_DISKS

_CARDS = "tests/sync/test_cards.py -k "

MUTANTS_OF_SYNC = (
    *MUTANTS_OF_DISKS,
    Mutant(
        "a card that a text makes no more counts as deleted by hand",
        "store/syncing/stamping.py",
        'return UNMADE if reworded and kind.name == "cards" else GONE',
        "return GONE",
        _CARDS + "text_that_stands",
    ),
    Mutant(
        "cards deleted before the first sync come back with it",
        "collection/syncing/joining.py",
        "        if begins:\n",
        "        if False:\n",
        _CARDS + "before_the_first_sync",
    ),
    Mutant(
        "nobody is told where a card is that only a merge makes",
        "store/syncing/derived_cards.py",
        '(CARDS.number, card, "deck", _STAMP, own, 0, 0, None)',
        '(CARDS.number, card, "deck", _STAMP, own, 0, 1, None)',
        _CARDS + "gets_its_card_in_one_deck",
    ),
    Mutant(
        "what came of a row before it went is forgotten",
        "store/syncing/stamping.py",
        "merge(here.get(uid, {}), each).state",
        "here.get(uid, each)",
        _CARDS + "has_its_cards_where_they_were",
    ),
    Mutant(
        "a row of which all is known is taken for as young as it was changed",
        "store/syncing/stamping.py",
        "rows = [row for row in rows if (kind.name, row[0]) not in settled]",
        "rows = list(rows)",
        "tests/sync/test_lives.py -k not_taken_for_younger",
    ),
    Mutant(
        "undo takes an answer out of the deck its card was in",
        "store/in_step.py",
        "lost = merged.replayed | merged.displaced if step.totals else merged.replayed",
        "lost = merged.replayed",
        _CARDS + "stays_counted",
    ),
    Mutant(
        "undo puts cards back whose note another machine deleted",
        "store/in_step.py",
        "        if restored is not None:\n",
        "        if False:\n",
        _CARDS + "note_went_meanwhile",
    ),
    Mutant(
        "a note out of the bin knows no answers that came meanwhile",
        "collection/decks/reviving.py",
        "verify.set_counts_of(conn, replayed)",
        "pass",
        _CARDS + "out_of_the_bin",
    ),
    Mutant(
        "answers to a card in the bin wait where nobody finds them",
        "store/syncing/log_rows.py",
        "    found |= binned\n",
        "",
        _CARDS + "out_of_the_bin",
    ),
    Mutant(
        "a type without templates is left where machines removed one each",
        "collection/syncing/merging.py",
        "if type_uid not in filled}",
        "if False}",
        "tests/sync/test_types.py -k removed_another",
    ),
    Mutant(
        "the template kept for want of others stays beside one that a third added",
        "collection/syncing/merging.py",
        "if type_uid not in filled}",
        "}",
        "tests/sync/test_types.py -k third_has_added",
    ),
    Mutant(
        "texts are forgotten that lost",
        "collection/syncing/merging.py",
        "if kind is kinds.NOTES and (merged.lost or merged.beaten):",
        "if False:",
        "tests/sync/test_lives.py -k 'any_life and 71'",
    ),
    Mutant(
        "a snapshot says nothing of what was deleted",
        "store/syncing/whole.py",
        "yield portion + [fact for kind in KINDS for fact in self._not_there(kind)]",
        "yield portion",
        "tests/sync/test_snapshots.py -k 'any_life or begins_with'",
    ),
    Mutant(
        "a snapshot forgets what lost",
        "store/syncing/whole.py",
        "yield list(self._history())",
        "yield []",
        "tests/sync/test_snapshots.py -k what_lost",
    ),
    Mutant(
        "whoever was away is told of conflicts that were none",
        "collection/syncing/seeing.py",
        "if (guid, name, each.stamp, each.device) in self.written",
        "if each.stamp",
        "tests/sync/test_snapshots.py -k conflict_that_was_none",
    ),
    Mutant(
        "what a snapshot stands for goes before slow readers have read it",
        "collection/syncing/snapshots.py",
        "if now_ms - each.at_ms > KEPT_MS",
        "if now_ms - each.at_ms > 0",
        "tests/sync/test_snapshots.py -k after_a_month",
    ),
    Mutant(
        "what only a later version knows gets lost in a snapshot",
        "store/syncing/whole.py",
        "yield list(self._later())",
        "yield []",
        "tests/sync/test_later_versions.py -k told_on",
    ),
    Mutant(
        "of what only a later version knows an older write may stand",
        "store/syncing/later_kinds.py",
        "if one is None or beats(_register(other), _register(one)) else one",
        "",
        "tests/sync/test_later_versions.py -k told_on",
    ),
)
