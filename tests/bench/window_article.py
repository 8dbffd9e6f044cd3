"""Decides about a long article in the real window, and notes how long a key would have waited.

    xvfb-run -a python tests/bench/window_article.py [--terms 3700] [--filler 1]

The program itself runs (``flashcards.app.run``) on a new collection; a timer of its event loop
beats every few milliseconds. The article is made up: so many terms, questions and lists, with so
many sentences between them; without more said it has about 2,000 cards and a megabyte. Prints the
longest wait of each act in ms, the longest first; ``own`` is what this process worked meanwhile: on
a busy machine others make the rest.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtWidgets import QApplication

from flashcards import app
from flashcards.ui.main_window import MainWindow
from tests.bench.heartbeat import Heartbeat, Steps, idle, pause

SEED = 5
SYLLABLES = ("ba", "de", "fi", "go", "lu", "ma", "ne", "pi", "ro", "su", "ta", "ve", "zi", "ko")
SETTLE_S = 0.25
KEEP_S = 2.0
"""By then what was decided is written down."""
SIZES = ((1024, 700), (1600, 1000), (1280, 800))
Act = tuple[str, Callable[[], object], float]


def article(terms: int, filler: int) -> str:
    """Return Markdown with so many things worth a card, and sentences between them."""
    chance = Random(SEED)

    def word() -> str:
        return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4)))

    def sentence() -> str:
        words = [word() for _ in range(chance.randint(8, 18))]
        return " ".join(words).capitalize() + "."

    parts = ["# A long article"]
    for number in range(terms):
        name = f"{word().capitalize()} {word()}"
        if number % 20 == 0:
            parts.append(f"## Chapter {number // 20 + 1}")
        if number % 10 == 7:
            parts.append(f"### What does {name} do?\n\n{sentence()} {sentence()}")
        elif number % 10 == 8:
            items = "\n".join(f"- {word()} {word()}" for _ in range(3))
            parts.append(f"A {name} has three parts:\n\n{items}")
        else:
            parts.append(f"**{name}**: A {word()} that {sentence().lower()}")
        parts.append(" ".join(sentence() for _ in range(filler)))
    return "\n\n".join(parts)


class Bench:
    """Does everything a learner does to a review, one act after the other."""

    def __init__(self, path: Path) -> None:
        self.figures: dict[str, tuple[float, float]] = {}
        self._path = path
        self._heart = Heartbeat(self._work, None)

    def _work(self, window: MainWindow) -> Steps:
        yield pause(3)
        window.resize(1280, 800)
        yield pause(SETTLE_S)
        yield from self._done(window, ("screen", partial(window.go, "article"), SETTLE_S))
        read = partial(window.go, "article", path=self._path)
        yield from self._done(window, ("reading, opening", read, 2 * SETTLE_S))
        screen: Any = window.built("article")
        print(f"{len(screen.page.review.cards)} cards, {self._path.stat().st_size:,} bytes")
        for act in (*_reading(screen), *_deciding(window, screen), *_looks(window)):
            yield from self._done(window, act)
        yield from self._done(window, ("adding", partial(_trigger, window, "add"), 2 * SETTLE_S))
        yield from self._done(window, ("undoing", screen.undo, 2 * SETTLE_S))

    def _done(self, window: MainWindow, act: Act) -> Steps:
        name, action, settle_s = act
        self._heart.forget()
        action()
        yield idle(window)
        yield pause(settle_s)
        self.figures[name] = self._heart.worst()


def _trigger(window: MainWindow, name: str) -> None:
    window.commands.trigger(f"article.{name}")


def _reading(screen: Any) -> list[Act]:
    page = screen.page
    article, cards = page.article.verticalScrollBar(), page.list.verticalScrollBar()
    keys = page.list.cards.keys()
    return [
        ("article to its end", lambda: article.setValue(article.maximum()), SETTLE_S),
        ("article to its middle", lambda: article.setValue(article.maximum() // 2), SETTLE_S),
        ("article to its top", lambda: article.setValue(0), SETTLE_S),
        ("list to its end", lambda: cards.setValue(cards.maximum()), SETTLE_S),
        ("last card", lambda: page.list.select(keys[-1]), SETTLE_S),
        ("first card", lambda: page.list.select(keys[0]), SETTLE_S),
        ("card in the middle", lambda: page.pick(keys[len(keys) // 2]), SETTLE_S),
    ]


def _deciding(window: MainWindow, screen: Any) -> list[Act]:
    acts: list[Act] = [
        (f"only {group}", partial(screen.page.show_kind, group), SETTLE_S)
        for group in screen.page.bar.groups()[1:]
    ]
    names = ("leave_out", "choose", "edit", "split", "merge", "write")
    return [
        *acts,
        ("leave a kind out", partial(_trigger, window, "leave_out_shown"), KEEP_S),
        ("undo it", screen.card_actions.undo, KEEP_S),
        ("all kinds", partial(screen.page.show_kind, ""), SETTLE_S),
        ("leave all out", partial(_trigger, window, "leave_out_shown"), KEEP_S),
        ("undo that", screen.card_actions.undo, KEEP_S),
        *((name, partial(_trigger, window, name), SETTLE_S) for name in names),
        ("close the editor", screen.card_actions.finish, KEEP_S),
        *((f"undo {count + 1}", screen.card_actions.undo, SETTLE_S) for count in range(4)),
    ]


def _looks(window: MainWindow) -> list[Act]:
    return [
        *((f"{width} px wide", partial(window.resize, width, high), 0.5) for width, high in SIZES),
        ("dark", lambda: window.change_settings(theme="dark"), SETTLE_S),
        ("light", lambda: window.change_settings(theme="light"), SETTLE_S),
        ("larger text", lambda: window.change_settings(text_scale=1.5), SETTLE_S),
        ("normal text", lambda: window.change_settings(text_scale=1.0), SETTLE_S),
        ("leaving", partial(window.go, "today"), SETTLE_S),
        ("coming back", partial(window.go, "article"), SETTLE_S),
    ]


def main() -> int:
    """Run the program on a collection of its own."""
    parser = argparse.ArgumentParser(description="How long a long article keeps a key waiting.")
    parser.add_argument("--terms", type=int, default=3_700)
    parser.add_argument("--filler", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "article.md"
        path.write_text(article(asked.terms, asked.filler), encoding="utf-8")
        QApplication(sys.argv[:1])
        bench = Bench(path)
        code = app.run(Path(folder) / "bench.flashcards")
    for name, (wall, own) in sorted(bench.figures.items(), key=lambda each: -each[1][1]):
        print(f"{name:24} {wall:6.1f} own {own:6.1f}")
    return code


if __name__ == "__main__":
    sys.exit(main())
