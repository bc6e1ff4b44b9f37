"""The tile of a metric: value with its margin, rows behind it, target, prior and the line that leads there."""

from prodops_desktop.metrics.figure import Figure
from prodops_desktop.metrics.model import Metric
from prodops_desktop.ui import formats
from prodops_desktop.ui.figure_words import rows_text, said, sentence_of, when_text
from prodops_desktop.ui.pages.home.card import Card
from prodops_desktop.ui.pages.home.model import Tile
from prodops_desktop.ui.texts import tr

_ARROWS = {"up": "▲", "down": "▼", "flat": "▬"}


class FigureTile(Card):
    """Speaks of a metric; opened, it shows it in Metrics."""

    def __init__(self, metric: Metric) -> None:
        title = metric.title if metric.dataset is None else metric.group
        super().__init__(metric.key, title, tr("Enter or a double click opens it in Metrics"))
        if metric.dataset is not None:
            self.setAccessibleName(f"{title}: {metric.title}")
        self.about = metric
        self.tile: Tile | None = None
        formats.changed.connect(self._write_anew)

    def show_tile(self, tile: Tile) -> None:
        """Show a figure; the same one again costs nothing."""
        if tile == self.tile:
            return
        self.tile = tile
        self.fill()
        one = tile.figure
        self.value.setText(_value_text(one))
        self.unit.setText(_unit_text(one))
        self.rows.setText(_rows_text(one))
        self.line.show_values(tile.line, one.target, from_zero=one.unit == "count")
        self._show_target(one)
        self._show_prior(one)
        self.show_note(_note_text(one), "\n".join(map(said, one.notes)))
        self.setAccessibleDescription(sentence_of(one))

    def _write_anew(self) -> None:
        """Numbers and days are written in another way from now on."""
        tile, self.tile = self.tile, None
        if tile is not None:
            self.show_tile(tile)

    def _show_target(self, one: Figure) -> None:
        gap = one.gap
        if one.target is None or gap is None:
            self.show_fact(0, tr("Period"), when_text(one) or formats.MISSING)
            return
        text, tone = formats.signed(gap, one.unit, one.currency), "2"
        if one.margin is not None and abs(gap) <= one.margin:
            text = tr("within margin")
        elif one.metric.better is not None:
            tone = "good" if not gap or (gap > 0) == (one.metric.better == "up") else "warn"
        _, shown = self.show_fact(0, tr("Target"), formats.figure(one.target, one.unit, one.currency), text, tone)
        shown.setToolTip(gap_text(one))

    def _show_prior(self, one: Figure) -> None:
        prior = one.prior
        value = prior.value if prior is not None else None
        if prior is None or value is None:
            self.show_fact(1, tr("Prior"), formats.MISSING)
            return
        before = (formats.figure(value, one.unit, one.currency), formats.margin(prior.margin, one.unit, one.currency))
        arrow = _ARROWS["up" if (one.change or 0) > 0 else "down" if (one.change or 0) < 0 else "flat"]
        ns = f" {tr('n.s.')}" if one.significant is False else ""
        text = f"{arrow} {formats.change(one.change, one.unit, one.currency)}{ns}"
        tone = "2" if one.good is None else "good" if one.good else "bad"
        shown, change = self.show_fact(1, tr("Prior"), " ".join(filter(None, before)), text, tone)
        shown.setToolTip(formats.period(prior.period))
        change.setToolTip(tr("Not significant: the change lies inside the margin") if ns else "")


def gap_text(one: Figure) -> str:
    """How far a figure is from its target, in words: “$460k below the target, which is the worse side”; empty without one."""
    gap = one.gap
    if gap is None:
        return ""
    if not gap:
        return tr("On the target")
    far = formats.figure(abs(gap), one.unit, one.currency)
    said = tr("{far} above the target", far=far) if gap > 0 else tr("{far} below the target", far=far)
    if one.margin is not None and abs(gap) <= one.margin:
        return tr("{said}, which is within the margin", said=said)
    if one.metric.better is None:
        return said
    better = (gap > 0) == (one.metric.better == "up")
    return tr("{said}, which is the better side", said=said) if better else tr("{said}, which is the worse side", said=said)


def _value_text(one: Figure) -> str:
    if one.value is None:
        return formats.MISSING
    return (
        formats.number(one.value, 0 if one.value == int(one.value) else 1)
        if one.unit == "percent"
        else formats.figure(one.value, one.unit, one.currency)
    )


def _unit_text(one: Figure) -> str:
    if one.value is None:
        return ""
    return "%" if one.unit == "percent" else formats.margin(one.margin, one.unit, one.currency)


def _rows_text(one: Figure) -> str:
    return tr("n = {n}", n=formats.number(one.n)) if one.unit == "score" else rows_text(one)


def _note_text(one: Figure) -> str:
    """Why there is no value; else what is counted, and the period where a target has taken its place."""
    if one.value is None:
        return said(one.note)
    what = one.metric.title if one.metric.dataset is not None else ""
    return " · ".join(filter(None, (what, when_text(one) if one.target is not None else "")))
