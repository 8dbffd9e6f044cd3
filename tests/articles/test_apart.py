"""Articles read in a process apart: the same article, ended when it is too much or not wanted."""

import os
import signal
from pathlib import Path

import pytest

from flashcards.articles.apart import LEAST_SECONDS, MOST_MEGABYTES, MOST_SECONDS, worth_apart
from flashcards.articles.reading import SMALL, is_plain
from flashcards.articles.worth import WHOLE, worth_of
from flashcards.model.errors import CancelledError, UserError
from tests.articles.readers.packed import docx, paragraph, pdf, zipped
from tests.cli.test_article_formats import written
from tests.hostile.packed import book, many_pages
from tests.processes import children

STRUCTURED = sorted((Path(__file__).parent / "structured").glob("*[!n]"))


def _alone(data: bytes | str, name: str) -> object:
    return worth_of(data, name, lambda _: None)


@pytest.mark.parametrize("number", range(6))
def test_an_article_read_apart_is_the_same(number: int) -> None:
    paths = STRUCTURED[number::6]
    assert paths
    for path in paths[:4]:
        assert worth_apart(path.read_bytes(), path.name) == _alone(path.read_bytes(), path.name)


@pytest.mark.parametrize("name", ["water.pdf", "water.docx", "water.epub"])
def test_a_packed_article_read_apart_is_the_same(name: str) -> None:
    assert worth_apart(written(name), name) == _alone(written(name), name)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("Crumb: the soft part\nCrust: the hard part\n" * 3, ""),
        (b"caf\xe9: a house where coffee is drunk\n" * 3, "a.txt"),
        ("<ul><li>" * 200 + "deep", "a.html"),
        ("a\ud800b: half a sign\n", "\ud800.txt"),
    ],
)
def test_odd_articles_read_apart_are_the_same(data: bytes | str, name: str) -> None:
    assert worth_apart(data, name) == _alone(data, name)


def test_what_is_refused_is_refused_in_the_same_words() -> None:
    for data in (b"PK\x03\x04" + bytes(50), b"%PDF-1.7\nbroken", zipped({"word/a.xml": "x"})):
        with pytest.raises(UserError) as alone:
            _alone(data, "a.docx")
        with pytest.raises(UserError) as apart:
            worth_apart(data, "a.docx")
        assert (apart.value.what, apart.value.hint) == (alone.value.what, alone.value.hint)


def test_progress_rises_page_by_page_to_the_end() -> None:
    told: list[int] = []

    def hear(done: int, total: int) -> bool:
        assert total == WHOLE
        told.append(done)
        return True

    worth_apart(many_pages(600, b"(A tide is a wave of the sea.) Tj T* " * 30), "a.pdf", hear)
    assert told == sorted(told)
    assert len(set(told)) > 3


def test_reading_is_cancelled_in_the_middle_and_nothing_goes_on() -> None:
    before = children()
    told: list[int] = []

    def stop(done: int, _total: int) -> bool:
        told.append(done)
        return done == 0

    with pytest.raises(CancelledError):
        worth_apart(many_pages(3_000, b"(A tide is a wave.) Tj T* " * 30), "a.pdf", stop)
    assert told[-1] < WHOLE // 2
    assert children() <= before


def test_a_small_file_that_takes_for_ever_is_ended_and_says_so() -> None:
    bomb = book([b"<p>A tide is a wave.</p>" * 40_000], 3_000)
    assert len(bomb) < 100_000
    # Which of the two it meets first depends on how fast the machine is.
    with pytest.raises(UserError, match=r"more than \d+ (?:seconds|MB of memory) to read"):
        worth_apart(bomb, "bomb.epub")
    assert LEAST_SECONDS < 10


def test_an_article_that_takes_longer_than_it_may_is_ended_and_says_how_long() -> None:
    pages = many_pages(3_000, b"(A tide is a wave.) Tj T* " * 30)
    with pytest.raises(UserError, match=r"^This PDF took more than (?:a second|\d+ seconds) to"):
        worth_apart(pages, "a.pdf", limits=(1, MOST_MEGABYTES))


@pytest.mark.parametrize("megabytes", [5, 40])  # met as the file is taken in, and long after
def test_an_article_that_takes_more_memory_than_it_may_says_how_much(megabytes: int) -> None:
    text = "Tide: a wave that follows the moon\n" * 100_000
    words = f"^This article takes more than {megabytes} MB of memory to read"
    with pytest.raises(UserError, match=words):
        worth_apart(text, "a.txt", limits=(MOST_SECONDS, megabytes))


def test_a_reader_that_is_ended_by_the_system_is_told_in_words() -> None:
    before = children()

    def kill(_done: int, _total: int) -> bool:
        for each in children() - before:
            os.kill(each, signal.SIGKILL)
        return True

    with pytest.raises(UserError, match="the process that read it ended early"):
        worth_apart(docx(paragraph("A tide is a wave.")), "a.docx", kill)


def test_only_small_plain_texts_are_read_by_the_program_itself() -> None:
    text = "A tide is a wave.\n"
    assert is_plain(text, "")
    assert is_plain(text.encode(), "a.md")
    assert is_plain(text.encode(), "a.txt")
    assert not is_plain(text * (SMALL // len(text) + 1), "a.txt")
    assert not is_plain("<html><body><p>A tide is a wave.", "")
    assert not is_plain(b"<p>A tide is a wave.", "a.html")
    assert not is_plain(pdf([["A tide is a wave."]]), "a.txt")
    assert not is_plain(docx(paragraph("A tide.")), "")
