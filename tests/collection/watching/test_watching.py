"""A folder of Markdown decks and the collection keep in step, and nothing written is ever lost."""

import os

import pytest

from flashcards import Rating, UserError
from flashcards.model.messages import message
from flashcards.model.watching import Decision, Difference, Gone, Wish
from flashcards.store import watched
from tests.collection.watching.conftest import Watched

DECK = """---
deck: Birds
id: deck
tags: nature
---
<!-- kept as it is -->

## What is an auk? {#auk}

A seabird.
Tags: sea

Q: What does
it eat? {#eat}
A: Fish.

# Other

C: The {{c1::heron}} stands. {#heron}
"""


def test_notes_come_from_the_folder_and_a_second_look_finds_nothing(folder: Watched) -> None:
    folder.put("deck.md", DECK)
    report = folder.check()
    assert (report.added, report.files, report.notes) == (3, 1, 3)
    assert folder.note("What is an auk?").tags == ("nature", "sea")
    assert folder.collection.deck_names() == ["Birds"]
    assert not folder.check().changed
    assert folder.text("deck.md") == DECK


def test_edits_in_the_file_come_here_and_keep_what_was_learnt(folder: Watched) -> None:
    folder.put("deck.md", DECK)
    folder.check()
    before = folder.note("What is an auk?").id
    folder.put("deck.md", DECK.replace("A seabird.", "A black seabird.").replace("sea\n", "cold\n"))
    assert folder.check().updated == 1
    note = folder.note("What is an auk?")
    assert (note.id, note.fields[1], note.tags) == (before, "A black seabird.", ("cold", "nature"))


def test_edits_here_change_their_lines_of_the_file_and_no_others(folder: Watched) -> None:
    folder.put("deck.md", DECK)
    folder.check()
    folder.edit("What is an auk?", Back="A bird\n\n## of the north")
    folder.edit("What does\nit eat?", Back="Small fish.")
    folder.edit("The {{c1::heron}} stands.", Extra="On one leg.")
    report = folder.check()
    assert (report.written, report.updated) == (3, 0)
    assert folder.text("deck.md") == DECK.replace(
        "A seabird.", "A bird\n\n\\## of the north"
    ).replace("A: Fish.", "A: Small fish.").replace("{#heron}", "{#heron}\nE: On one leg.")
    assert not folder.check().changed


def test_each_side_gets_what_the_other_changed(folder: Watched) -> None:
    folder.put("deck.md", DECK)
    folder.check()
    folder.put("deck.md", DECK.replace("What is an auk?", "What is a great auk?"))
    folder.edit("What is an auk?", Back="It is extinct.")
    report = folder.check()
    assert (report.updated, report.written, report.open) == (1, 1, 0)
    assert folder.note("What is a great auk?").fields[1] == "It is extinct."
    assert "## What is a great auk? {#auk}\n\nIt is extinct.\nTags: sea\n" in folder.text("deck.md")


def test_a_field_changed_on_both_sides_waits_for_the_learner(folder: Watched) -> None:
    folder.put("deck.md", DECK)
    folder.check()
    theirs = DECK.replace("A seabird.", "From the file.")
    folder.put("deck.md", theirs)
    folder.edit("What is an auk?", Back="From here.")
    for _ in range(2):
        report = folder.check()
        (conflict,) = report.conflicts
        assert conflict.differences == (Difference("Back", 1, "From the file.", "From here."),)
        assert (conflict.path, conflict.line, conflict.title) == ("deck.md", 8, "What is an auk?")
        assert folder.text("deck.md") == theirs
        assert folder.note("What is an auk?").fields[1] == "From here."


@pytest.mark.parametrize("text", ["From the file.", "From here.", "From here.\n\nFrom the file."])
def test_a_conflict_is_decided_field_by_field(folder: Watched, text: str) -> None:
    test_a_field_changed_on_both_sides_waits_for_the_learner(folder)
    (conflict,) = folder.check().conflicts
    report = folder.check(auk=Decision({1: text}, conflict.differences))
    assert report.open == 0
    assert folder.note("What is an auk?").fields[1] == text
    assert f"{{#auk}}\n\n{text}\nTags: sea" in folder.text("deck.md")
    assert not folder.check().changed


def test_a_decision_upon_other_texts_than_there_are_is_void(folder: Watched) -> None:
    test_a_field_changed_on_both_sides_waits_for_the_learner(folder)
    (conflict,) = folder.check().conflicts
    folder.put("deck.md", DECK.replace("A seabird.", "Changed again."))
    report = folder.check(auk=Decision({1: "x"}, conflict.differences))
    assert len(report.conflicts) == 1
    assert "Changed again." in folder.text("deck.md")


def test_a_note_type_that_a_file_describes_comes_with_its_notes(folder: Watched) -> None:
    text = (
        "T: Verb\n@Fields:\nInfinitive\nPast\n@Front 1: {{Infinitive}}\n@Back 1: {{Past}}\n\n"
        "N: Verb {#go}\n@Infinitive: go\n@Past: went\n"
    )
    folder.put("verbs.md", text)
    assert folder.check().added == 1
    folder.edit("go", Past="went, gone")
    assert folder.check().written == 1
    assert folder.text("verbs.md") == text.replace("went", "went, gone")


def test_the_same_edit_on_both_sides_is_none(folder: Watched) -> None:
    folder.put("deck.md", DECK)
    folder.check()
    folder.put("deck.md", DECK.replace("A seabird.", "Same."))
    folder.edit("What is an auk?", Back="Same.")
    assert not folder.check().changed
    folder.edit("What is an auk?", Back="Here.")
    assert folder.check().written == 1


# Ids, new notes, gone notes ---------------------------------------------------------


def test_notes_without_ids_get_one_and_keep_their_history_when_reworded(folder: Watched) -> None:
    folder.put("sub/New words.md", "## one\neins\n\n## two\n\nzwei\n")
    report = folder.check()
    assert (report.added, report.ids) == (2, 2)
    text = folder.text("sub/New words.md")
    guid = folder.note("one").guid
    assert text.startswith(f"## one {{#/{guid}}}\neins\n\n## two {{#/")
    assert folder.collection.deck_names() == ["sub", "sub::New words"]
    folder.put("sub/New words.md", text.replace("## one", "## number one"))
    assert folder.check().updated == 1
    assert folder.note("number one").guid == guid


def test_notes_added_here_are_written_into_the_file_of_their_deck(folder: Watched) -> None:
    folder.put("deck.md", DECK)
    folder.check()
    collection = folder.collection
    collection.add_note({"Front": "tern", "Back": "![](x)"}, "Birds", tags=["nature", "new"])
    collection.add_note({"Front": "owl", "Back": "night"}, "Birds::Owls")
    collection.add_note({"Front": "fox", "Back": "no bird"}, "Mammals")
    assert folder.check().written == 2
    text = folder.text("deck.md")
    assert text.startswith(DECK)
    tern, owl = folder.note("tern").guid, folder.note("owl").guid
    assert text[len(DECK) :] == (
        f"\n## tern {{#/{tern}}}\n![](x)\nTags: new\nSource:\n"
        f"\n## owl {{#/{owl}}}\nnight\nDeck: Birds::Owls\nSource:\n"
    )
    assert not folder.check().changed
    assert folder.fronts().count("tern") == 1


def test_a_note_gone_from_the_file_goes_here_only_when_confirmed(folder: Watched) -> None:
    folder.put("deck.md", DECK)
    folder.check()
    without = DECK.replace("C: The {{c1::heron}} stands. {#heron}\n", "")
    folder.put("deck.md", without)
    (missing,) = folder.check().missing
    assert (missing.gone, missing.title, missing.guid) == (
        Gone.FILE, "The heron stands.", "deck/heron",
    )  # fmt: skip
    assert len(folder.notes()) == 3
    assert folder.check(heron=Decision(wish=Wish.DELETE)).deleted == 1
    assert len(folder.notes()) == 2
    assert not folder.check().open
    folder.collection.undo()
    assert folder.check().written == 1, "what undo brought back is a note that its file lacks"
    assert "heron" in folder.text("deck.md")


def test_a_note_gone_from_the_file_can_be_written_again(folder: Watched) -> None:
    folder.put("deck.md", DECK)
    folder.check()
    folder.put("deck.md", DECK.replace("C: The {{c1::heron}} stands. {#heron}\n", ""))
    assert folder.check(heron=Decision(wish=Wish.BRING_BACK)).written == 1
    assert folder.text("deck.md").endswith("C: The {{c1::heron}} stands. {#heron}\n")
    assert not folder.check().open


def test_a_note_deleted_here_leaves_the_file_only_when_confirmed(folder: Watched) -> None:
    folder.put("deck.md", DECK)
    folder.check()
    folder.collection.delete_notes([folder.note("What does\nit eat?").id])
    (missing,) = folder.check().missing
    assert (missing.gone, missing.guid) == (Gone.HERE, "deck/eat")
    assert folder.text("deck.md") == DECK
    assert folder.check(eat=Decision(wish=Wish.DELETE)).written == 1
    assert folder.text("deck.md") == DECK.replace("Q: What does\nit eat? {#eat}\nA: Fish.\n\n", "")
    assert not folder.check().open


def test_a_note_deleted_here_can_be_brought_back_from_the_file(folder: Watched) -> None:
    folder.put("deck.md", DECK)
    folder.check()
    note = folder.note("What does\nit eat?").id
    session = folder.collection.study("Birds")
    while session.next() is not None:
        session.answer(Rating.EASY)
    (before,) = folder.collection.search("eat")
    answers = len(folder.collection.history(before))
    folder.collection.delete_notes([note])
    folder.check(eat=Decision(wish=Wish.BRING_BACK))
    (card,) = folder.collection.search("eat")
    assert len(folder.collection.history(card)) == answers == 1
    assert folder.note("What does\nit eat?").guid == "deck/eat"
    assert not folder.check().open


def test_a_note_that_the_bin_let_go_comes_back_from_its_file(folder: Watched) -> None:
    folder.put("deck.md", DECK)
    folder.check()
    folder.collection.delete_notes([folder.note("What does\nit eat?").id])
    folder.collection.empty_bin()
    assert folder.check(eat=Decision(wish=Wish.BRING_BACK)).added == 1
    assert folder.note("What does\nit eat?").fields[1] == "Fish."
    assert not folder.check().open


def test_a_kill_between_writing_a_file_and_noting_it_loses_nothing(folder: Watched) -> None:
    folder.put("deck.md", DECK)
    folder.check()
    folder.put("deck.md", DECK.replace("A: Fish.", "A: Crabs."))
    folder.edit("What is an auk?", Back="Written.")
    store = folder.collection._store
    with store.reading() as conn:
        before = [watched.rows(conn, folder.uid, kind) for kind in (watched.FILE, watched.NOTE)]
    assert folder.check().written == 1
    with store.writing(message("As if killed"), undoable=False) as conn:
        for kind, rows in zip((watched.FILE, watched.NOTE), before, strict=True):
            watched.keep(conn, folder.uid, kind, rows)
    report = folder.check()
    assert (report.open, report.updated, report.written) == (0, 0, 0)
    assert folder.note("What is an auk?").fields[1] == "Written."
    assert folder.note("What does\nit eat?").fields[1] == "Crabs."
    folder.edit("What is an auk?", Back="Again.")
    assert folder.check().written == 1


# Files ------------------------------------------------------------------------------


def test_a_file_that_moves_takes_its_notes_along(folder: Watched) -> None:
    folder.put("old.md", "## one {#one}\neins\n")
    folder.check()
    note = folder.note("one")
    (folder.root / "new").mkdir()
    (folder.root / "old.md").rename(folder.root / "new" / "other.md")
    assert not folder.check().open
    folder.put("new/other.md", "## one {#one}\nuno\n")
    report = folder.check()
    assert (report.updated, report.added, report.open) == (1, 0, 0)
    assert folder.note("one").id == note.id
    folder.edit("one", Back="eins")
    folder.check()
    assert folder.text("new/other.md") == "## one {#one}\neins\n"


def test_a_file_renamed_and_edited_at_once_is_known_by_its_ids(folder: Watched) -> None:
    folder.put("old.md", "## one {#one}\neins\n\n## two {#two}\nzwei\n")
    folder.check()
    (folder.root / "old.md").unlink()
    folder.put("new.md", "## one {#one}\nuno\n\n## two {#two}\nzwei\n")
    report = folder.check()
    assert (report.updated, report.added, report.open) == (1, 0, 0)


def test_a_deleted_file_deletes_nothing_unasked(folder: Watched) -> None:
    path = folder.put("deck.md", DECK)
    folder.check()
    path.unlink()
    report = folder.check()
    assert {each.gone for each in report.missing} == {Gone.FILE}
    assert (len(report.missing), len(folder.notes())) == (3, 3)


def test_a_folder_that_is_gone_changes_nothing(folder: Watched) -> None:
    folder.put("deck.md", DECK)
    folder.check()
    folder.root.rename(folder.root.with_name("away"))
    with pytest.raises(UserError, match="cannot be found"):
        folder.collection.watching.check(folder.uid, folder.root)
    assert len(folder.notes()) == 3
    folder.root.with_name("away").rename(folder.root)
    assert not folder.check().open


def test_copies_of_syncing_programs_and_files_about_the_folder_are_left_alone(
    folder: Watched,
) -> None:
    folder.put("deck.md", DECK)
    folder.put("deck.sync-conflict-20240101-120000-ABC.md", DECK.replace("Fish", "Nothing"))
    folder.put("README.md", "## Install\nrun it\n")
    folder.put(".git/x.md", "## a\nb\n")
    folder.put("vault.md", "#flashcards\n\na::b\n")
    report = folder.check()
    assert (report.added, len(report.problems)) == (3, 1)
    assert "made this copy" in str(report.problems[0])
    assert report.left_alone == (
        "README.md", "deck.sync-conflict-20240101-120000-ABC.md", "vault.md",
    )  # fmt: skip


def test_line_ends_and_a_byte_order_mark_stay(folder: Watched) -> None:
    data = b"\xef\xbb\xbf" + DECK.replace("\n", "\r\n").encode()
    folder.put("deck.md", data)
    folder.check()
    folder.edit("What is an auk?", Back="one\ntwo")
    folder.check()
    assert (folder.root / "deck.md").read_bytes() == data.replace(b"A seabird.", b"one\r\ntwo")


def test_pictures_keep_the_names_they_have_in_the_file(folder: Watched) -> None:
    png = bytes.fromhex("89504e470d0a1a0a") + b"picture"
    folder.put("pictures/auk.png", png)
    folder.put("deck.md", "## auk {#a}\n![](pictures/auk.png)\n")
    folder.check()
    assert "pictures/auk.png" not in folder.note("auk").fields[1]
    shown = folder.note("auk").fields[1]
    folder.edit("auk", Back=f"This: {shown}")
    folder.check()
    assert folder.text("deck.md") == "## auk {#a}\nThis: ![](pictures/auk.png)\n"
    assert not folder.check().changed


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_only_be_read_still_gives(folder: Watched) -> None:
    folder.put("deck.md", DECK)
    folder.root.chmod(0o500)
    try:
        folder.check()
        folder.edit("What is an auk?", Back="Here.")
        report = folder.check()
        assert "could not be written" in str(report.problems)
    finally:
        folder.root.chmod(0o700)
    assert folder.check().written == 1


# Undo -------------------------------------------------------------------------------


def test_undo_takes_a_change_back_here_and_then_in_the_file(folder: Watched) -> None:
    folder.put("deck.md", DECK)
    folder.check()
    folder.put("deck.md", DECK.replace("A seabird.", "Changed."))
    folder.check()
    folder.collection.undo()
    assert folder.note("What is an auk?").fields[1] == "A seabird."
    assert folder.check().written == 1
    assert folder.text("deck.md") == DECK
    folder.collection.redo()
    folder.check()
    assert "Changed." in folder.text("deck.md")
    assert folder.collection.check() == []


def test_notes_that_undo_took_back_are_asked_about(folder: Watched) -> None:
    folder.put("deck.md", DECK)
    folder.check()
    folder.collection.undo()
    assert folder.notes() == []
    report = folder.check()
    assert [each.gone for each in report.missing] == [Gone.HERE] * 3
    assert folder.text("deck.md") == DECK


def test_notes_known_before_are_compared_and_never_doubled(folder: Watched) -> None:
    path = folder.put("deck.md", DECK)
    folder.collection.import_file(path)
    folder.edit("What is an auk?", Back="Mine.")
    report = folder.check()
    assert (report.added, report.updated, len(report.conflicts)) == (0, 0, 1)
    assert len(folder.notes()) == 3


def test_a_file_that_is_edited_after_it_was_read_is_not_written_over(folder: Watched) -> None:
    folder.put("a.md", DECK)
    folder.put("b.md", "## b {#b}\nb\n")
    folder.check()
    folder.edit("What is an auk?", Back="Here.")
    later = DECK.replace("A: Fish.", "A: Crabs.")

    def edit_once_read(done: int, _total: int) -> bool:
        if done == 1:
            folder.put("a.md", later)
        return True

    report = folder.collection.watching.check(folder.uid, folder.root, edit_once_read)
    assert (report.written, folder.text("a.md")) == (0, later)
    report = folder.check()
    assert (report.written, report.updated) == (1, 1)
    assert folder.text("a.md") == later.replace("A seabird.", "Here.")
