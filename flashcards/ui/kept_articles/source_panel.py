"""The source of a card over whatever screen asked: its sentence, marked in its paragraph."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from flashcards.ui.deck_from_article.article_view import EDGE_PX
from flashcards.ui.deck_from_article.page import Look, PageLine
from flashcards.ui.kept_articles.covered_view import CoveredView
from flashcards.ui.kept_articles.covers import Cover
from flashcards.ui.kept_articles.differences import differences
from flashcards.ui.kept_articles.source_words import Elsewhere, Source
from flashcards.ui.kept_articles.wording_pane import GONE, PaneRow
from flashcards.ui.widgets import ElidedLabel, button, column, label, line, row
from flashcards.ui.widgets.overlay import Overlay
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

WIDTH, HEIGHT = 760, 560
_KEYS = (Qt.Key.Key_S, Qt.Key.Key_Escape)
_OPENS = (Qt.Key.Key_O, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TOLD = "told_of_source"
"""Property of the window's toast: what it said last about a source."""


class SourcePanel(Overlay):
    """Shows one source; the text is the collection's own, so it needs no page and no file."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window, WIDTH, HEIGHT)
        self._window = window
        self._source: Source | None = None
        self._on_close: Callable[[], object] | None = None
        self.setAccessibleName(tr("Source"))
        self.title = label("", "heading", wrap=True)
        self.about = label("", "muted", wrap=True)
        self.heading = ElidedLabel("", "caption")
        self.view = CoveredView(window.settings)
        self.view.setAccessibleName(tr("Paragraph"))
        self.before = PaneRow(1, hugs=True, fewest_lines=1)
        (self.former,) = self.before.panes
        self.before.setContentsMargins(8, 0, 8, 0)
        self.notice = ElidedLabel("", "muted")
        self.open = button(tr("&Open the article"), self._open_article, icon="articles")
        self.close_button = button(tr("C&lose"), self.close_over, kind="quiet")
        head = column(None, self.title, self.about, self.heading, gap="hair", margins="inside")
        foot = row(None, self.notice, self.open, self.close_button, gap="inside")
        foot.setStretch(0, 1)
        foot.setContentsMargins(8, 0, 0, 0)
        self.body.addLayout(head)
        for part in (line(), self.view, self.before, line()):
            self.body.addWidget(part)
        self.body.addLayout(foot)
        window.theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.view.restyle(self._window.settings)
        self.former.mark()

    def show_source(self, source: Source, on_close: Callable[[], object] | None = None) -> None:
        """Open over the window; ``on_close`` is called once it is closed."""
        self._source, self._on_close = source, on_close
        self.title.setText(source.title)
        self.about.setText(source.about)
        self.heading.set_text(source.heading)
        self.heading.setVisible(bool(source.heading))
        self.set_height(HEIGHT)
        self.notice.set_text(source.notice)
        self.before.setVisible(bool(source.former))
        gone, _ = differences(source.former, source.quote)
        self.former.show_wording(source.until, source.former, [(GONE, gone)])
        self.open_over(self.view)
        self._show_paragraph(source)

    def _show_paragraph(self, source: Source) -> None:
        text = source.paragraph
        self.view.show_article(text, _lines(text))
        self.view.show_highlights(source.marks)
        covers = [Cover(low, high, asked=True) for low, high in source.covers]
        self.view.show_covers(covers, (), source.sentence, (source.like,))
        self._fit()
        self.view.bring_into_sight(*source.sentence)
        # For who cannot see it; what is covered stays so.
        self.view.setAccessibleDescription(self.view.seen(0, len(text)))

    def _fit(self) -> None:
        """Be no higher than the paragraph needs."""
        self.body.activate()
        self.before.fit_at_once()
        self.body.activate()
        around = self.panel.height() - self.view.height()
        self.view.flow.measure(0, HEIGHT)
        self.set_height(min(HEIGHT, around + round(self.view.flow.height()) + 3 * EDGE_PX))
        self.body.activate()

    def _open_article(self) -> None:
        source = self._source
        if source is None:
            return
        self.close_over()
        place = {} if source.place is None else {"place": source.place}
        self._window.go("reading", source_id=source.source_id, **place)

    def close_over(self) -> None:
        """Close, and tell whoever opened it."""
        if not self.isVisible():
            return
        super().close_over()
        done, self._on_close = self._on_close, None
        if done is not None:
            done()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The key that opened it closes it too; O or Enter leads to the article."""
        if event.key() in _KEYS:
            self.close_over()
        elif event.key() in _OPENS:
            self._open_article()
        event.accept()


def _lines(text: str) -> tuple[PageLine, ...]:
    """Return the lines of a paragraph, or of the part of one that is shown."""
    lines: list[PageLine] = []
    begins, at = False, 0
    for words in text.split("\n"):
        if words.strip():
            lines.append(PageLine(at, at + len(words), Look.TEXT, begins=begins))
            begins = False
        else:
            begins = True
        at += len(words) + 1
    return tuple(lines)


def _say_elsewhere(window: "MainWindow", source: Elsewhere) -> None:
    if source.named:
        make = partial(window.commands.trigger, "article.new")
        window.toast(source.words, tr("New deck from article…"), make)
    else:
        window.toast(source.words, tr("Edit note"), partial(window.edit_note, source.note_id))
    window.toasts.setProperty(_TOLD, source.words)


def hide_told(window: "MainWindow") -> bool:
    """Take away the line about a source that is not kept here; False where none is in sight."""
    toast = window.toasts
    shown: bool = toast.isVisible() and toast.property(_TOLD) == toast.text.text()
    if shown:
        toast.hide()
    return shown


def show_source(window: "MainWindow", card_id: int) -> SourcePanel | None:
    """Open the source of a card over the window, with its answer."""
    from flashcards.ui.kept_articles.source_words import source_of

    return show_found(window, source_of(window.collection, card_id, answered=True))


def show_found(
    window: "MainWindow",
    source: Source | Elsewhere,
    on_close: Callable[[], object] | None = None,
) -> SourcePanel | None:
    """Open a source over the window.

    Of a card whose source is not kept here there is nothing to open: a line says what is known,
    and what can be done.
    """
    if isinstance(source, Elsewhere):
        _say_elsewhere(window, source)
        if on_close is not None:
            on_close()
        return None
    panel = window.findChild(SourcePanel)
    if panel is None:
        panel = SourcePanel(window)
    panel.show_source(source, on_close)
    return panel
