"""Yes and no in the languages that spreadsheets come in, and as marks."""

import re
from collections.abc import Iterable, Set

_LANGUAGES = (
    ("true t", "false f"),
    ("yes y", "no n"),
    ("ja j", "nein n"),
    ("wahr", "falsch"),
    ("oui o", "non n"),
    ("vrai", "faux"),
    ("sí si s", "no n"),
    ("sì si s", "no n"),
    ("verdadero", "falso"),
    ("vero", "falso"),
    ("ja j", "nee n"),
    ("waar", "onwaar"),
    ("sim s", "não nao n"),
    ("verdadeiro", "falso"),
    ("tak t", "nie n"),
    ("prawda", "fałsz"),
    ("ja j", "nej n"),
    ("ja j", "nei n"),
    ("sant", "falskt"),
    ("sann", "usann"),
    ("sand", "falsk"),
    ("kyllä", "ei"),
    ("tosi", "epätosi"),
    ("ano", "ne"),
    ("pravda", "nepravda"),
    ("evet", "hayır hayir"),
    ("doğru", "yanlış"),
    ("да д", "нет н"),
    ("истина", "ложь"),
    ("igen", "nem"),
    ("igaz", "hamis"),
    ("da", "nu"),
    ("adevărat", "fals"),
    ("da", "ne"),
    ("ναι", "όχι οχι"),
    ("αληθές", "ψευδές"),
    ("はい", "いいえ"),
    ("是", "否"),
    ("예 네", "아니요 아니오"),
    ("on", "off"),
    ("checked", "unchecked"),
    ("✓ ✔ ☑ ✅ 🗸", "✗ ✘ ✖ ❌ ☐ x ×"),
)
_PAIRS = tuple((frozenset(yes.split()), frozenset(no.split())) for yes, no in _LANGUAGES)
_ALONE = frozenset(
    "true false yes no ja nein wahr falsch oui non vrai faux sí sì verdadero falso nee waar onwaar sim não verdadeiro tak nie prawda "
    "nej nei kyllä ano evet hayır да нет igen ναι όχι はい いいえ ✓ ✔ ☑ ✅ 🗸 ✗ ✘ ✖ ❌ ☐ checked unchecked".split()
)
"""Words that mean it although no cell says the opposite."""
_OF_PROGRAMS = frozenset(("true", "false"))
"""Words that stand beside those of any language, where some cells come from a program and others from people."""
TICKS = frozenset("x ✓ ✔ ☑ ✅ 🗸 ✖ × •".split())
"""Marks that say yes where the other cells are blank."""
_ASKS = re.compile(
    r"\?\s*$|^(?:is|has|have|was|were|can|did|does|do|are|wants|needs|will|opted|ist|hat|est|a |tiene|es)[ _]"
    r"|\b(?:yes ?/ ?no|y ?/ ?n|ja ?/ ?nein|oui ?/ ?non|flag|active|enabled|opt(?:ed)?[- ]?(?:in|out)|auto[- ]?renew(?:al|s)?|done|signed"
    r"|paid|present|attended|checked|completed|billable|mandatory|required|core|included|live|approved|delivered|committed|voluntary"
    r"|aktiv|erledigt|anwesend|bezahlt|actif|activo|attivo|actief|ativo|aktywny)\b",
    re.IGNORECASE,
)


def read_pair(words: Iterable[str], *, asked: bool = False) -> dict[str, bool] | None:
    """What each of ``words`` (trimmed) means when they are the yes and no of one language, and true and false; None when they are not.

    A letter alone, or a word that means something else too, is no evidence, unless it was ``asked`` whether: else both must occur.
    """
    meant = list(words)
    folded = {_folded(word) for word in meant}
    for yes, no in _PAIRS:
        if not folded or not folded <= yes | no:
            continue
        if (folded & yes and folded & no) or asked or folded <= _ALONE:
            return {word: _folded(word) in yes for word in meant}
    spoken = [word for word in meant if _folded(word) not in _OF_PROGRAMS]
    found = read_pair(spoken, asked=asked) if 0 < len(spoken) < len(meant) else None
    return None if found is None else {word: found.get(word, _folded(word) == "true") for word in meant}


def read_word(word: str) -> bool | None:
    """Whether a word says yes in every language that has it, or no in every one; None otherwise."""
    folded = _folded(word)
    meanings = {folded in yes for yes, no in _PAIRS if folded in yes | no}
    return meanings.pop() if len(meanings) == 1 else None


def are_ticks(words: Set[str]) -> bool:
    """Whether these are marks of one kind, such as x, that stand where something is so."""
    return len(words) <= 2 and bool(words) and len({_folded(word) for word in words}) == 1 and {_folded(word) for word in words} <= TICKS


def asks_whether(header: str) -> bool:
    """Whether a header asks for yes or no, as “Active?” and “has_contract” do."""
    return _ASKS.search(header.replace("_", " ").strip()) is not None


def _folded(word: str) -> str:
    return word.casefold().replace("\ufe0f", "").replace("i\u0307", "i")
