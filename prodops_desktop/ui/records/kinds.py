"""The kinds of record that have no panel of their own, declared: their fields, and how one is read, saved and deleted."""

from collections.abc import Mapping

from prodops_desktop.agenda import events, goals
from prodops_desktop.feedback import taxonomy
from prodops_desktop.feedback.model import Tag
from prodops_desktop.registry import entries
from prodops_desktop.segments import store as segments
from prodops_desktop.segments.model import Segment, Size
from prodops_desktop.segments.population import read_populations
from prodops_desktop.segments.rule import read_rule, write_rule
from prodops_desktop.ui import formats
from prodops_desktop.ui.day_text import read_day
from prodops_desktop.ui.number_text import parse_figure
from prodops_desktop.ui.records.dialog_kind import DialogKind, Shown, Values, decimals
from prodops_desktop.ui.records.launch_kinds import GATE, TEAM
from prodops_desktop.ui.records.record_fields import day_hint
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.widgets.edit_fields import FieldSpec
from prodops_desktop.workspace import ChangeSet, Store


def _read_aliases(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.replace("\n", ";").split(";") if part.strip())


def _iso(text: str) -> str | None:
    day = read_day(text)
    return day.isoformat() if day else None


def _target_hint() -> str:
    whole, large = formats.number(38), f"{formats.number(2.1, 1)}M"
    return tr("This is no figure. Type one such as {whole} or {large}, or nothing.", whole=whole, large=large)


def _registry(table: str, icon: str, help_: str, titles: Mapping[str, str], *, imported: bool = False) -> DialogKind:
    kind = entries.KINDS[table]

    def read(store: Store) -> list[Shown]:
        return [_shown_entry(entry) for entry in entries.all_entries(store, table)]

    def save(store: Store, values: Values, entry: int | None) -> tuple[ChangeSet, int]:
        before = entries.find_entry(store, table, entry) if entry is not None else None
        name = values.get("name", before.name if before else "")
        aliases = values.get("aliases", before.aliases if before else ())
        details = {key: value for key, value in values.items() if key in kind.fields}
        return entries.save_entry(store, table, name or "", details, aliases or (), entry)

    fields = [FieldSpec("name", tr("Name"))]
    fields += [FieldSpec(key, tr(titles[key])) for key in kind.fields if key != "note"]
    aliases = FieldSpec("aliases", tr("Also called"), _read_aliases, tr("other names, one a line"), lines=3)
    fields += [aliases, FieldSpec("note", tr("Note"), lines=3)]
    one, many = tr(kind.one.capitalize()), tr(kind.many.capitalize())
    return DialogKind(
        table, one, many, icon, help_, tuple(fields), read, save, lambda store, id_: entries.delete_entry(store, table, id_), imported
    )


def _shown_entry(entry: entries.Entry) -> Shown:
    below = " · ".join(entry.details[key] for key in entries.KINDS[entry.kind].fields if key != "note" and key in entry.details)
    aliases = tr("also {names}", names=", ".join(entry.aliases)) if entry.aliases else ""
    return Shown(
        entry.id,
        entry.name,
        " · ".join(part for part in (below, aliases) if part),
        {"name": entry.name, "aliases": "\n".join(entry.aliases), **entry.details},
    )


def _shown_goal(goal: goals.Goal) -> Shown:
    target = formats.number(goal.target, decimals(goal.target)) if goal.target is not None else ""
    below = " · ".join(part for part in (goal.period, goal.metric, target and f"→ {target}", goal.owner) if part)
    texts = {key: str(value) for key in ("title", "metric", "period", "owner", "note") if (value := getattr(goal, key)) is not None}
    return Shown(goal.id, goal.title, below, {**texts, "target": target})


def _shown_event(event: events.Event) -> Shown:
    days = formats.day(event.starts)
    if event.ends != event.starts:
        days += f" – {formats.day(event.ends)}"
    below = " · ".join(part for part in (tr(event.type), days, event.region, event.surface) if part)
    texts = {key: str(value) for key, value in vars(event).items() if value is not None and key != "id"}
    return Shown(event.id, event.title, below, texts)


def _shown_tag(tag: Tag) -> Shown:
    texts = {key: getattr(tag, key) or "" for key in ("name", *taxonomy.TOLD, "note")}
    return Shown(tag.id, tag.name, tag.group_name, {**texts, "group": tag.group_name})


def _checked_rule(text: str) -> str | None:
    """A rule that can be read, so that a slip is refused where it was typed."""
    return write_rule(read_rule(text)) or None


def _read_segments(store: Store) -> list[Shown]:
    populations = read_populations(store)
    return [_shown_segment(segment, populations.size(segment.name)) for segment in segments.all_segments(store)]


def _shown_segment(segment: Segment, size: Size | None) -> Shown:
    below = " · ".join((_size_text(size), *segment.rule.splitlines())) if segment.rule else tr("no rule yet: nobody knows who is in it")
    return Shown(segment.id, segment.name, below, {"name": segment.name, "rule": segment.rule or "", "note": segment.note or ""})


def _size_text(size: Size | None) -> str:
    if size is None:
        return tr("size not known")
    return f"{counted(size.users, '{n} user', '{n} users')}, {counted(size.accounts, '{n} account', '{n} accounts')}"


DIALOG_KINDS: dict[str, DialogKind] = {
    kind.table: kind
    for kind in (
        _registry(
            "person",
            "account-outline",
            tr("Colleagues who own tools, goals and decisions."),
            {"email": "E-mail", "team": "Team", "role": "Role"},
        ),
        _registry("vendor", "domain", tr("Companies that tools are bought from."), {"website": "Website"}),
        _registry(
            "account",
            "office-building-outline",
            tr("Customers under one name, whatever a sheet calls them."),
            {"external_id": "Id", "domain": "Domain"},
            imported=True,
        ),
        _registry(
            "feature",
            "puzzle-outline",
            tr("Features of the product under one name."),
            {"area": "Area", "team": "Team"},
            imported=True,
        ),
        DialogKind(
            "goal",
            tr("Goal"),
            tr("Goals"),
            "bullseye-arrow",
            tr("What the company aims at: a metric, the value it is to reach, by when, and who owns it."),
            (
                FieldSpec("title", tr("Title")),
                FieldSpec("metric", tr("Metric"), placeholder=tr("such as nps")),
                FieldSpec("target", tr("Target"), parse_figure, hint=_target_hint),
                FieldSpec("period", tr("Period"), placeholder=tr("2026, 2026-Q4 or 2026-11")),
                FieldSpec("owner", tr("Owner")),
                FieldSpec("note", tr("Note"), lines=3),
            ),
            lambda store: [_shown_goal(goal) for goal in goals.all_goals(store)],
            goals.save_goal,
            goals.delete_goal,
        ),
        DialogKind(
            "event",
            tr("Event"),
            tr("Events"),
            "calendar-range",
            tr("Dated events of the company: freezes, price changes, campaigns, launches, incidents, holidays."),
            (
                FieldSpec("title", tr("Title")),
                FieldSpec("type", tr("Type"), choices=tuple((type_, tr(type_)) for type_ in events.TYPES)),
                FieldSpec("starts", tr("First day"), _iso, tr("2026-12-21"), hint=day_hint),
                FieldSpec("ends", tr("Last day"), _iso, tr("the same day"), hint=day_hint),
                FieldSpec("region", tr("Region"), placeholder=tr("everywhere")),
                FieldSpec("segment", tr("Segment"), placeholder=tr("all")),
                FieldSpec("surface", tr("Surface"), placeholder=tr("all")),
                FieldSpec("owner", tr("Owner")),
                FieldSpec("note", tr("Note"), lines=3),
            ),
            lambda store: [_shown_event(event) for event in events.all_events(store)],
            events.save_event,
            events.delete_event,
        ),
        DialogKind(
            "user_segment",
            tr("Segment"),
            tr("Segments"),
            "account-group-outline",
            tr("Accounts and users picked by a rule: what it asks is looked up in the imported lists of accounts and users."),
            (
                FieldSpec("name", tr("Name")),
                FieldSpec("rule", tr("Rule"), _checked_rule, tr("such as Segment is Enterprise; a condition a line"), lines=4),
                FieldSpec("note", tr("Note"), lines=3),
            ),
            _read_segments,
            segments.save_segment,
            segments.delete_segment,
        ),
        GATE,
        TEAM,
        DialogKind(
            "tag",
            tr("Tag"),
            tr("Tags"),
            "tag-outline",
            tr("What feedback asks for, on two levels. A group is there as long as a tag names it."),
            (
                FieldSpec("name", tr("Name")),
                FieldSpec("group", tr("Group"), placeholder=tr("such as Missing capability")),
                FieldSpec("definition", tr("Definition"), placeholder=tr("what it means"), lines=2),
                FieldSpec("example", tr("Example"), placeholder=tr("what somebody says who means it"), lines=2),
                FieldSpec("not_this", tr("Not this"), placeholder=tr("what is easily mistaken for it"), lines=2),
                FieldSpec("note", tr("Note"), lines=2),
            ),
            lambda store: [_shown_tag(tag) for tag in taxonomy.all_tags(store)],
            taxonomy.save_tag,
            taxonomy.delete_tag,
            completed=("group",),
        ),
    )
}
"""The kinds by table."""
