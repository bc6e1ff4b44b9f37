"""What a row of a sheet says as feedback, by the kind of its sheet; rows without words say nothing."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from prodops_desktop.datasets.sheet_rows import SheetRow
from prodops_desktop.feedback.model import CHANNELS, CRITICAL, IMPORTANCES
from prodops_desktop.feedback.taxonomy import DIVIDERS, tag_key
from prodops_desktop.registry.entries import name_key

_CHANNEL_WORDS = {name_key(name): name for name in CHANNELS} | {
    "customer success": "CS", "csm": "CS", "cs note": "CS", "cs notes": "CS", "success": "CS", "account manager": "CS",
    "sales note": "Sales", "sales notes": "Sales", "vertrieb": "Sales", "ventas": "Sales", "ventes": "Sales", "crm": "Sales",
    "support ticket": "Support", "tickets": "Support", "helpdesk": "Support", "zendesk": "Support", "intercom": "Support",
    "in app": "In-app", "inapp": "In-app", "app": "In-app", "in product": "In-app", "widget": "In-app",
    "interview": "Research", "user research": "Research", "nps survey": "NPS", "survey": "NPS",
    "lost deals": "Lost deal", "closed lost": "Lost deal", "note": "Notes",
}  # fmt: skip
_IMPORTANCE_WORDS = {name: level for level, name in enumerate(IMPORTANCES)} | {
    "nice to have": 1, "low": 1, "niedrig": 1, "gering": 1, "faible": 1, "baja": 1, "minor": 1,
    "medium": 2, "should": 2, "mittel": 2, "wichtig": 2, "moyen": 2, "moyenne": 2, "media": 2, "importante": 2, "normal": 2,
    "high": 3, "must": 3, "urgent": 3, "hoch": 3, "kritisch": 3, "critique": 3, "élevée": 3, "alta": 3, "crítico": 3, "crítica": 3,
    "blocker": 3, "showstopper": 3,
}  # fmt: skip
_LONGEST_NUMBER = 9
LONGEST_NAME = 200
"""Letters of a channel, of an account or of a person; what a sheet has beyond is cut."""
_DIVIDERS = re.compile(rf"[{''.join(sorted(DIVIDERS))}\n]")


@dataclass(frozen=True)
class Said:
    """What a row says. ``identity`` tells it from everything else that was said, and is the same in the next sheet that holds it.

    ``dated`` is whether the row has a day of its own; ``at`` is that, or the day that the sheet speaks of. ``tags`` are its words for
    them, ``unknown`` a text for its importance that means none.
    """

    row: int
    identity: bytes
    at: str
    dated: bool
    channel: str
    text: str
    account: str | None = None
    person: str | None = None
    feature: str | None = None
    title: str | None = None
    importance: int = 0
    reference: str | None = None
    remark: str | None = None
    tags: tuple[str, ...] = ()
    priority: str = ""
    type: str = ""
    code: str = ""
    unknown: str = ""


def said_of(kind: str, row: SheetRow, as_of: str) -> Said | None:
    """What a row of a sheet of this kind says; ``as_of`` is its day where it has none. None for a row without words."""
    return READERS[kind](_Row(row), as_of)


class _Row:
    """The cells of a row as trimmed texts, empty where there is nothing."""

    def __init__(self, row: SheetRow) -> None:
        self.number = row.number
        self._values = row.values

    def text(self, field: str) -> str:
        value = self._values.get(field)
        if value is None:
            return ""
        return str(value).removesuffix(".0").strip() if isinstance(value, float) else str(value).strip()

    def line(self, field: str) -> str | None:
        return " ".join(self.text(field).split()) or None

    def at(self, field: str) -> str:
        return self.text(field)[:19]


def _feedback(row: _Row, as_of: str) -> Said | None:
    text, title = row.text("text"), row.line("title")
    if not text:
        return None
    at, written = row.at("when"), row.text("importance")
    importance = importance_of(written)
    own = [at[:10], _key(row, "account"), _key(row, "person"), _plain(title or ""), _plain(text)]
    return Said(
        row=row.number,
        identity=_identity("feedback", *own),
        at=at or as_of,
        dated=bool(at),
        channel=channel_of(row.text("channel")),
        text=text,
        account=row.line("account"),
        person=row.line("person"),
        feature=row.line("feature"),
        title=title,
        importance=importance or 0,
        reference=row.line("code"),
        tags=listed_tags(row.text("tags")),
        code=row.text("code"),
        unknown=written if importance is None else "",
    )


def _ticket(row: _Row, as_of: str) -> Said | None:
    title, text = row.line("title"), row.text("text")
    if not text:
        title, text = None, title or ""
    if not text:
        return None
    at, reference = row.at("opened"), row.line("reference")
    known = (
        [name_key(reference), at[:10], _key(row, "account")] if reference else [at, _key(row, "account"), _plain(title or ""), _plain(text)]
    )
    remark = " · ".join(part for part in (row.line("priority"), row.line("status")) if part) or None
    return Said(
        row=row.number,
        identity=_identity("tickets", *known),
        at=at or as_of,
        dated=bool(at),
        channel="Support",
        text=text,
        account=row.line("account"),
        person=row.line("person"),
        feature=row.line("feature"),
        title=title,
        reference=reference,
        remark=remark,
        tags=listed_tags(row.text("tags")),
        priority=row.text("priority"),
        type=row.text("ticket_type"),
    )


def _nps(row: _Row, as_of: str) -> Said | None:
    text = row.text("comment")
    if not text:
        return None
    at, who = row.at("when"), row.line("user")
    known = [at, name_key(who or ""), _key(row, "account"), _plain(text)]
    score = row.text("score")
    remark = f"score {score}" if score else None
    return Said(
        row=row.number,
        identity=_identity("nps", *known),
        at=at or as_of,
        dated=bool(at),
        channel="NPS",
        text=text,
        account=row.line("account"),
        person=who,
        remark=remark,
    )


def _lost_deal(row: _Row, as_of: str) -> Said | None:
    text, deal = row.text("loss_reason"), row.line("opportunity")
    if not text:
        return None
    at = row.at("closed")
    known = [name_key(deal or ""), _key(row, "account"), "" if deal else at[:10], _plain(text)]
    remark = " · ".join(part for part in (deal, _against(row.line("competitor"))) if part) or None
    return Said(
        row=row.number,
        identity=_identity("opportunities", *known),
        at=at or as_of,
        dated=bool(at),
        channel="Lost deal",
        text=text,
        account=row.line("account"),
        person=row.line("owner"),
        feature=row.line("product"),
        remark=remark,
    )


def _churn(row: _Row, as_of: str) -> Said | None:
    text = row.text("reason")
    if not text:
        return None
    at = row.at("when")
    known = [_key(row, "account"), at[:10], _plain(text)]
    return Said(
        row=row.number,
        identity=_identity("churn", *known),
        at=at or as_of,
        dated=bool(at),
        channel="Churn",
        text=text,
        account=row.line("account"),
    )


def _finding(row: _Row, as_of: str) -> Said | None:
    text = row.text("finding")
    if not text:
        return None
    at, who = row.at("when"), row.line("person")
    known = [at[:10], name_key(who or ""), _key(row, "account"), _plain(text)]
    return Said(
        row=row.number,
        identity=_identity("research", *known),
        at=at or as_of,
        dated=bool(at),
        channel="Research",
        text=text,
        account=row.line("account"),
        person=who,
        feature=row.line("feature"),
        remark=row.line("method"),
    )


READERS: Mapping[str, Callable[[_Row, str], Said | None]] = {
    "feedback": _feedback,
    "tickets": _ticket,
    "nps": _nps,
    "opportunities": _lost_deal,
    "churn": _churn,
    "research": _finding,
}
"""The kinds of dataset that bring feedback."""


def channel_of(text: str) -> str:
    """A channel by the name that the program has for it, or as it is written; “Notes” where none is."""
    text = " ".join(text.split())
    return _CHANNEL_WORDS.get(tag_key(text), text[:LONGEST_NAME]) or "Notes"


def importance_of(text: str) -> int | None:
    """0 to 3 for a number or a word; 0 for nothing, None for a text that means none of them."""
    key = name_key(text)
    if not key:
        return 0
    if key.isdecimal():
        return int(key) if len(key) < _LONGEST_NUMBER and int(key) <= CRITICAL else None
    return _IMPORTANCE_WORDS.get(key)


def listed_tags(text: str) -> tuple[str, ...]:
    """The words of a cell that lists tags."""
    return tuple(word for part in _DIVIDERS.split(text) if (word := " ".join(part.split())))


def again(identity: bytes, occurrence: int) -> bytes:
    """The identity of the same words in a further row of one sheet; the first is 1."""
    return identity if occurrence == 1 else blake2b(identity + str(occurrence).encode(), digest_size=16).digest()


def _against(competitor: str | None) -> str | None:
    return f"against {competitor}" if competitor else None


def _key(row: _Row, field: str) -> str:
    return name_key(row.text(field))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _identity(*parts: str) -> bytes:
    return blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()
