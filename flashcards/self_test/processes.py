"""Starts each process that works beside the window, through the door the window uses."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from flashcards import children
from flashcards.articles.apart import worth_apart
from flashcards.scheduling import optimising
from flashcards.scheduling.columns import AnswerLog
from flashcards.scheduling.evaluating import Predicted
from flashcards.scheduling.fsrs_formulas import DEFAULT_PARAMETERS
from flashcards.search.matching import matching
from flashcards.self_test.bench import PATIENCE_S, Bench, FailedError, Found
from flashcards.self_test.fonts_and_pictures import SVG
from flashcards.text.spelling.process import opening, request
from flashcards.text.tex.process import request as formula_request

_DAY_MS = 86_400_000
_CARDS, _ANSWERS = 12, 6


def all_answer(bench: Bench) -> Found:
    """Ask each for something small; a process that is not one of ours answers nothing."""
    failed: list[str] = []
    missing: list[str] = []
    for work, ask in ASKED.items():
        try:
            missing += filter(None, [ask(bench.place())])
        except FailedError as error:
            failed += [f"{work}: {line}" for line in error.what]
        except Exception as error:  # noqa: BLE001  (the others are asked all the same)
            failed.append(f"{work}: {type(error).__name__}: {error}")
    if failed:
        raise FailedError(*failed)
    return Found(f"{len(ASKED)} processes", ", ".join(missing))


def _fit(_folder: Path) -> str:
    """Fit FSRS to a log of a few dozen answers."""
    answers = [(card, day) for card in range(_CARDS) for day in range(_ANSWERS)]
    log = AnswerLog.of(
        [card for card, _ in answers],
        [_DAY_MS * (20_000 + day * (2 + card % 3)) for card, day in answers],
        [1 if (card * 7 + day * 3) % 5 == 0 else 4 for card, day in answers],
    )
    predicted = Predicted.of(log)
    (found,) = optimising.fit(log, predicted, [len(predicted)])
    if len(found) != len(DEFAULT_PARAMETERS):
        raise FailedError(f"{len(found)} parameters came instead of {len(DEFAULT_PARAMETERS)}")
    return ""


def _read(_folder: Path) -> str:
    found = worth_apart(b"# Zorfs\n\nA **glim** is a zorf of quums.\n", "article.md")
    if not found.candidates:
        raise FailedError("an article with a definition gave no card")
    return ""


def _match(_folder: Path) -> str:
    if matching("re:^z.r", [(1, ["zorf"]), (2, ["glim"])], lambda: None) != [1]:
        raise FailedError("a regular expression did not find its text")
    return ""


def _draw_formula(_folder: Path) -> str:
    match _answers(children.FORMULAS, formula_request(r"\frac{1}{2}", "", False, ())):
        case [[[str(svg), *_]]] if "<svg" in svg:
            return ""
        case answers:
            raise FailedError(f"a formula was answered by {str(answers)[:100]}")


def _draw_svg(_folder: Path) -> str:
    import base64
    import json

    asked = json.dumps([8, 8, base64.b64encode(SVG).decode()]).encode() + b"\n"
    match _answers(children.DRAWINGS, asked):
        case [[str(picture)]] if base64.b64decode(picture).startswith(b"\x89PNG"):
            return ""
        case answers:
            raise FailedError(f"a drawing was answered by {str(answers)[:100]}")


def _spell(folder: Path) -> str:
    (folder / "xx.aff").write_text("SET UTF-8\n", encoding="utf-8")
    (folder / "xx.dic").write_text("3\nzorf\nglim\nquum\n", encoding="utf-8")
    match _answers(children.SPELLING, opening(folder, "xx") + request("check", ["glim", "glmi"])):
        case [["no", "absent"]]:
            return "no spelling here"
        case [["ready", _], ["check", ["glmi"]]]:
            return ""
        case answers:
            raise FailedError(f"words were answered by {str(answers)[:100]}")


def _answers(work: str, asked: bytes) -> list[Any]:
    """Return all that a process answers to one request."""
    heard: list[Any] = []
    helper = children.Helper(work, [asked], heard.append)
    helper.wait(PATIENCE_S)
    helper.stop()
    return heard


ASKED: dict[str, Callable[[Path], str]] = {
    children.FITTING: _fit,
    children.READING: _read,
    children.MATCHING: _match,
    children.FORMULAS: _draw_formula,
    children.DRAWINGS: _draw_svg,
    children.SPELLING: _spell,
}
"""By the work: what asks for it, and returns what is left out here."""
