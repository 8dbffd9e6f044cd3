"""Texts are found in what Qt Linguist writes; what does not fit stays English."""

from pathlib import Path

import pytest

from flashcards.languages import catalogue, speaking
from flashcards.languages.catalogue import Translated
from flashcards.model.messages import message, plural_message
from flashcards.ui.words import plural, tr
from tests.languages.speaking import spoken_by

ABOUT = "Back§the name of a field"
LINGUIST = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pl" sourcelanguage="en">
<context>
    <name>flashcards</name>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Dodaj</translation>
    </message>
    <message>
        <source>Bury</source>
        <translation type="unfinished">Zakop</translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gone</source>
        <translation type="vanished">Nie ma</translation>
    </message>
    <message numerus="yes">
        <source>{count} cards in {deck}</source>
        <translation>
            <numerusform>{count} karta w {deck}</numerusform>
            <numerusform>{count} karty w {deck}</numerusform>
            <numerusform>{count} kart w {deck}</numerusform>
        </translation>
    </message>
</context>
</TS>
"""


@pytest.fixture
def polish(tmp_path: Path) -> Translated:
    """A translation as Linguist saves it."""
    path = tmp_path / "flashcards_pl.ts"
    path.write_text(LINGUIST, "utf-8")
    found = catalogue.read(path, "pl")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("english", "shown"),
    [
        ("&Add", "&Dodaj"),
        ("Bury", "Zakop"),  # nobody has looked at it yet, but it is there
        ("Close", "Close"),
        ("Gone", "Gone"),
        ("Never seen", "Never seen"),
    ],
)
def test_a_text_is_shown_in_the_language_where_it_is_translated(
    polish: Translated, english: str, shown: str
) -> None:
    with spoken_by(polish):
        assert tr(english) == shown


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (1, "1 karta w Bio"),
        (3, "3 karty w Bio"),
        (5, "5 kart w Bio"),
        (1_022, "1,022 karty w Bio"),
    ],
)
def test_a_count_has_the_form_of_the_language(polish: Translated, count: int, shown: str) -> None:
    one, many = "{count} card in {deck}", "{count} cards in {deck}"
    with spoken_by(polish):
        assert plural(count, one, many, deck="Bio") == shown
        assert speaking.worded(plural_message(count, one, many, deck="Bio")) == shown


@pytest.mark.parametrize(
    "form",
    ["Die {stapel} fehlt", "Fehlt", "{deck} {other} fehlt", "{deck!r} fehlt", "{deck:>9}", "{deck"],
)
def test_a_translation_with_other_places_is_not_shown(form: str) -> None:
    german = Translated("de", {"The deck {deck} is gone": (form,)})
    with spoken_by(german):
        assert tr("The deck {deck} is gone", deck="Bio") == "The deck Bio is gone"


def test_one_bad_form_of_a_count_leaves_all_forms_english() -> None:
    german = Translated("de", {"{count} cards": ("{count} Karte", "{zahl} Karten")})
    with spoken_by(german):
        assert plural(1, "{count} card", "{count} cards") == "1 card"
        assert plural(2, "{count} card", "{count} cards") == "2 cards"


def test_a_form_may_leave_the_count_out_as_the_english_one_does() -> None:
    german = Translated("de", {"{count} cards": ("eine Karte", "{count} Karten")})
    with spoken_by(german):
        assert plural(1, "a card", "{count} cards") == "eine Karte"


def test_a_brace_that_opens_nothing_may_stand_elsewhere() -> None:
    german = Translated("de", {"A { has no }": ("Zu { fehlt die andere }",)})
    with spoken_by(german):
        assert tr("A { has no }") == "Zu { fehlt die andere }"


def test_braces_that_are_no_places_stay_as_they_are() -> None:
    german = Translated("de", {"Write {{c1::word}}": ("Schreibe {{c1::Wort}}",)})
    with spoken_by(german):
        assert tr("Write {{c1::word}}") == "Schreibe {{c1::Wort}}"
        assert speaking.worded(message("Write {{c1::word}}")) == "Schreibe {{c1::Wort}}"


@pytest.mark.parametrize(
    "text", ["", "<TS", "<html></html>", "\x00\x01", LINGUIST[:400], '<?xml encoding="none"?><TS/>']
)
def test_a_damaged_catalogue_is_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "flashcards_de.ts"
    path.write_text(text, "utf-8")
    assert catalogue.read(path, "de") is None


def test_a_missing_catalogue_is_none(tmp_path: Path) -> None:
    assert catalogue.read(tmp_path / "flashcards_xx.ts", "xx") is None


def test_what_a_text_is_about_is_for_translators_alone() -> None:
    counted = plural_message(2, "{count} card", "{count} cards§in a deck")
    assert (tr(ABOUT), str(message(ABOUT)), str(counted)) == ("Back", "Back", "2 cards")
    with spoken_by(Translated("de", {"Back": ("Zurück",)}), "de"):
        assert (tr("Back"), tr(ABOUT)) == ("Zurück", "Back")
    with spoken_by(Translated("de", {"Back": ("Zurück",), ABOUT: ("Rückseite",)}), "de"):
        assert (tr("Back"), tr(ABOUT), speaking.worded(message(ABOUT))) == (
            "Zurück",
            "Rückseite",
            "Rückseite",
        )
