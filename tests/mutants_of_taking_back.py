"""Small mistakes in what machines in step take back, bring back, and keep of what went."""

from tests.mutant import Mutant

_UNDOING = "tests/sync/test_undoing.py -k "
_TYPES = "tests/sync/test_undone_types.py -k "
_REMOVED = "tests/sync/test_removed_fields.py -k "
_IN_USE = "tests/sync/test_undoing_in_use.py -k "
_BACK = "tests/sync/test_bringing_back.py -k "

MUTANTS_OF_TAKING_BACK = (
    Mutant(
        "undo takes away what another computer learned",
        "store/syncing/in_use.py",
        "or _is_written(conn, step) or _is_answered(conn, step)",
        "or _is_written(conn, step)",
        _IN_USE + "answered_its_card",
    ),
    Mutant(
        "an answer that was taken back keeps a note here",
        "store/syncing/in_use.py",
        "NOT IN (SELECT value FROM json_each(?)) AND {STANDING})",
        "NOT IN (SELECT value FROM json_each(?)))",
        _IN_USE + "was_taken_back",
    ),
    Mutant(
        "undo takes away what another computer made as well",
        "store/in_step.py",
        "part.had_elsewhere |= any(",
        "part.had_elsewhere &= any(",
        _IN_USE + "made_the_same",
    ),
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
        "                after = since\n                self.overtaken.add(step)\n",
        "                after = since\n",
        _UNDOING + "beside_one_added_there",
    ),
    Mutant(
        "undo puts a deck below itself",
        "store/syncing/undoing.py",
        "if raw_of(conn).execute(_IN_CIRCLES).fetchone() is not None:",
        "if False:",
        _UNDOING + "below_itself",
    ),
    Mutant(
        "a note out of the bin says what it said when it went",
        "store/in_step.py",
        "    return returning.notes_known(conn, bodies)\n",
        "    return {}\n",
        _BACK + "out_of_the_bin_says",
    ),
    Mutant(
        "answers to a gap typed elsewhere stay behind",
        "store/in_step.py",
        "    return returning.cards_known(conn, guids, besides)\n",
        "    return []\n",
        _BACK + "answers_given_elsewhere",
    ),
    Mutant(
        "a deletion taken back brings back a note as it went",
        "store/syncing/undoing.py",
        "    taking_over.take_over_gone(said, same_cards)\n",
        "",
        _BACK + "deletion_taken_back",
    ),
    Mutant(
        "a note comes back with other gaps than cards",
        "store/syncing/taking_over.py",
        "if fits and same_cards(",
        "if fits or same_cards(",
        _BACK + "left_to_the_bin",
    ),
    Mutant(
        "what another typed is lost where a deleted note is imported",
        "store/syncing/stamping.py",
        "if known is not None and self._is_news(kind, row, name, known):",
        "if False:",
        _BACK + "imported_again",
    ),
    Mutant(
        "the undo of something else takes away what was kept of another's",
        "store/in_step.py",
        "        if work.step.aside:\n",
        "        if False:\n",
        _BACK + "imported_again",
    ),
    Mutant(
        "nobody hears of what was typed into a field that went",
        "store/syncing/hidden_texts.py",
        "report=register.stamp > removal",
        "report=False",
        _REMOVED + "goes_is_in_the_history",
    ),
    Mutant(
        "texts of a field that another machine removed are forgotten",
        "store/syncing/hidden_texts.py",
        "    records.write_stamps(conn, hidden)\n",
        "",
        _REMOVED + "come_back_with_it",
    ),
    Mutant(
        "a field comes back without its texts",
        "store/syncing/rows.py",
        "        hidden_texts.show(conn, known.row, staying - there, stored)\n",
        "        pass\n",
        _REMOVED + "come_back_with_it",
    ),
    Mutant(
        "what came for a field that a note does not show is found nowhere",
        "store/syncing/loading.py",
        'conflicts.keep_hidden(conn, row[2], uid, state[name], state.get("type"))',
        "pass",
        _REMOVED + "became_another",
    ),
    Mutant(
        "the removal of a field taken back forgets what was typed meanwhile",
        "store/syncing/taking_over.py",
        "came = _by_field(places, old[1]), dict(hidden)",
        "came = _by_field(places, old[1]), {}",
        _REMOVED + "removal_is_taken_back",
    ),
    Mutant(
        "a template that came keeps a name of a field that undo took back",
        "store/syncing/undoing.py",
        "        _follow_fields(conn, step)\n",
        "        pass\n",
        _TYPES + "name_it_has_again",
    ),
    Mutant(
        "decks forget options that another computer deleted for a while",
        "store/syncing/lookups.py",
        '    _remember(conn, DECKS, [row[0] for row in found], "preset", names)\n',
        "",
        _TYPES + "options_again",
    ),
    Mutant(
        "a note that comes keeps cards that its type does not make here",
        "collection/syncing/following.py",
        "if came != set(places(types, note_type, texts)):",
        "if len(came) < len(note_type.templates):",
        _TYPES + "makes_here",
    ),
    Mutant(
        "a card deleted alone is there elsewhere though the edit that made it is taken back",
        "store/syncing/stamping.py",
        "                self.step.made_again.add(row[0])\n",
        "                pass\n",
        _UNDOING + "deleted_alone",
    ),
    Mutant(
        "a field keeps the name it got beside another of its name, though that has a new one",
        "store/syncing/told_since.py",
        "if fact.kind in _WRITTEN or",
        "if fact.kind == DECKS.name or",
        "tests/sync/test_types.py -k whatever_order",
    ),
    Mutant(
        "answers told under two names stay with the card that is not there",
        "store/syncing/owners.py",
        "        names |= told.names_used(conn, map(bearers.uid_of, touched.cards))\n",
        "",
        "tests/sync/test_claims.py -k copy_of_a_disk",
    ),
    Mutant(
        "what was typed into a new field stays elsewhere though it is taken back",
        "store/syncing/stamping.py",
        "if name not in now and name.startswith(TEXT) and name not in emptied:",
        "if name not in now and name.startswith(TEXT):",
        _UNDOING + "typed_into_a_new",
    ),
)
