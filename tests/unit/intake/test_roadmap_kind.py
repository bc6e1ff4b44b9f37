"""Roadmaps and project plans are known for what they are, in four languages; lists of bugs, tickets and risks are not taken for them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from prodops_desktop.intake.choices import Choices
from prodops_desktop.intake.headers import normalised
from prodops_desktop.intake.kinds import KINDS
from prodops_desktop.intake.readers.opening import open_book
from prodops_desktop.intake.reading import read_table
from prodops_desktop.intake.scanning import scan_sheet
from prodops_desktop.work.report import ignored

from .conftest import Stage

Trial = Callable[[str], Path]

PLANS = [
    (
        "Key,Item,Team,Quarter,Committed,Start,Due,Done,Points,Depends on,ARR behind",
        "DP-{n},Item {n},Core,2026-Q4,yes,2026-10-0{n},2026-11-0{n},,5,DP-1,120000",
        "code item team quarter committed start due done points depends_on arr_behind",
    ),
    (
        "ID,ReqId,Task,Predecessor,Duration,Swarm #,Predecessors,Resourcing,Start Date,End Date",
        '{n},1.{n},   Design {n},,6,1,{n}fs,"Arun, Bex",2023-01-0{n},2023-02-0{n}',
        "code - item - - - depends_on owner start due",
    ),
    ("ID,Epic,Predecessors,Effort", "{n},Design {n},1,{n} wks", "code item depends_on effort"),
    ("Feature,Reach,Impact,Confidence,Effort", "Feature {n},{n}00,high,80 %,{n}", "item reach impact confidence effort"),
    ("Initiative,Horizon,Target date,Owner", "Grow {n},Next,Q{n} 2027,Ann", "item horizon due owner"),
    (
        "Item,Business value,Time criticality,Risk reduction,Job size,Start,Due",
        "Item {n},8,5,3,{n},2027-01-0{n},H2 2027",
        "item value urgency risk_reduction job_size start due",
    ),
    (
        "Nr.;Vorgangsname;Ressourcennamen;Zustand;Beginn;Fälligkeit;Vorgänger",
        "{n};Entwurf {n};Ann;Geplant;0{n}.01.2027;1{n}.01.2027;{n}EA",
        "code item owner status start due depends_on",
    ),
    (
        "Identifiant;Nom de la tâche;Équipe;Statut;Début;Échéance;Prédécesseurs",
        "{n};Étape {n};Noyau;À faire;0{n}/01/2027;1{n}/01/2027;{n}",
        "code item team status start due depends_on",
    ),
    (
        "Clave;Nombre de la tarea;Responsable;Estado;Inicio;Fecha límite;Depende de",
        "T-{n};Tarea {n};Ana;Pendiente;0{n}/01/2027;1{n}/01/2027;T-1",
        "code item owner status start due depends_on",
    ),
]


@pytest.mark.parametrize(("head", "row", "fields"), PLANS)
def test_roadmaps_and_plans_are_found(tmp_path: Path, stage: Stage, head: str, row: str, fields: str) -> None:
    path = tmp_path / "plan.csv"
    path.write_text("\n".join([head, *(row.format(n=number) for number in range(1, 5))]), encoding="utf-8")
    answer = stage(path).answer
    assert (answer["kind"], [field or "-" for field in answer["mapping"].values()]) == ("roadmap", fields.split())


NO_PLANS = [
    "Summary,Issue key,Issue Type,Status,Priority,Assignee,Reporter,Due date,Sprint,Custom field (Start date),Custom field (Story Points)",
    "Title,Bug ID,Severity,Assignee,Start,Due,Blocked by",
    "Ticket,Summary,Status,Owner,Start,Due,Done",
    "ID,Title,Work Item Type,State,Assigned To,Story Points,Target date",
    "Id,Risk,Probability,Impact,Confidence,Owner,Due",
    "Title,Director,Release date,Country",
    "Name,Goal,Status,Start,End,Owner",
    "Project,Person,Role,Start",
    "Task,Status,Owner",
    "Item,Tier,Launch,Gate,State,Due",
]


@pytest.mark.parametrize("head", NO_PLANS)
def test_lists_of_other_things_are_no_roadmaps(tmp_path: Path, stage: Stage, head: str) -> None:
    path = tmp_path / "list.csv"
    row = ",".join(
        "2027-01-0{n}" if "tart" in name or "ue" in name else "3" if "Points" in name else name + " {n}" for name in head.split(",")
    )
    path.write_text("\n".join([head, *(row.format(n=number) for number in range(1, 5))]), encoding="utf-8")
    assert stage(path).answer["kind"] == "other"
    assert (
        stage(path, kind="roadmap", mapping={head.split(",", maxsplit=1)[0]: "item"}).answer["kind"] == "roadmap"
    )  # who says that it is one is right


def test_every_sheet_of_a_workbook_of_plans_is_what_it_is(trial_data: Trial) -> None:
    found = {}
    for sheet in open_book(trial_data("real/tpm_Tables.xlsx"), ignored()).sheets:
        found[sheet.name] = read_table(scan_sheet(sheet, ignored()).chosen, Choices()).kind.name
    plans = {"Mercury Windows", "Mercury Simple", "Tasks", "Project Plan", "Project Plan w Relays", "Features"}
    assert {name for name, kind in found.items() if kind == "roadmap"} == plans
    assert {kind for name, kind in found.items() if name not in plans} == {"other"}


def test_a_plan_below_counts_of_staff_over_its_calendar_has_its_fields(trial_data: Trial) -> None:
    (sheet,) = [one for one in open_book(trial_data("real/tpm_Tables.xlsx"), ignored()).sheets if one.name == "Project Plan"]
    scan = scan_sheet(sheet, ignored()).chosen
    table = read_table(scan, Choices())
    fields = {column.header: column.match.field for column in table.columns if column.match}
    assert (scan.header_row, len(scan.rows)) == (3, 33)
    assert fields == {
        "ID": "code",
        "Task": "item",
        "Predecessors": "depends_on",
        "Resourcing": "owner",
        "Start Date": "start",
        "End Date": "due",
    }


@pytest.mark.parametrize(
    ("name", "kind"), [("tpm_Project Plan.xlsx", "roadmap"), ("tpm_Risk Log.xlsx", "other"), ("jira_export_planeso.csv", "other")]
)
def test_files_of_plans_and_of_tasks(trial_data: Trial, name: str, kind: str) -> None:
    (sheet,) = open_book(trial_data(f"real/{name}"), ignored()).sheets
    assert read_table(scan_sheet(sheet, ignored()).chosen, Choices()).kind.name == kind


@pytest.mark.parametrize("name", "item code goal team area owner status start due done points depends_on effort note".split())
def test_common_fields_have_many_names(name: str) -> None:
    assert len({normalised(one) for one in KINDS["roadmap"].field(name).synonyms}) >= 15
