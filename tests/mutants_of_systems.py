"""Mistakes in what each system and package needs: the self-test, keys, icons, languages."""

from tests.mutant import Mutant

MUTANTS_OF_SYSTEMS = (
    Mutant(
        "the self-test says that a broken program works",
        "self_test/running.py",
        "return FAILS if failed else WORKS",
        "return WORKS",
        "tests/ui/test_self_test.py -k broken",
    ),
    Mutant(
        "the self-test works in the folder of the learner",
        "self_test/bench.py",
        'os.environ[HOME_VARIABLE] = str(Path(folder, "home"))',
        'os.environ.setdefault(HOME_VARIABLE, str(Path(folder, "home")))',
        "tests/ui/test_self_test.py -k whole_program",
    ),
    Mutant(
        "a Mac’s key that puts the window away moves cards",
        "ui/platform_keys.py",
        '        "Ctrl+M": ("Meta+M",),\n',
        "",
        "tests/ui/test_platform_keys.py -k each_system",
    ),
    Mutant(
        "French counts nothing as many",
        "languages/plural_rules.py",
        "return 0 if count <= 1 else 1",
        "return 0 if count == 1 else 1",
        "tests/languages/test_plural_rules.py -k form_that_qt_chooses",
    ),
    Mutant(
        "one form of a count that cannot be filled is shown",
        "languages/catalogue.py",
        "if all(fits(form, one, many) for form in forms):",
        "if any(fits(form, one, many) for form in forms):",
        "tests/languages/test_catalogue.py -k one_bad_form",
    ),
    Mutant(
        "small icons of the program are a blur",
        "ui/icons.py",
        "_LARGEST_SMALL = 32",
        "_LARGEST_SMALL = 8",
        "tests/ui/test_icons.py -k own_icon",
    ),
)
