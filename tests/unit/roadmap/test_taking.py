"""Sheets of a roadmap become items: matched, read in four languages, with what is unclear said and what was corrected by hand kept."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from prodops_desktop.agenda.goals import save_goal
from prodops_desktop.registry.entries import save_entry
from prodops_desktop.roadmap.model import DAY, HALF, MONTH, QUARTER, YEAR, Commitment, Reach
from prodops_desktop.roadmap.store import delete_items
from tests.unit.roadmap.items import add, do
from tests.unit.roadmap.sheet_desk import Desk, changes, open_desk, problems, taken

SAMPLE = """
    Key | Item | Team | Quarter | Committed | Start | Due | Done | Points | Depends on | ARR behind
    DP-14 | Bulk export v2 | Core | 2026-Q4 | yes | 2026-10-05 | 2027-01-12 | | 13 | DP-12 | $1,250,000
    DP-12 | Queue service | Platform | 2026-Q4 | yes | 2026-08-10 | 2026-10-02 | 2026-10-09 | 8 | | $400,000
    DP-15 | Usage alerts | Core | 2026-Q4 | no | 2027-02-01 | 2027-03-05 | | 5 | DP-12; DP-14 |
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk on the sample's day."""
    monkeypatch.setenv("PRODOPS_TODAY", "2026-11-23")
    with open_desk(tmp_path) as opened:
        yield opened


def test_a_roadmap_is_taken_with_all_that_it_says(desk: Desk) -> None:
    report = desk.bring(SAMPLE, kind=None)
    assert (report.kind, taken(report), problems(report)) == ("roadmap", (3, 0, 0), [])
    items = desk.items()
    export, queue, alerts = items["DP-14"], items["DP-12"], items["DP-15"]
    assert (export.title, export.team, export.starts, export.due, export.points) == (
        "Bulk export v2",
        "Core",
        date(2026, 10, 5),
        date(2027, 1, 12),
        13,
    )
    assert (export.stated_arr, queue.done) == (1_250_000, date(2026, 10, 9))
    # by its days: begun before 23 Nov 2026, done, and to come
    assert [one.status for one in (export, queue, alerts)] == ["in progress", "done", "planned"]
    assert desk.needs() == {"DP-14": {"DP-12": 0}, "DP-15": {"DP-12": 0, "DP-14": 0}}
    assert desk.commitments()["DP-14", "2026-Q4"] == Commitment(export.id, "2026-Q4", True, 13, date(2026, 11, 23), team="Core")
    assert not desk.commitments()["DP-15", "2026-Q4"].committed


def test_the_same_sheet_again_changes_nothing(desk: Desk) -> None:
    desk.bring(SAMPLE)
    found = desk.compare(SAMPLE + "    DP-16 | SSO | | | | | | | | |", again=True)
    assert changes(found) == [("DP-16 SSO", "status", "", "planned")]
    assert taken(desk.bring(SAMPLE, again=True)) == (0, 0, 0)


def test_what_a_sheet_would_change_is_shown_as_people_write_it(desk: Desk) -> None:
    desk.bring(SAMPLE)
    moved = SAMPLE.replace("2027-01-12", "Q1 2027").replace("yes | 2026-10", "no | 2026-10").replace("DP-12; DP-14", "DP-14 +5d")
    assert changes(desk.compare(moved)) == [
        ("DP-14 Bulk export v2", "due", "12 Jan 2027", "Q1 2027"),
        ("DP-14 Bulk export v2", "committed", "yes for Q4 2026", "no for Q4 2026"),
        ("DP-15 Usage alerts", "depends_on", "DP-12 Queue service, DP-14 Bulk export v2", "DP-14 Bulk export v2 (+5 days)"),
    ]


def test_what_was_committed_stays_frozen_and_what_is_said_later_is_kept_beside(desk: Desk) -> None:
    desk.bring(SAMPLE, as_of="2026-09-28")
    desk.bring(SAMPLE.replace("yes | 2026-10", "no | 2026-10").replace("| 13 |", "| 21 |"), as_of="2026-11-20")
    frozen = desk.commitments()["DP-14", "2026-Q4"]
    assert (frozen.committed, frozen.points, frozen.as_of, frozen.later) == (True, 13, date(2026, 9, 28), False)
    assert desk.items()["DP-14"].points == 21
    assert changes(desk.compare(SAMPLE.replace("yes | 2026-10", "no | 2026-10").replace("| 13 |", "| 21 |"), again=True)) == []


def test_a_report_from_before_the_quarter_says_anew_what_is_committed_even_where_it_is_the_same(desk: Desk) -> None:
    desk.bring(SAMPLE, as_of="2026-09-01")
    desk.bring(SAMPLE, as_of="2026-09-28", again=True)
    assert desk.commitments()["DP-14", "2026-Q4"].as_of == date(2026, 9, 28)


def test_what_was_corrected_by_hand_is_kept(desk: Desk) -> None:
    desk.bring(SAMPLE)
    desk.edit("DP-14", due=date(2027, 1, 26), needs=())
    found = desk.compare(SAMPLE.replace("2027-01-12", "2027-01-19"))
    kept = {change.field: change.kept for record in found.records for change in record.fields}
    assert kept == {"due": True, "depends_on": True}
    assert taken(desk.bring(SAMPLE.replace("2027-01-12", "2027-01-19"))) == (0, 0, 2)
    assert (desk.items()["DP-14"].due, desk.needs().get("DP-14")) == (date(2027, 1, 26), None)


def test_an_empty_cell_leaves_what_is_there(desk: Desk) -> None:
    desk.bring(SAMPLE)
    before = desk.items()
    desk.bring("Key | Item | Start | Due | Depends on\nDP-14 | Bulk export v2 | | | ")
    assert desk.items() == before


def test_items_that_a_sheet_does_not_name_are_missing_and_stay(desk: Desk) -> None:
    desk.bring(SAMPLE)
    report = desk.bring("Key | Item | Start | Due\nDP-14 | Bulk export v2 | 2026-10-05 | 2027-01-12")
    assert report.taken is not None
    assert report.taken["missing"] == ["DP-15 Usage alerts"]  # the Queue service is done
    assert len(desk.items()) == 3


def test_a_done_day_that_comes_later_makes_an_item_done(desk: Desk) -> None:
    desk.bring(SAMPLE)
    desk.bring(SAMPLE.replace("2027-01-12 | |", "2027-01-12 | 2026-11-20 |"))
    assert (desk.items()["DP-14"].status, desk.items()["DP-14"].done) == ("done", date(2026, 11, 20))


def test_without_a_key_items_are_told_by_their_titles(desk: Desk) -> None:
    sheet = "Task | Start | Due\nDesign | 2027-01-04 | 2027-01-08\n    Build | 2027-01-11 | 2027-01-29"
    assert taken(desk.bring(sheet)) == (2, 0, 0)
    assert [(code, one.title) for code, one in desk.items().items()] == [("RM-1", "Design"), ("RM-2", "Build")]
    assert taken(desk.bring(sheet.replace("2027-01-08", "2027-01-15"))) == (0, 1, 0)
    assert taken(desk.bring("Task | Start | Due\n BUILD | 2027-01-11 | 2027-01-29")) == (0, 0, 0)


def test_a_title_that_several_items_have_is_refused(desk: Desk) -> None:
    for code in ("RM-3", "RM-9"):
        add(desk.workspace, code, "Design")
    said = problems(desk.bring("Task | Start | Due\nDesign | 2027-01-04 | 2027-01-08\nBuild | |"))
    assert said == ["Design was left out: RM-3 and RM-9 have this title. Give its key."]
    assert [one.title for one in desk.items().values()] == ["Design", "Design", "Build"]


def test_a_title_in_two_rows_without_a_key_is_said(desk: Desk) -> None:
    said = problems(desk.bring("Task | Start | Due\nDesign | 2027-01-04 | 2027-01-08\n Design | 2027-02-01 | 2027-02-08"))
    assert said == ["“Design” stands in several rows without a key; the first one was taken. Give each a key."]
    assert [one.due for one in desk.items().values()] == [date(2027, 1, 8)]


def test_an_item_that_got_another_key_by_hand_is_still_known(desk: Desk) -> None:
    desk.bring(SAMPLE)
    desk.edit("DP-14", code="RM-99")
    assert taken(desk.bring(SAMPLE.replace("| 13 |", "| 20 |"))) == (0, 1, 0)
    assert (desk.items()["RM-99"].points, desk.needs()["DP-15"]) == (20, {"DP-12": 0, "RM-99": 0})


def test_another_title_under_the_same_key_is_a_change(desk: Desk) -> None:
    desk.bring(SAMPLE)
    assert changes(desk.compare(SAMPLE.replace("Usage alerts", "Alerts on usage"))) == [
        ("DP-15 Usage alerts", "item", "Usage alerts", "Alerts on usage")
    ]


def test_keys_that_are_numbers_mean_other_items_in_another_sheet(desk: Desk) -> None:
    one = "ID | Task | Predecessors\n1 | Design | \n2 | Build | 1"
    other = "ID | Task | Predecessors\n1 | Write | \n2 | Print | 1\n3 | Build | 2"
    desk.bring(one, "One.csv")
    assert problems(desk.bring(other, "Other.csv")) == [
        "1 Write and 2 Print: another item has this number as its key already, so it got a key of its own."
    ]
    assert {code: item.title for code, item in desk.items().items()} == {
        "1": "Design",
        "2": "Build",
        "3": "Build",
        "RM-1": "Write",
        "RM-2": "Print",
    }
    assert desk.needs() == {"2": {"1": 0}, "RM-2": {"RM-1": 0}, "3": {"RM-2": 0}}
    # each sheet goes on to mean its own items, by what it called them, also where it calls one otherwise now
    assert taken(desk.bring(one.replace("Design", "Draw"), "One.csv")) == (0, 1, 0)
    assert taken(desk.bring(other.replace("Write", "Draft"), "Other.csv")) == (0, 1, 0)
    assert (desk.items()["1"].title, desk.items()["RM-1"].title) == ("Draw", "Draft")


def test_two_lists_under_one_name_that_both_count_from_one_are_two_lists(desk: Desk) -> None:
    desk.bring("ID | Task | Predecessors\n1 | Design | \n2 | Build | 1")
    assert taken(desk.bring("ID | Task | Predecessors\n1 | Write | \n2 | Print | 1")) == (2, 0, 0)
    assert [one.title for one in desk.items().values()] == ["Design", "Build", "Write", "Print"]


def test_a_key_is_found_however_many_of_them_a_sheet_has(desk: Desk) -> None:
    keyed = "\n".join(f"RM-{number} | Item {number} | | " for number in range(1, 1501))
    found = desk.compare(f"Key | Item | Start | Due\n | Nameless | | \n{keyed}")
    assert [record.proposal.title for record in found.records][:2] == ["RM-1501 Nameless", "RM-1 Item 1"]


VAGUE = [
    ("2027-03-05", date(2027, 3, 5), date(2027, 3, 5), DAY),
    ("5 Mar 2027", date(2027, 3, 5), date(2027, 3, 5), DAY),
    ("2027-03-05 14:30", date(2027, 3, 5), date(2027, 3, 5), DAY),
    ("25.03.2027", date(2027, 3, 25), date(2027, 3, 25), DAY),
    ("Mar 2027", date(2027, 3, 1), date(2027, 3, 31), MONTH),
    ("février 2027", date(2027, 2, 1), date(2027, 2, 28), MONTH),
    ("Dezember 2027", date(2027, 12, 1), date(2027, 12, 31), MONTH),
    ("2027-03", date(2027, 3, 1), date(2027, 3, 31), MONTH),
    ("Q3 2027", date(2027, 7, 1), date(2027, 9, 30), QUARTER),
    ("2027-Q3", date(2027, 7, 1), date(2027, 9, 30), QUARTER),
    ("3Q27", date(2027, 7, 1), date(2027, 9, 30), QUARTER),
    ("T3 2027", date(2027, 7, 1), date(2027, 9, 30), QUARTER),
    ("3. Quartal 2027", date(2027, 7, 1), date(2027, 9, 30), QUARTER),
    ("end of Q3 2027", date(2027, 7, 1), date(2027, 9, 30), QUARTER),
    ("H2 2027", date(2027, 7, 1), date(2027, 12, 31), HALF),
    ("1. Halbjahr 2027", date(2027, 1, 1), date(2027, 6, 30), HALF),
    ("S1 2027", date(2027, 1, 1), date(2027, 6, 30), HALF),
    ("2028", date(2028, 1, 1), date(2028, 12, 31), YEAR),
    ("46451", date(2027, 3, 5), date(2027, 3, 5), DAY),
]


def test_days_are_as_exact_as_they_are_written(desk: Desk) -> None:
    lines = [f"A-{number} | Item {number} | {text} | {text}" for number, (text, *_) in enumerate(VAGUE)]
    assert problems(desk.bring("Key | Item | Start | Due\n" + "\n".join(lines))) == []
    found = [(one.starts, one.due, one.starts_precision, one.due_precision) for one in desk.items().values()]
    assert found == [(first, last, precision, precision) for _, first, last, precision in VAGUE]


@pytest.mark.parametrize("text", sorted({text for text, *_ in VAGUE}))
def test_a_single_vague_day_in_a_column_of_days_is_not_lost(desk: Desk, text: str) -> None:
    lines = [f"A-{number} | Item {number} | 2027-01-{number:02} | 2028-12-31" for number in range(1, 25)]
    said = desk.bring("\n".join(["Key | Item | Start | Due", *lines, f"A-25 | Item 25 | | {text}"]))
    expected = next((last, precision) for written, _, last, precision in VAGUE if written == text)
    assert (problems(said), (desk.items()["A-25"].due, desk.items()["A-25"].due_precision)) == ([], expected)
    assert desk.items()["A-7"].starts == date(2027, 1, 7)


def test_what_is_no_day_is_said(desk: Desk) -> None:
    lines = [f"A-{number} | Item {number} | 2027-01-{number:02} | TBD" for number in range(1, 25)]
    said = problems(desk.bring("\n".join(["Key | Item | Start | Due", *lines, "A-25 | Item 25 | after the move | TBD"])))
    assert said == ["A-25 Item 25: “Start” is “after the move”: it can’t be read. It was left out."]


def test_days_with_the_month_first_are_told_by_the_others(desk: Desk) -> None:
    lines = "A-1 | One | 03/04/2027 | H2 2027\nA-2 | Two | 03/25/2027 | H2 2027\nA-3 | Three | soon | H2 2027\n"
    desk.bring(f"Key | Item | Start | Due\n{lines}")
    assert desk.items()["A-1"].starts == date(2027, 3, 4)


def test_an_end_before_its_start_is_left_out(desk: Desk) -> None:
    said = problems(desk.bring("Key | Item | Start | Due\nA-1 | One | 2027-03-01 | 2027-02-01"))
    assert said == ["A-1 One: it would be due on 1 Feb 2027, before it starts on 1 Mar 2027; the end was left out."]
    assert (desk.items()["A-1"].starts, desk.items()["A-1"].due) == (date(2027, 3, 1), None)


def test_a_start_in_a_period_that_is_not_over_has_not_begun(desk: Desk) -> None:
    desk.bring("Key | Item | Start | Due\nA-1 | One | Q4 2026 | 2027\nA-2 | Two | Q3 2026 | 2027", as_of="2026-11-23")
    assert [one.status for one in desk.items().values()] == ["planned", "in progress"]


def test_a_quarter_alone_is_when_an_item_is_due(desk: Desk) -> None:
    desk.bring("Feature | Quarter | Effort\nExport | Q2 2027 | 2 months")
    (item,) = desk.items().values()
    assert (item.due, item.due_precision, item.effort) == (date(2027, 6, 30), QUARTER, 2)


def test_a_quarter_that_is_none_and_a_commitment_without_one_are_said(desk: Desk) -> None:
    said = desk.bring("Key | Item | Quarter | Committed | Start\nA-1 | One | Sprint 12 | yes | \nA-2 | Two | | yes | ")
    assert problems(said) == [
        "A-1 One: “Quarter” is “Sprint 12”: it is no quarter, such as Q4 2026. It was left out.",
        "A-2 Two: whether it is committed was left out, because no quarter is given.",
    ]
    assert desk.commitments() == {}


STATUSES = {
    "idea": "Backlog|Idee|Idée|Propuesta",
    "planned": "To do|Geplant|À faire|Pendiente|Not started",
    "in progress": "In Progress|In Arbeit|En cours|En curso|WIP|At risk",
    "on hold": "Blocked|Pausiert|En pause|En espera",
    "done": "Done|Erledigt|Terminé|Hecho|Shipped",
    "dropped": "Won’t do|Abgebrochen|Annulé|Cancelado",
}


def test_statuses_are_read_in_four_languages(desk: Desk) -> None:
    listed = [(status, word) for status, words in STATUSES.items() for word in words.split("|")]
    lines = [f"A-{number} / Item {number} / {word}" for number, (_, word) in enumerate(listed)]
    desk.bring("\n".join(["Key / Item / Status", *lines]).replace(" / ", " | "))
    assert [one.status for one in desk.items().values()] == [status for status, _ in listed]


def test_a_status_that_is_not_known_is_said(desk: Desk) -> None:
    assert problems(desk.bring("Key | Item | Status\nA-1 | One | Purple")) == [
        "A-1 One: “Status” is “Purple”: it can’t be read. It was left out."
    ]
    assert desk.items()["A-1"].status == "planned"


def test_ticks_in_the_column_of_what_is_done(desk: Desk) -> None:
    desk.bring("Key | Item | Start | Done\nA-1 | One | 2026-01-05 | x\nA-2 | Two | 2026-01-05 | \nA-3 | Three | 2026-01-05 | 2026-02-06")
    assert [(one.status, one.done) for one in desk.items().values()] == [
        ("done", None),
        ("in progress", None),
        ("done", date(2026, 2, 6)),
    ]


def test_the_figures_of_rice_are_read_as_people_write_them(desk: Desk) -> None:
    sheet = """
        Item | Reach | Impact | Confidence | Effort
        One | 2000 | high | 80 % | 8 wks
        Two | 1,500 | 3 | 0.5 | 2 months
        Three | 40 | 0.25 | 100 | 65 days
        Four | 7 | gering | mittel | 1 Woche
        Five | 0 | Low (0.5) | 90% | 3
        Six | 9 | 7 | 20 % | XL
    """
    said = problems(desk.bring(sheet))
    found = {one.title: (one.reach, one.impact, one.confidence, one.effort) for one in desk.items().values()}
    assert found == {
        "One": (Reach(2000), 2, 80, 1.85),  # 8 of the 52 weeks of 12 months
        "Two": (Reach(1500), 3, 50, 2),
        "Three": (Reach(40), 0.25, 100, 3),  # 65 of the 260 working days of 12 months
        "Four": (Reach(7), 0.5, 80, 0.5),
        "Five": (Reach(0), None, 80, 3),
        "Six": (Reach(9), None, None, None),
    }
    assert said == [
        "Five: “Impact” is “Low (0.5)”: it can’t be read. It was left out.",
        "Six: “Impact” is “7”: it can’t be read. It was left out.",
        "Six: “Confidence” is “20 %”: A confidence is 100, 80 or 50%. It was left out.",
        "Six: “Effort” is “XL”: it can’t be read. It was left out.",
        "Four: the least effort is 0.5 person-months, which was taken.",
        "Five: a confidence is 100, 80 or 50%; of what was between them the lower one was taken.",
        "Five: “Effort” names no unit; it was taken as person-months.",
    ]


@pytest.mark.parametrize(("header", "months"), [("Effort (weeks)", 2.77), ("Aufwand in Personentagen (PT)", 0.55), ("Person-months", 12)])
def test_a_bare_effort_is_in_the_unit_of_its_header(desk: Desk, header: str, months: float) -> None:
    report = desk.bring(f"Item | {header}\nOne | 12", mapping={header: "effort"})
    assert ([one.effort for one in desk.items().values()], problems(report)) == ([months], [])


def test_the_figures_of_wsjf_and_a_launch(desk: Desk) -> None:
    desk.bring(
        "Item | Business value | Time criticality | Risk reduction | Job size | Tier | Launch date\nOne | 8 | 5 | 3 | 5 | T1 | 2027-01-26"
    )
    (one,) = desk.items().values()
    assert (one.value, one.urgency, one.risk, one.size, one.tier, one.launch) == (8, 5, 3, 5, 1, date(2027, 1, 26))


def test_a_launch_that_is_not_known_to_the_day_is_said(desk: Desk) -> None:
    said = problems(desk.bring("Item | Tier | Launch date\nOne | 2 | Q1 2027\nTwo | 2 | 2027-01-26"))
    assert said == ["One: “Launch date” is “Q1 2027”: a launch has a day, else it is when the item is due. It was left out."]


def test_an_arr_in_another_currency_is_left_out(desk: Desk) -> None:
    said = problems(desk.bring("Item | Start | Due | ARR behind\nOne | | | €1,000\nTwo | | | €2,500"))
    assert said == ["One and Two: the ARR behind it is in EUR and not in USD; it was left out."]


def test_names_are_as_the_roadmap_and_the_registers_have_them(desk: Desk) -> None:
    do(desk.workspace, lambda store: save_entry(store, "person", "Bex Fox", {}, ["Bex"]))
    do(desk.workspace, lambda store: save_goal(store, {"title": "Cut churn"}))
    add(desk.workspace, "RM-1", "One", team="Core")
    desk.bring("""
        Item | Start | Due | Team | Goal | Owner
        Two | | | CORE | cut  churn | bex
        Three | | | Growth | | Ann, Bex
        Four | | | growth | | Ann
    """)
    found = {one.title: (one.team, one.goal, one.owner) for one in desk.items().values()}
    assert found == {
        "One": ("Core", None, None),
        "Two": ("Core", "Cut churn", "Bex Fox"),
        "Three": ("Growth", None, "Ann"),
        "Four": ("Growth", None, "Ann"),
    }


def test_of_several_people_the_first_owns_an_item_and_that_is_said(desk: Desk) -> None:
    said = desk.bring(
        "Key | Item | Start | Due | Owner\n"
        + "\n".join(f"A-{n} | Item {n} | | | Ann{sign}Bex" for n, sign in enumerate((", ", "/", " & ", "; ", " und ")))
    )
    assert {one.owner for one in desk.items().values()} == {"Ann"}
    assert problems(said) == ["A-0 Item 0, A-1 Item 1 and 3 more: several people are named as the owner; the first one was taken."]


def test_an_item_that_cant_be_is_left_out_and_the_rest_goes_on(desk: Desk) -> None:
    said = problems(desk.bring(f"Key | Item | Start | Due\n{'K' * 41} | One | | \nA-2 | Two | |"))
    assert said == [
        f"{'K' * 41} One was left out: A key has at most 40 characters. Shorten “{'K' * 20}…”.",
    ]
    assert list(desk.items()) == ["A-2"]


def test_a_deleted_item_comes_back_as_a_new_one(desk: Desk) -> None:
    desk.bring(SAMPLE)
    gone = desk.items()["DP-15"].id
    do(desk.workspace, lambda store: delete_items(store, [gone]))
    assert taken(desk.bring(SAMPLE, again=True)) == (1, 0, 0)
