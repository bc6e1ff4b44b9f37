"""A workspace in which items of the roadmap are linked to what speaks for them, for the tests of the answers."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from prodops_desktop.answers.evidence import EvidenceBook, read_evidence
from prodops_desktop.datasets.importing import ImportReport
from prodops_desktop.experiments.model import CONCLUDED, Experiment, MetricPlan, Reading, Total
from prodops_desktop.experiments.readings import save_reading
from prodops_desktop.experiments.store import Verdict, decide, save_experiment
from prodops_desktop.feedback import taxonomy
from prodops_desktop.feedback.accounts import Customers, read_customers
from prodops_desktop.roadmap.evidence import Evidence, Rung
from prodops_desktop.roadmap.model import Item
from prodops_desktop.roadmap.store import next_code, save_item
from prodops_desktop.workspace import Store, links, settings
from prodops_desktop.workspace.links import End
from tests.unit.feedback.conftest import TODAY, Desk
from tests.unit.feedback.needs.workplace import Said, add
from tests.unit.sheets_here import import_here

ACCOUNTS = """Account ID,Account,ARR,Segment,Region,CSM,Renewal date
A-1,Acme,400000,Enterprise,EMEA,Ana,2027-01-31
A-2,Beta,100000,Enterprise,NA,Ben,2026-12-31
A-3,Gamma,50000,SMB,NA,ana,
A-4,Delta,,SMB,,,
A-5,Epsilon,25000,,EMEA,Ben,2028-03-01
"""
"""Delta has no known ARR and no CSM, Epsilon no segment."""
TAGS = EXPORT, PDF, AUDIT = "Export limits", "Scheduled PDF", "Audit log API"

BETTER = (Total("Control", "Shares", 1000, successes=200), Total("B", "Shares", 1000, successes=260))
WORSE = (Total("Control", "Shares", 1000, successes=260), Total("B", "Shares", 1000, successes=200))
ALIKE = (Total("Control", "Shares", 1000, successes=200), Total("B", "Shares", 1000, successes=204))
UNEQUAL = (Total("Control", "Shares", 1000, successes=200), Total("B", "Shares", 1300, successes=390))
"""Readings of a test with equal arms: 20 % against 26 % (p 0.001), the reverse, 20 % against 20.4 %, and arms of other sizes."""


class Plant(Desk):
    """A workspace with short ways to add items of the roadmap, feedback and tests, and to link them."""

    def bring(self, called: str, text: str, kind: str | None = None, **choices: Any) -> ImportReport:
        """Import a sheet of these lines, in this process."""
        file = self.folder / called
        file.write_text(text, encoding="utf-8")
        return import_here(self.workspace, file, kind=kind, **choices)

    def item(self, title: str = "Bulk export", **values: Any) -> int:
        """Add an item of the roadmap."""
        return self.do(lambda store: save_item(store, Item(0, next_code(store), title, **values))[1])

    def said(self, *said: Said) -> list[int]:
        """Add items of feedback."""
        return self.do(lambda store: add(store, said))

    def tie(self, item: int, table: str, *records: int, kind: str = "related", forward: bool = True) -> None:
        """Link an item of the roadmap to records."""
        for record in records:
            ends = End("roadmap_item", item), End(table, record)
            self.do(partial(_link, kind=kind, ends=ends if forward else ends[::-1]))

    def tag(self, name: str) -> int:
        """The id of a tag."""
        return self.read(lambda store: taxonomy.find_tag(store, name).id)

    def dataset(self, name: str) -> int:
        """The id of a dataset."""
        found: int = self.rows("SELECT id FROM dataset WHERE name = ?", name)[0][0]
        return found

    def experiment(
        self, totals: Sequence[Total] = (), code: str = "EXP-1", choice: str | None = None, status: str = CONCLUDED, **values: Any
    ) -> int:
        """Add an experiment with a reading, and with what was decided."""
        given = {"starts": date(2026, 10, 1), "ends": date(2026, 10, 31), "metrics": (MetricPlan("Shares"),), **values}
        planned = Experiment(0, code, f"Test {code}", status=status, **given)

        def make(store: Store) -> int:
            with store.edit("Add"):
                id_ = save_experiment(store, planned)[1]
                if totals:
                    save_reading(store, id_, Reading(0, date(2026, 10, 31), tuple(totals)))
                if choice is not None:
                    decide(store, id_, Verdict(choice, "It pays nothing.", "Bo", date(2026, 11, 3)))
            return id_

        return self.do(make)

    def settle(self, key: str, value: str) -> None:
        """Decide a setting."""
        self.do(lambda store: settings.set_setting(store, key, value))

    def customers(self) -> Customers:
        """The customers as they stand."""
        return self.read(read_customers)

    def book(self, before: EvidenceBook | None = None) -> EvidenceBook:
        """What speaks for all items."""
        return self.read(lambda store: read_evidence(store, read_customers(store), before))

    def evidence(self, item: int) -> Evidence:
        """What speaks for an item."""
        return self.book().of(item)


def furnish(plant: Plant) -> None:
    """Set the day, and bring in the accounts and tags."""
    plant.settle("today", TODAY)
    plant.bring("accounts.csv", ACCOUNTS, "accounts", name="Accounts", as_of="2026-11-20")
    for name in TAGS:
        plant.do(partial(taxonomy.save_tag, values={"name": name, "group": "Missing capability"}))


def rung(evidence: Evidence, kind: str) -> Rung:
    """The rung of a kind."""
    (found,) = [one for one in evidence.rungs if one.kind == kind]
    return found


def _link(store: Store, kind: str, ends: tuple[End, End]) -> object:
    return links.link(store, kind, *ends)
