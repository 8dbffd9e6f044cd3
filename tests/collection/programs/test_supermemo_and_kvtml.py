"""What SuperMemo exports and KDE's vocabularies come in with decks, schedule, media and words."""

from pathlib import Path

import pytest

from flashcards import Collection, UserError
from tests.collection.programs.asking import fields
from tests.ui.packages import PICTURE

XML = """<?xml version="1.0" encoding="UTF-8"?>
<SuperMemoCollection><Count>4</Count>
<SuperMemoElement><ID>1</ID><Title>Biology :: cells</Title><Type>Concept</Type>
 <SuperMemoElement><ID>2</ID><Type>Item</Type>
  <Content><Question>What is &lt;b&gt;ATP&lt;/b&gt;?</Question><Answer>Energy, a &amp;lt; b</Answer>
   <Image><URL>C:\\sm\\elements\\atp.png</URL><Name>atp.png</Name>
    <Question>F</Question><Answer>T</Answer></Image></Content>
  <LearningData><Interval>20</Interval><Repetitions>3</Repetitions><Lapses>1</Lapses>
   <LastRepetition>15.02.2026</LastRepetition><AFactor>3.92</AFactor></LearningData>
 </SuperMemoElement>
 <SuperMemoElement><ID>3</ID><Type>Item</Type>
  <Content><Question>New?</Question><Answer>Yes</Answer></Content>
  <LearningData><Interval>0</Interval><Repetitions>0</Repetitions></LearningData>
 </SuperMemoElement>
 <SuperMemoElement><ID>4</ID><Title>Read on</Title><Type>Topic</Type>
  <Content><Question>A text to read</Question></Content></SuperMemoElement>
</SuperMemoElement></SuperMemoCollection>"""

SECOND = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE kvtml PUBLIC "kvtml2.dtd" "http://edu.kde.org/kvtml/kvtml2.dtd">
<kvtml version="2.0"><information><title>Words</title></information>
<identifiers><identifier id="0"><name>English</name><locale>en</locale></identifier>
<identifier id="1"><locale>de</locale></identifier></identifiers>
<entries>
<entry id="0"><translation id="0"><text>dog &amp; co</text></translation>
<translation id="1"><text>Hund</text><comment>der</comment><pronunciation>hʊnt</pronunciation>
<image>pics/dog.png</image>
<grade fromid="0"><currentgrade>3</currentgrade><count>4</count></grade></translation></entry>
<entry id="1"><deactivated>true</deactivated><translation id="0"><text>cat</text></translation>
<translation id="1"><text>Katze</text><example>Eine Katze.</example></translation></entry>
<entry id="2"><translation id="0"><text>alone</text></translation></entry>
</entries>
<lessons><container><name>Animals</name><inpractice>true</inpractice>
<container><name>Pets</name><entry id="1"/></container><entry id="0"/></container></lessons>
</kvtml>"""

FIRST = """<?xml version="1.0"?><!DOCTYPE kvtml SYSTEM "kvoctrain.dtd">
<kvtml encoding="UTF-8" title="Old words" cols="2" lines="2">
<lesson width="1"><desc no="1">One</desc></lesson>
<article><e l="de"><fd>die</fd></e></article>
<e m="1"><o l="en" r="an animal">dog</o><t l="de" c="3;0">Hund</t></e>
<e><o>cat</o><t>Katze</t></e></kvtml>"""


def test_a_tree_of_supermemo_comes_with_its_schedule(
    collection: Collection, tmp_path: Path
) -> None:
    (tmp_path / "atp.png").write_bytes(PICTURE)
    path = tmp_path / "bio.xml"
    path.write_text(XML, encoding="utf-8")
    report = collection.import_file(path)
    assert (report.deck, report.added) == ("bio::Biology : cells", 2)
    assert [str(each.message) for each in report.problems] == [
        "1 topic that asks nothing was left out."
    ]
    query = "is:review due=5 interval=20 lapses=1 ease=2.5"
    assert collection.search(query) == collection.search("ATP")
    assert fields(collection, "ATP") == (
        "What is <b>ATP</b>?",
        'Energy, a &lt; b<br><img src="atp.png">',
    )
    assert len(collection.search("is:new")) == 1
    assert collection.import_file(path).unchanged == 2


def test_questions_and_answers_in_a_text_file_come_with_what_was_learnt(
    collection: Collection, tmp_path: Path
) -> None:
    path = tmp_path / "sm.txt"
    learnt = "I: REP=3 LAP=0 EF=2.600 UF=2.370 INT=30 LAST=27.02.26"
    path.write_bytes(f"Q: caf\xe9\r\nA: kafo\r\n{learnt}\r\n\r\nQ: b\r\nA: c\r\n".encode("cp1252"))
    report = collection.import_file(path)
    assert (report.deck, report.added) == ("sm", 2)
    query = "is:review interval=30 due=27 ease=2.6"
    assert collection.search(query) == collection.search("caf\xe9")


def test_a_vocabulary_asks_both_ways_and_lies_in_its_lessons(
    collection: Collection, tmp_path: Path
) -> None:
    (tmp_path / "pics").mkdir()
    (tmp_path / "pics" / "dog.png").write_bytes(PICTURE)
    path = tmp_path / "words.kvtml"
    path.write_text(SECOND, encoding="utf-8")
    report = collection.import_file(path)
    assert (report.added, report.skipped) == (2, 1)
    assert [str(each.message) for each in report.problems] == [
        "The grade of 1 entry was left out: its cards are new.",
        "1 entry is not practised there and comes suspended.",
        "“alone” says nothing to answer with and was left out.",
    ]
    assert len(collection.search("deck:Words::Animals is:new -is:suspended dog")) == 2
    assert len(collection.search("deck:Words::Animals::Pets is:suspended")) == 2
    assert fields(collection, "dog") == (
        "dog &amp; co", "", "", "Hund", "hʊnt", 'der<br><img src="pics_dog.png">',
    )  # fmt: skip
    rows = collection.card_rows(collection.search("cat"))
    assert [(row.question, row.answer) for row in rows] == [
        ("cat", "Katze Example: Eine Katze."),
        ("Katze", "cat Example: Eine Katze."),
    ]
    assert collection.media_path("pics_dog.png").read_bytes() == PICTURE
    path.write_text(SECOND.replace("Hund", "der Hund"), encoding="utf-8")
    report = collection.import_file(path)
    assert (report.added, report.updated, report.unchanged) == (0, 1, 1)


def test_a_vocabulary_of_the_first_form_is_read_too(collection: Collection, tmp_path: Path) -> None:
    path = tmp_path / "old.kvtml"
    path.write_text(FIRST, encoding="utf-8")
    report = collection.import_file(path)
    assert report.added == 2
    assert fields(collection, "Hund") == ("dog", "", "an animal", "Hund", "", "")
    assert len(collection.search("deck:“Old words::One”")) == 2
    assert len(collection.search("deck:“Old words”")) == 4


def test_words_without_anything_to_answer_are_refused_with_the_reason(
    collection: Collection, tmp_path: Path
) -> None:
    path = tmp_path / "list.kvtml"
    path.write_text(
        '<kvtml version="2.0"><entries><entry id="0"><translation id="0"><text>word</text>'
        "</translation></entry></entries></kvtml>"
    )
    with pytest.raises(UserError, match="“word” says nothing to answer with"):
        collection.import_file(path)
