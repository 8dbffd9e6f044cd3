"""Damaged decks of other programs are read as far as they go, or refused in words: nothing else."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.formats.programs import (
    crowdanki,
    kvtml,
    mnemosyne,
    mnemosyne_xml,
    quizlet,
    supermemo,
    supermemo_text,
    supermemo_xml,
)
from flashcards.model.errors import UserError
from tests.collection.programs.test_supermemo_and_kvtml import FIRST, SECOND, XML
from tests.formats.programs.making import crowd_deck, crowd_note, crowd_top, written
from tests.formats.programs.mnemosyne_making import CARDS_XML, FIRST_XML
from tests.formats.programs.test_supermemo import TEXT

DECK = written(
    crowd_top(
        crowd_note("g-1", "Oslo", "Norway", tags=["a"]),
        children=[crowd_deck("South", crowd_note("g-2", "Rome", "Italy"), media_files=["a.png"])],
    )
)
SPLICES = (
    b"", b"\0", b"\xff", b"<", b">", b"</", b'"', b"{", b"]", b"-1", b"9" * 20, b"NaN", b"null",
    b"true", b"[[", b"&x;", b"]]>", b"<!--", b"\x1f", b"::", b"\\u", b"\\ud800", b"\n\n",
)  # fmt: skip


def _from_cards(data: bytes) -> None:
    mnemosyne.gathered(mnemosyne_xml.read_cards(data, "x.cards", "x"))


def _from_first(data: bytes) -> None:
    mnemosyne.gathered(mnemosyne_xml.read_first(data, "x.xml", "x"))


def _from_kvtml(data: bytes) -> None:
    found = kvtml.read(data, "x.kvtml", "x")
    found.media()
    kvtml.gathered(found)


def _from_supermemo(data: bytes) -> None:
    supermemo.gathered(supermemo_xml.read(data, "x.xml", "x"))


def _from_text(data: bytes) -> None:
    supermemo_text.begins(data)
    supermemo.gathered(supermemo_text.read(data.decode("utf-8", "replace"), "x.txt", "x"))


def _from_crowdanki(data: bytes) -> None:
    made = crowdanki.read(data, "x.json")
    crowdanki.make_missing_types(made, "x.json")
    crowdanki.take_types(made, data, "x.json")


def _from_quizlet(data: bytes) -> None:
    quizlet.begins(data)
    quizlet.read(data, "x.txt")


READERS: tuple[tuple[Callable[[bytes], None], bytes], ...] = (
    (_from_crowdanki, DECK),
    (_from_cards, CARDS_XML.encode()),
    (_from_first, FIRST_XML.encode()),
    (_from_kvtml, SECOND.encode()),
    (_from_kvtml, FIRST.encode()),
    (_from_supermemo, XML.encode()),
    (_from_text, TEXT.encode()),
    (_from_quizlet, b"dog---Hund\ncat---Katze\ncow---Kuh\n"),
)


@pytest.mark.parametrize(("read", "whole"), READERS)
def test_each_whole_one_is_read(read: Callable[[bytes], None], whole: bytes) -> None:
    read(whole)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(READERS),
    st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 30), st.sampled_from(SPLICES)),
        min_size=1,
        max_size=4,
    ),
)
def test_damage_anywhere_is_survived(
    reader: tuple[Callable[[bytes], None], bytes], cuts: list[tuple[float, int, bytes]]
) -> None:
    read, data = reader
    for where, length, splice in cuts:
        at = int(where * len(data))
        data = data[:at] + splice + data[at + length :]
    with suppress(UserError):
        read(data)
