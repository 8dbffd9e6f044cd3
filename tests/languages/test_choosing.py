"""The program speaks what was chosen, else the first language of the system that it knows."""

from pathlib import Path

import pytest

from flashcards.languages import catalogue, choosing, speaking
from flashcards.ui.words import tr


@pytest.fixture(autouse=True)
def _three_languages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A program that has been translated into German, Brazilian Portuguese and half of French."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE", choosing.VARIABLE):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "translations"
    folder.mkdir()
    done = "<message><source>Add</source><translation>Neu</translation></message>"
    looked = done.replace("<translation>", '<translation type="unfinished">')
    empty = '<message><source>Go</source><translation type="unfinished"></translation></message>'
    for code, texts in (("de", done), ("pt_BR", done), ("fr", looked + empty)):
        path = folder / f"flashcards_{code}.ts"
        path.write_text(f"<TS><context><name>flashcards</name>{texts}</context></TS>", "utf-8")
    (folder / "flashcards.ts").write_text("<TS/>", "utf-8")
    monkeypatch.setattr(choosing, "resources_dir", lambda: tmp_path)


@pytest.mark.parametrize(
    ("wished", "system", "code"),
    [
        ("", (), "en"),
        ("", ("de-AT", "en-GB"), "de"),
        ("", ("nl-BE", "de-DE", "en"), "de"),
        ("", ("en-GB", "de"), "en"),
        ("", ("pt-PT",), "pt_BR"),
        ("", ("pt_BR.UTF-8",), "pt_BR"),
        ("", ("xx", "yy"), "en"),
        ("de", ("en-US",), "de"),
        ("en", ("de-DE",), "en"),
        ("no such", ("de",), "de"),
        ("en_XA", (), "en_XA"),
    ],
)
def test_the_language_is_the_first_one_that_is_wished_and_there(
    wished: str, system: tuple[str, ...], code: str
) -> None:
    assert choosing.chosen(wished, system) == code


def test_the_variable_is_above_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(choosing.VARIABLE, "de")
    assert choosing.chosen("en", ("en",)) == "de"


@pytest.mark.parametrize(
    ("variables", "languages"),
    [
        ({}, ()),
        ({"LANG": "de_AT.UTF-8"}, ("de_AT.UTF-8",)),
        ({"LANG": "en_GB", "LC_MESSAGES": "de_DE"}, ("de_DE",)),
        ({"LANG": "de_DE", "LC_ALL": "C"}, ()),
        ({"LANG": "de_DE", "LC_ALL": "C.UTF-8"}, ()),
        ({"LANG": "de_DE", "LANGUAGE": "nl:de"}, ("nl", "de", "de_DE")),
    ],
)
def test_a_terminal_names_its_languages_as_posix_says(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], languages: tuple[str, ...]
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert choosing.system_languages() == languages


def test_each_language_is_offered_by_its_own_name_and_says_how_far_it_is() -> None:
    found = choosing.offered()
    assert [(each.code, each.name) for each in found] == [
        ("en", "English"), ("de", "Deutsch"), ("fr", "Français"), ("pt_BR", "Português (Brasil)"),
    ]  # fmt: skip
    assert [(each.translated, each.reviewed) for each in found] == [
        (1, True), (1, True), (0.5, False), (1, True),
    ]  # fmt: skip


def test_a_country_of_the_system_says_how_numbers_are_written() -> None:
    assert choosing.locale_of("de", ("de-AT", "en")) == "de_AT"
    assert choosing.locale_of("de", ("en-US", "de-AT")) == "de"


def test_a_damaged_catalogue_leaves_the_program_in_english(tmp_path: Path) -> None:
    (tmp_path / "translations" / "flashcards_de.ts").write_text("<TS><context>", "utf-8")
    before = speaking.spoken()
    try:
        choosing.speak_in("de")
        assert tr("Add") == "Add"
        assert speaking.spoken()[0] is catalogue.ENGLISH
    finally:
        speaking.speak(*before)
