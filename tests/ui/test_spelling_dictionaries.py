"""Dictionaries are found where systems and programs keep them, and fit the language best."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from flashcards.model.errors import UserError
from flashcards.paths import data_dir
from flashcards.ui.spelling.dictionaries import (
    Found,
    can_be_checked,
    dictionary_for,
    found_dictionaries,
    own_folder,
)
from flashcards.ui.spelling.ignored import Ignored
from flashcards.ui.spelling.own_words import OwnWords
from tests.spelling import write_dictionary

HERE = Path("/dictionaries")


def _best(tag: str, names: str, system: str = "") -> str:
    found = dictionary_for(tag, [Found(HERE, name) for name in names.split()], system)
    return found.name if found is not None else ""


@pytest.mark.parametrize(
    ("tag", "names", "system", "best"),
    [
        ("en-GB", "en_US en_GB en_AU", "", "en_GB"),
        ("en", "en_AU en_GB en_US", "", "en_US"),
        ("en", "en_AU en_GB en_US", "en-GB", "en_GB"),
        ("en-NZ", "en_AU en_US", "", "en_US"),
        ("de", "de_AT de_DE de_CH", "", "de_DE"),
        ("hu", "hu_HU en_US", "", "hu_HU"),
        ("fr-CA", "fr fr_CH", "", "fr"),
        ("pt-BR", "pt_PT pt_BR", "", "pt_BR"),
        ("sr-Latn", "sr sr_Latn_RS", "", "sr_Latn_RS"),
        ("nb", "nn_NO nb_NO", "", "nb_NO"),
        ("he", "iw_IL", "", "iw_IL"),
        ("cy", "en_US", "", ""),
    ],
)
def test_the_dictionary_that_fits_best_is_taken(
    tag: str, names: str, system: str, best: str
) -> None:
    assert _best(tag, names, system) == best


def test_a_language_is_what_looks_like_one_and_has_spaces_between_words() -> None:
    assert all(map(can_be_checked, ("en", "en-GB", "sr_Latn-RS", "yi")))
    assert not any(map(can_be_checked, ("", "zh-CN", "ja", "th", "../../x", "en/../..", "e")))


def test_dictionaries_are_found_once_and_the_learners_own_come_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path))
    write_dictionary(tmp_path / "hunspell", "en_GB", ["cell"])
    write_dictionary(tmp_path / "hunspell", "hyph_en_GB", ["1cell"])
    write_dictionary(tmp_path / "myspell" / "dicts", "de_DE", ["Zelle"])
    write_dictionary(own_folder(), "en_GB", ["cell"])
    (tmp_path / "hunspell" / "fr.dic").write_text("1\ncellule\n")
    found = {each.name: each.folder for each in found_dictionaries()}
    assert found["en_GB"] == data_dir() / "dictionaries"
    assert found["de_DE"] == tmp_path / "myspell" / "dicts"
    assert not {"fr", "hyph_en_GB"} & found.keys()
    library = find_spec("hunspell")
    assert library is not None
    comes_along = Path(str(library.origin)).with_name("dictionaries").is_dir()
    assert ("en_US" in found) is comes_along


def test_own_words_outlive_a_restart_and_are_shared_by_the_regions() -> None:
    OwnWords().add("en-GB", "krebs")
    OwnWords().add("en-US", "Cori")
    again = OwnWords()
    assert again.words("en") == ["Cori", "krebs"]
    assert again.languages() == ["en"]
    assert all(again.has("en-GB", word) for word in ("krebs", "Krebs", "KREBS", "Cori", "CORI"))
    assert not again.has("en", "cori")
    assert not again.has("de", "krebs")
    again.remove("en", "krebs")
    assert OwnWords().words("en") == ["Cori"]


def test_words_written_with_an_editor_count_and_are_never_written_over() -> None:
    own_folder().mkdir(parents=True)
    file = own_folder() / "de.words"
    file.write_text("\ufeffZelle\r\n\r\n  Wand \n", encoding="utf-8")
    own = OwnWords()
    assert own.words("de-AT") == ["Wand", "Zelle"]
    file.write_bytes(b"\xff\xfe nothing that can be read")
    with pytest.raises(UserError):
        own.add("de", "Kern")
    assert file.read_bytes().startswith(b"\xff\xfe")


def test_what_is_let_pass_is_kept_for_each_note() -> None:
    Ignored().keep("guid-1", {"krebs"})
    Ignored().keep("guid-2", {"cori"})
    again = Ignored()
    assert again.words("guid-1") == {"krebs"}
    assert again.words("guid-3") == set()
    (own_folder() / "ignored.json").write_bytes(b"[" * 100_000)
    assert Ignored().words("guid-1") == set()


def test_two_programs_keep_what_is_let_pass_side_by_side() -> None:
    one, other = Ignored(), Ignored()
    assert one.words("a") == other.words("b") == set()
    one.keep("a", {"krebs"})
    other.keep("b", {"cori"})
    assert Ignored().words("a") == {"krebs"}
    one.keep("a", set())
    assert (Ignored().words("a"), Ignored().words("b")) == (set(), {"cori"})


def test_what_could_not_be_kept_is_kept_with_the_next_word() -> None:
    kept = Ignored()
    own_folder().parent.mkdir(parents=True, exist_ok=True)
    own_folder().write_text("no folder")
    kept.keep("a", {"krebs"})
    assert kept.words("a") == {"krebs"}
    own_folder().unlink()
    kept.keep("b", {"cori"})
    assert (Ignored().words("a"), Ignored().words("b")) == ({"krebs"}, {"cori"})


def test_very_much_that_is_let_pass_can_be_read_again() -> None:
    words = {f"{number:03}{chr(0x4E00) * 57}" for number in range(500)}
    before = Ignored()
    for number in range(30):
        before.keep(f"guid-{number}", words)
    again = Ignored()
    assert again.words("guid-29") == words
    assert again.words("guid-0") == set()
