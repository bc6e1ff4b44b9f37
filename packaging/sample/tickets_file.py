"""zendesk_tickets.csv.gz as Support's tool exports it: UTC moments, line breaks within a description, tags of many kinds in one cell."""

import csv
import gzip
import io
from datetime import datetime
from pathlib import Path

from .tickets import Ticket

NAME = "history/zendesk_tickets.csv.gz"
HEADERS = ("id", "created_at", "subject", "description", "priority", "status", "requester", "org", "solved_at", "csat", "tags")


def write_tickets(out: Path, tickets: list[Ticket]) -> None:
    """Write the export as UTF-8 with a comma, packed without name and time."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADERS)
    writer.writerows(map(_line, tickets))
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=packed, compresslevel=9, mtime=0) as stream:
        stream.write(text.getvalue().encode("utf-8"))
    (out / NAME).write_bytes(packed.getvalue())


def _line(t: Ticket) -> tuple[object, ...]:
    solved, csat = _moment(t.solved) if t.solved else "", t.csat or ""
    head = (t.number, _moment(t.created), t.subject, t.description, t.priority, t.status, t.requester, t.org)
    return (*head, solved, csat, ",".join(t.tags))


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
