"""The gates of launches and the teams of the roadmap, as the dialog of records shows them."""

from prodops_desktop.roadmap import capacity, launches
from prodops_desktop.roadmap.model import TIERS, Gate, Team
from prodops_desktop.ui import formats
from prodops_desktop.ui.number_text import parse_figure
from prodops_desktop.ui.records.dialog_kind import DialogKind, Shown, decimals
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.edit_fields import FieldSpec

_OFFSET_HINT = tr("This is no number of working days. Type one such as −10, 0 or 10, or nothing.")


def _shown_gate(gate: Gate) -> Shown:
    offsets = {f"tier_{tier}": _offset_text(gate.offset(tier)) for tier in TIERS}
    days = " · ".join(tr("T{n} {days}", n=tier, days=offsets[f"tier_{tier}"]) for tier in TIERS if offsets[f"tier_{tier}"])
    return Shown(
        gate.id,
        gate.name,
        f"{gate.function} · {days}",
        {"name": gate.name, "function": gate.function, "evidence": gate.evidence, **offsets},
    )


def _offset_text(offset: int | None) -> str:
    return "" if offset is None else formats.number(offset)


def _read_offset(text: str) -> int | None:
    """Working days, or nothing; raises ValueError."""
    cleaned = text.replace(formats.MINUS, "-").strip()
    return int(cleaned) if cleaned else None


def _shown_team(team: Team) -> Shown:
    capacity_ = formats.number(team.capacity, decimals(team.capacity))
    return Shown(team.id, team.name, tr("{n} person-months a quarter", n=capacity_), {"name": team.name, "capacity": capacity_})


GATE = DialogKind(
    "gate",
    tr("Gate"),
    tr("Gates of launches"),
    "check-circle-outline",
    tr("What has to be done for a launch, by tier: working days before it (−10) or after it (10)."),
    (
        FieldSpec("name", tr("Name")),
        FieldSpec("function", tr("Function"), placeholder=tr("such as Legal")),
        *(FieldSpec(f"tier_{tier}", tr("Tier {n}", n=tier), _read_offset, tr("not for it"), hint=_OFFSET_HINT) for tier in TIERS),
        FieldSpec("evidence", tr("Evidence"), placeholder=tr("such as sign-off, link, file")),
    ),
    lambda store: [_shown_gate(gate) for gate in launches.all_gates(store)],
    launches.save_gate,
    launches.delete_gate,
)


def _capacity_hint() -> str:
    return tr("This is no figure. Type one such as {whole} or {part}.", whole=formats.number(9), part=formats.number(4.5, 1))


TEAM = DialogKind(
    "roadmap_team",
    tr("Team"),
    tr("Teams"),
    "account-group-outline",
    tr("How many person-months each team has in a quarter: what the roadmap asks of it is compared with that."),
    (
        FieldSpec("name", tr("Name")),
        FieldSpec("capacity", tr("Person-months a quarter"), parse_figure, hint=_capacity_hint),
    ),
    lambda store: [_shown_team(team) for team in capacity.all_teams(store)],
    capacity.save_team,
    capacity.delete_team,
)
