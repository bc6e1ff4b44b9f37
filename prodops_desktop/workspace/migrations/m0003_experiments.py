"""Segments and experiments: who is tested on, what is tested when, what came of it, and the risks that were accepted."""

TRACKED = (
    "user_segment",
    "experiment",
    "variant",
    "experiment_metric",
    "reading",
    "reading_value",
    "accepted_risk",
)
UNTRACKED: tuple[str, ...] = ()


def _gone_with(table: str, conditions: str, name: str = "gone") -> str:
    """A trigger in plain SQL: what hangs on a row goes with it, whichever code deletes it. (One line: scripts are split at line ends.)"""
    deletes = " ".join(f"{delete};" for delete in conditions.split("|"))
    return f"CREATE TRIGGER {table}_{name} AFTER DELETE ON {table} BEGIN {deletes} END;\n"


def _links_of(table: str) -> str:
    return f"DELETE FROM link WHERE from_table = '{table}' AND from_id = OLD.id OR to_table = '{table}' AND to_id = OLD.id"


def _taken_from(table: str) -> str:
    return f"DELETE FROM taken WHERE record_table = '{table}' AND record = OLD.id"


_TABLES = """
-- Accounts or users picked by a rule, a condition a line: “Segment is Enterprise”. Without a rule nobody knows yet who is in it.
-- (A table “segment” there is already: it tells stacked sheets apart.)
CREATE TABLE user_segment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    rule TEXT,
    note TEXT
) STRICT;

-- An empty segment is everybody, so that one in use is not deleted. Shares are per cent. 'mde_in' says whether the effect counts
-- points (or units) or per cent of the baseline. 'icc_from' names the dataset that the ICC was worked out from.
CREATE TABLE experiment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL,
    code_key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    hypothesis TEXT,
    kind TEXT NOT NULL DEFAULT 'A/B by user',
    unit TEXT NOT NULL DEFAULT 'user' CHECK (unit IN ('user', 'account')),
    clustered INTEGER NOT NULL DEFAULT 0 CHECK (clustered IN (0, 1)),
    status TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('idea', 'draft', 'scheduled', 'running', 'concluded', 'cancelled')),
    segment INTEGER REFERENCES user_segment (id),
    goal INTEGER REFERENCES goal (id) ON DELETE SET NULL,
    surface TEXT,
    team TEXT,
    owner INTEGER REFERENCES person (id) ON DELETE SET NULL,
    parameter TEXT,
    lane TEXT,
    allocation REAL NOT NULL DEFAULT 100 CHECK (allocation > 0 AND allocation <= 100),
    starts TEXT,
    ends TEXT,
    baseline REAL,
    deviation REAL,
    mde REAL CHECK (mde > 0),
    mde_in TEXT NOT NULL DEFAULT 'percent' CHECK (mde_in IN ('percent', 'points')),
    power REAL NOT NULL DEFAULT 80 CHECK (power > 0 AND power < 100),
    alpha REAL NOT NULL DEFAULT 5 CHECK (alpha > 0 AND alpha < 100),
    icc REAL CHECK (icc >= 0 AND icc <= 1),
    icc_from TEXT,
    step TEXT,
    decision_rule TEXT,
    early_reason TEXT,
    learning TEXT,
    note TEXT,
    CHECK (ends >= starts)
) STRICT;

CREATE INDEX experiment_segment ON experiment (segment);
CREATE INDEX experiment_goal ON experiment (goal);
CREATE INDEX experiment_owner ON experiment (owner);
CREATE INDEX experiment_days ON experiment (starts, ends);

CREATE TABLE variant (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    experiment INTEGER NOT NULL REFERENCES experiment (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    key TEXT NOT NULL,
    about TEXT,
    weight REAL NOT NULL DEFAULT 1 CHECK (weight >= 0),
    UNIQUE (experiment, key)
) STRICT;

-- 'type' is share (successes of units) or mean. A guardrail holds while the bad end of its interval stays within 'bound'.
CREATE TABLE experiment_metric (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    experiment INTEGER NOT NULL REFERENCES experiment (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    key TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('primary', 'secondary', 'guardrail')),
    type TEXT NOT NULL DEFAULT 'share' CHECK (type IN ('share', 'mean')),
    better TEXT NOT NULL DEFAULT 'up' CHECK (better IN ('up', 'down')),
    bound REAL CHECK (bound >= 0),
    bound_in TEXT NOT NULL DEFAULT 'percent' CHECK (bound_in IN ('percent', 'points')),
    UNIQUE (experiment, key)
) STRICT;

CREATE INDEX experiment_metric_key ON experiment_metric (key);

-- What was read of an experiment on a day: each look at it is kept, as each one is a chance to stop too early.
CREATE TABLE reading (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    experiment INTEGER NOT NULL REFERENCES experiment (id) ON DELETE CASCADE,
    day TEXT NOT NULL,
    note TEXT,
    UNIQUE (experiment, day)
) STRICT;

-- 'accounts' is over how many accounts the units are spread, and 'pre_' what the same units did before the test, where that is known:
-- mean, standard deviation, and the correlation with the metric.
CREATE TABLE reading_value (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    reading INTEGER NOT NULL REFERENCES reading (id) ON DELETE CASCADE,
    variant INTEGER NOT NULL REFERENCES variant (id) ON DELETE CASCADE,
    metric INTEGER NOT NULL REFERENCES experiment_metric (id) ON DELETE CASCADE,
    units INTEGER NOT NULL CHECK (units >= 0),
    accounts INTEGER CHECK (accounts >= 0),
    successes INTEGER CHECK (successes >= 0 AND successes <= units),
    mean REAL,
    sd REAL CHECK (sd >= 0),
    pre_mean REAL,
    pre_sd REAL CHECK (pre_sd >= 0),
    pre_correlation REAL CHECK (pre_correlation BETWEEN -1 AND 1),
    UNIQUE (reading, variant, metric),
    CHECK ((pre_mean IS NULL) = (pre_sd IS NULL) AND (pre_sd IS NULL) = (pre_correlation IS NULL))
) STRICT;

CREATE INDEX reading_value_variant ON reading_value (variant);
CREATE INDEX reading_value_metric ON reading_value (metric);

-- A conflict that somebody lives with, and why; it stands open again when it grows worse than 'grade'.
CREATE TABLE accepted_risk (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    experiment INTEGER NOT NULL REFERENCES experiment (id) ON DELETE CASCADE,
    other_table TEXT NOT NULL CHECK (other_table IN ('experiment', 'event')),
    other INTEGER NOT NULL,
    grade TEXT NOT NULL CHECK (grade IN ('block', 'high', 'medium', 'low')),
    reason TEXT NOT NULL,
    owner INTEGER REFERENCES person (id) ON DELETE SET NULL,
    day TEXT NOT NULL,
    UNIQUE (experiment, other_table, other)
) STRICT;

CREATE INDEX accepted_risk_owner ON accepted_risk (owner);

-- For other programs.
CREATE VIEW v_segments AS SELECT id, name, rule, note FROM user_segment;

CREATE VIEW v_experiments AS
    SELECT e.id, e.code, e.name, e.hypothesis, e.kind, e.unit, e.status, s.name AS segment, g.title AS goal, e.surface, e.team,
        p.name AS owner, e.parameter, e.lane AS exclusion_lane, e.allocation AS allocation_percent, e.starts, e.ends, e.baseline,
        e.mde AS least_effect, e.mde_in AS least_effect_in, e.power AS power_percent, e.alpha AS alpha_percent, e.icc,
        e.icc_from, e.step AS funnel_step, e.decision_rule, e.learning, e.note,
        (SELECT group_concat(m.name, '; ') FROM experiment_metric m WHERE m.experiment = e.id AND m.role = 'primary') AS primary_metrics,
        (SELECT group_concat(m.name, '; ') FROM experiment_metric m WHERE m.experiment = e.id AND m.role = 'guardrail') AS guardrails,
        (SELECT group_concat(v.name || ' ' || v.weight, '; ') FROM variant v WHERE v.experiment = e.id) AS variants
    FROM experiment e LEFT JOIN user_segment s ON s.id = e.segment LEFT JOIN goal g ON g.id = e.goal LEFT JOIN person p ON p.id = e.owner;

CREATE VIEW v_experiment_results AS
    SELECT e.code AS experiment, r.day, v.name AS variant, m.name AS metric, m.role, x.units, x.accounts, x.successes, x.mean, x.sd,
        x.pre_mean, x.pre_sd, x.pre_correlation
    FROM reading_value x JOIN reading r ON r.id = x.reading JOIN variant v ON v.id = x.variant
    JOIN experiment_metric m ON m.id = x.metric JOIN experiment e ON e.id = r.experiment;
"""

_RISKS_OF_EXPERIMENT = "DELETE FROM accepted_risk WHERE other_table = 'experiment' AND other = OLD.id"
_RISKS_OF_EVENT = "DELETE FROM accepted_risk WHERE other_table = 'event' AND other = OLD.id"
_DECISIONS = "DELETE FROM decision WHERE about_table = 'experiment' AND about = OLD.id"

SQL = (
    _TABLES
    + _gone_with("user_segment", _links_of("user_segment"))
    + _gone_with("experiment", "|".join((_links_of("experiment"), _taken_from("experiment"), _DECISIONS, _RISKS_OF_EXPERIMENT)))
    + _gone_with("reading", _taken_from("reading"))
    + _gone_with("event", "|".join((_taken_from("event"), _RISKS_OF_EVENT)), "left")
)
