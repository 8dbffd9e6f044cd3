"""A learner who protects with a passphrase what lies in the hub; decks of a teacher stay open."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

import flashcards
from flashcards.api import Collection
from flashcards.model.errors import UserError
from flashcards.store.hub import connecting
from flashcards.store.hub.carrier import HubCarrier
from flashcards.sync import segment as codec
from flashcards.sync.refusals import NeedsPassphraseError, WrongPassphraseError
from flashcards.sync.values import Segment
from tests.hub.conftest import Class
from tests.sync.dots import picture
from tests.sync.machines import Clock, differences

PASSPHRASE = "four words of mine"
Three = tuple[Collection, Collection, Collection]


@pytest.fixture
def three(tmp_path: Path) -> Iterator[Three]:
    """Two computers of Ada's, and the teacher's."""
    pytest.importorskip("cryptography", reason="passphrases need an extra library")
    clock = Clock()
    with ExitStack() as stack:
        found = []
        for name in ("one", "two", "teacher"):
            (tmp_path / name).mkdir()
            path = tmp_path / name / "c.flashcards"
            found.append(stack.enter_context(flashcards.open(path, clock)))
        yield found[0], found[1], found[2]


def _with_picture(collection: Collection, shade: int, deck: str) -> str:
    name = collection.import_media(picture(shade))
    collection.add_note({"Front": f"![]({name})", "Back": "plain words"}, deck=deck)
    return name


def _kept(school: Class) -> list[bytes]:
    """Return all that the owner of the database can read there."""
    with connecting.opened(school.owner) as hub:
        return [
            bytes(row[0])
            for table in ("segments", "media")
            for row in hub.rows(f"SELECT bytes FROM flashcards_hub.{table}")
        ]


def test_whoever_owns_the_database_sees_noise_and_decks_that_are_published(
    school: Class, three: Three
) -> None:
    one, two, teacher = three
    published = _with_picture(teacher, 5, "Biology")
    teacher.hub.publish(school.teacher, "Biology")
    own = _with_picture(one, 7, "Mine")
    for each in (one, two, one, two):
        report = each.sync(school.ada, PASSPHRASE)
        assert [str(trouble) for trouble in report.troubles] == []
    assert differences(one, two) == []
    assert two.deck_names() == ["Biology", "Mine"]
    for name, shade in ((published, 5), (own, 7)):
        assert two.media_path(name).read_bytes() == picture(shade)
    kept = _kept(school)
    assert picture(7) not in kept
    assert kept.count(picture(5)) == 1
    with connecting.opened(school.ada) as hub:
        assert own not in HubCarrier(hub).media()
        locked = [codec.header_of(HubCarrier(hub).read(each.name, 1 << 20)).lock is not None
                  for each in HubCarrier(hub).segments() if not each.published]  # fmt: skip
    assert locked
    assert all(locked)


def test_another_passphrase_or_none_lets_nobody_in(school: Class, three: Three) -> None:
    one, two, _ = three
    one.add_note({"Front": "sol", "Back": "sun"}, deck="Latin")
    one.sync(school.ada, PASSPHRASE)
    with pytest.raises(NeedsPassphraseError):
        two.sync(school.ada)
    with pytest.raises(WrongPassphraseError):
        two.sync(school.ada, "another")
    assert not two.syncing.status().takes_part
    two.sync(school.ada, PASSPHRASE)
    assert two.syncing.status().is_protected


def test_what_was_begun_without_a_passphrase_is_not_protected_later(
    school: Class, three: Three
) -> None:
    one, two, _ = three
    one.add_note({"Front": "sol", "Back": "sun"}, deck="Latin")
    one.sync(school.ada)
    with pytest.raises(UserError, match="is not protected"):
        two.sync(school.ada, PASSPHRASE)


def test_what_somebody_else_puts_among_what_is_protected_is_not_believed(
    school: Class, three: Three
) -> None:
    one, two, _ = three
    one.sync(school.ada, PASSPHRASE)
    data = codec.pack(Segment("b" * 32, 1))
    with connecting.opened(school.ada) as hub:
        space = HubCarrier(hub).space
    with connecting.opened(school.owner) as hub:
        hub.run(
            "INSERT INTO flashcards_hub.segments VALUES (:space, :hash, 'b-1-c.seg', :data, :size)",
            space=space, hash=codec.hash_of(data), data=data, size=len(data),
        )  # fmt: skip
    (trouble,) = two.sync(school.ada, PASSPHRASE).troubles
    assert "not protected, although" in str(trouble)
