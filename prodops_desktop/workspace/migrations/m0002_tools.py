"""The tool stack with its contracts, and what several areas speak of: registry, goals, dated events, decisions and links."""

_ENTRIES = ("account", "feature", "person", "vendor")
_LINKED = ("dataset", "target", *_ENTRIES, "goal", "event", "tool", "contract")

TRACKED = (
    *_ENTRIES,
    "alias",
    "goal",
    "event",
    "decision",
    "link",
    "tool",
    "capability",
    "tool_capability",
    "contract",
    "lead_time",
    "tool_month",
    "taken",
)
UNTRACKED = ("secret_name",)


def _gone_with(table: str, conditions: str) -> str:
    """A trigger in plain SQL: what hangs on a row goes with it, whichever code deletes it. (One line: scripts are split at line ends.)"""
    deletes = " ".join(f"{delete};" for delete in conditions.split("|"))
    return f"CREATE TRIGGER {table}_gone AFTER DELETE ON {table} BEGIN {deletes} END;\n"


def _cleaning(table: str) -> str:
    steps = [f"DELETE FROM link WHERE from_table = '{table}' AND from_id = OLD.id OR to_table = '{table}' AND to_id = OLD.id"]
    if table in _ENTRIES:
        steps.append(f"DELETE FROM alias WHERE kind = '{table}' AND entry = OLD.id")
    if table in ("tool", "contract"):
        steps.append(f"DELETE FROM decision WHERE about_table = '{table}' AND about = OLD.id")
        steps.append(f"DELETE FROM taken WHERE record_table = '{table}' AND record = OLD.id")
    return _gone_with(table, "|".join(steps))


_TABLES = """
-- Who and what several areas speak of. 'key' is the name as it is compared: trimmed, blanks joined, case-folded.
CREATE TABLE account (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    external_id TEXT,
    domain TEXT,
    note TEXT
) STRICT;

CREATE TABLE feature (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    area TEXT,
    team TEXT,
    note TEXT
) STRICT;

CREATE TABLE person (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    email TEXT,
    team TEXT,
    role TEXT,
    note TEXT
) STRICT;

CREATE TABLE vendor (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    website TEXT,
    note TEXT
) STRICT;

-- Another name of an entry; within a kind a name means one entry.
CREATE TABLE alias (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('account', 'feature', 'person', 'vendor')),
    entry INTEGER NOT NULL,
    text TEXT NOT NULL,
    key TEXT NOT NULL,
    UNIQUE (kind, key)
) STRICT;

CREATE INDEX alias_entry ON alias (kind, entry);

-- What the company aims at: the value that a metric (by its key) is to reach in a period such as 2026-Q4.
CREATE TABLE goal (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    metric TEXT,
    target REAL,
    period TEXT,
    owner INTEGER REFERENCES person (id) ON DELETE SET NULL,
    note TEXT
) STRICT;

CREATE INDEX goal_owner ON goal (owner);

CREATE TABLE event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    type TEXT NOT NULL,
    starts TEXT NOT NULL,
    ends TEXT NOT NULL,
    region TEXT,
    segment TEXT,
    surface TEXT,
    owner INTEGER REFERENCES person (id) ON DELETE SET NULL,
    note TEXT,
    CHECK (ends >= starts)
) STRICT;

CREATE INDEX event_owner ON event (owner);
CREATE INDEX event_days ON event (starts, ends);

-- What was decided about a record; 'for_day' is the deadline that it answers.
CREATE TABLE decision (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    about_table TEXT NOT NULL,
    about INTEGER NOT NULL,
    choice TEXT NOT NULL,
    reason TEXT NOT NULL,
    owner INTEGER REFERENCES person (id) ON DELETE SET NULL,
    day TEXT NOT NULL,
    for_day TEXT
) STRICT;

CREATE INDEX decision_about ON decision (about_table, about);
CREATE INDEX decision_owner ON decision (owner);

-- Two records that have to do with each other; 'kind' says how, read from the first to the second.
CREATE TABLE link (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    from_table TEXT NOT NULL,
    from_id INTEGER NOT NULL,
    to_table TEXT NOT NULL,
    to_id INTEGER NOT NULL,
    UNIQUE (from_table, from_id, to_table, to_id, kind)
) STRICT;

CREATE INDEX link_to ON link (to_table, to_id);

CREATE TABLE tool (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    vendor INTEGER REFERENCES vendor (id) ON DELETE SET NULL,
    category TEXT,
    owner INTEGER REFERENCES person (id) ON DELETE SET NULL,
    status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'trial', 'planned', 'retired')),
    active_days INTEGER NOT NULL DEFAULT 28 CHECK (active_days > 0),
    use_for TEXT,
    avoid TEXT,
    start_how TEXT,
    card_owner INTEGER REFERENCES person (id) ON DELETE SET NULL,
    reviewed TEXT,
    credential TEXT,
    note TEXT
) STRICT;

CREATE INDEX tool_vendor ON tool (vendor);
CREATE INDEX tool_owner ON tool (owner);
CREATE INDEX tool_card_owner ON tool (card_owner);

CREATE TABLE capability (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE
) STRICT;

-- How deep a tool goes: 0 not at all, 1 a little, 2 well, 3 what it is made for.
CREATE TABLE tool_capability (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tool INTEGER NOT NULL REFERENCES tool (id) ON DELETE CASCADE,
    capability INTEGER NOT NULL REFERENCES capability (id) ON DELETE CASCADE,
    depth INTEGER NOT NULL CHECK (depth BETWEEN 0 AND 3),
    UNIQUE (tool, capability)
) STRICT;

CREATE INDEX tool_capability_capability ON tool_capability (capability);

-- 'ends' is the last day of the first term; what is unknown is empty, never guessed. The amount is an integer of 10^-scale.
CREATE TABLE contract (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tool INTEGER NOT NULL REFERENCES tool (id) ON DELETE CASCADE,
    reference TEXT,
    starts TEXT,
    ends TEXT,
    auto_renew INTEGER CHECK (auto_renew IN (0, 1)),
    notice INTEGER CHECK (notice >= 0),
    notice_unit TEXT CHECK (notice_unit IN ('day', 'working day', 'week', 'month', 'year')),
    on_working_day INTEGER NOT NULL DEFAULT 0 CHECK (on_working_day IN (0, 1)),
    renewal INTEGER CHECK (renewal > 0),
    renewal_unit TEXT CHECK (renewal_unit IN ('day', 'week', 'month', 'year')),
    amount INTEGER,
    scale INTEGER NOT NULL DEFAULT 2,
    currency TEXT,
    amount_per TEXT NOT NULL DEFAULT 'year' CHECK (amount_per IN ('month', 'quarter', 'year')),
    basis TEXT CHECK (basis IN ('seat', 'flat', 'usage')),
    seats INTEGER CHECK (seats >= 0),
    uplift REAL,
    note TEXT
) STRICT;

CREATE INDEX contract_tool ON contract (tool);

-- Work that must begin before the notice deadline, such as a security review 20 working days ahead.
CREATE TABLE lead_time (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    contract INTEGER NOT NULL REFERENCES contract (id) ON DELETE CASCADE,
    label TEXT NOT NULL,
    length INTEGER NOT NULL CHECK (length > 0),
    unit TEXT NOT NULL CHECK (unit IN ('day', 'working day', 'week', 'month'))
) STRICT;

CREATE INDEX lead_time_contract ON lead_time (contract);

CREATE TABLE tool_month (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tool INTEGER NOT NULL REFERENCES tool (id) ON DELETE CASCADE,
    month TEXT NOT NULL,
    purchased INTEGER CHECK (purchased >= 0),
    assigned INTEGER CHECK (assigned >= 0),
    active INTEGER CHECK (active >= 0),
    cost INTEGER,
    scale INTEGER NOT NULL DEFAULT 2,
    currency TEXT,
    UNIQUE (tool, month)
) STRICT;

-- From which row of which imported version a record was taken: its source, and what it is compared with next time.
CREATE TABLE taken (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    record_table TEXT NOT NULL,
    record INTEGER NOT NULL,
    version INTEGER NOT NULL REFERENCES version (id) ON DELETE CASCADE,
    part INTEGER NOT NULL REFERENCES part (id),
    row INTEGER NOT NULL,
    UNIQUE (record_table, record, version)
) STRICT;

CREATE INDEX taken_version ON taken (version);
CREATE INDEX taken_part ON taken (part);

-- Under which name the keyring of the system keeps the secret of a record. No step of the history: undo can't change the keyring.
CREATE TABLE secret_name (
    record_table TEXT NOT NULL,
    record INTEGER NOT NULL,
    token TEXT NOT NULL,
    PRIMARY KEY (record_table, record)
) STRICT;

-- For other programs.
CREATE VIEW v_tools AS
    SELECT t.id, t.name, v.name AS vendor, t.category, p.name AS owner, t.status, t.active_days, t.use_for, t.avoid AS do_not_use_for,
        t.start_how AS how_to_start, c.name AS card_owner, t.reviewed, t.credential AS credential_kept_in, t.note,
        (SELECT group_concat(k.name || ' ' || tc.depth, '; ') FROM tool_capability tc JOIN capability k ON k.id = tc.capability
            WHERE tc.tool = t.id) AS capabilities
    FROM tool t LEFT JOIN vendor v ON v.id = t.vendor LEFT JOIN person p ON p.id = t.owner LEFT JOIN person c ON c.id = t.card_owner;

CREATE VIEW v_contracts AS
    SELECT c.id, t.name AS tool, c.reference, c.starts, c.ends, c.auto_renew, c.notice, c.notice_unit, c.on_working_day, c.renewal,
        c.renewal_unit, c.amount / pow10.factor AS amount, c.currency, c.amount_per, c.basis, c.seats, c.uplift AS uplift_percent, c.note
    FROM contract c JOIN tool t ON t.id = c.tool
    JOIN (SELECT 0 AS scale, 1.0 AS factor UNION ALL SELECT 1, 1e1 UNION ALL SELECT 2, 1e2 UNION ALL SELECT 3, 1e3 UNION ALL SELECT 4, 1e4
        UNION ALL SELECT 5, 1e5 UNION ALL SELECT 6, 1e6) pow10 ON pow10.scale = c.scale;

CREATE VIEW v_goals AS
    SELECT g.id, g.title, g.metric, g.target, g.period, p.name AS owner, g.note FROM goal g LEFT JOIN person p ON p.id = g.owner;

CREATE VIEW v_events AS
    SELECT e.id, e.title, e.type, e.starts, e.ends, e.region, e.segment, e.surface, p.name AS owner, e.note
    FROM event e LEFT JOIN person p ON p.id = e.owner;
"""

SQL = (
    _TABLES
    + "".join(_cleaning(table) for table in _LINKED)
    + _gone_with("tool_month", "DELETE FROM taken WHERE record_table = 'tool_month' AND record = OLD.id")
)
