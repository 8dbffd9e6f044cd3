"""The one style sheet and palette, generated from the tokens."""

from string import Template

from PySide6.QtGui import QColor, QPalette

from flashcards.ui.tokens import DARK, LIGHT, Tokens, mix

HAIR, INSIDE, BETWEEN, AROUND = 4, 8, 16, 24
RADIUS = 8
TARGET_PX = 24
"""What is clicked is at least so high and wide (WCAG 2.2, target size)."""

_SHEET = Template("""
* { outline: none; }
QMainWindow, QDialog { background: $window; }
QWidget { color: $text; }
QToolTip { background: $raised; color: $text; border: 1px solid $border; padding: 4px 6px; }
#content, #header, QStackedWidget#screens, QWidget[role="screen"] { background: $surface; }
QWidget[role="bare"] { background: transparent; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }

QLabel { background: transparent; }
QLabel[role="title"] { font-size: ${title}pt; font-weight: 600; }
QLabel[role="heading"] { font-size: ${heading}pt; font-weight: 600; }
QLabel[role="big"] { font-size: ${big}pt; font-weight: 300; }
QLabel[role="muted"], QLabel[role="caption"], QLabel[role="hint"] { color: $muted; }
QLabel[role="caption"], QLabel[role="here"] { font-size: ${small}pt; }
QLabel[role="here"] { color: $accent; font-weight: 600; }
QLabel[role="error"] { color: $again; }
QLabel[role="warning"] { color: $warning; }
QLabel[role="key"] { color: $muted; font-size: ${small}pt; border: 1px solid $border;
    border-radius: 4px; padding: 0 5px; background: $surface; }
QLabel:disabled { color: $muted; }

#rail { background: $window; border: none; border-$end: 1px solid $border; }
#rail QToolButton { background: transparent; border: 1px solid transparent;
    border-radius: ${radius}px; padding: 6px 10px; text-align: left; color: $muted; }
#rail QToolButton:hover { background: $hover; color: $text; }
#rail QToolButton:checked { background: $rail_on; color: $text; font-weight: 600; }
#rail QToolButton:focus { border-color: $accent; }

QMenuBar { background: $window; border-bottom: 1px solid $border; padding: 2px 6px; }
QMenuBar::item { background: transparent; padding: 4px 9px; border-radius: 5px; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $hover; }
QMenu { background: $raised; border: 1px solid $border; padding: 5px; }
QMenu::item { padding: 5px 26px 5px 10px; border-radius: 5px; }
QMenu::item:selected { background: $selection; color: $text; }
QMenu::item:disabled { color: $disabled; }
QMenu::icon { padding-left: 8px; }
QMenu::indicator { width: 16px; height: 16px; padding-left: 8px; }
QMenu::indicator:checked { image: url($marks-tick$ending); }
QMenu::right-arrow { image: url($marks-$onward$ending); width: 16px; height: 16px; }
QMenu::separator { height: 1px; background: $border; margin: 5px 8px; }

QPushButton, QToolButton[kind] { background: $raised; border: 1px solid $border;
    border-radius: ${radius}px; padding: 6px 14px; min-height: 18px; }
QPushButton:hover, QToolButton[kind]:hover { background: $hover; border-color: $border_strong; }
QPushButton:pressed, QToolButton[kind]:pressed { background: $pressed; }
QPushButton:focus, QToolButton[kind]:focus { border-color: $accent; }
QPushButton:disabled, QToolButton[kind]:disabled { color: $disabled; background: transparent; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent;
    font-weight: 600; padding: 7px 18px; }
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:focus { border: 2px solid $focus_ring; padding: 6px 17px; }
QPushButton[kind="primary"]:disabled { background: $border; color: $muted; border-color: $border; }
QPushButton[kind="danger"] { color: $again; }
QPushButton[kind="quiet"], QToolButton[kind="quiet"] { background: transparent;
    border-color: transparent; padding: 5px 9px; }
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover { background: $hover; }
QPushButton[kind="quiet"]:focus, QToolButton[kind="quiet"]:focus { border-color: $accent; }
QPushButton[kind="quiet"]:checked, QToolButton[kind="quiet"]:checked { background: $selection; }
QToolButton[kind="quiet"][size="small"] { padding: 3px 7px; min-height: 16px; }
QPushButton[kind="link"] { background: transparent; border-color: transparent; color: $accent;
    padding: 2px 4px; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:focus { border-color: $accent; }
$ratings

QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox { background: $raised;
    border: 1px solid $outline_soft; border-radius: 6px; padding: 5px 8px; color: $text;
    placeholder-text-color: $muted;
    selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {
    border-color: $accent; }
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled { color: $disabled; }
QLineEdit[kind="plain"] { background: transparent; border: none; padding: 4px 0;
    font-size: ${heading}pt; }
QComboBox QLineEdit { background: transparent; border: none; padding: 0; }
QComboBox[role="prominent"] { font-weight: 600; }
QTreeView QLineEdit { padding: 0 5px; border-color: $accent; }
QTextBrowser[role="card"] { background: transparent; border: none; padding: 0; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url($marks-down$ending); width: 16px; height: 16px; }
QAbstractSpinBox { padding: 4px 0; min-height: 20px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { background: transparent; border: none;
    width: 20px; subcontrol-origin: border; }
QAbstractSpinBox::up-button { subcontrol-position: top right; margin: 2px 2px 0 0; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; margin: 0 2px 2px 0; }
QAbstractSpinBox::up-arrow { image: url($marks-up$ending); width: 14px; height: 14px; }
QAbstractSpinBox::down-arrow { image: url($marks-down$ending); width: 14px; height: 14px; }
QCheckBox::indicator, QRadioButton::indicator, QTreeView::indicator, QListView::indicator {
    width: 16px; height: 16px; border: 1px solid $outline; background: $raised;
    border-radius: 4px; }
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:checked, QRadioButton::indicator:checked,
QTreeView::indicator:checked, QListView::indicator:checked {
    background: $accent; border-color: $accent; }
QCheckBox::indicator:checked, QTreeView::indicator:checked, QListView::indicator:checked {
    image: url($marks-check$ending); }
QRadioButton::indicator:checked { image: url($marks-dot$ending); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $border; }
QCheckBox::indicator:checked:disabled, QRadioButton::indicator:checked:disabled {
    background: $disabled; border-color: $disabled; }
QTreeView::branch { background: transparent; }
QTreeView::branch:has-children:closed { image: url($marks-$onward$ending); }
QTreeView::branch:has-children:open { image: url($marks-down$ending); }
QTreeView::branch:selected { background: $selection; }
QCheckBox, QRadioButton { spacing: 8px; background: transparent; padding: 2px;
    border: 1px solid transparent;    border-radius: 5px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }
QGroupBox { border: none; margin-top: 20px; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; left: 0; }

QAbstractItemView { background: $raised; border: 1px solid $border; padding: 4px;
    alternate-background-color: $window;
    selection-background-color: $selection; selection-color: $text; }
QWidget QAbstractItemView { background: transparent; border: none; padding: 0; }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $border; padding: 4px; }
QTreeView, QTableView { gridline-color: $border; }
QTreeView::item, QListView::item { padding: 5px 6px; border: none; min-height: 20px; }
QTableView::item { padding: 0 6px; border: none; }
QTreeView::item:hover, QListView::item:hover { background: $hover; }
QTreeView::item:selected, QListView::item:selected, QTableView::item:selected {
    background: $selection; color: $text; }
QAbstractItemView[role="framed"] { background: $raised; border: 1px solid $border;
    border-radius: ${radius}px; }
QAbstractItemView[role="framed"]:focus { border-color: $accent; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: transparent; color: $muted; border: none;
    border-bottom: 1px solid $border; padding: 5px 9px; font-size: ${small}pt; }
QHeaderView::section:hover { color: $text; }
QTableCornerButton::section { background: transparent; border: none; }

QFrame[role="panel"] { background: $raised; border: 1px solid $border; border-radius: ${radius}px; }
QFrame[role="paper-light"] { background: $paper_light; border: 1px solid $border;
    border-radius: ${radius}px; }
QFrame[role="paper-dark"] { background: $paper_dark; border: 1px solid $border;
    border-radius: ${radius}px; }
QFrame[role="paper-light"] QTextBrowser { color: $ink_light; }
QFrame[role="paper-dark"] QTextBrowser { color: $ink_dark; }
QFrame[role="line"] { background: $border; border: none; max-height: 1px; min-height: 1px; }
QFrame[role="overlay"] { background: $raised; border: 1px solid $border_strong;
    border-radius: ${radius}px; }
QFrame[role="toast"] { background: $toast; border: 1px solid $toast_edge;
    border-radius: ${radius}px; }
QFrame[role="toast"] QLabel { color: $on_toast; padding: 2px 6px; }
QFrame[role="toast"] QPushButton { background: transparent; border: 1px solid transparent;
    color: $toast_action; font-weight: 600; padding: 3px 8px; }
QFrame[role="toast"] QPushButton:hover { border-color: $toast_action; }
QFrame[role="toast"] QPushButton:focus { border-color: $on_toast; }
QFrame[role="notice"] { background: $notice; border: 1px solid $warning;
    border-radius: ${radius}px; }

QProgressBar { background: $border; border: none; border-radius: 2px;
    max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QSlider { min-height: 24px; }
QSlider::groove:horizontal { background: $border; height: 4px; border-radius: 2px; }
QSlider::$passed:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal { background: $raised; border: 1px solid $outline; width: 14px;
    margin: -6px 0; border-radius: 8px; }
QSlider::handle:horizontal:focus { border: 2px solid $accent; width: 12px; }
QTabBar::tab { background: transparent; color: $muted; padding: 7px 12px; border: none;
    border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:focus { color: $accent; }
QTabWidget::pane { border: none; border-top: 1px solid $border; }
QSplitter::handle { background: $border; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: $scroll; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: $outline; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QStatusBar { background: $window; }
""")

_BOLD = """
#rail QToolButton, QPushButton[kind="quiet"], QToolButton[kind="quiet"], QPushButton[kind="link"],
QFrame[role="toast"] QPushButton, QMenuBar::item { border: 1px solid $border; }
#rail QToolButton:checked, QPushButton[kind="quiet"]:checked, QToolButton[kind="quiet"]:checked {
    border: 2px solid $text; }
QPushButton[kind="link"] { text-decoration: underline; }
QPushButton:focus, QToolButton[kind]:focus { border: 3px solid $accent; padding: 4px 12px; }
QPushButton[kind="primary"]:focus { border: 3px solid $text; padding: 5px 16px; }
QPushButton[kind="quiet"]:focus, QToolButton[kind="quiet"]:focus { border: 3px solid $accent;
    padding: 3px 7px; }
QToolButton[kind="quiet"][size="small"]:focus { padding: 1px 5px; }
QPushButton[kind="link"]:focus { border: 3px solid $accent; padding: 0 2px; }
#rail QToolButton:focus { border: 3px solid $accent; padding: 4px 8px; }
QFrame[role="toast"] QPushButton:focus { border: 3px solid $on_toast; padding: 1px 6px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus {
    border: 3px solid $accent; padding: 3px 6px; }
QAbstractSpinBox:focus { border: 3px solid $accent; padding: 2px 0; }
QLineEdit[kind="plain"]:focus { padding: 1px 0; }
QComboBox QLineEdit:focus { border: none; padding: 0; }
QCheckBox:focus, QRadioButton:focus { border: 3px solid $accent; padding: 0; }
QCheckBox::indicator, QRadioButton::indicator, QTreeView::indicator, QListView::indicator {
    border: 2px solid $outline; }
QAbstractItemView[role="framed"]:focus { border: 3px solid $accent; }
QTreeView::item:selected, QListView::item:selected { border: 1px solid $text; }
QSlider::handle:horizontal:focus { border: 3px solid $accent; }
QTabBar::tab:selected { border-bottom: 3px solid $accent; font-weight: 600; }
QTabBar::tab:focus { border: 2px solid $accent; padding: 5px 10px; }
QProgressBar { background: $raised; border: 1px solid $border; min-height: 6px; max-height: 6px; }
QSplitter::handle:horizontal { width: 2px; }
QSplitter::handle:vertical { height: 2px; }
"""
"""Added where contrast is high: a border round every control, and a bold ring where the keyboard
is; what has a bolder border has less air within, so that nothing moves."""

_RATING = Template("""
QPushButton[kind="$kind"] { color: $colour; border: 1px solid $edge; background: $raised;
    padding: 7px 14px; font-weight: 600; min-width: 84px; }
QPushButton[kind="$kind"]:hover { background: $tint; border-color: $colour; }
QPushButton[kind="$kind"]:focus { border: ${bold}px solid $colour;
    padding: ${up}px ${side}px; }
QPushButton[kind="$kind"][proposed="true"] { background: $tint; border: ${bold}px solid $colour;
    padding: ${up}px ${side}px; }
""")


def style_sheet(
    tokens: Tokens, base_pt: float, marks: str, ending: str, *, turned: bool = False
) -> str:
    """Return the whole program's style sheet for a base size in points.

    ``marks`` begins the path of the arrows and ticks drawn in boxes, up to ``-down``; ``ending``
    is the rest of it. ``turned``: everything is read from right to left.
    """
    bold = 3 if tokens.high else 2
    ratings = "".join(
        _RATING.substitute(
            kind=kind,
            colour=colour,
            raised=tokens.raised,
            edge=colour if tokens.high else mix(tokens.border, colour, 0.45),
            tint=mix(tokens.raised, colour, 0.12),
            bold=bold,
            up=8 - bold,
            side=15 - bold,
        )
        for kind, colour in (
            ("again", tokens.again),
            ("hard", tokens.hard),
            ("good", tokens.good),
            ("easy", tokens.easy),
        )
    )
    names = {
        name: getattr(tokens, name)
        for name in (
            *("window", "surface", "raised", "border", "outline", "text", "muted", "accent"),
            *("on_accent", "again", "hard", "good", "easy", "warning", "selection", "hover"),
        )
    }
    sheet = Template(_SHEET.template + (_BOLD if tokens.high else ""))
    return sheet.substitute(
        names,
        ratings=ratings,
        marks=marks,
        ending=ending,
        onward="left" if turned else "right",
        end="left" if turned else "right",
        passed="add-page" if turned else "sub-page",
        small=f"{base_pt * 0.9:g}",
        heading=f"{base_pt * 1.2:g}",
        title=f"{base_pt * 1.7:g}",
        big=f"{base_pt * 3:g}",
        radius=RADIUS,
        paper_light=LIGHT.surface,
        paper_dark=DARK.surface,
        ink_light=LIGHT.text,
        ink_dark=DARK.text,
        **mixed(tokens),
    )


def mixed(tokens: Tokens) -> dict[str, str]:
    """Return the colours of the sheet that are made from those of the tokens, by name."""
    dark = tokens.dark
    return {
        "rail_on": mix(tokens.window, tokens.text, 0.09),
        "disabled": _faint(tokens),
        "border_strong": mix(tokens.border, tokens.outline, 0.5),
        "outline_soft": tokens.outline,
        "pressed": mix(tokens.hover, tokens.text, 0.03 if tokens.high else 0.08),
        "focus_ring": mix(tokens.accent, tokens.text, 0.6),
        "accent_hover": mix(tokens.accent, tokens.text, 0.12),
        "toast": tokens.raised if dark else tokens.text,
        "toast_edge": mix(tokens.border, tokens.outline, 0.5) if dark else tokens.text,
        "on_toast": tokens.text if dark else tokens.raised,
        "toast_action": tokens.accent if dark else "#a9c0ff",
        "notice": mix(tokens.surface, tokens.warning, 0.08),
        "scroll": mix(tokens.border, tokens.outline, 0.35),
    }


def _faint(tokens: Tokens) -> str:
    """Return the colour of what is not possible now; it is to be read where contrast is high."""
    return mix(tokens.muted, tokens.surface, 0.3 if tokens.high else 0.45)


def palette(tokens: Tokens) -> QPalette:
    """Return the palette that Fusion draws with where the style sheet says nothing."""
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.surface,
        role.WindowText: tokens.text,
        role.Base: tokens.raised,
        role.AlternateBase: tokens.window,
        role.Text: tokens.text,
        role.Button: tokens.raised,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.on_accent,
        role.ToolTipBase: tokens.raised,
        role.ToolTipText: tokens.text,
        role.PlaceholderText: tokens.muted,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.Light: tokens.raised,
        role.Midlight: tokens.hover,
        role.Mid: tokens.border,
        role.Dark: tokens.border,
        role.Shadow: tokens.outline,
    }
    result = QPalette()
    for name, colour in colours.items():
        result.setColor(name, QColor(colour))
    faint = QColor(_faint(tokens))
    for name in (role.Text, role.WindowText, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, name, faint)
    return result
