"""Dictionaries can be read by the library that Debian has, too."""

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from flashcards.text.spelling import books


class _HunSpellError(Exception):
    pass


class _HunSpell:
    """Does as pyhunspell 0.5.5 does, which was looked at where it is installed."""

    def __init__(self, words: str, affixes: str) -> None:
        if not (Path(words).is_file() and Path(affixes).is_file()):
            raise _HunSpellError(2, "No such file or directory")
        self._encoding = Path(affixes).read_text("ascii").split()[1]
        self._words = Path(words).read_text(self._encoding).split()[1:]

    def get_dic_encoding(self) -> str:
        return self._encoding

    def spell(self, word: str) -> bool:
        word.encode(self._encoding)
        return word in self._words

    def suggest(self, word: str) -> list[str]:
        read = "utf-8" if self._encoding == "UTF-8" else "latin-1"
        return [each.encode(self._encoding).decode(read) for each in self._words if word in each]


@pytest.fixture
def debians(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library as it is in Debian, in place of the one that is here."""
    library = SimpleNamespace(HunSpell=_HunSpell, HunSpellError=_HunSpellError)
    monkeypatch.setitem(sys.modules, "hunspell", library)


def _write(folder: Path, encoding: str, word: str) -> tuple[Path, Path]:
    (folder / "a.aff").write_text(f"SET {encoding}\n", encoding="ascii")
    (folder / "a.dic").write_bytes(f"1\n{word}\n".encode(encoding))
    return folder / "a.dic", folder / "a.aff"


@pytest.mark.usefixtures("debians")
@pytest.mark.parametrize(
    ("encoding", "word"),
    [("UTF-8", "клетка"), ("KOI8-R", "клетка"), ("ISO8859-2", "gęś"), ("ISO8859-1", "naïve")],
)
def test_words_and_suggestions_are_right_in_every_encoding(
    tmp_path: Path, encoding: str, word: str
) -> None:
    book, told = books.opened(*_write(tmp_path, encoding, word))
    assert told == encoding
    assert book.spell(word)
    assert not book.spell(word[:-1])
    assert book.suggest(word[:-1]) == (word,)


@pytest.mark.usefixtures("debians")
def test_a_dictionary_that_cannot_be_opened_is_an_error_of_its_file(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        books.opened(tmp_path / "a.dic", tmp_path / "a.aff")


def test_another_library_of_that_name_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "hunspell", ModuleType("hunspell"))
    with pytest.raises(ImportError):
        books.opened(*_write(tmp_path, "UTF-8", "cell"))
