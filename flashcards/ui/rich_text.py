"""Shows a card: safe HTML in good typography, with images from the collection alone."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QMimeData, QSize, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QDesktopServices,
    QFont,
    QFontInfo,
    QFontMetricsF,
    QHideEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from flashcards.text.file_names import REFERENCE
from flashcards.text.notices import word_notices
from flashcards.text.occlusion import ADDRESS
from flashcards.text.own_looks import split_sheets, without_looks
from flashcards.text.tex.preamble import commands, has_rules
from flashcards.ui import card_pictures, spoken, theme
from flashcards.ui.card_document import CardDocument
from flashcards.ui.card_style import card_sheet
from flashcards.ui.drawn_words import DrawnWords, ask_ahead
from flashcards.ui.formulas import formulas_of
from flashcards.ui.long_words import wrap_mode
from flashcards.ui.pictures import Pictures, blank
from flashcards.ui.roles import set_stand_in
from flashcards.ui.root_frame import root_frame
from flashcards.ui.sound.card_sounds import SCHEME, CardSounds
from flashcards.ui.style import AROUND
from flashcards.ui.tokens import Tokens
from flashcards.ui.words import tr, worded

if TYPE_CHECKING:
    from flashcards.text.stylesheets.drawn import Page
    from flashcards.ui.main_window import MainWindow
    from flashcards.ui.spoken import Paragraph
    from flashcards.ui.styled_cards import Ready, SizeOf, StyledText

_NAME = re.compile(rf"{REFERENCE}(?:{ADDRESS})?")
_BETWEEN_WORDS = QTextOption.WrapMode.WordWrap
_BREAKING = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
_ANYWHERE = QTextOption.WrapMode.WrapAnywhere
_SHOWN = re.compile(r'<img src="([^"<>]+)"')
_MOST_AHEAD = 12
"""Pictures of a side that are read before it is shown."""
_IMAGE = QTextDocument.ResourceType.ImageResource.value


class CardView(QTextBrowser):
    """Shows one side of a card. Nothing but the collection's own images is ever loaded."""

    def __init__(
        self,
        window: "MainWindow",
        parent: QWidget | None = None,
        *,
        scale: float = 1.0,
        tokens: Tokens | None = None,
    ) -> None:
        """``scale`` makes the text smaller where a card is shown beside something else.

        ``tokens`` are the colours of one theme, to show a card in it whichever is in force.
        """
        super().__init__(parent)
        self._fixed_tokens = tokens
        self._window = window
        self._scale = scale
        self._html = ""
        self._css = ""
        self._number = 1
        self._styled: StyledText | None = None
        """The text, where the note type has a sheet of its own."""
        self._leaves_out = False
        self.is_announced = False
        """Whether a screen reader is told of each text as it comes."""
        self.page_height = 0
        """How high a page of it is, where that is not the height of the view; in pixels."""
        self._ready: Ready = {}
        """How sides look that were prepared since the one in sight was shown."""
        collection = window.collection
        self.pictures = Pictures(window.jobs, collection.media_path, self, collection.media_title)
        self.pictures.came.connect(self._put_in_place)
        self.sounds = CardSounds(window, self)
        self.sounds.told.connect(window.toast)
        self._formulas = formulas_of(window.jobs)
        self.drawn = DrawnWords(self.document(), self._formulas)
        self._formulas.came.connect(self._draw_formulas)
        self._refit = card_pictures.Refit(self)
        self._put: set[str] = set()
        """The pictures that took their place after the text was laid out."""
        self.setProperty("role", "card")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setAcceptDrops(False)
        self.setAccessibleName(tr("Card"))
        set_stand_in(self, CardDocument)
        self._wrap("")
        self.anchorClicked.connect(self._ask_link)
        window.theme.changed.connect(self.restyle)
        self._dress()

    @property
    def tokens(self) -> Tokens:
        """The colours this card is shown in."""
        return self._fixed_tokens or theme.tokens()

    def set_html(
        self, html: str, css: str = "", *, number: int | None = None, keep_scroll: bool = False
    ) -> None:
        """Show safe HTML, as ``text.render`` makes it; ``css`` is the note type's own.

        ``number`` is that of the card in its note; the one given last stays.
        """
        self._html, self._css = html, css
        self._number = self._number if number is None else number
        self.pictures.turn_card()
        bar = self.verticalScrollBar()
        before = bar.value()
        document = self.document()
        for name in self._put:
            document.addResource(_IMAGE, QUrl(name), None)
        self._put.clear()
        self._wrap(html)
        words = word_notices(self.sounds.dress(html), worded)
        said = self.drawn.prepared(words, commands(css))
        self._styled = self._style(said) if has_rules(css) else None
        self._leaves_out = False
        if self._styled is None:
            self._show_plain(without_looks(self._without_hidden(said)))
        self.drawn.set_up(self.tokens, self.devicePixelRatioF(), self.column_width())
        self.drawn.place()
        self._keep_words()
        bar.setValue(before if keep_scroll else 0)

    def _style(self, html: str) -> "StyledText | None":
        """Show text as the sheet of its note type says; None where it is too much for that."""
        from flashcards.ui import styled_cards

        page, sizes = self._page(self._number)
        return styled_cards.show(self.document(), html, self._css, page, sizes, self._ready)

    def _page(self, number: int) -> "tuple[Page, SizeOf]":
        """Return what a card with a sheet is drawn on here, and what tells the size of pictures."""
        from flashcards.ui import styled_cards

        collection = self._window.collection
        scale = self._window.settings.text_scale * self._scale
        height = self.page_height or self.viewport().height()
        page = styled_cards.page_for(self, height, self.tokens, scale, number, collection.font)
        return page, styled_cards.sizes_of(collection.media_path)

    @property
    def prepared(self) -> int:
        """How many sides with a sheet are prepared."""
        return len(self._ready)

    def forget_prepared(self) -> None:
        """Let go of what was prepared: another side is shown, or something was written."""
        self._ready.clear()

    def preparing(self, css: str, number: int) -> Callable[[str], None]:
        """Return what prepares a side in any thread: it takes its HTML."""
        if not css.strip():
            return lambda _html: None
        from flashcards.ui import styled_cards

        (page, sizes), ready = self._page(number), self._ready
        styled_cards.prepare("<p></p>", css, page, sizes, {})  # fonts are read in here alone

        def prepare(html: str) -> None:
            styled_cards.prepare(word_notices(html, worded), css, page, sizes, ready)

        return prepare

    def prepare(self, html: str, css: str, number: int) -> None:
        """Prepare a side that may be shown next: then it is shown without waiting.

        Only what depends on nothing but the side itself, this view, its theme and its size.
        """
        ask_ahead(html, self._formulas)
        for name in _SHOWN.findall(html)[:_MOST_AHEAD]:
            if _is_safe(name):
                self.pictures.prepare(name, self.picture_width(), self.devicePixelRatioF())
        if css.strip():
            from flashcards.ui import styled_cards

            page, sizes = self._page(number)
            words = word_notices(html, worded)
            styled_cards.prepare_if_quick(words, css, page, sizes, self._ready)

    def _without_hidden(self, html: str) -> str:
        """Leave out what the sheet hides also of a side that is too much to be drawn with it."""
        if not self._css.strip() and "<style>" not in html:
            return html
        from flashcards.text.stylesheets.hiding import without_hidden

        shown = without_hidden(html, self._css)
        self._leaves_out = len(shown) < len(split_sheets(html)[0])
        return shown

    def _show_plain(self, html: str) -> None:
        """Show text in the typography of the program."""
        document = self.document()
        sheet = card_sheet(self.tokens, round(self._em))
        if sheet != document.defaultStyleSheet():  # reading it in takes longer than a card does
            document.setDefaultStyleSheet(sheet)
        self.setHtml(html)
        at_once = QTextCursor(document)
        at_once.beginEditBlock()  # so that the text is laid out once
        self._space_lines(document)
        self.sounds.space_films(document)
        self._set_margins()
        at_once.endEditBlock()

    def _wrap(self, html: str) -> None:
        mode = wrap_mode(html)
        if "<table" in html and mode != _ANYWHERE:
            mode = _BETWEEN_WORDS  # else all columns are alike, and break words that had room
        if mode != self.wordWrapMode():
            self.clear()  # what stands there need not be laid out once more
            self.setWordWrapMode(mode)

    def _keep_words(self) -> None:
        """Break words only where a table would be too wide with all of them whole."""
        if "<table" not in self._html or self.wordWrapMode() == _ANYWHERE:
            return
        self.setWordWrapMode(_BETWEEN_WORDS)
        if self.document().size().width() > self.viewport().width():
            self.setWordWrapMode(_BREAKING)

    def _draw_formulas(self) -> None:
        """Show the formulas that were not drawn yet when the card was shown."""
        if self.drawn.has_come():
            self.restyle()

    @property
    def card_colour(self) -> QColor | None:
        """The colour the sheet of the note type gives the whole card; None for none."""
        return None if self._styled is None else self._styled.background

    @property
    def hides_text(self) -> bool:
        """Whether the sheet of the note type hides some of the text."""
        return self._leaves_out or (self._styled is not None and self._styled.drawn.hides)

    def paragraphs(self, start: int = 0) -> "list[Paragraph]":
        """Return what the text says from a place on, to who cannot see it."""
        return spoken.paragraphs(self.document(), self.drawn.source_at, start)

    def html(self) -> str:
        """Return what was given to ``set_html``."""
        return self._html

    def restyle(self) -> None:
        """Dress the text anew after a change of theme, size or face."""
        self._dress()
        self.set_html(self._html, self._css, keep_scroll=True)

    def _dress(self) -> None:
        settings = self._window.settings
        font = theme.card_font(settings.text_scale * self._scale, settings.serif)
        self.document().setDefaultFont(font)
        self._em: float = QFontInfo(font).pixelSize()
        # Qt's percentage is of the font's own line, which is taller than an em.
        own_line = QFontMetricsF(font).lineSpacing()
        self._line_percent = theme.LINE_HEIGHT_PERCENT * self._em / own_line

    def _space_lines(self, document: QTextDocument) -> None:
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        spaced = QTextBlockFormat()
        proportional = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        spaced.setLineHeight(self._line_percent, proportional)
        cursor.mergeBlockFormat(spaced)
        code = QTextBlockFormat()
        code.setBackground(QColor(self.tokens.code))
        # The ground behind a line is only as high as its font, so that the page would show between.
        code.setLineHeight(0, QTextBlockFormat.LineHeightTypes.SingleHeight.value)
        block = document.begin()
        while block.isValid():
            if block.blockFormat().nonBreakableLines():
                QTextCursor(block).mergeBlockFormat(code)
            block = block.next()

    def em(self) -> float:
        """Return the size of the text, in logical pixels."""
        return self._em

    def column_width(self) -> int:
        """Return how wide text runs now, in logical pixels."""
        if self._styled is not None:
            return self._styled.column_width
        return self._column_in(self.viewport().width())

    def picture_width(self) -> int:
        """Return how wide a picture may be: no scroll bar that comes or goes changes that."""
        if self._styled is not None:
            return self._styled.column_width
        return self._column_in(card_pictures.room_beside_bar(self))

    def _column_in(self, width: int) -> int:
        widest = round(theme.CARD_WIDTH_EM * self._em)
        return max(120, min(width - 2 * AROUND, widest))

    def _set_margins(self) -> None:
        if self._styled is not None:
            self._styled.set_margins(self.viewport().width())
            return
        side = max(AROUND, (self.viewport().width() - self.column_width()) / 2)
        frame = root_frame(self.document())
        form = frame.frameFormat()
        form.setLeftMargin(side)
        form.setRightMargin(side)
        form.setTopMargin(self._air_above())
        form.setBottomMargin(AROUND)
        frame.setFrameFormat(form)

    def _air_above(self) -> float:
        return AROUND

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in the middle."""
        super().resizeEvent(event)
        if self._styled is not None and self._styled.is_for_other_width(self):
            self.set_html(self._html, self._css, keep_scroll=True)
        self._set_margins()
        if event.size().width() != event.oldSize().width():
            # Lines broken otherwise make the text higher or lower: whoever makes the view as high
            # as its text would go on and on.
            self._keep_words()
        self._refit.look()
        self.drawn.refit(self.column_width())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what can be clicked."""
        super().mouseMoveEvent(event)
        card_pictures.point(self, event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Show a picture that was clicked by itself."""
        super().mouseReleaseEvent(event)
        card_pictures.click(self._window, self, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text, and behind it what only a sheet asks for."""
        if self._styled is not None:
            self._styled.paint_behind(self)
        super().paintEvent(event)

    def loadResource(self, kind: int, url: QUrl | str) -> Any:
        """Give images by bare name out of the collection's media; everything else is blank."""
        if kind != _IMAGE:
            return QByteArray()
        name = url.toString() if isinstance(url, QUrl) else url
        if not _is_safe(name):
            return blank()
        found = self.pictures.find(
            name, self.picture_width(), self.devicePixelRatioF(), QColor(self.tokens.code)
        )
        if found.isNull():
            return _too_large(self.font(), self.palette().color(self.foregroundRole()))
        return found

    def fit_pictures(self) -> None:
        """Show the pictures no wider than the text is now."""
        self.pictures.turn_card()
        for name in card_pictures.pictures_of(self.document()):
            self._put_in_place(name, self.loadResource(_IMAGE, name))

    def _put_in_place(self, name: str, image: QImage) -> None:
        """Show a picture whose place was kept; the text moves only if it turned out broken."""
        before, document = self.document().resource(_IMAGE, QUrl(name)), self.document()
        document.addResource(_IMAGE, QUrl(name), image)
        self._put.add(name)
        if isinstance(before, QImage) and before.size() == image.size():
            self.viewport().update()
        else:
            document.markContentsDirty(0, document.characterCount())

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy the source of what is drawn."""
        return self.drawn.copied(self.textCursor(), super().createMimeDataFromSelection())

    def doSetSource(self, *_arguments: Any) -> None:
        """Go nowhere: a card is no browser."""

    def hideEvent(self, event: QHideEvent) -> None:
        """Fall silent: nobody sees what is played."""
        super().hideEvent(event)
        self.sounds.stop()

    def _ask_link(self, url: QUrl) -> None:
        if url.scheme() == SCHEME:
            self.sounds.press(int(url.path()))
        if url.scheme() not in ("http", "https"):
            return
        from flashcards.ui import messages

        messages.ask(
            self._window,
            tr("Open this address in your browser?"),
            # As it is sent: decoded, a letter may look like another one.
            bytes(url.toEncoded().data()).decode("ascii", "replace"),
            action=tr("Open"),
            on_yes=lambda: QDesktopServices.openUrl(url),
        )


def _is_safe(name: str) -> bool:
    """Whether a name is that of a picture of the collection."""
    return bool(_NAME.fullmatch(name)) and ".." not in name.partition("?")[0]


def _too_large(font: QFont, color: QColor) -> QImage:
    """Return what stands in the place of a picture that would take too long to read."""
    words = tr("This picture is too large to show.")
    size = QFontMetricsF(font).boundingRect(words).size().toSize() + QSize(8, 8)
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    with QPainter(image) as painter:
        painter.setFont(font)
        painter.setPen(color)
        painter.drawText(image.rect(), Qt.AlignmentFlag.AlignCenter, words)
    return image
