"""Draws the pictures of README and docs anew: the real window on a demo collection.

    python tests/screenshots.py [--out DIR] [--only study] [--size 1280x800] [--text 1.0]
                                [--language de]

The collection holds the shipped decks with two months of a learner's answers; clock and answers
are the same each time, so a picture changes only where the program does. Needs no display.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import QEventLoop, QSize, QTimer
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

import flashcards
from flashcards.model.enums import CardState, Rating, ReviewKind
from flashcards.paths import decks_dir
from flashcards.settings import Mode, Settings
from flashcards.study.session import StudyCard
from flashcards.ui import theme as ui_theme
from flashcards.ui.editor.editor_window import EditorWindow
from flashcards.ui.language import put_in_force
from flashcards.ui.main_window import MainWindow
from flashcards.ui.theme import Theme
from tests.anki_pictures import PICTURES_OF_ANKI
from tests.article_pictures import PICTURES_OF_ARTICLES
from tests.real_deck_pictures import PICTURES_OF_REAL_DECKS

ARTICLE = Path(__file__).resolve().parent / "articles" / "pictured.md"
PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
TODAY = datetime(2026, 3, 12, 8, 40, tzinfo=ZoneInfo("Europe/Berlin"))
DAYS = 62
"""How long the learner has been at it."""
MISSED = {9, 23, 24, 38, 49}
"""Days ago without an answer."""
STARTED = {"genai-llm-terms": 62, "genai-llm-uses": 30, "genai-llm-careers": 6}
"""Deck file and how many days ago it was imported."""
NEW_A_DAY = 5
TODAY_SO_FAR = 4
"""Answers given on the last day; the rest is still to come."""
SEED = 20
SETTLE_MS = 350
"""By then every timer that waits for typing to end has done its work."""
CHANCES = {"drill": (6, 14, 66, 14), "new": (14, 20, 52, 14), "review": (7, 12, 64, 17)}
"""Of a hundred answers, how many are Again, Hard, Good and Easy."""


class Clock:
    """Stands still until it is set."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """Return the time it was set to."""
        return self.now


@dataclass(frozen=True, slots=True)
class Asked:
    """What the caller wants drawn, and how."""

    out: Path
    only: str
    size: QSize
    text: float
    language: str


# The learner of the pictures


def lived(path: Path) -> None:
    """Write a collection with two months of answers to ``path``."""
    clock = Clock(TODAY - timedelta(days=DAYS))
    chance = Random(SEED)
    with flashcards.open(path, clock=clock) as collection:
        for ago in range(DAYS, -1, -1):
            clock.now = TODAY - timedelta(days=ago, minutes=25 + chance.randrange(40))
            for stem in [stem for stem, started in STARTED.items() if started == ago]:
                collection.import_file(decks_dir() / f"{stem}.md")
                for deck in collection.deck_names():
                    collection.set_options(deck, new_per_day=NEW_A_DAY)
            if ago not in MISSED:
                study_a_day(collection, clock, chance, TODAY_SO_FAR if ago == 0 else 1_000)
        clock.now = TODAY
        arrange(collection)


def study_a_day(collection: Any, clock: Clock, chance: Random, most: int) -> None:
    """Answer what is due, at a learner's pace, up to ``most`` times."""
    session = collection.study()
    for _ in range(most):
        card = session.next()
        if card is None:
            break
        taken_ms = round(chance.lognormvariate(8.6, 0.5))
        clock.now += timedelta(milliseconds=taken_ms)
        session.answer(rated(card, chance), taken_ms)
    session.close()


def rated(card: StudyCard, chance: Random) -> Rating:
    """Return how well the learner knew the card."""
    kind = "drill" if card.drilled else "new" if card.card.memory.repetitions == 0 else "review"
    return chance.choices(list(Rating), CHANCES[kind])[0]


def arrange(collection: Any) -> None:
    """Give the browser something to show: flags, a suspended card, a note of the learner's own."""
    found = collection.search("", order="created")
    collection.flag(found[4:5], 1)
    collection.flag(found[11:12], 4)
    collection.suspend(found[7:8])
    collection.add_note(
        {
            "Front": "What does *temperature* change when a model writes?",
            "Back": "How **boldly** the next token is chosen: near 0 always the likeliest one.",
        },
        deck=collection.deck_names()[0],
        tags=["llm", "my-own"],
    )


# The pictures

LOSS = """How far the model's answer lies from the wanted one.

- **small**: nearly right
- **large**: learn more from it"""

Drawing = Callable[[MainWindow], QWidget]
Picture = tuple[str, Mode, Drawing]


def today(window: MainWindow) -> QWidget:
    """What waits today."""
    window.go("today")
    return window


def question(window: MainWindow) -> QWidget:
    """A card before its answer, some way into the day."""
    window.study(None)
    screen: Any = window.built("study")
    while not shows_well(screen.card):
        window.commands.trigger("study.next")
        window.commands.trigger("study.rate3")
    screen.page.notice.set_text("")
    return window


def shows_well(card: StudyCard) -> bool:
    """Whether a card shows what the study screen is about: known for a while, of two sides."""
    return (
        card.state is CardState.REVIEW
        and not card.drilled
        and card.card.memory.interval_days > 5
        and "<hr" not in card.question_html
        and 100 < len(card.answer_html) - len(card.question_html) < 300
    )


def answer(window: MainWindow) -> QWidget:
    """A card with its answer and the four ratings."""
    question(window)
    settle()
    window.commands.trigger("study.next")
    return window


def why(window: MainWindow) -> QWidget:
    """Why the interval is what it is."""
    answer(window)
    settle()
    window.commands.trigger("study.why")
    return window


def browse(window: MainWindow) -> QWidget:
    """Cards found by words, with one of them beside the table."""
    screen: Any = window.go("browse", query="tag:llm train")
    settle()
    screen.results.select_id(screen.results.table.ids[2])
    screen.view.setFocus()
    return window


def editor(window: MainWindow) -> QWidget:
    """A note being written."""
    window.go("today")
    window.add_note(window.collection.deck_names()[-1])
    windows = QApplication.topLevelWidgets()
    opened = next(each for each in windows if isinstance(each, EditorWindow) and each.isVisible())
    opened.resize(960, 620)
    opened.form.set_note(
        window.collection.note_type("basic"),
        [
            "What does a *loss function* measure?",
            LOSS,
        ],
        ["llm", "training"],
    )
    opened.form.edited.emit()
    return opened


def figures(window: MainWindow) -> QWidget:
    """How the learning goes."""
    screen: Any = window.go("statistics")
    screen.choose_period(90)
    return window


def options(window: MainWindow) -> QWidget:
    """The options of a deck."""
    window.go("today")
    window.go("options", deck=window.collection.deck_names()[-1])
    return window


def options_fsrs(window: MainWindow) -> QWidget:
    """What FSRS can be told, and what it makes of the sample cards."""
    deck = window.collection.deck_names()[-1]
    window.collection.set_options(deck, scheduler="fsrs")
    window.go("today")
    screen: Any = window.go("options", deck=deck)
    settle()
    screen.board.lines["scheduler"].edit.setFocus()
    screen.next_group()
    screen.previous_group()
    return window


def history(window: MainWindow) -> QWidget:
    """A card's whole past beside the table, one rating of it corrected."""
    collection = window.collection
    card = max(collection.search("is:review"), key=lambda each: len(collection.history(each)))
    lines = collection.scheduling.history(card)
    answers = [line for line in lines if line.review.kind is ReviewKind.ANSWER]
    collection.scheduling.correct(card, answers[-2].review.id, Rating.HARD)
    screen: Any = window.go("browse", query="")
    settle()
    screen.results.select_id(card)
    screen.detail.settle()
    screen.detail.tabs.setCurrentIndex(1)
    screen.view.setFocus()
    return window


def past(window: MainWindow) -> QWidget:
    """What would change if the past were judged by FSRS."""
    deck = window.collection.deck_names()[0]
    window.collection.set_options(deck, scheduler="fsrs")
    screen: Any = window.go("past", deck=deck)
    wait_for(lambda: screen.preview is not None)
    return window


def simulator(window: MainWindow) -> QWidget:
    """Two settings and the year ahead with each."""
    screen: Any = window.go("foresight", page="simulator")
    wait_for(lambda: screen.simulator.up_to_date)
    return window


def trial(window: MainWindow) -> QWidget:
    """Which scheduler would have predicted the answers."""
    screen: Any = window.go("foresight", page="trial", deck=window.collection.deck_names()[0])
    screen.run()
    wait_for(lambda: screen.trial.report is not None)
    return window


def plans(window: MainWindow) -> QWidget:
    """Where the cards of a holiday would go, and one that is planned."""
    easter = TODAY.date() + timedelta(days=22)
    planning = window.collection.planning
    planning.add_holiday(easter, easter + timedelta(days=4), name="Easter with the family")
    screen: Any = window.go("planning", page="holiday")
    while not screen.page.up_to_date:
        settle()
    return window


def palette(window: MainWindow) -> QWidget:
    """Every command a few letters away."""
    window.go("today")
    settle()
    window.open_palette()
    field: Any = QApplication.focusWidget()
    QTest.keyClicks(field, "deck")
    return window


def preferences(window: MainWindow) -> QWidget:
    """What the learner can set for the whole program."""
    window.go("preferences")
    return window


def article(window: MainWindow) -> QWidget:
    """An article beside the cards it could become, some of them decided."""
    window.go("today")
    shutil.rmtree(window.collection.path.with_suffix(".articles"), ignore_errors=True)
    screen: Any = window.go("article", path=ARTICLE)
    while window.jobs.running():
        settle()
    for action in ("choose", "leave_out", "choose", "choose"):
        window.commands.trigger(f"article.{action}")
    screen.page.list.setFocus()
    return window


def keys(window: MainWindow) -> QWidget:
    """The keys of the study screen."""
    answer(window)
    window.open_help()
    return window


PICTURES_OF_LIFE: tuple[Picture, ...] = (
    ("today-light", "light", today),
    ("today-dark", "dark", today),
    ("study-question-light", "light", question),
    ("study-light", "light", answer),
    ("study-dark", "dark", answer),
    ("study-why-light", "light", why),
    ("browse-light", "light", browse),
    ("editor-light", "light", editor),
    ("statistics-light", "light", figures),
    ("statistics-dark", "dark", figures),
    ("deck-options-light", "light", options),
    ("deck-options-fsrs-light", "light", options_fsrs),
    ("history-light", "light", history),
    ("past-light", "light", past),
    ("simulator-dark", "dark", simulator),
    ("trial-light", "light", trial),
    ("plans-light", "light", plans),
    ("article-review-light", "light", article),
    ("article-review-dark", "dark", article),
    ("palette-light", "light", palette),
    ("preferences-light", "light", preferences),
    ("keys-light", "light", keys),
)
FIRST_LAUNCH: tuple[Picture, ...] = (("first-launch-light", "light", today),)


def hold_the_time(window: MainWindow) -> None:
    """Show a time on the study screen that does not depend on how fast this machine draws."""
    screen: Any = window.built("study")
    if screen is not None:
        screen.page.clock.setText("0:12")


def settle() -> None:
    """Let the window come to rest."""
    QTest.qWait(SETTLE_MS)


def wait_for(done: Callable[[], bool]) -> None:
    """Let work in the background go on until it is done."""
    while not done():
        loop = QEventLoop()
        QTimer.singleShot(SETTLE_MS, loop.quit)
        loop.exec()


@contextmanager
def shown(path: Path, theme: Theme, mode: Mode, asked: Asked) -> Iterator[MainWindow]:
    """Open the window on a copy of a collection, so that every picture begins alike."""
    theme.set_mode(mode)
    copy = Path(tempfile.mkdtemp(dir=path.parent)) / path.name
    if path.exists():
        shutil.copy(path, copy)
    with flashcards.open(copy, clock=Clock(TODAY)) as collection:
        window = MainWindow(collection, Settings(theme=mode, text_scale=asked.text), None, theme)
        window.resize(asked.size)
        window.show()
        window.activateWindow()
        try:
            yield window
        finally:
            window.jobs.stop_all()
            window.close()
            window.deleteLater()
            QTest.qWait(1)


def save(image: QImage, file: Path) -> None:
    """Write a picture in its 256 commonest colours: half the size, and nobody sees it.

    The colours of the ratings are kept though they be rare, since they mean something.
    """
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    counted = Counter(memoryview(plain.constBits()).cast("B").cast("I"))
    ratings = {ui_theme.color(kind).rgb() for kind in ("again", "hard", "good", "easy")}
    most = 256 - len(ratings)
    table = sorted(ratings | {colour for colour, _ in counted.most_common(most)})
    small = plain.convertToFormat(QImage.Format.Format_Indexed8, table)
    small.save(str(file), quality=0)  # compressed as far as it goes


def draw(pictures: tuple[Picture, ...], path: Path, theme: Theme, asked: Asked) -> None:
    """Draw each of some pictures, every one in a window of its own."""
    for name, mode, drawing in pictures:
        if asked.only not in name:
            continue
        with shown(path, theme, mode, asked) as window:
            drawn = drawing(window)
            settle()
            hold_the_time(window)
            file = asked.out / f"{name}.png"
            save(drawn.grab().toImage(), file)
            print(f"{file.name}: {file.stat().st_size // 1024} KB")


def wanted() -> Asked:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=PICTURES)
    parser.add_argument("--only", default="", help="part of a picture's name")
    parser.add_argument("--size", default="1280x800")
    parser.add_argument("--language", default="en", help="code of a language, or en_XA and ar_XB")
    parser.add_argument("--text", type=float, default=1.0, help="size of card text")
    given = parser.parse_args()
    width, height = map(int, given.size.split("x"))
    return Asked(given.out, given.only, QSize(width, height), given.text, given.language)


def main() -> int:
    """Draw every picture that was asked for."""
    asked = wanted()
    asked.out.mkdir(parents=True, exist_ok=True)
    # No window shows up on the screen of whoever calls this.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication(sys.argv[:1])
    app.setCursorFlashTime(0)
    if asked.language != "en":
        put_in_force(app, asked.language)
    theme = Theme("light")
    theme.apply()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FLASHCARDS_HOME"] = folder
        new, old = Path(folder, "new.flashcards"), Path(folder, "collection.flashcards")
        lived(old)
        draw(PICTURES_OF_LIFE, old, theme, asked)
        draw(PICTURES_OF_ARTICLES, old, theme, asked)
        draw(FIRST_LAUNCH, new, theme, asked)
        draw(PICTURES_OF_ANKI, new, theme, asked)
        draw(PICTURES_OF_REAL_DECKS, new, theme, asked)
    return 0


if __name__ == "__main__":
    sys.exit(main())
