"""The tools of the workspace “filled”, as of Monday 23 November 2026; what follows from them is worked out here by hand.

Mixpanel ends on 31 December: 30 days before is 1 December, 8 days from now, and five working days before that is 24 November.
Amplitude ends on 28 February 2027: 60 days before is 30 December, 37 days from now; 12 × $7,000 are $84,000, and it is decided.
Figma has neither an end nor a notice period. Together they cost 48,000 + 84,000 + 22,000 = $154,000 a year.
Of Mixpanel's 60 seats 20 are active: 33 %; a seat costs $800, so the 40 others are $32,000. Amplitude: 36 of 40, which is 90 %.
Both do Funnels (3, 3) and Cohorts (1, 3), Amplitude Charts (2), too: they are (3 + 1) ÷ (3 + 3 + 2) = 50 % alike.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from prodops_desktop.agenda.decisions import record_decision
from prodops_desktop.agenda.events import save_event
from prodops_desktop.agenda.goals import save_goal
from prodops_desktop.registry.entries import save_entry
from prodops_desktop.tools.model import CHOICES, Contract, LeadTime, Money, Month, Span, Tool
from prodops_desktop.tools.store import save_contract, save_month, save_tool
from prodops_desktop.workspace import Store
from prodops_desktop.workspace.links import End, link

MIXPANEL = Tool(
    0,
    "Mixpanel",
    vendor="Mixpanel Inc",
    category="Product analytics",
    owner="Ana Ruiz",
    capabilities=(("Funnels", 3), ("Cohorts", 1)),
    use_for="quick questions",
)
AMPLITUDE = Tool(
    0, "Amplitude", vendor="Amplitude", category="Product analytics", owner="Ben Osei",
    capabilities=(("Cohorts", 3), ("Funnels", 3), ("Charts", 2)),
)  # fmt: skip
FIGMA = Tool(0, "Figma", capabilities=(("Design", 3),))


def yearly(dollars: int) -> Money:
    """So many dollars."""
    return Money(dollars * 100, 2, "USD")


def terms(tool: int, reference: str, starts: date, ends: date, notice: int, dollars: int) -> Contract:
    """A contract that renews itself by the year, with so many days of notice."""
    notice_span, year = Span(notice, "day"), Span(12, "month")
    return Contract(0, tool, reference, starts, ends, True, notice_span, renewal=year, amount=yearly(dollars))


def fill_stack(store: Store) -> Any:
    """Add the tools with all that hangs on them, and return what the last step changed."""
    save_entry(store, "person", "Ana Ruiz", {"email": "ana@halden.example", "team": "Growth"}, ["A. Ruiz"])
    mixpanel, amplitude, figma = (save_tool(store, tool)[1] for tool in (MIXPANEL, AMPLITUDE, FIGMA))
    lead = LeadTime("Security review", Span(5, "working day"))
    own = terms(mixpanel, "MX-1", date(2026, 1, 1), date(2026, 12, 31), 30, 48_000)
    save_contract(store, replace(own, basis="seat", seats=60, lead_times=(lead,)))
    other = replace(terms(amplitude, "AM-7", date(2026, 3, 1), date(2027, 2, 28), 60, 7_000), amount_per="month", basis="flat")
    contract = save_contract(store, other)[1]
    save_contract(store, Contract(0, figma, starts=date(2026, 5, 1), auto_renew=True, renewal=Span(12, "month"), amount=yearly(22_000)))
    for month in (Month("2026-10", 60, 50, 22), Month("2026-11", 60, 48, 20)):
        save_month(store, mixpanel, month)
    save_month(store, amplitude, Month("2026-11", 40, 38, 36))
    about, why = ("contract", contract, "Amplitude"), "Growth lives in it."
    record_decision(store, about, "renew", why, "Ben Osei", "2026-11-20", choices=CHOICES, for_day="2026-12-30")
    goal = save_goal(
        store, {"title": "Customers who recommend us", "metric": "nps", "target": 38.0, "period": "2026-Q4", "owner": "Ana Ruiz"}
    )
    save_event(store, {"title": "Year-end freeze", "type": "freeze", "starts": "2026-12-18", "ends": "2027-01-04"})
    return link(store, "needs", End("goal", goal[1]), End("tool", amplitude), ("Customers who recommend us", "Amplitude"))
