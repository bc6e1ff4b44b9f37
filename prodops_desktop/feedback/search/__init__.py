"""Finds feedback again: by words, phrases and filters, whatever is typed."""

from prodops_desktop.feedback.search.finding import Found, count, find
from prodops_desktop.feedback.search.order import Order
from prodops_desktop.feedback.search.query import Query, read_query

__all__ = ["Found", "Order", "Query", "count", "find", "read_query"]
