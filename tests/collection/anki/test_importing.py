"""Packages of Anki's come in with everything that was learnt, all of it or nothing."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import flashcards
from flashcards import Collection, UserError
from flashcards.model.anki import ImportChoices
from flashcards.model.errors import CancelledError
from flashcards.text.picture_source import pictures_in
from tests.conftest import FixedClock
from tests.formats.anki import making

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""What ``fixed_clock`` shows."""
NOW_S = int(NOW.timestamp())
DAY_S = 86_400
TODAY = (NOW.date() - datetime.fromtimestamp(making.CREATED_S, UTC).date()).days
ANSWERED_MS = (NOW_S - 5 * DAY_S) * 1000
PICTURE = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9c"
    b"c\xf8\xcf\xc0\xf0\x1f\0\5\0\1\xff\x89\x99=\x1d\0\0\0\0IEND\xaeB`\x82"
)
NOTES = [
    making.note(1, "dog", "Hund", tags=" animal big "),
    making.note(2, "cat", "<b>Katze</b>"),
    making.note(3, "cow", "Kuh"),
    making.note(4, "owl", "Eule"),
]
CARDS = [
    making.card(11, 1, due=7, did=5),
    making.card(
        12, 2, type=2, queue=2, due=TODAY + 3, ivl=8, factor=2350, reps=4, lapses=1, flags=2
    ),
    making.card(13, 3, type=2, queue=-1, due=TODAY - 4, ivl=20, factor=2500, reps=3),
    making.card(14, 4, type=1, queue=1, due=NOW_S + 300, left=1001, reps=1),
]
LOG = [
    (ANSWERED_MS - 9 * DAY_S * 1000, 12, 0, 3, 1, -600, 2500, 4_000, 0),
    (ANSWERED_MS - 8 * DAY_S * 1000, 12, 0, 1, -600, 1, 2300, 9_000, 1),
    (ANSWERED_MS, 12, 0, 3, 8, 1, 2350, 5_000, 1),
    (ANSWERED_MS + 1, 14, 0, 3, -600, -60, 0, 7_000, 0),
]
DECKS = [making.deck(), making.deck(5, "Animals::Wild", desc="Beasts")]


@pytest.fixture
def collection(tmp_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    folder = tmp_path / "mine"
    folder.mkdir()
    with flashcards.open(folder / "own.flashcards", fixed_clock) as opened:
        yield opened
        assert opened.check() == []
    left = [each.name for each in folder.iterdir() if each.name.endswith(".part")]
    assert left == []


def packed(
    folder: Path,
    *,
    notes: Sequence[Sequence[Any]] = NOTES,
    cards: Sequence[Sequence[Any]] = CARDS,
    log: Sequence[Sequence[Any]] = LOG,
    media: Mapping[str, bytes] | None = None,
    **options: Any,
) -> Path:
    """Return a package of the notes above."""
    bare = folder / "made.bare"
    bare.unlink(missing_ok=True)
    making.database(bare, notes, cards, log, **{"decks": DECKS, **options})
    return making.package(folder / "made.apkg", bare, media)


def one(collection: Collection, query: str) -> int:
    """Return the one card that a query finds."""
    [card] = collection.search(query)
    return card


def fields(collection: Collection, query: str) -> tuple[str, ...]:
    """Return the texts of the one note that a query finds."""
    [note] = collection.notes_of(collection.search(query))
    return collection.note(note).fields


def test_notes_come_with_their_decks_tags_and_types(collection: Collection, tmp_path: Path) -> None:
    report = collection.import_file(packed(tmp_path))
    assert (report.added, report.skipped, report.problems) == (4, 0, ())
    assert one(collection, "tag:animal tag:big deck:Animals::Wild is:new dog")
    assert len(collection.search("deck:Default note:Simple")) == 3
    assert fields(collection, "cat") == ("cat", "<b>Katze</b>")
    assert set(collection.deck_names()) == {"Default", "Animals", "Animals::Wild"}


def test_cards_are_due_when_they_were_and_know_what_they_knew(
    collection: Collection, tmp_path: Path
) -> None:
    collection.import_file(packed(tmp_path))
    query = "is:review due=3 interval=8 ease=2.35 lapses=1 flag:2 -is:suspended"
    assert one(collection, query) == one(collection, "cat")
    assert one(collection, "is:suspended due=-4 interval=20") == one(collection, "cow")
    assert one(collection, "is:learn") == one(collection, "owl")
    assert one(collection, "is:new") == one(collection, "dog")
    owl = collection.card(one(collection, "owl"))
    assert owl.due_at == datetime.fromtimestamp(NOW_S + 300, UTC)
    assert owl.memory.step_index == 1


def test_the_log_comes_too_and_is_counted(collection: Collection, tmp_path: Path) -> None:
    collection.import_file(packed(tmp_path))
    history = collection.history(one(collection, "cat"))
    given = [(row.at, row.quality, row.taken_ms) for row in history if row.taken_ms]
    assert [(quality, taken) for _, quality, taken in given] == [(4, 4000), (1, 9000), (4, 5000)]
    assert given[-1][0] == datetime.fromtimestamp(ANSWERED_MS / 1000, UTC)
    assert collection.review_count() == 4


def test_all_of_it_is_one_step_that_can_be_taken_back_and_done_again(
    collection: Collection, tmp_path: Path
) -> None:
    collection.import_file(packed(tmp_path))
    collection.undo()
    assert collection.search("") == []
    assert collection.review_count() == 0
    assert collection.check() == []
    collection.redo()
    assert len(collection.search("")) == 4
    assert collection.review_count() == 4
    assert one(collection, "is:review due=3") == one(collection, "cat")


def test_importing_again_changes_nothing(collection: Collection, tmp_path: Path) -> None:
    path = packed(tmp_path)
    collection.import_file(path)
    again = collection.import_file(path)
    assert (again.added, again.updated, again.unchanged) == (0, 0, 4)
    assert collection.review_count() == 4


def test_a_newer_package_brings_its_changes_and_leaves_ours(
    collection: Collection, tmp_path: Path
) -> None:
    collection.import_file(packed(tmp_path))
    cat = collection.notes_of([one(collection, "cat")])[0]
    collection.update_note(cat, {"Back": "die Katze"})
    newer = [
        making.note(1, "dog", "der Hund", tags=" animal "),
        making.note(2, "the cat", "<b>Katze</b>"),
        *NOTES[2:],
        making.note(5, "ant", "Ameise"),
    ]
    cards = [*CARDS, making.card(15, 5)]
    report = collection.import_file(packed(tmp_path, notes=newer, cards=cards))
    assert (report.added, report.updated, report.unchanged) == (1, 2, 2)
    assert one(collection, "ant")
    assert fields(collection, "dog") == ("dog", "der Hund")
    assert collection.search("tag:big") == []
    assert fields(collection, "cat") == ("the cat", "die Katze")


def test_all_may_go_under_another_deck(collection: Collection, tmp_path: Path) -> None:
    collection.import_file(packed(tmp_path), deck="From Anki")
    names = set(collection.deck_names())
    assert {"From Anki::Default", "From Anki::Animals::Wild"} <= names


def test_sounds_and_pictures_are_found_by_the_names_that_notes_use(
    collection: Collection, tmp_path: Path
) -> None:
    note = making.note(1, '<img src="a b.png">', "[sound:x.mp3]")
    media = {"a b.png": PICTURE, "evil.exe": b"MZ"}
    report = collection.import_file(
        packed(tmp_path, notes=[note], cards=CARDS[:1], log=[], media=media)
    )
    assert [str(each.message) for each in report.problems] == [
        "“evil.exe” is no picture, sound, video or font and was left out."
    ]
    with collection._store.reading() as conn:
        rows = conn.exec_driver_sql("SELECT name, original_name FROM media").fetchall()
    [(name, original)] = rows
    assert original == "a b.png"
    assert collection.media_path(name).read_bytes() == PICTURE
    assert fields(collection, "") == ('<img src="a b.png">', "[sound:x.mp3]")


def test_another_file_of_the_same_name_does_not_take_its_place(
    collection: Collection, tmp_path: Path
) -> None:
    note = [making.note(1, '<img src="a.png">', "b")]
    picture = {"a.png": PICTURE}
    collection.import_file(packed(tmp_path, notes=note, cards=CARDS[:1], log=[], media=picture))
    other = [making.note(9, '<img src="a.png">', "other", guid="z")]
    card = [making.card(19, 9)]
    collection.import_file(
        packed(tmp_path, notes=other, cards=card, log=[], media={"a.png": PICTURE + b"x"})
    )
    with collection._store.reading() as conn:
        names = [
            row[0] for row in conn.exec_driver_sql("SELECT original_name FROM media ORDER BY id")
        ]
    assert len(names) == 2
    assert names[0] == "a.png"
    assert names[1].startswith("a-")
    assert fields(collection, "other")[0] == f'<img src="{names[1]}">'


@pytest.mark.parametrize(
    ("called", "written"),
    [
        ("it's & b.png", '<img src="it\'s &amp; b.png">'),
        ("a b.png", "<IMG SRC=a%20b.png class=x>"),
        ("cafe\u0301.png", "<img src='caf\u00e9.png'>"),
        ("caf\u00e9.png", '<img src="cafe\u0301.png">'),
    ],
)
def test_notes_name_a_file_that_is_called_otherwise_here_however_they_wrote_its_name(
    collection: Collection, tmp_path: Path, called: str, written: str
) -> None:
    for number, data in enumerate((PICTURE, PICTURE + b"x")):
        note = [making.note(1 + number, written, f"word{number}", guid=f"g{number}")]
        card = [making.card(11 + number, 1 + number)]
        path = packed(tmp_path, notes=note, cards=card, log=[], media={called: data})
        collection.import_file(path)
        shown = fields(collection, f"word{number}")[0]
        (named,) = pictures_in(shown)
        assert collection.media_path(named.name).read_bytes() == data


def test_note_types_too_name_a_file_that_is_called_otherwise_here(
    collection: Collection, tmp_path: Path
) -> None:
    for number, data in enumerate((PICTURE, PICTURE + b"x")):
        own = making.note_type(20 + number, f"Own {number}")
        own["tmpls"][0]["qfmt"] += '<img src="_logo.png">'
        own["css"] = ".card { background: url(_logo.png) }"
        note = [
            making.note(1 + number, f"word{number}", "x", guid=f"g{number}", type_id=20 + number)
        ]
        path = packed(
            tmp_path, notes=note, cards=[making.card(11 + number, 1 + number)], log=[],
            note_types=[own], media={"_logo.png": data},
        )  # fmt: skip
        for _ in range(2):
            collection.import_file(path)
        found = collection.card(one(collection, f"word{number}"))
        made = collection.note_type(collection.note(found.note_id).note_type_id)
        (named,) = pictures_in(made.templates[0].question)
        assert collection.media_path(named.name).read_bytes() == data
        assert f"url({named.name})" in made.css


def test_what_cannot_be_used_is_left_out_with_reasons(
    collection: Collection, tmp_path: Path
) -> None:
    notes = [
        *NOTES,
        making.note(6, "no type", "x", type_id=99),
        making.note(7, "no card", "x"),
    ]
    cards = [*CARDS, making.card(16, 6), making.card(30, 77), making.card(31, 1, ord=5)]
    report = collection.import_file(packed(tmp_path, notes=notes, cards=cards))
    assert (report.added, report.skipped) == (4, 2)
    said = sorted(str(each.message) for each in report.problems)
    assert said == [
        "A card of “dog” has no template and was left out.",
        "A card without a note was left out.",
        "The note type of “no type” is missing.",
        "“no card” has no card.",
    ]


def test_nothing_stays_of_an_import_that_fails_or_is_stopped(
    collection: Collection, tmp_path: Path
) -> None:
    path = packed(tmp_path, media={"a.png": PICTURE})
    with pytest.raises(CancelledError):
        collection.import_file(path, progress=lambda done, total: False)
    broken = tmp_path / "broken.anki2"
    making.database(broken, NOTES, CARDS)
    with sqlite3.connect(broken) as raw:
        raw.execute("UPDATE col SET models = '['")
    raw.close()
    with pytest.raises(UserError, match=r"broken\.anki2"):
        collection.import_file(broken)
    assert collection.search("") == []
    assert not list((tmp_path / "mine").rglob("*.png"))
    assert collection.undo() is None


def test_cards_of_filtered_decks_go_home(collection: Collection, tmp_path: Path) -> None:
    decks = [*DECKS, making.deck(8, "Cram", dyn=1)]
    card = making.card(
        12, 2, did=8, odid=5, odue=TODAY + 2, due=-100, type=2, queue=2, ivl=4, factor=2500
    )
    collection.import_file(packed(tmp_path, notes=NOTES[1:2], cards=[card], log=[], decks=decks))
    assert one(collection, "deck:Animals::Wild due=2")
    assert "Cram" not in set(collection.deck_names())


def test_a_card_reset_in_anki_is_new_here_though_it_has_a_log(
    collection: Collection, tmp_path: Path
) -> None:
    cards = [making.card(12, 2, due=40)]
    collection.import_file(packed(tmp_path, notes=NOTES[1:2], cards=cards, log=LOG[:3]))
    assert one(collection, "is:new")
    assert collection.review_count() == 3


def test_buried_cards_are_back_tomorrow(collection: Collection, tmp_path: Path) -> None:
    cards = [making.card(11, 1, queue=-2), making.card(12, 2, queue=-3)]
    collection.import_file(packed(tmp_path, notes=NOTES[:2], cards=cards, log=[]))
    assert len(collection.search("is:buried")) == 2


def test_clozes_become_cards_by_their_numbers(collection: Collection, tmp_path: Path) -> None:
    cloze = making.note_type(20, "Gaps", ("Text", "Extra"))
    cloze["type"] = 1
    cloze["tmpls"][0].update(qfmt="{{cloze:Text}}", afmt="{{cloze:Text}}<br>{{Extra}}")
    note = making.note(1, "{{c1::one}} and {{c3::three}}", "", type_id=20)
    cards = [making.card(11, 1, ord=0), making.card(12, 1, ord=2)]
    collection.import_file(packed(tmp_path, notes=[note], cards=cards, log=[], note_types=[cloze]))
    found = [collection.card(card).ordinal for card in collection.search("", order="created")]
    assert found == [1, 3]


def test_tags_that_are_asked_for_are_added_to_new_notes_and_stay(
    collection: Collection, tmp_path: Path
) -> None:
    choices = ImportChoices(below="From Anki", tags=("shared",))
    collection.import_file(packed(tmp_path), choices=choices)
    assert len(collection.search('tag:shared deck:"From Anki"')) == 4
    collection.import_file(packed(tmp_path), choices=ImportChoices(below="From Anki"))
    assert len(collection.search("tag:shared tag:animal")) == 1


def test_notes_of_one_id_all_come_wherever_the_second_is(
    collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flashcards.collection.anki.fitness._BATCH", 2)
    twice = [*NOTES, making.note(5, "near", "x", guid="guid4"), making.note(8, "far", guid="guid1")]
    path = packed(tmp_path, notes=twice, cards=[*CARDS, making.card(15, 5), making.card(18, 8)])
    seen = collection.preview_anki(path)
    assert (seen.notes, seen.known, seen.left_out) == (6, 0, 0)
    for added, unchanged in ((6, 0), (0, 6)):
        report = collection.import_file(path)
        assert (report.added, report.unchanged, report.skipped) == (added, unchanged, 0)
        assert [str(each.message) for each in report.problems] == [
            f"“{name}” has the id of another note, and got one of its own."
            for name in ("near", "far")
        ]
    assert collection.preview_anki(path).known == 6
    assert one(collection, "dog deck:Animals::Wild")
    assert one(collection, "far")
