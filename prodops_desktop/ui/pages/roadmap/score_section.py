"""The sections of the inspector that say how an item scores, and what its evidence allows to claim."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from prodops_desktop.roadmap.evidence import EXPERIMENT, FEEDBACK, OPINION, USAGE, Rung
from prodops_desktop.roadmap.plan import ItemView
from prodops_desktop.roadmap.scoring import score
from prodops_desktop.ui import formats
from prodops_desktop.ui.pages.roadmap.fields import RICE_FIELDS, WSJF_FIELDS
from prodops_desktop.ui.pages.roadmap.wording import RUNG_NAMES, formula_text, reach_text, score_text
from prodops_desktop.ui.records.record_form import RecordForm, Save
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.inspector import Section
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.ui.widgets.text import Elided, Glyph, dress, label

_WAITED_FOR = {
    FEEDBACK: tr("Feedback of a second account"),
    USAGE: tr("Usage that counts"),
    EXPERIMENT: tr("A clear result"),
}
"""What would make a rung count that does not yet."""
_COUNTS, _BEST, _WAITS, _NOT = "check-circle-outline", "radiobox-marked", "timer-sand", "circle-outline"


class RiceSection:
    """The four figures of RICE, what comes of them, and what was claimed beyond the evidence."""

    def __init__(self, section: Section, save: Save, problem: Callable[[str], None]) -> None:
        self.section = section
        self.form = RecordForm(section, RICE_FIELDS, save, problem, columns=2)
        self.formula = Elided("", "meta", "3")
        self.claimed = label("", "meta", "3")
        self.total = label("", "item")
        row = QHBoxLayout()
        row.addWidget(self.formula, 1)
        row.addWidget(self.claimed)
        row.addWidget(self.total)
        self.source = label("", "caption", "3", wrap=True)
        section.body.addLayout(row)
        section.add(self.source)

    def show(self, view: ItemView, reason: str | None) -> None:
        """Show how an item scores; ``reason`` says why it can't be changed."""
        one, found = view.item, view.score
        self.form.show(one, one.id, reason)
        captions = self.form.captions
        captions["confidence"].setText(tr("Confidence ≤ {share}", share=formats.percent(view.evidence.cap)))
        captions["effort"].setText(tr("Effort, person-mo"))
        dress(captions["confidence"], "meta", "warn" if found.capped else "3")
        self.formula.setText(formula_text(view))
        self.claimed.setText(tr("{n} uncapped", n=score_text(found.claimed)) if found.capped else "")
        self.total.setText(score_text(found.rice) if found.rice is not None else "")
        where = reach_text(one.reach, view.plan.today)
        self.source.setText(tr("Reach: {where}.", where=where) if where else "")
        self.source.setVisible(bool(where))


class WsjfSection:
    """The four figures of WSJF, for teams that rank by them."""

    def __init__(self, section: Section, save: Save, problem: Callable[[str], None]) -> None:
        self.section = section
        self.form = RecordForm(section, WSJF_FIELDS, save, problem, columns=2)

    def show(self, view: ItemView, reason: str | None) -> None:
        """Show the figures of an item."""
        self.form.show(view.item, view.item.id, reason)
        found = view.score.wsjf
        self.section.note.setText("" if found is None else formats.number(found))


class LadderSection:
    """The rungs of the evidence, the best one marked, and what a result that is waited for would change."""

    def __init__(self, section: Section) -> None:
        self.section = section

    def show(self, view: ItemView) -> None:
        """Show what speaks for an item, and against it."""
        section, evidence = self.section, view.evidence
        section.clear()
        section.note.setText(tr("capped at {share}", share=formats.percent(evidence.cap)))
        for rung in reversed(evidence.rungs):
            section.add(_line(rung, best=rung is evidence.best))
        promised = _promise(view)
        if promised:
            section.add(Note("note", promised))
        for text in evidence.contradicting:
            section.add(Note("warn", text))


def _line(rung: Rung, *, best: bool) -> QWidget:
    made = QFrame()
    made.setProperty("marked", str(best).lower())
    made.setObjectName("ladderRung")
    row = QHBoxLayout(made)
    row.setContentsMargins(6, 3, 6, 3)
    row.setSpacing(8)
    icon = _BEST if best else _COUNTS if rung.reached else _WAITS if rung.pending else _NOT
    shade = "accent" if best else "good" if rung.reached else "text_3"
    row.addWidget(Glyph(icon, shade, 16), 0, Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(Elided(RUNG_NAMES[rung.kind], "name" if best else "meta", "" if rung.reached else "3"))
    row.addWidget(Elided(rung.text if rung.kind != OPINION or rung.ends else "", "caption", "3"), 1)
    row.addWidget(label(formats.percent(rung.cap), "name" if best else "meta", "" if best else "3"))
    state = (
        tr("caps the confidence")
        if best
        else tr("counts")
        if rung.reached
        else tr("does not count yet")
        if rung.pending
        else tr("nothing yet")
    )
    made.setAccessibleName(f"{RUNG_NAMES[rung.kind]}: {state}. {rung.text}".strip())
    return made


def _promise(view: ItemView) -> str:
    """What a result that is waited for would allow: “A clear result of EXP-39 lifts the cap to 100% and the score to 967.”"""
    waited = next((rung for rung in reversed(view.evidence.rungs) if rung.pending and rung.cap > view.evidence.cap), None)
    if waited is None or not view.score.capped:
        return ""
    lifted = score(view.item, waited.cap).rice
    share, figure = formats.percent(waited.cap), score_text(lifted)
    what = _WAITED_FOR[waited.kind]
    return tr(
        "{what} lifts the cap to {share} and the score to {score}: {so_far}.", what=what, share=share, score=figure, so_far=waited.text
    )
