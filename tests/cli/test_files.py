"""Importing and exporting on the command line."""

from pathlib import Path

from tests.cli.said import Run


def test_an_import_says_what_it_did(run: Run, deck_file: Path) -> None:
    said = run("import", deck_file)
    assert said.code == 0
    assert said.out == "birds.md: 3 added in “Animals::Birds”.\n"
    assert said.err == ""


def test_an_import_again_changes_nothing(filled: Run, deck_file: Path) -> None:
    assert filled("import", deck_file).out == "birds.md: 3 unchanged in “Animals::Birds”.\n"


def test_problems_are_listed_with_file_and_line_and_give_code_1(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "odd.md"
    file.write_text("---\ndeck: Odd\n---\nQ: One?\nA: Yes.\n\nQ: Without an answer?\n")
    said = run("import", file)
    assert said.code == 1
    assert said.err.startswith("odd.md:7: ")
    assert run("decks").code == 0


def test_very_many_problems_of_one_kind_take_a_few_lines(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "odd.md"
    notes = [f"Q: What is {at}?\nA: ![](gone{at}.png)\n" for at in range(323)]
    file.write_text("---\ndeck: Odd\n---\n" + "\n".join(notes) + "\nQ: Without an answer?\n")
    lines = run("import", file).err.splitlines()
    assert ["gone" in line for line in lines].count(True) == 5
    assert "… and 318 more like these; --json lists all." in lines
    assert any("odd.md:" in line and "gone" not in line for line in lines)
    assert len(run("import", file, "--json").json["files"][0]["problems"]) == 324


def test_an_import_reports_as_json_alone_on_standard_output(
    run: Run, deck_file: Path, tmp_path: Path
) -> None:
    table = tmp_path / "table.csv"
    table.write_text("front,back\nwater,l'eau\nfire,le feu\n")
    said = run("import", deck_file, table, "--deck", "Mixed", "--json")
    assert said.code == 0
    assert said.err == ""
    report = said.json
    assert report["added"] == 5
    assert [file["file"] for file in report["files"]] == [str(deck_file), str(table)]
    assert report["files"][1] == {
        "file": str(table),
        "deck": "Mixed",
        "added": 2,
        "updated": 0,
        "unchanged": 0,
        "skipped": 0,
        "problems": [],
    }


def test_a_refused_file_takes_those_imported_before_it_along(filled: Run, tmp_path: Path) -> None:
    more = tmp_path / "more.csv"
    more.write_text("one,eins\n")
    said = filled("import", more, tmp_path / "missing.md")
    assert said.code == 2
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "missing.md" in said.err
    assert filled("search", "--json").json["count"] == 4


def test_an_export_can_be_imported_again(filled: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.md"
    said = filled("export", out, "--deck", "animals")
    assert said.code == 0
    assert said.out == f"3 notes written to {out}.\n"
    assert filled("import", out).out == "out.md: 3 unchanged in “Animals”.\n"


def test_an_export_reports_as_json(filled: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    report = filled("export", out, "--deck", "Animals::Birds", "--json").json
    assert report == {
        "file": str(out),
        "deck": "Animals::Birds",
        "notes": 3,
        "not_carried": ["The sources of 3 notes", "When each note was made and changed"],
    }


def test_an_export_says_first_what_its_format_leaves_out(filled: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.md"
    assert filled("export", out).err.splitlines() == [
        "out.md does not hold:",
        "  When each note was made and changed",
    ]


def test_a_deck_is_written_for_anki_and_comes_back(filled: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.apkg"
    said = filled("export", out, "--deck", "animals", "--as-new", "--no-media", "--older")
    assert said.code == 0
    assert "written to" in said.out
    assert filled("import", "--dry-run", out).code == 0


def test_an_export_of_an_unknown_kind_is_refused_in_one_sentence(
    filled: Run, tmp_path: Path
) -> None:
    said = filled("export", tmp_path / "out.exe")
    assert said.code == 2
    assert said.err.count("\n") == 1
    assert not (tmp_path / "out.exe").exists()


def test_names_in_messages_cannot_control_the_terminal(run: Run, tmp_path: Path) -> None:
    said = run("import", tmp_path / "evil\x1b[2J\u202egnp.md")
    assert said.code == 2
    assert "\x1b" not in said.err
    assert "\u202e" not in said.err
    assert "evil\\x1b[2J\\u202egnp.md" in said.err


def test_a_refused_import_leaves_no_new_collection_behind(
    run: Run, deck_file: Path, tmp_path: Path, collection_path: Path
) -> None:
    assert run("import", deck_file, tmp_path / "missing.md").code == 2
    assert not collection_path.exists()
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        deck_file.name,
        collection_path.name + ".lock",
    ]
    assert run("import", deck_file).code == 0


def test_a_refused_import_leaves_a_collection_that_was_there(
    filled: Run, tmp_path: Path, collection_path: Path
) -> None:
    assert filled("import", tmp_path / "missing.md").code == 2
    assert collection_path.exists()
    assert filled("search", "--json").json["count"] == 4


def test_a_table_can_be_told_how_it_is_read(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "words.txt"
    table.write_bytes("Question;Answer\nl'\xe9t\xe9, enfin;summer\n".encode("cp1252"))
    said = run(
        "import", table, "--delimiter", "semicolon", "--encoding", "cp1252", "--no-header",
        "--front", "2", "--back", "1", "--json",
    )  # fmt: skip
    assert (said.code, said.json["added"]) == (0, 2)
    found = run("search", "--json").json["cards"]
    assert {(card["question"], card["answer"]) for card in found} == {
        ("Answer", "Question"),
        ("summer", "l'été, enfin"),
    }


def test_a_table_of_many_columns_is_told_what_each_becomes(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "words.csv"
    table.write_text("auk;3;A bird.;birds sea;See <b>auk</b>s.\n")
    told = ("--note-type", "term", "--no-html", "--columns", "Term,,Definition,tags,Example")
    assert run("import", table, *told, "--tag", "new", "--json").json["added"] == 1
    (card, _) = run("search", "--json").json["cards"]
    assert (card["question"], card["tags"]) == ("auk", ["birds", "new", "sea"])
    assert "See <b>auk</b>s." in card["answer"]
    table.write_text("auk;4;Another bird.\n")
    kept = run("import", table, *told[:3], "--columns", "Term,,Definition", "--existing", "keep")
    assert kept.out == "words.csv: 1 unchanged in “words”.\n"
    twice = run("import", table, *told[:3], "--columns", "Term,,Definition", "--existing", "add")
    assert twice.out == "words.csv: 1 added in “words”.\n"
    other = ("--deck", "Other", "--match", "type", "--columns", "Term,,Definition")
    assert run("import", table, *told[:3], *other).out.startswith("words.csv: 1 updated")


def test_columns_that_no_table_or_type_has_are_refused(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "words.csv"
    table.write_text("a;b\nc;d\n")
    for options, said in (
        (["--columns", "Front,Back,tags"], "no column 3"),
        (["--columns", "Front,Bock"], "no field “Bock”"),
        (["--note-type", "Nobody's"], "no note type"),
        (["--note-type", "cloze", "--front", "2"], "--columns"),
    ):
        told = run("import", table, *options)
        assert (told.code, told.err.count("\n")) == (2, 1)
        assert said in told.err


def test_what_is_not_told_of_a_table_is_still_found_out(
    run: Run, tmp_path: Path, deck_file: Path
) -> None:
    table = tmp_path / "words.csv"
    table.write_text('front;back;tags\n"a;b";c;x\n')
    assert run("import", deck_file, table, "--tags", "none", "--json").json["added"] == 4
    (card,) = [card for card in run("search", "--json").json["cards"] if card["deck"] == "words"]
    assert (card["question"], card["answer"], card["tags"]) == ("a;b", "c", [])


def test_options_that_fit_no_table_are_refused(run: Run, tmp_path: Path, deck_file: Path) -> None:
    table = tmp_path / "words.csv"
    table.write_text("a;b\nc;d\n")
    for options in (
        ["--front", "3"],
        ["--delimiter", "::"],
        ["--encoding", "klingon"],
        ["--encoding", "rot13"],
        ["--quote", "<>"],
    ):
        said = run("import", table, *options)
        assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    said = run("import", deck_file, "--no-header")
    assert said.code == 2
    assert "Only tables" in said.err


def test_cards_are_put_on_paper_without_a_screen(filled: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    said = filled("export", out, "--deck", "Animals::Birds", "--layout", "sheet")
    assert (said.code, said.out) == (0, f"4 cards written to {out}.\n")
    assert out.read_bytes().startswith(b"%PDF")
    assert filled("export", out, "--grid", "2by4").code == 2
    assert filled("export", out, "--grid", "3x4", "--layout", "fold").code == 2


def test_what_a_search_finds_is_put_on_paper(filled: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    said = filled("export", out, "--search=-penguin", "--json")
    assert (said.json["cards"], said.json["search"]) == (3, "-penguin")
    out.unlink()
    for query, deck in (("zebra", "Animals"), ("deck:", "Animals"), ("penguin", "Nowhere")):
        said = filled("export", out, "--search", query, "--deck", deck)
        assert (said.code, said.err.count("\n")) == (2, 1)
    said = filled("export", tmp_path / "out.csv", "--search", "penguin")
    assert said.code == 2
    assert ".pdf" in said.err
    assert not list(tmp_path.glob("out.*"))


def test_everything_goes_out_into_one_file_and_comes_in_elsewhere(
    filled: Run, tmp_path: Path
) -> None:
    out = tmp_path / "all.cards.zip"
    said = filled("export", out)
    assert (said.code, said.err) == (0, "")
    other = tmp_path / "other.flashcards"
    assert filled("import", out, "--collection", other).out.startswith("all.cards.zip: 3 added")
    assert filled("import", out, "--collection", other).out.startswith("all.cards.zip: 3 unchanged")
