"""The repository's own rules catch what they are there for, and nothing that is allowed."""

import importlib.util
import tomllib
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def hygiene(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script, looking at an empty repository in ``tmp_path``."""
    place = repository / "packaging" / "hygiene.py"
    spec = importlib.util.spec_from_file_location("hygiene", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    return module


def _breaches(hygiene: ModuleType, name: str, text: str) -> list[str]:
    path = Path(hygiene.ROOT) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return list(hygiene.breaches_in(path))


@pytest.mark.parametrize(
    "line",
    [
        "eval('1')",
        "import pickle",
        "from os import system",
        "os.system('ls')",
        "subprocess.run('ls', shell=True)",
        "import urllib.request",
        "socket.socket(socket.AF_INET)",
        "from PySide6.QtCore import QProcess",
        "QtCore.QProcess()",
        "from PySide6.QtNetwork import QTcpServer",
        "self.panel.nextInFocusChain()",
    ],
)
def test_the_program_may_not_run_data_or_reach_the_network(hygiene: ModuleType, line: str) -> None:
    text = f'"""A module."""\n{line}\n'
    (breach,) = _breaches(hygiene, "flashcards/module.py", text)
    assert "module.py:2:" in breach
    assert _breaches(hygiene, "tests/test_module.py", text) == []


@pytest.mark.parametrize(
    "line",
    [
        "dialog.exec()",
        "import re; re.compile('x')",
        "import socket; socket.gethostname()",
        "from PySide6.QtNetwork import QLocalServer, QLocalSocket",
        "import urllib.parse",
    ],
)
def test_what_only_looks_like_it_is_allowed(hygiene: ModuleType, line: str) -> None:
    assert _breaches(hygiene, "flashcards/module.py", f'"""A module."""\n{line}\n') == []


@pytest.mark.parametrize(
    "line",
    [
        "x = 1  # no" + "qa",
        "x = 1  # no" + "qa: F401",
        "x = 1  # no" + "qa: F401, E402  (1)",
        "x = 1  # type" + ": ignore[misc,arg-type]",
        "x = 1  # type" + ": ignore  # no" + "qa: F401",
        "pytest.skip()",
        "pytest.skip('')",
        "@pytest.mark.skip\ndef f() -> None: ...",
        "m = pytest.mark.skipif(True)",
        "m = pytest.mark.xfail(raises=ValueError)",
        "pytest.importorskip('resource')",
    ],
)
def test_what_silences_a_check_or_skips_a_test_says_why(hygiene: ModuleType, line: str) -> None:
    for name in ("flashcards/module.py", "tests/test_module.py", "packaging/tool.py"):
        (breach,) = _breaches(hygiene, name, f'"""A module."""\n{line}\n')
        assert breach.startswith(f"{name}:2: gives no reason: ")


@pytest.mark.parametrize(
    "line",
    [
        "x = 1  # no" + "qa: F401  (read for its own sake)",
        "x = 1  # no" + "qa: F401, E402 - found only now",
        "x = 1  # type" + ": ignore[misc]  # as Qt does",
        "x = '# no" + "qa'  # in a text it silences nothing",
        "pytest.skip(ABSENT)",
        "pytest.skip(reason='no strace')",
        "m = pytest.mark.skipif(True, reason='looks into /proc')",
        "pytest.importorskip('resource', reason=NO_LIMITS)",
        "session.skip()",
    ],
)
def test_an_exception_with_its_reason_is_allowed(hygiene: ModuleType, line: str) -> None:
    assert _breaches(hygiene, "tests/test_module.py", f"{line}\n") == []


def test_a_module_opens_with_what_it_is_for_and_ends_before_line_500(hygiene: ModuleType) -> None:
    assert len(_breaches(hygiene, "flashcards/silent.py", "x = 1\n")) == 1
    assert len(_breaches(hygiene, "tests/long.py", "x = 1\n" * 501)) == 1
    assert _breaches(hygiene, "tests/fits.py", "x = 1\n" * 500) == []


def test_no_file_names_a_registry_or_a_folder_of_one_machine(hygiene: ModuleType) -> None:
    # In pieces, since this file is held to the same rule.
    for text in ("see https://py" + "pi.org/x", "in /ro" + "ot/cards", "--index" + "-url x"):
        assert len(_breaches(hygiene, "docs/page.md", text + "\n")) == 1
    for text in (
        "/home/ann/cards",
        "https://example.org/wo" + "rk/x",
        "the index",
        "../shared/wo" + "rk/notes",
    ):
        assert _breaches(hygiene, "docs/page.md", text + "\n") == []


@pytest.mark.parametrize(
    "line",
    [
        "label.setToolTip(name)",
        "if role == Role.ToolTipRole:\n    x = name",
        "if role in (Role.DisplayRole, Role.ToolTipRole):\n    x = as_hint(name)",
        "item.setData(name, Role.ToolTipRole)",
    ],
)
def test_every_hint_is_made_by_the_one_function_that_shows_it_as_it_is_written(
    hygiene: ModuleType, line: str
) -> None:
    (breach,) = _breaches(hygiene, "flashcards/ui/module.py", f'"""A module."""\n{line}\n')
    assert "module.py:2:" in breach
    assert "hint" in breach


def test_a_hint_made_by_that_function_is_fine(hygiene: ModuleType) -> None:
    text = '''"""A module."""
def data(role):
    if role == Role.ToolTipRole:
        return as_hint(name)
'''
    assert _breaches(hygiene, "flashcards/ui/module.py", text) == []
    assert _breaches(hygiene, "flashcards/ui/hints.py", '"""Hints."""\nw.setToolTip("")\n') == []


def test_modules_that_import_one_another_are_told_late_imports_included(
    hygiene: ModuleType,
) -> None:
    package = Path(hygiene.ROOT) / "flashcards"
    package.mkdir()
    (package / "__init__.py").write_text('"""All."""\n')
    (package / "one.py").write_text('"""One."""\nfrom flashcards import two\n')
    (package / "two.py").write_text('"""Two."""\nfrom typing import TYPE_CHECKING\n')
    assert hygiene.rings_in(package) == []
    with (package / "two.py").open("a") as file:
        file.write("if TYPE_CHECKING:\n    from flashcards.one import One\n")
    assert hygiene.rings_in(package) == []
    with (package / "two.py").open("a") as file:
        file.write("def later():\n    from flashcards.one import One\n")
    (ring,) = hygiene.rings_in(package)
    assert "flashcards.one" in ring
    assert "flashcards.two" in ring


def test_one_module_alone_may_speak_http(hygiene: ModuleType) -> None:
    code = '"""Speaks."""\n\nfrom http.client import HTTPConnection\n'
    assert _breaches(hygiene, "flashcards/second_opinion.py", code) == []
    assert len(_breaches(hygiene, "flashcards/opinions.py", code)) == 2
    assert len(_breaches(hygiene, "flashcards/second_opinion.py", code + "eval('1')\n")) == 1


@pytest.mark.parametrize(
    ("contract", "allowed"),
    [("Qt only in ui and app", {"ui", "app", "self_test"}), ("SQL only in the store", {"store"})],
)
def test_no_part_of_the_program_is_forgotten_by_a_contract(
    repository: Path, contract: str, allowed: set[str]
) -> None:
    told = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {each["name"]: each for each in told["tool"]["importlinter"]["contracts"]}
    layers = contracts["Imports point down"]["layers"]
    every = {part.strip() for layer in layers for part in layer.split("|")}
    named = {name.removeprefix("flashcards.") for name in contracts[contract]["source_modules"]}
    assert named == every - allowed
