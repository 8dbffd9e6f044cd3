"""Sounds and videos are known by what they hold, kept once, found by every name, and exported."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

import flashcards
from flashcards.api import Collection
from flashcards.collection.files.recording_length import seconds_of
from flashcards.model.errors import UserError
from flashcards.model.recordings import recording_kind
from tests import sounds

FILES = {
    "wav": sounds.wav(1.5),
    "mp3": sounds.mp3(58),
    "ogg": sounds.ogg(1.5),
    "opus": sounds.ogg(1.5, opus=True),
    "flac": sounds.flac(1.5),
    "m4a": sounds.mp4(1.5, b"M4A "),
    "mp4": sounds.mp4(1.5),
    "webm": sounds.webm(1.5),
}


@pytest.fixture
def collection(collection_path: Path) -> Iterator[Collection]:
    with flashcards.open(collection_path) as opened:
        yield opened


PLAYLIST = b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n"


@pytest.mark.parametrize("kind", FILES)
def test_a_file_is_known_and_measured_by_what_it_holds(kind: str) -> None:
    file = io.BytesIO(FILES[kind])
    assert recording_kind(file) == kind
    assert seconds_of(file, kind) == pytest.approx(1.5, abs=0.03)


@pytest.mark.parametrize("kind", FILES)
def test_a_file_that_ends_anywhere_is_read_without_a_fault(kind: str) -> None:
    data = FILES[kind]
    for end in {*range(0, min(len(data), 300), 7), len(data) // 2}:
        file = io.BytesIO(data[:end])
        found = recording_kind(file)
        assert found in (kind, None)
        if found:
            length = seconds_of(file, found)
            assert length is None or length <= 24 * 3600


def test_tags_before_the_sound_are_passed_over() -> None:
    for data in (
        sounds.mp3(58, tag=b"TIT2" + bytes(5_000)),
        sounds.mp3(58, tag=b"x", then=bytes(3_000)),
        sounds.mp3(58, tag=b"one", then=b"ID3\x03\0\0\0\0\0\x03two"),
    ):
        file = io.BytesIO(data)
        assert recording_kind(file) == "mp3"
        assert seconds_of(file, "mp3") == pytest.approx(1.5, abs=0.03)


@pytest.mark.parametrize(
    ("head", "size"),
    [
        ("fffb90c4", 417),
        ("fffb92c4", 418),  # one byte longer
        ("fff340c4", 104),  # MPEG 2
        ("fffd80c4", 417),
        ("ffff42c4", 140),  # layer I
        ("ffe318c4", 72),  # MPEG 2.5
    ],
)
def test_frames_of_every_layer_are_followed_to_the_next(head: str, size: int) -> None:
    frame = bytes.fromhex(head) + bytes(size - 4)
    assert recording_kind(io.BytesIO(frame * 2)) == "mp3"
    assert recording_kind(io.BytesIO(frame + b"\0" + frame)) is None


@pytest.mark.parametrize(
    "data",
    [
        PLAYLIST,
        PLAYLIST.decode().encode("utf-16-le").join((b"\xff\xfe", bytes(2_000))),
        b"\xff\xfe" + "hello world".encode("utf-16-le"),
        sounds.mp3(1),
        sounds.MP3_FRAME + b"\xff\xf3" + sounds.MP3_FRAME[2:],
        sounds.mp3(3, tag=b"x", then=PLAYLIST),
        sounds.mp3(3, tag=b"x", then=bytes(100) + PLAYLIST),
        b"ffconcat version 1.0\nfile /etc/passwd\n",
        b"ID3\x04\0\0\x7f\x7f\x7f\x7f" + sounds.MP3_FRAME,
        b"OggS\0\x02" + bytes(20) + b"\x01\x1e\x80theora" + bytes(30),
        sounds.mp4(1, b"heic"),
        b"\x1aE\xdf\xa3\x9f\x42\x82\x88matroska",
        b"",
    ],
)
def test_what_would_send_a_player_elsewhere_is_not_kept(
    collection: Collection, data: bytes
) -> None:
    with pytest.raises(UserError, match="not a picture, sound or video"):
        collection.import_media(data)


def test_a_kept_sound_is_found_by_its_name_and_by_what_it_was_called(
    collection: Collection, tmp_path: Path
) -> None:
    file = tmp_path / "Grüß Gott 1.MP3"
    file.write_bytes(sounds.wav(0.5))  # by what it holds, not by its name
    name = collection.import_media(file)
    assert name.endswith(".wav")
    others = ("Grüß Gott 1.MP3", "Gr&uuml;&szlig; Gott 1.MP3", "Gr%C3%BC%C3%9F%20Gott%201.MP3")
    for said in (name, *others):
        found = collection.recording(said)
        assert found is not None
        assert (found.title, found.video, found.seconds) == ("Grüß Gott 1.MP3", False, 0.5)
        assert found.path.read_bytes() == file.read_bytes()
    assert collection.recording("other.mp3") is None
    assert collection.recording("../../etc/passwd") is None


def test_a_file_that_was_replaced_by_something_else_is_not_played(collection: Collection) -> None:
    name = collection.import_media(sounds.wav())
    collection.media_path(name).write_bytes(PLAYLIST)
    assert collection.recording(name) is None


def test_adding_a_sound_is_one_step_with_its_own_name(collection: Collection) -> None:
    collection.import_media(sounds.wav())
    assert str(collection.undo()) == "Add sound"
    collection.import_media(sounds.mp4(1))
    assert str(collection.undo()) == "Add video"


@pytest.mark.parametrize("suffix", [".md", ".csv"])
def test_sounds_come_in_with_a_deck_and_go_out_with_it(
    collection: Collection, tmp_path: Path, suffix: str
) -> None:
    (tmp_path / "hund.mp3").write_bytes(sounds.mp3())
    (tmp_path / "film.mp4").write_bytes(sounds.mp4(3))
    deck = tmp_path / f"dogs{suffix}"
    tag = "<audio src='hund.mp3'></audio>"
    fields = "dog [sound:hund.mp3]", f"Hund ![](film.mp4){tag}"
    deck.write_text(
        "Q: {}\nA: {}\n".format(*fields) if suffix == ".md" else "{},{}\n".format(*fields),
        encoding="utf-8",
    )
    assert collection.import_file(deck).problems == ()
    (note,) = (collection.note(each) for each in collection.search_notes(""))
    front, back = note.fields
    sound = collection.recording(front.removeprefix("dog [sound:").removesuffix("]"))
    shown, _, tag = back.partition(")")
    film = collection.recording(shown.removeprefix("Hund ![]("))
    assert sound is not None
    assert tag == f"<audio src='{sound.path.name}'></audio>"
    assert film is not None
    assert (sound.title, film.title, film.video) == ("hund.mp3", "film.mp4", True)

    away = tmp_path / "away"
    away.mkdir()
    collection.export(away / deck.name)
    with flashcards.open(tmp_path / "other.flashcards") as other:
        assert other.import_file(away / deck.name).problems == ()
        assert other.recording(sound.path.name) is not None
        assert other.recording(film.path.name) is not None


def test_a_sound_that_is_not_there_is_told_and_one_in_code_is_left_alone(
    collection: Collection, tmp_path: Path
) -> None:
    deck = tmp_path / "dogs.md"
    deck.write_text("Q: dog [sound:gone.mp3]\nA: write `[sound:a.mp3]` or so\n", encoding="utf-8")
    (problem,) = collection.import_file(deck).problems
    assert "gone.mp3" in str(problem)


def test_a_sound_named_as_its_file_was_goes_out_with_the_deck(
    collection: Collection, tmp_path: Path
) -> None:
    (tmp_path / "hund.wav").write_bytes(sounds.wav())
    kept = collection.import_media(tmp_path / "hund.wav")
    collection.add_note({"Front": "dog", "Back": "[sound:hund.wav] ![](gone.png)"}, deck="Dogs")
    away = tmp_path / "away"
    away.mkdir()
    collection.export(away / "dogs.md", "Dogs")
    assert f"[sound:{kept}] ![](gone.png)" in (away / "dogs.md").read_text(encoding="utf-8")
    assert (away / kept).read_bytes() == (tmp_path / "hund.wav").read_bytes()
