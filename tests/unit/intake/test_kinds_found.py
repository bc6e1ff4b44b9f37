"""Each kind is found in the sheets that are typical of it, in whatever order their columns stand, and in no other's."""

import csv
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from prodops_desktop.intake import tasks
from prodops_desktop.intake.evidence import Evidence
from prodops_desktop.intake.kinds import KINDS, Field
from prodops_desktop.intake.mapping import Candidate, detect_kind, match_fields
from prodops_desktop.work.report import ignored

from .typical_sheets import ALL, SHEETS, rows_of

Look = Callable[..., dict[str, Any]]


@pytest.fixture
def look(tmp_path: Path) -> Look:
    """What the first look at a sheet of these headers and rows finds: ``look(headers, rows, "name of the sheet")``."""

    def found(headers: Sequence[str], rows: Iterable[Sequence[str]], name: str = "sheet") -> dict[str, Any]:
        path = tmp_path / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows([headers, *rows])
        return tasks.preview({"path": str(path)}, ignored())

    return found


def mapped(answer: dict[str, Any]) -> dict[str, str]:
    """The fields that were found, by header."""
    return {column["header"]: column["field"] for column in answer["columns"] if column["field"]}


@pytest.mark.parametrize(("kind", "headers", "row"), ALL)
def test_a_typical_sheet_is_of_its_kind(look: Look, kind: str, headers: str, row: str) -> None:
    answer = look(headers.split(";"), rows_of(row))
    assert answer["kind"] == kind
    found = set(mapped(answer).values())
    assert found >= {field.name for field in KINDS[kind].fields if field.required}
    assert all(found & set(group) for group in KINDS[kind].either)


def test_every_kind_has_sheets_in_four_languages() -> None:
    assert set(SHEETS) == KINDS.keys() - {"other"}
    assert min(map(len, SHEETS.values())) >= 5


@pytest.mark.parametrize("kind", SHEETS)
def test_neither_order_nor_columns_beside_change_the_kind(look: Look, kind: str) -> None:
    dice = random.Random(kind)
    for headers, row in SHEETS[kind]:
        rows = rows_of(row)
        columns = list(zip(headers.split(";"), *rows, strict=True))
        columns += [("Last changed by", *["Zoe"] * len(rows)), ("x17", *map(str, range(len(rows)))), ("Colour", *["red", "blue"] * 3)]
        dice.shuffle(columns)
        shuffled = list(zip(*columns, strict=True))
        answer = look(shuffled[0], shuffled[1:])
        assert answer["kind"] == kind, shuffled[0]
        assert not {"Last changed by", "x17", "Colour"} & mapped(answer).keys()


@pytest.mark.parametrize("kind", SHEETS)
def test_a_sheet_without_what_its_kind_needs_is_not_of_it(look: Look, kind: str) -> None:
    needed = {field.name for field in KINDS[kind].fields if field.required}
    for headers, row in SHEETS[kind]:
        fields = mapped(look(headers.split(";"), rows_of(row)))
        rows = rows_of(row)
        for at, header in enumerate(headers.split(";")):
            if fields.get(header) in needed:
                kept = [[cell for place, cell in enumerate(line) if place != at] for line in [headers.split(";"), *rows]]
                answer = look(kept[0], kept[1:])
                assert answer["kind"] != kind or needed <= set(mapped(answer).values()), (headers, header)


def cell(field: Field, n: int) -> str:
    """A cell that a field may hold."""
    if field.type in ("day", "moment"):
        return f"2026-0{n}-1{n}"
    if field.type == "boolean":
        return "yes" if n % 2 else "no"
    if field.type in ("integer", "number", "money", "percent"):
        return f"{n}0%" if field.type == "percent" else str(5 + n % 5)
    return "Bug" if field.values else "EUR" if field.longest else field.name if field.few else f"{field.name} {n}"


@pytest.mark.parametrize("kind", SHEETS)
def test_a_sheet_headed_by_the_titles_of_its_fields_is_mapped_whole(look: Look, kind: str) -> None:
    fields = KINDS[kind].fields
    answer = look([field.title for field in fields], [[cell(field, n) for field in fields] for n in range(1, 7)])
    assert (answer["kind"], list(mapped(answer).values())) == (kind, [field.name for field in fields])


FROM_TOOLS = [
    ("usage_events", "event;distinct_id;time;$browser;$os;mp_country_code", "Opened {n};abc{n};178000{n}000;Chrome;Mac;DE"),
    ("usage_events", "user_id;event_type;event_time;platform;device_type", "U{n};open_report;{day} 10:00:00;iOS;phone"),
    ("usage_summary", "Account ID;Visitor ID;Day;Number of events;Minutes", "A{n};V{n};{day};{n}0;{n}"),
    ("performance", "timestamp;service;latency p95 (ms);error rate %", "{day} 10:00;api;{n}00.5;0.{n}"),
    ("performance", "date;endpoint;p50;p95;p99;requests", "{day};/a{n};{n}0;{n}00;{n}50;{n}000"),
    (
        "bugs",
        "ID;Work Item Type;Title;Assigned To;State;Severity;Created Date;Found In Build",
        "{n};Bug;Crash {n};Ann;New;2 - High;{day};5.{n}",
    ),
    (
        "bugs",
        "Summary;Issue key;Issue Type;Status;Priority;Reporter;Created;Resolved;Affects Version/s;Custom field (Severity)",
        "Crash {n};X-{n};Bug;Open;High;Ann;{day};;5.{n};S2",
    ),
    (
        "other",  # tasks of all kinds, that happen to name a version
        "Summary;Issue key;Issue Type;Status;Priority;Reporter;Created;Resolved;Affects Version/s;Component/s",
        "Crash {n};X-{n};Story {n};Open;High;Ann;{day};;5.{n};Export",
    ),
    ("other", "Id;Type;Title;Created;Component;Priority", "{n};{n};Crash {n};{day};Export;High"),
    ("delivery", "Sprint;Issue key;Summary;Story Points;Committed;Completed", "S{n};X-{n};Do {n};{n};{yes};{yes}"),
    ("delivery", "PI;Team;Feature;Planned;Committed;Delivered", "PI {n};Blue;F{n};{day};{yes};{no}"),
    ("people", "Display name;User principal name;Department;Title", "Ann {n};a{n}@x.example;Sales;AE"),
    ("people", "First name;Last name;Email;Department", "Ann;Ny {n};a{n}@x.example;Sales"),
    ("contacts", "Account Name;Contact Name;Title;Email;Phone;Mailing City", "Firm {n};Ann {n};VP;a{n}@x.example;030{n};Bonn"),
    ("contacts", "First Name;Last Name;Company;Email;Title", "Ann;Ny {n};Firm {n};a{n}@x.example;VP"),
    ("training", "Employee name;Training module;Completion date;Status", "Ann {n};Mod {n};{day};Done"),
    ("rates", "Effective date;From currency;To currency;Exchange rate", "{day};EUR;USD;1.0{n}"),
    ("costs", "Vendor;Description;Invoice Date;Amount (USD);GL Code;Department", "AWS {n};Cloud {n};{day};{n}00.5;60{n};Eng"),
    ("costs", "Month;Service;Cost", "{day};EC{n};{n}00.5"),
    ("trials", "Email;Company;Trial Start Date;Trial End Date;Trial outcome;Source", "a{n}@x.example;Firm {n};{day};{day};{stretch};Ads"),
    ("features", "Feature;Description;Owner;Status;Release Date;Category", "F{n};word {n};Ann;Live;{day};Data"),
    (
        "tickets",
        "Case Number;Account Name;Subject;Priority;Status;Date/Time Opened;Date/Time Closed",
        "{n};Firm {n};It fails {n};High;Closed;{day} 10:00;{day} 12:00",
    ),
    ("tickets", "Ticket ID;Customer;Subject;Priority;Status;Created at;Closed at", "{n};Firm {n};It fails {n};High;Closed;{day};{day}"),
    (
        "nps",
        "How likely are you to recommend us to a friend or colleague?;What is the main reason for your score?;Submit Date (UTC)",
        "{n};word {n} word;{day} 10:0{n}",
    ),
    (
        "account_status",
        "Customer;Health;CSM;Last Contact;Exec Sponsor;Open Tickets;Next Steps",
        "Firm {n};6{n};Ann;{day};Bo {n};{n};Call {n}",
    ),
    ("users", "user;account;role;signed up on", "u{n};Firm {n};admin;{day}"),
]


@pytest.mark.parametrize(("kind", "headers", "row"), FROM_TOOLS)
def test_what_tools_give_out_is_known(look: Look, kind: str, headers: str, row: str) -> None:
    assert look(headers.split(";"), rows_of(row))["kind"] == kind


NEIGHBOURS = [
    ("roadmap", "Feature;Area;Team;Status;Quarter;Release date;Start", "F{n};Data;Core;Planned;Q{n} 2027;{day};{day}"),
    ("roadmap", "Epic;Team;Quarter;Committed;Start date;Target date;Done", "E{n};Core;Q{n} 2027;{yes};{day};{day};"),
    ("roadmap", "Item;Team;Quarter;Committed;Due;Done;Horizon", "E{n};Core;Q{n} 2027;{yes};{day};;Now"),
    ("experiments", "Experiment;Feature;Hypothesis;Start;End;Primary metric", "T{n};Export;Short {n};{day};{day};CR"),
    ("exposures", "experiment;user_id;variant;timestamp;event", "E1;U{n};A;{day} 10:00;seen"),
    ("tool_seats", "Name;Email;Role;Added", "Ann {n};a{n}@x.example;Admin;{day}"),
    ("tool_seats", "User;Email;License;Department;Last sign-in", "Ann {n};a{n}@x.example;E3;Sales;{day}"),
    ("tool_usage", "Tool;Vendor;Month;Cost", "Figma;Figma Inc;{day};{n}00"),
    ("users", "User;Account;E-mail;Role;Signed up;Last seen;Team", "u{n};Firm {n};a{n}@x.example;admin;{day};{day};Core"),
    ("nps", "Date;Score;Feature;User;Account;Comment", "{day};{n};Export;u{n};Firm {n};word {n}"),
    ("opportunities", "Deal;Account;Stage;Source;Converted;Amount;Close date", "D{n};Firm {n};Won;Ads;{yes};{n}000;{day}"),
    ("accounts", "Company;Contact name;Email;Phone;Industry;Website", "Firm {n};Ann {n};a{n}@x.example;030{n};Retail;f{n}.example"),
    ("accounts", "Account;Plan;Trial start;ARR;Renewal", "Firm {n};Pro;{day};{n}000;{day}"),
    ("churn", "Account;Plan;Started;Churn date;Reason", "Firm {n};Pro;{day};{day};Price {n}"),
    ("revenue", "Account;Month;MRR;Rate;Currency", "Firm {n};{day};{n}00;1.0{n};EUR"),
    ("events", "What;Type;From;To;Feature", "Launch {n};launch;{day};{day};Export"),
    ("research", "Date;Participant;Method;Finding;Feature;Severity", "{day};P{n};Interview;Lost {n};Export;High"),
    ("feedback", "Customer;What happened;Who;When;Comment", "Firm {n};Outage {n};Ann {n};{day};word {n}"),
    ("feedback", "Created;User email;Feature;Message;Channel", "{day};a{n}@x.example;Export;word {n};in-app"),
    (
        "tickets",
        "Case Number;Account Name;Contact Name;Subject;Priority;Date/Time Opened;Status;Component",
        "{n};Firm {n};Ann {n};Slow {n};High;{day};Open;Export",
    ),
    ("bugs", "Bug ID;Opened;Account;Reporter;Severity;Version;Summary", "B{n};{day};Firm {n};Ann {n};S2;5.{n};Crash {n}"),
    (
        "account_status",
        "Account;Date;Health;Sentiment;What we promised;Owner",
        "Firm {n};{day};7{n};green;SSO {n};Ann",
    ),
]


@pytest.mark.parametrize(("kind", "headers", "row"), NEIGHBOURS)
def test_sheets_with_fields_of_two_kinds_are_of_the_likelier_one(look: Look, kind: str, headers: str, row: str) -> None:
    assert look(headers.split(";"), rows_of(row))["kind"] == kind


FOREIGN = """
Invoice No;Date;Customer;Item;Qty;Unit price;Total|I{n};{day};Firm {n};Lamp;{n};9.50;{n}9
Order ID;Order Date;Customer ID;Customer Name;Segment;City;Category;Sales;Quantity|O{n};{day};C{n};Ann {n};Consumer;NYC;Office;{n}9.5;{n}
Date;Open;High;Low;Close;Volume|{day};1{n}.5;1{n}.9;1{n}.1;1{n}.3;{n}00000
Student;Course;Grade;Date|Ann {n};Maths;B;{day}
Name;Age;Sex;Diagnosis;Admission date|Ann {n};4{n};F;flu;{day}
Employee;Date;Project;Hours;Task|Ann {n};{day};Alpha;{n};Coding
Date;Station;Temp;Humidity;Wind|{day};Oslo;1{n}.5;80;{n}
Title;Director;Year;Genre;Rating|Film {n};Dir {n};200{n};Drama;7.{n}
SKU;Product;Stock;Warehouse;Reorder level|S{n};Lamp {n};{n}0;North;10
Address;Price;Bedrooms;Area;Agent|Street {n};{n}00000;3;9{n};Ann
Date;Description;Debit;Credit;Balance|{day};Card {n};{n}0;;1{n}00
Team;Played;Won;Drawn;Lost;Points|Reds {n};{n};{n};0;1;{n}0
Flight;From;To;Departure;Arrival;Status|F{n};OSL;LHR;{day} 10:00;{day} 12:00;On time
Action;Owner;Due;Status;Comment|Do {n};Ann;{day};Open;word {n}
Meeting;Date;Attendees;Notes;Decision|M{n};{day};Ann, Ben;word {n};Go {n}
Date;Source;Medium;Sessions;Users;Bounce rate|{day};google;cpc;{n}00;{n}0;0.{n}
Campaign;Impressions;Clicks;CTR;Spend;Conversions|C{n};{n}000;{n}0;0.0{n};{n}00;{n}
Booking ID;Guest;Room;Check-in;Check-out;Amount|B{n};Ann {n};10{n};{day};{day};{n}00
Date;Room;Availability|{day};10{n};{n}
Patient;Medication;Dose;Start;End|P{n};Drug {n};{n} mg;{day};{day}
Employee;Position;Company;From;To|Ann {n};Dev;Firm {n};{day};{day}
Company;Function;Position;Start date;End date|Firm {n};Sales;Dev;{day};{day}
Member;Joined;Membership type;Fee|Ann {n};{day};Gold;{n}0
Log level;Timestamp;Message;Host|INFO;{day} 10:00;Started {n};h{n}
Vendor;Invoice date;Due date;Amount;Paid|AWS {n};{day};{day};{n}00;{yes}
Key;Value;Description|k{n};v{n};word {n}
User;Date;Count|u{n};{day};{n}
Email;Company;Start date;Source;Employees|a{n}@x.example;Firm {n};{day};Ads;{n}0
Candidate;Job;Stage;Applied on;Recruiter|Ann {n};Dev;Interview;{day};Ben
Date;Currency pair;Bid;Ask|{day};EURUSD;1.0{n};1.1{n}
Date;Currency;Hourly rate;Hours;Amount|{day};EUR;9{n};{n};{n}00
Product;Version;Release date;Supported until|P {n};{n}.1;{day};{day}
Function;Department;Area|F{n};D{n};A{n}
Metric;Month;Actual|NPS {n};{day};3{n}
Metric;Date;Value;Owner|NPS {n};{day};3{n};Ann
Parcel;Sender;Recipient;Shipped;Delivered|P{n};Ann;Ben {n};{day};{day}
Quarter;Revenue;Cost;Profit|Q{n} 2026;{n}000;{n}00;{n}50
Client;Deliverable;Owner;Due|Firm {n};Export {n};Ann;{day}
number;title;state;labels;created_at;closed_at|{n};Crash {n};open;bug;{day};
Datum;Kostenstelle;Konto;Betrag;Text|{tag};10{n};4{n}00;{n}0;Taxi {n}
Fecha;Concepto;Cargo;Abono;Saldo|{jour};Pago {n};{n}0;;1{n}0
Name;When;Err;Long|Job {n};{day};{n};word {n}
Service;Date;Err;Owner|api;{day};{n};Ann
Student;Course;Score;Date|Ann {n};Maths;6{n};{day}
Created;Wine;Grade|{day};Red {n};8{n}
Date;Inspector;Site;Rating|{day};Ann;S{n};{n}
Restaurant;Score;Date;Grade|R {n};{n};{day};A
"""


@pytest.mark.parametrize("line", FOREIGN.split("\n")[1:-1])
def test_foreign_sheets_are_of_no_kind(look: Look, line: str) -> None:
    headers, row = line.split("|")
    assert look(headers.split(";"), rows_of(row))["kind"] == "other"


@pytest.mark.parametrize(
    ("name", "headers", "row", "kind"),
    [
        ("Targets_FY26", "Metric;Segment;Quarter;Value", "NRR {n};SMB;Q{n} 2026;1{n}0%", "targets"),
        ("Actuals_FY26", "Metric;Segment;Quarter;Value", "NRR {n};SMB;Q{n} 2026;1{n}0%", "other"),
        ("Entitlements", "Plan;Feature;Limit", "Pro;Export {n};{n}000", "entitlements"),
        ("Plans", "Plan;Feature;Limit", "Pro;Export {n};{n}000", "other"),
        ("Bugs 2026", "Id;Title;Created;Component;Priority", "{n};Crash {n};{day};Export;High", "bugs"),
        ("Requests 2026", "Id;Title;Created;Component;Priority", "{n};Crash {n};{day};Export;High", "other"),
    ],
)
def test_the_name_of_a_sheet_tells_where_its_headers_do_not(look: Look, name: str, headers: str, row: str, kind: str) -> None:
    assert look(headers.split(";"), rows_of(row), name)["kind"] == kind


def test_a_sheet_of_thousands_of_columns_is_looked_at_in_seconds() -> None:
    columns = [Candidate(f"Some measured value {n} of {n % 7}", "text", 10, 10, Evidence()) for n in range(2000)]
    began = time.process_time()
    assert detect_kind(columns)[0].name == "other"
    assert time.process_time() - began < 6


@pytest.mark.parametrize(
    "header", ["(" * 50_000, "word " * 20_000, "\x00", "", "()", "💜", "%&", "custom field ()", "Custom field (" * 9_000]
)
def test_odd_headers_name_nothing(header: str) -> None:
    began = time.process_time()
    columns = [Candidate(header, "text", 3, 3, Evidence())]
    assert detect_kind(columns)[0].name == "other"
    assert all(match_fields(kind, columns) == {} for kind in KINDS.values())
    assert time.process_time() - began < 3


def test_the_words_of_headers_are_not_taken_apart_on_the_way_to_the_window() -> None:
    code = (
        "from prodops_desktop.intake.kinds import KINDS\n"
        "assert not any('synonyms' in vars(field) for kind in KINDS.values() for field in kind.fields)\n"
        "import sys; assert not {'unicodedata', 'difflib', 'prodops_desktop.intake.headers'} & sys.modules.keys()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
