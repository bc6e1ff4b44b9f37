"""The texts of the records of every area, and the records that have typed words in them."""

from dataclasses import dataclass

from prodops_desktop.answers.everywhere.model import Found, Hit, Words
from prodops_desktop.workspace import Store
from prodops_desktop.workspace.links import End

_MOST = 50


@dataclass(frozen=True)
class _Kind:
    """A kind of record: what several are called, and the SQL of (id, title, text…) of each; texts that are missing are NULL."""

    table: str
    name: str
    sql: str


def _aliases(table: str, record: str) -> str:
    return f"(SELECT group_concat(text, ' · ') FROM alias WHERE kind = '{table}' AND entry = {record}.id)"


def _decided(table: str, record: str) -> str:
    texts = "coalesce(choice, '') || ': ' || coalesce(reason, '')"
    return f"(SELECT group_concat({texts}, ' · ') FROM decision WHERE about_table = '{table}' AND about = {record}.id)"


_TOOL = f"""
    SELECT t.id, t.name, t.category, t.use_for, t.avoid, t.start_how, t.note, v.name, {_decided("tool", "t")},
        (SELECT group_concat(c.name, ' · ') FROM tool_capability k JOIN capability c ON c.id = k.capability WHERE k.tool = t.id)
    FROM tool t LEFT JOIN vendor v ON v.id = t.vendor ORDER BY 2
"""
_CONTRACT = """
    SELECT c.id, t.name || ' · ' || coalesce(c.reference, 'from ' || c.starts, 'without a start'), c.note,
        (SELECT group_concat(label, ' · ') FROM lead_time WHERE contract = c.id)
    FROM contract c JOIN tool t ON t.id = c.tool ORDER BY 2
"""
_EXPERIMENT = f"""
    SELECT e.id, e.code || ' ' || e.name, e.hypothesis, e.surface, e.team, e.decision_rule, e.early_reason, e.learning, e.note,
        {_decided("experiment", "e")},
        (SELECT group_concat(name || coalesce(': ' || about, ''), ' · ') FROM variant WHERE experiment = e.id),
        (SELECT group_concat(name, ' · ') FROM experiment_metric WHERE experiment = e.id),
        (SELECT group_concat(note, ' · ') FROM reading WHERE experiment = e.id),
        (SELECT group_concat(reason, ' · ') FROM accepted_risk WHERE experiment = e.id)
    FROM experiment e ORDER BY 2
"""
_ITEM = f"""
    SELECT i.id, i.code || ' ' || i.title, i.problem, i.outcome, i.team, i.area, i.note, i.reach_source, {_decided("roadmap_item", "i")},
        (SELECT group_concat(evidence, ' · ') FROM gate_check WHERE item = i.id)
    FROM roadmap_item i ORDER BY 2
"""
_TAG = """
    SELECT t.id, t.name, g.name, t.definition, t.example, t.not_this, t.note FROM tag t JOIN tag_group g ON g.id = t.tag_group ORDER BY 2
"""

KINDS = (
    _Kind("tool", "Tools", _TOOL),
    _Kind("contract", "Contracts", _CONTRACT),
    _Kind("experiment", "Experiments", _EXPERIMENT),
    _Kind("roadmap_item", "Roadmap", _ITEM),
    _Kind("brief", "Briefs", "SELECT id, title, body FROM brief ORDER BY 2"),
    _Kind("tag", "Tags", _TAG),
    _Kind("goal", "Goals", "SELECT id, title, metric, period, note FROM goal ORDER BY 2"),
    _Kind("event", "Events", "SELECT id, title, type, region, segment, surface, note FROM event ORDER BY 2"),
    _Kind("gate", "Gates", "SELECT id, name, function, evidence FROM gate ORDER BY position"),
    _Kind("roadmap_team", "Teams", "SELECT id, name FROM roadmap_team ORDER BY 2"),
    _Kind("user_segment", "Segments", "SELECT id, name, rule, note FROM user_segment ORDER BY 2"),
    _Kind("person", "People", f"SELECT p.id, p.name, p.email, p.team, p.role, p.note, {_aliases('person', 'p')} FROM person p ORDER BY 2"),
    _Kind("vendor", "Vendors", f"SELECT v.id, v.name, v.website, v.note, {_aliases('vendor', 'v')} FROM vendor v ORDER BY 2"),
    _Kind(
        "account",
        "Accounts",
        f"SELECT a.id, a.name, a.external_id, a.domain, a.note, {_aliases('account', 'a')} FROM account a ORDER BY 2",
    ),
    _Kind("feature", "Features", f"SELECT f.id, f.name, f.area, f.team, f.note, {_aliases('feature', 'f')} FROM feature f ORDER BY 2"),
    _Kind("dataset", "Datasets", "SELECT id, name FROM dataset ORDER BY name_key"),
)
"""Every kind of record whose texts are looked through, in the order in which they are shown."""


def find_records(store: Store, kind: _Kind, words: Words) -> Found:
    """The records of a kind that have all words in their texts together."""
    hits: list[Hit] = []
    count = 0
    for id_, title, *texts in store.db.execute(kind.sql):
        there = [str(title), *(str(text) for text in texts if text)]
        if words.are_in(there):
            count += 1
            if len(hits) < _MOST:
                hits.append(Hit(words.marked(there[0]), words.snippet(there[1:]), End(kind.table, id_)))
    return Found(kind.table, kind.name, count, tuple(hits))
