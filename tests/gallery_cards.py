"""The cards of the gallery: one of every note type and of every kind of content."""

from dataclasses import dataclass

STYLED, READINGS = "Styled by its author", "With readings"
STYLED_CSS = """.card { font-family: serif; font-size: 22px; text-align: center;
  background: #fff8e7; color: #333; }
.nightMode.card { background: #2b2620; color: #e8dcc8; }
.box { border: 2px solid #b5651d; border-radius: 8px; padding: 10px; margin: 12px; }
.word { color: #b5651d; font-weight: bold; }
.word::after { content: " (n.)"; font-weight: normal; font-size: 80%; }
.tag { display: inline-block; background: #f3dcb4; border-radius: 12px; padding: 3px 10px;
  margin: 2px; font-size: 15px; }
.nightMode .tag { background: #51422c; }
"""


@dataclass(frozen=True, slots=True)
class Sample:
    """A note whose first card is drawn; PICTURE and SOUND stand for media made by code."""

    name: str
    fields: dict[str, str]
    note_type: str = "basic"
    keys: tuple[str, ...] = ()
    """What the learner types before asking for the answer."""


def basic(name: str, front: str, back: str) -> Sample:
    """Return a sample with a question and an answer."""
    return Sample(name, {"Front": front, "Back": back})


_LONG = "Sleep is when the brain moves what was learned by day into lasting memory. " * 14
_CODE = """```python
def fib(n: int) -> int:
    # the definition, word for word
    return n if n < 2 else fib(n - 1) + fib(n - 2)
```"""
_TABLE = """| planet | moons | day |
|---|--:|:--|
| Mars | 2 | 24 h 37 min |
| Jupiter | 95 | 9 h 56 min |"""
_MASKS = (
    "{{c1::image-occlusion:rect:left=.66:top=.1:width=.22:height=.33:text=The sun}}<br>"
    "{{c2::image-occlusion:ellipse:left=.1:top=.6:rx=.22:ry=.18}}"
)

CARDS: tuple[Sample, ...] = (
    # Note types
    basic("basic", "What does *spacing* mean?", "Reviews that lie **further and further** apart."),
    Sample("reverse", {"Front": "der Hund", "Back": "the dog"}, "basic-reverse"),
    Sample(
        "optional reverse",
        {"Front": "la fenêtre", "Back": "the window", "Add reverse": "y"},
        "basic-optional-reverse",
    ),
    Sample("typed right", {"Front": "Capital of Peru", "Back": "Lima"}, "type-answer", ("Lima",)),
    Sample(
        "typed wrong",
        {"Front": "How is *accommodate* written?", "Back": "accommodate"},
        "type-answer",
        ("acomodate",),
    ),
    Sample(
        "cloze",
        {"Text": "Water boils at {{c1::100 °C::temperature}} at {{c2::sea level}}.", "Extra": ""},
        "cloze",
    ),
    Sample(
        "nested cloze",
        {"Text": "{{c1::The {{c2::left}} ventricle}} pumps blood into the aorta.", "Extra": ""},
        "cloze",
    ),
    Sample(
        "term",
        {
            "Term": "half-life",
            "Definition": "The time in which half of a substance decays.",
            "Example": "Carbon-14: 5,730 years.",
        },
        "term",
    ),
    Sample(
        "list",
        {"Question": "Planets from the sun outwards", "Items": "Mercury\nVenus\nEarth\nMars"},
        "list",
    ),
    Sample(
        "choice",
        {
            "Question": "Which of these are noble gases?",
            "Answer": "Neon\nArgon",
            "Wrong answers": "Nitrogen\nChlorine",
            "Explanation": "Their outer shell is full.",
        },
        "choice",
        ("1",),
    ),
    Sample(
        "occlusion",
        {"Occlusion": _MASKS, "Image": '<img src="PICTURE">', "Header": "What stands here?"},
        "image-occlusion",
    ),
    Sample(
        "styled",
        {
            "Front": '<div class="box">What is a <span class="word">crater</span>?</div>',
            "Back": 'A hollow left by an impact. <span class="tag">Moon/Mercury</span>'
            '<span class="tag">impact</span><ul><li>on the Moon</li><li>on Mercury</li></ul>'
            '<table border="1"><tr><th>Tycho</th><td>85 km</td></tr></table>',
        },
        STYLED,
    ),
    # Kinds of content
    basic(
        "formula",
        r"What is $\int_0^\infty e^{-x^2}\,dx$?",
        r"$$\int_0^\infty e^{-x^2}\,dx = \frac{\sqrt{\pi}}{2}$$ since its square is "
        r"$\frac{\pi}{4}$; a lamp costs $5 and a bulb $2.",
    ),
    basic(
        "matrix", r"Its determinant? $$\begin{pmatrix} a & b \\ c & d \end{pmatrix}$$", "$ad-bc$"
    ),
    basic("chemistry", r"What burns in \(\ce{2H2 + O2 -> 2H2O}\)?", "Hydrogen."),
    basic("broken formula", r"What is wrong in $\frac{a}{$ here?", "A brace is missing."),
    basic("code", f"What does this compute?\n\n{_CODE}", "The `n`-th Fibonacci number."),
    basic("table", _TABLE, "Jupiter turns fastest."),
    basic(
        "lists",
        "Which steps?\n\n1. read\n2. write\n   - a question\n   - an answer\n3. review",
        "> Quoted: *little and often*.\n\n- [x] done\n- ~~not~~ done",
    ),
    basic("picture", "What shines here?\n\n![A sun over a hill](PICTURE)", "The sun."),
    basic("sound", "Which tone is this? [sound:SOUND]", "A, 440 Hz."),
    basic("missing", "![](gone.png) [sound:gone.mp3]", "Both files are missing."),
    Sample(
        "readings", {"Front": "日本[にほん]の 漢字[かんじ]", "Back": "kanji of Japan"}, READINGS
    ),
    basic("right to left", "מה פירוש המילה **שלום**?", "peace; hello — مرحبا بالعالم"),
    basic("emoji", "Which fruit: 🍎 or 🍐?", "👩‍🔬 says 🍎; 🇫🇷 too."),
    basic("long", _LONG, _LONG),
    basic(
        "long words",
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft?",
        "https://example.org/" + "a-very-long-path/" * 9,
    ),
)
