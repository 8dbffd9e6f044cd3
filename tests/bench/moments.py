"""Measures what has to take no time at all, beside the most we allow it on a quiet machine.

    python tests/bench/moments.py

Tests prove that this work grows in step with what it is given; how long it takes is seen here.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from flashcards.model.note_types import BUILT_IN_NOTE_TYPES
from flashcards.model.presets import Options
from flashcards.store import connections, preparing
from flashcards.text.markdown import to_html
from flashcards.text.plain import search_text
from flashcards.text.render import render_card
from flashcards.ui.kept_articles.differences import differences
from tests.scheduling.test_simulating import days_of
from tests.text.test_markdown_html import HOSTILE

BASIC = BUILT_IN_NOTE_TYPES[0]
FRONT = "What do the two networks of a GAN do?"
BACK = "One makes samples, one judges. " * 8
TRIES = 5


def best_ms(work: Callable[[], object], times: int = 1) -> float:
    """Return the shortest time of one call, of ``times`` in a row tried a few times."""
    took = []
    for _ in range(TRIES):
        started = time.perf_counter()
        for _ in range(times):
            work()
        took.append((time.perf_counter() - started) * 1000 / times)
    return min(took)


def opening(path: Path) -> None:
    """Open the writer and the reader of a collection, and close them again."""
    writer = connections.open_writer(path)
    reader = connections.open_reader(path)
    connections.close(reader)
    connections.close(writer)


def main() -> None:
    """Print each figure with the most it may be."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "c.flashcards"
        preparing.prepare(path, lambda _conn, _now_ms: None, 0)
        worst = max(HOSTILE, key=lambda name: best_ms(lambda: to_html(HOSTILE[name])))
        year = replace(Options(), new_per_day=27)
        words = "word " * 5_000
        figures = {
            "a plain card drawn": (
                best_ms(lambda: render_card(BASIC, (FRONT, BACK), "basic-1", 0), 500),
                0.03,
            ),
            "a plain note indexed": (best_ms(lambda: search_text((FRONT, BACK)), 1_000), 0.003),
            "both connections opened and closed": (best_ms(lambda: opening(path)), 15),
            f"the worst hostile text ({worst})": (best_ms(lambda: to_html(HOSTILE[worst])), 250),
            "a year of 10,000 cards simulated": (
                best_ms(lambda: days_of(year, 10_000, 365)),
                2_500,
            ),
            "what differs in 5,000 words": (best_ms(lambda: differences(words, words[::-1])), 500),
        }
    for name, (took_ms, most_ms) in figures.items():
        print(f"{name:<45} {took_ms:>10.4f} ms   at most {most_ms:g}")


if __name__ == "__main__":
    main()
