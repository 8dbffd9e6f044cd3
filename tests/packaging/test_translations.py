"""Translations keep up with the program, and what is taken in from elsewhere is looked at first."""

import json
from pathlib import Path
from types import ModuleType

import pytest

from flashcards.languages import catalogue
from tests.packaging_tools import packaging_tool
from tests.strings_tool import collected

TEXTS = {"&Add": "", "Close {deck}…": "", " or ": "", "{count} cards": "{count} card"}


@pytest.fixture
def translations() -> ModuleType:
    """``packaging/translations.py``."""
    return packaging_tool("translations")


@pytest.fixture
def german(tmp_path: Path, translations: ModuleType) -> Path:
    """A translation into German with nothing in it yet."""
    path = tmp_path / "flashcards_de.ts"
    path.write_text(translations.written(TEXTS, "de"), "utf-8")
    return path


def taken_in(
    tool: ModuleType, path: Path, given: dict[str, object], *, reviewed: bool = True
) -> list[str]:
    """Merge translations into a file and return what was wrong with them."""
    source = path.with_name("given.json")
    source.write_text(json.dumps(given), "utf-8")
    text, faults = tool.merged(path, TEXTS, source, reviewed=reviewed)
    path.write_text(text, "utf-8")
    found: list[str] = faults
    return found


GOOD = {
    "&Add": "&Neu",
    "Close {deck}…": "{deck} schließen…",
    " or ": " oder ",
    "{count} cards": ["{count} Karte", "{count} Karten"],
}


def test_translations_made_elsewhere_come_into_the_file(
    translations: ModuleType, german: Path
) -> None:
    assert taken_in(translations, german, dict(GOOD)) == []
    found = catalogue.read(german, "de")
    assert found is not None
    assert found.text("&Add", "", 0) == "&Neu"
    assert found.text("{count} card", "{count} cards", 1) == "{count} Karte"
    assert "unfinished" not in german.read_text("utf-8")


def test_what_nobody_has_looked_at_is_marked_as_unfinished_and_kept_so(
    translations: ModuleType, german: Path
) -> None:
    taken_in(translations, german, {"&Add": "&Neu"}, reviewed=False)
    assert '<translation type="unfinished">&amp;Neu</translation>' in german.read_text("utf-8")
    assert translations.updated(german, TEXTS) == german.read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("&Add", "Neu"),
        ("&Add", "&Neu &an"),
        ("&Add", ""),
        ("Close {deck}…", "Schließen…"),
        ("Close {deck}…", "{Deck} schließen…"),
        ("Close {deck}…", "{deck} schließen"),
        (" or ", "oder"),
        ("{count} cards", ["{count} Karten"]),
        ("{count} cards", "Karten"),
        ("{count} cards", ["{count} Karte", "{n} Karten"]),
        ("Nowhere in the program", "Nirgends"),
    ],
)
def test_a_translation_that_would_not_work_is_named_and_left_out(
    translations: ModuleType, german: Path, text: str, told: object
) -> None:
    before = german.read_text("utf-8")
    assert text in "".join(taken_in(translations, german, {text: told}))
    assert german.read_text("utf-8") == before


def test_a_new_text_comes_in_empty_and_a_gone_one_goes(
    translations: ModuleType, german: Path
) -> None:
    taken_in(translations, german, dict(GOOD))
    texts = {"&Add": "", "Zoom": "", "{count} cards": "{count} card"}
    german.write_text(translations.updated(german, texts), "utf-8")
    known = translations.read(german)
    assert list(known) == ["&Add", "Zoom", "{count} cards"]
    assert known["Zoom"].forms == ("",)
    assert not known["Zoom"].finished
    assert known["{count} cards"].forms == ("{count} Karte", "{count} Karten")


def test_a_file_that_linguist_saved_is_written_as_ever_with_its_comments(
    translations: ModuleType, german: Path
) -> None:
    german.write_text(
        '<?xml version="1.0"?><TS version="2.1" language="de"><context>\n <name>flashcards</name>\n'
        " <message>\n  <source>&amp;Add</source>\n  <translatorcomment>as a button"
        "</translatorcomment>\n  <translation>&amp;Neu</translation>\n </message></context></TS>",
        "utf-8",
    )
    text = translations.updated(german, TEXTS)
    assert "<translatorcomment>as a button</translatorcomment>" in text
    assert "<translation>&amp;Neu</translation>" in text


def test_two_meanings_of_one_english_word_are_translated_apart(
    translations: ModuleType, tmp_path: Path
) -> None:
    texts = {"Back": "", "Back§the name of a field": ""}
    path = tmp_path / "flashcards_de.ts"
    path.write_text(translations.written(texts, "de"), "utf-8")
    given = path.with_name("given.json")
    given.write_text(json.dumps({"Back": "Zurück", "Back§the name of a field": "Hinten"}), "utf-8")
    text, faults = translations.merged(path, texts, given, reviewed=True)
    path.write_text(text, "utf-8")
    assert faults == []
    assert "<source>Back</source><comment>the name of a field</comment>" in text
    assert "§" not in text
    assert translations.updated(path, texts) == text
    found = catalogue.read(path, "de")
    assert found is not None
    assert [found.text(each, "", 0) for each in texts] == ["Zurück", "Hinten"]


def test_a_language_has_as_many_forms_as_it_counts_in(translations: ModuleType) -> None:
    assert translations.written(TEXTS, "ja").count("<numerusform>") == 1
    assert translations.written(TEXTS, "pl").count("<numerusform>") == 3


def test_the_translations_have_what_the_program_says_and_nothing_that_would_not_work(
    repository: Path, translations: ModuleType
) -> None:
    texts = collected().texts
    for path in sorted((repository / "resources" / "translations").glob("flashcards_*.ts")):
        assert path.read_text("utf-8") == translations.updated(path, texts), "make strings"
        language = translations.language_of(path)
        for text, found in translations.read(path).items():
            if all(found.forms):
                assert list(translations.faults_of(text, texts[text], found.forms, language)) == []
