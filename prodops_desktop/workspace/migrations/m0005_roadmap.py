"""The roadmap: items with scores and days, what waits for what, baselines, commitments, launches with gates, briefs, and teams."""

import json

from prodops_desktop.work import resources

TRACKED = (
    "roadmap_item",
    "roadmap_need",
    "roadmap_commitment",
    "baseline",
    "baseline_date",
    "gate",
    "gate_check",
    "brief_template",
    "brief",
    "roadmap_team",
)
UNTRACKED: tuple[str, ...] = ()
SOUGHT = (
    ("roadmap_need", "item"),
    ("roadmap_commitment", "item"),
    ("gate_check", "item"),
    ("brief", "item"),
)

_PRECISION = "('day', 'month', 'quarter', 'half', 'year')"

_TABLES = f"""
-- What is to be built, and why. No horizon means the one that its days say. A day that is vaguer than a day is the first of its period
-- for a start, and the last for an end. Confidence is what somebody claims, in per cent; effort is in person-months. 'reach_dataset'
-- names the dataset, and 'reach_column' the column, that a reach was counted in. The four figures of WSJF are value, urgency, risk, size.
CREATE TABLE roadmap_item (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL,
    code_key TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    problem TEXT,
    outcome TEXT,
    goal INTEGER REFERENCES goal (id) ON DELETE SET NULL,
    team TEXT,
    area TEXT,
    owner INTEGER REFERENCES person (id) ON DELETE SET NULL,
    horizon TEXT CHECK (horizon IN ('now', 'next', 'later')),
    status TEXT NOT NULL DEFAULT 'planned' CHECK (status IN ('idea', 'planned', 'in progress', 'on hold', 'done', 'dropped')),
    starts TEXT,
    starts_precision TEXT NOT NULL DEFAULT 'day' CHECK (starts_precision IN {_PRECISION}),
    due TEXT,
    due_precision TEXT NOT NULL DEFAULT 'day' CHECK (due_precision IN {_PRECISION}),
    done TEXT,
    reach REAL CHECK (reach >= 0),
    reach_unit TEXT,
    reach_source TEXT CHECK (reach_source IN ('typed', 'accounts', 'usage')),
    reach_dataset TEXT,
    reach_column TEXT,
    reach_as_of TEXT,
    impact REAL CHECK (impact > 0),
    confidence REAL CHECK (confidence > 0 AND confidence <= 100),
    effort REAL CHECK (effort > 0),
    value REAL CHECK (value >= 0),
    urgency REAL CHECK (urgency >= 0),
    risk REAL CHECK (risk >= 0),
    size REAL CHECK (size > 0),
    points REAL CHECK (points >= 0),
    stated_arr REAL CHECK (stated_arr >= 0),
    tier INTEGER CHECK (tier IN (1, 2, 3)),
    launch TEXT,
    note TEXT,
    CHECK (due >= starts),
    CHECK ((reach IS NULL) = (reach_source IS NULL))
) STRICT;

CREATE INDEX roadmap_item_goal ON roadmap_item (goal);
CREATE INDEX roadmap_item_owner ON roadmap_item (owner);

-- 'item' may begin 'lag' days after the last day of 'needs' (0: on the next one); a negative lag is an overlap that was planned.
CREATE TABLE roadmap_need (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    item INTEGER NOT NULL REFERENCES roadmap_item (id) ON DELETE CASCADE,
    needs INTEGER NOT NULL REFERENCES roadmap_item (id) ON DELETE CASCADE,
    lag INTEGER NOT NULL DEFAULT 0,
    UNIQUE (item, needs),
    CHECK (item <> needs)
) STRICT;

CREATE INDEX roadmap_need_needs ON roadmap_need (needs);

-- What was committed for a period, as the last report from before it, or else the first one, had it, with the team of the item at that
-- time; 'later' is what the latest one from after the period had begun says, whether or not that is the same.
CREATE TABLE roadmap_commitment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    item INTEGER NOT NULL REFERENCES roadmap_item (id) ON DELETE CASCADE,
    period TEXT NOT NULL,
    committed INTEGER NOT NULL CHECK (committed IN (0, 1)),
    points REAL CHECK (points >= 0),
    as_of TEXT NOT NULL,
    later INTEGER CHECK (later IN (0, 1)),
    later_as_of TEXT,
    team TEXT,
    UNIQUE (item, period),
    CHECK ((later IS NULL) = (later_as_of IS NULL))
) STRICT;

-- The days of all items as they were agreed on a day.
CREATE TABLE baseline (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    day TEXT NOT NULL
) STRICT;

CREATE TABLE baseline_date (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    baseline INTEGER NOT NULL REFERENCES baseline (id) ON DELETE CASCADE,
    item INTEGER NOT NULL REFERENCES roadmap_item (id) ON DELETE CASCADE,
    starts TEXT,
    due TEXT,
    due_precision TEXT NOT NULL CHECK (due_precision IN {_PRECISION}),
    launch TEXT,
    UNIQUE (baseline, item)
) STRICT;

CREATE INDEX baseline_date_item ON baseline_date (item);

-- What has to be done for a launch: working days from it by tier, empty where the tier does without.
CREATE TABLE gate (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    function TEXT NOT NULL,
    tier_1 INTEGER,
    tier_2 INTEGER,
    tier_3 INTEGER,
    evidence TEXT NOT NULL
) STRICT;

-- How a gate stands for an item; no row is open. A passed one has evidence: a link, a file, or a name with a day.
CREATE TABLE gate_check (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    item INTEGER NOT NULL REFERENCES roadmap_item (id) ON DELETE CASCADE,
    gate INTEGER NOT NULL REFERENCES gate (id) ON DELETE CASCADE,
    state TEXT NOT NULL CHECK (state IN ('open', 'passed', 'n/a')),
    evidence TEXT,
    who TEXT,
    day TEXT,
    UNIQUE (item, gate),
    CHECK (state <> 'passed' OR evidence IS NOT NULL OR (who IS NOT NULL AND day IS NOT NULL)),
    CHECK (state <> 'n/a' OR evidence IS NOT NULL)
) STRICT;

CREATE INDEX gate_check_gate ON gate_check (gate);

CREATE TABLE brief_template (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL UNIQUE CHECK (kind IN ('discovery', 'feature', 'release')),
    body TEXT NOT NULL
) STRICT;

CREATE TABLE brief (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    item INTEGER NOT NULL REFERENCES roadmap_item (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('discovery', 'feature', 'release')),
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    changed TEXT NOT NULL
) STRICT;

CREATE INDEX brief_item ON brief (item);

-- How many person-months a team has in a quarter.
CREATE TABLE roadmap_team (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    capacity REAL NOT NULL CHECK (capacity >= 0)
) STRICT;

-- The launches that are known to the day, beside the events that were entered; by numbers that no event has.
CREATE VIEW calendar_launch AS
    SELECT -i.id AS id, i.title, coalesce(i.launch, i.due) AS day, i.area, p.name AS owner
    FROM roadmap_item i LEFT JOIN person p ON p.id = i.owner
    WHERE i.tier IS NOT NULL AND i.status <> 'dropped' AND (i.launch IS NOT NULL OR (i.due IS NOT NULL AND i.due_precision = 'day'));

-- For other programs.
CREATE VIEW v_roadmap AS
    SELECT i.id, i.code, i.title, i.problem, i.outcome, g.title AS goal, i.team, i.area, p.name AS owner, i.horizon, i.status, i.starts,
        i.starts_precision, i.due, i.due_precision, i.done, i.reach, i.reach_unit, i.reach_source, i.reach_as_of, i.impact,
        i.confidence AS confidence_percent, i.effort AS effort_person_months, i.value, i.urgency, i.risk, i.size, i.points, i.stated_arr,
        i.tier,
        CASE WHEN i.tier IS NOT NULL THEN coalesce(i.launch, i.due) END AS launch, i.note,
        (SELECT group_concat(o.code, '; ') FROM roadmap_need n JOIN roadmap_item o ON o.id = n.needs WHERE n.item = i.id) AS needs
    FROM roadmap_item i LEFT JOIN goal g ON g.id = i.goal LEFT JOIN person p ON p.id = i.owner;

CREATE VIEW v_commitments AS
    SELECT i.code AS item, i.title, c.period, c.team, c.committed, c.points, c.as_of, c.later AS later_committed, c.later_as_of
    FROM roadmap_commitment c JOIN roadmap_item i ON i.id = c.item;

CREATE VIEW v_baselines AS
    SELECT b.name AS baseline, b.day, i.code AS item, i.title, d.starts, d.due, d.due_precision, d.launch
    FROM baseline_date d JOIN baseline b ON b.id = d.baseline JOIN roadmap_item i ON i.id = d.item;

CREATE VIEW v_gates AS
    SELECT i.code AS item, g.name AS gate, c.state, c.evidence, c.who, c.day
    FROM gate_check c JOIN roadmap_item i ON i.id = c.item JOIN gate g ON g.id = c.gate;
"""

_GONE = (
    """CREATE TRIGGER roadmap_item_gone AFTER DELETE ON roadmap_item BEGIN
    DELETE FROM link WHERE from_table = 'roadmap_item' AND from_id = OLD.id OR to_table = 'roadmap_item' AND to_id = OLD.id;
    DELETE FROM taken WHERE record_table = 'roadmap_item' AND record = OLD.id;
    DELETE FROM decision WHERE about_table = 'roadmap_item' AND about = OLD.id;
    DELETE FROM accepted_risk WHERE other_table = 'event' AND other = -OLD.id;
END;
""".replace(";\n    ", "; ")
    .replace("BEGIN\n    ", "BEGIN ")
    .replace(";\nEND", "; END")
)  # scripts are split at line ends

_RENAMED = """CREATE TRIGGER roadmap_reach_renamed AFTER UPDATE OF name ON dataset WHEN OLD.name <> NEW.name BEGIN
    UPDATE roadmap_item SET reach_dataset = NEW.name
    WHERE reach_dataset IN (OLD.name, NEW.name) OR lower(trim(reach_dataset)) IN (OLD.name_key, NEW.name_key);
END;
""".replace("\n    ", " ").replace(";\nEND", "; END")
# Reaches that name the new name already are written too, though they stay: so undo knows them as part of the step when it renames back.


def _shipped() -> str:
    """Statements that add the gates and templates that ship, which are there from the start and are no step of the history."""
    defaults = resources.folder() / "defaults"
    made = []
    for place, gate in enumerate(json.loads((defaults / "gates.json").read_text(encoding="utf-8"))["gates"], 1):
        offsets = ", ".join("NULL" if offset is None else str(int(offset)) for offset in gate["offsets"])
        told = (_text(gate["name"]), _text(gate["name"].casefold()), _text(gate["function"]), offsets, _text(gate["evidence"]))
        columns = "position, name, key, function, tier_1, tier_2, tier_3, evidence"
        made.append(f"INSERT INTO gate ({columns}) VALUES ({place}, {', '.join(told)})")
    for kind in ("discovery", "feature", "release"):
        body = (defaults / "briefs" / f"{kind}.md").read_text(encoding="utf-8")
        made.append(f"INSERT INTO brief_template (kind, body) VALUES ('{kind}', {_text(body)})")
    return "".join(f"{statement};\n" for statement in made)


def _text(value: str) -> str:
    quoted = value.replace("'", "''").replace("\n", "' || char(10) || '")
    return f"'{quoted}'"


SQL = _TABLES + _GONE + _RENAMED + _shipped()
