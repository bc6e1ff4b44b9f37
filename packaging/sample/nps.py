"""The NPS export: responses solved so that each month, quarter and segment comes out with the figure that its story needs."""

import csv
import io
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from .accounts import Account
from .facts import ENT, MID, NAMED, SEED, SMB
from .nps_words import comment_for

NAME = "history/NPS_export.csv"
HEADERS = ("score", "date", "email", "company", "comment", "segment")
LAST_DAY = date(2026, 11, 20)
ROWS, RESENT = 1847, 23
# month: responses, promoters, detractors; months of a quarter add up to the quarter's solution
MONTHS: dict[str, tuple[int, int, int]] = {
    "2025-12": (84, 29, 27),
    "2026-01": (92, 34, 28),
    "2026-02": (96, 36, 27),
    "2026-03": (104, 42, 28),
    "2026-04": (118, 49, 29),
    "2026-05": (127, 56, 29),
    "2026-06": (140, 64, 29),
    "2026-07": (146, 70, 28),
    "2026-08": (148, 73, 27),
    "2026-09": (156, 78, 26),
    "2026-10": (331, 170, 59),
    "2026-11": (281, 145, 48),
}
# quarter: Enterprise's responses, promoters, detractors
ENTERPRISE: dict[str, tuple[int, int, int]] = {"2026-Q3": (205, 90, 40), "2026-Q4": (273, 146, 35)}
_ROLES = ("analytics", "data", "bi", "reporting", "ops", "finance", "insights", "it", "planning", "revops")


@dataclass(frozen=True)
class Response:
    """One answer; when is in milliseconds since 1970 UTC."""

    score: int
    when: int
    email: str
    company: str
    comment: str
    segment: str

    @property
    def month(self) -> str:
        """The month of the answer in UTC, as 2026-11."""
        return f"{datetime.fromtimestamp(self.when / 1000, UTC):%Y-%m}"


def quarter_of(month: str) -> str:
    """The quarter that a month belongs to, as 2026-Q4."""
    return f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}"


def make_responses(accounts: list[Account]) -> list[Response]:
    """The answers that count, by time: no repeats, no score above 10."""
    random = Random(SEED + 8)
    named = {n.name for n in NAMED}
    pool = {segment: [a for a in accounts if a.segment == segment and a.name not in named] for segment in (ENT, MID, SMB)}
    responses: list[Response] = []
    kinds = _kinds_by_month(random)
    for month, drawn in kinds.items():
        times = _times(random, month, len(drawn))
        for (kind, segment), when in zip(drawn, times, strict=True):
            account = random.choice(pool[segment])
            responses.append(_response(random, kind, segment, account, when))
    return _with_stories(responses, {a.name: a for a in accounts})


def _kinds_by_month(random: Random) -> dict[str, list[tuple[str, str]]]:
    """For each month the (kind of answer, segment) of each response, shuffled."""
    left = {quarter: _enterprise_cards(random, quarter) for quarter in sorted({quarter_of(month) for month in MONTHS})}
    result: dict[str, list[tuple[str, str]]] = {}
    for month, (count, promoters, detractors) in MONTHS.items():
        cards = left[quarter_of(month)]
        drawn: list[tuple[str, str]] = []
        for kind, size in (("promoter", promoters), ("detractor", detractors), ("passive", count - promoters - detractors)):
            drawn += [(kind, cards[kind].pop()) for _ in range(size)]
        random.shuffle(drawn)
        result[month] = drawn
    return result


def _enterprise_cards(random: Random, quarter: str) -> dict[str, list[str]]:
    """For each kind of answer a shuffled stack of segments, Enterprise as often as solved (or two in five)."""
    total = [sum(MONTHS[m][i] for m in MONTHS if quarter_of(m) == quarter) for i in range(3)]
    n, promoters, detractors = ENTERPRISE.get(quarter, (total[0] * 2 // 5, total[1] * 3 // 8, total[2] * 4 // 9))
    stacks: dict[str, list[str]] = {}
    wanted = {"promoter": (promoters, total[1]), "detractor": (detractors, total[2])}
    wanted["passive"] = (n - promoters - detractors, total[0] - total[1] - total[2])
    for kind, (enterprise, size) in wanted.items():
        stack = [ENT] * enterprise + [random.choice((MID, MID, MID, SMB, SMB)) for _ in range(size - enterprise)]
        random.shuffle(stack)
        stacks[kind] = stack
    return stacks


def _times(random: Random, month: str, count: int) -> list[int]:
    """Distinct moments on working days of the month between 7 and 18 o'clock UTC, in order."""
    first = date.fromisoformat(f"{month}-01")
    days = [first + timedelta(days=i) for i in range(31)]
    days = [d for d in days if d.month == first.month and d.weekday() < 5 and d <= LAST_DAY]
    picked: set[int] = set()
    while len(picked) < count:
        day = random.choice(days)
        start = int(datetime(day.year, day.month, day.day, 7, tzinfo=UTC).timestamp())
        picked.add((start + random.randrange(11 * 3600)) * 1000 + random.randrange(1000))
    return sorted(picked)


def _response(random: Random, kind: str, segment: str, account: Account, when: int) -> Response:
    score = random.choice({"promoter": (9, 9, 10), "passive": (7, 8, 8), "detractor": (2, 3, 4, 5, 5, 6, 6, 6)}[kind])
    email = f"{random.choice(_ROLES)}{random.randrange(1, 10)}@{account.domain}"
    return Response(score, when, email, account.name, comment_for(random, kind), segment)


def _with_stories(responses: list[Response], by_name: dict[str, Account]) -> list[Response]:
    """Give a few answers to customers of which stories speak, each keeping its kind, month and segment."""
    told = (
        ("2026-09", ENT, range(7), "Halden Bank", 4, "Our regulator asks who changed what, and we can't say."),
        ("2026-10", ENT, range(7), "HALDEN BANK plc", 3, "Nobody answered since our admin left."),
        ("2026-11", ENT, range(7), "Halden Bk", 5, ""),
        ("2026-08", ENT, range(9, 11), "Osterlund Paper", 9, "Vielen Dank, läuft 👍"),
        ("2026-11", ENT, range(7), "Meridian Freight", 2, 'We were promised something "by January".\nStill waiting.'),
        ("2026-11", MID, range(9, 11), "Ebbw & Co", 9, "New name, same tool, still happy 🙂"),
        ("2026-10", ENT, range(9, 11), "Northgate Pharma", 10, "Rollout in three countries, no drama."),
    )
    for month, segment, scores, company, score, comment in told:
        i = next(
            i for i, r in enumerate(responses) if r.month == month and r.segment == segment and r.score in scores and r.company in by_name
            and by_name[r.company].name not in {n.name for n in NAMED}
        )  # fmt: skip
        known = {"HALDEN BANK plc": "Halden Bank", "Halden Bk": "Halden Bank", "Ebbw & Co": "Ebbw Foods"}.get(company, company)
        responses[i] = Response(score, responses[i].when, f"data1@{by_name[known].domain}", company, comment, segment)
    return responses


def make_rows(responses: list[Response]) -> list[Response]:
    """The export's lines: newest first, 23 answers a second time because the tool sent them again, one score of 11."""
    random = Random(SEED + 9)
    rows = list(responses)
    october = next(r for r in reversed(responses) if r.month == "2026-10" and r.segment == SMB)
    rows.append(Response(11, october.when + 61_000, october.email, october.company, "Goes to eleven 🤘", SMB))
    rows.sort(key=lambda r: -r.when)
    for again in sorted(random.sample(responses, RESENT), key=lambda r: r.when):
        rows.insert(min(len(rows), rows.index(again) + random.randrange(1, 40)), again)
    return rows


def write_nps(out: Path, rows: list[Response]) -> None:
    """Write the export as UTF-8 with a comma, quoting only where needed."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADERS)
    writer.writerows((r.score, r.when, r.email, r.company, r.comment, r.segment) for r in rows)
    (out / NAME).write_bytes(text.getvalue().encode("utf-8"))
