"""Odd texts that the kinds share: signs nobody sees, code, bait, and plain ones to set them in."""

from collections.abc import Sequence
from random import Random

INVISIBLE: dict[str, str] = {
    "an escape code": "\x1b[31mred\x1b[0m",
    "an escape code that sets a title": "\x1b]0;owned\x07",
    "an eight-bit escape code": "\x9b31mred",
    "a bell": "ring\x07",
    "backspaces": "safe\x08\x08\x08\x08evil",
    "a delete": "a\x7fb",
    "a byte order mark": "a\ufeffb",
    "a zero-width space": "pass\u200bword",
    "a zero-width joiner": "ad\u200dmin",
    "a word joiner": "in\u2060visible",
    "a soft hyphen": "hy\xadphen",
    "text turned round": "photo\u202egnp.exe",
    "text set apart": "a\u2066b\u2069c",
    "invisible tags": "x" + "".join(chr(0xE0000 + ord(sign)) for sign in "delete all"),
    "interlinear marks": "a\ufff9b\ufffac\ufffb",
    "a vertical tab": "a\x0bb",
    "a separator of units": "a\x1eb",
}
"""Signs a reader does not see, or that act on a terminal."""

ACTIVE: dict[str, str] = {
    "a script": "<script>alert(1)</script>",
    "a frame": '<iframe src="file:///etc/passwd"></iframe>',
    "a handler": '<img src="x.png" onerror="alert(1)">',
    "a form": '<form action="http://example.com/"><input name="a"></form>',
    "an object": '<object data="evil.swf"></object>',
    "a drawing": '<svg onload="alert(1)"><circle r="1"/></svg>',
    "a style sheet": "<style>* { background: url(file:///dev/zero) }</style>",
    "a page to fetch": '<link rel="stylesheet" href="http://example.com/a.css">',
    "a base": '<base href="http://example.com/">',
    "a refresh": '<meta http-equiv="refresh" content="0; url=http://example.com/">',
    "a film": '<video src="http://example.com/a.mp4"></video>',
    "a link that runs": '<a href="javascript:alert(1)">here</a>',
}
"""HTML that would do something where it was run."""

LATEX: dict[str, str] = {
    "a formula between signs": "[latex]\\input{/etc/passwd}[/latex]",
    "a formula to be set": "[$]\\immediate\\write18{ls}[/$]",
    "a formula on a line of its own": "[$$]\\openout1=evil.txt[/$$]",
}
"""Marks by which other programs run LaTeX."""

PLAIN: dict[str, str] = {
    "an arrow of letters": "a<b>c",
    "a picture that is a device": '<img src="file:///dev/zero">',
    "a picture elsewhere": "![x](../../outside/secret.txt)",
    "a picture at an address": "![x](http://example.com/a.png)",
    "a sound": "[sound:../../outside/secret.txt]",
    "a formula of a spreadsheet": '=HYPERLINK("http://example.com/","here")',
    "a command": "@SUM(1+1)*cmd|' /C calc'!A0",
    "a template": "{{Front}} {{#Back}} {{/Nope}} {{type:Front}}",
    "clozes inside clozes": "{{c1::a {{c2::b {{c3::c}}}}}}",
    "an open cloze": "{{c1::never closed",
    "cloze number nought": "{{c0::a}}",
    "a huge cloze number": "{{c99999999999999999999::a}}",
    "SQL": "'); DROP TABLE notes; --",
    "a search": 'deck:* OR "is:due',
    "formats": "%s %n %d {0} {name!r} ${HOME} $(id) `id`",
    "zalgo": "z" + "\u0300\u0301\u0302\u0303" * 200,
    "right to left": "خلية حيوانية",
    "both ways": "abc خلية 123",
    "emoji": "👨\u200d👩\u200d👧\u200d👦 🏳\ufe0f\u200d🌈",
    "beyond the first plane": "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𐍈 𠜎",
    "no character": "\ufffe\uffff\U0010ffff",
    "a line separator": "a\u2028b\u2029c",
    "another line end": "a\x85b",
    "spaces": "\u00a0\u2003\u3000",
    "a ligature": "\ufdfa" * 50,
    "case that grows": "ŉǰΐΰßẞİ" * 20,
    "backslashes": "\\" * 999,
    "backticks": "`" * 999,
    "brackets": "[" * 2_000,
    "round brackets": "((" * 1_000,
    "stars": "*" * 3_000,
    "lines under": "_a" * 1_500,
    "quotes inside quotes": ">" * 2_000,
    "ampersands": "&" * 5_000,
    "entities": "&lt;script&gt;&#0;&#x110000;&#99999999999;&nosuch;",
    "tables": "<table><tr><td>" * 60,
    "tags": "<b><i>" * 3_000,
    "open angles": "<" * 5_000,
    "one long word": "w" * 60_000,
    "many words": "word " * 20_000,
    "many lines": "line\n" * 5_000,
    "a fence": "```python\nimport os\n```",
    "an open fence": "```\nnever closed",
    "a link": "[here](file:///etc/passwd)",
    "a link that looks like another": "[http://example.com](http://еxample.com)",
    "a share": "![x](//server/share/a.png)",
    "a heading": "# x\n## y\nQ: z\nA: w",
    "front matter": "---\ndeck: Other\nid: other\n---",
}
"""Odd, but text like any other to a program that treats text as text."""

WORDS = (
    *("tide", "wave", "moon", "sea", "harbour", "current", "ebb", "flood", "neap", "spring"),
    *("bank", "shoal", "reef", "channel", "buoy", "anchor", "keel", "mast", "sail", "rope"),
    *("wind", "gust", "calm", "storm", "cloud", "rain", "fog", "chart", "compass", "star"),
)


def sentence(random: Random) -> str:
    """Return a plain sentence."""
    words = [random.choice(WORDS) for _ in range(random.randint(3, 8))]
    return f"The {' '.join(words)}."


def set_in(random: Random, odd: str) -> str:
    """Return an odd text at some place of a plain sentence."""
    words = sentence(random).split()
    words.insert(random.randint(0, len(words)), odd)
    return " ".join(words)


def any_text(random: Random, length: int = 40) -> str:
    """Return characters from all over Unicode, halves of characters left out."""
    signs = []
    for _ in range(random.randint(1, length)):
        most = random.choice((0x7F, 0xFF, 0x2FF, 0xFFFF, 0x10FFFF))
        code = random.randint(0, most)
        signs.append(chr(code if not 0xD800 <= code < 0xE000 else 0x20))
    return "".join(signs)


def mutated(
    random: Random,
    data: bytes,
    most: int = 12,
    *,
    cut: int = 9,
    copied: tuple[int, int] = (40, 5),
    signs: Sequence[bytes] = (),
) -> bytes:
    """Return ``data`` with up to ``most`` places changed, left out, doubled or written into.

    Up to ``cut`` bytes are left out at once; up to ``copied[0]`` stand there ``copied[1]`` times
    more; ``signs`` are what is written in.
    """
    changed = bytearray(data)
    for _ in range(random.randint(1, most)):
        at = random.randrange(len(changed) or 1)
        match random.randrange(4 if signs else 3):
            case 0:
                changed[at : at + 1] = bytes([random.randrange(256)])
            case 1:
                del changed[at : at + random.randint(1, cut)]
            case 2:
                part = changed[at : at + random.randint(1, copied[0])]
                changed[at:at] = part * random.randint(1, copied[1])
            case _:
                changed[at:at] = random.choice(signs)
    return bytes(changed)
