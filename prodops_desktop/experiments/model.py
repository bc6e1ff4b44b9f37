"""The records of experiments: the plan of one with its variants and metrics, and the readings of its results."""

from dataclasses import dataclass
from datetime import date

KINDS = (
    "A/B by user",
    "A/B by account",
    "staged rollout",
    "before/after with matched accounts",
    "opt-in beta",
    "prototype",
    "holdout",
)
"""The kinds of test; the kind limits how much a result proves."""
USER, ACCOUNT = UNITS = ("user", "account")
"""What is put into a variant as a whole."""
IDEA, DRAFT, SCHEDULED, RUNNING, CONCLUDED, CANCELLED = STATUSES = ("idea", "draft", "scheduled", "running", "concluded", "cancelled")
"""Where an experiment stands."""
PLANNED = frozenset({DRAFT, SCHEDULED, RUNNING})
"""The statuses in which an experiment can collide: what is over or only an idea can't."""
PRIMARY, SECONDARY, GUARDRAIL = ROLES = ("primary", "secondary", "guardrail")
SHARE, MEAN = TYPES = ("share", "mean")
"""What a metric is: the share of units that succeeded, or the mean of a value over units."""
UP, DOWN = BETTERS = ("up", "down")
PERCENT, POINTS = MEASURES = ("percent", "points")
"""How an effect or a bound is counted: in per cent of the baseline, or in points of a share (units of a mean)."""
DEFAULT_ICC = 0.05
"""How alike users of one account are, where nobody knows better (DATA.md)."""


@dataclass(frozen=True)
class Variant:
    """An arm by its short name; ``weight`` is its part of those in the test, against the weights of the others.

    The first one is the control.
    """

    name: str
    about: str | None = None
    weight: float = 1.0


@dataclass(frozen=True)
class MetricPlan:
    """A metric that an experiment is read by; ``bound`` is how far a guardrail may get worse, in ``bound_in``."""

    name: str
    role: str = PRIMARY
    type: str = SHARE
    better: str = UP
    bound: float | None = None
    bound_in: str = PERCENT


CONTROL_AND_B = (Variant("Control"), Variant("B"))
"""The variants of a test that nobody described yet."""


@dataclass(frozen=True)
class Experiment:
    """An experiment as it is planned; None is not known, and no ``segment`` means everybody.

    ``allocation``, ``power`` and ``alpha`` are per cent. ``baseline`` and ``deviation`` are of the first primary metric: of a share
    in per cent. ``mde`` is the least effect that it has to be able to see, in ``mde_in``. ``clustered``: users of one account see
    each other's variant. Experiments of one exclusion ``lane`` share nobody. ``early_reason``: why it was decided before its end.
    ``icc_from``: the dataset that the ICC was worked out from, None for one that was typed or imported.
    """

    id: int
    code: str
    name: str
    hypothesis: str | None = None
    kind: str = KINDS[0]
    unit: str = USER
    clustered: bool = False
    status: str = DRAFT
    segment: str | None = None
    goal: str | None = None
    surface: str | None = None
    team: str | None = None
    owner: str | None = None
    parameter: str | None = None
    lane: str | None = None
    allocation: float = 100.0
    starts: date | None = None
    ends: date | None = None
    baseline: float | None = None
    deviation: float | None = None
    mde: float | None = None
    mde_in: str = PERCENT
    power: float = 80.0
    alpha: float = 5.0
    icc: float | None = None
    icc_from: str | None = None
    step: str | None = None
    decision_rule: str | None = None
    early_reason: str | None = None
    learning: str | None = None
    note: str | None = None
    variants: tuple[Variant, ...] = CONTROL_AND_B
    metrics: tuple[MetricPlan, ...] = ()

    @property
    def title(self) -> str:
        """Its code and name: “EXP-44 Invoice payment”."""
        return f"{self.code} {self.name}"

    @property
    def days(self) -> int | None:
        """How many days it runs, both ends counted."""
        return (self.ends - self.starts).days + 1 if self.starts and self.ends else None

    def asks_decision(self, today: date) -> bool:
        """Whether it is over, or its last day has come, so that something has to be decided."""
        return self.status == CONCLUDED or (self.status == RUNNING and self.ends is not None and self.ends <= today)

    @property
    def by_account(self) -> bool:
        """Whether what counts is accounts: the unit is the account, or users of one see each other's variant."""
        return self.unit == ACCOUNT or self.clustered

    def of_role(self, role: str) -> tuple[MetricPlan, ...]:
        """Its metrics of a role."""
        return tuple(metric for metric in self.metrics if metric.role == role)

    @property
    def primary(self) -> MetricPlan | None:
        """The metric that baseline and least effect speak of."""
        return next(iter(self.of_role(PRIMARY)), None)


@dataclass(frozen=True)
class Covariate:
    """What the units of one arm did before the test: mean and standard deviation of it, and its correlation with the metric."""

    mean: float
    sd: float
    correlation: float


@dataclass(frozen=True)
class Total:
    """The total of one metric in one variant: ``successes`` of a share, ``mean`` and ``sd`` of a mean.

    ``accounts`` and ``before``, what the same units did before the test, are None where nobody knows.
    """

    variant: str
    metric: str
    units: int
    successes: int | None = None
    mean: float | None = None
    sd: float | None = None
    accounts: int | None = None
    before: Covariate | None = None


@dataclass(frozen=True)
class Reading:
    """What was read of an experiment on a day."""

    id: int
    day: date
    totals: tuple[Total, ...]
    note: str | None = None
