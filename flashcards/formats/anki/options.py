"""Note types, decks and presets of newer collections, as the objects older ones keep as JSON.

So everything else knows one form, that of schema 11, whatever the age of a file. The numbers of
the fields and the names of the keys are facts of Anki's formats.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from flashcards.formats import bounded_json
from flashcards.formats.anki import wire
from flashcards.formats.anki.wire import (
    MAYBE_NUMBER,
    MAYBE_REAL,
    NUMBER,
    NUMBERS,
    REAL,
    REALS,
    TEXT,
    TRUTH,
    Entry,
    changed,
    list_of,
    nested,
)

OTHER = 255
"""The field in which every message keeps, as JSON, what add-ons and newer versions say."""
_REQUIREMENTS = ("none", "any", "all")
_ID_OR_NONE = changed(NUMBER, lambda value: value or None, lambda value: value or 0)
_NOT = changed(TRUTH, lambda value: not value, lambda value: not value)
_AS_NUMBER = changed(TRUTH, int, bool)
_PER_MILLE = changed(
    REAL, lambda value: round(value * 1000), lambda value: wire.shortest(value / 1000)
)
_TURNED = changed(NUMBER, lambda value: 0 if value else 1, lambda value: 0 if value else 1)
"""Order of new cards: 0 and 1 mean the opposite of what they mean as JSON."""


def _requirements(found: Sequence[Mapping[str, Any]]) -> list[list[Any]]:
    return [
        [each["ord"], _REQUIREMENTS[each["kind"] % len(_REQUIREMENTS)], each["fields"]]
        for each in found
    ]


def _as_messages(found: Sequence[Any]) -> list[dict[str, Any]]:
    return [
        {"ord": place, "kind": _REQUIREMENTS.index(kind), "fields": places}
        for place, kind, places in found
        if kind in _REQUIREMENTS
    ]


_REQUIRED = (Entry(1, "ord", NUMBER), Entry(2, "kind", NUMBER), Entry(3, "fields", NUMBERS))

NOTE_TYPE = (
    Entry(1, "type", NUMBER),
    Entry(2, "sortf", NUMBER),
    Entry(3, "css", TEXT),
    Entry(4, "did", _ID_OR_NONE),
    Entry(5, "latexPre", TEXT),
    Entry(6, "latexPost", TEXT),
    Entry(7, "latexsvg", TRUTH),
    Entry(8, "req", changed(list_of(_REQUIRED), _requirements, _as_messages)),
    Entry(9, "originalStockKind", NUMBER),
    Entry(10, "originalId", MAYBE_NUMBER),
)
FIELD = (
    Entry(1, "sticky", TRUTH),
    Entry(2, "rtl", TRUTH),
    Entry(3, "font", TEXT),
    Entry(4, "size", NUMBER),
    Entry(5, "description", TEXT),
    Entry(6, "plainText", TRUTH),
    Entry(7, "collapsed", TRUTH),
    Entry(8, "excludeFromSearch", TRUTH),
    Entry(9, "id", MAYBE_NUMBER),
    Entry(10, "tag", MAYBE_NUMBER),
    Entry(11, "preventDeletion", TRUTH),
)
TEMPLATE = (
    Entry(1, "qfmt", TEXT),
    Entry(2, "afmt", TEXT),
    Entry(3, "bqfmt", TEXT),
    Entry(4, "bafmt", TEXT),
    Entry(5, "did", _ID_OR_NONE),
    Entry(6, "bfont", TEXT),
    Entry(7, "bsize", NUMBER),
    Entry(8, "id", MAYBE_NUMBER),
)
_DAY_LIMIT = (Entry(1, "limit", NUMBER), Entry(2, "today", NUMBER))
_TERM = (Entry(1, "search", TEXT), Entry(2, "limit", NUMBER), Entry(3, "order", NUMBER))
_TERMS = changed(
    list_of(_TERM),
    lambda found: [[each["search"], each["limit"], each["order"]] for each in found],
    lambda found: [dict(zip(("search", "limit", "order"), each, strict=False)) for each in found],
)
DECK = (
    Entry(1, "collapsed", TRUTH),
    Entry(2, "browserCollapsed", TRUTH),
    Entry(3, "day", NUMBER),
    Entry(4, "newDone", NUMBER),
    Entry(5, "reviewsDone", NUMBER),
    Entry(6, "learningDone", NUMBER),
    Entry(7, "millisecondsDone", NUMBER),
)
_DONE = {
    "newToday": "newDone", "revToday": "reviewsDone",
    "lrnToday": "learningDone", "timeToday": "millisecondsDone",
}  # fmt: skip
_NORMAL = (
    Entry(1, "conf", NUMBER),
    Entry(2, "extendNew", NUMBER),
    Entry(3, "extendRev", NUMBER),
    Entry(4, "desc", TEXT),
    Entry(5, "md", TRUTH),
    Entry(6, "reviewLimit", MAYBE_NUMBER),
    Entry(7, "newLimit", MAYBE_NUMBER),
    Entry(8, "reviewLimitToday", nested(_DAY_LIMIT)),
    Entry(9, "newLimitToday", nested(_DAY_LIMIT)),
    Entry(10, "desiredRetention", MAYBE_REAL),
)
_FILTERED = (
    Entry(1, "resched", TRUTH),
    Entry(2, "terms", _TERMS),
    Entry(3, "delays", changed(REALS, lambda value: value or None, lambda value: value or [])),
    Entry(4, "previewDelay", NUMBER),
    Entry(5, "previewHardSecs", NUMBER),
    Entry(6, "previewGoodSecs", NUMBER),
    Entry(7, "previewAgainSecs", NUMBER),
)
_KIND = (Entry(1, "normal", nested(_NORMAL)), Entry(2, "filtered", nested(_FILTERED)))
PRESET = (
    Entry(1, "new.delays", REALS),
    Entry(2, "lapse.delays", REALS),
    Entry(3, "fsrsWeights", REALS),
    Entry(4, "easyDaysPercentages", REALS),
    Entry(5, "fsrsParams5", REALS),
    Entry(6, "fsrsParams6", REALS),
    Entry(9, "new.perDay", NUMBER),
    Entry(10, "rev.perDay", NUMBER),
    Entry(11, "new.initialFactor", _PER_MILLE),
    Entry(12, "rev.ease4", REAL),
    Entry(13, "rev.hardFactor", REAL),
    Entry(14, "lapse.mult", REAL),
    Entry(15, "rev.ivlFct", REAL),
    Entry(16, "rev.maxIvl", NUMBER),
    Entry(17, "lapse.minInt", NUMBER),
    Entry(18, "new.good", NUMBER),
    Entry(19, "new.easy", NUMBER),
    Entry(20, "new.order", _TURNED),
    Entry(21, "lapse.leechAction", NUMBER),
    Entry(22, "lapse.leechFails", NUMBER),
    Entry(23, "autoplay", _NOT),
    Entry(24, "maxTaken", NUMBER),
    Entry(25, "timer", _AS_NUMBER),
    Entry(26, "replayq", _NOT),
    Entry(27, "new.bury", TRUTH),
    Entry(28, "rev.bury", TRUTH),
    Entry(29, "buryInterdayLearning", TRUTH),
    Entry(30, "newMix", NUMBER),
    Entry(31, "interdayLearningMix", NUMBER),
    Entry(32, "newSortOrder", NUMBER),
    Entry(33, "reviewOrder", NUMBER),
    Entry(34, "newGatherPriority", NUMBER),
    Entry(35, "newPerDayMinimum", NUMBER),
    Entry(36, "questionAction", NUMBER),
    Entry(37, "desiredRetention", REAL),
    Entry(38, "stopTimerOnAnswer", TRUTH),
    Entry(40, "sm2Retention", REAL),
    Entry(41, "secondsToShowQuestion", REAL),
    Entry(42, "secondsToShowAnswer", REAL),
    Entry(43, "answerAction", NUMBER),
    Entry(44, "waitForAudio", TRUTH),
    Entry(45, "weightSearch", TEXT),
    Entry(46, "ignoreRevlogsBeforeDate", TEXT),
)


def _read(data: bytes, entries: Sequence[Entry]) -> dict[str, Any]:
    """Return a message with what it says beside its own fields; raises WireError."""
    made = wire.decoded(data, entries)
    others = [raw for number, _, raw in wire.fields(data) if number == OTHER]
    for other in others[-1:]:
        found = _json(other) if isinstance(other, bytes) else None
        if isinstance(found, dict):
            made = {**found, **made} | {
                key: {**found[key], **value}
                for key, value in made.items()
                if isinstance(value, dict) and isinstance(found.get(key), dict)
            }
    return made


def _json(data: bytes) -> Any:
    try:
        return bounded_json.loads(data)
    except ValueError:
        return None


def note_type(identity: int, name: str, changed_s: int, config: bytes) -> dict[str, Any]:
    """Return a note type without its fields and templates; raises WireError."""
    made = _read(config, NOTE_TYPE)
    if made["originalId"] is None:
        del made["originalId"]
    return {**made, "id": identity, "name": name, "mod": changed_s, "flds": [], "tmpls": []}


def field(name: str, place: int, config: bytes) -> dict[str, Any]:
    """Return a field of a note type; raises WireError."""
    return {**_read(config, FIELD), "name": name, "ord": place}


def template(name: str, place: int, config: bytes) -> dict[str, Any]:
    """Return a template of a note type; raises WireError."""
    return {**_read(config, TEMPLATE), "name": name, "ord": place}


def deck(identity: int, name: str, changed_s: int, common: bytes, kind: bytes) -> dict[str, Any]:
    """Return a deck; raises WireError."""
    made = _read(common, DECK)
    day = made.pop("day")
    for key, done in _DONE.items():
        made[key] = [day, made.pop(done)]
    kinds = wire.decoded(kind, _KIND)
    if kinds["filtered"] is not None:
        made |= {**kinds["filtered"], "dyn": 1, "separate": True, "desc": ""}
    else:
        made |= {**(kinds["normal"] or wire.decoded(b"", _NORMAL)), "dyn": 0}
        if not made["md"]:
            del made["md"]
    return {**made, "id": identity, "name": name.replace("\x1f", "::"), "mod": changed_s}


def preset(identity: int, name: str, changed_s: int, config: bytes) -> dict[str, Any]:
    """Return a preset, of a collection that keeps it as JSON too; raises WireError."""
    if config[:1] == b"{":
        made = _json(config)
        if not isinstance(made, dict):
            raise wire.WireError("a preset is a JSON object")
    else:
        made = _read(config, PRESET)
        new = made["new"]
        new["ints"] = [new.pop("good"), new.pop("easy"), 0]
        made["dyn"] = False
    return {**made, "id": identity, "name": name, "mod": changed_s}


_APART = frozenset(("id", "name", "mod", "usn", "ord", "flds", "tmpls", "dyn", "crt"))
"""Keys that are columns of their own, or that no newer version keeps."""


def _written(values: Mapping[str, Any], entries: Sequence[Entry], *apart: str) -> bytes:
    """Return the message ``_read`` reads."""
    known = {entry.key for entry in entries}
    others = _others(values, known, _APART.union(apart))
    data = wire.encoded(values, entries)
    if not others:
        return data
    other = json.dumps(others, separators=(",", ":"), ensure_ascii=False).encode()
    return data + wire.encoded({"other": other}, (Entry(OTHER, "other", wire.BYTES),))


def _others(
    values: Mapping[str, Any], known: set[str], apart: frozenset[str], before: str = ""
) -> dict[str, Any]:
    """Return what ``values`` say under keys that are not ``known``, objects in objects included."""
    found: dict[str, Any] = {}
    for key, value in values.items():
        whole = f"{before}{key}"
        if whole in known or whole in apart:
            continue
        if isinstance(value, Mapping) and any(each.startswith(f"{whole}.") for each in known):
            inner = _others(value, known, apart, f"{whole}.")
            if inner:
                found[key] = inner
        else:
            found[key] = value
    return found


def note_type_config(values: Mapping[str, Any]) -> bytes:
    """Return what the table of note types keeps of one."""
    return _written(values, NOTE_TYPE)


def field_config(values: Mapping[str, Any]) -> bytes:
    """Return what the table of fields keeps of one."""
    return _written(values, FIELD)


def template_config(values: Mapping[str, Any]) -> bytes:
    """Return what the table of templates keeps of one."""
    return _written(values, TEMPLATE)


def deck_parts(values: Mapping[str, Any]) -> tuple[bytes, bytes]:
    """Return what the table of decks keeps of one: what all decks have, and its kind."""
    common = dict(values)
    for key, done in _DONE.items():
        day = common.pop(key, None) or [0, 0]
        common["day"] = max(common.get("day", 0), int(day[0]))
        common[done] = int(day[1])
    filtered = bool(values.get("dyn"))
    apart = {entry.key for entry in (*_FILTERED, *_NORMAL)}
    kind = {"filtered" if filtered else "normal": values}
    data = _written(common, DECK, *apart, "separate")
    return data, wire.encoded(kind, (_KIND[filtered],))


def preset_config(values: Mapping[str, Any]) -> bytes:
    """Return what the table of presets keeps of one."""
    new = dict(values.get("new") or {})
    good, easy = (*(new.pop("ints", None) or (1, 4)), 1, 4)[:2]
    return _written({**values, "new": {**new, "good": good, "easy": easy}}, PRESET)
