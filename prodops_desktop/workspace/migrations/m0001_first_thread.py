"""The first shape of the file: history, settings, datasets with versions and parts, rates and targets."""

TRACKED = ("setting", "dataset", "version", "version_part", "dead", "rate", "target")
UNTRACKED = ("change", "change_table", "source", "source_chunk", "recipe", "part", "part_column", "segment", "raw", "quarantine", "name")

SQL = """
-- What happened: one row a step ('kind' is edit, import, undo or redo). 'started_after' is the newest step there was when the
-- operator began this one: a job ends after steps that she made meanwhile. An undo or redo names the step that it takes back, and
-- the step at the root of the chain, which carries in 'undone' whether it is in effect.
CREATE TABLE change (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    started_after INTEGER NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    label TEXT NOT NULL,
    kind TEXT NOT NULL,
    undoes INTEGER UNIQUE REFERENCES change (id),
    root INTEGER REFERENCES change (id),
    undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
    schema INTEGER NOT NULL
) STRICT;

CREATE INDEX change_undoable ON change (started_after) WHERE undone = 0 AND root IS NULL;
CREATE INDEX change_root ON change (root);

CREATE TABLE change_table (
    change INTEGER NOT NULL REFERENCES change (id),
    name TEXT NOT NULL,
    rows INTEGER NOT NULL,
    PRIMARY KEY (change, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE dataset (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    counts INTEGER NOT NULL DEFAULT 1 CHECK (counts IN (0, 1)),
    created_at TEXT NOT NULL
) STRICT;

-- A file as it came. Its bytes lie in chunks, up to the limit in the settings.
CREATE TABLE source (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    format TEXT NOT NULL
) STRICT;

CREATE TABLE source_chunk (
    source INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (source, position)
) STRICT;

-- Every choice made in an import, as JSON, to be replayed on next month's file of the same shape.
CREATE TABLE recipe (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    shape TEXT NOT NULL,
    choices TEXT NOT NULL
) STRICT;

CREATE INDEX recipe_shape ON recipe (shape);

CREATE TABLE version (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    dataset INTEGER NOT NULL REFERENCES dataset (id),
    number INTEGER NOT NULL,
    parent INTEGER REFERENCES version (id),
    kind TEXT NOT NULL,
    as_of TEXT NOT NULL,
    as_of_from TEXT NOT NULL,
    imported_at TEXT NOT NULL,
    source INTEGER NOT NULL REFERENCES source (id),
    sheet TEXT NOT NULL,
    recipe INTEGER NOT NULL REFERENCES recipe (id),
    rows_read INTEGER NOT NULL,
    rows_accepted INTEGER NOT NULL,
    rows_quarantined INTEGER NOT NULL,
    rows_dropped INTEGER NOT NULL,
    warnings TEXT NOT NULL,
    UNIQUE (dataset, number)
) STRICT;

CREATE INDEX version_source ON version (source);

-- An immutable table 'part_<id>(_row, c1 … cn)' of imported rows; 'published' is set once it is whole.
CREATE TABLE part (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    rows INTEGER NOT NULL DEFAULT 0,
    hash TEXT NOT NULL DEFAULT '',
    published INTEGER NOT NULL DEFAULT 0 CHECK (published IN (0, 1))
) STRICT;

CREATE TABLE part_column (
    part INTEGER NOT NULL REFERENCES part (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    header TEXT NOT NULL,
    source_column INTEGER NOT NULL,
    field TEXT,
    type TEXT NOT NULL,
    storage TEXT NOT NULL,
    scale INTEGER,
    currency TEXT,
    format TEXT,
    zone TEXT,
    name_kind TEXT,
    filled INTEGER NOT NULL,
    distinct_values INTEGER,
    minimum TEXT,
    maximum TEXT,
    PRIMARY KEY (part, position)
) STRICT, WITHOUT ROWID;

-- From 'first_row' on, a row of the part is row '_row - shift' of 'sheet'.
CREATE TABLE segment (
    part INTEGER NOT NULL REFERENCES part (id) ON DELETE CASCADE,
    first_row INTEGER NOT NULL,
    sheet TEXT NOT NULL,
    shift INTEGER NOT NULL,
    PRIMARY KEY (part, first_row)
) STRICT, WITHOUT ROWID;

-- Text as it stood in the file, only where the column's recorded format can't give it back.
CREATE TABLE raw (
    part INTEGER NOT NULL REFERENCES part (id) ON DELETE CASCADE,
    row INTEGER NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (part, row, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE quarantine (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    part INTEGER NOT NULL REFERENCES part (id) ON DELETE CASCADE,
    row INTEGER NOT NULL,
    sheet TEXT NOT NULL,
    source_row INTEGER NOT NULL,
    cells TEXT NOT NULL,
    reasons TEXT NOT NULL,
    UNIQUE (part, row)
) STRICT;

CREATE TABLE version_part (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL REFERENCES version (id),
    part INTEGER NOT NULL REFERENCES part (id),
    UNIQUE (version, part)
) STRICT;

CREATE INDEX version_part_part ON version_part (part);

-- Rows of a part that a version and those after it no longer hold.
CREATE TABLE dead (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL REFERENCES version (id),
    part INTEGER NOT NULL REFERENCES part (id),
    row INTEGER NOT NULL,
    UNIQUE (part, row, version)
) STRICT;

CREATE INDEX dead_version ON dead (version);

-- Account, user and feature cells are integers into this table, where 'kind' says which they are. 'key' is the trimmed,
-- case-folded text.
CREATE TABLE name (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    key TEXT NOT NULL,
    UNIQUE (kind, text)
) STRICT;

CREATE INDEX name_key ON name (kind, key);

CREATE TABLE rate (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    currency TEXT NOT NULL,
    day TEXT NOT NULL,
    rate REAL NOT NULL CHECK (rate > 0),
    UNIQUE (currency, day)
) STRICT;

CREATE TABLE target (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    metric TEXT NOT NULL,
    value REAL NOT NULL
) STRICT;

CREATE UNIQUE INDEX target_metric ON target (metric);
"""
