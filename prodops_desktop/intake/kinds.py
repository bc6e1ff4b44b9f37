"""The kinds of data that a spreadsheet can hold, declared: their fields, which of them are required, and how headers name them."""

from dataclasses import dataclass

from prodops_desktop.errors import UserError
from prodops_desktop.intake.synonyms import KIND_SYNONYMS, SPEAKING_AGAINST, SYNONYMS
from prodops_desktop.intake.titles import KIND_TITLES, TITLES


@dataclass(frozen=True)
class Field:
    """One field of a kind. The type "any" leaves a column what it is; a value outside ``low`` … ``high`` sends its row to quarantine.

    ``prose`` is text that may say anything: what its cells look like is no reason against it. Of days ``as_written`` the area that
    takes the rows reads the raw texts as well, such as “H2 2027”, and says itself which it can't read.
    """

    name: str
    title: str
    type: str
    required: bool = False
    synonyms: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    name_kind: str | None = None
    prose: bool = False
    as_written: bool = False


@dataclass(frozen=True)
class Kind:
    """A kind of dataset: what its rows are and which fields tell it from the others.

    ``either``: groups of fields of which one at least is needed. ``telling``: fields of which ``telling_needed`` must be found
    before the kind is proposed by itself. ``one_row_each``: a field that names each row only once. ``area``: the area that speaks
    for such sheets, so that how many rows they have by month says nothing. ``gives_way``: its fields are found in sheets of other
    kinds as well, so it is proposed only where no other is. ``either_tells``: the groups only tell it from other kinds, and who says
    that a sheet is of it need have none of them. ``against``: headers of sheets that hold something else, which it is not proposed for.
    """

    name: str
    title: str
    fields: tuple[Field, ...]
    either: tuple[tuple[str, ...], ...] = ()
    telling: tuple[str, ...] = ()
    telling_needed: int = 1
    one_row_each: str | None = None
    area: str = ""
    gives_way: bool = False
    either_tells: bool = False
    against: tuple[str, ...] = ()

    def field(self, name: str) -> Field:
        """The field called ``name``; UserError that lists what there is."""
        for field in self.fields:
            if field.name == name:
                return field
        known = ", ".join(field.name for field in self.fields) or "none"
        raise UserError(f"The kind “{self.name}” has no field “{name}”. It has: {known}.")


def find_kind(name: str) -> Kind:
    """The kind called ``name``; UserError that lists what there is."""
    if name not in KINDS:
        raise UserError(f"There is no kind “{name}”. The kinds are: {', '.join(KINDS)}.")
    return KINDS[name]


def _fields(
    required: str, rest: str, ranges: dict[str, tuple[float | None, float | None]] | None = None, *, of: str = ""
) -> tuple[Field, ...]:
    """Fields from "name:type" words; the type ``name`` takes its name_kind from the field's name, and ``written`` is any ``as_written``.

    ``of``: the kind, where it has names or titles of its own for fields that other kinds have too.
    """
    fields = []
    for words, needed in ((required, True), (rest, False)):
        for word in words.split():
            name, _, kind = word.partition(":")
            synonyms = KIND_SYNONYMS.get(of, {}).get(name) or SYNONYMS.get(name, ())
            if name == "account" and "external_id" not in rest:  # where an id has no field of its own, it is what names the account
                synonyms += SYNONYMS["external_id"]
            if name == "experiment" and "code" in rest:  # elsewhere a bare “Name” may be anything's
                synonyms += SYNONYMS["experiment_name"]
            if name == "feature" and of:  # in sheets of usage a product is more than a feature
                synonyms += SYNONYMS["feature_asked_for"]
            low, high = (ranges or {}).get(name, (None, None))
            title = KIND_TITLES.get((of, name)) or TITLES.get(name, name.replace("_", " ").capitalize())
            name_kind = name if kind == "name" else None
            type_ = {"": "text", "prose": "text", "written": "any"}.get(kind, kind)
            is_prose, as_written = kind == "prose", kind == "written"
            fields.append(Field(name, title, type_, needed, synonyms, low, high, name_kind, prose=is_prose, as_written=as_written))
    return tuple(fields)


_PLANNED = tuple("start due done horizon points quarter committed launch reach impact confidence effort".split())  # noqa: SIM905
"""Fields of which a plan has two at least, or else says what depends on what."""
_ALL = (
    Kind(
        "accounts",
        "Accounts",
        _fields(
            "account:name",
            "external_id domain parent segment industry region plan arr:money currency renewal:day seats:integer term:any notice:any "
            "uplift_cap:percent customer_since:day csm stage employees:any",
            {"seats": (0, None)},
        ),
        telling=("external_id", "domain", "parent", "segment", "industry", "plan", "arr", "renewal", "seats", "customer_since", "csm"),
        telling_needed=2,
        one_row_each="account",
    ),
    Kind(
        "account_status",
        "Account status",
        _fields(
            "account:name",
            "as_of:day cs_score:number nps:number adoption:percent sentiment last_qbr:day renewal:day last_contact:day sponsor "
            "champion_seen:day open_tickets:integer risk_reason next_step top_ask csm",
            {"cs_score": (0, 100), "nps": (-100, 100), "open_tickets": (0, None)},
        ),
        telling=("cs_score", "sentiment", "adoption", "last_qbr", "champion_seen", "top_ask", "risk_reason", "next_step"),
        telling_needed=2,
    ),
    Kind(
        "revenue",
        "Revenue",
        _fields("account:name month:day", "mrr:money arr:money currency plan"),
        either=(("mrr", "arr"),),
        telling=("mrr", "arr"),
    ),
    Kind(
        "nps",
        "NPS responses",
        _fields("score:number when:day", "account:name user:name comment segment", {"score": (0, 10)}),
        telling=("score",),
    ),
    Kind(
        "usage_summary",
        "Usage by period",
        _fields(
            "period:day",
            "account:name user:name feature:name active_users:number active_days:number events:number logins:number minutes:number",
            dict.fromkeys(("active_users", "active_days", "events", "logins", "minutes"), (0, None)),
        ),
        either=(("account", "user"),),
        telling=("active_users", "active_days", "events", "logins", "minutes"),
    ),
    Kind(
        "opportunities",
        "Opportunities",
        _fields(
            "stage",
            "opportunity account:name created:day closed:day amount:money currency owner competitor loss_reason product type",
        ),
        telling=("opportunity", "amount", "closed"),
    ),
    Kind(
        "tools",
        "Tools",
        _fields(
            "tool:prose",
            "vendor:prose category:prose tool_owner:prose tool_status:prose capabilities:prose reference:prose starts:day ends:day "
            "auto_renew:boolean notice:any on_working_day:boolean renewal_term:any price:money currency amount_per:prose basis:prose "
            "seats:integer uplift:percent lead_times:prose contract_note:prose active_days:integer use_for:prose avoid:prose "
            "start_how:prose card_owner:prose reviewed:day credential:prose tool_note:prose "
            "monthly_price:money seat_price:money renews_on:day",
            {"seats": (0, None), "active_days": (1, 3650)},
        ),
        telling=("vendor", "ends", "renews_on", "auto_renew", "notice", "renewal_term", "capabilities", "category", "basis", "use_for"),
        telling_needed=2,
        area="tools",
    ),
    Kind(
        "tool_usage",
        "Seats by period",
        _fields(
            "tool:prose period:day",
            "purchased:integer assigned:integer active:integer month_cost:money currency",
            dict.fromkeys(("purchased", "assigned", "active"), (0, None)),
        ),
        telling=("purchased", "assigned", "active", "month_cost"),
        area="tools",
    ),
    Kind(
        "tool_seats",
        "Seats of people",
        _fields("person:prose", "tool:prose team:prose licence:prose assigned_on:day last_active_on:day"),
        telling=("last_active_on", "assigned_on", "licence", "tool"),
        telling_needed=2,
        area="tools",
    ),
    Kind(
        "users",
        "Users",
        _fields("user:name", "account:name role persona signed_up:day last_seen:day"),
        telling=("account", "persona", "last_seen"),
        telling_needed=2,
        one_row_each="user",
        area="segments",
    ),
    Kind(
        "events",
        "Events",
        _fields(
            "what:prose from:day", "to:day event_type:prose region:prose segment:prose surface:prose event_owner:prose event_note:prose"
        ),
        telling=("event_type", "to", "surface"),
        telling_needed=2,
        area="experiments",
    ),
    Kind(
        "experiments",
        "Experiments",
        _fields(
            "experiment:prose",
            "code:prose hypothesis:prose goal:prose surface:prose unit:prose segment:prose allocation:prose start:day end:day "
            "primary:prose baseline:prose mde:prose experiment_status:prose experiment_kind:prose lane:prose parameter:prose team:prose "
            "experiment_owner:prose variants:prose secondary:prose guardrails:prose power:prose alpha:prose icc:prose step:prose "
            "deviation:prose clustered:boolean decision_rule:prose early_reason:prose learning:prose experiment_note:prose",
        ),
        telling=("hypothesis", "surface", "primary", "mde", "variants", "guardrails", "lane", "decision_rule", "learning"),
        telling_needed=2,
        area="experiments",
    ),
    Kind(
        "experiment_results",
        "Results of experiments",
        _fields(
            "experiment:prose arm:prose metric:prose units:integer",
            "successes:integer mean:number sd:number accounts:integer read_on:day metric_role:prose metric_type:prose better:prose "
            "pre_mean:number pre_sd:number pre_correlation:number reading_note:prose",
            {**dict.fromkeys(("units", "successes", "sd", "accounts", "pre_sd"), (0, None)), "pre_correlation": (-1, 1)},
        ),
        either=(("successes", "mean"),),
        telling=("successes", "mean", "sd"),
        area="experiments",
    ),
    Kind(
        "exposures",
        "Exposures of experiments",
        _fields("experiment:prose exposed_unit:name arm:prose", "account:name exposed_at:moment"),
        telling=("arm",),
        area="experiments",
    ),
    Kind(
        "feedback",
        "Feedback",
        _fields(
            "text:prose",
            "code:prose title:prose when:day account:name person:prose channel:prose importance:any tags:prose feature:name state:prose "
            "note:prose",
            of="feedback",
        ),
        either=(("account", "person", "channel"), ("person", "channel", "importance"), ("when", "channel", "importance")),
        telling=("text",),
        area="feedback",
        gives_way=True,
        either_tells=True,
    ),
    Kind(
        "tickets",
        "Tickets",
        _fields(
            "opened:day",
            "reference:prose account:name title:prose text:prose priority:prose status:prose closed:day first_reply:day feature:name "
            "csat:any person:prose ticket_type:prose tags:prose channel:prose",
            of="tickets",
        ),
        either=(("priority", "closed", "first_reply", "csat"), ("title", "text", "priority", "first_reply", "csat")),
        telling=("account", "person", "first_reply", "csat"),
        telling_needed=2,
        either_tells=True,
    ),
    Kind(
        "churn",
        "Churn",
        _fields("account:name when:day", "reason:prose amount:money voluntary:boolean", of="churn"),
        telling=("reason", "voluntary"),
    ),
    Kind(
        "research",
        "Research",
        _fields("when:day", "method:prose person:prose account:name finding:prose feature:name", of="research"),
        telling=("method", "person", "finding"),
        telling_needed=2,
        area="feedback",
    ),
    Kind(
        "roadmap",
        "Roadmap",
        _fields(
            "item:prose",
            "code:prose problem:prose outcome:prose goal:prose team:prose area:prose owner:prose status:prose horizon:prose "
            "start:written due:written done:written points:number depends_on:prose reach:number reach_unit:prose impact:prose "
            "confidence:prose effort:prose value:number urgency:number risk_reduction:number job_size:number quarter:written "
            "committed:prose arr_behind:money tier:prose launch:written note:prose",
            of="roadmap",
        ),
        either=tuple(("depends_on", *(other for other in _PLANNED if other != one)) for one in _PLANNED),
        telling=("depends_on", *_PLANNED),
        area="roadmap",
        gives_way=True,
        either_tells=True,
        against=SPEAKING_AGAINST["roadmap"],
    ),
    Kind("other", "Other", ()),
)

KINDS: dict[str, Kind] = {kind.name: kind for kind in _ALL}

AREA_KINDS = frozenset(kind.name for kind in _ALL if kind.area)
"""The kinds of sheet that an area speaks for."""
