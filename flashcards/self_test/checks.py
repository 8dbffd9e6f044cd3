"""The table of checks, in the order they are done: what others rest on comes first."""

from flashcards.self_test import (
    fonts_and_pictures,
    foreign_files,
    modules,
    own_files,
    processes,
    screens,
    shipped,
    sound,
)
from flashcards.self_test.bench import Check

CHECKS: tuple[tuple[str, Check], ...] = (
    ("modules", modules.all_import),
    ("icons", shipped.icons_draw),
    ("themes", shipped.marks_draw),
    ("languages", shipped.languages_speak),
    ("decks", shipped.decks_come_in),
    ("pictures", fonts_and_pictures.pictures_are_read),
    ("text", fonts_and_pictures.text_is_drawn),
    ("window systems", fonts_and_pictures.window_system_loads),
    ("files of its own", own_files.come_back),
    ("files of others", foreign_files.decks_come_in),
    ("articles", foreign_files.articles_are_read),
    ("backups", own_files.backups_restore),
    ("command line", own_files.commands_answer),
    ("printing", own_files.cards_print),
    ("processes", processes.all_answer),
    ("screens", screens.all_open),
    ("sound", sound.plays),
)
