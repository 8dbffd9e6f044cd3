"""Reads and writes the settings between two ``---`` lines at the top of a deck file."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flashcards.formats.markdown_syntax import DESCRIPTIONS, FRONT_MATTER_KEYS, VALID_ID
from flashcards.formats.wording import Problems, quoted, slug, unfit_id
from flashcards.model.messages import message, sentences

_KEY = re.compile(r"([A-Za-z][A-Za-z0-9_-]{0,40})[ \t]*:(?:[ \t]|$)")
_DESCRIBED = re.compile(r"((?:\\.|[^\\])+?):(?:[ \t]+(.*)|$)")
_IN_NAME = re.compile(r"\\|:(?=\s|$)")
_ESCAPED_IN_NAME = re.compile(r"\\(.)")
_DEEPER = 2
"""How much further the lines are indented that go on with a description."""
_MEANT = {"title": "deck", "name": "deck", "cards-deck": "deck", "tag": "tags"}


@dataclass(slots=True)
class FrontMatter:
    """The settings found, and the index of the first line after them."""

    values: dict[str, str] = field(default_factory=dict)
    end: int = 0
    descriptions: dict[str, str] = field(default_factory=dict)
    """Deck -> what is said of it."""
    described: str = ""
    """The deck whose description is being read."""
    indent: int = 0
    """How far the decks described are indented."""

    def get(self, key: str) -> str | None:
        """Return a setting's value, None where it is missing or empty."""
        return self.values.get(key) or None


def read_front_matter(lines: Sequence[str], problems: Problems) -> FrontMatter:
    """Return the settings at the top of a file; none when it does not begin with ``---``."""
    start = next((at for at, line in enumerate(lines) if line.strip()), 0)
    if start >= len(lines) or lines[start].rstrip() != "---":
        return FrontMatter()
    if start + 1 < len(lines) and not _is_setting(lines[start + 1]):
        return FrontMatter()
    found = FrontMatter()
    key = ""
    for at in range(start + 1, len(lines)):
        line = lines[at]
        if line.rstrip() in ("---", "..."):
            found.end = at + 1
            return found
        if not _is_setting(line):
            break
        key = _take(found, key, line, at + 1, problems)
    else:
        at = len(lines)
    found.end = at
    problems.add(
        start + 1, message("The settings at the top have no end. Put a line --- below them.")
    )
    return found


def _is_setting(line: str) -> bool:
    text = line.rstrip()
    return (
        not text
        or text in ("---", "...")
        or text[0] in " \t"
        or text.startswith("- ")
        or (text[0] == "#" and text[1:2] != "#")
        or _KEY.match(text) is not None
    )


def _take(found: FrontMatter, key: str, line: str, number: int, problems: Problems) -> str:
    """Take over one line; returns the key that an indented line after it would belong to."""
    text = line.strip()
    if key == DESCRIPTIONS and (not text or line[0] in " \t"):
        _take_description(found, line, number, problems)
        return key
    if not text or text[0] == "#":
        return key
    match = _KEY.match(line)
    if match is None:
        if key == "tags":
            found.values["tags"] = f"{found.values.get('tags', '')} {text.lstrip('- ')}".strip()
        elif key == "":
            problems.add(
                number,
                message("{text} is not a setting; write it as name: value.", text=quoted(text)),
            )
        return key
    name, value = match[1].lower(), _unquoted(line[match.end() :].strip())
    if name not in FRONT_MATTER_KEYS:
        what = message(
            "{name} is not a deck setting ({known}).",
            name=quoted(match[1]),
            known=", ".join(FRONT_MATTER_KEYS),
        )
        advice = message("It was left out.")
        if name in _MEANT:
            advice = message("Did you mean {name}?", name=_MEANT[name])
        problems.add(number, sentences(what, advice))
        return f"unknown {name}"
    if name in found.values:
        problems.add(number, message("{name}: is given twice; the first one counts.", name=name))
        return f"unknown {name}"
    if name == "tags" and value.startswith("[") and value.endswith("]"):
        value = value[1:-1].replace('"', " ").replace("'", " ")
    found.values[name] = _checked_id(value, number, problems) if name == "id" else value
    return name


def _take_description(found: FrontMatter, line: str, number: int, problems: Problems) -> None:
    """Take over an indented or empty line below ``descriptions:``."""
    text = line.lstrip(" \t")
    indent = len(line) - len(text)
    deeper = found.indent + _DEEPER
    if found.described and (not text or indent >= deeper):
        found.descriptions[found.described] += f"\n{line[deeper:]}"
    elif text:
        match = _DESCRIBED.match(text)
        name = _ESCAPED_IN_NAME.sub(r"\1", match[1]).strip() if match else ""
        if match is None or not name or name in found.descriptions:
            problems.add(
                number,
                message(
                    "{text} describes no deck; write it as name of the deck: text, each deck once.",
                    text=quoted(text),
                ),
            )
            return
        found.described, found.indent = name, indent
        found.descriptions[name] = match[2] or ""


def _unquoted(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].strip()
    return value


def _checked_id(uid: str, line: int, problems: Problems) -> str:
    if not uid or VALID_ID.fullmatch(uid):
        return uid
    problems.add(line, unfit_id(uid, slug(uid)))
    return slug(uid)


def write_front_matter(
    values: Sequence[tuple[str, str]], descriptions: Mapping[str, str]
) -> list[str]:
    """Return the lines for settings that have a value, and for descriptions of decks by name."""
    lines = ["---"]
    for key, value in values:
        text = " ".join(value.split())
        if text and text[0] in "\"'" and text[-1] == text[0]:
            text = f'"{text}"'
        if text:
            lines.append(f"{key}: {text}")
    if descriptions:
        lines.append(f"{DESCRIPTIONS}:")
    for name, text in descriptions.items():
        first, *rest = text.split("\n")
        lines.append(f"  {_IN_NAME.sub(_BEHIND_BACKSLASH, name)}: {first}")
        lines += [f"    {line}" if line else "" for line in rest]
    return [*lines, "---"]


_BEHIND_BACKSLASH = r"\\\g<0>"
