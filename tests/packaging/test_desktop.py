"""Desktops find the program: menu entry, file types, software centres, the manual page."""

import argparse
import configparser
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from fnmatch import fnmatch
from pathlib import Path

import pytest

import flashcards
from flashcards import identity
from flashcards.cli.arguments import parser
from flashcards.formats.kinds import kinds_of
from tests.packaging_tools import packaging_tool

_EPOCH = 1_700_000_000
_MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"


@pytest.fixture(scope="module")
def entry() -> dict[str, str]:
    """The menu entry's first group."""
    read = configparser.RawConfigParser(delimiters="=", comment_prefixes="#", strict=True)
    read.optionxform = str  # type: ignore[assignment, method-assign]  # keys keep their capitals
    read.read_string(packaging_tool("desktop").entry())
    return dict(read["Desktop Entry"])


@pytest.fixture(scope="module")
def types() -> dict[str, ET.Element]:
    root = ET.fromstring(packaging_tool("desktop").file_types())
    return {each.attrib["type"]: each for each in root}


@pytest.fixture(scope="module")
def page() -> str:
    """The manual page as words, without the marks of man(7)."""
    text = str(packaging_tool("desktop").manual_page(_EPOCH))
    return re.sub(r"\\f[BIR]", "", text).replace("\\-", "-").replace("\\&", "")


def test_the_menu_entry_starts_the_program_with_files(entry: dict[str, str]) -> None:
    assert entry["Name"] == identity.NAME
    assert entry["Exec"] == f"{identity.COMMAND} %F"
    assert entry["TryExec"] == identity.COMMAND
    assert entry["Icon"] == identity.ID
    assert entry["Terminal"] == "false"
    assert entry["Comment"] == identity.SUMMARY


def test_the_menu_entry_speaks_the_languages_of_the_program(entry: dict[str, str]) -> None:
    for key in ("GenericName", "Comment", "Keywords"):
        for language in ("de", "es", "fr"):
            assert entry[f"{key}[{language}]"] != entry[key]


def test_the_menu_entry_names_only_types_that_are_defined_and_imported(
    entry: dict[str, str], types: dict[str, ET.Element]
) -> None:
    named = entry["MimeType"].strip(";").split(";")
    assert named[0] == identity.MIME_TYPE
    assert set(named) == set(types)
    for name, told in types.items():
        for glob in told.iter(f"{_MIME}glob"):
            example = glob.attrib["pattern"].replace("*", "a")
            assert name == identity.MIME_TYPE or kinds_of(example)


def test_a_collection_is_known_by_its_first_bytes_whatever_it_is_called(
    tmp_path: Path, types: dict[str, ET.Element]
) -> None:
    path = tmp_path / "mine.flashcards"
    with flashcards.open(path):
        pass
    data = path.read_bytes()
    (magic,) = types[identity.MIME_TYPE].iter(f"{_MIME}magic")
    assert _matches(data, magic)
    assert not _matches(data[:68] + b"ABCD" + data[72:], magic)
    assert not _matches(b"x" + data, magic)
    assert int(magic.attrib["priority"]) > 50  # what any other file of SQLite has


def _matches(data: bytes, among: ET.Element) -> bool:
    """Whether one of the matches in an element fits, and one of those inside it."""
    inner = among.findall(f"{_MIME}match")
    return not inner or any(_fits(data, each) and _matches(data, each) for each in inner)


def _fits(data: bytes, match: ET.Element) -> bool:
    offset, value = int(match.attrib["offset"]), match.attrib["value"]
    if match.attrib["type"] == "big32":
        return data[offset : offset + 4] == int(value, 16).to_bytes(4, "big")
    return data[offset:].startswith(value.encode())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("collection.flashcards", identity.MIME_TYPE),
        ("French.apkg", "application/x-apkg"),
        ("all.colpkg", "application/x-colpkg"),
        ("all.cards.zip", "application/vnd.flashcards.everything+zip"),
        ("rivers.cards.md", identity.DECK_TYPE),
        ("notes.md", None),
        ("all.zip", None),
    ],
)
def test_files_are_known_by_their_names(
    types: dict[str, ET.Element], name: str, expected: str | None
) -> None:
    found = [
        kind
        for kind, told in types.items()
        for glob in told.iter(f"{_MIME}glob")
        if fnmatch(name, glob.attrib["pattern"])
    ]
    assert found == ([expected] if expected else [])


def test_each_type_has_an_icon_that_is_installed(types: dict[str, ET.Element]) -> None:
    installed = packaging_tool("icons").hicolor()
    named = {kind: told.find(f"{_MIME}icon") for kind, told in types.items()}
    for kind, icon in named.items():
        assert icon is not None, f"{kind} has no icon"
        for side in ("scalable", "16x16", "32x32"):
            assert f"{side}/mimetypes/{icon.attrib['name']}.svg" in installed


def test_software_centres_are_told_each_version_with_its_day(repository: Path) -> None:
    root = ET.fromstring(packaging_tool("desktop").metainfo(_EPOCH))
    told = {each.attrib["version"]: each.attrib["date"] for each in root.iter("release")}
    log = (repository / "CHANGELOG.md").read_text("utf-8")
    assert list(told) == re.findall(r"^## (\S+)$", log, re.MULTILINE)
    assert next(iter(told)) == identity.VERSION
    assert told[identity.VERSION] == "2023-11-14"
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in told.values())
    assert root.findtext("id") == identity.ID
    assert root.findtext("launchable") == f"{identity.ID}.desktop"


def test_software_centres_speak_the_languages_of_the_program() -> None:
    root = ET.fromstring(packaging_tool("desktop").metainfo(_EPOCH))
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    (told,) = root.findall("description")
    for tag in ("p", "li"):
        texts = [each.get(language, "en") for each in told.iter(tag)]
        assert texts.count("en") == texts.count("de") == texts.count("es") == texts.count("fr") > 1


def test_the_manual_page_names_every_command_and_option(page: str) -> None:
    manual, made = packaging_tool("manual"), parser()
    assert f"\n.TH {identity.COMMAND.upper()} 1 2023-11-14" in page
    commands: dict[str, argparse.ArgumentParser] = manual.commands(made)
    assert len(commands) > 10
    for name, command in commands.items():
        assert f'.SS "{name}"' in page
        section = page.partition(f'.SS "{name}"')[2].partition("\n.S")[0]
        for action in command._actions:
            if action.dest in ("help", "collection"):
                continue  # which every command takes, and the page says so once
            for option in action.option_strings:
                assert option in section
            if action.help and action.help is not argparse.SUPPRESS:
                assert " ".join(action.help.replace("%%", "%").split())[1:20] in section


def test_the_manual_page_has_nothing_in_it_that_only_python_understands(page: str) -> None:
    for word in ("None", "SUPPRESS", "%(", "@", "<", "\t"):
        assert word not in page


@pytest.mark.skipif(not shutil.which("man"), reason="man is not installed here")
def test_man_has_nothing_to_say_against_the_page(tmp_path: Path) -> None:
    path = tmp_path / "page.1"
    path.write_text(packaging_tool("desktop").manual_page(_EPOCH), encoding="utf-8")
    command = ["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash here")
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (["imp"], ["import"]),
        (["--vers"], ["--version"]),
        (["import", "--dry"], ["--dry-run"]),
        (["--collection", "a.flashcards", "search", "--desc"], ["--descending"]),
        (["import", "--existing", ""], ["update", "keep", "add"]),
        (["import", "ce"], []),
        (["--collection", ""], []),
        (["--collection", "check", "dec"], ["decks"]),
        (["--collection", "=", "check", "dec"], ["decks"]),
        (["--collection", "=", "a.flashcards", "search", "--desc"], ["--descending"]),
        (["--language", "d"], ["de"]),
        (["--language", "=", "d"], ["de"]),
        (["--language", "de", "dec"], ["decks"]),
        (["import", "--deck", "check", "--existing", "k"], ["keep"]),
        (["import", "--existing", "="], ["update", "keep", "add"]),
        (["article", "--accept", "--dry"], ["--dry-run"]),
    ],
)
def test_bash_offers_what_the_command_line_takes(typed: list[str], offered: list[str]) -> None:
    script = packaging_tool("completion").script()
    words = " ".join(f"'{word}'" for word in ["flashcards", *typed])
    asked = f'COMP_WORDS=({words}) COMP_CWORD={len(typed)}; _flashcards; echo "${{COMPREPLY[@]}}"'
    command = ["bash", "-uc", f"{script}\n{asked}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (done.stdout.split(), done.stderr) == (offered, "")


@pytest.mark.parametrize(
    ("checker", "what"),
    [
        (["desktop-file-validate"], "entry"),
        (["xmllint", "--noout"], "file_types"),
        (["appstreamcli", "validate", "--no-net"], "metainfo"),
    ],
)
def test_the_desktops_own_validators_find_nothing_wrong(
    tmp_path: Path, checker: list[str], what: str
) -> None:
    if not shutil.which(checker[0]):
        pytest.skip(f"{checker[0]} is not installed here")
    desktop = packaging_tool("desktop")
    endings = {"entry": ".desktop", "file_types": ".xml", "metainfo": ".metainfo.xml"}
    path = tmp_path / f"{identity.ID}{endings[what]}"
    made = desktop.metainfo(_EPOCH) if what == "metainfo" else getattr(desktop, what)()
    path.write_text(made, encoding="utf-8")
    done = subprocess.run([*checker, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
