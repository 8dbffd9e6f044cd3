"""How long the list of a zip is, is known before it is read."""

import io
import zipfile

import pytest

from flashcards.formats.archive import STRANGERS, Archive
from flashcards.formats.zip_list import Listed, listed
from flashcards.model.anki import TooMuchError
from tests.hostile.packed import _many_entries


def _zip(names: list[str], comment: bytes = b"") -> io.BytesIO:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, b"x")
        archive.comment = comment
    return made


@pytest.mark.parametrize("comment", [b"", b"a word", b"c" * 60_000])
def test_the_end_of_a_zip_tells_its_list(comment: bytes) -> None:
    made = _zip(["a", "bc"], comment)
    assert listed(made) == Listed(2, 2 * 46 + 3)
    assert made.tell() == 0


@pytest.mark.parametrize("data", [b"", b"PK", b"x" * 200, b"PK\5\6" * 3])
def test_what_is_no_zip_has_no_list(data: bytes) -> None:
    assert listed(io.BytesIO(data)) == Listed(0, 0)


def test_a_zip_of_larger_numbers_tells_its_list() -> None:
    made = _zip([f"{number}" for number in range(66_000)])
    assert listed(made).entries == 66_000


def test_a_list_without_end_is_refused_before_it_is_read() -> None:
    archive = Archive(io.BytesIO(_many_entries(100_000)), "a.zip", STRANGERS)
    with pytest.raises(TooMuchError):
        archive.open_zip()
    assert not archive.is_archive
