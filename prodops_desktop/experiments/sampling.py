"""Makes what the plan of the sample workspace says of experiments and no sheet holds: segments with their rules, and what was decided."""

from collections.abc import Mapping
from datetime import date

from prodops_desktop.datasets.sampling import Makers
from prodops_desktop.experiments.store import Verdict, decide, find_experiment
from prodops_desktop.segments.store import save_segment
from prodops_desktop.workspace import ChangeSet, Store


def decide_planned(store: Store, entry: Mapping[str, str]) -> ChangeSet:
    """Take down a decision as the plan writes it; raises UserError where the sheets have no such experiment."""
    verdict = Verdict(entry["choice"], entry["reason"], entry["owner"], date.fromisoformat(entry["day"]), entry["learning"])
    return decide(store, find_experiment(store, entry["experiment"]).id, verdict)


MAKERS: Makers = {"segments": save_segment, "decisions": decide_planned}
"""Who makes the entries of the plan, by the list in which they stand."""
