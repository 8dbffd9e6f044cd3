"""The article at the left, its cards at the right, always in step."""

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from flashcards.ui import theme
from flashcards.ui.answering.buttons import KeyButton
from flashcards.ui.deck_from_article.card_list import CardList
from flashcards.ui.deck_from_article.deciding import Review
from flashcards.ui.deck_from_article.foot_bar import FootBar
from flashcards.ui.deck_from_article.kinds_bar import KindsBar
from flashcards.ui.deck_from_article.marked_article import MarkedArticle
from flashcards.ui.deck_from_article.page import PageLine
from flashcards.ui.deck_from_article.places import Places
from flashcards.ui.deck_from_article.words import from_choices
from flashcards.ui.deck_from_article.wrapping import Wrapping
from flashcards.ui.platform_keys import key_words
from flashcards.ui.widgets import ElidedLabel, column, line
from flashcards.ui.widgets.splitter import Splitter
from flashcards.ui.words import tr, worded

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

ARTICLE_LEAST_PX, CARDS_LEAST_PX = 280, 320
_SHARES = (560, 440)
_MOST_OF_A_PAGE = 0.8


class ReviewPage(QWidget):
    """Shows one review; what is done with it is elsewhere."""

    turned = Signal()
    """Another card is selected."""
    kind_turns = Signal()
    """Other cards are about to be listed; what is written in place of one has to be taken in."""
    menu_asked = Signal(QPoint)

    def __init__(self, window: "MainWindow") -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._window = window
        self.review: Review | None = None
        self.kind = ""
        """The group of cards shown; "" for all."""
        self.article = MarkedArticle(window.settings)
        self.list = CardList()
        self.bar = KindsBar()
        self.foot = FootBar()
        self.notice = ElidedLabel("", "muted")
        self.keys: dict[str, KeyButton] = {}
        self._strip: Wrapping | None = None
        self._add_id = ""
        self._following = False
        self._shape: tuple[tuple[int, int, int], ...] = ()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.splitter = Splitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.article)
        self.splitter.addWidget(self.list)
        self.article.setMinimumWidth(ARTICLE_LEAST_PX)
        self.list.setMinimumWidth(CARDS_LEAST_PX)
        self.splitter.setStretchFactor(0, _SHARES[0])
        self.splitter.setStretchFactor(1, _SHARES[1])
        self.splitter.setSizes(list(_SHARES))
        self._strip_place = column(None, gap="none")
        layout = column(self, self.bar, self.notice, gap="inside")
        layout.addLayout(column(None, line(), self.splitter, line(), gap="none"), 1)
        layout.addLayout(self._strip_place)
        layout.addWidget(self.foot)
        self.notice.hide()

    def show_keys(self, ids: dict[str, str], add_id: str) -> None:
        """Show what can be done with its keys, word by command id; ``add_id`` adds the cards."""
        self._add_id = add_id
        commands = self._window.commands
        for command_id, word in ids.items():
            made = KeyButton(word, partial(commands.trigger, command_id), kind="quiet")
            made.follow(commands.action(command_id))
            self.keys[command_id] = made
        self._strip = Wrapping(list(self.keys.values()), gap=0, one_line=True)
        self._strip_place.addWidget(self._strip)
        for before, after in pairwise((self.list, *self.keys.values(), self.foot.deck)):
            QWidget.setTabOrder(before, after)
        commands.changed.connect(self._name_keys)
        self._name_keys()

    def _name_keys(self) -> None:
        self.foot.show_key(self._key_of(self._add_id))
        for command_id, made in self.keys.items():
            made.set_key(self._key_of(command_id))
        self.list.say_empty(
            tr(
                "No cards yet. Select words in the article ({select}), then {new} makes a card.",
                select=self._key_of("article.select_more"),
                new=self._key_of("article.write"),
            )
        )
        if self._strip is not None:
            self._strip.lay_out()

    def _key_of(self, command_id: str) -> str:
        keys = self._window.commands.shortcuts(command_id)
        return key_words(keys[0]) if keys else ""

    def _connect(self) -> None:
        self.list.turned.connect(self._turned)
        self.list.menu_asked.connect(self.menu_asked)
        self.article.picked.connect(self.pick)
        self.article.moved.connect(self._follow_article)
        self.list.verticalScrollBar().sliderMoved.connect(self._follow_list)
        self.bar.chosen.connect(self.show_kind)
        line = self.foot.deck.lineEdit()
        if line is not None:
            line.returnPressed.connect(self.list.setFocus)
        self._window.theme.changed.connect(self._restyle)
        self.list.installEventFilter(self)

    # Toasts, which are to float over the article and cover no card

    def _keep_toasts_off(self) -> None:
        if self.isVisible():
            self._window.toasts.leave_beside(self.list.width() + theme.SPACE.around)

    def showEvent(self, event: QShowEvent) -> None:
        """Keep toasts off the cards."""
        super().showEvent(event)
        self._keep_toasts_off()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let toasts stand in the middle again."""
        super().hideEvent(event)
        self._window.toasts.leave_beside(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the cards when they get more or less room."""
        if event.type() == QEvent.Type.Resize:
            self._keep_toasts_off()
        return False

    def _restyle(self) -> None:
        self.article.restyle(self._window.settings)
        self.list.remeasure()

    # What is shown

    def show_review(self, review: Review, lines: tuple[PageLine, ...]) -> None:
        """Show another article's review from its first card."""
        self.review = review
        self.kind, self._shape = "", ()
        self.list.close_editor()
        self.article.show_article(review.draft.document.text, lines)
        self.list.delegate.thumbnails.show(review.draft.pictures)
        self._show_highlights(review)
        self._say_notice()
        self.refresh()
        keys = self.list.cards.keys()
        self.list.select(keys[0] if keys else None)
        self.list.scrollToTop()
        self.article.verticalScrollBar().setValue(0)

    def _show_highlights(self, review: Review) -> None:
        """Show what was highlighted while the article was read first."""
        draft = review.draft
        if draft.source_id is None or draft.changed:
            return
        self.article.show_highlights(self._window.collection.reading.marked(draft.source_id))

    def _say_notice(self) -> None:
        assert self.review is not None
        draft = self.review.draft
        said = [*map(worded, draft.problems)]
        if draft.changed:
            said.insert(0, tr("You have cards of an older text of this article."))
        elif draft.source_id is not None:
            said.insert(0, tr("This article is in your collection, and says the same as before."))
        if self.review.ranked is not None:
            said.append(from_choices(self.review.ranked.choices))
        self.notice.set_text("  ".join(said))
        self.notice.setVisible(bool(said))

    def refresh(self, select: int | None = None) -> None:
        """Draw what was decided; ``select`` is the card to stand on, else the one there is."""
        review = self.review
        if review is None:
            return
        keep = self.list.key() if select is None else select
        row_before = self.list.currentIndex().row()
        self._place(review)
        self._following = True
        self.list.cards.show(review.cards, self.kind, ranked=review.ranked is not None)
        self._following = False
        self.bar.show_cards(review.cards, self.kind)
        self.foot.show_count(review)
        if keep is not None and self.list.cards.row_of(keep) < 0:
            keys = self.list.cards.keys()
            keep = keys[min(max(0, row_before), len(keys) - 1)] if keys else None
        if keep != self.list.key():
            self.list.select(keep)

    def _place(self, review: Review) -> None:
        shape = tuple((card.key, card.start, card.stop) for card in review.cards)
        if shape == self._shape and self.article.places is not None:
            self.article.places.follow(review.cards)
            self.article.viewport().update()
            return
        self._shape = shape
        lines = self.article.flow.lines
        starts, ends = [each.start for each in lines], [each.stop for each in lines]
        self.article.show_places(
            Places(review.draft.document.text, review.draft, review.cards, starts, ends)
        )

    def show_kind(self, kind: str) -> None:
        """Show the cards of one kind; "" for all."""
        self.kind_turns.emit()
        self.kind = kind
        key = self.list.key()
        self.refresh()
        if self.list.key() is None:
            keys = self.list.cards.keys()
            self.list.select(key if key in keys else keys[0] if keys else None)
        self.list.setFocus()

    def next_kind(self) -> None:
        """Show the next group of cards alone."""
        self._step_kind(1)

    def kind_before(self) -> None:
        """Show the group before."""
        self._step_kind(-1)

    def _step_kind(self, by: int) -> None:
        groups = self.bar.groups()
        at = groups.index(self.kind) if self.kind in groups else 0
        self.show_kind(groups[(at + by) % len(groups)])

    def read_on(self, by: int) -> None:
        """Scroll the article by most of a page, down or up."""
        bar = self.article.verticalScrollBar()
        bar.setValue(bar.value() + by * round(bar.pageStep() * _MOST_OF_A_PAGE))

    # In step

    def _turned(self) -> None:
        self.article.show_card(self.list.key())
        self.turned.emit()

    def pick(self, key: int) -> None:
        """Select a card, whatever kind is shown."""
        if self.list.cards.row_of(key) < 0:
            self.kind = ""
            self.refresh(key)
        self.list.select(key)
        self.list.setFocus()

    def _follow_article(self, place: int) -> None:
        """Bring the first card of what is read into sight, without selecting it."""
        if self._following or self.review is None or self.list.delegate.editing is not None:
            return
        model = self.list.cards
        for key in list(model.keys()):
            card = model.card_at(model.row_of(key))
            if card is not None and not card.uncertain and card.start >= place:
                self._following = True
                index = model.index(model.row_of(key), 0)
                self.list.scrollTo(index, CardList.ScrollHint.PositionAtTop)
                self._following = False
                return

    def _follow_list(self, _value: int) -> None:
        index = self.list.indexAt(self.list.viewport().rect().topLeft())
        card = self.list.cards.card_at(index.row())
        if card is not None and not self._following:
            self._following = True
            self.article.scroll_to(card.start)
            self._following = False
