"""Every text of the program is found for translators, and none is put together of pieces."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.strings_tool import collected, strings_tool


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """An empty program to put a module into."""
    folder = tmp_path / "flashcards"
    folder.mkdir()
    return folder


def texts(program: Path, module: str) -> dict[str, str]:
    """Return what is found in a module."""
    (program / "module.py").write_text(module, "utf-8")
    found: dict[str, str] = strings_tool().collect(program).texts
    return found


def faults(program: Path, module: str) -> list[str]:
    """Return what is wrong with the texts of a module."""
    (program / "module.py").write_text(module, "utf-8")
    found: list[str] = strings_tool().collect(program).faults
    return found


TR = "def tr(text: Translatable) -> str: ...\n"


SCREEN = "class Screen:\n    title: Translatable = ''\n"


@pytest.mark.parametrize(
    ("module", "found"),
    [
        (SCREEN + "class Close(Screen):\n    title = 'Close'", ["Close"]),
        (
            SCREEN + "class Kept(Screen):\n    pass\nclass Close(Kept):\n    title = 'Close'",
            ["Close"],
        ),
        (SCREEN + "class Close(Screen[int]):\n    title = 'Close'", ["Close"]),
        (SCREEN + "class Other:\n    title = 'close'", []),
    ],
)
def test_a_class_has_texts_where_it_or_one_above_it_says_so(
    program: Path, module: str, found: list[str]
) -> None:
    assert list(texts(program, module)) == found


def test_no_text_of_the_program_is_put_together_of_pieces() -> None:
    assert collected().faults == []


def test_the_catalogue_holds_every_text_of_the_program(repository: Path) -> None:
    text = (repository / "resources" / "translations" / "flashcards.ts").read_text("utf-8")
    assert text == strings_tool().written(collected().texts), "make strings"


def test_the_catalogue_is_what_translation_tools_read(repository: Path) -> None:
    tree = ET.parse(repository / "resources" / "translations" / "flashcards.ts")
    sources = [(each.findtext("source"), each.findtext("comment")) for each in tree.iter("message")]
    assert tree.findtext("context/name") == "flashcards"
    assert len(sources) == len(set(sources)) > 2_000
    plurals = [each for each in tree.iter("message") if each.get("numerus") == "yes"]
    assert "{count} cards" in [each.findtext("source") for each in plurals]
    assert {("Every day", None), ("Eve&ry day", "a page of the preferences")} <= set(sources)


@pytest.mark.parametrize(
    "module",
    [
        TR + 'tr("Close")',
        TR + 'tr("Close" if done else "Open")',
        "class Row:\n    id: str\n    text: Translatable = ''\nRow('x', 'Close')",
        "class Row:\n    id: str\n    text: Translatable\nRow('x', text='Close')",
        "WORDS: dict[str, Translatable] = {'Not this': 'Close'}",
        "ROWS: tuple[tuple[str, Translatable], ...] = (('Not this', 'Close'),)",
        "class Page:\n    title: Translatable = ''\nclass Other(Page):\n    title = 'Close'",
        "def row(id: str, text: Translatable | None = None): ...\npartial(row, 'x', 'Close')",
        "def row(id: str, *, text: Translatable): ...\nrow('x', text='Close')",
    ],
)
def test_a_text_is_found_wherever_one_is_asked_for(program: Path, module: str) -> None:
    found = texts(program, module)
    assert "Close" in found
    assert "Not this" not in found
    assert "x" not in found


def test_one_and_many_are_one_text_in_two_forms(program: Path) -> None:
    plural = "def plural(count: int, one: Translatable, many: Translatable) -> str: ...\n"
    assert texts(program, plural + 'plural(3, "{count} card", "{count} cards")') == {
        "{count} cards": "{count} card"
    }


@pytest.mark.parametrize(
    "module",
    [
        'message(f"The deck {name} is gone.")',
        'message("The deck " + name)',
        'message("The deck {}".format(name))',
        "message(words)",
        'raise UserError("It is gone.")',
        'raise UserError(f"{name} is gone.")',
        'tr(f"Close {name}")',
        'plural(count, "1 card", f"{count} cards")',
    ],
)
def test_a_text_put_together_of_pieces_is_refused(program: Path, module: str) -> None:
    assert len(faults(program, module)) == 1
