"""How long dictionaries take to open, to look words up and to suggest: in their own process.

    python tests/bench/spelling.py FOLDER [NAME ...]

``FOLDER`` holds dictionaries of Hunspell, such as ``/usr/share/hunspell``.
"""

import sys
import time
from pathlib import Path
from typing import Any

from flashcards import children
from flashcards.text.spelling.process import opening, request

WORDS = ["hello", "wrld", "Haus", "maison", "слово", "שלום"]


def measure(folder: Path, name: str) -> str:
    """Return what one dictionary takes, in a line."""
    answers: list[tuple[str, float]] = []
    words = [f"{word}{'x' * (at % 3)}" for at, word in enumerate(WORDS * 200)]
    asked = [opening(folder, name), request("check", words), request("suggest", ["wrld"])]
    began = time.perf_counter()

    def heard(answer: Any) -> None:
        answers.append((str(answer[0]), time.perf_counter() - began))

    helper = children.Helper(children.SPELLING, asked, heard)
    started = time.perf_counter() - began
    helper.wait(60)
    helper.stop()
    last, parts = started, [f"started {started * 1000:.0f} ms"]
    for kind, at in answers:
        parts.append(f"{kind} {(at - last) * 1000:.0f} ms")
        last = at
    return f"{name}: " + ", ".join(parts)


def main(arguments: list[str]) -> int:
    """Measure the dictionaries named, else all of a folder; return the exit code."""
    folder = Path(arguments[0])
    for name in arguments[1:] or sorted(each.stem for each in folder.glob("*.aff")):
        print(measure(folder, name))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
