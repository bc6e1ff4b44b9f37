"""The sections of the inspector on what an item waits for, who is behind it, what is at stake, and its briefs."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from prodops_desktop.roadmap.evidence import Behind
from prodops_desktop.roadmap.model import Brief
from prodops_desktop.roadmap.plan import ItemView
from prodops_desktop.ui import formats
from prodops_desktop.ui.pages.roadmap.wording import BRIEF_NAMES, behind_text, launch_text
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.widgets.buttons import button, tool_button
from prodops_desktop.ui.widgets.inspector import Fact, Section
from prodops_desktop.ui.widgets.text import Elided, label

_MOST = 6


@dataclass(frozen=True)
class NeedActions:
    """What can be done about what an item waits for."""

    choose: Callable[[], None]
    remove: Callable[[int], None]
    open: Callable[[int], None]


class NeedsSection:
    """What an item waits for, and what waits for it."""

    def __init__(self, section: Section, actions: NeedActions) -> None:
        self.section, self._actions = section, actions

    def show(self, view: ItemView, reason: str | None) -> None:
        """Show both; ``reason`` says why nothing can be changed."""
        section = self.section
        section.clear()
        lags = {need.item: need.lag for need in view.item.needs}
        for other in view.needs:
            section.add(self._line(tr("waits for"), other, _lag_text(lags[other.item.id]), removable=reason is None))
        for other in view.needed_by[:_MOST]:
            section.add(self._line(tr("needed by"), other, "", removable=False))
        if len(view.needed_by) > _MOST:
            section.text(tr("and {n} more wait for it", n=len(view.needed_by) - _MOST), "3")
        if not view.needs and not view.needed_by:
            section.text(tr("It waits for nothing, and nothing waits for it."), "3")
        if reason is None:
            section.add(button(tr("Let it wait for…"), self._actions.choose, role="link"))

    def _line(self, how: str, other: ItemView, lag: str, *, removable: bool) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(label(how, "meta", "3"))
        name = button(_short(other.item.title), partial(self._actions.open, other.item.id), role="link")
        name.setToolTip(other.item.label)
        name.setAccessibleName(tr("Open {title}", title=other.item.label))
        row.addWidget(name)
        about = " · ".join(part for part in (launch_text(other.item, other.plan.today), lag) if part)
        row.addWidget(Elided(about, "meta", "3"), 1)
        if removable:
            row.addWidget(
                tool_button("close", tr("No longer wait for {title}", title=other.item.title), partial(self._actions.remove, other.item.id))
            )
        return holder


class StakeSection:
    """The accounts behind an item, those at risk, and those that renew before it comes."""

    def __init__(self, section: Section) -> None:
        self.section = section

    def show(self, view: ItemView) -> None:
        """Show who is behind an item."""
        section, evidence, plan = self.section, view.evidence, view.plan
        section.clear()
        section.note.setText(behind_text(evidence, plan.currency) if evidence.accounts else "")
        if not evidence.accounts:
            section.text(tr("Nobody is behind it yet: link feedback, or a tag of it, to see who asks and what they are worth."), "3")
            return
        rows: list[Fact] = [(tr("Asked"), counted(evidence.mentions, "{n} time", "{n} times"))]
        most = evidence.mostly_one
        if most is not None:
            share = formats.percent(evidence.concentration, 0)
            rows.append((tr("One account"), tr("{share} is {name}", share=share, name=most.name), "warn"))
        rows += [(tr("At risk") if not place else "", _risk_text(one, view), "bad") for place, one in enumerate(evidence.at_risk[:_MOST])]
        renewing = view.renew_before_launch
        rows += [(tr("Renew before") if not place else "", _renewal_text(one, view), "warn") for place, one in enumerate(renewing[:_MOST])]
        if plan.counted_as_of:
            rows.append((tr("ARR as of"), formats.day(plan.counted_as_of, plan.today)))
        section.facts(rows)


class BriefsSection:
    """The briefs of an item; each opens, and a new one is begun from its template."""

    def __init__(self, section: Section, open_brief: Callable[[Brief], None], add: Callable[[str], None]) -> None:
        self.section, self._open, self._add = section, open_brief, add

    def show(self, view: ItemView, briefs: tuple[Brief, ...], reason: str | None) -> None:
        """Show the briefs that there are, and offer those that there are not."""
        section = self.section
        section.clear()
        section.note.setText(str(len(briefs)) if briefs else "")
        for one in briefs:
            holder = QWidget()
            row = QHBoxLayout(holder)
            row.setContentsMargins(0, 0, 0, 0)
            target = button(_short(one.title), partial(self._open, one), icon="file-document-outline", role="link")
            target.setToolTip(one.title)
            target.setAccessibleName(tr("Open the brief {title}", title=one.title))
            row.addWidget(target)
            row.addStretch(1)
            row.addWidget(label(formats.day(one.changed, view.plan.today), "meta", "3"))
            section.add(holder)
        there = {one.kind for one in briefs}
        for kind, name in BRIEF_NAMES.items():
            if kind not in there and reason is None:
                section.add(button(tr("Begin a {name}", name=name.casefold()), partial(self._add, kind), role="link"))


def _lag_text(lag: int) -> str:
    if not lag:
        return ""
    days = counted(abs(lag), "{n} day", "{n} days")
    return tr("overlaps {days}", days=days) if lag < 0 else tr("{days} after it", days=days)


def _risk_text(one: Behind, view: ItemView) -> str:
    return f"{one.name} ({formats.money(one.arr, view.plan.currency)}): {one.at_risk}"


def _renewal_text(one: Behind, view: ItemView) -> str:
    return f"{one.name}, {formats.day(one.renewal, view.plan.today)}, {formats.money(one.arr, view.plan.currency)}"


def _short(title: str) -> str:
    return title if len(title) <= 26 else f"{title[:25]}…"
