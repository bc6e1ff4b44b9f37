"""Where cells come from that do not stand in their own row and column, and what becomes of rows in quarantine."""

TRACKED = ("quarantine_mend", "quarantine_ruling")
UNTRACKED = ("spread", "origin")

SQL = """
-- Of a part whose columns of periods became rows, 'stride' of them for each row of the sheet: the row of 'sheet' that a row of the part
-- comes from is (_row - shift - 1) / stride + 1, and the number of its period (from 0) is (_row - shift - 1) % stride.
ALTER TABLE segment ADD COLUMN stride INTEGER NOT NULL DEFAULT 1;

-- 'header': its values are the headers of the periods; 'value': they stand in the columns of the periods; else in 'source_column'.
ALTER TABLE part_column ADD COLUMN spread TEXT CHECK (spread IN ('header', 'value'));

-- Of a part of rows that were released from quarantine: the part whose quarantine they stood in. Their '_row' is the same in both.
ALTER TABLE part ADD COLUMN released_from INTEGER;

-- What the cells of a row were read as, in the order of the columns: [value, why its text is to be kept] of each, a name as text.
ALTER TABLE quarantine ADD COLUMN stored TEXT;

-- The header cell of each period, by its number from 0.
CREATE TABLE spread (
    part INTEGER NOT NULL REFERENCES part (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    source_row INTEGER NOT NULL,
    source_column INTEGER NOT NULL,
    PRIMARY KEY (part, number)
) STRICT, WITHOUT ROWID;

-- The cell that a value was taken from, where that is not the one in its own row and column: it was merged, or filled down.
CREATE TABLE origin (
    part INTEGER NOT NULL REFERENCES part (id) ON DELETE CASCADE,
    row INTEGER NOT NULL,
    position INTEGER NOT NULL,
    source_row INTEGER NOT NULL,
    source_column INTEGER NOT NULL,
    PRIMARY KEY (part, row, position)
) STRICT, WITHOUT ROWID;

-- What was written over a raw cell of a row in quarantine.
CREATE TABLE quarantine_mend (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL REFERENCES version (id) ON DELETE CASCADE,
    part INTEGER NOT NULL,
    row INTEGER NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (part, row, position),
    FOREIGN KEY (part, row) REFERENCES quarantine (part, row) ON DELETE CASCADE
) STRICT;

CREATE INDEX quarantine_mend_version ON quarantine_mend (version);

-- A row that is in quarantine no more: it was released into the version, or dismissed for a 'reason'.
CREATE TABLE quarantine_ruling (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL REFERENCES version (id) ON DELETE CASCADE,
    part INTEGER NOT NULL,
    row INTEGER NOT NULL,
    ruling TEXT NOT NULL CHECK (ruling IN ('released', 'dismissed')),
    reason TEXT,
    ruled_at TEXT NOT NULL,
    UNIQUE (part, row),
    CHECK ((ruling = 'dismissed') = (reason IS NOT NULL)),
    FOREIGN KEY (part, row) REFERENCES quarantine (part, row) ON DELETE CASCADE
) STRICT;

CREATE INDEX quarantine_ruling_version ON quarantine_ruling (version);
"""
