"""Small mistakes in the rules by which writes of several machines are weighed."""

from tests.mutant import Mutant

_RULES = "tests/sync/test_rules.py -k "

MUTANTS_OF_RULES = (
    Mutant(
        "an edit loses against one it has seen whose clock was ahead",
        "store/syncing/stamping.py",
        "stamp = later(self.stamp, before)\n        base",
        "stamp = self.stamp\n        base",
        _RULES + "whatever_the_clocks",
    ),
    Mutant(
        "of two writes at one moment each machine keeps its own",
        "sync/registers.py",
        "first != second else text_of(one.value) > text_of(other.value)",
        "first != second else False",
        _RULES + "at_one_moment",
    ),
    Mutant(
        "whatever was replaced counts as a conflict",
        "sync/registers.py",
        "if here.value != came.value and came.base != here.stamp:",
        "if here.value != came.value:",
        _RULES + "has_not_lost",
    ),
    Mutant(
        "a note that was deleted stays so though it was edited since",
        "sync/registers.py",
        "register.stamp > mark.stamp for",
        "False for",
        _RULES + "brings_a_deleted_note_back",
    ),
    Mutant(
        "whatever is written later brings a deleted note back",
        "sync/registers.py",
        "for name, register in state.items() if name.startswith(TEXT)",
        "for name, register in state.items()",
        _RULES + "brings_a_deleted_note_back",
    ),
    Mutant(
        "what waits for a file that never comes waits for ever",
        "collection/syncing/taking.py",
        "if now_ms - since[each] > PATIENCE_MS]",
        "if False]",
        _RULES + "after_a_week",
    ),
    Mutant(
        "nothing waits for what came before it",
        "collection/syncing/taking.py",
        "if now_ms - since[each] > PATIENCE_MS]",
        "if True]",
        _RULES + "after_a_week",
    ),
    Mutant(
        "the deck of cards whose own nobody knows goes from under them",
        "collection/syncing/placing.py",
        "filled.add(deck_tree.RECOVERED)",
        "pass",
        _RULES + "after_a_week",
    ),
    Mutant(
        "the deck of cards whose own nobody knows is made twice",
        "collection/syncing/placing.py",
        "self._found[uid].row = now[uid].row",
        "pass",
        _RULES + "after_a_week",
    ),
    Mutant(
        "of two decks moved into each other the earlier goes to the top",
        "sync/deck_tree.py",
        "last = max(circle,",
        "last = min(circle,",
        _RULES + "into_each_other",
    ),
    Mutant(
        "of two decks of one name any is shown",
        "sync/deck_tree.py",
        "sorted(uids, key=lambda uid: _age(states[uid], uid))",
        "sorted(uids)",
        _RULES + "the_older_is_shown",
    ),
    Mutant(
        "a deleted deck takes the cards along that were put into it",
        "sync/deck_tree.py",
        "if uid in filled or not (",
        "if not (",
        _RULES + "put_a_card_into_it",
    ),
    Mutant(
        "a deck that another is shown as goes alone",
        "store/syncing/stamping.py",
        "self._write_twins({uid: {GONE: True} for uid, _, _ in found})",
        "pass",
        "tests/sync/test_twins.py -k moved_and_deleted",
    ),
    Mutant(
        "a deck that comes back leaves those behind that are shown as it",
        "store/syncing/stamping.py",
        "self._write_twins(there, again=False)",
        "pass",
        "tests/sync/test_twins.py -k comes_late",
    ),
    Mutant(
        "what was typed before the first sync is as old as the note's last change",
        "collection/syncing/joining.py",
        "            beginnings.note_edits(conn)\n",
        "",
        "tests/sync/test_copied_by_hand.py -k two_fields",
    ),
    Mutant(
        "an answer given in a script is refused where another computer answered meanwhile",
        "study/session.py",
        "        self.under_way = True\n        self._bring",
        "        self._bring",
        "tests/sync/test_copied_by_hand.py -k answer_counts",
    ),
    Mutant(
        "cards stay where they were put while their deck was not known",
        "collection/syncing/placing.py",
        "(shown != self._before.get(uid) or shown != self._tree.resolved(uid))",
        "shown != self._tree.resolved(uid)",
        "tests/sync/test_arriving.py -k never_comes",
    ),
    Mutant(
        "a deck that two computers named at once is told of once for each of its twins",
        "store/syncing/lost_settings.py",
        "yield Overruled(number, kind, shown, name,",
        "yield Overruled(number, kind, uid, name,",
        "tests/sync/test_overruled.py -k told_once",
    ),
    Mutant(
        "what was told of a hidden deck counts as never told while something else of it waits",
        "store/syncing/twins.py",
        "untold = not is_told and uid in unsent",
        "untold = uid in unsent",
        "tests/sync/test_overruled.py -k counts_as_known",
    ),
    Mutant(
        "what was put away is told once more",
        "store/syncing/lost_settings.py",
        "AND r.since_ms = r.until_ms ORDER",
        "ORDER",
        "tests/sync/test_overruled.py -k put_away",
    ),
    Mutant(
        "what is told counts as carried before it is",
        "collection/syncing/syncing.py",
        "        carrier.put(name, data)\n",
        "        with store.writing(message('Sync'), undoable=False) as conn:\n"
        "            segments.sent(conn, whole_hash)\n"
        "        carrier.put(name, data)\n",
        _RULES + "carried_later",
    ),
    Mutant(
        "what a later version wrote is read all the same",
        "sync/heading.py",
        "return self.needs <= READS",
        "return True",
        "tests/cli/test_sync.py -k later_version",
    ),
)  # fmt: skip
