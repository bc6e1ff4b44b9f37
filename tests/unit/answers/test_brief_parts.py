"""The parts of briefs on a small workspace, word by word, and the sentences that stand where nothing is known."""

from datetime import date
from functools import partial

import pytest

from prodops_desktop.agenda.goals import save_goal
from prodops_desktop.answers.briefs import parts_of
from prodops_desktop.answers.markdown import bullets, typed
from prodops_desktop.answers.roadmap import read_plan
from prodops_desktop.errors import UserError
from prodops_desktop.experiments.model import RUNNING
from prodops_desktop.feedback import triage
from prodops_desktop.feedback.accounts import read_customers
from prodops_desktop.feedback.taxonomy import save_tag
from prodops_desktop.roadmap.baselines import take_baseline
from prodops_desktop.roadmap.briefs import shipped_template
from prodops_desktop.roadmap.commitments import report
from prodops_desktop.roadmap.model import BRIEF_KINDS, DONE, IN_PROGRESS, MONTH, QUARTER, USAGE, Need, Reach
from prodops_desktop.roadmap.store import move_items
from prodops_desktop.workspace import Store
from tests.unit.answers.workplace import EXPORT, WORSE, Plant
from tests.unit.feedback.needs.workplace import Said

HEALTH = "Account,CS score,Risk reason\nAcme,42,\nBeta,80,\n"
TICKETS = """Opened on,Account,Subject,Text,Priority,Contact
2026-11-10,Gamma,Export,The export stops at 50000 rows.,P1,Maria Lopez
"""


def parts(plant: Plant, item: int) -> dict[str, str]:
    return plant.read(lambda store: parts_of(store, read_plan(store), item, read_customers(store)))


@pytest.fixture
def export(plant: Plant) -> int:
    """An item that three accounts asked for, with a running test, a goal and a day."""
    plant.do(
        partial(save_goal, values={"title": "Keep customers", "metric": "nrr", "target": 110.0, "period": "2026-Q4", "owner": "Ana Ruiz"})
    )
    item = plant.item(outcome="Big customers export all.", goal="keep customers", confidence=100.0, reach=Reach(2900, "users / qtr"))
    tag = plant.tag(EXPORT)
    plant.said(
        Said("2026-11-12", "Acme", [EXPORT], 3, text="Hello team.\nThe export limits *stop* us every month. Thanks!"),
        Said("2026-11-01T10:00", "ACME", [EXPORT], 1, text="Again the limits of the export."),
        Said("2026-08-20", "Beta", [EXPORT], 2, channel="Sales", text="Export limits cost us hours."),
        Said("2025-01-05", None, [EXPORT], text="Limits."),
    )
    plant.bring("tickets.csv", TICKETS, "tickets", name="Tickets", as_of="2026-11-22")
    ((ticket,),) = plant.rows("SELECT id FROM feedback_item WHERE kind = 'tickets'")
    plant.tie(item, "tag", tag)
    plant.tie(item, "feedback_item", ticket)
    plant.tie(item, "experiment", plant.experiment((), "EXP-39", status=RUNNING, ends=date(2026, 11, 27)))
    return item


def test_quotes_are_the_weightiest_of_three_accounts(plant: Plant, export: int) -> None:
    ((ticket,),) = plant.rows("SELECT id FROM feedback_item WHERE kind = 'tickets'")
    assert parts(plant, export)["quotes"] == (
        "> “The export limits \\*stop\\* us every month.”\n>\n> Acme · CS · 12 Nov 2026 · FB-1\n\n"
        "> “Export limits cost us hours.”\n>\n> Beta · Sales · 20 Aug 2026 · FB-3\n\n"
        f"> “The export stops at 50000 rows.”\n>\n> Gamma · Support · 10 Nov 2026 · FB-{ticket} · tickets.csv › row 2"
    )


def test_who_has_it(plant: Plant, export: int) -> None:
    plant.bring("health.csv", HEALTH, "account_status", name="Health", as_of="2026-11-16")
    assert parts(plant, export)["who"] == (
        "3 accounts with $550k ARR, each counted once. ARR is as of 20 Nov 2026.\n\n"
        "- By segment: Enterprise 2 ($500k), SMB 1 ($50k)\n"
        "- By region: EMEA 1 ($400k), NA 2 ($150k)\n"
        "- Largest: Acme, $400k ARR, 73% of it\n"
        "- At risk: Acme (CS score 42, renews 31 Jan 2027)"
    )


def test_who_has_it_where_little_is_known(plant: Plant) -> None:
    item = plant.item()
    plant.tie(item, "feedback_item", *plant.said(Said("2026-11-01", "Delta"), Said("2026-11-01", "Epsilon"), Said("2026-11-01", "New")))
    assert parts(plant, item)["who"].startswith("3 accounts with $25k ARR, each counted once. 2 of them have no known ARR. ARR is as of")
    assert "- By segment: SMB 1 (no known ARR), Unknown 2 ($25k)\n" in parts(plant, item)["who"]
    assert parts(plant, item)["who"].endswith("- At risk: nobody, as far as lists of account status say")


def test_how_often(plant: Plant, export: int) -> None:
    # 26 Aug to 23 Nov: Acme twice and the ticket; 28 May to 25 Aug: Beta.
    assert parts(plant, export)["how often"] == (
        "3 mentions in the 90 days to 23 Nov 2026, 1 in the 90 days before, 5 in all. 1 of the 3 is a ticket.\n\n"
        "Reach: 2,900 users / qtr, which is an estimate."
    )


def test_how_often_with_a_reach_that_was_counted(plant: Plant) -> None:
    item = plant.item(reach=Reach(1140, "users", USAGE, "Product usage", "export_rows", date(2026, 11, 20)))
    assert parts(plant, item)["how often"].endswith("Reach: 1,140 users, counted in Product usage, export_rows, as of 20 Nov 2026.")


def test_whom_to_talk_to(plant: Plant, export: int) -> None:
    assert parts(plant, export)["whom to talk to"] == (
        "- **Acme** ($400k): CSM Ana; somebody said it on 12 Nov 2026; renews 31 Jan 2027\n"
        "- **Beta** ($100k): CSM Ben; somebody said it on 20 Aug 2026; renews 31 Dec 2026\n"
        "- **Gamma** ($50k): CSM ana; Maria Lopez said it on 10 Nov 2026; no renewal known"
    )


def test_a_person_who_is_named_comes_before_one_who_said_it_later(plant: Plant) -> None:
    item = plant.item()
    said = plant.said(Said("2026-11-01", "Delta"), Said("2026-11-09", "Delta"))
    plant.do(lambda store: triage.correct(store, said[:1], {"person": "Kim"}))
    plant.tie(item, "feedback_item", *said)
    assert parts(plant, item)["whom to talk to"] == "- **Delta**: no CSM known; Kim said it on 1 Nov 2026; no renewal known"


def test_no_more_than_eight_to_talk_to(plant: Plant) -> None:
    item = plant.item()
    plant.tie(item, "feedback_item", *plant.said(*(Said("2026-11-01", f"Firm {number}") for number in range(11))))
    lines = parts(plant, item)["whom to talk to"].split("\n")
    assert (len(lines), lines[-1]) == (9, "- and 3 more")


def test_outcome_and_goal(plant: Plant, export: int) -> None:
    assert parts(plant, export)["outcome"] == (
        "Big customers export all.\n\nGoal: **Keep customers** (nrr to reach 110, Q4 2026, owned by Ana Ruiz)"
    )


def test_evidence_with_what_counts_and_what_contradicts(plant: Plant, export: int) -> None:
    plant.tie(export, "experiment", plant.experiment(WORSE, "EXP-31"))
    assert parts(plant, export)["evidence"] == (
        "- Experiment, bears 100%: EXP-39, ends 27 Nov. It does not count yet.\n"
        "- Usage, bears 80%: Nothing is linked.\n"
        "- Feedback, bears 80%: 5 items, 3 accounts. **This is the best evidence.**\n"
        "- Opinion, bears 50%: Opinion or a single account.\n\n"
        "100% is claimed; the evidence bears at most 80%.\n\n"
        "Against it:\n\n- EXP-31: B worsens Shares from 26.0% to 20.0% (−6.0 pt, −9.7 to −2.3)."
    )


def test_dependencies_with_days_and_slack(plant: Plant) -> None:
    queue = plant.item("Queue service", starts=date(2026, 12, 1), due=date(2027, 1, 15))
    over = plant.item("Groundwork", due=date(2026, 10, 1), status=DONE)
    vague = plant.item("Limits", due=date(2027, 1, 31), due_precision=MONTH)
    item = plant.item(starts=date(2027, 1, 20), due=date(2027, 2, 10), needs=(Need(queue, 1), Need(over), Need(vague)))
    plant.item("Reports", starts=date(2027, 2, 9), needs=(Need(item, -2),))
    assert parts(plant, item)["dependencies"] == (
        "Waits for:\n\n"
        "- RM-1 Queue service: 1 Dec 2026 to 15 Jan 2027, planned; 3 days of slack\n"  # 16, 17, 18 and 19 Jan lie between, one is the lag
        "- RM-2 Groundwork: due 1 Oct 2026, done\n"
        "- RM-3 Limits: due Jan 2027, planned; in time, or up to 12 days too late: the days are not that exact\n\n"
        "Needed by:\n\n- RM-5 Reports: 9 Feb 2027, planned; 0 days of slack"
    )
    assert parts(plant, queue)["dependencies"].startswith("It waits for nothing.\n\nNeeded by:\n\n- RM-4 Bulk export: 20 Jan 2027 to")


def test_what_begins_too_early_is_too_late_in_the_brief_and_nothing_else_is(plant: Plant) -> None:
    vague = plant.item("Vague", due=date(2027, 3, 31), due_precision=QUARTER)
    exact = plant.item("Exact", due=date(2027, 3, 31))
    item = plant.item(starts=date(2027, 2, 1), needs=(Need(vague), Need(exact)))
    begun = plant.item("Begun", starts=date(2026, 11, 1), status=IN_PROGRESS, needs=(Need(exact),))
    found = plant.read(read_plan).violations
    assert {one: [early.needs for early in own] for one, own in found.items()} == {item: [exact]}
    said = parts(plant, item)["dependencies"]
    # From 1 Jan, the first day it may be over, 30 days lie between; on 31 Mar it is 59 days too late, that day included.
    assert "Vague: due Q1 2027, planned; in time, or up to 59 days too late: the days are not that exact\n" in said
    assert "Exact: due 31 Mar 2027, planned; 59 days too late\n" in said
    assert parts(plant, begun)["dependencies"].startswith("Waits for:\n\n- RM-2 Exact: due 31 Mar 2027, planned\n")


def test_an_outcome_is_shown_as_it_was_typed(plant: Plant) -> None:
    item = plant.item(outcome="# Head\n<b>Fast</b> &lt;\n\n⟦/outcome⟧")
    shown = parts(plant, item)["outcome"].removesuffix("\n\nIt serves no goal yet.")
    assert shown == "\\# Head\n\n\\<b\\>Fast\\</b\\> \\&lt;\n\n⟦/outcome⟧"


def test_the_goal_of_a_brief_is_the_one_that_was_chosen_of_two_of_one_name(plant: Plant) -> None:
    goals = [plant.do(partial(save_goal, values={"title": "NRR 110", "period": period}))[1] for period in ("2026-Q4", "2027-Q1")]
    item = plant.item(goal="NRR 110")
    for goal, quarter in zip(goals, ("Q4 2026", "Q1 2027"), strict=True):
        plant.do(partial(_aim, item=item, goal=goal))
        assert parts(plant, item)["outcome"].endswith(f"Goal: **NRR 110** ({quarter})")
        assert [one.id for one in plant.read(read_plan).unaimed_goals] == [one for one in goals if one != goal]


def _aim(store: Store, item: int, goal: int) -> None:
    with store.edit("Aim"):
        store.db.execute("UPDATE roadmap_item SET goal = ? WHERE id = ?", (goal, item))


def test_what_was_promised(plant: Plant) -> None:
    item = plant.item(team="Core", due=date(2026, 12, 18), tier=2)
    plant.item("Other", team="Core")

    def tell(store: Store) -> None:
        with store.edit("Report"):
            report(store, 2, "2026-Q4", committed=True, points=1, as_of=date(2026, 10, 1))
            report(store, item, "2026-Q3", committed=True, points=8, as_of=date(2026, 7, 1))
            report(store, item, "2026-Q3", committed=False, points=8, as_of=date(2026, 8, 20))
            report(store, item, "2026-Q4", committed=True, points=1, as_of=date(2026, 10, 20))
            report(store, item, "2027-Q1", committed=False, points=None, as_of=date(2026, 11, 20))

    plant.do(tell)
    plant.do(lambda store: take_baseline(store, "Plan", date(2026, 10, 5)))
    assert parts(plant, item)["promises"] == (
        "- Stretch for Q1 2027 since the report of 20 Nov 2026\n"
        "- Added as committed for Q4 2026 since the report of 20 Oct 2026, 1 point; its team had committed before, so that it counts as "
        "stretch\n"
        "- Committed for Q3 2026 since the report of 1 Jul 2026, 8 points; later reports say stretch\n\n"
        "In the baseline Plan of 5 Oct 2026 it was to launch 18 Dec 2026."
    )
    new = plant.item("New", due=date(2027, 3, 31), due_precision=MONTH)
    assert parts(plant, new)["promises"].endswith("In the baseline Plan of 5 Oct 2026 it has no day.")
    plant.do(lambda store: take_baseline(store, "Newer", date(2026, 11, 20)))
    assert parts(plant, new)["promises"].endswith("In the baseline Newer of 20 Nov 2026 it was due Mar 2027.")


def test_known_issues_are_faults_that_are_not_merged_the_latest_first(plant: Plant) -> None:
    plant.do(partial(save_tag, values={"name": "Sends nothing", "group": "quality"}))
    item = plant.item()
    said = plant.said(
        Said("2026-11-01", "Beta", ["Sends nothing"], 3, text="The export sends nothing."),
        Said("2026-11-12", "Acme", [EXPORT, "Sends nothing"], text="It *sends nothing* since Tuesday."),
        Said("2026-11-13", "Gamma", ["Sends nothing"], text="Here it sends nothing too."),
        Said("2026-11-14", "Acme", [EXPORT], text="More rows, please."),
        Said("2026-11-15", "Acme", ["Sends nothing"], text="Nobody linked this."),
        Said("2026-11-02", None, ["Sends nothing"], text="Nothing was sent."),
    )
    plant.do(lambda store: triage.merge_items(store, [said[2]], said[0]))
    plant.tie(item, "tag", plant.tag(EXPORT))
    plant.tie(item, "feedback_item", said[0], said[5])
    assert parts(plant, item)["known issues"] == (
        "- “It \\*sends nothing\\* since Tuesday.” (Acme, 12 Nov 2026, FB-2)\n"
        "- “Nothing was sent.” (no account known, 2 Nov 2026, FB-6)\n"
        "- “The export sends nothing.” (Beta, 1 Nov 2026, FB-1)"
    )
    plant.tie(item, "feedback_item", *plant.said(*(Said("2026-10-01", f"Firm {n}", ["Sends nothing"]) for n in range(7))))
    lines = parts(plant, item)["known issues"].split("\n")
    assert (len(lines), lines[-1]) == (9, "- and 2 more")


def test_launch_with_its_slip(plant: Plant) -> None:
    item = plant.item(starts=date(2026, 12, 1), due=date(2027, 1, 12), tier=1)
    plant.do(lambda store: take_baseline(store, "Q4 plan", date(2026, 10, 1)))
    assert parts(plant, item)["launch"].endswith("That is the day that the baseline Q4 plan has.")

    def move(store: Store) -> object:
        return move_items(store, {item: (date(2026, 12, 1), date(2027, 1, 26))})

    plant.do(move)
    said = parts(plant, item)["launch"]
    assert said.startswith("Launches 26 Jan 2027, tier 1. 0 of ")
    assert said.endswith(" gates are passed. That is 14 days later than in the baseline Q4 plan.")
    new = plant.item("New", due=date(2027, 3, 31), due_precision=MONTH, tier=3)
    assert parts(plant, new)["launch"].startswith("Launches Mar 2027, tier 3.")
    assert parts(plant, new)["launch"].endswith("The baseline Q4 plan has no day for it.")
    assert parts(plant, plant.item("Some day", tier=2))["launch"] == "A launch of tier 2; nobody has said when."


def test_who_asked(plant: Plant, export: int) -> None:
    assert parts(plant, export)["who asked"] == (
        "- **Acme** (CSM Ana): “The export limits \\*stop\\* us every month.” (12 Nov 2026)\n"
        "- **Beta** (CSM Ben): “Export limits cost us hours.” (20 Aug 2026)\n"
        "- **Gamma** (CSM ana): “The export stops at 50000 rows.” (10 Nov 2026)"
    )


def test_where_nothing_is_known_it_says_so(plant: Plant) -> None:
    assert parts(plant, plant.item()) == {
        "quotes": "No feedback is linked to this item yet, so there are no words of customers to quote.",
        "who": "No feedback is linked to this item yet, so nobody knows who has it.",
        "how often": (
            "No feedback is linked to this item yet, so nobody knows how often it is asked for.\n\nNobody has said yet how many it reaches."
        ),
        "whom to talk to": "No account is known that asked for it. Link feedback to this item to see whom to talk to.",
        "outcome": "No outcome is written down for this item yet.\n\nIt serves no goal yet.",
        "evidence": (
            "- Experiment, bears 100%: Nothing is linked.\n- Usage, bears 80%: Nothing is linked.\n"
            "- Feedback, bears 80%: Nothing is linked.\n"
            "- Opinion, bears 50%: Opinion or a single account. **This is the best evidence.**\n\n"
            "Nobody has claimed a confidence yet; the evidence bears at most 50%.\n\nNothing that is linked speaks against it."
        ),
        "dependencies": "It waits for nothing, and nothing waits for it.",
        "launch": "This item is no launch: it has no tier.",
        "promises": "It was not committed for any quarter.\n\nThere is no baseline yet.",
        "known issues": "No feedback that is linked has a tag of the group Quality.",
        "who asked": "No feedback is linked to this item yet, so nobody is known who asked.",
    }


def test_feedback_of_nobody_known(plant: Plant) -> None:
    item = plant.item()
    plant.tie(item, "feedback_item", *plant.said(Said("2026-11-01", text="It stops.")))
    found = parts(plant, item)
    assert found["quotes"] == "> “It stops.”\n>\n> No account known · CS · 1 Nov 2026 · FB-1"
    assert found["who"] == "1 item of feedback without a known account, so nobody knows who has it."
    assert found["who asked"] == "Nobody who asked named an account."
    assert "It is no ticket." in found["how often"]


def test_an_item_that_is_gone(plant: Plant) -> None:
    with pytest.raises(UserError, match="no longer there"):
        parts(plant, 99)


def test_the_templates_that_ship_ask_for_nothing_else(plant: Plant) -> None:
    known = parts(plant, plant.item())
    asked = {line.strip("⟦⟧") for kind in BRIEF_KINDS for line in shipped_template(kind).split("\n") if line.startswith("⟦")}
    assert asked == known.keys()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain_name and export_rows.csv", "plain_name and export_rows.csv"),
        ("_emphasis_ *bold* `code` [link] <b>", "\\_emphasis\\_ \\*bold\\* \\`code\\` \\[link\\] \\<b\\>"),
        ("# no heading", "\\# no heading"),
        ("- no list", "\\- no list"),
        ("3. no number", "3\\. no number"),
        ("two\n lines", "two lines"),
    ],
)
def test_typed_text_is_never_read_as_marks(text: str, shown: str) -> None:
    assert typed(text) == shown


def test_a_list_says_how_many_are_left() -> None:
    assert bullets(["a", "b", "c"], 2) == "- a\n- b\n- and 1 more"
