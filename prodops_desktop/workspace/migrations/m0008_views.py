"""How somebody wants to see a dataset again: its columns, their order, what they are sorted and grouped by, and filters."""

TRACKED = ("dataset_view", "view_column", "view_filter", "view_value")
UNTRACKED = ()

SQL = """
-- 'name_key' is the name as it is compared; 'query' is what stands in any cell.
CREATE TABLE dataset_view (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    dataset INTEGER NOT NULL REFERENCES dataset (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    query TEXT NOT NULL,
    UNIQUE (dataset, name_key)
) STRICT;

-- The columns in their order. 'header' is that of the sheet and 'nth' says which one of those that are called so, so that a view
-- outlives its version. 'sorts' is the place among the sort keys; 'period' is what days are grouped by.
CREATE TABLE view_column (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    view INTEGER NOT NULL REFERENCES dataset_view (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    header TEXT NOT NULL,
    nth INTEGER NOT NULL,
    shown INTEGER NOT NULL CHECK (shown IN (0, 1)),
    pinned INTEGER NOT NULL CHECK (pinned IN (0, 1)),
    width INTEGER,
    sorts INTEGER,
    descends INTEGER NOT NULL CHECK (descends IN (0, 1)),
    groups INTEGER NOT NULL CHECK (groups IN (0, 1)),
    period TEXT CHECK (period IN ('month', 'quarter', 'year')),
    UNIQUE (view, header, nth)
) STRICT;

-- What the cells of a column must be. Its values are of 'type', and amounts of 10^-scale 'currency'. 'typed' is what was typed, if
-- anything was, with the signs of its numbers ('point', 'thousands') and whether the day came before the month in figures.
CREATE TABLE view_filter (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    view INTEGER NOT NULL REFERENCES dataset_view (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    header TEXT NOT NULL,
    nth INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('contains', 'lacks', 'between', 'empty', 'filled', 'one of')),
    type TEXT NOT NULL,
    scale INTEGER,
    currency TEXT,
    typed TEXT,
    point TEXT,
    thousands TEXT,
    day_first INTEGER CHECK (day_first IN (0, 1))
) STRICT;

CREATE INDEX view_filter_view ON view_filter (view);

-- The values of a filter in their order; one without any of the three is an empty cell, or no bound.
CREATE TABLE view_value (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    filter INTEGER NOT NULL REFERENCES view_filter (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    value TEXT,
    whole INTEGER,
    fraction REAL,
    UNIQUE (filter, place)
) STRICT;
"""
