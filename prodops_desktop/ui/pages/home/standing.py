"""The tile of an area: where it stands, in one figure with what hangs on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prodops_desktop.ui import formats
from prodops_desktop.ui.pages.home.card import Card
from prodops_desktop.ui.pages.home.standing_words import TITLES, Fact, standing_sentence, value_text, words_of
from prodops_desktop.ui.texts import tr

if TYPE_CHECKING:
    from prodops_desktop.answers.standing import Standing

_SHORT = {"predictability": tr("Predictability")}
_NOTHING = Fact("", "")


class StandingTile(Card):
    """Speaks of an area; opened, it shows its page."""

    def __init__(self, figure: str) -> None:
        super().__init__(f"standing/{figure}", TITLES[figure], tr("Enter or a double click opens the page"))
        self.figure = figure
        self.title.set_short(_SHORT.get(figure, ""))
        self.standing: Standing | None = None
        formats.changed.connect(self._write_anew)

    def show_standing(self, one: Standing) -> None:
        """Show its figure; the same one again costs nothing."""
        if one == self.standing:
            return
        self.standing = one
        self.fill()
        words = words_of(one)
        self.title.setText(words.title)
        self.setAccessibleName(words.title)
        self.value.setText(value_text(one))
        self.unit.setText("%" if one.unit == "percent" and one.value is not None else words.of)
        self.rows.setText(words.behind)
        self.line.show_values(one.line, one.limit, from_zero=one.unit == "count")
        for row in range(len(self.facts)):
            fact = words.facts[row] if row < len(words.facts) else _NOTHING
            self.show_fact(row, fact.name, fact.value, fact.aside, fact.tone)
        self.show_note(words.note)
        self.setAccessibleDescription(standing_sentence(one))

    def _write_anew(self) -> None:
        """Numbers and days are written in another way from now on."""
        one, self.standing = self.standing, None
        if one is not None:
            self.show_standing(one)
