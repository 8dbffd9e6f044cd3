"""How many faces of real cards look as Anki's page shows them: every letter's size, colour, weight
and place, against Chromium.

    PYTHONPATH=$PWD python tests/bench/faces.py collect FILE.json PACKAGE...  needs the oracle extra
    PYTHONPATH=$PWD python tests/bench/faces.py measure FILE.json             needs Chromium

A face is right where at least 97 of 100 letters are: size within a pixel, colour within a tenth,
as bold, and within 12 pixels sideways and 12 plus a fiftieth of the height above it up or down.
Signs that are drawn as one with the letter before them have no place of their own to compare.
Faces with scripts, and those that show no text, are left out; pictures are 120 by 90 pixels.
"""

import difflib
import html as html_text
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter, defaultdict
from importlib import import_module
from pathlib import Path
from typing import Any

WIDTH, HEIGHT = 800, 600
PICTURE = (120, 90)
PER_TEMPLATE = 3
ENOUGH = 0.97
_VIRAMA = 9
"""The combining class of signs that join the letters around them."""

_IMAGE = re.compile(r"(<img\b[^>]*?\bsrc\s*=\s*)(?:\"[^\"]*\"|'[^']*'|[^\s>]+)", re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b", re.IGNORECASE)
_SOUND = re.compile(r'<span class="sound"[^>]*>\u00a0[^<]*</span>')
_ADVICE = re.compile(r"template has a problem:|<div>(?:The front of this card is blank|No cloze)\b")
_TAG = re.compile(r"<[^<>]*>")
_TYPED = re.compile(r"\[\[type:(.+?)\]\]")
_PLAYED = re.compile(r"\[anki:(?:play:[qa]:\d+|tts\b[^\]]*\].*?\[/anki:tts)\]", re.DOTALL)
_SVG = "data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg' width='120' height='90'/>"
_PAGE = """<!doctype html><html class="linux isLin"><meta charset=utf-8>
<style>%s</style><body class="%s"><div id=qa>
<style>%s</style>%s</div>"""
_REVIEWER = """::-webkit-scrollbar{display:none}
body{margin:20px;overflow-wrap:break-word;background-color:#fff}
hr{background-color:#454545} img{max-width:100%;max-height:95vh} li{text-align:start}
pre{text-align:left} a{text-decoration:none;color:#2563eb}"""
_MEASURE = """<!doctype html><meta charset=utf-8><body><script>
const faces = %s, out = [];
async function run() {
  for (const page of faces) {
    const frame = document.createElement('iframe');
    frame.width = %d; frame.height = %d; frame.style.border = 0; frame.srcdoc = page;
    await new Promise(done => { frame.onload = done; document.body.appendChild(frame); });
    const doc = frame.contentDocument, letters = [];
    const walk = doc.createTreeWalker(doc.body, NodeFilter.SHOW_TEXT);
    for (let node; node = walk.nextNode();) {
      const parent = node.parentElement;
      if (['STYLE', 'SCRIPT'].includes(parent.tagName)) continue;
      const style = frame.contentWindow.getComputedStyle(parent);
      if (style.visibility != 'visible') continue;
      const range = doc.createRange();
      for (let i = 0; i < node.data.length && letters.length < 3000; i++) {
        if (/\\s/.test(node.data[i])) continue;
        range.setStart(node, i); range.setEnd(node, i + 1);
        const r = range.getClientRects()[0];
        if (!r || r.width == 0) continue;
        letters.push([node.data[i], +r.left.toFixed(1), +((r.top + r.bottom) / 2).toFixed(1),
          parseFloat(style.fontSize), style.color, parseInt(style.fontWeight)]);
      }
    }
    out.push(letters); frame.remove();
  }
  document.body.innerHTML = '';
  const pre = document.createElement('pre');
  pre.textContent = 'FACES' + JSON.stringify(out) + 'ENDS';
  document.body.appendChild(pre);
}
run();
</script>"""


def collect(target: Path, packages: list[Path]) -> None:
    """Write down faces of each template of these packages: as Anki renders them, and as we do."""
    from flashcards.text.render import render_card
    from tests.oracle import anki_cards

    import_module("anki.collection")  # the others cannot be had before it
    hooks, latex = import_module("anki.hooks"), import_module("anki.latex")
    hooks.card_did_render.remove(latex.on_card_did_render)  # formulas stay as they are written
    faces: list[dict[str, Any]] = []
    for path in packages:
        with tempfile.TemporaryDirectory() as folder:
            try:
                found = anki_cards.open_package(path, Path(folder))
            except Exception as error:
                print(f"{path.name}: {error}", file=sys.stderr)
                continue
            seen: Counter[tuple[str, str]] = Counter()
            for card in anki_cards.cards_of(found, PER_TEMPLATE):
                key = card.note_type.name, card.template_uid
                seen[key] += 1
                if seen[key] > PER_TEMPLATE:
                    continue
                ours = render_card(
                    card.note_type, card.fields, card.template_uid, card.ordinal, card.special
                )
                number = card.ordinal or int(card.template_uid[1:]) + 1
                sides = ((card.question, ours.question_html), (card.answer, ours.answer_html))
                typed = anki_cards.typed_answers(found, card)
                for place, (theirs, mine) in enumerate(sides):
                    said = typed if place else dict.fromkeys(typed, "")
                    theirs = _filled_in(theirs, said)
                    faces.append(
                        {
                            "package": path.name,
                            "type": card.note_type.name,
                            "css": card.note_type.css,
                            "theirs": theirs,
                            "ours": mine,
                            "number": number,
                            "script": bool(_SCRIPT.search(theirs) or _ADVICE.search(theirs)),
                        }
                    )
            found.close()
    target.write_text(json.dumps(faces))
    print(len(faces), "faces of", len(packages), "packages")


def _filled_in(html: str, said: dict[str, str]) -> str:
    return _TYPED.sub(lambda name: _TAG.sub(" ", said.get(name[1], "")), html)


def in_chromium(faces: list[dict[str, Any]]) -> list[list[list[Any]]]:
    """Return the letters of each face as Chromium places them."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        raise SystemExit("NOT MEASURED: there is no Chromium here.")
    pages = []
    for face in faces:
        body = _IMAGE.sub(rf'\1"{_SVG}"', _PLAYED.sub("", face["theirs"]))
        kinds = f"card card{face['number']} linux isLin"
        pages.append(_PAGE % (_REVIEWER, kinds, face["css"], body))
    letters: list[list[list[Any]]] = []
    for start in range(0, len(pages), 60):
        letters += _run(program, pages[start : start + 60])
    return letters


def _run(program: str, pages: list[str]) -> list[list[list[Any]]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "faces.html")
        source = json.dumps(pages).replace("</", "<\\/")
        path.write_text(_MEASURE % (source, WIDTH, HEIGHT), encoding="utf-8")
        said = subprocess.run(
            [program, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom",
             "--virtual-time-budget=60000", f"--user-data-dir={folder}/home",
             f"--window-size={WIDTH},{HEIGHT}", path.as_uri()],
            capture_output=True, text=True, timeout=300, check=True,
        ).stdout  # fmt: skip
    found = re.search("FACES(.*)ENDS", said, re.DOTALL)
    assert found is not None, said[-2000:]
    return list(json.loads(html_text.unescape(found[1])))


def ours(face: dict[str, Any]) -> tuple[list[list[Any]], float]:
    """Return the letters of a face as we place them, and the milliseconds that took."""
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QFont, QFontMetricsF, QImage, QTextCharFormat, QTextDocument

    from flashcards.text.stylesheets.drawn import Page
    from flashcards.text.stylesheets.dressing import dress
    from flashcards.ui.styled_cards import StyledText, has_font

    begun = time.process_time()
    page = Page(WIDTH, HEIGHT, number=face["number"], has_font=has_font)
    drawn = dress(_SOUND.sub("", face["ours"]), face["css"], page, lambda _name: PICTURE)
    assert drawn is not None
    document = QTextDocument()
    document.setDocumentMargin(0)
    font = QFont("Times New Roman")
    font.setPixelSize(16)
    document.setDefaultFont(font)
    document.setTextWidth(WIDTH)
    image = QImage(*PICTURE, QImage.Format.Format_RGB32)
    document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl("picture.png"), image)
    StyledText(document, drawn, page)
    layout = document.documentLayout()
    layout.documentSize()
    taken = (time.process_time() - begun) * 1000
    letters: list[list[Any]] = []
    kinds = QTextCharFormat.VerticalAlignment
    raised = (kinds.AlignSubScript, kinds.AlignSuperScript)
    block = document.begin()
    while block.isValid():
        rect, text = layout.blockBoundingRect(block), _units(block.text())
        shape = block.layout()
        left = rect.left()
        if block.textList() is None and not text:
            block = block.next()
            continue
        formats = []
        iterator = block.begin()
        while not iterator.atEnd():
            fragment = iterator.fragment()
            form = fragment.charFormat()
            formats.append((fragment.position() - block.position(), fragment.length(), form))
            iterator += 1
        for start, count, form in formats:
            metrics = QFontMetricsF(form.font())
            color = form.foreground().color()
            size = float(form.font().pixelSize())
            if form.verticalAlignment() in raised:
                size *= 2 / 3  # as Qt draws it
            for place in range(start, start + count):
                sign = text[place]
                if sign.isspace() or sign in "\ufffc\u200b\u2060" or _is_half(sign):
                    continue
                line = shape.lineForTextPosition(place)
                if not line.isValid():
                    continue
                x: Any = line.cursorToX(place)
                x = x[0] if isinstance(x, tuple) else x  # one by the types, the other in truth
                y = rect.top() + line.y() + line.ascent()
                y -= (metrics.ascent() - metrics.descent()) / 2
                letters.append(
                    [sign, left + x, y, size,
                     (color.red(), color.green(), color.blue()), form.fontWeight()]
                )  # fmt: skip
        block = block.next()
    return letters, taken


def _units(text: str) -> str:
    """Return text with a character for each of its places in UTF-16, as Qt and browsers count."""
    data = text.encode("utf-16-le", "surrogatepass")
    return "".join(chr(data[at] | data[at + 1] << 8) for at in range(0, len(data), 2))


def _is_half(sign: str) -> bool:
    return "\ud800" <= sign <= "\udfff"


def held_against(theirs: list[list[Any]], mine: list[list[Any]]) -> tuple[float, Counter[str]]:
    """Return the share of letters that are right, and why others are not."""
    wrong: Counter[str] = Counter()
    first, second = [_sign(one) for one in theirs], [_sign(one) for one in mine]
    blocks = difflib.SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    right = found = 0
    for at, other, size in blocks:
        for step in range(size):
            found += 1
            why = _differs(theirs[at + step], mine[other + step])
            if why == ["place"] and _is_joined(theirs, at + step):
                why = []
            right += not why
            wrong.update(why)
    wrong["missing"] += len(theirs) - found
    return right / max(1, len(theirs)), wrong


def _sign(letter: list[Any]) -> str:
    return str(letter[0]).casefold()


def _is_joined(letters: list[list[Any]], at: int) -> bool:
    """Whether a sign is drawn as one with the letter before it, and so has no place of its own."""
    if unicodedata.category(letters[at][0]).startswith("M"):
        return True
    return at > 0 and unicodedata.combining(letters[at - 1][0]) == _VIRAMA


def _differs(theirs: list[Any], mine: list[Any]) -> list[str]:
    said = []
    if abs(theirs[3] - mine[3]) > 1:
        said.append("size")
    shade = [float(part) for part in re.findall(r"[\d.]+", theirs[4])][:3]
    if any(abs(a - b) > 26 for a, b in zip(shade, mine[4], strict=True)):
        said.append("colour")
    if (theirs[5] >= 600) != (mine[5] >= 600):
        said.append("weight")
    if abs(theirs[1] - mine[1]) > 12 or abs(theirs[2] - mine[2]) > 12 + theirs[2] / 50:
        said.append("place")
    return said


def measure(source: Path) -> None:
    """Print how many faces are right, by half of the packages."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    faces = [face for face in json.loads(source.read_text()) if not face["script"]]
    kept = source.with_suffix(".chromium.json")
    if not kept.exists():
        kept.write_text(json.dumps(in_chromium(faces)))
    app = QApplication([])
    results: dict[str, list[float]] = defaultdict(list)
    times: list[float] = []
    letters: Counter[str] = Counter()
    for place, (face, found) in enumerate(zip(faces, json.loads(kept.read_text()), strict=True)):
        theirs = [one for one in found if not _is_half(one[0])]
        if not theirs:
            continue
        ours(face)  # its sheet is read
        mine, taken = ours(face)
        times.append(taken)
        share, wrong = held_against(theirs, mine)
        half = "unseen" if is_unseen(face["package"]) else "seen"
        results[half].append(share)
        letters["all"] += len(theirs)
        letters["right"] += round(share * len(theirs))
        if share < ENOUGH and (half == "seen" or "--all" in sys.argv):
            print(f"{place:4} {share:4.0%} {face['package']} / {face['type']}: {dict(wrong)}")
    for half, shares in sorted(results.items()):
        good = sum(share >= ENOUGH for share in shares)
        print(f"{half}: {good} of {len(shares)} faces right, {good / len(shares):.1%}")
    times.sort()
    print(f"letters right: {letters['right'] / letters['all']:.1%} of {letters['all']}")
    print(f"dressed and laid out: median {times[len(times) // 2]:.1f} ms,"
          f" 95th percentile {times[len(times) * 95 // 100]:.1f} ms")  # fmt: skip
    app.quit()


def is_unseen(package: str) -> bool:
    """Whether a package was not looked at while the rules were written."""
    return sum(package.encode()) % 2 == 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["collect"]:
        collect(Path(sys.argv[2]), [Path(name) for name in sys.argv[3:]])
    elif sys.argv[1:2] == ["measure"]:
        measure(Path(sys.argv[2]))
    else:
        raise SystemExit(__doc__)
