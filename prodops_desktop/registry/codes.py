"""The codes that people give to experiments and items, such as EXP-9 and RM-10: what they are ordered by."""

from prodops_desktop.registry.entries import name_key


def code_order(code: str) -> tuple[str, int, str]:
    """What codes are ordered by: EXP-9 stands before EXP-10."""
    text = name_key(code)
    head = text.rstrip("0123456789")
    return head, int(text[len(head) :] or -1), text
