"""What was learnt with Mnemosyne goes on here: cards, schedule, log and media."""

import sqlite3
import zipfile
from pathlib import Path

import pytest

from flashcards import Collection, UserError
from flashcards.model.anki import TooMuchError
from tests.collection.programs.asking import fields
from tests.formats.programs.mnemosyne_making import CARDS_XML, FIRST_XML, card, database
from tests.ui.packages import PICTURE

DAY_S = 86_400
DECK = '{"crowdanki_uuid": "x",'
"""How a deck of CrowdAnki's begins."""
TODAY_S = 1_772_409_600
"""2026-03-02 at midnight UTC, the day that ``fixed_clock`` shows."""
LEARNT = card(
    "1.1", grade=4, easiness=2.36, acq_reps=1, ret_reps=3, lapses=1,
    last_rep=TODAY_S - 7 * DAY_S + 30_000, next_rep=TODAY_S + 3 * DAY_S,
)  # fmt: skip
FORGOTTEN = card(
    "1.1", grade=1, lapses=2, acq_reps=4, last_rep=TODAY_S - DAY_S, next_rep=TODAY_S - DAY_S
)
LOG = [
    {"timestamp": TODAY_S - 30 * DAY_S, "object_id": "card-1", "grade": 5,
     "next_rep": TODAY_S - 23 * DAY_S, "thinking_time": 4, "scheduled_interval": 0},
    {"timestamp": TODAY_S - 30 * DAY_S, "object_id": "card-2", "grade": 0,
     "next_rep": TODAY_S - 30 * DAY_S, "thinking_time": 9, "scheduled_interval": 0},
    {"timestamp": TODAY_S - 7 * DAY_S + 30_000, "object_id": "card-1", "grade": 4,
     "next_rep": TODAY_S + 3 * DAY_S, "thinking_time": 6, "scheduled_interval": 7 * DAY_S},
]  # fmt: skip
FACTS = [
    ("f-1", {"f": "Oslo", "b": "Norway\n<$>a<b</$>"}, [LEARNT], ["big cities", "geo::north"]),
    ("f-2", {"f": "Rome", "b": "Italy"}, [FORGOTTEN], []),
    ("f-3", {"f": "mot", "p_1": "mo", "m_1": "word", "n": ""}, [card("3.1"), card("3.2")], []),
    ("f-4", {"text": "[Rhine] and [Elbe:river]"},
     [card("5.1", extra_data="{'cloze': 'Rhine', 'index': 0}"),
      card("5.1", extra_data="{'cloze': 'Elbe', 'index': 1}", active=0)], []),
    ("f-5", {"f": "La [casa:house]", "p_1": "", "m_1": "The house", "n": ""},
     [card("6.1"), card("6.2", extra_data="{'index': 0}")], []),
]  # fmt: skip


def _cards_file(folder: Path) -> Path:
    path = folder / "made.cards"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("cards.xml", CARDS_XML)
        packed.writestr("METADATA", "card_set_name:Cities\nnotes:About them\n")
        packed.writestr("figs/a.png", PICTURE)
    return path


def test_a_database_comes_with_schedule_tags_and_all_card_types(
    collection: Collection, tmp_path: Path
) -> None:
    path = database(tmp_path / "default.db", FACTS, LOG)
    preview = collection.preview_anki(path)
    assert (preview.program, preview.cards, preview.answers) == ("Mnemosyne", 8, 3)
    report = collection.import_file(path)
    assert (report.deck, report.added, report.skipped) == ("Mnemosyne", 6, 0)
    assert [str(each.message) for each in report.problems] == [
        "1 card is not active in Mnemosyne and comes suspended."
    ]
    query = "is:review due=3 interval=10 ease=2.36 lapses=1 tag:big_cities tag:geo::north"
    assert collection.search(query) == collection.search("Oslo")
    assert collection.search("is:learn") == collection.search("Rome")
    assert len(collection.search("note:Vocabulary is:new")) == 2
    assert len(collection.search("is:suspended Elbe")) == 1
    assert fields(collection, "Oslo") == ("Oslo", r"Norway<br>\(a&lt;b\)")
    assert fields(collection, "Rhine") == ("{{c1::Rhine}} and {{c2::Elbe::river}}",)
    assert fields(collection, "note:Sentence") == ("La casa", "", "The house", "")
    assert fields(collection, "note:“Sentence (gaps)”")[0] == "La {{c1::casa::house}}"


def test_the_log_counts_in_statistics_and_comes_once(
    collection: Collection, tmp_path: Path
) -> None:
    path = database(tmp_path / "default.db", FACTS, LOG)
    collection.import_file(path)
    [oslo] = collection.search("Oslo")
    answers = [row for row in collection.history(oslo) if row.kind.name == "ANSWER"]
    assert [row.taken_ms for row in answers] == [4_000, 6_000]
    report = collection.import_file(path)
    assert (report.added, report.updated, report.unchanged) == (0, 0, 6)
    later = [*LOG, {**LOG[-1], "timestamp": TODAY_S + 3_600, "grade": 1, "next_rep": 0}]
    (tmp_path / "later").mkdir()
    report = collection.import_file(database(tmp_path / "later" / "default.db", FACTS, later))
    assert (report.added, report.updated) == (0, 1)
    answers = [row for row in collection.history(oslo) if row.kind.name == "ANSWER"]
    assert len(answers) == 3


def test_a_type_of_ones_own_keeps_its_fields_and_cards(
    collection: Collection, tmp_path: Path
) -> None:
    own = {"id": "2::both", "name": "Both, mine", "fact_view_ids": "[u'2::both.1', u'2::both.2']",
           "fact_keys_and_names": r"[('f', 'L\'avant'), ('b', 'Back: side')]"}  # fmt: skip
    views = [
        {"id": "2::both.1", "name": "There", "q_fact_keys": "['f']", "a_fact_keys": "['b']"},
        {"id": "2::both.2", "name": "Back again", "q_fact_keys": "['b']", "a_fact_keys": "['f']"},
    ]
    data = {"f": "one", "b": "two"}
    facts = [("f-1", data, [card("2::both.1"), card("2::both.2")], ["x"])]
    collection.import_file(database(tmp_path / "mine.db", facts, types=[(own, views)]))
    kind = collection.note_type("Both, mine")
    assert kind.fields == ("L'avant", "Back  side")
    assert [each.name for each in kind.templates] == ["There", "Back again"]
    rows = collection.card_rows(collection.search("deck:mine"))
    assert sorted((row.question, row.answer) for row in rows) == [("one", "two"), ("two", "one")]


def test_a_cards_file_brings_its_own_types_media_and_description(
    collection: Collection, tmp_path: Path
) -> None:
    report = collection.import_file(_cards_file(tmp_path))
    assert (report.deck, report.added, report.problems) == ("Cities", 2, ())
    assert fields(collection, "Oslo") == ("Oslo", 'Norway <img src="figs_a.png">')
    assert collection.media_path("figs_a.png").read_bytes() == PICTURE
    [rome] = collection.card_rows(collection.search("note:“My own” tag:cities"))
    assert (rome.question, rome.answer) == ("Rome", "Italy Tiber")
    [own] = collection.note_type("My own").templates
    assert "also {{River}}" in own.answer
    assert collection.import_file(_cards_file(tmp_path)).unchanged == 2


def test_xml_of_the_first_version_joins_both_sides_of_a_card(
    collection: Collection, tmp_path: Path
) -> None:
    (tmp_path / "maps").mkdir()
    for name in ("all.png", "one.png"):
        (tmp_path / "maps" / name).write_bytes(PICTURE + name.encode())
    path = tmp_path / "old.xml"
    path.write_text(FIRST_XML, encoding="utf-8")
    report = collection.import_file(path)
    assert (report.added, report.problems) == (5, ())
    query = "is:review due=5 interval=20 ease=2.6 tag:big_cities"
    assert collection.search(query) == collection.search("Oslo")
    assert fields(collection, "maison") == ("maison", "mezo", "house", "")
    assert len(collection.search("note:Vocabulary")) == 2
    assert len(collection.search("note:“Front-to-back and back-to-front” is:new")) == 2
    assert fields(collection, "Drenthe") == (
        "Drenthe", '<img src="maps_all.png">', '<img src="maps_one.png">',
    )  # fmt: skip
    assert collection.media_path("maps_one.png").read_bytes() == PICTURE + b"one.png"


def test_files_elsewhere_on_the_disk_do_not_come_along(
    collection: Collection, tmp_path: Path
) -> None:
    (tmp_path / "secret.png").write_bytes(PICTURE)
    folder = tmp_path / "deck"
    folder.mkdir()
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    named = ("../secret.png", str(tmp_path / "secret.png"), "link.png", "a/../../secret.png")
    text = "".join(f"&lt;img src='{name}'&gt;" for name in named)
    data = f"<mnemosyne><item id='a'><Q>q {text}</Q><A>a</A></item></mnemosyne>"
    (folder / "x.xml").write_text(data, encoding="utf-8")
    report = collection.import_file(folder / "x.xml")
    assert report.added == 1
    assert [str(each.message) for each in report.problems] == [
        "The media file “link.png” is missing."
    ]
    assert list((collection.path.parent / "media").rglob("*.png")) == []


def test_a_database_that_is_written_meanwhile_is_read_with_its_journal(
    collection: Collection, tmp_path: Path
) -> None:
    path = database(tmp_path / "default.db", FACTS)
    with sqlite3.connect(path) as there:
        there.execute("PRAGMA journal_mode = WAL")
        there.execute("UPDATE data_for_fact SET value = 'Roma' WHERE value = 'Rome'")
        there.commit()
        collection.import_file(path)
    there.close()
    assert len(collection.search("Roma")) == 1


def test_databases_and_xml_of_others_are_refused_in_words(
    collection: Collection, tmp_path: Path
) -> None:
    with sqlite3.connect(tmp_path / "photos.db") as other:
        other.execute("CREATE TABLE photos (id)")
    other.close()
    with pytest.raises(UserError, match=r"photos\.db is no database of Mnemosyne’s"):
        collection.import_file(tmp_path / "photos.db")
    (tmp_path / "feed.xml").write_text("<rss/>", encoding="utf-8")
    with pytest.raises(UserError, match="not a file type this program can read"):
        collection.import_file(tmp_path / "feed.xml")
    whole = database(tmp_path / "whole.db", FACTS).read_bytes()
    (tmp_path / "cut.db").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UserError, match="damaged"):
        collection.import_file(tmp_path / "cut.db")


@pytest.mark.parametrize(("name", "begins"), [("cards.xml", "<openSM2sync>"), ("deck.json", DECK)])
def test_what_unpacks_to_far_more_than_a_deck_is_refused(
    collection: Collection, tmp_path: Path, name: str, begins: str
) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, begins + " " * (20 << 20))
    with pytest.raises(TooMuchError, match="unpacks to far more"):
        collection.preview_anki(path)
    assert collection.search("") == []
