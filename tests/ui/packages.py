"""A package of Anki's as screens show it: nested decks, a script, odd media, answers."""

from pathlib import Path

from tests.formats.anki import making

ANSWERED_MS = 1_600_000_000_000
PICTURE = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9c"
    b"c\xf8\xcf\xc0\xf0\x1f\0\5\0\1\xff\x89\x99=\x1d\0\0\0\0IEND\xaeB`\x82"
)


def package(folder: Path, name: str = "biology.apkg") -> Path:
    """Write a package of five notes and return its path; one of them cannot be used."""
    dice = making.note_type(30, "Dice")
    dice["tmpls"][0]["qfmt"] += "<script>roll()</script>"
    notes = [
        making.note(1, "dog", "Hund"),
        making.note(2, "cat", "Katze"),
        making.note(3, "cow", "Kuh"),
        making.note(4, "no card", ""),
        making.note(5, "sum", "", type_id=30),
    ]
    cards = [
        making.card(11, 1, did=5),
        making.card(12, 2, did=6, type=2, queue=2, ivl=3, due=9, factor=2500, reps=2),
        making.card(13, 3),
        making.card(15, 5, did=5),
    ]
    folder.mkdir(exist_ok=True)
    bare = making.database(
        folder / "made.bare", notes, cards, [(ANSWERED_MS, 12, 0, 3, 1, 1, 2500, 4_000, 0)],
        note_types=[making.note_type(), dice],
        decks=[
            making.deck(), making.deck(5, "Animals"), making.deck(6, "Animals::Wild"),
        ],
        presets=[making.preset(), making.preset(2, "Slow")],
        config={"rollover": 3},
    )  # fmt: skip
    made = making.package(folder / name, bare, {"a.mp3": b"x", "run.exe": b"MZ"})
    bare.unlink()
    return made


def answered_package(folder: Path, *intervals: int) -> Path:
    """Write a package of one note, answered Easy each time and given these intervals (days)."""
    notes = [making.note(1, "dog", "Hund")]
    last = intervals[-1]
    cards = [making.card(11, 1, type=2, queue=2, ivl=last, due=9, factor=2900, reps=len(intervals))]
    given = zip(intervals, (0, *intervals), strict=False)
    log = [
        (ANSWERED_MS + at * 86_400_000, 11, 0, 4, now, before, 2900, 4_000, int(at > 0))
        for at, (now, before) in enumerate(given)
    ]
    bare = making.database(folder / "made.bare", notes, cards, log)
    made = making.package(folder / "answered.apkg", bare)
    bare.unlink()
    return made
