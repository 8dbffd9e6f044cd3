"""A teacher speaks of the deck they publish: of nothing that is up to each learner."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

import flashcards
from flashcards.__main__ import main
from flashcards.api import Collection
from flashcards.collection.syncing.refusals import NewerPublicationError
from flashcards.model.note_types import BUILT_IN
from flashcards.model.notes import Field
from flashcards.scheduling.days import moment_ms
from flashcards.store.hub import connecting, spaces
from flashcards.store.hub.carrier import HubCarrier
from flashcards.store.syncing import from_teachers, kinds, records
from flashcards.store.syncing.names import Names
from flashcards.sync import segment as codec
from flashcards.sync.registers import stamp_of
from flashcards.sync.values import SNAPSHOT, Fact, Segment
from tests.hub.conftest import Class
from tests.sync.machines import Clock


class Lesson:
    """A teacher and a learner who has the deck that the teacher publishes."""

    def __init__(self, school: Class, folder: Path, stack: ExitStack) -> None:
        self.school = school
        self.clock = Clock()
        self.teacher, self.ada = (
            stack.enter_context(flashcards.open(folder / f"{name}.flashcards", self.clock))
            for name in ("teacher", "ada")
        )
        self.note = self.teacher.add_note({"Front": "cell", "Back": "unit"}, deck="Biology")
        self.ada.add_note({"Front": "mine", "Back": "my own"}, deck="Diary")
        self.publish()

    def publish(self) -> None:
        self.teacher.hub.publish(self.school.teacher, "Biology")
        assert self.hear() == []

    def hear(self) -> list[str]:
        """Let the learner sync; return the troubles."""
        troubles = [str(each) for each in self.ada.sync(self.school.ada).troubles]
        assert [str(each) for each in self.ada.check()] == []
        return troubles

    def say(self, *facts: tuple[str, str, str, Any], kind: str = "changes") -> list[str]:
        """Put what no program of ours says into the space of the deck."""
        stamp = stamp_of(moment_ms(self.clock()) + 1000)
        with connecting.opened(self.school.teacher) as hub:
            deck = hub.rows("SELECT deck FROM flashcards_hub.spaces WHERE deck <> ''")[0][0]
            space = spaces.for_deck(hub, deck, "Biology")
            segment = Segment(
                space, 50, kind=kind, devices=[("", ""), (space, "")],
                facts=[Fact(*fact, stamp, 1) for fact in facts],
            )  # fmt: skip
            data = codec.pack(segment)
            HubCarrier(hub, space).put(codec.name_of(segment, codec.hash_of(data)), data)
        return self.hear()

    def types(self) -> list[str]:
        """Return all that the learner's note types say."""
        return [repr(each) for each in self.ada.note_types.all()]


@pytest.fixture
def lesson(school: Class, tmp_path: Path) -> Iterator[Lesson]:
    with ExitStack() as stack:
        yield Lesson(school, tmp_path, stack)


def _guid(collection: Collection, query: str) -> str:
    (note,) = collection.search_notes(query)
    return str(collection.note(note).guid)


@pytest.mark.parametrize(
    ("name", "value"),
    [("suspended", 1), ("flag", 1), ("buried", 99_999_999), ("past", None), ("seed", 5)],
)
def test_how_a_card_is_studied_is_each_learners_own_to_decide(
    lesson: Lesson, name: str, value: Any
) -> None:
    card = f"{_guid(lesson.teacher, 'cell')}/basic-1/0"
    (trouble,) = lesson.say(("cards", card, name, value))
    assert "more than a published deck may" in trouble
    assert len(lesson.ada.search("-is:suspended flag:0")) == 2


@pytest.mark.parametrize(
    "fact",
    [
        ("templates", "basic-1", "question", "PWNED {{Back}}"),
        ("templates", "basic-1", "gone", True),
        ("templates", "basic-1", "type", "cloze"),
        ("templates", "new", "type", "basic"),
        ("note_types", "basic", "gone", True),
        ("note_types", "basic", "css", "* { display: none }"),
        ("note_types", "basic", "order", ["back", "front"]),
        ("note_types", "basic", "field.front", {"name": "Nothing"}),
    ],
)
def test_built_in_note_types_stay_as_each_learner_has_them(
    lesson: Lesson, fact: tuple[str, str, str, Any]
) -> None:
    types = lesson.types()
    assert lesson.say(fact) == []
    assert lesson.types() == types
    (trouble,) = lesson.say(fact, kind=SNAPSHOT)
    assert trouble
    assert lesson.types() == types


def test_what_a_teacher_makes_of_a_built_in_type_changes_no_note_of_a_learner(
    lesson: Lesson,
) -> None:
    types = lesson.types()
    basic = lesson.teacher.note_type("Basic")
    lesson.teacher.note_types.save(basic.with_fields([*basic.field_list(), Field("Hint")]))
    lesson.teacher.update_note(lesson.note, {"Front": "cell", "Back": "unit", "Hint": "small"})
    lesson.publish()
    assert lesson.types() == types
    (note,) = lesson.ada.search_notes("cell")
    assert lesson.ada.note(note).fields == ("cell", "unit")


def test_what_the_teacher_keeps_forgetting_is_no_leech_of_the_class(lesson: Lesson) -> None:
    lesson.ada.add_tags(lesson.ada.search_notes("mine"), ["leech"])
    lesson.teacher.add_tags([lesson.note], ["leech", "core"])
    lesson.publish()
    assert len(lesson.ada.search("tag:core")) == 1
    assert lesson.ada.search("tag:leech") == lesson.ada.search("mine")
    assert lesson.say(("notes", _guid(lesson.teacher, "cell"), "tag.leech", "leech")) == []
    assert lesson.ada.search("tag:leech") == lesson.ada.search("mine")


def test_what_is_said_of_a_built_in_type_is_what_every_collection_begins_with(
    lesson: Lesson,
) -> None:
    with lesson.teacher._store.reading() as conn:
        names = Names(conn)
        found: dict[tuple[str, str, str], tuple[Any, ...]] = {}
        for kind in (kinds.NOTE_TYPES, kinds.TEMPLATES):
            for row in records.rows_of(conn, kind, range(1, 100)):
                state = records.state_of(kind, row, names, {})
                uid = kind.uid(row, names)
                found |= {(kind.name, uid, name): tuple(each)[:3] for name, each in state.items()}
    said = [fact for uid in BUILT_IN for fact in from_teachers._as_begun(uid)]
    assert {fact[:3]: (fact.stamp, fact.device, fact.value) for fact in said} == found


@pytest.mark.parametrize(
    "fact",
    [
        ("note_types", "made up", "field.front", 5),
        ("sources", "made up", "body", ["too short"]),
        ("decks", "made up", "own_name", 5),
        ("reviews", "made up", "all", 5),
    ],
)
def test_what_was_made_up_is_taken_away_when_the_deck_is_published_again(
    lesson: Lesson, fact: tuple[str, str, str, Any]
) -> None:
    lesson.say(fact)
    lesson.teacher.update_note(lesson.note, {"Back": "smallest unit"})
    done = lesson.teacher.hub.publish(lesson.school.teacher, "Biology")
    assert (done.changes, done.taken_away) == (1, 1)
    assert lesson.hear() == []
    assert len(lesson.ada.search("smallest")) == 1
    assert lesson.teacher.hub.publish(lesson.school.teacher, "Biology").taken_away == 0


def test_what_is_no_segment_is_taken_away_and_the_command_says_so(
    lesson: Lesson, capsys: pytest.CaptureFixture[str]
) -> None:
    with connecting.opened(lesson.school.owner) as hub:
        hub.run(
            "INSERT INTO flashcards_hub.segments SELECT id, encode(sha256('noise'), 'hex'), "
            "'a-1-b.seg', 'noise', 5 FROM flashcards_hub.spaces WHERE deck <> ''"
        )
    (trouble,) = lesson.hear()
    assert "not written by Flashcards" in trouble
    path = str(lesson.teacher.path)
    lesson.teacher.close()
    assert main(["--collection", path, "hub", "publish", lesson.school.teacher, "Biology"]) == 0
    said = capsys.readouterr().out
    assert "Took 1 file of this deck away that Flashcards had not written." in said
    assert lesson.hear() == []


def test_a_deck_that_a_later_version_published_is_not_gone_on_with(lesson: Lesson) -> None:
    with connecting.opened(lesson.school.teacher) as hub:
        (space,) = hub.rows("SELECT id FROM flashcards_hub.spaces WHERE deck <> ''")[0]
        made = Segment(space, 9, needs=99, app="9.0", devices=[("", ""), (space, "")])
        data = codec.pack(made)
        HubCarrier(hub, space).put(codec.name_of(made, codec.hash_of(data)), data)
    with pytest.raises(NewerPublicationError, match=r"9\.0.* Update Flashcards on this computer"):
        lesson.teacher.hub.publish(lesson.school.teacher, "Biology")
    with connecting.opened(lesson.school.teacher) as hub:
        assert len(HubCarrier(hub, space).segments()) == 2
