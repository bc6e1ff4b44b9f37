"""How the gates of the sample's six launches stand: passed with evidence, not applicable for a reason, or open with a note."""

from dataclasses import dataclass
from datetime import date

from .delivery_facts import BOARDS, BULK, PDF, ROWS, SCIM, SEARCH
from .tool_facts import ADEYEMI, BRANDT, NAIR, OSEI

MEASURE, EVENTS, PRICE, LEGAL = (
    "Promise and measure agreed", "Events seen in test data", "Price, plan, limits decided", "Security, privacy, legal",
)  # fmt: skip
SPEED, BUGS, WAVES = "Performance within objective", "Open P1 and P2 at zero or accepted", "Rollout waves, flag, rollback threshold"
MACROS, ASKED = "Support macros, known issues, escalation", "CS: who asked, who was promised, talk track"
TRAINING, DOCS, ANNOUNCED = "Training held, reach 80 % or more", "Docs, release note", "Announcement, audience, clash check"
GO, RUNBOOK, READING, REVIEW = "Go or no-go", "Day-of runbook done", "First reading", "30-day review"
PASSED, OUT, OPEN = "passed", "n/a", "open"
OF_TIER = {2: 16, 3: 7}


@dataclass(frozen=True)
class Check:
    """How one gate stands; who and day are empty where the evidence says enough."""

    gate: str
    state: str
    evidence: str
    who: str = ""
    day: date | None = None


def _passed(gate: str, evidence: str, who: str, month: int, day: int) -> Check:
    return Check(gate, PASSED, evidence, who, date(2026, month, day))


_QA, _LEGAL, _DEVOPS, _SUPPORT, _DOCS, _CS, _MARKETING = "QA", "Legal", "DevOps", "Support", "Docs", "CS", "Marketing"

CHECKS = {
    BULK: (
        _passed(MEASURE, "Measurement plan v3", NAIR, 9, 22),
        _passed(EVENTS, "412 rows in the import of 2 Nov", OSEI, 11, 3),
        _passed(PRICE, "Decision of 14 Oct: a million rows from Scale on", ADEYEMI, 10, 14),
        _passed(LEGAL, "Sign-off", _LEGAL, 11, 6),
        _passed(WAVES, "Rollout plan: three waves, off at 2 % failed exports", _DEVOPS, 11, 12),
        _passed(DOCS, "Two links: help page and release note", _DOCS, 11, 18),
        _passed(ANNOUNCED, "Company calendar, 26 Jan", _MARKETING, 11, 19),
        Check(BUGS, OPEN, "3 open"),
        Check(ASKED, OPEN, "Reply sheet not sent"),
        Check(TRAINING, OUT, "No new page: CS and Support know exports"),
        Check(GO, OUT, "Goes out in waves behind a flag; no single day to say go"),
        Check(RUNBOOK, OUT, "The rollout plan covers each wave"),
        Check(READING, OUT, "EXP-39 is the first reading"),
        Check(REVIEW, OUT, "Reviewed with EXP-48 on the limits"),
    ),
    BOARDS: (
        _passed(MEASURE, "Measurement plan v5", NAIR, 8, 31),
        _passed(EVENTS, "Rows of the beta in the import of 12 Oct", BRANDT, 10, 13),
        _passed(PRICE, "Decision of 2 Sep: on all plans", ADEYEMI, 9, 2),
        _passed(LEGAL, "Sign-off", _LEGAL, 9, 25),
        _passed(SPEED, "p95 2.6 s over ten million rows", _QA, 11, 5),
        _passed(BUGS, "One P2 accepted: colour themes", _QA, 11, 19),
        _passed(WAVES, "EXP-40 is the first wave", _DEVOPS, 11, 9),
        _passed(MACROS, "Twelve macros", _SUPPORT, 11, 12),
        _passed(ASKED, "Reply sheet sent to 7 customers", _CS, 11, 16),
        _passed(TRAINING, "Attendance sheet: 86 %", _CS, 11, 18),
        _passed(ANNOUNCED, "Company calendar, 5 Jan", _MARKETING, 11, 13),
        _passed(READING, "Beta, first two weeks", NAIR, 10, 26),
        _passed(REVIEW, "Beta, after 30 days", NAIR, 11, 11),
    ),
    SEARCH: (
        _passed(MEASURE, "Measurement plan v2", NAIR, 9, 28),
        _passed(SPEED, "p95 of A 1.8 % slower, at most 4.5 %; the limit is 5 %", _QA, 11, 16),
        _passed(BUGS, "None open", _QA, 11, 17),
        _passed(MACROS, "Two macros", _SUPPORT, 11, 18),
        _passed(DOCS, "Release note", _DOCS, 11, 18),
        _passed(READING, "EXP-37, read on 16 Nov", NAIR, 11, 16),
        Check(WAVES, OPEN, "Waits for the decision on EXP-37"),
    ),
    SCIM: (
        _passed(MEASURE, "Measurement plan v1", NAIR, 10, 20),
        _passed(EVENTS, "38 rows from the test directory", NAIR, 11, 10),
        _passed(WAVES, "Rollout plan: one customer first", _DEVOPS, 11, 17),
        _passed(MACROS, "Draft of five macros", _SUPPORT, 11, 19),
        _passed(ASKED, "Reply sheet sent to 9 customers", _CS, 11, 20),
        _passed(ANNOUNCED, "Company calendar, February", _MARKETING, 11, 20),
        Check(LEGAL, OPEN, "Security review not booked"),
        Check(PRICE, OUT, "Comes with Scale and Unlimited, as single sign-on does"),
    ),
    ROWS: (_passed(MEASURE, "Measurement plan v1", NAIR, 11, 17),),
    PDF: (
        _passed(MEASURE, "Measurement plan v1", NAIR, 11, 4),
        _passed(PRICE, "Decision of 18 Nov: from Scale on", ADEYEMI, 11, 18),
    ),
}  # fmt: skip


def counted(title: str, tier: int) -> dict[str, int]:
    """How the gates of a launch stand, as numbers."""
    states = [check.state for check in CHECKS[title]]
    out = states.count(OUT)
    return {"tier": tier, "passed": states.count(PASSED), "applicable": OF_TIER[tier] - out, "not_applicable": out}
