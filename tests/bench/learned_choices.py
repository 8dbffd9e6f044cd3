"""Tries the ranker that learns from choices on cards that readers judged, page by page.

Run ``python tests/bench/learned_choices.py CARDS.jsonl PAGES VERDICTS.tsv...``. A line of
``CARDS`` is the JSON of a card (page, n, front, back, cloze), ``PAGES`` the folder of the pages,
a line of ``VERDICTS`` is ``PAGE#N<TAB>good|reword|bad...``. Good and reword count as kept. Pages
are dealt into folds, so that each card is ranked by what was learned from other pages.
"""

import argparse
import hashlib
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from flashcards.articles.features import FEATURES, Counted  # noqa: E402  (found only now)
from flashcards.articles.ranking import Verdict, auc, fit, learn  # noqa: E402  (found only now)
from flashcards.collection.articles.drafting import read_article  # noqa: E402  (found only now)

FOLDS = 5
STRUCTURE = ("in a list", "in a definition list", "in a table", "at a heading")


def verdicts(files: list[Path]) -> dict[tuple[str, int], bool]:
    """Return whether each card judged would be kept."""
    found = {}
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            name, verdict = line.split("\t")[:2]
            page, _, number = name.rpartition("#")
            found[page, int(number)] = verdict != "bad"
    return found


def judged(cards: Path, pages: Path, kept: dict[tuple[str, int], bool]) -> Iterator[Verdict]:
    """Yield the cards that the program still makes as they were judged."""
    by_page: dict[str, dict[tuple[str, str, str], bool]] = {}
    for line in cards.read_text(encoding="utf-8").splitlines():
        card = json.loads(line)
        verdict = kept.get((card["page"], card["n"]))
        if verdict is not None:
            asked = card["front"], card["back"], card["cloze"]
            by_page.setdefault(card["page"], {})[asked] = verdict
    in_any_order = sorted(by_page, key=lambda page: hashlib.sha256(page.encode()).digest())
    for number, page in enumerate(in_any_order):
        draft = read_article(pages / page)
        counted = Counted(draft.document, [each.candidate for each in draft.candidates])
        for each in draft.candidates:
            found = each.candidate
            verdict = by_page[page].get((found.front, found.back, found.cloze))
            if verdict is not None:
                row = counted.of(found, each.weaknesses)
                yield Verdict(verdict, row, found.confidence, number)


def report(name: str, choices: list[Verdict], chances: list[float]) -> None:
    """Print how well chances and confidence tell cards kept from the others."""
    kept = [each.kept for each in choices]
    sure = [each.confidence for each in choices]
    right = sum((chance >= 0.5) is verdict for chance, verdict in zip(chances, kept, strict=True))
    taken = [verdict for chance, verdict in zip(chances, kept, strict=True) if chance >= 0.5]
    print(
        f"{name:12} {len(kept):5} cards  {sum(kept) / len(kept):4.0%} kept  "
        f"AUC {auc(chances, kept):.3f}, confidence {auc(sure, kept):.3f}  "
        f"right {right / len(kept):4.0%}  chosen {len(taken)} of which kept "
        f"{sum(taken) / max(1, len(taken)):4.0%}"
    )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cards", type=Path)
    parser.add_argument("pages", type=Path)
    parser.add_argument("verdicts", type=Path, nargs="+")
    parser.add_argument("--weights", action="store_true")
    given = parser.parse_args()
    kept = verdicts(given.verdicts)
    choices = list(judged(given.cards, given.pages, kept))
    pages = len({each.batch for each in choices})
    print(f"{len(choices)} of {len(kept)} judged cards of {pages} pages are made as they were")
    began = time.process_time()
    chances = [0.0] * len(choices)
    for fold in range(FOLDS):
        seen = [each for each in choices if each.batch % FOLDS != fold]
        ranker = fit([each.row for each in seen], [each.kept for each in seen])
        for place, each in enumerate(choices):
            if each.batch % FOLDS == fold:
                chances[place] = ranker.chance(each.row)
    seconds = time.process_time() - began
    report("all", choices, chances)
    places = [FEATURES.index(name) for name in STRUCTURE]
    for name, structured in (("structure", True), ("prose", False)):
        some = [
            n for n, each in enumerate(choices) if any(each.row[p] for p in places) == structured
        ]
        report(name, [choices[n] for n in some], [chances[n] for n in some])
    print(f"{FOLDS} fits: {seconds:.2f} s of processor time")
    learned = learn(choices)
    print(f"as one learner's {learned.choices}: AUC {learned.auc:.3f} on the newest "
          f"{learned.tested}, confidence {learned.rules_auc:.3f}; right {learned.right:.0%}, "
          f"confidence {learned.rules_right:.0%}; used: {learned.ranker is not None}")  # fmt: skip
    if given.weights:
        ranker = fit([each.row for each in choices], [each.kept for each in choices])
        for weight, name in sorted(zip(ranker.weights, FEATURES, strict=True)):
            print(f"{weight:+.2f} {name}")


if __name__ == "__main__":
    main()
