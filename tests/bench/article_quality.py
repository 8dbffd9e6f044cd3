"""Scores the cards found in articles against what a careful reader wants: precision, recall.

Run ``python tests/bench/article_quality.py [--shared ../shared]``; scorer and real articles
lie in the shared folder and are read from there. The articles written for these tests lie in
``tests/articles``: ``prose``, ``structured``, and ``nothing``, which deserve no card at all.
"""

import argparse
import importlib.util
import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from flashcards.articles.finding import find  # noqa: E402
from flashcards.articles.reading import read  # noqa: E402
from flashcards.articles.report import as_json  # noqa: E402

PROSE = ROOT / "tests" / "articles" / "prose"
STRUCTURED = ROOT / "tests" / "articles" / "structured"
NOTHING = ROOT / "tests" / "articles" / "nothing"
COVER = ROOT / "tests" / "articles" / "cover.json"
ENOUGH_CARDS = 5
"""Articles that want fewer cards are too small to be judged one by one."""


@dataclass
class Figures:
    """Counts over several articles."""

    right: int = 0
    candidates: int = 0
    found: int = 0
    wanted: int = 0
    rows: list[dict[str, Any]] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of the counted candidates that are right."""
        return self.right / self.candidates if self.candidates else 1.0

    @property
    def recall(self) -> float:
        """Share of the wanted cards that were found."""
        return self.found / self.wanted if self.wanted else 1.0


def scorer(shared: Path) -> ModuleType:
    """Load the scorer from the shared folder."""
    spec = importlib.util.spec_from_file_location(
        "score_articles", shared / "bench" / "score_articles.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure(pairs: list[tuple[Path, Path]], score: ModuleType) -> Figures:
    """Score articles, each with the file of what is expected of it."""
    figures = Figures()
    for article, expected in pairs:
        document = read(article.read_bytes(), article.name)
        candidates = as_json(document, find(document))["candidates"]
        row = score.score(candidates, json.loads(expected.read_text(encoding="utf-8")))
        row["name"] = article.name
        row["any_kind"] = len(candidates)
        figures.rows.append(row)
        figures.right += row["right"]
        figures.candidates += row["candidates"]
        figures.found += row["found"]
        figures.wanted += row["wanted"]
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
        print(
            f"  {row['name']:<40} precision {row['precision']:.3f}  recall {row['recall']:.3f}"
            f"  wanted {row['wanted']:>3}, found {row['found']:>3}, others {row['other_kinds']}"
        )
        for what in ("missed", "wrong"):
            if row[what]:
                print(f"      {what}: {', '.join(row[what])}")
    print(f"  {'over all':<40} precision {figures.precision:.3f}  recall {figures.recall:.3f}")


def main() -> None:
    """Print the figures of all articles there are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    shared = parser.parse_args().shared.resolve()
    if not (shared / "bench" / "score_articles.py").exists():
        sys.exit(f"There is no scorer in {shared}; name the shared folder with --shared.")
    score = scorer(shared)
    _print("Real articles", measure(real_articles(shared), score))
    _print("Structured articles of our own", measure(own_articles(STRUCTURED), score))
    _print("Prose of our own", measure(own_articles(PROSE), score))
    print("\nArticles that deserve no card")
    for name, terms in found_in_nothing().items():
        print(f"  {name:<40} {', '.join(terms) or 'none found'}")
    missing = uncovered(shared)
    total = len(json.loads(COVER.read_text(encoding="utf-8")))
    print(f"\nMust-cover list of the raw article: {total - len(missing)} of {total} entries")
    for ask in missing:
        print(f"  not conveyed: {ask}")


if __name__ == "__main__":
    main()
