"""The tile of an area: where it stands, in one figure with what hangs on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prodops_desktop.ui import formats
from prodops_desktop.ui.pages.home.card import Card
from prodops_desktop.ui.texts import tr

if TYPE_CHECKING:
    from prodops_desktop.answers.standing import Standing

TITLES = {
    "predictability": tr("Delivery predictability"),
    "experiments": tr("Running experiments"),
    "notices": tr("Notice deadlines"),
    "inbox": tr("Feedback waiting"),
    "sources": tr("Data on time"),
}
"""What the tiles are called before their figures are there."""


_SHORT = {"predictability": tr("Predictability")}


class StandingTile(Card):
    """Speaks of an area; opened, it shows its page."""

    def __init__(self, figure: str) -> None:
        super().__init__(f"standing/{figure}", TITLES[figure], tr("Enter or a double click opens the page"))
        self.figure = figure
        self.title.set_short(_SHORT.get(figure, ""))
        self.standing: Standing | None = None

    def show_standing(self, one: Standing) -> None:
        """Show its figure; the same one again costs nothing."""
        if one == self.standing:
            return
        self.standing = one
        self.fill()
        self.title.setText(one.title)
        self.setAccessibleName(one.title)
        self.value.setText(formats.number(one.value, 0 if one.value == int(one.value) else 1) if one.value is not None else formats.MISSING)
        self.unit.setText("%" if one.unit == "percent" and one.value is not None else one.of)
        self.rows.setText(one.behind)
        self.line.show_values(one.line, one.limit, from_zero=one.unit == "count")
        for row in range(len(self.facts)):
            fact = one.facts[row] if row < len(one.facts) else None
            if fact is None:
                self.show_fact(row, "", "")
            else:
                self.show_fact(row, fact.name, fact.value, fact.aside, fact.tone)
        self.show_note(one.note)
        self.setAccessibleDescription(one.sentence)
