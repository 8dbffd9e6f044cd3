"""Small mistakes in how the program speaks: plural forms, places of texts, numbers."""

from tests.mutant import Mutant

MUTANTS_OF_LANGUAGES = (
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
        "a window whose work is not done changes its language",
        "ui/language.py",
        "if window.jobs.running() or window.writes.pending():",
        "if window.writes.pending():",
        "tests/ui/test_language.py -k waited",
    ),
)
