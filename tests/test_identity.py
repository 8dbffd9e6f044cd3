"""The program's names agree with each other and with what is built from them."""

import ast
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
