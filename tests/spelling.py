"""Small dictionaries that tests write themselves."""

from collections.abc import Iterable
from pathlib import Path

AFFIXES = "SET UTF-8\nTRY etaoinsrhldcumfpgwybvkxjqzé\nSFX S Y 1\nSFX S 0 s .\n"


def write_dictionary(folder: Path, name: str, words: Iterable[str]) -> None:
    """Write a dictionary of Hunspell; a word with ``/S`` has a plural."""
    listed = list(words)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.aff").write_text(AFFIXES, encoding="utf-8")
    text = "".join(f"{word}\n" for word in (str(len(listed)), *listed))
    (folder / f"{name}.dic").write_text(text, encoding="utf-8")
