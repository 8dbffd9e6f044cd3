"""The preferences: page by page, applied as they are made, kept for the next start."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget, QTabBar, QToolButton, QWidget

from flashcards.model.changes import Changes
from flashcards.model.messages import Translatable
from flashcards.settings import Settings
from flashcards.ui import language, theme
from flashcards.ui.commands import Command
from flashcards.ui.preferences.about import AboutPage
from flashcards.ui.preferences.appearance import AppearancePage
from flashcards.ui.preferences.collection_page import CollectionPage, collection_facts
from flashcards.ui.preferences.everyday import EverydayPage
from flashcards.ui.preferences.keys_page import KeysPage
from flashcards.ui.preferences.spelling import SpellingPage
from flashcards.ui.preferences.study import DAY_START, StudyPage
from flashcards.ui.preferences.sync_page import SyncPage
from flashcards.ui.screen import Screen
from flashcards.ui.screens import SCREENS
from flashcards.ui.widgets import column, row
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.articles.ranking import Learned
    from flashcards.ui.jobs import Job
    from flashcards.ui.main_window import MainWindow

SECTIONS: tuple[tuple[str, Translatable], ...] = (
    ("appearance", "Appeara&nce"),
    ("study", "St&udy"),
    ("everyday", "Eve&ry day§a page of the preferences"),
    ("spelling", "Spell&ing"),
    ("keys", "&Shortcuts"),
    ("sync", "S&ync"),
    ("collection", "Co&llection"),
    ("about", "Ab&out"),
)
NAMES = [name for name, _ in SECTIONS]


class PreferencesScreen(Screen):
    """What belongs to the learner and not to a deck."""

    name = "preferences"

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._job: Job | None = None
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(tr("Pages of the preferences"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        for name, words in (
            ("ScrollLeftButton", tr("Pages before")), ("ScrollRightButton", tr("Pages after"))
        ):  # fmt: skip
            for scroller in self.tabs.findChildren(QToolButton, name):
                scroller.setAccessibleName(words)
        self.appearance = AppearancePage(window)
        self.study = StudyPage()
        self.everyday = EverydayPage(window)
        self.spelling = SpellingPage(window)
        self.keys = KeysPage(window)
        self.sync = SyncPage(window)
        self.file = CollectionPage()
        self.about = AboutPage()
        self._pages = QStackedWidget()
        for (_, text), page in zip(SECTIONS, self._in_order(), strict=True):
            self.tabs.addTab(tr(text))
            self._pages.addWidget(page)
        tabs = row(None, self.tabs, None, gap="none")
        edge = theme.SPACE  # the first tab's words stand under the title
        tabs.setContentsMargins(edge.inside + edge.hair, 0, edge.around, 0)
        column(self, tabs, self._pages, gap="none")
        self._connect()

    def _in_order(self) -> tuple[QWidget, ...]:
        return (
            self.appearance, self.study, self.everyday, self.spelling, self.keys, self.sync,
            self.file, self.about,
        )  # fmt: skip

    def _connect(self) -> None:
        window = self.window_
        self.tabs.currentChanged.connect(self._show_page)
        self.appearance.chosen.connect(self._change)
        self.everyday.chosen.connect(self._change)
        self.study.opinion.chosen.connect(self._change)
        self.study.day_chosen.connect(self._set_day_start)
        self.spelling.chosen.connect(self._change_lists)
        self.study.source_chosen.connect(self._show_source)
        self.study.choices.switched.connect(self._learn_choices)
        self.study.choices.forget_wanted.connect(self._forget_choices)
        self.study.deck_wanted.connect(self._open_deck)
        self.file.wanted.connect(window.commands.trigger)
        window.settings_changed.connect(self._show_settings)
        window.jobs.finished.connect(self._job_finished)

    # The screen

    def title(self) -> str:
        """Return the name of the screen."""
        return tr("Preferences")

    def shown(self, **arguments: Any) -> None:
        """Come to the front, on one page when it is named."""
        section = arguments.get("section")
        if section in NAMES:
            self.tabs.setCurrentIndex(NAMES.index(section))
        self._show_settings(self.settings)
        self._show_page(self.tabs.currentIndex())
        language.make_good(self.window_)

    def left(self) -> None:
        """Take what was typed and not yet settled."""
        self.study.opinion.settle()
        self.everyday.settle()
        self.sync.settle()
        if self.study.day.pending():
            self.study.day.settle()

    def reload(self) -> None:
        """Read what comes from the collection again."""
        self.study.show_collection(self.collection)
        if self.section() == "collection":
            self._look_up()

    def changed(self, changes: Changes) -> None:
        """Read again where decks or presets were touched."""
        if changes.presets or changes.decks or changes.undone:
            self.reload()

    def step_back(self) -> bool:
        """Let go of what was typed on the page in front."""
        if self.section() == "keys":
            return self.keys.step_back()
        if self.section() == "study" and self.study.day.pending():
            self.study.day.revert()
            return True
        if self.section() == "everyday" and self.everyday.pending():
            self.everyday.revert()
            return True
        return False

    def first_focus(self) -> QWidget | None:
        """Return the first field of the page in front."""
        page: Any = self._pages.currentWidget()
        found: QWidget = page.first_focus()
        return found

    def commands(self) -> list[Command]:
        """Return the way from page to page."""
        return [
            Command("preferences.next", "Next pa&ge", lambda: self._turn(1), ("Ctrl+PgDown",),
                    "chevron-right", "View", section=5, keywords=("tab",)),
            Command("preferences.previous", "&Previous page", lambda: self._turn(-1),
                    ("Ctrl+PgUp",), "chevron-left", "View", section=5, keywords=("tab",)),
        ]  # fmt: skip

    # Pages

    def section(self) -> str:
        """Return the name of the page in front."""
        return NAMES[self.tabs.currentIndex()]

    def _turn(self, step: int) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + step) % len(NAMES))
        focus = self.first_focus()
        if focus is not None:
            focus.setFocus()

    def _show_page(self, at: int) -> None:
        self._pages.setCurrentIndex(at)
        self.tabs.updateGeometry()  # the tab in front is bold, so wider, in strong contrast
        if not self.isVisible():
            return
        if NAMES[at] == "keys":
            self._know_every_command()
            self.keys.show_keys()
        elif NAMES[at] == "collection":
            self._look_up()
        elif NAMES[at] == "spelling":
            self.spelling.look_up()
        elif NAMES[at] == "everyday":
            self.everyday.look_up()
        elif NAMES[at] == "sync":
            self.sync.look_up()
        elif NAMES[at] == "study":
            self._look_at_choices()

    def _know_every_command(self) -> None:
        """Build the screens not seen yet: their commands are known only then."""
        unseen = [screen.name for screen in SCREENS if self.window_.built(screen.name) is None]
        for name in unseen:
            self.window_._build_screen(name)
        if unseen:
            self.window_.commands.show_screen(self.name)

    def _show_settings(self, settings: Settings) -> None:
        self.appearance.show_settings(settings)
        self.study.show_settings(settings)
        self.everyday.show_settings(settings)
        self.spelling.show_settings(settings)

    # Actions

    def _change_lists(self, changes: dict[str, str]) -> None:
        self.window_.change_settings(lists={**self.settings.lists, **changes})

    def _change(self, changes: dict[str, Any]) -> None:
        self.window_.change_settings(**changes)
        self.window_.commands.refresh()

    def _set_day_start(self, minutes: int) -> None:
        from flashcards.ui.deck_options.preset_actions import set_option

        names = self.collection.deck_names()
        if names:  # whichever deck: the day is the same for all
            set_option(self.window_, names[0], DAY_START, minutes)

    def _show_source(self, shown: bool) -> None:
        from flashcards.ui.reviewer.card_actions import HIDE_SOURCE

        lists = {**self.settings.lists, HIDE_SOURCE: "shown" if shown else "hidden"}
        self.window_.change_settings(lists=lists)

    def _open_deck(self, deck: str) -> None:
        self.window_.go("options", deck=deck)

    # Choices among the cards of articles

    def _learn_choices(self, on: bool) -> None:
        from flashcards.ui.deck_from_article.remembering import LEARNING

        lists = {**self.settings.lists, LEARNING: "on" if on else "off"}
        self.window_.change_settings(lists=lists)

    def _look_at_choices(self) -> None:
        from flashcards.collection.articles import choices

        self.window_.jobs.run(
            tr("Looking at your choices"),
            lambda _progress: choices.learned(),
            on_done=self._show_learned,
            quiet=True,
        )

    def _show_learned(self, learned: "Learned") -> None:
        if self.window_.built(self.name) is self:
            self.study.choices.show_learned(learned)

    def _forget_choices(self) -> None:
        from flashcards.collection.articles import choices

        forgotten = choices.forget()

        def undo() -> None:
            choices.bring_back(forgotten)
            self._look_at_choices()

        self._look_at_choices()
        self.window_.toast(tr("Your choices are forgotten"), tr("Undo"), undo)

    # The collection's facts

    def _look_up(self) -> None:
        self.file.show_path(self.collection.path)
        if self._job is None:
            collection = self.collection
            self._job = self.window_.jobs.run(
                tr("Looking at the collection"),
                lambda _progress: collection_facts(collection),
                on_done=self._found,
                quiet=True,
            )

    def _found(self, facts: Any) -> None:
        # The screen may have been put away in the meantime, for a restored collection.
        if self.window_.built(self.name) is self:
            self.file.show_facts(facts, self.collection.clock().tzinfo)

    def _job_finished(self, job: "Job") -> None:
        """Look again after work that may have made a backup."""
        if job is self._job:
            self._job = None
        elif self.section() == "collection" and self.isVisible():
            self._look_up()
