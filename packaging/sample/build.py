"""Make everything and write it: the spreadsheets, the answer key and the plan of imports."""

import json
from pathlib import Path
from typing import Any

from . import accounts_file, contracts_file, nps, usage
from .accounts import make_accounts, sheet_day
from .accounts_file import write_accounts
from .answers import PIPELINE, Made, answers
from .contracts_file import write_contracts
from .facts import COMPANY, EUR_RATE_PERCENT, TODAY
from .health import Sheet, earlier_sheets, october
from .health_file import file_name, marked_red, struck_in, write_health
from .november import november
from .nps import make_responses, make_rows, write_nps
from .pipeline import fill_pipeline, make_deals
from .usage import User, make_users, make_weeks, write_usage
from .workbook import write_workbook


def make() -> tuple[Made, list[User]]:
    """Draw and solve the whole company."""
    accounts = make_accounts()
    tenth = october(accounts)
    sheets = {**earlier_sheets(accounts, tenth), 10: tenth, 11: november(accounts, tenth)}
    marked = set(marked_red(tenth, sheets[11]))
    painted = {month: _painted(rows, marked) for month, rows in sheets.items()}
    struck = {month: struck_in(month, rows, sheets.get(month + 1)) for month, rows in sheets.items()}
    users = make_users(accounts)
    responses = make_responses(accounts)
    deals, weeks = make_deals(accounts), make_weeks(accounts, users)
    return Made(accounts, sheets, painted, struck, deals, responses, make_rows(responses), weeks), users


def _painted(rows: Sheet, marked: set[str]) -> set[str]:
    """CS paints those marked and most of those whose text says risk."""
    return {name for name, row in rows.items() if name in marked or (row.sentiment == "Red" and len(name) % 5)}


def write_all(out: Path) -> list[Path]:
    """Write all files under a folder and return them in the order of their names."""
    made, users = make()
    for folder in ("history", "try-these"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    write_accounts(out, made.accounts, users)
    write_contracts(out, made.accounts)
    for month, rows in made.sheets.items():
        write_health(out, month, rows, made.painted[month], made.struck[month])
    write_workbook(out / PIPELINE, "Sales pipeline", lambda book: fill_pipeline(book, made.deals))
    write_nps(out, made.rows)
    write_usage(out, made.weeks)
    _write_json(out / "answers.json", {"company": COMPANY, "today": TODAY.isoformat(), "answers": answers(made)})
    _write_json(out / "plan.json", plan())
    return sorted([*(out / "history").iterdir(), *(out / "try-these").iterdir(), out / "answers.json", out / "plan.json"])


def plan() -> dict[str, Any]:
    """How the sample workspace is built: imports in order, targets, rates and settings."""
    imports = [
        _import(accounts_file.NAME, "Accounts master", "accounts", "2026-10-31"),
        _import(contracts_file.NAME, "Contracts & renewals", "accounts", "2026-11-20"),
        *(_import(file_name(m), "CS health", "account_status", sheet_day(m).isoformat(), sheet="*") for m in range(4, 11)),
        _import(PIPELINE, "Sales pipeline", "opportunities", "2026-11-20"),
        _import(nps.NAME, "NPS responses", "nps", nps.LAST_DAY.isoformat()),
        _import(usage.NAME, "Product usage weekly", "usage_summary", "2026-11-22"),
    ]
    return {
        "imports": imports,
        "targets": [{"metric": "nps", "value": 38}, {"metric": "arr", "value": 18_500_000}, {"metric": "active_accounts", "value": 380}],
        "rates": [{"currency": "EUR", "day": "2026-01-01", "rate": EUR_RATE_PERCENT / 100}],
        "settings": {"today": TODAY.isoformat(), "currency": "USD", "company": COMPANY, "paper": "A4"},
    }


def _import(file: str, name: str, kind: str, as_of: str, *, sheet: str | None = None) -> dict[str, Any]:
    return {"file": file, "name": name, "kind": kind, "sheet": sheet, "as_of": as_of}


def _write_json(path: Path, content: dict[str, Any]) -> None:
    path.write_bytes((json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode("utf-8"))
