"""Mistakes in what each system and package needs: the self-test, keys, icons."""

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
        "small icons of the program are a blur",
        "ui/icons.py",
        "_LARGEST_SMALL = 32",
        "_LARGEST_SMALL = 8",
        "tests/ui/test_icons.py -k own_icon",
    ),
)
