"""Preferences: light or dark, the size and face of card text, shown on a card at once."""

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QSizeF, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSlider, QWidget

from flashcards.languages import choosing
from flashcards.languages.choosing import ENGLISH
from flashcards.model.messages import Translatable
from flashcards.settings import TEXT_SCALES, Settings
from flashcards.ui.language import FIELD, system_languages
from flashcards.ui.preferences.parts import bare, explained, group, page, setting
from flashcards.ui.rich_text import CardView
from flashcards.ui.widgets import check_field, choice_field, column, icon_button, label, panel, row
from flashcards.ui.words import percent, tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

STEP_PERCENT = 5
SLIDER_EM = 11
_FEW = 0.05
"""Share of the texts that may be missing before a language says so."""
MODES: tuple[tuple[str, Translatable], ...] = (
    ("system", "Match s&ystem"),
    ("light", "L&ight"),
    ("dark", "Da&rk"),
)
CONTRASTS: tuple[tuple[str, Translatable], ...] = (
    ("system", "Match system"),
    ("usual", "Usual"),
    ("high", "High"),
)
MOTIONS: tuple[tuple[str, Translatable], ...] = (
    ("system", "Match system"),
    ("usual", "Usual"),
    ("less", "Less"),
)
SAMPLE = (
    "<p>Why does ice float?</p><hr>"
    "<p>Water takes <b>more room</b> as it freezes, so ice is <i>lighter</i> "
    "than the water around it:</p>"
    "<p>0.917 instead of 1.000 g/cm³</p>"
)


class SizeSlider(QSlider):
    """The size of card text in steps of five percent."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        smallest, largest = (round(scale * 100) // STEP_PERCENT for scale in TEXT_SCALES)
        self.setRange(smallest, largest)
        self.setPageStep(4)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Text size"))
        self.setMinimumWidth(SLIDER_EM * self.fontMetrics().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page, not the size under the mouse."""
        event.ignore()


def _languages() -> list[tuple[str, str]]:
    """Return the languages to choose from, each by its own name, and their codes."""
    every = choosing.offered()
    system = choosing.chosen(choosing.SYSTEM, system_languages())
    own = next((each.name for each in every if each.code == system), choosing.NAMES[ENGLISH])
    return [
        (tr("As the system: {language}", language=own), choosing.SYSTEM),
        *((_named(each), each.code) for each in every),
    ]


def _named(language: choosing.Offered) -> str:
    if language.translated < 1 - _FEW:
        return tr(
            "{language} ({share} translated)",
            language=language.name,
            share=percent(language.translated),
        )
    if not language.reviewed:
        return tr("{language} (not reviewed yet)", language=language.name)
    return language.name


class AppearancePage(QWidget):
    """Tells each choice as it is made; shows what the settings say."""

    chosen = Signal(dict)
    """Names and values for ``change_settings``."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._modes = QButtonGroup(self)
        self.modes = [self._mode(place, text) for place, (_, text) in enumerate(MODES)]
        self.slider = SizeSlider()
        self.percent = label("", "number")
        self.percent.setMinimumWidth(self.percent.fontMetrics().horizontalAdvance("000%"))
        self.percent.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        normal = tr("Text size: back to the default, 100%")
        self.normal = icon_button("reset", normal, lambda: self.chosen.emit({"text_scale": 1.0}))
        self.contrast = choice_field(
            tr("Colour contrast"), [(tr(text), value) for value, text in CONTRASTS]
        )
        self.contrast.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.motion = choice_field(tr("Motion"), [(tr(text), value) for value, text in MOTIONS])
        self.motion.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.serif = check_field(tr("Use a serif font for cards"))
        self.rail = check_field(tr("Compact side&bar"))
        self.language = choice_field(tr("Language of the window"), _languages())
        self.language.setObjectName(FIELD)
        self.language.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.card = CardView(window)
        self.card.setAccessibleName(tr("Sample card"))
        self.card.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.card.document().documentLayout().documentSizeChanged.connect(self._show_whole_card)
        self.card.set_html(SAMPLE)
        column(self, self._page(), gap="none")
        self._connect()

    def _mode(self, place: int, text: Translatable) -> QRadioButton:
        radio = QRadioButton(tr(text))
        self._modes.addButton(radio, place)
        return radio

    def _page(self) -> QWidget:
        themes, size = bare(), bare()
        row(themes, *self.modes, gap="between")
        row(size, self.normal, self.slider, self.percent, gap="inside")
        size_row = setting(
            tr("Te&xt size"), tr("For cards, when studying and editing."), size, self.slider
        )
        size_row.broken.connect(self._keep_room)
        self._keep_room(broken=False)
        return page(
            group(
                tr("Theme and text"),
                setting(
                    tr("Theme"),
                    tr("Match system follows your desktop."),
                    themes,
                    self.modes[0],
                ),
                setting(
                    tr("Con&trast"),
                    tr("High: black, white and bold lines; patterns tell parts of charts apart."),
                    self.contrast,
                    self.contrast,
                ),
                size_row,
                explained(self.serif, tr("Menus and tables stay as they are.")),
                self._sample(),
            ),
            group(tr("Language"), self._language_row()),
            group(
                tr("Window"),
                explained(self.rail, tr("The sidebar on the left shows icons only.")),
                setting(
                    tr("&Motion"),
                    tr("Less: nothing moves by itself, and no caret blinks."),
                    self.motion,
                    self.motion,
                ),
            ),
        )

    def _language_row(self) -> QWidget:
        return setting(
            tr("L&anguage of the window"),
            tr("Numbers and dates follow it. What your cards say stays as it is."),
            self.language,
            self.language,
        )

    def _keep_room(self, broken: bool) -> None:
        """Let the way back come and go without moving the slider beside it."""
        policy = self.normal.sizePolicy()
        policy.setRetainSizeWhenHidden(not broken)
        self.normal.setSizePolicy(policy)

    def _sample(self) -> QWidget:
        whole = bare()
        column(whole, label(tr("Sample card"), "muted"), panel(self.card, margins="none"))
        return whole

    def _show_whole_card(self, size: QSizeF) -> None:
        """Give the card the height that its text takes at this size."""
        self.card.setFixedHeight(ceil(size.height()))

    def _connect(self) -> None:
        self._modes.idToggled.connect(self._mode_toggled)
        self.slider.valueChanged.connect(
            lambda step: self.chosen.emit({"text_scale": step * STEP_PERCENT / 100})
        )
        self.contrast.activated.connect(
            lambda _at: self.chosen.emit({"contrast": self.contrast.currentData()})
        )
        self.motion.activated.connect(
            lambda _at: self.chosen.emit({"motion": self.motion.currentData()})
        )
        self.serif.toggled.connect(lambda on: self.chosen.emit({"serif": on}))
        self.language.activated.connect(
            lambda at: self.chosen.emit({"language": self.language.itemData(at)})
        )
        self.rail.toggled.connect(lambda on: self.chosen.emit({"rail_collapsed": on}))

    def _mode_toggled(self, place: int, checked: bool) -> None:
        if checked:
            self.chosen.emit({"theme": MODES[place][0]})

    def show_settings(self, settings: Settings) -> None:
        """Show what holds now, without telling it again."""
        blockers = [
            QSignalBlocker(each) for each in (self._modes, self.slider, self.serif, self.rail)
        ]
        names = [mode for mode, _ in MODES]
        self.modes[names.index(settings.theme)].setChecked(True)
        self.slider.setValue(round(settings.text_scale * 100 / STEP_PERCENT))
        self.serif.setChecked(settings.serif)
        self.contrast.setCurrentIndex(self.contrast.findData(settings.contrast))
        self.motion.setCurrentIndex(self.motion.findData(settings.motion))
        self.language.setCurrentIndex(max(0, self.language.findData(settings.language)))
        self.rail.setChecked(settings.rail_collapsed)
        for blocker in blockers:
            blocker.unblock()
        self.percent.setText(percent(settings.text_scale))
        self.normal.setVisible(settings.text_scale != 1.0)

    def first_focus(self) -> QWidget:
        """Return the theme that is chosen."""
        return self.modes[max(0, self._modes.checkedId())]
