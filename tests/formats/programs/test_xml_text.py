"""XML of strangers is read record by record, without entities and within bounds."""

import pytest

from flashcards.formats.programs.xml_text import Closed, Element, Opened, read_xml
from flashcards.model.errors import UserError
from tests.effort import never_for_ever


def _refused(data: bytes) -> str:
    with pytest.raises(UserError) as caught:
        list(read_xml(data, "deck.xml", {"card"}))
    return str(caught.value)


def test_records_come_whole_and_what_is_around_them_as_it_begins_and_ends() -> None:
    data = b"<deck><group n='1'><card id='7'>a<b>c</b>d</card></group></deck>"
    events = list(read_xml(data, "deck.xml", {"card"}))
    opened = [each.element.tag for each in events if isinstance(each, Opened)]
    assert opened == ["deck", "group"]
    assert [each.tag for each in events if isinstance(each, Closed)] == ["group", "deck"]
    [card] = [each for each in events if isinstance(each, Element)]
    assert (card.attributes["id"], card.text, card.text_of("b")) == ("7", "ad", "c")
    assert card.all_text() == "adc"
    assert card.text_of("none") == ""


def test_a_document_type_is_no_reason_to_refuse_and_its_names_are_read() -> None:
    data = b'<!DOCTYPE deck PUBLIC "x" "http://x.invalid/deck.dtd"><deck><card>caf&eacute;</card></deck>'
    cards = [each for each in read_xml(data, "deck.xml", {"card"}) if isinstance(each, Element)]
    assert [card.text for card in cards] == ["caf\xe9"]


def test_entities_are_refused_whatever_they_would_do() -> None:
    laughs = b"<!DOCTYPE d [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><d><card>&b;</card></d>"
    outside = b"<!DOCTYPE d [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><d><card>&a;</card></d>"
    assert "defines entities" in _refused(laughs)
    assert "defines entities" in _refused(outside)


def test_damage_is_told_with_its_line() -> None:
    assert "line 2 is no XML" in _refused(b"<deck>\n<card>")
    assert "line 1 is no XML" in _refused(b"")
    assert "line 1 is no XML" in _refused(b"<deck>\0</deck>")
    assert "encoding" in _refused(b"<?xml version='1.0' encoding='klingon'?><deck/>")


def test_depth_and_size_have_bounds_and_time_grows_with_the_file_alone() -> None:
    with never_for_ever():
        assert "nested too deeply" in _refused(b"<a>" * 200_000)
        assert "too large (line 1)" in _refused(b"<d><card>" + b"<a/>" * 60_000 + b"</card></d>")
        assert "too large" in _refused(b"<d><card>" + b"a" * 4_000_001 + b"</card></d>")
        many = b"<d>" + b"<card>a</card>" * 100_000 + b"</d>"
        assert sum(isinstance(each, Element) for each in read_xml(many, "d.xml", {"card"})) == 10**5
