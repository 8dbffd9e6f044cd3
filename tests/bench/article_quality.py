"""Scores the cards found in articles against what a careful reader wants: precision, recall.

Run ``python tests/bench/article_quality.py [--shared ../shared]``; real articles lie in the shared
folder and are read from there where it is. The articles written for these tests lie in
``tests/articles``: ``prose``, ``structured``, and ``nothing``, which deserve no card at all.
"""

import argparse
import json
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from flashcards.articles.finding import find  # noqa: E402  (found only now)
from flashcards.articles.reading import read  # noqa: E402  (found only now)
from flashcards.articles.report import as_json  # noqa: E402  (found only now)
from tests.articles.scoring import Score, score  # noqa: E402  (found only now)

PROSE = ROOT / "tests" / "articles" / "prose"
STRUCTURED = ROOT / "tests" / "articles" / "structured"
NOTHING = ROOT / "tests" / "articles" / "nothing"
COVER = ROOT / "tests" / "articles" / "cover.json"
ENOUGH_CARDS = 5
"""Articles that want fewer cards are too small to be judged one by one."""


@dataclass
class Row:
    """One article."""

    name: str
    score: Score
    any_kind: int
    """How many candidates of any kind were found."""


@dataclass
class Figures:
    """Counts over several articles."""

    right: int = 0
    candidates: int = 0
    found: int = 0
    wanted: int = 0
    rows: list[Row] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of the counted candidates that are right."""
        return self.right / self.candidates if self.candidates else 1.0

    @property
    def recall(self) -> float:
        """Share of the wanted cards that were found."""
        return self.found / self.wanted if self.wanted else 1.0


def measure(pairs: list[tuple[Path, Path]]) -> Figures:
    """Score articles, each with the file of what is expected of it."""
    figures = Figures()
    for article, expected in pairs:
        document = read(article.read_bytes(), article.name)
        candidates = as_json(document, find(document))["candidates"]
        row = score(candidates, json.loads(expected.read_text(encoding="utf-8")))
        figures.rows.append(Row(article.name, row, len(candidates)))
        figures.right += row.right
        figures.candidates += row.counted
        figures.found += row.found
        figures.wanted += row.wanted
    return figures


def real_articles(shared: Path) -> list[tuple[Path, Path]]:
    """Return the articles of the shared folder with their expected files."""
    folder = shared / "real" / "articles"
    return [
        (folder / path.name.removesuffix(".json"), path)
        for path in sorted((folder / "expected").glob("*.json"))
    ]


def own_articles(folder: Path) -> list[tuple[Path, Path]]:
    """Return the articles of a folder written for these tests with their expected files."""
    return [(path.with_suffix(""), path) for path in sorted(folder.glob("*.json"))]


def found_in_nothing() -> dict[str, list[str]]:
    """Return the cards of any kind found in articles that deserve none, by article."""
    found = {}
    for article in sorted(NOTHING.iterdir()):
        document = read(article.read_bytes(), article.name)
        found[article.name] = [candidate.term for candidate in find(document)]
    return found


def uncovered(shared: Path) -> list[str]:
    """Return the entries of the must-cover list whose content no set of candidates conveys.

    What conveys an entry is written down in ``tests/articles/cover.json``: for each entry words
    that have to stand together in cards whose question or answer names its subject.
    """
    article = shared / "article" / "genai-vs-llm.txt"
    document = read(article.read_bytes(), article.name)
    cards = [
        (
            " ".join((c.term, c.front, c.cloze, *c.aliases)).casefold(),
            f"{c.back} {c.cloze}".replace("\\", "").casefold(),
        )
        for c in find(document)
    ]
    wanted = json.loads(COVER.read_text(encoding="utf-8"))
    missing = []
    for entry in wanted:
        together = " ".join(
            answer for asked, answer in cards if any(name in asked for name in entry["about"])
        )
        if not all(any(w in together for w in words.split("|")) for words in entry["has"]):
            missing.append(entry["ask"])
    return missing


def _print(title: str, figures: Figures) -> None:
    print(f"\n{title}")
    for row in figures.rows:
        found = row.score
        print(
            f"  {row.name:<40} precision {found.precision:.3f}  recall {found.recall:.3f}"
            f"  wanted {found.wanted:>3}, found {found.found:>3}, others {found.others}"
        )
        for what, names in (("missed", found.missed), ("wrong", found.wrong + found.doubled)):
            if names:
                print(f"      {what}: {', '.join(names)}")
    print(f"  {'over all':<40} precision {figures.precision:.3f}  recall {figures.recall:.3f}")


def main() -> None:
    """Print the figures of all articles there are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    shared = parser.parse_args().shared.resolve()
    if shared.is_dir():
        _print("Real articles", measure(real_articles(shared)))
    _print("Structured articles of our own", measure(own_articles(STRUCTURED)))
    _print("Prose of our own", measure(own_articles(PROSE)))
    print("\nArticles that deserve no card")
    for name, terms in found_in_nothing().items():
        print(f"  {name:<40} {', '.join(terms) or 'none found'}")
    if not shared.is_dir():
        return
    missing = uncovered(shared)
    total = len(json.loads(COVER.read_text(encoding="utf-8")))
    print(f"\nMust-cover list of the raw article: {total - len(missing)} of {total} entries")
    for ask in missing:
        print(f"  not conveyed: {ask}")


if __name__ == "__main__":
    main()
