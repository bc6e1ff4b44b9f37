"""CS's November sheet, solved against October's: 6 new, 141 changed in 312 cells, 244 unchanged, 7 missing, 1 quarantined."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from .accounts import Account, sheet_day
from .facts import EBBW_NEW, EBBW_OLD, LEAVING, SEED, SILENT
from .health import (
    AMBIGUOUS,
    CLEAR,
    NOT_ASKED,
    Sheet,
    Status,
    clear_day,
    differing,
    in_both,
    is_ambiguous,
    nudged,
    quarantined,
    renewal_as_of,
)
from .health_named import NOVEMBER, OCTOBER

ROWS_CHANGED, CELLS_CHANGED = 141, 312
_FIRST_UNCLEAR = date(2026, 11, 1)


def november(accounts: list[Account], october: Sheet) -> Sheet:
    """The sheet as of 23 November 2026."""
    random = Random(SEED + 11)
    by_name = {a.name: a for a in accounts if a.code != 391}
    rows: Sheet = {}
    for name, row in october.items():
        if name in (*LEAVING, *SILENT, EBBW_OLD):
            continue
        rows[name] = replace(row, renewal=renewal_as_of(by_name[name], sheet_day(11)))
    for name, cells in NOVEMBER.items():
        rows[name] = replace(rows[name], **cells)  # type: ignore[arg-type]  # the keys are the fields' names
    rows.update(_newcomers(accounts, october, by_name))
    _first_answers(random, october, rows)
    _reviews(random, october, rows)
    _drift(random, october, rows)
    return rows


def _newcomers(accounts: list[Account], october: Sheet, by_name: dict[str, Account]) -> Sheet:
    fresh = [a for a in accounts if a.new_in == 11] + [by_name["Belmont Dental"]]
    rows = {
        a.name: Status(a.csm, 75, None, 12 + 3 * i, None, a.renewal, 0, "Green", "Y", ("SSO", "", "scim", "")[i % 4])
        for i, a in enumerate(fresh)
    }
    rows[EBBW_NEW] = replace(october[EBBW_OLD], hlth=74)
    return rows


def _settled(october: Sheet, rows: Sheet) -> list[str]:
    """Customers in both sheets that no story names, of which a cell may still be moved."""
    keep = set(OCTOBER) | quarantined(october)
    return [name for name in in_both(october, rows) if name not in keep]


def _first_answers(random: Random, october: Sheet, rows: Sheet) -> None:
    """Some of those not asked in October have answered, or the other way round, until 112 are not asked again."""
    surplus = sum(row.nps is None for row in rows.values()) - NOT_ASKED
    names = [name for name in _settled(october, rows) if (rows[name].nps is None) == (surplus > 0)]
    for name in random.sample(names, abs(surplus)):
        rows[name] = replace(rows[name], nps=random.choice((20, 30, 40)) if surplus > 0 else None)


def _reviews(random: Random, october: Sheet, rows: Sheet) -> None:
    """Reviews held since October, their days chosen so that again 37 are ambiguous and 284 are not."""
    names = _settled(october, rows)
    random.shuffle(names)
    missing = AMBIGUOUS + CLEAR - sum(row.qbr is not None for row in rows.values())
    empty = [name for name in names if rows[name].qbr is None]
    held = [name for name in names if rows[name].qbr is not None]
    for name in empty[:missing]:
        rows[name] = replace(rows[name], qbr=clear_day(random, sheet_day(10) + timedelta(days=1), sheet_day(11)))
    for name in held[:14]:
        rows[name] = replace(rows[name], qbr=clear_day(random, sheet_day(10) + timedelta(days=1), sheet_day(11)))
    unclear = [name for name in held[14:] if is_ambiguous(rows[name].qbr or sheet_day(11))]
    plain = [name for name in held[14:] if name not in unclear]
    surplus = sum(row.qbr is not None and is_ambiguous(row.qbr) for row in rows.values()) - AMBIGUOUS
    for name in unclear[: max(surplus, 0)]:
        rows[name] = replace(rows[name], qbr=clear_day(random, sheet_day(10) + timedelta(days=1), sheet_day(11)))
    for i, name in enumerate(plain[: max(-surplus, 0)]):
        rows[name] = replace(rows[name], qbr=_FIRST_UNCLEAR + timedelta(days=i % 10))


def _drift(random: Random, october: Sheet, rows: Sheet) -> None:
    """Small moves until 141 rows and 312 cells differ."""
    touched = [name for name in in_both(october, rows) if differing(october[name], rows[name])]
    still = [name for name in _settled(october, rows) if name not in touched]
    fresh = random.sample(still, ROWS_CHANGED - len(touched))
    for name in fresh:
        rows[name] = nudged(random, rows[name], "tix")
    cells = sum(len(differing(october[name], rows[name])) for name in in_both(october, rows))
    free = [name for name in (*fresh, *touched) if name not in OCTOBER]
    moves = [(name, what) for name in free for what in ("hlth", "adopt", "ask") if what not in differing(october[name], rows[name])]
    random.shuffle(moves)
    for name, what in moves:
        if cells == CELLS_CHANGED:
            break
        before = rows[name]
        rows[name] = nudged(random, before, what)
        cells += rows[name] != before
