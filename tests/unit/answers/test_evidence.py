"""What speaks for an item: each rung alone and together with others, the cap it gives, what speaks against it, and who is behind it."""

from datetime import date
from functools import partial

import pytest

from prodops_desktop.datasets.store import set_counts
from prodops_desktop.experiments.model import (
    CANCELLED,
    CONCLUDED,
    DRAFT,
    GUARDRAIL,
    IDEA,
    KINDS,
    RUNNING,
    SCHEDULED,
    Experiment,
    MetricPlan,
    Reading,
    Total,
    Variant,
)
from prodops_desktop.experiments.readings import save_reading
from prodops_desktop.experiments.store import save_experiment
from prodops_desktop.feedback import triage
from prodops_desktop.registry.entries import ensure
from prodops_desktop.roadmap.evidence import EXPERIMENT, FEEDBACK, OPINION, RUNGS, USAGE, Behind, Evidence, accounts_behind, arr_of
from prodops_desktop.roadmap.model import ACCOUNTS as BY_ACCOUNTS
from prodops_desktop.roadmap.model import TYPED, Reach
from prodops_desktop.roadmap.model import USAGE as BY_USAGE
from prodops_desktop.roadmap.store import delete_items
from prodops_desktop.workspace import Store
from prodops_desktop.workspace.links import End
from tests.unit.answers.workplace import ALIKE, AUDIT, BETTER, EXPORT, PDF, UNEQUAL, WORSE, Plant, rung
from tests.unit.feedback.needs.workplace import Said, stand

USE = "Week,Account,Active users\n2026-11-16,Acme,12\n2026-11-16,Beta,3\n"


def bring_use(plant: Plant, name: str = "Product usage", as_of: str = "2026-11-22") -> int:
    plant.bring("usage.csv", USE, "usage_summary", name=name, as_of=as_of)
    return plant.dataset(name)


def reached(evidence: Evidence) -> list[str]:
    return [one.kind for one in evidence.rungs if one.reached]


def behind(evidence: Evidence) -> list[tuple[str, int]]:
    return [(one.name, one.mentions) for one in evidence.accounts]


def test_without_links_it_is_an_opinion(plant: Plant) -> None:
    item = plant.item()
    evidence = plant.evidence(item)
    assert tuple(one.kind for one in evidence.rungs) == RUNGS
    assert reached(evidence) == [OPINION]
    assert (evidence.cap, evidence.accounts, evidence.mentions, evidence.arr) == (50, (), 0, None)
    assert rung(evidence, OPINION).text == "Opinion or a single account"
    assert [one.cap for one in evidence.rungs] == [50, 80, 80, 100]
    assert not any(one.pending for one in evidence.rungs)
    assert evidence.sources == frozenset()


def test_one_account_is_an_opinion_however_often_it_says_it(plant: Plant) -> None:
    item = plant.item()
    plant.tie(item, "feedback_item", *plant.said(Said("2026-11-01", "Acme"), Said("2026-11-02", "a-1"), Said("2026-11-03", "ACME")))
    evidence = plant.evidence(item)
    assert (evidence.cap, evidence.best.kind) == (50, OPINION)
    assert evidence.best.text == "A single account, Acme"
    feedback = rung(evidence, FEEDBACK)
    assert (feedback.reached, feedback.pending) == (False, True)
    assert feedback.text == "3 items, 1 account, a second one is needed"
    assert behind(evidence) == [("Acme", 3)]
    assert (evidence.arr, evidence.concentration) == (400_000, 100)


def test_feedback_from_two_accounts_on(plant: Plant) -> None:
    item = plant.item()
    said = plant.said(Said("2026-11-01", "Beta"), Said("2026-11-02", "Acme"), Said("2026-11-03"), Said("2026-11-04", "Beta"))
    plant.tie(item, "feedback_item", *said)
    evidence = plant.evidence(item)
    assert (evidence.cap, evidence.best.kind, evidence.best.text) == (80, FEEDBACK, "4 items, 2 accounts")
    assert evidence.best.ends == tuple(End("feedback_item", one) for one in said)
    assert evidence.accounts == (
        Behind(0, "Acme", 400_000, "Enterprise", "EMEA", "Ana", "2027-01-31", 1),
        Behind(1, "Beta", 100_000, "Enterprise", "NA", "Ben", "2026-12-31", 2),
    )
    assert (evidence.mentions, evidence.arr, evidence.concentration) == (4, 500_000, 80)
    assert evidence.sources == set(plant.customers().sources)
    assert rung(evidence, OPINION).text == "Opinion or a single account"


def test_feedback_of_nobody_known_is_an_opinion(plant: Plant) -> None:
    item = plant.item()
    plant.tie(item, "feedback_item", *plant.said(Said("2026-11-01"), Said("2026-11-02")))
    evidence = plant.evidence(item)
    assert (evidence.cap, evidence.mentions, evidence.accounts) == (50, 2, ())
    assert rung(evidence, FEEDBACK).text == "2 items of no known account"


def test_accounts_stand_by_arr_and_those_in_no_list_last(plant: Plant) -> None:
    item = plant.item()
    names = ("Nobody Inc", "Epsilon", "Delta", "Acme", "Gamma", "nobody inc")
    plant.tie(item, "feedback_item", *plant.said(*(Said("2026-11-01", name) for name in names)))
    assert behind(plant.evidence(item)) == [("Acme", 1), ("Gamma", 1), ("Epsilon", 1), ("Delta", 1), ("Nobody Inc", 2)]
    assert plant.evidence(item).arr == 475_000


def test_a_linked_tag_counts_all_its_mentions_and_each_item_once(plant: Plant) -> None:
    item, other = plant.item(), plant.item("Reports")
    said = plant.said(
        Said("2019-01-01", "Acme", [EXPORT, PDF]),
        Said("2026-11-02", "Beta", [PDF]),
        Said("2026-11-03", "Gamma", [EXPORT]),
        Said("2026-11-04", "Acme"),
        Said("2026-11-05", "Epsilon", [AUDIT]),
    )
    plant.tie(item, "tag", plant.tag(EXPORT), plant.tag(PDF))
    plant.tie(item, "feedback_item", said[0], said[3])
    plant.tie(other, "tag", plant.tag(PDF))
    book = plant.book()
    assert behind(book.of(item)) == [("Acme", 2), ("Beta", 1), ("Gamma", 1)]
    assert book.of(item).mentions == 4
    assert rung(book.of(item), FEEDBACK).ends == (
        *(End("tag", one) for one in sorted((plant.tag(EXPORT), plant.tag(PDF)))),
        End("feedback_item", said[0]),
        End("feedback_item", said[3]),
    )
    assert behind(book.of(other)) == [("Acme", 1), ("Beta", 1)]
    assert arr_of(accounts_behind((book.of(item), book.of(other))).values()) == 550_000  # not 550,000 + 500,000


def test_what_is_merged_into_a_linked_item_counts_too(plant: Plant) -> None:
    by_root, by_merged = plant.item(), plant.item("Another")
    said = plant.said(Said("2026-11-01", "Acme"), Said("2026-11-02", "Acme"), Said("2026-11-03", "Beta"), Said("2026-11-04", "Gamma"))
    plant.do(lambda store: triage.merge_items(store, said[1:3], said[0]))
    plant.tie(by_root, "feedback_item", said[0], said[3])
    plant.tie(by_merged, "feedback_item", said[1])
    book = plant.book()
    assert behind(book.of(by_root)) == [("Acme", 1), ("Beta", 1), ("Gamma", 1)]
    assert behind(book.of(by_merged)) == [("Acme", 1), ("Beta", 1)]


def test_what_is_deleted_left_out_or_undone_does_not_count(plant: Plant) -> None:
    item = plant.item()
    said = plant.said(
        Said("2026-11-01", "Acme"),
        Said("2026-11-02", "Beta", part=801),
        Said("2026-11-03", "Gamma", part=802),
        Said("2026-11-04", "Delta", part=801, standing="out"),
        Said("2026-11-05", "Epsilon", part=801, standing="archive"),
    )
    plant.do(lambda store: stand(store, 801))
    plant.do(lambda store: triage.delete_items(store, said[:1]))
    plant.tie(item, "feedback_item", *said[1:])
    assert behind(plant.evidence(item)) == [("Beta", 1), ("Epsilon", 1)]
    plant.do(lambda store: stand(store, 801, here=False))
    assert plant.evidence(item).mentions == 0
    assert rung(plant.evidence(item), FEEDBACK).pending is False


@pytest.mark.parametrize("kind", ["related", "needs"])
@pytest.mark.parametrize("forward", [True, False])
def test_a_link_counts_in_either_direction_and_by_any_kind(plant: Plant, kind: str, forward: bool) -> None:
    item = plant.item()
    plant.said(Said("2026-11-01", "Acme", [EXPORT]), Said("2026-11-01", "Beta", [EXPORT]))
    plant.tie(item, "tag", plant.tag(EXPORT), kind=kind, forward=forward)
    assert plant.evidence(item).cap == 80


def test_twice_linked_counts_once(plant: Plant) -> None:
    item = plant.item()
    said = plant.said(Said("2026-11-01", "Acme"))
    plant.tie(item, "feedback_item", *said)
    plant.tie(item, "feedback_item", *said, kind="needs", forward=False)
    assert plant.evidence(item).mentions == 1


def test_a_linked_dataset_of_usage(plant: Plant) -> None:
    item, other = plant.item(), plant.item("Another")
    dataset = bring_use(plant)
    plant.tie(item, "dataset", dataset)
    plant.tie(other, "dataset", plant.dataset("Accounts"))
    book = plant.book()
    assert (book.of(item).cap, book.of(item).best.kind, book.of(item).best.text) == (80, USAGE, "Product usage, 22 Nov")
    assert book.of(item).best.ends == (End("dataset", dataset),)
    assert len(book.of(item).sources) == 1
    assert reached(book.of(other)) == [OPINION]


def test_a_dataset_that_does_not_count_is_no_usage(plant: Plant) -> None:
    item, dataset = plant.item(), bring_use(plant)
    plant.tie(item, "dataset", dataset)
    plant.do(lambda store: set_counts(store, dataset, counts=False))
    usage = rung(plant.evidence(item), USAGE)
    assert (usage.reached, usage.pending, usage.text) == (False, True, "Product usage is not counted")


def test_a_reach_that_was_counted_is_usage_and_one_that_was_typed_is_none(plant: Plant) -> None:
    dataset = bring_use(plant)
    counted = plant.item(reach=Reach(2900, "users / qtr", BY_USAGE, "product usage", "users", date(2025, 11, 22)))
    typed = plant.item("Typed", reach=Reach(2900, "users / qtr", TYPED))
    accounts = plant.item("Accounts", reach=Reach(23, "accounts", BY_ACCOUNTS))
    gone = plant.item("Gone", reach=Reach(10, "users", BY_USAGE, "Weekly"))
    plant.tie(counted, "dataset", dataset)
    book = plant.book()
    assert rung(book.of(counted), USAGE).text == "2,900 users / qtr, Product usage, 22 Nov 2025"
    assert (book.of(counted).cap, reached(book.of(counted))) == (80, [OPINION, USAGE])
    assert reached(book.of(typed)) == reached(book.of(accounts)) == reached(book.of(gone)) == [OPINION]
    assert (rung(book.of(gone), USAGE).pending, rung(book.of(gone), USAGE).text) == (True, "10 users, but there is no dataset Weekly")


def test_a_reach_is_usage_only_in_a_dataset_of_usage_that_counts(plant: Plant) -> None:
    listed = plant.item(reach=Reach(5, "users", BY_USAGE, "Accounts", "ARR", date(2026, 11, 1)))
    left_out = plant.item("Left out", reach=Reach(5, "users", BY_USAGE, "Product usage", "users"))
    plant.do(partial(set_counts, dataset=bring_use(plant), counts=False))
    book = plant.book()
    for item, text in ((listed, "5 users, but Accounts measures no usage"), (left_out, "5 users, but Product usage is not counted")):
        usage = rung(book.of(item), USAGE)
        assert (book.of(item).cap, usage.reached, usage.pending, usage.text) == (50, False, True, text)


@pytest.mark.parametrize(
    ("kind", "cap"),
    [
        ("A/B by user", 100),
        ("A/B by account", 100),
        ("staged rollout", 100),
        ("holdout", 100),
        ("before/after with matched accounts", 80),
        ("opt-in beta", 80),
        ("prototype", 50),
    ],
)
def test_the_kind_of_a_test_limits_what_it_proves(plant: Plant, kind: str, cap: float) -> None:
    assert kind in KINDS
    item = plant.item()
    by_account = kind == "A/B by account"
    totals = [Total(one.variant, one.metric, one.units, one.successes, accounts=500) for one in BETTER] if by_account else BETTER
    test = plant.experiment(totals, kind=kind, unit="account" if by_account else "user", icc=0.0 if by_account else None)
    plant.tie(item, "experiment", test)
    evidence = plant.evidence(item)
    assert (evidence.cap, evidence.best.kind) == (cap, EXPERIMENT)
    assert evidence.best.text.startswith("EXP-1: B lifts Shares from 20.0% to 26.0%")
    assert (evidence.best.ends, evidence.contradicting) == ((End("experiment", test),), ())


@pytest.mark.parametrize("status", [IDEA, DRAFT, SCHEDULED, RUNNING])
def test_a_test_that_is_not_over_does_not_count_yet(plant: Plant, status: str) -> None:
    item = plant.item()
    plant.tie(item, "experiment", plant.experiment(BETTER, "EXP-39", status=status, ends=date(2026, 11, 27)))
    book = plant.book()
    tested = rung(book.of(item), EXPERIMENT)
    assert (tested.reached, tested.pending, tested.cap, tested.text) == (False, True, 100, "EXP-39, ends 27 Nov")
    assert book.of(item).cap == 50


def test_when_a_test_will_tell(plant: Plant) -> None:
    texts = []
    plans = (("EXP-0", SCHEDULED, date(2027, 1, 5)), ("EXP-1", RUNNING, date(2026, 11, 20)), ("EXP-2", DRAFT, None))
    for code, status, ends in plans:
        item = plant.item(code)
        plant.tie(item, "experiment", plant.experiment((), code, status=status, ends=ends))
        texts.append(rung(plant.evidence(item), EXPERIMENT).text)
    assert texts == ["EXP-0, ends 5 Jan 2027", "EXP-1, ended 20 Nov and is not decided", "EXP-2, draft without a last day"]


def test_of_several_tests_that_are_waited_for_the_rung_has_the_highest_cap(plant: Plant) -> None:
    item = plant.item()
    plant.said(Said("2026-11-01", "Acme", [EXPORT]), Said("2026-11-01", "Beta", [EXPORT]))
    plant.tie(item, "tag", plant.tag(EXPORT))
    later = plant.experiment((), "EXP-1", status=RUNNING, ends=date(2026, 12, 20))
    sooner = plant.experiment((), "EXP-2", status=SCHEDULED, ends=date(2026, 12, 1))
    beta = plant.experiment((), "EXP-3", status=RUNNING, kind="opt-in beta")
    plant.tie(item, "experiment", later, sooner, beta)
    evidence = plant.evidence(item)
    tested = rung(evidence, EXPERIMENT)
    assert (evidence.cap, tested.cap, tested.pending) == (80, 100, True)
    assert tested.text == "EXP-2, ends 1 Dec; EXP-1, ends 20 Dec; EXP-3, ended 31 Oct and is not decided"


@pytest.mark.parametrize(
    ("totals", "status", "text", "pending"),
    [
        (ALIKE, CONCLUDED, "EXP-1: B brings no clear change.", False),
        (UNEQUAL, CONCLUDED, "EXP-1: The arms don’t match the plan (SRM p < 0.0001): the results can’t be trusted.", False),
        ((), CONCLUDED, "EXP-1, concluded without a result", True),
        (BETTER, CANCELLED, "EXP-1 was cancelled.", False),
    ],
)
def test_a_test_that_tells_nothing_does_not_count(plant: Plant, totals: tuple[Total, ...], status: str, text: str, pending: bool) -> None:
    item = plant.item()
    plant.tie(item, "experiment", plant.experiment(totals, status=status))
    evidence = plant.evidence(item)
    tested = rung(evidence, EXPERIMENT)
    assert (evidence.cap, tested.reached, tested.pending, tested.text) == (50, False, pending, text)
    assert evidence.contradicting == ()


def test_arms_that_a_list_of_exposures_shows_to_be_uneven_spoil_a_clear_result(plant: Plant) -> None:
    item, sound = plant.item(), plant.item("Sound")
    plant.tie(item, "experiment", plant.experiment(BETTER, "EXP-1"))
    plant.tie(sound, "experiment", plant.experiment(BETTER, "EXP-2"))
    rows = ["Experiment,Unit,Arm", *(f"EXP-1,u{n},{'Control' if n % 3 else 'B'}" for n in range(600)), "EXP-9,u1,B"]
    plant.bring("exposures.csv", "\n".join(rows), "exposures", name="Exposures", as_of="2026-11-20")
    book = plant.book()
    assert (book.of(item).cap, book.of(sound).cap) == (50, 100)
    assert rung(book.of(item), EXPERIMENT).text.startswith("EXP-1: The arms don’t match the plan: 400 and 200 where 50 : 50 was planned")
    assert book.of(item).sources
    assert not book.of(sound).sources


def test_a_test_that_made_it_worse_speaks_against_the_item_and_lifts_nothing(plant: Plant) -> None:
    item = plant.item()
    plant.tie(item, "experiment", plant.experiment(WORSE))
    evidence = plant.evidence(item)
    assert (evidence.cap, reached(evidence)) == (50, [OPINION])
    (against,) = evidence.contradicting
    assert against.startswith("EXP-1: B worsens Shares from 26.0% to 20.0%")


@pytest.mark.parametrize(
    ("totals", "cap", "against"),
    [
        (BETTER, 100, ("EXP-1 was stopped: It pays nothing.",)),
        (ALIKE, 50, ("EXP-1 was stopped: It pays nothing.",)),
        ((), 50, ("EXP-1 was stopped: It pays nothing.",)),
        (UNEQUAL, 50, ()),  # stopped because it was broken, which says nothing of the item
    ],
)
def test_a_test_that_was_stopped_speaks_against_the_item(plant: Plant, totals: tuple[Total, ...], cap: float, against: object) -> None:
    item = plant.item()
    plant.tie(item, "experiment", plant.experiment(totals, choice="stop"))
    assert (plant.evidence(item).cap, plant.evidence(item).contradicting) == (cap, against)


def test_one_variant_that_helps_is_enough(plant: Plant) -> None:
    item = plant.item()
    variants = (Variant("Control"), Variant("A"), Variant("B"))
    metrics = (MetricPlan("Shares"), MetricPlan("Errors", GUARDRAIL))
    planned = Experiment(0, "EXP-1", "Two", status=CONCLUDED, variants=variants, metrics=metrics)
    totals = tuple(Total(name, "Shares", 1000, successes=hits) for name, hits in (("Control", 200), ("A", 120), ("B", 280)))
    test = plant.do(lambda store: save_experiment(store, planned)[1])
    plant.do(lambda store: save_reading(store, test, Reading(0, date(2026, 10, 1), totals)))
    plant.tie(item, "experiment", test)
    assert (plant.evidence(item).cap, plant.evidence(item).contradicting) == (100, ())


HARM = {
    "fails on Refunds": (MetricPlan("Refunds", GUARDRAIL, better="down", bound=2.0, bound_in="points"), 50, 120),  # 5 % to 12 %
    "worsens Pay": (MetricPlan("Pay"), 260, 200),  # 26 % to 20 %
}


@pytest.mark.parametrize("harm", HARM)
def test_a_test_that_lifts_one_figure_and_harms_another_lifts_no_cap_and_speaks_against_the_item(plant: Plant, harm: str) -> None:
    item = plant.item()
    other, before, after = HARM[harm]
    totals = (*BETTER, Total("Control", other.name, 1000, successes=before), Total("B", other.name, 1000, successes=after))
    plant.tie(item, "experiment", plant.experiment(totals, metrics=(MetricPlan("Shares"), other)))
    evidence = plant.evidence(item)
    (against,) = evidence.contradicting
    assert against.startswith("EXP-1: B lifts Shares from 20.0% to 26.0%")
    assert harm in against
    tested = rung(evidence, EXPERIMENT)
    assert (evidence.cap, tested.reached, tested.pending, tested.text) == (50, False, False, against)


def test_a_guardrail_that_fails_without_any_gain_speaks_against_the_item(plant: Plant) -> None:
    item = plant.item()
    other = MetricPlan("Refunds", GUARDRAIL, better="down", bound=2.0, bound_in="points")
    totals = (*ALIKE, Total("Control", "Refunds", 1000, successes=50), Total("B", "Refunds", 1000, successes=120))
    plant.tie(item, "experiment", plant.experiment(totals, metrics=(MetricPlan("Shares"), other)))
    assert (plant.evidence(item).cap, len(plant.evidence(item).contradicting)) == (50, 1)


def test_the_best_of_several_tests_counts(plant: Plant) -> None:
    item = plant.item()
    tests = [
        plant.experiment(BETTER, "EXP-1", kind="prototype"),
        plant.experiment(BETTER, "EXP-2", kind="opt-in beta"),
        plant.experiment(WORSE, "EXP-3"),
        plant.experiment((), "EXP-4", status=RUNNING),
    ]
    plant.tie(item, "experiment", *tests)
    evidence = plant.evidence(item)
    assert (evidence.cap, evidence.best.kind, evidence.best.text[:5]) == (80, EXPERIMENT, "EXP-2")
    assert len(evidence.contradicting) == 1


@pytest.mark.parametrize(
    ("rungs", "cap", "best"),
    [
        ("feedback", 80, FEEDBACK),
        ("feedback usage", 80, USAGE),
        ("feedback usage beta", 80, EXPERIMENT),
        ("usage prototype", 80, USAGE),
        ("prototype", 50, EXPERIMENT),
        ("feedback usage test", 100, EXPERIMENT),
    ],
)
def test_rungs_together(plant: Plant, rungs: str, cap: float, best: str) -> None:
    item = plant.item()
    kinds = {"beta": "opt-in beta", "prototype": "prototype", "test": "staged rollout"}
    for name in rungs.split():
        if name == FEEDBACK:
            plant.tie(item, "feedback_item", *plant.said(Said("2026-11-01", "Acme"), Said("2026-11-01", "Beta")))
        elif name == USAGE:
            plant.tie(item, "dataset", bring_use(plant))
        else:
            plant.tie(item, "experiment", plant.experiment(BETTER, kind=kinds[name]))
    evidence = plant.evidence(item)
    assert (evidence.cap, evidence.best.kind) == (cap, best)


def test_the_caps_are_settings(plant: Plant) -> None:
    item = plant.item()
    plant.tie(item, "feedback_item", *plant.said(Said("2026-11-01", "Acme"), Said("2026-11-01", "Beta")))
    for name, value in (("opinion", "40"), ("feedback", "60"), ("usage", "70"), ("experiment", "90")):
        plant.settle(f"roadmap_cap_{name}", value)
    assert plant.evidence(item).cap == 60
    assert [one.cap for one in plant.evidence(item).rungs] == [40, 60, 70, 90]


def test_links_of_other_kinds_of_record_are_no_evidence(plant: Plant) -> None:
    item, other = plant.item(), plant.item("Another")
    plant.tie(item, "roadmap_item", other)
    plant.tie(item, "feature", plant.do(_feature))
    assert reached(plant.evidence(item)) == [OPINION]


def _feature(store: Store) -> int:
    with store.edit("Add a feature"):
        return ensure(store, "feature", "Export")


def test_an_item_that_goes_takes_its_evidence_along(plant: Plant) -> None:
    item = plant.item()
    plant.tie(item, "feedback_item", *plant.said(Said("2026-11-01", "Acme")))
    book = plant.book()
    plant.do(partial(delete_items, items=[item]))
    assert plant.book(book).of(item).mentions == 0
