"""Small mistakes in how the program speaks: plural forms, places of texts, numbers."""

from tests.mutant import Mutant

MUTANTS_OF_LANGUAGES = (
    Mutant(
        "what a text is about is shown",
        "model/messages.py",
        "return (many if many and count != 1 else one).partition(ABOUT)[0]",
        "return many if many and count != 1 else one",
        "tests/languages/test_catalogue.py",
    ),
    Mutant(
        "two meanings of a word are one in a catalogue",
        "languages/catalogue.py",
        'return f"{source}{ABOUT}{about}" if about else source',
        "return source",
        "tests/packaging/test_translations.py",
    ),
    Mutant(
        "the learner's own type has the program's words for its fields",
        "ui/stored_names.py",
        "return tr(_FIELD[name]) if first is not None and name in first.fields else name",
        "return tr(_FIELD[name]) if name in _FIELD else name",
        "tests/ui/test_stored_names.py",
    ),
    Mutant(
        "a translation with other places is shown, and ends the program",
        "languages/catalogue.py",
        "return needed <= had <= asked | of_many",
        "return True",
        "tests/languages/test_catalogue.py",
    ),
    Mutant(
        "Russian counts teens like their last figure",
        "languages/plural_rules.py",
        "return 2 <= count % 10 <= 4 and count % 100 not in (12, 13, 14)",
        "return 2 <= count % 10 <= 4",
        "tests/languages/test_plural_rules.py",
    ),
    Mutant(
        "a button takes the letter of a menu",
        "ui/part_letters.py",
        "taken = {*digits, *_menu_letters(window)}",
        "taken = {*digits}",
        "tests/ui/test_part_letters.py -k stand_for",
    ),
    Mutant(
        "only translations get letters of their own",
        "ui/language.py",
        "_LETTERS.append(PartLetters(app))",
        "_LETTERS.extend([PartLetters(app)][: app.isRightToLeft()])",
        "tests/ui/test_part_letters.py -k in_english",
    ),
    Mutant(
        "what has a letter loses it to what comes in sight",
        "ui/part_letters.py",
        "if given and own and own not in taken and (same or own == letter(given.shown)):",
        "if not given:",
        "tests/ui/test_part_letters.py -k marks_none",
    ),
    Mutant(
        "a window whose work is not done changes its language",
        "ui/language.py",
        "if window.jobs.running() or window.writes.pending():",
        "if window.writes.pending():",
        "tests/ui/test_language.py -k waited",
    ),
    Mutant(
        "the language changes while the learner is elsewhere",
        "ui/language.py",
        'if window.front() != "preferences":',
        "if False:",
        "tests/ui/test_language.py -k elsewhere",
    ),
    Mutant(
        "each change of the language leaves Qt's words of the one before in memory",
        "ui/language.py",
        "        former.deleteLater()\n",
        "",
        "tests/ui/test_long_sessions.py -k languages",
    ),
    Mutant(
        "looking for letters holds what Qt takes down until the window goes",
        "ui/part_letters.py",
        "for child in part.children():",
        "for child in part.findChildren(QWidget):",
        "tests/ui/test_long_sessions.py -k languages",
    ),
)
