"""Small mistakes in what the window does while something comes from another computer."""

from tests.mutant import Mutant

MUTANTS_OF_SYNC_WINDOWS = (
    Mutant(
        "an answer under way is lost when another computer puts the card away",
        "study/session.py",
        "if self.under_way and (self._coming or self._held):",
        "if self._held:",
        "tests/ui/test_syncing_study.py -k under_way",
    ),
    Mutant(
        "a card answered elsewhere moves once more by an answer under way",
        "study/scope.py",
        "idle = self._is_without_effect(card) or (held and not self._is_wanted(card))",
        "idle = self._is_without_effect(card)",
        "tests/ui/test_syncing_study.py -k moves_nothing",
    ),
    Mutant(
        "a draft puts back what nobody typed over what came meanwhile",
        "ui/editor/written.py",
        'typed = {uid: text for uid, text in said.items() if text != was.get(uid, "")}',
        "typed = dict(said)",
        "tests/ui/test_syncing_editor.py -k draft_goes_on",
    ),
    Mutant(
        "what is written beside a row goes on in the note of another",
        "ui/browser/detail.py",
        "if other and went and self.has_focus() and not self.keeper.deleted_here:",
        "if False:",
        "tests/ui/test_syncing_browse.py -k row_goes",
    ),
    Mutant(
        "a note deleted here comes back by what was typed before",
        "ui/editor/note_keeper.py",
        "self.is_gone, self.deleted_here = True, not merged",
        "self.is_gone, self.deleted_here = True, False",
        "tests/ui/test_syncing_browse.py -k deleted_here",
    ),
    Mutant(
        "a number being typed goes when another computer sets it",
        "ui/deck_options/option_line.py",
        "        if self.edit.pending():\n            if value",
        "        if False:\n            if value",
        "tests/ui/test_syncing_screens.py -k number",
    ),
    Mutant(
        "what stands over a lost text is lost when it is replaced within minutes",
        "store/revisions.py",
        "    stood = since_ms < until_ms\n",
        "    stood = True\n",
        "tests/sync/test_histories.py -k within_minutes",
    ),
    Mutant(
        "a history says of a lost text when it came and not when it was typed",
        "store/revisions.py",
        "    add(conn, work, key, value, typed_ms, (typed_ms, device))",
        "    add(conn, work, key, value, typed_ms)",
        "tests/sync/test_histories.py -k which_computer",
    ),
    Mutant(
        "a computer on which a backup was restored is listed among the others",
        "store/syncing/standing.py",
        'if uid in setup.get("mine", ()):',
        "if False:",
        "tests/sync/test_restored_backups.py -k none_of_the_others",
    ),
    Mutant(
        "which letter leads to a page depends on the page that was opened first",
        "ui/part_letters.py",
        "return tabs, [*buttons, *labels]",
        "return [], [*buttons, *labels, *tabs]",
        "tests/ui/test_part_letters.py -k whichever",
    ),
    Mutant(
        "what is being typed is not in the round that the learner asks for",
        "ui/syncing/rounds.py",
        "        self._save_what_is_typed()\n",
        "",
        "tests/ui/test_syncing_words.py -k typed",
    ),
    Mutant(
        "a passphrase stays in sight on a page that was left",
        "ui/preferences/passphrase_field.py",
        "        self.shown.setChecked(False)\n",
        "",
        "tests/ui/test_syncing_words.py -k passphrase_can",
    ),
    Mutant(
        "a name that was taken away is told off as empty",
        "ui/preferences/sync_page.py",
        "        if not name:  # nothing",
        "        if False:  # nothing",
        "tests/ui/test_syncing_words.py -k nobody",
    ),
    Mutant(
        "a screen reader is told every time that all is well",
        "ui/syncing/sign.py",
        "if self._heard is not None and self._heard != heard:",
        "if self._heard is not None:",
        "tests/ui/test_syncing_window.py -k screen_reader",
    ),
)
