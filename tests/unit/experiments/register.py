"""Experiments in a workspace, for tests: one with everything known of it, and how to add, change and look at them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from prodops_desktop.experiments.model import DOWN, GUARDRAIL, MEAN, POINTS, SCHEDULED, SECONDARY, Experiment, MetricPlan, Total, Variant
from prodops_desktop.experiments.store import save_experiment
from prodops_desktop.workspace import Store, Workspace, history

T = TypeVar("T")

RANKED = Experiment(
    0,
    "EXP-37",
    "Ranked search",
    hypothesis="People look\nat the first hits.",
    clustered=True,
    status=SCHEDULED,
    segment="Enterprise",
    goal="Find things faster",
    surface="Search",
    team="Discovery",
    owner="Ada",
    parameter="ranker",
    lane="Search lane",
    allocation=40.0,
    starts=date(2026, 10, 12),
    ends=date(2026, 11, 13),
    baseline=61.8,
    deviation=2.5,
    mde=3.5,
    mde_in=POINTS,
    power=90.0,
    alpha=1.0,
    icc=0.02,
    icc_from="Product usage",
    step="Activation",
    decision_rule="Ship what lifts search success.",
    early_reason="The vendor left.",
    learning="Recents do not help.",
    note="Look at mobile.",
    variants=(Variant("Control", weight=2.0), Variant("A", "Ranked"), Variant("B", "Ranked + recents")),
    metrics=(
        MetricPlan("Search success"),
        MetricPlan("Searches per user", SECONDARY, MEAN),
        MetricPlan("Zero-result rate", GUARDRAIL, better=DOWN, bound=3.0, bound_in=POINTS),
    ),
)
"""An experiment with everything known of it."""

TOTALS = (
    Total("Control", "Search success", 3331, successes=2059),
    Total("A", "Search success", 3262, successes=2127, accounts=40),
    Total("B", "Search success", 3287, successes=2084),
    Total("Control", "Searches per user", 3331, mean=4.5, sd=2.25),
    Total("A", "Searches per user", 3262, mean=4.625, sd=2.5),
    Total("B", "Searches per user", 3287, mean=4.0, sd=2.0),
)
"""What was read of it, as readings are ordered."""


def do(workspace: Workspace, change: Callable[[Store], T]) -> T:
    """Make a change and wait for it."""
    return workspace.run(change).result()


def read(workspace: Workspace, look: Callable[[Store], Any]) -> Any:
    """What a reading of the workspace gives."""
    with workspace.reading() as store:
        return look(store)


def add(workspace: Workspace, experiment: Experiment = RANKED) -> Experiment:
    """Add an experiment, or change the one with its id; it comes back with its id."""
    return replace(experiment, id=do(workspace, lambda store: save_experiment(store, experiment))[1])


def changed(experiment: Experiment, **values: Any) -> Experiment:
    """The experiment with other values."""
    return replace(experiment, **values)


def last_label(workspace: Workspace) -> str:
    """What the last step is called."""
    steps: list[history.Step] = read(workspace, history.steps)
    return steps[-1].label
