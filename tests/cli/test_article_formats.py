"""``flashcards article`` on files of every format, from pipes, and under awkward names."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import flashcards
from tests.articles.readers.packed import docx, epub, paragraph, pdf, zipped
from tests.cli.said import Run
from tests.effort import PATIENCE_S

TIDE = "The regular rise and fall of the sea."
EBB = "The water that runs out with the tide."
TERMS = {"Tide", "Ebb"}


def written(name: str) -> bytes:
    """Return an article with two terms in the format that the name tells."""
    page = f"<dl><dt>Tide</dt><dd>{TIDE}</dd><dt>Ebb</dt><dd>{EBB}</dd></dl>"
    bold = f"**Tide** - {TIDE}\n\n**Ebb** - {EBB}\n"
    texts = {
        "txt": f"Glossary\n\nTide: {TIDE}\n\nEbb: {EBB}\n",
        "md": f"# Water\n\n## Glossary\n\n{bold}",
        "rst": f"Water\n=====\n\n.. glossary::\n\n   Tide\n      {TIDE}\n\n   Ebb\n      {EBB}\n",
        "adoc": f"= Water\n\n[glossary]\nTide:: {TIDE}\nEbb:: {EBB}\n",
        "org": f"#+TITLE: Water\n* Glossary\n- Tide :: {TIDE}\n- Ebb :: {EBB}\n",
        "html": f"<!doctype html><title>Water</title><body>{page}",
    }
    ending = name.rpartition(".")[2]
    if ending in texts:
        return texts[ending].encode()
    if ending == "docx":
        body = paragraph("Glossary", "h1") + paragraph(f"Tide: {TIDE}") + paragraph(f"Ebb: {EBB}")
        return docx(body, {"h1": "heading 1"}, "Water")
    if ending == "epub":
        return epub({"one": f"<body><h1>Glossary</h1>{page}</body>"}, ["one"], "Water")
    return pdf([["# Glossary", "", f"Tide: {TIDE}", "", f"Ebb: {EBB}"]])


ENDINGS = ("txt", "md", "rst", "adoc", "org", "html", "docx", "epub", "pdf")


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_of_every_format_becomes_a_deck_and_stays_beside_it(
    run: Run, tmp_path: Path, collection_path: Path, ending: str
) -> None:
    path = tmp_path / f"water.{ending}"
    path.write_bytes(written(path.name))
    said = run("article", path, "--accept", "--deck", "Sea")
    assert "2 added in “Sea”." in said.out
    with flashcards.open(collection_path) as collection:
        source = collection.articles.source(1)
        assert source.address == str(path)
        passages = collection.articles.passages(1)
        assert {each.term for each in passages} == TERMS
        assert all(source.text[each.start : each.stop] == each.quote for each in passages)
        assert TIDE in source.text
        assert collection.check() == []
    assert run("article", path, "--accept", "--json").json["accepted"]["changes"]["unchanged"] == 2


@pytest.mark.parametrize("ending", ["docx", "pdf", "html"])
def test_a_format_is_known_without_its_name_through_a_pipe(
    collection_path: Path, repository: Path, ending: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "flashcards", "article", "-"],
        cwd=repository, input=written(f"x.{ending}"), capture_output=True, check=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"}, timeout=PATIENCE_S,
    )  # fmt: skip
    rows = [line.split("\t") for line in done.stdout.decode().splitlines()]
    asked = [row[3].removesuffix(" (Water)") for row in rows]
    assert asked == ["What does “tide” mean?", "What does “ebb” mean?"]


@pytest.mark.parametrize(
    "name",
    [
        "-tide.md",
        "two words.md",
        "Sea::Tide.txt",
        "new\nline.md",
        "\u202egnp.md",
        "no ending",
        "é.md",
    ],
)
def test_awkward_names_do_no_harm(
    run: Run, tmp_path: Path, collection_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(written("x.md" if name.endswith(".md") else "x.txt"))
    said = run("article", path, "--accept")
    assert said.code == 0
    assert said.out.count("\n") == 1
    assert "\u202e" not in said.out + said.err
    with flashcards.open(collection_path) as collection:
        assert len(collection.search("")) == 2
        assert collection.articles.update(path).counts == {"unchanged": 2}
        assert collection.check() == []


@pytest.mark.skipif(os.name == "nt", reason="names of files are Unicode there")
def test_a_name_that_is_no_unicode_is_read_and_kept_without_its_address(
    run: Run, tmp_path: Path, collection_path: Path
) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/tide\xff.md"))
    path.write_bytes(written("x.md"))
    said = run("article", path, "--accept")
    assert "2 added" in said.out
    assert said.code == 0
    with flashcards.open(collection_path) as collection:
        assert collection.articles.sources()[0].address == ""
        assert collection.check() == []
    assert "2 unchanged" in run("article", path, "--accept").out
    path.unlink()
    assert run("article", path).code == 2


@pytest.mark.parametrize("name", ["", ".", "/"])
def test_folders_of_any_name_are_refused_in_words(run: Run, name: str) -> None:
    said = run("article", name)
    assert said.code == 2
    assert said.err.startswith(f"{name or '.'} cannot be read: it is a folder.")


def test_a_bomb_is_refused_and_leaves_no_collection(
    run: Run, tmp_path: Path, collection_path: Path
) -> None:
    path = tmp_path / "bomb.docx"
    path.write_bytes(zipped({"word/document.xml": "<w:p>" * 60_000_000}))
    said = run("article", path, "--accept")
    assert said.code == 2
    assert "unpacks to far more than an article holds" in said.err
    lines = [line for line in said.err.splitlines() if not line.startswith("Reading bomb.docx: ")]
    assert len(lines) == 1
    assert not collection_path.exists()
