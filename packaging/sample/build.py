"""Make everything and write it: the spreadsheets, the answer key and the plan of imports."""

import json
from pathlib import Path
from typing import Any

from . import (
    accounts_file,
    calendar_file,
    churn,
    contracts_file,
    delivery_file,
    experiments_file,
    nps,
    revenue_file,
    tickets_file,
    tools_file,
    usage,
    worst,
)
from .accounts import make_accounts, sheet_day
from .accounts_file import write_accounts
from .answers import PIPELINE, Made, answers
from .calendar_file import write_calendar
from .churn import write_log
from .contracts_file import write_contracts
from .delivery import Delivery, make_delivery
from .delivery_facts import OCTOBER
from .delivery_file import write_delivery
from .directory import AS_OF, make_directory, pays_by
from .experiment_answers import Tested
from .experiment_facts import (
    ACTIVE_380,
    ARR_GOAL,
    DECISIONS,
    ENTERPRISE_GOAL,
    EXPANSION,
    EXPORTS,
    FOUR_HOURS,
    NRR,
    RECOMMEND,
    SEGMENTS,
    STICKINESS,
    WEEK_8,
    Decided,
)
from .experiments import make_exposures, make_results
from .experiments_file import write_exposures, write_register, write_results
from .facts import COMPANY, EUR_RATE_PERCENT, TODAY
from .feedback_answers import DONE_UNTIL, Voices
from .health import Sheet, earlier_sheets, october
from .health_file import file_name, marked_red, struck_in, write_health
from .needs import needs_as_tags
from .notes import make_notes
from .notes_file import write_notes
from .november import november
from .nps import make_responses, make_rows, write_nps
from .pipeline import fill_pipeline, make_deals
from .received import heard_elsewhere
from .revenue_answers import make_billed
from .revenue_file import write_revenue
from .roadmap_plan import roadmap_plan
from .tickets import Ticket, make_tickets
from .tickets_file import write_tickets
from .tool_facts import ADEYEMI, BRANDT, NAIR, OSEI, REYES
from .tools import LIST_DAY, make_tools
from .tools_file import write_tools
from .usage import make_users, make_weeks, write_usage
from .workbook import write_workbook


def make() -> Made:
    """Draw and solve the whole company."""
    accounts = make_accounts()
    tenth = october(accounts)
    sheets = {**earlier_sheets(accounts, tenth), 10: tenth, 11: november(accounts, tenth)}
    marked = set(marked_red(tenth, sheets[11]))
    painted = {month: _painted(rows, marked) for month, rows in sheets.items()}
    struck = {month: struck_in(month, rows, sheets.get(month + 1)) for month, rows in sheets.items()}
    users = make_users(accounts)
    responses = make_responses(accounts)
    deals, weeks, pays = make_deals(accounts), make_weeks(accounts, users), pays_by(accounts)
    directory = make_directory(accounts, users, weeks, pays)
    tested = Tested(pays, directory, make_results(), make_exposures(accounts, directory))
    voices = Voices(make_tickets(accounts, heard_elsewhere(responses, deals)), make_notes(accounts), responses, deals)
    return Made(
        accounts, sheets, painted, struck, deals, responses, make_rows(responses), weeks, make_tools(), tested, voices, make_delivery(),
        make_billed(accounts, deals, sheets),
    )  # fmt: skip


def _painted(rows: Sheet, marked: set[str]) -> set[str]:
    """CS paints those marked and most of those whose text says risk."""
    return {name for name, row in rows.items() if name in marked or (row.sentiment == "Red" and len(name) % 5)}


def write_all(out: Path) -> list[Path]:
    """Write all files under a folder and return them in the order of their names."""
    made = make()
    for folder in ("history", "try-these", worst.FOLDER):
        (out / folder).mkdir(parents=True, exist_ok=True)
    write_accounts(out, made.accounts, made.tested.pays, made.tested.directory)
    write_contracts(out, made.accounts)
    for month, rows in made.sheets.items():
        write_health(out, month, rows, made.painted[month], made.struck[month])
    write_workbook(out / PIPELINE, "Sales pipeline", lambda book: fill_pipeline(book, made.deals))
    write_nps(out, made.rows)
    write_usage(out, made.weeks)
    write_tools(out, made.tools)
    write_calendar(out)
    write_register(out)
    write_results(out, made.tested.lines)
    write_exposures(out, made.tested.exposures)
    write_tickets(out, made.voices.tickets)
    write_notes(out, made.voices.notes)
    write_delivery(out, made.delivery)
    write_revenue(out, made.billed.lines)
    write_log(out, made.billed.log)
    _write_worst(out, made)
    _write_json(out / "answers.json", {"company": COMPANY, "today": TODAY.isoformat(), "answers": answers(made)})
    _write_json(out / "plan.json", plan(made.delivery, made.voices.tickets))
    return sorted(path for path in out.rglob("*") if path.is_file() and path.name != "README.md")


def _write_worst(out: Path, made: Made) -> None:
    looks = {month: (made.painted[month], made.struck[month]) for month in (10, 11)}
    worst.write_worst(out, made.accounts, made.deals, made.sheets[10], looks[10])
    worst.write_misdated(out, made.sheets[11], looks[11], sheet_day(10))


def plan(delivery: Delivery, tickets: list[Ticket]) -> dict[str, Any]:
    """How the sample workspace is built: settings, rates, targets, goals, segments, tags, imports, and what is done after one of them."""
    imports = [
        _import(accounts_file.NAME, "Accounts master", "accounts", "2026-10-31"),
        _import(contracts_file.NAME, "Contracts & renewals", "accounts", "2026-11-20"),
        *(_import(file_name(m), "CS health", "account_status", sheet_day(m).isoformat(), sheet="*") for m in range(4, 11)),
        _import(PIPELINE, "Sales pipeline", "opportunities", "2026-11-20"),
        _import(nps.NAME, "NPS responses", "nps", nps.LAST_DAY.isoformat()),
        {
            **_import(tickets_file.NAME, "Support tickets", "tickets", LIST_DAY.isoformat()),
            "feedback": {"done_until": DONE_UNTIL.isoformat(), "by": NAIR},
        },
        _import(usage.NAME, "Product usage weekly", "usage_summary", "2026-11-22"),
        # ARR is what Contracts says; months that Finance has not closed would speak before it
        {**_import(revenue_file.NAME, "Finance MRR", "revenue", LIST_DAY.isoformat()), "unpivot": True, "counts": False},
        # the reasons are CS's words about a customer and not the customer's own: nothing for the inbox
        {**_import(churn.NAME, "Churn log", "churn", LIST_DAY.isoformat()), "mapping": {"Reason": None}},
        *_tool_imports(),
        *_experiment_imports(roadmap_plan(delivery, tickets)),
    ]
    return {
        "imports": imports,
        "targets": [{"metric": "nps", "value": 38}, {"metric": "arr", "value": 18_500_000}, {"metric": "active_accounts", "value": 380}],
        "rates": [{"currency": "EUR", "day": "2026-01-01", "rate": EUR_RATE_PERCENT / 100}],
        "settings": {"today": TODAY.isoformat(), "currency": "USD", "company": COMPANY, "paper": "A4"},
        "goals": [
            _goal(RECOMMEND, "nps", 38, "2026-Q4", NAIR),
            _goal(ACTIVE_380, "active_accounts", 380, "2026-Q4", REYES),
            _goal(ARR_GOAL, "arr", 18_500_000, "2026", ADEYEMI),
            _goal(EXPORTS, None, 50, "2026-Q4", OSEI),
            _goal(FOUR_HOURS, None, None, "2027-Q1", NAIR),
            _goal(NRR, None, 110, "2026", ADEYEMI),
            _goal(ENTERPRISE_GOAL, None, None, "2027-Q1", NAIR),
            _goal(STICKINESS, None, 28, "2026-Q4", BRANDT),
            _goal(EXPANSION, None, 3_000_000, "2026", ADEYEMI),
            _goal(WEEK_8, None, 60, "2027-Q1", REYES),
        ],
        "segments": [{"name": name, "rule": "\n".join(rule)} for name, rule in SEGMENTS.items()],
        "tags": needs_as_tags(),
    }


def _tool_imports() -> list[dict[str, Any]]:
    day = LIST_DAY.isoformat()
    return [
        _import(tools_file.NAME, "Tool contracts", "tools", day, sheet=tools_file.CONTRACTS),
        _import(tools_file.NAME, "Tool inventory", "tools", day, sheet=tools_file.INVENTORY),
        _import(tools_file.NAME, "Tool use by month", "tool_usage", day, sheet=tools_file.USE),
        *(_import(file, f"{tool} seats", "tool_seats", day) for tool, file in tools_file.SEATS.items()),
    ]


def _experiment_imports(roadmap: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The calendar, the register, Delivery’s plan with what is done to the roadmap then, and at last the results."""
    day = LIST_DAY.isoformat()
    return [
        _import(accounts_file.NAME, "Users", "users", AS_OF.isoformat(), sheet=accounts_file.USERS),
        _import(calendar_file.NAME, "Company calendar", "events", day),
        {**_import(experiments_file.REGISTER, "Experiments", "experiments", day), "decisions": [_decision(one) for one in DECISIONS]},
        {**_import(delivery_file.IN_OCTOBER, "Delivery items", "roadmap", OCTOBER.isoformat()), "roadmap": roadmap},
        _import(experiments_file.RESULTS, "Experiment results", "experiment_results", TODAY.isoformat()),
    ]


def _import(file: str, name: str, kind: str, as_of: str, *, sheet: str | None = None) -> dict[str, Any]:
    return {"file": file, "name": name, "kind": kind, "sheet": sheet, "as_of": as_of}


def _decision(one: Decided) -> dict[str, str]:
    words = {"choice": one.choice, "reason": one.reason, "owner": one.owner, "day": one.day.isoformat(), "learning": one.learning}
    return {"experiment": f"EXP-{one.number}", **words}


def _goal(title: str, metric: str | None, target: float | None, period: str, owner: str) -> dict[str, Any]:
    return {"title": title, "metric": metric, "target": target, "period": period, "owner": owner}


def _write_json(path: Path, content: dict[str, Any]) -> None:
    path.write_bytes((json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode("utf-8"))
