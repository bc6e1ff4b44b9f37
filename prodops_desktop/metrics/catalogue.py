"""The metrics that a workspace can show, found by their names."""

from collections.abc import Callable, Sequence

from prodops_desktop.datasets.snapshot import Snapshot
from prodops_desktop.errors import UserError
from prodops_desktop.metrics import activity, columns, responses, revenue
from prodops_desktop.metrics.model import Metric
from prodops_desktop.metrics.tables import tables
from prodops_desktop.workspace import Store

__all__ = ["Metric", "all_metrics", "built_in", "find_metric"]


_BUILT_IN: tuple[tuple[Metric, Callable[[Store, Snapshot], Sequence[object]]], ...] = (
    (responses.NPS, responses.readable),
    (revenue.ARR, revenue.readable),
    (activity.ACTIVE_ACCOUNTS, activity.readable),
)


def built_in(store: Store, snapshot: Snapshot) -> list[Metric]:
    """The metrics with a meaning of their own for which there is data that counts."""
    return [metric for metric, readable in _BUILT_IN if readable(store, snapshot)]


def all_metrics(store: Store, snapshot: Snapshot) -> list[Metric]:
    """Built-in metrics first, then rows, sums and means of each dataset that has a day."""
    return built_in(store, snapshot) + [metric for table in tables(store, snapshot) for metric in columns.metrics_of(store, table)]


def find_metric(store: Store, snapshot: Snapshot, name: str) -> Metric:
    """The metric of this name (or key), compared whole; capitals matter only between names that differ in nothing else.

    Raises UserError that names the nearest ones.
    """
    wanted = name.strip()
    known = _candidates(store, snapshot, wanted)
    for exact in (True, False):
        found = _named(known, wanted, exact=exact)
        if len(found) > 1:
            keys = ", ".join(metric.key for metric in found)
            raise UserError(f"“{wanted}” is the name of more than one metric. Use one of these keys instead: {keys}.")
        if found:
            return found[0]
    raise UserError(f"There is no metric “{wanted}”. {_near(wanted, known or all_metrics(store, snapshot))}")


def _candidates(store: Store, snapshot: Snapshot, wanted: str) -> list[Metric]:
    """The few metrics that can have this name: a built-in one, else those of the datasets that it may begin with."""
    for metric, readable in _BUILT_IN:
        if metric.name == wanted.casefold():
            return [metric] if readable(store, snapshot) else []
    chosen = tables(store, snapshot, chosen=lambda dataset: columns.may_name(wanted, dataset))
    return [metric for table in chosen for metric in columns.metrics_of(store, table)]


def _named(known: list[Metric], wanted: str, *, exact: bool) -> list[Metric]:
    def same(text: str) -> bool:
        return text == wanted if exact else text.casefold() == wanted.casefold()

    return [metric for metric in known if same(metric.name)] or [metric for metric in known if same(metric.key)]


def _near(wanted: str, known: list[Metric]) -> str:
    if not known:
        return "Nothing that counts has been imported yet; a metric needs a sheet with a day in it."
    names = {metric.name.casefold(): metric.name for metric in known}
    import difflib

    near = difflib.get_close_matches(wanted.casefold(), names, n=5, cutoff=0.4)
    return f"Near it: {', '.join(names[one] for one in near)}." if near else f"There is: {', '.join(list(names.values())[:8])}."
