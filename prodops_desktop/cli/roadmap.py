"""The command that answers about the roadmap."""

import sys
from typing import TYPE_CHECKING

from prodops_desktop.cli.shared import Arguments, open_file, print_json

if TYPE_CHECKING:
    from prodops_desktop.roadmap.plan import ItemView


def roadmap(arguments: Arguments) -> int:
    """List the roadmap with scores, evidence, slips and launches, and write it as a workbook."""
    from prodops_desktop.answers.roadmap import read_plan
    from prodops_desktop.metrics.wording import percent_text
    from prodops_desktop.packs.records import write_records
    from prodops_desktop.roadmap.answering import plan_object
    from prodops_desktop.roadmap.model import HORIZONS
    from prodops_desktop.roadmap.sheets import roadmap_sheets

    with open_file(arguments.workspace, read_only=True) as workspace, workspace.reading() as store:
        plan = read_plan(store)
        plan.work_out_stability()
        sheets = roadmap_sheets(store) if arguments.excel else []
    if arguments.excel:
        write_records(sheets, arguments.excel.absolute(), arguments.workspace)
        print(arguments.excel, file=sys.stderr)
    if arguments.json:
        print_json(plan_object(plan))
        return 0
    for horizon in HORIZONS:
        print(f"{horizon.capitalize()}:")
        for view in plan.column(horizon):
            print(f"  {_line(view)}")
    for period in plan.periods:
        share = "–" if period.say_do is None else percent_text(period.say_do)
        done = f"{period.period}: {len(period.delivered)} of {len(period.committed)} committed items done, {share}"
        print(". ".join(filter(None, (done, " ".join(period.remarks)))))
    for goal in plan.unaimed_goals:
        print(f"! Nothing is planned for the goal {goal.title}")
    for note in plan.notes:
        print(f"! {note}")
    return 0


def _line(view: "ItemView") -> str:
    """What an item scores, who is behind it, when it comes, and what moved it."""
    from prodops_desktop.metrics.tally import rows_text
    from prodops_desktop.metrics.wording import money_text
    from prodops_desktop.roadmap.vague_days import write_day

    one, plan = view.item, view.plan
    parts = [f"{one.label}: {one.status}"]
    if view.score.rice is not None:
        parts.append(f"RICE {view.score.rice:,.0f}{' (capped)' if view.score.capped else ''}")
    if view.evidence.arr is not None:
        parts.append(f"{money_text(view.evidence.arr, plan.currency)} in {rows_text(len(view.evidence.accounts), 'account')}")
    when = write_day(*one.aim)
    if when:
        parts.append(f"{'launches' if one.tier is not None else 'due'} {when}")
    if view.slip:
        other = view.moved_by
        parts.append(f"{view.slip:+d} days{f', moved by {other.item.title}' if other is not None else ''}")
    if view.readiness is not None:
        parts.append(f"{view.readiness.passed} of {view.readiness.applicable} gates")
    return "; ".join(parts)
