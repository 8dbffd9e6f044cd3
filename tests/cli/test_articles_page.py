"""The worked example of docs/articles.md is what the program makes of the article."""

import re
import tempfile
from collections import Counter
from pathlib import Path

import pytest

import flashcards
from flashcards.articles.candidates import CandidateKind
from flashcards.collection.articles.drafting import Draft, read_article
from tests.cli.said import Run

DOCS = Path(__file__).parents[2] / "docs"
BLOCK = re.compile(r"^```(figures|output)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
KINDS = {
    "faq": "questions", "term": "terms", "list": "lists and their items",
    "contrast": "contrasts", "statement": "statements",
}  # fmt: skip


def told(name: str) -> str:
    """Return what the page shows in the block of this name."""
    text = (DOCS / "articles.md").read_text(encoding="utf-8")
    blocks = BLOCK.findall(text)
    found: dict[str, str] = {f"{kind} {about}".strip(): lines for kind, about, lines in blocks}
    return found[name]


@pytest.fixture
def article(shared: Path) -> Path:
    return shared / "article" / "genai-vs-llm.txt"


def covered(draft: Draft, confidence: float) -> str:
    """Return how many cards are so sure, and how much of the text they are about."""
    chosen = draft.above(confidence)
    with (
        tempfile.TemporaryDirectory() as folder,
        flashcards.open(Path(folder) / "c.flashcards") as collection,
    ):
        collection.articles.accept(draft, chosen)
        share = collection.articles.coverage(1).whole.covered
    return f"{len(chosen)} cards, about {share:.0%} of the text"


def figures(draft: Draft) -> str:
    """Return the figures of the worked example."""
    kinds = Counter(each.candidate.kind.value for each in draft.candidates)
    weak = sum(bool(each.weaknesses) for each in draft.candidates)
    lines = [
        f"words in the article: {len(draft.document.text.split()):,}",
        f"cards that could be made: {len(draft.candidates)}",
        *(f"  {name}: {kinds[kind]}" for kind, name in KINDS.items()),
        f"weak cards: {weak}",
        "",
        *(f"at least {sure}% sure: {covered(draft, sure / 100)}" for sure in (90, 60, 50)),
        f"all: {covered(draft, 0)}",
    ]
    return "".join(f"{line}\n" for line in lines)


def test_the_figures_of_the_worked_example_are_those_of_the_article(article: Path) -> None:
    assert told("figures") == figures(read_article(article))


def test_the_page_says_how_many_questions_are_selected(article: Path) -> None:
    found = [each.candidate for each in read_article(article).candidates]
    questions = [each for each in found if each.kind is CandidateKind.FAQ]
    selected = sum(each.chosen for each in questions)
    assert (selected, len(questions)) == (3, 9)
    page = " ".join((DOCS / "articles.md").read_text(encoding="utf-8").split())
    assert "Three of the nine are selected" in page
    assert not any(len(each.back.split()) <= 45 for each in questions if not each.chosen)


def test_the_comparisons_shown_are_what_the_command_prints(run: Run, article: Path) -> None:
    rows = [line.split("\t") for line in run("article", article).out.splitlines()]
    shown = "".join(f"{sure}\t{asked}\n" for _, sure, kind, asked, _ in rows if kind == "contrast")
    assert told("output contrast") == shown


def test_the_deck_shown_is_what_the_command_makes(run: Run, article: Path) -> None:
    assert run("article", article, "--accept", "0.5").out == told("output accept")
    again = run("article", article, "--accept", "0.5").out
    assert again == told("output accept").replace("added", "unchanged")


def test_the_page_copies_no_sentence_of_the_article(article: Path) -> None:
    page = " ".join((DOCS / "articles.md").read_text(encoding="utf-8").casefold().split())
    words = article.read_text(encoding="utf-8").casefold().split()
    runs = {" ".join(words[at : at + 12]) for at in range(len(words) - 11)}
    assert not [run for run in sorted(runs) if run in page]


def test_the_pages_and_pictures_it_names_exist() -> None:
    text = (DOCS / "articles.md").read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([\w/-]+\.(?:md|png))", text):
        assert (DOCS / target).is_file(), target
