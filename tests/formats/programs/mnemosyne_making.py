"""Makes small databases and files as Mnemosyne writes them."""

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

_SCHEMA = """
create table facts(_id integer primary key, id text, extra_data text default "");
create table data_for_fact(_fact_id integer, key text, value text);
create table cards(_id integer primary key, id text, card_type_id text, _fact_id integer,
  fact_view_id text, question text, answer text, tags text, grade integer, next_rep integer,
  last_rep integer, easiness real, acq_reps integer, ret_reps integer, lapses integer,
  acq_reps_since_lapse integer, ret_reps_since_lapse integer, creation_time integer,
  modification_time integer, extra_data text default "", scheduler_data integer default 0,
  active boolean default 1);
create table tags(_id integer primary key, id text, name text, extra_data text default "");
create table tags_for_card(_card_id integer, _tag_id integer);
create table global_variables(key text, value text);
create table log(_id integer primary key autoincrement, event_type integer, timestamp integer,
  object_id text, grade integer, easiness real, acq_reps integer, ret_reps integer, lapses integer,
  acq_reps_since_lapse integer, ret_reps_since_lapse integer, scheduled_interval integer,
  actual_interval integer, thinking_time integer, next_rep integer, scheduler_data integer);
create table fact_views(id text primary key, name text, q_fact_keys text, a_fact_keys text,
  q_fact_key_decorators text, a_fact_key_decorators text, a_on_top_of_q boolean default 0,
  type_answer boolean default 0, extra_data text default "");
create table card_types(id text primary key, name text, fact_keys_and_names text,
  unique_fact_keys text, required_fact_keys text, fact_view_ids text, keyboard_shortcuts text,
  extra_data text default "");
insert into global_variables values ('version', '4');
insert into tags values (1, '__UNTAGGED__', '__UNTAGGED__', '');
"""


def card(view: str, **values: Any) -> dict[str, Any]:
    """Return a card of the view; ``values`` are of its other columns."""
    return {
        "fact_view_id": view, "card_type_id": view.rpartition(".")[0], "grade": -1, "next_rep": -1,
        "last_rep": -1, "easiness": 2.5, "acq_reps": 0, "ret_reps": 0, "lapses": 0,
        "creation_time": 1_700_000_000, **values,
    }  # fmt: skip


def database(
    path: Path,
    facts: Sequence[tuple[str, Mapping[str, str], Sequence[dict[str, Any]], Sequence[str]]],
    log: Sequence[dict[str, Any]] = (),
    types: Sequence[tuple[dict[str, Any], Sequence[dict[str, Any]]]] = (),
) -> Path:
    """Write facts (id, data, cards, tags) with the rows of the log, and types with their views."""
    with sqlite3.connect(path) as made:
        made.executescript(_SCHEMA)
        number, names = 0, ["__UNTAGGED__"]
        for at, (identity, data, cards, tags) in enumerate(facts, 1):
            _insert(made, "facts", {"_id": at, "id": identity})
            for key, value in data.items():
                _insert(made, "data_for_fact", {"_fact_id": at, "key": key, "value": value})
            for each in cards:
                number += 1
                own = {"_id": number, "id": f"card-{number}", "_fact_id": at, **each}
                _insert(made, "cards", own)
                for tag in tags or ["__UNTAGGED__"]:
                    if tag not in names:
                        names.append(tag)
                        _insert(made, "tags", {"_id": len(names), "id": tag, "name": tag})
                    tag_id = names.index(tag) + 1
                    _insert(made, "tags_for_card", {"_card_id": number, "_tag_id": tag_id})
        for row in log:
            _insert(made, "log", {"event_type": 9, "easiness": 2.5, "lapses": 0, **row})
        for kind, views in types:
            _insert(made, "card_types", kind)
            for view in views:
                _insert(made, "fact_views", view)
    made.close()
    return path


def _insert(made: sqlite3.Connection, table: str, values: Mapping[str, Any]) -> None:
    names, places = ", ".join(values), ", ".join("?" * len(values))
    made.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", list(values.values()))


CARDS_XML = """<openSM2sync number_of_entries="6">
<log type="10" o_id="t1"><name>cities</name></log>
<log type="13"><fname>figs/a.png</fname></log>
<log type="19" o_id="7::own.1"><name>Asked</name><q_fact_keys>['f']</q_fact_keys>
<a_fact_keys>['b', 'c']</a_fact_keys><q_fact_key_decorators>{}</q_fact_key_decorators>
<a_fact_key_decorators>{'c': 'also ${c}'}</a_fact_key_decorators>
<a_on_top_of_q>False</a_on_top_of_q><type_answer>False</type_answer></log>
<log type="22" o_id="7::own"><name>My own</name>
<fact_keys_and_names>[('f', 'City'), ('b', 'It\\'s in'), ('c', 'River')]</fact_keys_and_names>
<fact_views>['7::own.1']</fact_views></log>
<log type="16" o_id="fact-1"><f>Oslo</f><b>Norway &lt;img src="figs/a.png"&gt;</b></log>
<log type="16" o_id="fact-2"><f>Rome</f><b>Italy</b><c>Tiber</c></log>
<log type="6" o_id="c1" card_t="1" fact="fact-1" fact_v="1.1" tags="t1" gr="-1" e="2.5"
 ac_rp="0" rt_rp="0" lps="0" ac_rp_l="0" rt_rp_l="0" l_rp="-1" n_rp="-1"></log>
<log type="6" o_id="c2" card_t="7::own" fact="fact-2" fact_v="7::own.1" tags="t1" gr="-1"></log>
</openSM2sync>"""

FIRST_XML = """<?xml version="1.0" encoding="UTF-8"?>
<mnemosyne core_version="1" time_of_start="1741651200">
<category active="1"><name>&lt;default&gt;</name></category>
<item id="a" gr="4" e="2.6" ac_rp="1" rt_rp="3" lps="0" l_rp="341" n_rp="361">
<cat>big cities</cat><Q>Oslo</Q><A>Norway</A></item>
<item id="b" u="1" gr="0"><cat>&lt;default&gt;</cat><Q>one</Q><A>two</A></item>
<item id="b.inv" u="1" gr="0"><cat>&lt;default&gt;</cat><Q>two</Q><A>one</A></item>
<item id="c" u="1" gr="0"><cat>x</cat><Q>maison</Q><A>mezo
house</A></item>
<item id="c.tr.1" u="1" gr="0"><cat>x</cat><Q>house</Q><A>maison
mezo</A></item>
<item id="d"><cat>x</cat><Q>&lt;b&gt;?&lt;/b&gt;&lt;img src="maps/all.png"&gt;
&lt;card style="answerbox: overlay"/&gt;</Q><A>Drenthe</A></item>
<item id="d.inv"><cat>x</cat><Q>&lt;img src="maps/one.png"&gt;</Q><A>Drenthe</A></item>
<item id="e.inv"><cat>x</cat><Q>alone</Q><A></A></item>
</mnemosyne>"""
"""Day 0 is 2025-03-11, so day 361 is 2026-03-07."""
