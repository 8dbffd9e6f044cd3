"""The commands of the frame itself: going about, undo, look, help, leaving."""

from functools import partial
from typing import TYPE_CHECKING

from flashcards.model.messages import Translatable
from flashcards.ui import theme
from flashcards.ui.commands import Command
from flashcards.ui.screens import SCREENS
from flashcards.ui.words import midway, tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

_SCALES = (0.7, 0.8, 0.9, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0, 2.5, 3.0)


def commands(window: "MainWindow") -> list[Command]:
    """Return the frame's own rows."""
    return [*_file(window), *_edit(window), *_view(window), *_go(window), *_help(window)]


def _file(window: "MainWindow") -> list[Command]:
    return [
        Command(
            "collection.backup",
            "Back &up now",
            window.back_up,
            ("Ctrl+B",),
            "backup",
            "File",
            section=5,
            keywords=("save", "copy", "safety"),
        ),
        Command(
            "collection.check",
            "&Check collection",
            window.check_collection,
            (),
            "check",
            "File",
            section=5,
            keywords=("repair", "integrity", "verify"),
        ),
        Command("window.quit", "&Quit", window.quit, ("Ctrl+Q",), "", "File", section=9),
    ]


def _edit(window: "MainWindow") -> list[Command]:
    return [
        Command(
            "edit.undo",
            "&Undo",
            window.undo,
            ("Ctrl+Z",),
            "undo",
            "Edit",
            text_when=lambda: _named("&Undo", "&Undo {step}", window.undo_name()),
            enabled_when=window.can_undo,
            keywords=("back", "revert"),
        ),
        Command(
            "edit.redo",
            "&Redo",
            window.redo,
            ("Ctrl+Shift+Z", "Ctrl+Y"),
            "redo",
            "Edit",
            text_when=lambda: _named("&Redo", "&Redo {step}", window.redo_name()),
            enabled_when=window.can_redo,
        ),
        Command(
            "search.focus",
            "&Search",
            window.focus_search,
            ("Ctrl+F",),
            "search",
            "Edit",
            section=1,
            keywords=("find", "cards"),
        ),
    ]


def _named(bare: Translatable, full: Translatable, step: str | None) -> str:
    if not step:
        return tr(bare)
    return tr(full, step=midway(step).replace("&", "&&"))


_THEMES: tuple[tuple[str, Translatable], ...] = (
    ("system", "Theme: match s&ystem"),
    ("light", "Theme: &light"),
    ("dark", "Theme: &dark"),
)


def _view(window: "MainWindow") -> list[Command]:
    looks = [
        Command(
            f"theme.{mode}",
            text,
            partial(window.change_settings, theme=mode),
            (),
            "",
            "View/Theme",
            checked_when=partial(_is_theme, window, mode),
            keywords=("theme", "look", "colour", "dark", "light", "night"),
        )
        for mode, text in _THEMES
    ]
    return [
        *looks,
        Command(
            "theme.contrast",
            "&High contrast",
            partial(_turn_contrast, window),
            (),
            "",
            "View/Theme",
            section=1,
            checked_when=lambda: theme.tokens().high,
            keywords=("theme", "look", "colour", "readable", "accessibility"),
        ),
        Command(
            "theme.still",
            "&Less motion",
            partial(_turn_motion, window),
            (),
            "",
            "View/Theme",
            section=1,
            checked_when=theme.still,
            keywords=("animation", "blink", "caret", "accessibility"),
        ),
        Command(
            "text.larger",
            "I&ncrease card text size",
            lambda: _scale(window, 1),
            ("Ctrl++", "Ctrl+="),
            "",
            "View",
            section=1,
            keywords=("font", "larger", "zoom", "bigger"),
        ),
        Command(
            "text.smaller",
            "Decre&ase card text size",
            lambda: _scale(window, -1),
            ("Ctrl+-",),
            "",
            "View",
            section=1,
            keywords=("font", "smaller", "zoom"),
        ),
        Command(
            "text.normal",
            "&Reset card text size",
            lambda: window.change_settings(text_scale=1.0),
            ("Ctrl+0",),
            "",
            "View",
            section=1,
            keywords=("font", "size", "zoom", "reset"),
        ),
        Command(
            "text.serif",
            "Use s&erif font for cards",
            lambda: window.change_settings(serif=not window.settings.serif),
            (),
            "",
            "View",
            section=1,
            checked_when=lambda: window.settings.serif,
            keywords=("font", "face", "typeface"),
        ),
        Command(
            "view.rail",
            "&Compact sidebar",
            lambda: window.change_settings(rail_collapsed=not window.settings.rail_collapsed),
            ("Ctrl+\\",),
            "",
            "View",
            section=2,
            checked_when=lambda: window.settings.rail_collapsed,
            keywords=("sidebar", "collapse", "hide"),
        ),
        Command(
            "view.full_screen",
            "&Full screen",
            window.toggle_full_screen,
            ("F11",),
            "",
            "View",
            section=2,
            checked_when=window.isFullScreen,
        ),
        Command(
            "view.next_area",
            "&Next area of the window",
            lambda: _go_to_area(window, 1),
            ("Ctrl+F6",),
            "",
            "View",
            section=8,
            keywords=("focus", "pane", "keyboard", "screen reader", "sidebar"),
        ),
        Command(
            "view.previous_area",
            "Previous area of the &window",
            lambda: _go_to_area(window, -1),
            ("Ctrl+Shift+F6",),
            "",
            "View",
            section=8,
            keywords=("focus", "pane", "keyboard", "screen reader", "sidebar"),
        ),
    ]


def _turn_contrast(window: "MainWindow") -> None:
    window.change_settings(contrast="usual" if theme.tokens().high else "high")


def _turn_motion(window: "MainWindow") -> None:
    window.change_settings(motion="usual" if theme.still() else "less")


def _is_theme(window: "MainWindow", mode: str) -> bool:
    return window.theme.mode == mode


def _scale(window: "MainWindow", step: int) -> None:
    now = window.settings.text_scale
    nearest = min(range(len(_SCALES)), key=lambda at: abs(_SCALES[at] - now))
    at = max(0, min(len(_SCALES) - 1, nearest + step))
    window.change_settings(text_scale=_SCALES[at])


def _go(window: "MainWindow") -> list[Command]:
    screens = [
        Command(
            f"go.{row.name}",
            row.text,
            partial(window.go, row.name),
            (row.shortcut,) if row.shortcut else (),
            row.icon,
            "Go",
            keywords=("screen", "show", "go"),
        )
        for row in SCREENS
        if row.in_rail or row.name == "preferences"
    ]
    return [
        *screens,
        Command("go.back", "&Back", window.back, ("Escape",), "chevron-left", "Go", section=1),
        Command(
            "palette.open",
            "&Command palette",
            window.open_palette,
            ("Ctrl+K", "Ctrl+Shift+P"),
            "keyboard",
            "Go",
            section=1,
        ),
    ]


def _help(window: "MainWindow") -> list[Command]:
    return [
        Command(
            "help.keys",
            "&Keyboard shortcuts",
            window.open_help,
            ("F1",),
            "keyboard",
            "Help",
            keywords=("shortcuts", "help"),
        ),
        Command("help.about", "&About Flashcards", window.show_about, (), "info", "Help"),
    ]


def _go_to_area(window: "MainWindow", step: int) -> None:
    from flashcards.ui import areas

    areas.go_on(window, step)
