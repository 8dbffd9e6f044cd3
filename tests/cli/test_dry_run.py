"""What files would bring is told before anything is changed."""

from pathlib import Path

from tests.cli.said import DECK, Run
from tests.ui.packages import package


def test_a_deck_and_a_table_are_tried_and_nothing_of_them_is_kept(
    run: Run, deck_file: Path, tmp_path: Path, collection_path: Path
) -> None:
    table = tmp_path / "words.csv"
    table.write_text("front;back\nwater;l'eau\nfire;\n")
    said = run("import", "--dry-run", deck_file, table, "--delimiter", ";")
    assert said.out.splitlines() == [
        "birds.md: 3 would be added in “Animals::Birds”.",
        "words.csv: 1 would be added, 1 skipped in “words”.",
    ]
    assert said.code == 1
    assert said.err.startswith("words.csv:3: ")
    assert not collection_path.exists()


def test_what_is_here_already_is_told_and_neither_notes_nor_pictures_come(
    filled: Run, deck_file: Path, collection_path: Path
) -> None:
    (deck_file.parent / "owl.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    text = DECK.replace("krill.", "squid.") + "\nQ: Kiwi\nA: ![](owl.svg)\n"
    deck_file.write_text(text, encoding="utf-8")
    said = filled("import", "--dry-run", deck_file)
    assert said.out == "birds.md: 1 would be added, 1 updated, 2 unchanged in “Animals::Birds”.\n"
    assert filled("search", "squid", "--json").json["count"] == 0
    assert filled("search", "kiwi", "--json").json["count"] == 0
    kept = set(collection_path.parent.rglob("*.svg"))
    report = filled("import", "--dry-run", deck_file, "--deck", "Zoo", "--json").json
    assert report["files"][0]["deck"] == "Zoo"
    assert report["files"][0]["added"] == 1
    assert filled("import", deck_file).out == (
        "birds.md: 1 added, 1 updated, 2 unchanged in “Animals::Birds”.\n"
    )
    came = set(collection_path.parent.rglob("*.svg"))
    assert (len(kept), len(came)) == (1, 2)  # of which one lies beside the deck


def test_decks_of_other_programs_are_tried_with_their_marks(filled: Run, tmp_path: Path) -> None:
    note = tmp_path / "capitals.md"
    note.write_text("#flashcards\n\nFrance::Paris\n\nSpain::Madrid\n", encoding="utf-8")
    said = filled("import", "--dry-run", note)
    assert said.code == 0
    assert ": 2 would be added in " in said.out
    assert filled("search", "Paris", "--json").json["count"] == 0


def test_files_of_all_kinds_can_be_looked_at_together(filled: Run, tmp_path: Path) -> None:
    whole = tmp_path / "all.json"
    assert filled("export", whole).code == 0
    table = tmp_path / "words.csv"
    table.write_text("water,l'eau\nfire,le feu\n")
    said = filled("import", "--dry-run", package(tmp_path / "given"), whole, table)
    lines = said.out.splitlines()
    assert lines[0] == "biology.apkg: 4 notes, 4 cards, 1 answer, 2 media files."
    assert lines[-2:] == [
        "all.json: 3 notes, 4 cards, 0 answers, 0 media files.",
        "words.csv: 2 would be added in “words”.",
    ]


def test_a_file_that_could_not_come_is_refused_as_an_import_refuses_it(
    run: Run, tmp_path: Path, collection_path: Path
) -> None:
    empty = tmp_path / "empty.md"
    empty.write_text("Nothing to ask.\n", encoding="utf-8")
    tried, done = run("import", "--dry-run", empty), run("import", empty)
    assert (tried.code, tried.err) == (done.code, done.err)
    assert tried.code == 2
    assert not collection_path.exists()
