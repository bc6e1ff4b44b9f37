"""Reads what speaks for the items of the roadmap: rung by rung what is linked to each, and the accounts behind it, each once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from prodops_desktop.answers.at_risk import read_risks
from prodops_desktop.answers.crowd import Crowd
from prodops_desktop.answers.linked_feedback import Hearing
from prodops_desktop.answers.linked_tests import TABLES as TEST_TABLES
from prodops_desktop.answers.linked_tests import Finding, read_findings
from prodops_desktop.answers.linked_usage import NOT_USED, CountedReach, Measured, Use, counted_reaches
from prodops_desktop.answers.ties import DATASET, EXPERIMENT, Ties, read_ties
from prodops_desktop.experiments.statistics.wording import counted
from prodops_desktop.feedback.accounts import Customers
from prodops_desktop.roadmap.evidence import EXPERIMENT as TESTED
from prodops_desktop.roadmap.evidence import FEEDBACK, OPINION, USAGE, Behind, Evidence, Rung, read_caps
from prodops_desktop.workspace import Store, settings
from prodops_desktop.workspace.links import End

LEAST_ACCOUNTS = 2
"""From so many accounts on feedback is more than the opinion of one."""
TABLES = (
    *("feedback_batch", "feedback_triage", "feedback_tag", "feedback_typed"),
    *("dataset", "version", "version_part", "dead"),
    *TEST_TABLES,
)
"""What the figures rest on beside the customers, the settings, and which records are linked."""

Basis = tuple[object, ...]


@dataclass(frozen=True)
class EvidenceBook:
    """What speaks for each item; ``basis`` is what it rests on beside the links, and ``linked`` the last change of these."""

    basis: Basis
    linked: int
    ties: Mapping[int, Ties]
    reaches: Mapping[int, CountedReach]
    _evidence: Mapping[int, Evidence] = field(repr=False)
    _ground: "_Ground" = field(repr=False, compare=False)

    def of(self, item: int) -> Evidence:
        """What speaks for an item; for one that nothing is linked to it is an opinion."""
        return self._evidence.get(item, self._ground.nothing)


def read_evidence(store: Store, customers: Customers, before: EvidenceBook | None = None) -> EvidenceBook:
    """What speaks for every item of the roadmap; ``before`` itself while nothing that it rests on has changed.

    After links changed only the items that have them are read anew.
    """
    basis, linked, reaches = _basis(store, customers), _last_change(store, ("link",)), counted_reaches(store)
    if before is None or before.basis != basis:
        return _book(store, _Ground(store, customers), basis, linked, reaches, None)
    if (before.linked, before.reaches) == (linked, reaches):
        return before
    return _book(store, before._ground, basis, linked, reaches, before)


def _book(
    store: Store, ground: "_Ground", basis: Basis, linked: int, reaches: Mapping[int, CountedReach], before: EvidenceBook | None
) -> EvidenceBook:
    """The book; what ``before``, which rests on the same ground, says of items with the same links and reach stays."""
    ties = read_ties(store)
    ground.learn(store, ties.values())
    evidence = {}
    for item in ties.keys() | reaches.keys():
        own, reach = ties.get(item, Ties()), reaches.get(item)
        known = before is not None and (before.ties.get(item, Ties()), before.reaches.get(item)) == (own, reach)
        evidence[item] = before.of(item) if before is not None and known else ground.evidence(own, reach)
    return EvidenceBook(basis, linked, ties, reaches, evidence, ground)


def _basis(store: Store, customers: Customers) -> Basis:
    limit = settings.get(store, "roadmap_at_risk_score")
    return customers.basis, _last_change(store, TABLES), read_caps(store), limit, settings.today(store)


def _last_change(store: Store, names: Iterable[str]) -> int:
    """The last step that changed any of some tables."""
    listed = ", ".join(f"'{name}'" for name in names)
    return int(store.db.execute(f"SELECT coalesce(max(change), 0) FROM change_table WHERE name IN ({listed})").fetchone()[0])


class _Ground:
    """What evidence rests on, as of one basis; what a link asks for the first time is read then."""

    def __init__(self, store: Store, customers: Customers) -> None:
        self._caps, self._today = read_caps(store), settings.today(store)
        self._crowd = Crowd(customers, read_risks(store, customers))
        self._hearing = Hearing(self._crowd.places)
        self._measured = Measured(store, self._today)
        self._findings: dict[int, Finding] = {}
        self._said = Rung(OPINION, self._caps.opinion, reached=True, text="Opinion or a single account")
        self._unused, self._untested = Rung(USAGE, self._caps.usage, reached=False), Rung(TESTED, self._caps.experiment, reached=False)
        self.nothing = self.evidence(Ties(), None)

    def learn(self, store: Store, ties: Iterable[Ties]) -> None:
        """Read what of these is not known yet."""
        asked = tuple(ties)
        self._hearing.learn(store, asked)
        unknown = {one for own in asked for one in own.experiments} - self._findings.keys()
        self._findings |= read_findings(store, unknown, self._caps, self._today)

    def evidence(self, ties: Ties, reach: CountedReach | None) -> Evidence:
        """What speaks for an item with these links and this reach."""
        voices, use = self._hearing.of(ties), self._measured.use(reach, ties.datasets)
        findings = [self._findings[one] for one in ties.experiments if one in self._findings]
        accounts = self._crowd.behind(voices)
        rungs = (
            self._opinion(accounts),
            self._feedback(ties, accounts, voices.mentions),
            self._usage(use),
            self._tested(ties, findings),
        )
        sources = voices.sources.union(self._crowd.sources if accounts else (), use.versions, *(one.sources for one in findings))
        return Evidence(rungs, accounts, voices.mentions, tuple(one.against for one in findings if one.against), sources)

    def _opinion(self, accounts: tuple[Behind, ...]) -> Rung:
        return replace(self._said, text=f"A single account, {accounts[0].name}") if len(accounts) == 1 else self._said

    def _feedback(self, ties: Ties, accounts: tuple[Behind, ...], mentions: int) -> Rung:
        if not mentions:
            return Rung(FEEDBACK, self._caps.feedback, reached=False, ends=ties.of_feedback)
        reached = len(accounts) >= LEAST_ACCOUNTS
        text = f"{counted(mentions, 'item')}, {counted(len(accounts), 'account')}"
        if not reached:
            text = f"{text}, a second one is needed" if accounts else f"{counted(mentions, 'item')} of no known account"
        return Rung(FEEDBACK, self._caps.feedback, reached, text, pending=not reached, ends=ties.of_feedback)

    def _usage(self, use: Use) -> Rung:
        if use is NOT_USED:
            return self._unused
        ends = tuple(End(DATASET, one) for one in use.datasets)
        text = "; ".join(use.counts or use.lacks)
        return Rung(USAGE, self._caps.usage, bool(use.counts), text, pending=bool(use.lacks and not use.counts), ends=ends)

    def _tested(self, ties: Ties, findings: list[Finding]) -> Rung:
        """The rung of experiments; of several that count, the one that bears most says how much."""
        if not ties.experiments:
            return self._untested
        ends = tuple(End(EXPERIMENT, one) for one in ties.experiments)
        counting = sorted((one for one in findings if one.counts), key=lambda one: -one.cap)
        if counting:
            return Rung(TESTED, counting[0].cap, reached=True, text=" ".join(one.text for one in counting), ends=ends)
        waiting = sorted((one for one in findings if one.may), key=lambda one: (-one.cap, one.ends or date.max))
        if waiting:
            text = "; ".join(one.text for one in waiting)
            return Rung(TESTED, waiting[0].cap, reached=False, text=text, pending=True, ends=ends)
        return Rung(TESTED, self._caps.experiment, reached=False, text=" ".join(one.text for one in findings), ends=ends)
