"""Takes out of a frozen program for Linux what no learner would miss: 55 MB of 230.

Debug symbols; those of ICU's data that Qt never asks for; and Qt Quick, to which the plugin for
sound is linked only for recording windows of Qt Quick. In its place goes a small library with the
two names that the plugin asks for: whoever puts Qt's own libraries back gets the same program.
"""

import re
import struct
import tempfile
from pathlib import Path

import elf
import needed
from making import FailedError, run

QT = Path("PySide6", "Qt", "lib")
PLAYER = Path("PySide6", "Qt", "plugins", "multimedia", "libffmpegmediaplugin.so")
UNUSED = ("Qml", "QmlMeta", "QmlModels", "QmlWorkerScript", "Quick")
"""Libraries of Qt that only the plugin for sound is linked to."""
STANDS_IN = "Quick"
"""The one of which it asks for names, and what those are: a function and a table."""
FUNCTION = "_ZN12QQuickWindow10grabWindowEv"
TABLE = "_ZN12QQuickWindow16staticMetaObjectE"

ICU_LEFT_OUT = {
    "brkitr": "where words and lines end: Qt has rules of its own",
    "curr": "names of currencies",
    "lang": "names of languages: Qt has its own",
    "rbnf": "numbers spelt out",
    "region": "names of countries: Qt has its own",
    "translit": "writing in other letters",
    "unit": "names of units",
    "zone": "names of time zones",
    ".cnv": "encodings: Python reads the learner's files",
    "de.res": "what a language or country calls days and numbers: Qt has its own",
}
"""Folders and kinds of files of ICU's data that are left out. Sorting by each language's rules,
letters and their cases stay: with it and without, Qt sorts and changes cases alike in 10 languages.
What is missed is a time zone's name in words, which no screen shows."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(_\w+)?\.res")


def make_lean(inside: Path) -> None:
    """Make what lies in the folder of a frozen program smaller. Raises FailedError."""
    for path in needed.elf_files(inside):
        run("strip", "--strip-unneeded", path)
        elf.forget_paths(path)
    _stand_in_for_quick(inside)
    _lessen_icu(inside)


# Qt Quick ---------------------------------------------------------------------------


def _stand_in_for_quick(inside: Path) -> None:
    real = {name: inside / QT / f"libQt6{name}.so.6" for name in UNUSED}
    player = inside / PLAYER
    if not player.is_file() or not real[STANDS_IN].is_file():
        return
    others = [
        path
        for path in needed.elf_files(inside)
        if path != player and path not in real.values()
        if set(elf.read(path).needed) & {each.name for each in real.values()}
    ]
    asked = {
        name: elf.undefined(player) & elf.defined(path)
        for name, path in real.items()
        if path.is_file()
    }
    names = asked.pop(STANDS_IN)
    if others or any(asked.values()) or not names <= {FUNCTION, TABLE}:
        raise FailedError(f"Qt Quick is used for more than was known: {asked}, {names}, {others}")
    wanted = set(elf.read(player).needed)
    for name, path in real.items():
        path.unlink(missing_ok=True)
        if path.name in wanted:
            _compile(path, _stand_in(names if name == STANDS_IN else set()), version="Qt_6")


def _stand_in(names: set[str]) -> str:
    """Return the program in C of a library with a function that gives nothing and an empty table.

    The function returns a picture; it is never called, since nothing here has windows of Quick.
    """
    lines = []
    if FUNCTION in names:
        lines.append(f"void *{FUNCTION}(void *made) {{ return made; }}")
    if TABLE in names:
        lines.append(f"const void *const {TABLE}[8] = {{0}};")
    return "\n".join([*lines, ""])


def _compile(target: Path, text: str, *, version: str = "", language: str = "c") -> None:
    """Make a library of a few lines of C or of the assembler."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "source." + {"c": "c", "assembler": "s"}[language])
        source.write_text(text, encoding="ascii")
        more: list[str | Path] = []
        if version:
            script = Path(folder, "versions")
            script.write_text(f"{version} {{ global: *; }};\n", encoding="ascii")
            more = [f"-Wl,--version-script={script}"]
        run(
            *("cc", "-shared", "-fPIC", "-nostdlib", "-O2", "-Wl,--build-id=none", "-s"),
            *("-Wl,-z,noexecstack", f"-Wl,-soname,{target.name}", *more, "-o", target, source),
        )


# ICU ----------------------------------------------------------------------------------


def _lessen_icu(inside: Path) -> None:
    """Put a smaller library of data in the place of ICU's."""
    found = sorted((inside / QT).glob("libicudata.so.*"))
    if not found:
        return
    library = found[0]
    users = [
        path.name
        for path in needed.elf_files(inside)
        if any(name.startswith("libicu") for name in elf.read(path).needed)
        and not path.name.startswith(("libQt6Core.", "libicu"))
    ]
    if users:
        raise FailedError(f"ICU is used by more than was known: {users}")
    symbol = next(iter(elf.defined(library)), "")
    if not re.fullmatch(r"icudt\d+_dat", symbol):
        raise FailedError(f"{library.name} does not hold what was expected: {symbol}")
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder, "data")
        data.write_bytes(lessened(icu_data(library.read_bytes())))
        _compile(
            library,
            f".section .rodata\n.balign 16\n.globl {symbol}\n.type {symbol}, %object\n"
            f'{symbol}:\n.incbin "{data}"\n.size {symbol}, . - {symbol}\n'
            '.section .note.GNU-stack,"",%progbits\n',
            language="assembler",
        )


def icu_data(library: bytes) -> bytes:
    """Return the package of ICU's data inside a library: from its head to the library's end."""
    at = library.find(b"CmnD")
    if at < 12:
        raise FailedError("No data of ICU was found in its library.")
    return library[at - 12 :]


def lessened(package: bytes) -> bytes:
    """Return a package of ICU's data without ``ICU_LEFT_OUT``.

    A package is a head, a count, that many pairs of places, of a name and of an item, and then
    names and items themselves, in order; places count from the end of the head.
    """
    head = struct.unpack_from("<H", package)[0]
    body = memoryview(package)[head:]
    count = struct.unpack_from("<I", body)[0]
    pairs = [struct.unpack_from("<II", body, 4 + 8 * number) for number in range(count)]
    ends = [place for _, place in pairs[1:]] + [pairs[-1][1] + _rest(body[pairs[-1][1] :])]
    kept = []
    for (name_at, place), end in zip(pairs, ends, strict=True):
        name = bytes(body[name_at : name_at + 256]).split(b"\0")[0]
        if not _is_left_out(name.decode("ascii")):
            kept.append((name, bytes(body[place:end])))
    names_at = 4 + 8 * len(kept)
    names = b"".join(name + b"\0" for name, _ in kept)
    place = -(-(names_at + len(names)) // 16) * 16
    table, items, name_at = [struct.pack("<I", len(kept))], [], names_at
    start = place
    for name, item in kept:
        table.append(struct.pack("<II", name_at, place))
        items.append(item + b"\xaa" * (-len(item) % 16))
        name_at += len(name) + 1
        place += len(items[-1])
    front = b"".join(table) + names
    return package[:head] + front + b"\xaa" * (start - len(front)) + b"".join(items)


def _rest(item: memoryview) -> int:
    """Return a length that the last item surely has: nothing but padding follows it."""
    return min(len(item), 1 << 20)


def _is_left_out(name: str) -> bool:
    parts = name.split("/")
    if len(parts) > 2:
        return parts[1] in ICU_LEFT_OUT
    return name.endswith(".cnv") or _LANGUAGE.fullmatch(parts[-1]) is not None
