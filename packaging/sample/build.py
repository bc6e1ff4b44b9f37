"""Make everything and write it: the spreadsheets, the answer key and the plan of imports."""

import json
from pathlib import Path
from typing import Any

from . import accounts_file, contracts_file, nps, tools_file, usage
from .accounts import make_accounts, sheet_day
from .accounts_file import write_accounts
from .answers import PIPELINE, Made, answers
from .contracts_file import write_contracts
from .facts import COMPANY, EUR_RATE_PERCENT, NA, TODAY
from .health import Sheet, earlier_sheets, october
from .health_file import file_name, marked_red, struck_in, write_health
from .november import november
from .nps import make_responses, make_rows, write_nps
from .pipeline import fill_pipeline, make_deals
from .tool_facts import ADEYEMI, NAIR, REYES
from .tools import LIST_DAY, make_tools
from .tools_file import write_tools
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
    return Made(accounts, sheets, painted, struck, deals, responses, make_rows(responses), weeks, make_tools()), users


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
    write_tools(out, made.tools)
    _write_json(out / "answers.json", {"company": COMPANY, "today": TODAY.isoformat(), "answers": answers(made)})
    _write_json(out / "plan.json", plan())
    return sorted([*(out / "history").iterdir(), *(out / "try-these").iterdir(), out / "answers.json", out / "plan.json"])


def plan() -> dict[str, Any]:
    """How the sample workspace is built: imports in order, targets, rates, settings, goals and dated events."""
    imports = [
        _import(accounts_file.NAME, "Accounts master", "accounts", "2026-10-31"),
        _import(contracts_file.NAME, "Contracts & renewals", "accounts", "2026-11-20"),
        *(_import(file_name(m), "CS health", "account_status", sheet_day(m).isoformat(), sheet="*") for m in range(4, 11)),
        _import(PIPELINE, "Sales pipeline", "opportunities", "2026-11-20"),
        _import(nps.NAME, "NPS responses", "nps", nps.LAST_DAY.isoformat()),
        _import(usage.NAME, "Product usage weekly", "usage_summary", "2026-11-22"),
        *_tool_imports(),
    ]
    return {
        "imports": imports,
        "targets": [{"metric": "nps", "value": 38}, {"metric": "arr", "value": 18_500_000}, {"metric": "active_accounts", "value": 380}],
        "rates": [{"currency": "EUR", "day": "2026-01-01", "rate": EUR_RATE_PERCENT / 100}],
        "settings": {"today": TODAY.isoformat(), "currency": "USD", "company": COMPANY, "paper": "A4"},
        "goals": [
            _goal("Customers recommend us", "nps", 38, "2026-Q4", NAIR),
            _goal("380 customers active in a month", "active_accounts", 380, "2026-Q4", REYES),
            _goal("End the year at $18.5M ARR", "arr", 18_500_000, "2026", ADEYEMI),
        ],
        "events": [
            _event("Thanksgiving", "holiday", "2026-11-26", "2026-11-27", region=NA),
            _event("Year-end code freeze", "freeze", "2026-12-21", "2027-01-04"),
            _event("New price list", "price change", "2027-02-01", "2027-02-01"),
        ],
    }


def _tool_imports() -> list[dict[str, Any]]:
    day = LIST_DAY.isoformat()
    return [
        _import(tools_file.NAME, "Tool contracts", "tools", day, sheet=tools_file.CONTRACTS),
        _import(tools_file.NAME, "Tool inventory", "tools", day, sheet=tools_file.INVENTORY),
        _import(tools_file.NAME, "Tool use by month", "tool_usage", day, sheet=tools_file.USE),
        *(_import(file, f"{tool} seats", "tool_seats", day) for tool, file in tools_file.SEATS.items()),
    ]


def _import(file: str, name: str, kind: str, as_of: str, *, sheet: str | None = None) -> dict[str, Any]:
    return {"file": file, "name": name, "kind": kind, "sheet": sheet, "as_of": as_of}


def _goal(title: str, metric: str, target: float, period: str, owner: str) -> dict[str, Any]:
    return {"title": title, "metric": metric, "target": target, "period": period, "owner": owner}


def _event(title: str, kind: str, starts: str, ends: str, *, region: str | None = None) -> dict[str, Any]:
    return {"title": title, "type": kind, "starts": starts, "ends": ends, "region": region, "surface": None}


def _write_json(path: Path, content: dict[str, Any]) -> None:
    path.write_bytes((json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode("utf-8"))
