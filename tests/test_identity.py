"""The program's names agree with each other and with what is built from them."""

import ast
import re
import tomllib
from pathlib import Path

import flashcards
from flashcards import identity


def test_the_package_is_of_the_version_that_the_identity_names(repository: Path) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" not in project["project"]
    assert project["tool"]["hatch"]["version"]["path"] == "flashcards/identity.py"
    assert flashcards.__version__ == identity.VERSION
    assert project["project"]["license"] == identity.LICENSE
    assert list(project["project"]["scripts"]) == [identity.COMMAND]


def test_the_names_of_one_thing_agree() -> None:
    assert f"{identity.AUTHORS} <{identity.EMAIL}>" == identity.MAINTAINER
    assert f"https://{identity.DOMAIN}" == identity.HOME_PAGE
    assert identity.EMAIL.endswith(f"@{identity.DOMAIN.partition('.')[2]}")
    assert not identity.SUMMARY.endswith(".")


def test_the_build_can_read_the_identity_without_the_program(repository: Path) -> None:
    tree = ast.parse((repository / "flashcards" / "identity.py").read_text(encoding="utf-8"))
    assert not [each for each in ast.walk(tree) if isinstance(each, ast.Import | ast.ImportFrom)]


def test_the_oldest_libraries_that_are_claimed_are_those_that_are_tested(repository: Path) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = (repository / "constraints-lowest.txt").read_text(encoding="utf-8").splitlines()
    pins = dict(line.partition(" ")[0].split("==") for line in lines if line[0] != "#")
    tested = {name.lower().replace("_", "-"): version for name, version in pins.items()}
    claimed = {}
    for line in [*project["dependencies"], *project["optional-dependencies"]["sync"]]:
        found = re.match(r"([\w.-]+)>=([\d.]+)", line)
        assert found is not None, line
        claimed[found[1].lower()] = found[2]
    assert tested.keys() == claimed.keys() | {"shiboken6"}
    for name, version in claimed.items():
        assert f"{tested[name]}.0.0".split(".")[:3] == f"{version}.0.0".split(".")[:3], name
    assert tested["shiboken6"] == tested["pyside6-essentials"]
