"""Pictures of what the window does with an article that is kept; ``screenshots.py`` draws them."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from flashcards.model.enums import Rating
from flashcards.settings import Mode
from flashcards.ui.main_window import MainWindow

ARTICLE = Path(__file__).resolve().parent / "articles" / "pictured.md"
DAYS_AGO, FIRST_DAYS, LAST_DAYS, SEED = 58, 7, 3, 7
"""When it was read, how long a new card came each day, and how long nothing was answered."""
CHANCES = (16, 14, 54, 16)
"""Of a hundred answers, how many are Again, Hard, Good and Easy."""
LOSS = "Training makes it smaller."
NEWER = {
    LOSS: "It is computed for each token, and training makes it smaller.",
    "A number inside the model that training adjusts.": "A weight of the network, set by training.",
    "**Context w": "**Epoch**: One pass over all of the training text.\n\n**Context w",
    "### Does a model learn from what I type?": "### Questions left open",
}
"""What the article says otherwise some weeks later."""


def learned(window: MainWindow) -> int:
    """Keep the article since some weeks ago, with a learner's answers; return its id."""
    collection, chance = window.collection, Random(SEED)
    clock: Any = collection.clock
    today = clock.now
    clock.now = today - timedelta(days=DAYS_AGO)
    draft = collection.articles.read(ARTICLE)
    report = collection.articles.accept(draft, draft.above(0.4))
    for day in range(DAYS_AGO - LAST_DAYS):
        collection.set_options(report.deck, new_per_day=1 if day < FIRST_DAYS else 0)
        session = collection.study(report.deck)
        while session.next() is not None:
            rating = chance.choices(list(Rating), CHANCES)[0]
            session.answer(rating, round(chance.lognormvariate(8.6, 0.5)))
        session.close()
        clock.now += timedelta(days=1)
    clock.now = today
    return collection.articles.sources()[0].id


def settled(window: MainWindow) -> MainWindow:
    """Wait until all that is read in the background is there."""
    while window.jobs.running():
        QTest.qWait(50)
    return window


def coverage(window: MainWindow) -> QWidget:
    """An article shaded by how well each passage of it is known."""
    screen: Any = window.go("article_map", source_id=learned(window))
    settled(window)
    screen.view.turn(1)
    return window


def reading_first(window: MainWindow) -> QWidget:
    """An article that is read before there are cards, with a highlight and a card of its own."""
    collection = window.collection
    source_id = collection.reading.keep(collection.articles.read(ARTICLE))
    screen: Any = window.go("reading", source_id=source_id)
    settled(window)
    view = screen.page.view
    for words, command in (("guesses how a text goes on", "highlight"), ("billions", "cloze")):
        start = screen.text().index(words)
        view.go_to_place(start)
        view.select(start, start + len(words))
        window.commands.trigger(f"read.{command}")
        QTest.qWait(50)
    window.toasts.hide()
    return settled(window)


def reading(window: MainWindow) -> QWidget:
    """The same article with its due words covered in place, one of them asked for."""
    screen: Any = window.go("article_reading", source_id=learned(window))
    settled(window)
    for command in ("next", "rate3", "next"):
        window.commands.trigger(f"reading.{command}")
    screen.page.clock.setText("0:12")
    return window


def source(window: MainWindow) -> QWidget:
    """The sentence a card comes from, over the browser."""
    learned(window)
    screen: Any = window.go("browse", query="loss deck:*learns*")
    QTest.qWait(350)
    screen.results.select_id(screen.results.table.ids[0])
    screen.open_source()
    return window


def changed(window: MainWindow) -> QWidget:
    """What became of the article, with a card that was changed on both sides in front."""
    source_id, collection = learned(window), window.collection
    for passage in collection.articles.passages(source_id):
        if passage.term == "Loss":
            words = "How far a guess lies from the real text. Like a golfer's distance to the hole."
            collection.update_note(passage.note_id, {"Back": words})
    text = ARTICLE.read_text(encoding="utf-8")
    for before, after in NEWER.items():
        text = text.replace(before, after)
    change = collection.articles.update(source_id, text)
    window.go("article_changed", change=change)
    return settled(window)


PICTURES_OF_ARTICLES: tuple[tuple[str, Mode, Callable[[MainWindow], QWidget]], ...] = (
    ("article-reading-first-light", "light", reading_first),
    ("article-map-light", "light", coverage),
    ("article-reading-light", "light", reading),
    ("article-source-light", "light", source),
    ("article-changed-light", "light", changed),
)
