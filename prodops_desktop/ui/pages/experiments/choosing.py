"""Says which experiment is shown where nobody chose one."""

from prodops_desktop.experiments.board import Board


def first_to_look_at(board: Board) -> int | None:
    """The one that gives way in the worst open conflict, else one that has days, else any."""
    conflict = next((one for conflicts in board.open_conflicts.values() for one in conflicts), None)
    if conflict is not None:
        return conflict.moved_plan.id
    first = next(iter(board.dated or board.views), None)
    return first.experiment.id if first is not None else None


def result_to_read(board: Board, chosen: int | None) -> int | None:
    """The one that is chosen if there can be something to read of it, else the first that asks for a decision, or has a reading."""
    views = board.read
    if any(view.experiment.id == chosen for view in views):
        return chosen
    asking = [view for view in views if view.asks_decision] or [view for view in views if view.readings] or list(views)
    first = next(iter(asking), None)
    return first.experiment.id if first is not None else chosen
