"""All panels of the statistics, laid out in as many columns as the window has room for."""

from itertools import pairwise

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from flashcards.model.statistics import Recall, Statistics
from flashcards.ui import theme
from flashcards.ui.statistics import card_figures, phrases, time_figures
from flashcards.ui.statistics.bars import BarChart
from flashcards.ui.statistics.chart import Chart
from flashcards.ui.statistics.lines import LineChart
from flashcards.ui.statistics.parts import CountList, Panel, Tile
from flashcards.ui.statistics.strips import StripChart
from flashcards.ui.statistics.year import YearChart
from flashcards.ui.widgets import label, panel, row
from flashcards.ui.words import numeral, tr

_Place = tuple[str, int, int, int]
"""Panel, row, column, how many columns wide."""

_ONE = ("today", "year", "forecast", "retention", "answers", "cards", "work", "intervals", "eases")
_ARRANGEMENTS: dict[int, tuple[_Place, ...]] = {
    1: tuple((name, place, 0, 1) for place, name in enumerate(_ONE)),
    2: (
        ("today", 0, 0, 2),
        ("year", 1, 0, 2),
        ("forecast", 2, 0, 1),
        ("retention", 2, 1, 1),
        ("answers", 3, 0, 1),
        ("cards", 3, 1, 1),
        ("work", 4, 0, 2),
        ("intervals", 5, 0, 1),
        ("eases", 5, 1, 1),
    ),
    3: (
        ("today", 0, 0, 3),
        ("year", 1, 0, 2),
        ("cards", 1, 2, 1),
        ("forecast", 2, 0, 1),
        ("retention", 2, 1, 1),
        ("answers", 2, 2, 1),
        ("work", 3, 0, 1),
        ("intervals", 3, 1, 1),
        ("eases", 3, 2, 1),
    ),
}
_TWO_FROM, _THREE_FROM = 34, 62
"""Room for two and for three columns, in heights of a line, so that large text gets its room."""


class Board(QWidget):
    """Shows one ``Statistics`` at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._columns = 0
        self.year = YearChart(tr("Answers in the last year"))
        self.forecast = BarChart(tr("Cards falling due"))
        self.retention = LineChart(tr("Recall by month"))
        self.answers = StripChart(tr("Ratings"))
        self.cards = StripChart(tr("Card states"))
        self.work = BarChart(tr("Time spent"))
        self.intervals = BarChart(tr("Intervals"))
        self.eases = BarChart(tr("Ease"))
        self._recall = (Tile(large=False), Tile(large=False), Tile(large=False))
        self._counts = CountList()
        self.today = tuple(Tile() for _ in range(4))
        self._today_details = label("", "muted")
        self.panels = self._make_panels()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.SPACE.between)

    def charts(self) -> tuple[Chart, ...]:
        """Return every chart."""
        return (
            *(self.year, self.forecast, self.retention, self.answers),
            *(self.cards, self.work, self.intervals, self.eases),
        )

    def _make_panels(self) -> dict[str, QFrame]:
        recall = QWidget()
        recall.setProperty("role", "bare")
        row(recall, *self._recall, gap="between")
        return {
            "today": self._today_panel(),
            "year": Panel(
                tr("Past year"),
                self.year,
                explain=tr("Every day of study is marked here, darker the more you answered."),
            ),
            "forecast": Panel(
                tr("Due cards"),
                self.forecast,
                explain=tr("Nothing falls due. A card gets its date with your first answer."),
            ),
            "retention": Panel(
                tr("Retention"),
                self.retention,
                above=recall,
                explain=tr(
                    "Retention is measured when you review cards you have learned before. "
                    "There were none in this period."
                ),
            ),
            "answers": Panel(
                tr("Reviews"),
                self.answers,
                explain=tr("Nothing was answered in this period."),
            ),
            "cards": Panel(
                tr("Cards"),
                self.cards,
                below=self._counts,
                explain=tr("There are no cards here yet."),
            ),
            "work": Panel(
                tr("Time spent"),
                self.work,
                explain=tr("Nothing was answered in this period."),
            ),
            "intervals": Panel(
                tr("Intervals"),
                self.intervals,
                explain=tr("A card gets its interval with your first answer."),
            ),
            "eases": Panel(
                tr("Ease"),
                self.eases,
                explain=tr("A card gets its ease with your first answer."),
            ),
        }

    def _today_panel(self) -> QFrame:
        tiles = row(None, *self.today, gap="between")
        for place in range(len(self.today)):
            tiles.setStretch(place, 1)
        return panel(
            row(None, label(tr("Today"), "heading"), None, self._today_details), tiles, gap="hair"
        )

    # Numbers --------------------------------------------------------------------------

    def show_numbers(self, found: Statistics) -> None:
        """Show other numbers."""
        self._show_today(found)
        year = time_figures.year(found)
        self.year.show_data(year)
        self._gist("year", year.summary, filled=bool(found.year))
        due = time_figures.forecast(found)
        self.forecast.show_data(due)
        self._gist("forecast", due.summary, due, filled=sum(found.forecast.days) > 0)
        work = time_figures.time_spent(found)
        self.work.show_data(work)
        self._gist("work", work.summary, filled=found.work.answers > 0)
        self._show_recall(found)
        self._show_cards(found)

    def _gist(self, name: str, gist: str, keyed: object = None, *, filled: bool) -> None:
        shown = self.panels[name]
        assert isinstance(shown, Panel)
        shown.show_gist(gist, getattr(keyed, "keys", ()), filled=filled)

    def _show_today(self, found: Statistics) -> None:
        now, streak = found.today, found.streak
        each = now.taken_ms / now.answers if now.answers else 0
        answered, spent, remembered, run = self.today
        answered.say(numeral(now.answers), tr("reviews"))
        spent.say(
            phrases.time_words(now.taken_ms),
            tr("{each} per review", each=phrases.seconds_words(each)) if each else tr("spent"),
        )
        of = tr("correct ({passed} of {asked})", passed=now.recall.passed, asked=now.recall.asked)
        remembered.say(phrases.recall_words(now.recall), of if now.recall.asked else tr("correct"))
        longest = tr("streak (longest: {days})", days=phrases.days(streak.longest))
        run.say(phrases.days(streak.current), longest if streak.longest else tr("streak"))
        counts = (
            (now.new, tr("new")),
            (now.young, tr("young")),
            (now.mature, tr("mature")),
            (now.drills, tr("repeated today")),
        )
        parts = [f"{numeral(count)} {name}" for count, name in counts if count]
        self._today_details.setText(" · ".join(parts))

    def _show_recall(self, found: Statistics) -> None:
        recall = found.retention
        rows: tuple[tuple[str, Recall], ...] = (
            (tr("all"), recall.all),
            (tr("young"), recall.young),
            (tr("mature"), recall.mature),
        )
        for tile, (name, part) in zip(self._recall, rows, strict=True):
            asked = tr("{name}, of {count}", name=name, count=numeral(part.asked))
            tile.say(phrases.recall_words(part), asked)
        lines = card_figures.retention(found)
        self.retention.show_data(lines)
        gist = tr("Share of known cards remembered when asked")
        self._gist("retention", gist, lines, filled=recall.all.asked > 0)

    def _show_cards(self, found: Statistics) -> None:
        answers = card_figures.answers(found)
        self.answers.show_data(answers)
        shown = self.panels["answers"]
        assert isinstance(shown, Panel)
        shown.show_gist(answers.summary, card_figures.answer_keys(), filled=found.answers.total > 0)
        standings = card_figures.standings(found)
        self.cards.show_data(standings)
        total = found.card_total
        self._counts.show_rows(
            [
                (key, numeral(count), phrases.percent(count, total))
                for key, count in card_figures.standing_keys(found)
            ]
        )
        self._gist("cards", phrases.cards(total), filled=total > 0)
        intervals, eases = card_figures.intervals(found), card_figures.eases(found)
        self.intervals.show_data(intervals)
        self._gist("intervals", intervals.summary, intervals, filled=found.intervals.total > 0)
        self.eases.show_data(eases)
        self._gist("eases", eases.summary, filled=found.eases.total > 0)

    # Layout ---------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use as many columns as there is room for."""
        super().resizeEvent(event)
        room = self.width() / self.fontMetrics().height()
        self.arrange(3 if room >= _THREE_FROM else 2 if room >= _TWO_FROM else 1)

    def arrange(self, columns: int) -> None:
        """Lay the panels out in so many columns."""
        if columns == self._columns:
            return
        for shown in self.panels.values():
            self._grid.removeWidget(shown)
        for column in range(3):
            self._grid.setColumnStretch(column, int(column < columns))
        for name, line, column, width in _ARRANGEMENTS[columns]:
            self._grid.addWidget(self.panels[name], line, column, 1, width)
        self._columns = columns
        self._order_focus()

    def _order_focus(self) -> None:
        """Let Tab follow the reading order of the arrangement."""
        of_name: dict[str, QWidget] = {
            name: shown.chart for name, shown in self.panels.items() if isinstance(shown, Panel)
        }
        order = [of_name[name] for name, *_ in _ARRANGEMENTS[self._columns] if name in of_name]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
