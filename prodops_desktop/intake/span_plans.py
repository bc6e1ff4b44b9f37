"""Plans columns of times of day and of lengths of time, which look alike: 1:30 may be half past one or an hour and a half."""

import re

from prodops_desktop.intake.day_templates import settled
from prodops_desktop.intake.durations import DurationForm, common_form
from prodops_desktop.intake.evidence import Evidence
from prodops_desktop.intake.plans import Fit, Hints, Plan

_LENGTH_HEADER = re.compile(
    r"duration|elapsed|time (?:spent|taken|to\b|in\b|on\b|since)|(?:handle|handling|resolution|response|reply|wait(?:ing)?|lead|cycle|run"
    r"|up|down|idle|talk|travel|processing|working|break|over|total|average|avg\.?|mean|median) ?time|spent\b|length|worked|logged|estimate"
    r"|\bhours\b|\bhrs\b|\bminutes\b|\bmins\b|\bage\b|uptime|downtime|runtime|overtime"
    r"|dauer|zeitaufwand|laufzeit|arbeitszeit|dur[ée]e|duraci[óo]n|durata|dura[çc][ãa]o|duur"
    r"|czas trwania|varaktighet|varighe[dt]|kesto|doba trv|süre|длительность|продолжительность",
    re.IGNORECASE,
)


def is_length_header(header: str) -> bool:
    """Whether a header says that its cells are lengths of time."""
    return _LENGTH_HEADER.search(header.replace("_", " ")) is not None


def span_cells(evidence: Evidence, hints: Hints) -> int:
    """How many cells are or read as times or lengths of time; 0 where they are rather something else."""
    spans = evidence.as_spans
    cells = evidence.times + evidence.lengths + spans.cells
    early = evidence.early if evidence.early == evidence.days + evidence.moments else 0
    if not cells and not (early and is_length_header(hints.header)):
        return 0
    if spans.bare and spans.bare == spans.cells and not cells - spans.cells and len(spans.units) < 2:
        known = is_length_header(hints.header) or hints.wanted == "duration"
        cells = cells if known else 0
    return cells + early if cells or early else 0


def span_plan(evidence: Evidence, hints: Hints, fits: Fit, missing: frozenset[str]) -> Plan | None:
    """The plan of a column of times or lengths of time; None when it is none, or its field takes texts as they are."""
    if hints.wanted not in (None, "time", "duration") or (hints.whole and hints.forced is None):
        return None
    cells = span_cells(evidence, hints)
    if not cells or not fits(cells):
        return None
    if (hints.wanted or _kind(evidence, hints)) == "time":
        return _time_plan(evidence, missing)
    return _length_plan(evidence, hints, missing)


def _kind(evidence: Evidence, hints: Hints) -> str:
    spans = evidence.as_spans
    if spans.halved and not evidence.lengths and not spans.lengths - spans.times:
        return "time"
    if evidence.lengths or evidence.early or spans.no_times or spans.lengths > spans.times:
        return "duration"
    return "duration" if is_length_header(hints.header) and not spans.halved else "time"


def _time_plan(evidence: Evidence, missing: frozenset[str]) -> Plan:
    spans = evidence.as_spans
    template = settled(spans.time_forms.most_common(1)[0][0], spans.time_padded) if spans.times > evidence.times else None
    return Plan("time", template=template, missing=missing)


def _length_plan(evidence: Evidence, hints: Hints, missing: frozenset[str]) -> Plan:
    spans, notes = evidence.as_spans, []
    if spans.work_days:
        notes.append(
            f"“{hints.header}”: days were taken as 24 hours and weeks as 7 days; if they are days of work, give the column as hours."
        )
    form: DurationForm | None = None
    if spans.lengths > evidence.lengths + evidence.times + evidence.early:
        form = common_form(spans.length_forms, spans.length_padded)
    elif evidence.times > evidence.lengths:
        form = DurationForm("clock", clock="{T:02}:{M:02}:{S:02}")
    return Plan("duration", duration=form, missing=missing, notes=tuple(notes))
