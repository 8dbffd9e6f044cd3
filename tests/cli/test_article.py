"""``flashcards article``: a text in, a list or a deck out."""

import json
import os
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection
from tests.cli.said import Run
from tests.collection.coast import ARTICLE


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """An article of three sure candidates and a list that is less sure."""
    path = tmp_path / "coast.md"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_without_accept_the_cards_are_listed_and_nothing_is_made(
    run: Run, article: Path, collection_path: Path
) -> None:
    said = run("article", article)
    rows = [line.split("\t") for line in said.out.splitlines()]
    assert [row[:4] for row in rows][:2] == [
        ["1", "0.95", "term", "What is a guillemot? (Birds of the coast)"],
        ["2", "0.95", "term", "What does “moult” mean? (Birds of the coast)"],
    ]
    assert rows[1][4] == "The yearly change of feathers."
    assert "--accept” adds the 4 likely ones" in said.err
    assert said.code == 0
    assert not collection_path.exists()


def test_accept_adds_what_is_sure_enough_to_a_deck_of_the_articles_title(
    run: Run, article: Path, collection_path: Path
) -> None:
    said = run("article", article, "--accept")
    assert said.code == 0
    assert said.out == "Birds of the coast: 4 added in “Birds of the coast”.\n"
    with flashcards.open(collection_path) as collection:
        assert len(collection.search('deck:"Birds of the coast"')) == 6
        assert collection.articles.sources()[0].address == str(article)
        assert collection.check() == []


def test_accept_takes_a_confidence_and_deck_a_place(
    run: Run, article: Path, collection_path: Path
) -> None:
    said = run("article", article, "--accept", "0", "--deck", "Nature::Birds")
    assert said.out == "Birds of the coast: 4 added in “Nature::Birds”.\n"
    assert run("article", article, "--accept", "0.94").out == (
        "Birds of the coast: 4 unchanged in “Nature::Birds”.\n"
    )


def test_the_json_is_the_report_of_the_article_with_what_was_done(run: Run, article: Path) -> None:
    said = run("article", article, "--json")
    found = said.json
    assert list(found) == ["title", "text", "candidates", "accepted", "problems", "weak"]
    assert found["accepted"] is None
    for candidate in found["candidates"]:
        assert list(candidate) == [
            "kind", "term", "front", "back", "cloze", "aliases", "confidence", "chosen", "heading",
            "start", "end", "quote",
        ]  # fmt: skip
        assert found["text"][candidate["start"] : candidate["end"]] == candidate["quote"]
    assert said.err == ""
    done = run("article", article, "--json", "--accept").json["accepted"]
    assert done == {
        "confidence": None, "dry_run": False, "deck": "Birds of the coast", "added": 4,
        "updated": 0, "unchanged": 0, "skipped": 0, "duplicates": 0, "changes": None,
        "fresh_looks": 0, "reworded": [], "problems": [],
    }  # fmt: skip


def test_a_dry_run_writes_nothing_and_works_while_the_collection_is_open(
    run: Run, article: Path, collection: Collection
) -> None:
    said = run("article", article, "--accept", "--dry-run")
    assert said.out == "Birds of the coast: 4 would be added in “Birds of the coast”.\n"
    assert "open elsewhere" in said.err
    assert run("article", article).code == 0
    assert run("article", article, "--accept").code == 2
    assert collection.articles.sources() == []


def test_a_dry_run_tells_what_a_collection_has_already_and_changes_nothing(
    run: Run, article: Path, collection_path: Path
) -> None:
    run("article", article, "--accept", "0.9", "--deck", "Mine")
    article.write_text(
        ARTICLE.replace("The yearly change", "A slow change").replace("worms", "beetles")
    )
    with flashcards.open(collection_path) as collection:
        before = collection.articles.source(1), collection.search("")
    said = run("article", article, "--accept", "0", "--dry-run", "--json")
    done = said.json["accepted"]
    counts = {name: done[name] for name in ("deck", "added", "updated", "unchanged")}
    assert counts == {"deck": "Mine", "added": 1, "updated": 2, "unchanged": 1}
    assert done["changes"]["reworded"] == 2
    with flashcards.open(collection_path) as collection:
        assert (collection.articles.source(1), collection.search("")) == before
        assert collection.undo_name is None
    again = run("article", article, "--accept", "0", "--json").json["accepted"]
    assert {name: again[name] for name in counts} == counts


def test_passages_that_went_from_an_article_are_told_once_and_their_cards_stay(
    run: Run, article: Path, collection_path: Path
) -> None:
    run("article", article, "--accept")
    article.write_text(ARTICLE.replace("Moult\n: The yearly change of feathers.\n", ""))
    said = run("article", article, "--accept")
    assert said.out == "Birds of the coast: 4 unchanged in “Birds of the coast”.\n"
    assert said.err == "1 passage is gone from the article; the cards stay.\n"
    assert said.code == 0
    assert run("article", article, "--accept").err == ""
    with flashcards.open(collection_path) as collection:
        assert collection.search("is:suspended") == []
        assert len(collection.search("")) == 6


def test_the_way_to_go_on_names_the_deck_that_was_chosen(run: Run, article: Path) -> None:
    said = run("article", article, "--deck", "My birds")
    assert f'“flashcards article {article} --deck "My birds" --accept” adds' in said.err


def test_an_encoding_can_be_told(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "birds.txt"
    text = "Словарь\n\nКайра: чёрно-белая птица.\n\nЛинька: смена перьев каждый год.\n"
    path.write_bytes(text.encode("cp1251"))
    said = run("article", path, "--encoding", "cp1251", "--json")
    assert said.json["text"].startswith("Словарь")
    assert said.json["problems"] == []
    wrong = run("article", path, "--encoding", "utf-8", "--json").json
    assert wrong["problems"] == ["Line 1 is not UTF-8; what cannot be read shows as \ufffd."]
    refused = run("article", path, "--encoding", "klingon")
    assert (refused.code, refused.out) == (2, "")
    assert "There is no encoding called “klingon”" in refused.err
    assert refused.err.count("\n") == 1


def test_an_article_comes_from_standard_input_too(run: Run) -> None:
    assert run("article", "-", typed=ARTICLE).out.startswith("1\t0.95\tterm\tWhat is a guillemot?")


def test_bytes_of_standard_input_are_decoded_as_those_of_a_file(
    process: Run, article: Path
) -> None:
    typed = ARTICLE.replace("Guillemot", "Lumme ü")
    said = process("article", "-", "--json", "--dry-run", typed=typed)
    assert json.loads(said.out)["candidates"][0]["term"] == "Lumme ü"


def test_an_article_that_changed_is_followed_and_conflicts_are_told(
    run: Run, article: Path, collection_path: Path
) -> None:
    run("article", article, "--accept")
    with flashcards.open(collection_path) as collection:
        mine = collection.notes_of(collection.search("ploughs"))[0]
        collection.update_note(mine, {"Back": "For worms."})
    article.write_text(
        ARTICLE.replace("The yearly change", "A slow change").replace("worms", "beetles")
    )
    said = run("article", article, "--accept")
    assert said.out == "Birds of the coast: 1 updated, 3 unchanged in “Birds of the coast”.\n"
    assert "was changed both by you and in the article; yours was kept." in said.err
    told = said.err[said.err.index("2 cards") :].splitlines()
    assert told[:7] == [
        "2 cards are to check, for the article has other words now:",
        "“Moult”",
        "  said: The yearly change of feathers.",
        "  says: A slow change of feathers.",
        "“Why do gulls follow ploughs?”",
        "  said: They eat the worms that the plough turns up.",
        "  says: They eat the beetles that the plough turns up.",
    ]
    assert said.code == 1
    with flashcards.open(collection_path) as collection:
        assert collection.note(mine).fields[1] == "For worms."
        assert len(collection.articles.fresh_look()) == 2
        assert collection.check() == []


def test_of_many_cards_to_look_at_again_the_first_are_told_and_json_has_all(
    run: Run, tmp_path: Path
) -> None:
    def article(metal: str) -> str:
        terms = (f"Alloy{n}\n: A mix of {metal} and metal {n}.\n" for n in range(13))
        return "# Alloys\n\n## Terms\n\n" + "\n".join(terms)

    path = tmp_path / "alloys.md"
    path.write_text(article("copper"), encoding="utf-8")
    run("article", path, "--accept")
    path.write_text(article("cobalt\x1b[2J"), encoding="utf-8")
    found = run("article", path, "--accept", "--dry-run", "--json").json["accepted"]
    assert found["fresh_looks"] == len(found["reworded"]) == 13
    assert found["reworded"][12]["said"] == "Alloy12\nA mix of copper and metal 12."
    said = run("article", path, "--accept")
    assert said.err.count("  says: A mix of cobalt") == 10
    assert "And 3 more cards, shown in the window." in said.err
    assert "\x1b" not in said.err


def test_a_text_without_anything_to_learn_says_so_and_makes_no_deck(
    run: Run, tmp_path: Path, collection_path: Path
) -> None:
    path = tmp_path / "note.txt"
    path.write_text("We went out. It rained.\n")
    for arguments in ([], ["--accept"]):
        said = run("article", path, *arguments)
        assert (said.code, said.out) == (1, "")
        assert said.err == "note.txt: nothing worth a card was found.\n"
    assert run("article", path, "--json").json["candidates"] == []
    assert not collection_path.exists()


def test_nothing_sure_enough_adds_nothing(run: Run, article: Path, collection_path: Path) -> None:
    said = run("article", article, "--accept", "1")
    assert said.code == 1
    assert "No card is 100% sure; nothing was added." in said.err
    assert not collection_path.exists()


def test_weak_cards_and_guessed_encodings_are_told(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes("Glossary\n\nCaf\xe9: caf\xe9.\n\nTea: a hot drink.\n".encode("latin-1"))
    said = run("article", path)
    assert said.code == 1
    assert "Windows" in said.err or "encoding" in said.err
    long = tmp_path / "long.md"
    long.write_text("## Why is it long?\n\n" + "Because words follow other words. " * 40)
    said = run("article", long)
    assert said.code == 1
    assert "Card 1, “Why is it long?”: The answer is very long" in said.err


def test_of_cards_that_were_neither_added_nor_changed_no_weakness_is_told_again(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "long.md"
    first = "## Why is it long?\n\n" + "Because words follow other words. " * 40
    path.write_text(f"# Words\n\n{first}", encoding="utf-8")
    added = run("article", path, "--accept", "0")
    assert added.code == 1
    assert "Card 1, “Why is it long?”" in added.err
    again = run("article", path, "--accept", "0")
    assert again.code == 0
    assert "1 unchanged" in again.out
    assert again.err == ""
    assert json.loads(run("article", path, "--accept", "0", "--json").out)["weak"] == []
    second = "## Why is this long, too?\n\n" + "Since more words come after them. " * 40
    path.write_text(f"# Words\n\n{first}\n\n{second}", encoding="utf-8")
    grown = run("article", path, "--accept", "0")
    assert grown.code == 1
    assert "Why is it long?" not in grown.err
    assert "Card 2, “Why is this long, too?”" in grown.err
    longer = first.replace("Because words", "Because many words")
    path.write_text(f"# Words\n\n{longer}\n\n{second}", encoding="utf-8")
    reworded = run("article", path, "--accept", "0")
    assert "Card 1, “Why is it long?”: The answer is very long" in reworded.err
    assert "Why is this long, too?" not in reworded.err


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "This file is a picture."),
        (b"PK\x03\x04" + b"\0" * 50, "This archive is no article."),
        (b"%PDF-1.7\nbroken", ""),
    ],
)
def test_what_is_no_article_is_refused_with_one_sentence(
    run: Run, tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "thing.bin"
    path.write_bytes(content)
    said = run("article", path, "--accept")
    assert said.code == 2
    assert words in said.err
    assert said.err.count("\n") == 1


def test_missing_files_addresses_and_mistyped_confidences_are_refused(
    run: Run, tmp_path: Path, article: Path
) -> None:
    assert "There is no file" in run("article", tmp_path / "gone.md").err
    assert "not fetched from the network" in run("article", "https://example.org/a").err
    said = run("article", "--accept", article)
    assert said.code == 2
    assert "is not a confidence from 0 to 1 (the article comes before --accept)" in said.err
    assert run("article", article, "--accept", "nan").code == 2
    assert run("article", article, "--accept", "60").code == 2


def test_a_refused_accept_leaves_no_new_collection(
    run: Run, article: Path, collection_path: Path
) -> None:
    assert run("article", article, "--accept", "--deck", "A::::B").code == 2
    assert not collection_path.exists()


def test_a_duplicate_of_another_note_is_added_and_told(
    run: Run, article: Path, collection_path: Path
) -> None:
    with flashcards.open(collection_path) as collection:
        collection.add_note({"Front": "What is Moult?", "Back": "Own words."}, "Own")
    said = run("article", article, "--accept")
    assert "4 added" in said.out
    assert "1 of the cards asks what another note asks already." in said.err


def test_the_real_articles_can_be_scored_through_a_pipe(process: Run, shared: Path) -> None:
    import subprocess
    import sys

    name = "20_zlib_faq.txt"
    said = process("article", shared / "real" / "articles" / name, "--json", "--dry-run")
    expected = shared / "real" / "articles" / "expected" / f"{name}.json"
    scored = subprocess.run(
        [sys.executable, str(shared / "bench" / "score_articles.py"), str(expected)],
        input=said.out.encode(), capture_output=True, check=True, env=dict(os.environ),
    )  # fmt: skip
    assert json.loads(scored.stdout)["recall"] > 0.9
