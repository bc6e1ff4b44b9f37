"""Headlines that state what a figure does: rose, fell or held, against the first period shown and the one before."""

from prodops_desktop.metrics.figure import Figure, compare, target_text, when_text
from prodops_desktop.metrics.model import Metric, Point, Series
from prodops_desktop.metrics.periods import MONTHS_IN, distance, period_text
from prodops_desktop.metrics.wording import figure_text, fold_text, rows_noun, value_text


def headline(its: Series, figure: Figure, index: int | None) -> str:
    """One sentence on the point at ``index`` of the series shown; it says so when a change lies inside the margin."""
    name = _name(its.metric)
    if index is None or its.points[index].value is None:
        return f"{name}: {figure.note or 'no data'}"
    later = its.points[index]
    first, prior = _first(its, index), figure.prior
    if prior is None or first is None:
        return f"{name} stood at {_value(its, later)} in {period_text(later.period)}, with no earlier {its.grain} to compare"
    since_first, since_prior = _moved(its, first, later), _moved(its, prior, later)
    before, over = _before(its, prior, later), _over(its, first, later)
    if first.period == prior.period:
        return _single(its, name, first, later, before)
    if since_first:
        opening = f"{name} {since_first} {over} ({_value(its, first)} → {_value(its, later)})"
        if not since_prior:
            return f"{opening}; against {before} {_no_change(its)}"
        same = since_first.split()[0] == since_prior.split()[0]
        return f"{opening}, {'and ' + since_prior.split(maxsplit=1)[1] if same else 'but ' + since_prior} against {before}"
    if since_prior:
        return f"{name} {since_prior} against {before} ({_value(its, prior)} → {_value(its, later)}); {over} {_no_change(its)}"
    return f"{name} held at {_value(its, later)}: {_no_change(its)} {over} or against {before}"


def subtitle(figure: Figure) -> str:
    """The figure in its period, against its target, and what was left out."""
    if figure.value is None:
        return rows_noun(figure.metric.measure, figure.n)
    text = figure_text(figure.value, figure.margin, figure.unit, figure.currency)
    parts = [f"{when_text(figure)}: {text}, from {rows_noun(figure.metric.measure, figure.n)}."]
    if figure.gap is not None:
        parts.append(f"Target {target_text(figure)}: {_gap(figure, figure.gap)}.")
    parts += [note for note in figure.notes if "no rate from" in note or "is not complete" in note]
    return " ".join(parts)


def _name(metric: Metric) -> str:
    """What the sentence speaks of: “NPS”, “Calls: rows by Day”, “CS health: Score, mean by Last QBR”."""
    if metric.dataset is None:
        return metric.title
    return f"{metric.group}: {f'rows by {metric.day}' if metric.measure == 'rows' else metric.title}"


def _gap(figure: Figure, gap: float) -> str:
    if gap == 0:
        return "met exactly"
    unit = " points" if figure.unit == "score" else ""
    size = value_text(abs(gap), figure.unit, figure.currency)
    down = figure.metric.better == "down"
    word = ("over" if gap > 0 else "under") if down or figure.metric.better is None else ("above" if gap > 0 else "short")
    inside = figure.margin is not None and abs(gap) <= figure.margin
    return f"{size}{unit} {word}{', which lies inside the margin' if inside else ''}"


def _single(its: Series, name: str, first: Point, later: Point, before: str) -> str:
    moved = _moved(its, first, later)
    if moved:
        return f"{name} {moved} against {before} ({_value(its, first)} → {_value(its, later)})"
    return f"{name} held at {_value(its, later)}: {_no_change(its)} against {before} ({_value(its, first)})"


def _first(its: Series, index: int) -> Point | None:
    """The first point shown that can be compared: with a value, and whole where a young period is smaller."""
    earlier = [point for point in its.points[:index] if point.value is not None]
    whole = [point for point in earlier if not point.partial or its.metric.measure == "nps"]
    return next(iter(whole or earlier), None)


def _moved(its: Series, earlier: Point, later: Point) -> str:
    """“rose 15 points”, “fell 4.2%”; empty when there was no change, or none beyond the margin."""
    change, _, direction = compare(earlier, later)
    if change is None or direction in (None, "flat") or earlier.value is None or later.value is None:
        return ""
    word = "rose" if direction == "up" else "fell"
    if its.unit == "score":
        points = abs(round(later.value) - round(earlier.value))
        return f"{word} {points} {'point' if points == 1 else 'points'}" if points else f"{word} {abs(change):.1f} points"
    if its.unit == "percent":
        return f"{word} {value_text(abs(change), 'score')} percentage points"
    if earlier.value <= 0 or later.value < 0:
        return f"{word} by {value_text(abs(change), its.unit, its.currency)}"
    if later.value > 3 * earlier.value:
        return f"{word} {fold_text(later.value / earlier.value)}"
    share = 100 * abs(change) / earlier.value
    text = f"{share:.0f}" if share >= 10 else f"{share:.1f}"
    return f"{word} {text}%" if share >= 0.05 else ""


def _no_change(its: Series) -> str:
    return "no change beyond the margin" if its.metric.measure == "nps" else "no change"


def _value(its: Series, point: Point) -> str:
    decimals = 0 if its.unit == "score" else None
    return figure_text(point.value or 0.0, point.margin, its.unit, its.currency, decimals=decimals)


def _before(its: Series, prior: Point, later: Point) -> str:
    return f"the prior {its.grain}" if distance(prior.period, later.period, its.grain) == 1 else period_text(prior.period)


def _over(its: Series, first: Point, later: Point) -> str:
    months = distance(first.period, later.period, its.grain) * MONTHS_IN[its.grain]
    years = months // 12
    return f"over {years} {'year' if years == 1 else 'years'}" if its.grain == "year" else f"over {months} months"
