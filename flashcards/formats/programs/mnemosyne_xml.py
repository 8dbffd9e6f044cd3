"""Reads what Mnemosyne shares: the XML in a ``.cards`` file, and that of Mnemosyne 1."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Final

from flashcards.formats.programs.mnemosyne import UNTAGGED, Card, Collected, Fact
from flashcards.formats.programs.mnemosyne_db import gap_in, view
from flashcards.formats.programs.mnemosyne_types import View, texts_in, users_type
from flashcards.formats.programs.rows import SECONDS_PER_DAY
from flashcards.formats.programs.xml_text import Element, Opened, read_xml
from flashcards.formats.wording import Problems, safe_name
from flashcards.model.errors import UserError
from flashcards.model.messages import message

_ADDED_CARD, _ADDED_TAG, _ADDED_FACT, _ADDED_VIEW, _ADDED_TYPE = "6", "10", "16", "19", "22"
"""The kinds of event that a ``.cards`` file consists of."""
_BACK, _MEANING = ".inv", ".tr.1"
"""How the ids of cards of Mnemosyne 1 end that another card is the other side of."""
_OVERLAY: Final = "answerbox: overlay"
_NO_NAME: Final = "<default>"
_PICTURE: Final = re.compile(r"<img\b[^<>]{0,2000}>", re.IGNORECASE)


def begins(head: bytes) -> bool:
    """Whether a file that begins so is XML of Mnemosyne 1."""
    return b"<mnemosyne" in head[:2_000]


def read_cards(data: bytes, file: str, deck: str) -> Collected:
    """Return what the XML in a ``.cards`` file holds. Raises UserError."""
    made = Collected(deck, problems=Problems(file))
    tags: dict[str, str] = {}
    views: dict[str, View] = {}
    records = _records(data, file, "openSM2sync", "log")
    next(records)
    for record in records:
        kind, identity = record.attributes.get("type"), record.attributes.get("o_id", "")
        if kind == _ADDED_TAG:
            tags[identity] = record.text_of("name")
        elif kind == _ADDED_VIEW:
            keys = ("name", "q_fact_keys", "a_fact_keys", "a_on_top_of_q", "q_fact_key_decorators",
                    "a_fact_key_decorators", "type_answer")  # fmt: skip
            said = {key: record.text_of(key) for key in keys}
            flags = {key: int(said[key] in ("True", "1")) for key in (keys[3], keys[6])}
            views[identity] = view([identity, *({**said, **flags}[key] for key in keys)])
        elif kind == _ADDED_TYPE:
            said = {key: record.text_of(key) for key in ("name", "fact_keys_and_names")}
            row = {"id": identity, **said}
            named = [views[each] for each in texts_in(record.text_of("fact_views"))
                     if each in views]  # fmt: skip
            made.types[identity] = users_type(row, named)
        elif kind == _ADDED_FACT:
            data_of = {each.tag.removeprefix("___"): each.text for each in record.children}
            made.facts[identity] = Fact(identity, data_of)
        elif kind == _ADDED_CARD:
            made.cards.append(_card(record, tags))
    return made


def _card(record: Element, tags: Mapping[str, str]) -> Card:
    said = record.attributes
    named = (tags.get(each, "") for each in said.get("tags", "").split(","))
    return Card(
        said.get("o_id", ""),
        said.get("fact", ""),
        said.get("card_t", ""),
        said.get("fact_v", ""),
        min(max(_whole(said, "gr", -1), -1), 5),
        _number(said, "e", 2.5),
        _whole(said, "ac_rp"),
        _whole(said, "rt_rp"),
        _whole(said, "lps"),
        _whole(said, "l_rp", -1),
        _whole(said, "n_rp", -1),
        _whole(said, "c_time"),
        gap=gap_in(record.text_of("extra")),
        tags=tuple(each for each in named if each),
    )


def read_first(data: bytes, file: str, deck: str) -> Collected:
    """Return what XML of Mnemosyne 1 holds. Raises UserError."""
    made = Collected(deck, problems=Problems(file))
    records = _records(data, file, "mnemosyne", "item")
    started = _whole(next(records).attributes, "time_of_start")
    items: dict[str, Element] = {}
    for number, record in enumerate(records, 1):
        identity = record.attributes.get("id") or f"_{number}"
        while identity in items:
            identity = f"dup{identity}"
        items[identity] = record
    if not started and any("gr" in item.attributes for item in items.values()):
        what = message(
            "The file does not say when it began, so its cards come as new ones, without their "
            "schedule."
        )
        made.problems.add(0, what)
    for identity, item in items.items():
        _take_item(made, items, (identity, item), started)
    return made


def _take_item(
    made: Collected, items: Mapping[str, Element], named: tuple[str, Element], started: int
) -> None:
    """Take a card of Mnemosyne 1, with the one that is its other side."""
    identity, item = named
    parent = next((identity.removesuffix(end) for end in (_BACK, _MEANING)
                   if identity.endswith(end)), "")  # fmt: skip
    if parent in items:
        return
    question, answer = item.text_of("Q"), item.text_of("A")
    other = items.get(identity + _BACK)
    word = items.get(identity + _MEANING)
    sides = [("1.1", item)]
    data: dict[str, str] = {"f": question, "b": answer}
    if other is not None and _OVERLAY in question and (blank := _picture(question)):
        data = {"loc": other.text_of("A"), "marked": other.text_of("Q"), "blank": blank}
        sides = [("4.1", other), ("4.2", item)]
    elif other is not None:
        sides = [("2.1", item), ("2.2", other)]
    elif word is not None:
        first, line, rest = answer.partition("\n")
        data = {"f": question, "p_1": first if line else "", "m_1": rest if line else answer}
        sides = [("3.1", item), ("3.2", word)]
    guid = identity if not identity.startswith("_") else _guid(question)
    while guid in made.facts:
        guid += "+"
    made.facts[guid] = Fact(guid, data)
    made.cards += [_first_card(each, guid, view_id, started) for view_id, each in sides]


def _picture(text: str) -> str:
    found = _PICTURE.search(text)
    return found[0] if found else ""


def _guid(question: str) -> str:
    """Return the identity of a card that has none which is the same in every copy."""
    digest = hashlib.blake2b(question.encode("utf-8", "replace"), digest_size=9).hexdigest()
    return f"mnemosyne-{digest}"


def _first_card(item: Element, fact: str, view_id: str, started: int) -> Card:
    said, category = item.attributes, item.text_of("cat").strip()
    card = Card(
        f"{fact} {view_id}",
        fact,
        view_id[:1],
        view_id,
        tags=() if category in ("", _NO_NAME, UNTAGGED) else (category,),
    )
    grade = _whole(said, "gr", -1)
    acquired, retained = _whole(said, "ac_rp"), _whole(said, "rt_rp")
    if "u" in said:
        unseen = said["u"] not in ("", "0") and grade < 2
    else:
        unseen = acquired <= 1 and not retained and grade == 0
    if not started or grade < 0 or unseen:
        return card
    return card._replace(
        grade=min(grade, 5),
        easiness=_number(said, "e", 2.5),
        acquisitions=acquired,
        retentions=retained,
        lapses=_whole(said, "lps"),
        last_s=started + int(_number(said, "l_rp", 0)) * SECONDS_PER_DAY,
        next_s=started + int(_number(said, "n_rp", 0)) * SECONDS_PER_DAY,
    )


def _records(data: bytes, file: str, root: str, tag: str) -> Iterator[Element]:
    """Yield the outermost element, without what is in it, and then the records in it."""
    started = False
    for event in read_xml(data, file, {tag}):
        if isinstance(event, Element):
            yield event
        elif isinstance(event, Opened) and not started:
            if event.element.tag != root:
                raise UserError(
                    message("{file} holds no cards of Mnemosyne’s.", file=safe_name(file)),
                    message("Export it again from Mnemosyne."),
                )
            started = True
            yield event.element


def _whole(said: Mapping[str, str], key: str, otherwise: int = 0) -> int:
    return int(_number(said, key, otherwise))


def _number(said: Mapping[str, str], key: str, otherwise: float) -> float:
    try:
        value = float(said.get(key, "").strip()[:40] or otherwise)
    except ValueError:
        return otherwise
    return value if abs(value) < 1 << 40 else otherwise
