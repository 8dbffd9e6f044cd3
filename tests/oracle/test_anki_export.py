"""What goes back to Anki is what came, and what was done here is done there."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

import flashcards
from flashcards import Collection, Rating
from flashcards.model.anki import FIRST_MOVE
from flashcards.scheduling.days import learner_day
from flashcards.text.render import render_card
from tests.oracle.anki_cards import packages
from tests.oracle.anki_content import Content, checked, content, differences, opened
from tests.oracle.more_packages import gathered
from tests.oracle.zones import zone_where_it_is
from tests.text.face_words import words

anki_collection = pytest.importorskip("anki.collection", reason="needs the oracle extra")

_UNKEPT = (".js", ".css", ".dat", ".txt", ".js~", ".html", ".pdf")
"""Media of kinds that this program does not keep."""


def expected_of(anki: Any, folder: Path) -> tuple[Path, dict[str, tuple[Content, str]]]:
    """Return a whole collection as Anki packs it, and what its own packages hold once imported."""
    whole, part = folder / "anki.colpkg", folder / "anki.apkg"
    there = content(anki)
    options = anki_collection.ExportAnkiPackageOptions(
        with_scheduling=True, with_deck_configs=True, with_media=True, legacy=False
    )
    anki.export_anki_package(out_path=str(part), options=options, limit=None)
    anki.export_collection_package(str(whole), True, False)
    found = {}
    for path in (whole, part):
        made = opened(path, folder / f"made{path.suffix}")
        is_whole = path is whole
        found[path.suffix] = (there if is_whole else content(made), checked(made))
        made.close()
    return whole, found


def round_trip(anki: Any, folder: Path) -> list[str]:
    """Return what is not the same after Anki, this program and Anki again; closes ``anki``."""
    whole, expected = expected_of(anki, folder)
    said = []
    with flashcards.open(folder / "own.flashcards") as own:
        own.import_file(whole, choices=FIRST_MOVE)
        assert own.check() == []
        for name in ("new.apkg", "older.apkg", "new.colpkg", "older.colpkg"):
            path = folder / name
            own.export(path, older="older" in name)
            made = opened(path, folder / f"back-{name}")
            there, complaint = expected[path.suffix]
            said += [f"{name}: {each}" for each in differences(there, content(made))]
            if checked(made) != complaint:
                said.append(f"{name}: Anki's check says something else")
            made.close()
        own._store.changed = False
    return said


def told(said: list[str]) -> list[str]:
    """Return what is worth telling: all but media of kinds that are not kept."""
    return [each for each in said if not each.split(" is ")[0].lower().endswith(_UNKEPT)]


def test_packages_at_hand_go_back_as_they_came(tmp_path: Path) -> None:
    for place, path in enumerate(packages()):
        folder = tmp_path / str(place)
        anki = opened(path, folder / "anki")
        assert told(round_trip(anki, folder)) == [], path


@pytest.mark.soak
def test_packages_gathered_go_back_as_they_came(tmp_path: Path) -> None:
    wrong = {}
    for place, path in enumerate(gathered(sealed=False)):
        folder = tmp_path / str(place)
        try:
            anki = opened(path, folder / "anki")
        except Exception:  # noqa: BLE001  (Anki refuses it, in its own ways)
            continue
        if said := told(round_trip(anki, folder)):
            wrong[path.name] = said[:3]
    assert wrong == {}


_TODAY = 850
_CARD = some.one_of(
    some.fixed_dictionaries({"type": some.just(0), "queue": some.sampled_from((0, -1, -2, -3)),
                             "due": some.integers(0, 100_000)}),
    some.fixed_dictionaries({
        "type": some.just(2), "queue": some.sampled_from((2, 2, -1, -2, -3)),
        "due": some.integers(_TODAY - 400, _TODAY + 3_000), "ivl": some.integers(1, 4_000),
        "factor": some.integers(1_300, 4_000), "reps": some.integers(1, 300),
        "lapses": some.integers(0, 40),
        "data": some.sampled_from(("{}", '{"pos":7}', '{"s":12.5,"d":6.1,"lrt":1700000500}')),
    }),
    some.fixed_dictionaries({
        "type": some.sampled_from((1, 3)), "queue": some.just(3),
        "due": some.integers(_TODAY - 3, _TODAY + 3), "ivl": some.integers(1, 100),
        "factor": some.just(2_500), "left": some.sampled_from((1_001, 2_002, 1)),
        "reps": some.integers(1, 9),
    }),
    some.fixed_dictionaries({
        "type": some.just(2), "queue": some.just(2), "due": some.integers(-100_010, -99_990),
        "odue": some.integers(_TODAY - 50, _TODAY + 50), "odid": some.sampled_from((1, 5)),
        "did": some.just(900), "ivl": some.integers(1, 100), "factor": some.just(2_500),
        "reps": some.integers(1, 9),
    }),
)  # fmt: skip
_REVIEW = some.tuples(
    some.integers(1, 4), some.integers(-86_000, 4_000), some.integers(-86_000, 4_000),
    some.sampled_from((0, 2_500, 1_300, 555)), some.integers(0, 60_000), some.integers(0, 3),
)  # fmt: skip
_COLLECTION = some.lists(
    some.tuples(
        _CARD, some.sampled_from((1, 5)), some.integers(0, 7), some.lists(_REVIEW, max_size=4),
        some.text("abc <b>äé漢&", max_size=12), some.sampled_from(("", "a b", "x::y leech")),
    ),
    min_size=1, max_size=8,
)  # fmt: skip


def made(folder: Path, found: list[Any]) -> Path:
    """Write a collection of Anki's with such cards, whose days are counted from its today."""
    path = folder / "made.anki2"
    anki = anki_collection.Collection(str(path))
    kind = anki.models.by_name("Basic")["id"]
    decks = {1: 1, 5: anki.decks.id("Own::Deck"), 900: anki.decks.new_filtered("Cram")}
    anki.db.execute("update col set crt = crt - 86400 * 900")
    anki.close()
    anki = anki_collection.Collection(str(path))
    for number, (values, deck, flag, answers, text, tags) in enumerate(found, 1):
        identity = 1_700_000_100_000 + number
        note = anki.new_note(anki.models.get(kind))
        note.fields, note.tags = [f"q{number} {text}", text], tags.split()
        anki.add_note(note, decks[deck])
        row = {"did": deck, "flags": flag, "data": "{}", **values}
        row.update((key, decks[row[key]]) for key in ("did", "odid") if row.get(key))
        for key in ("due", "odue"):
            if row["type"] and row.get(key, 0) > 0:
                row[key] += anki.sched.today - _TODAY
        columns = ", ".join(f"{key} = ?" for key in row)
        card = note.card_ids()[0]
        anki.db.execute(f"update cards set {columns} where id = ?", *row.values(), card)
        for place, answer in enumerate(answers if row["type"] else ()):
            moment = identity + 60_000 * place + 1_000
            anki.db.execute("insert into revlog values (?,?,-1,?,?,?,?,?,?)", moment, card, *answer)
    anki.close()
    return path


def goes_round(folder: Path, found: list[Any]) -> None:
    anki = opened(made(folder, found), folder / "anki")
    checked(anki)  # so that what Anki mends is mended before
    assert round_trip(anki, folder) == []


@settings(max_examples=6, deadline=None)
@given(_COLLECTION)
def test_any_collection_goes_round(
    tmp_path_factory: pytest.TempPathFactory, found: list[Any]
) -> None:
    goes_round(tmp_path_factory.mktemp("round"), found)


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Collection]:
    with flashcards.open(tmp_path / "mine.flashcards") as found:
        yield found
        found._store.changed = False


def test_notes_made_here_are_cards_there(own: Collection, tmp_path: Path) -> None:
    own.add_note({"Front": "*q* $x$", "Back": "a"}, "A::B")
    own.add_note({"Text": r"{{c1::$\frac{a}{{b}}$}} and {{c2::**b**::hint}}"}, "A", (), "cloze")
    own.add_note({"Question": "Q", "Items": "1st\n2nd", "All at once": "y"}, "A", (), "list")
    choice = {"Question": "Q", "Answer": "right", "Wrong answers": "wrong\nbad"}
    own.add_note(choice, "A", (), "choice")
    own.add_note({"Front": "f", "Back": "typed"}, "A", (), "type-answer")
    for older in (False, True):
        path = tmp_path / f"{older}.apkg"
        own.export(path, older=older)
        anki = opened(path, tmp_path / str(older))
        assert anki.card_count() == 8
        assert checked(anki) == "Database rebuilt and optimized."
        for number in anki.find_cards(""):
            card = anki.get_card(number)
            drawn = card.render_output()
            for side in (drawn.question_text, drawn.answer_text):
                assert "has a problem" not in side
            name = card.note_type()["name"]
            if name == "List (Flashcards)":
                hidden = {0: ["1st"], 1: ["2nd"], 399: ["1st", "2nd"]}[card.ord]
                front = re.sub("<[^>]*>", "", drawn.question_text)
                assert not any(each in front for each in hidden)
                assert all(each in drawn.answer_text for each in hidden)
            if name == "Multiple choice (Flashcards)":
                assert {"right", "wrong", "bad"} <= set(re.split("[<>]", drawn.question_text))
        anki.close()


def test_an_answer_given_here_is_due_there_on_the_same_day(tmp_path: Path) -> None:
    reviews = {"type": 2, "queue": 2, "due": _TODAY, "ivl": 9, "factor": 2_500, "reps": 3}
    path = made(tmp_path, [(reviews, 1, 0, [], "x", "") for _ in range(4)])
    with flashcards.open(tmp_path / "mine.flashcards") as own:
        own.import_file(path, choices=FIRST_MOVE)
        session = own.study()
        for rating in Rating:
            session.next()
            session.answer(rating)
        out = tmp_path / "out.colpkg"
        own.export(out)
        anki = opened(out, tmp_path / "anki")
        for number in own.search(""):
            card = own.card(number)
            [there] = anki.find_cards(f'"{own.note(card.note_id).fields[0]}"')
            row = anki.db.first("select due, ivl, reps, type, queue from cards where id = ?", there)
            assert card.due_at is not None
            if row[3] == 2:
                days = learner_day(card.due_at.astimezone(), 240) - learner_day(
                    own._store.now(), 240
                )
                assert row[0] - anki.sched.today == days
                assert row[1:3] == [card.memory.interval_days, 4]
            else:
                assert (row[4], row[0]) == (1, int(card.due_at.timestamp()))
        assert checked(anki) == "Database rebuilt and optimized."
        anki.close()
        own._store.changed = False


DUE = """
import json, sys
from pathlib import Path
import flashcards
from flashcards.model.anki import FIRST_MOVE
from tests.oracle.anki_content import opened

folder = Path(sys.argv[1])
with flashcards.open(folder / "own.flashcards") as own:
    own.import_file(folder / "made.anki2", choices=FIRST_MOVE)
    for name in ("out.apkg", "out.colpkg"):
        own.export(folder / name)
    own._store.changed = False
found = []
for name in ("made.anki2", "out.colpkg", "out.apkg"):
    anki = opened(folder / name, folder / ("at-" + name))
    found.append([
        sorted(anki.get_card(card).note().fields[0] for card in anki.find_cards(query))
        for query in ("is:due", "prop:due=1", "prop:due=0", "prop:due=-1")
    ])
print(json.dumps(found))
"""


@pytest.mark.parametrize(
    "zone",
    ["UTC", "Asia/Kathmandu", *(zone_where_it_is(*at) for at in ((3, 57), (4, 2), (3, 57, 3)))],
)
def test_what_is_due_here_is_due_there_at_any_hour(tmp_path: Path, zone: str) -> None:
    cards: list[Any] = [
        ({"type": 2, "queue": 2, "due": _TODAY + ahead, "ivl": 9, "factor": 2_500, "reps": 3}, 1, 0,
         [], f"d{ahead}", "")
        for ahead in range(-3, 4)
    ]  # fmt: skip
    made(tmp_path, cards)
    done = subprocess.run(
        [sys.executable, "-c", DUE, str(tmp_path)],
        env={**os.environ, "TZ": zone},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    before, whole, part = json.loads(done.stdout.splitlines()[-1])
    assert whole == before
    assert part == before
    assert len(before[0]) >= 3


def test_both_programs_draw_the_same_words(own: Collection, tmp_path: Path) -> None:
    own.add_note({"Front": "**a** < b", "Back": "- x\n- y"}, "A")
    out = tmp_path / "out.apkg"
    own.export(out)
    anki = opened(out, tmp_path / "anki")
    [number] = anki.find_cards("")
    drawn = anki.get_card(number).render_output()
    [mine] = own.search("")
    card = own.card(mine)
    note = own.note(card.note_id)
    here = render_card(own.note_type(note.note_type_id), note.fields, card.template_uid, 0)
    assert words(drawn.question_text) == words(here.question_html)
    assert words(drawn.answer_text) == words(here.answer_html)
    anki.close()
