"""What follows from feedback that came, was decided or tagged, as triggers in plain SQL: so undo and other programs keep it up, too."""


def _trigger(name: str, event: str, table: str, steps: str) -> str:
    """A trigger in plain SQL, of steps on lines of their own. (In one line: scripts are split at line ends.)"""
    body = " ".join(f"{' '.join(step.split())};" for step in steps.split(";") if step.strip())
    return f"CREATE TRIGGER {name} {event} ON {table} BEGIN {body} END;\n"


def _links_of(table: str) -> str:
    return f"DELETE FROM link WHERE from_table = '{table}' AND from_id = OLD.id OR to_table = '{table}' AND to_id = OLD.id"


STANDS = "({0}.part = 0 OR {0}.part IN (SELECT part FROM feedback_batch))"

_ALIKE = """
    SELECT m.item FROM feedback_now m WHERE m.root = NEW.root AND m.root <> m.item AND m.account IS NEW.account
    UNION ALL SELECT m.item FROM feedback_now m WHERE m.item = NEW.root AND m.account IS NEW.account
"""
"""The items of one account that are merged into one root, the root itself too if it is of that account."""

_COUNTING = f"""
    SELECT a.item FROM feedback_now a WHERE a.item IN ({_ALIKE}) AND a.state <> 'deleted'
    ORDER BY NOT {STANDS.format("a")}, a.item <> NEW.root, a.at, a.item LIMIT 1
"""
"""The one of them that counts for all: one that is here, the root before any other, then the earliest."""


def weight(item: str) -> str:
    """How important at most what says the same as an item, and is of its account, says it is."""
    alike = f"k.root = {item}.root AND k.root <> k.item AND k.account IS {item}.account AND {STANDS.format('k')}"
    return f"max({item}.importance, coalesce((SELECT max(k.importance) FROM feedback_now k WHERE {alike}), 0))"


IS_NEED = "r.root = r.item AND r.state NOT IN ('out', 'deleted')"
_MENTION = "INSERT INTO feedback_mention (tag, account, item, at, channel, importance, part)"

_RECOUNT = f"""
    DELETE FROM feedback_mention WHERE item IN ({_ALIKE});
    UPDATE feedback_now SET counts = item IS ({_COUNTING}) WHERE item IN ({_ALIKE}) AND counts <> (item IS ({_COUNTING}));
    {_MENTION}
        SELECT f.tag, coalesce(n.account, 0), n.item, n.at, n.channel, {weight("n")}, n.part
        FROM feedback_now n JOIN feedback_tag f ON f.item = n.root JOIN feedback_now r ON r.item = n.root
        WHERE n.item = ({_COUNTING}) AND {IS_NEED}
"""
"""Counts anew the items of one account that are merged into one root, and under which tags."""


def _stand_anew(item: str) -> str:
    """Work out how an item stands, from how it came, what was decided, and whether its words still stand."""
    return f"""
        INSERT INTO feedback_now (item, part, state, until, at, channel, account, importance, root, counts)
            SELECT i.id, 0, 'inbox', NULL, i.at, i.channel, NULL, 0, i.id, 1 FROM feedback_item i
            WHERE i.id = {item} AND NOT EXISTS (SELECT 1 FROM feedback_now WHERE item = {item});
        UPDATE feedback_now SET (state, until, at, channel, account, importance, root) = (
            SELECT CASE WHEN i.kind = 'typed' AND y.id IS NULL THEN 'deleted' ELSE coalesce(t.state, i.standing) END, t.until,
                coalesce(t.at, i.at), coalesce(t.channel, i.channel), coalesce(t.account, i.account),
                coalesce(t.importance, i.importance), coalesce(t.merged_into, i.id)
            FROM feedback_item i LEFT JOIN feedback_triage t ON t.item = i.id LEFT JOIN feedback_typed y ON y.item = i.id
            WHERE i.id = {item}
        ) WHERE item = {item}
    """


_MATTERS = (
    "OLD.merged_into IS NOT NEW.merged_into OR OLD.account IS NOT NEW.account OR OLD.importance IS NOT NEW.importance "
    "OR OLD.at IS NOT NEW.at OR OLD.channel IS NOT NEW.channel OR 'deleted' IN (OLD.state, NEW.state) "
    "OR (SELECT standing FROM feedback_item WHERE id = NEW.item) = 'out'"
)
"""Whether a decision changes what counts; that an item is done does not."""

_MATTERS_AT_FIRST = (
    "coalesce({0}.merged_into, {0}.account, {0}.importance, {0}.at, {0}.channel) IS NOT NULL OR {0}.state IS 'deleted' "
    "OR (SELECT standing FROM feedback_item WHERE id = {0}.item) = 'out'"
)


def _recount(root: str, account: str, when: str = "1") -> str:
    return f"INSERT INTO feedback_stale (root, account) SELECT {root}, {account} WHERE {when}"


def _recount_merged(root: str, when: str = "1") -> str:
    """Count anew what is merged into a root, account by account."""
    merged = f"SELECT DISTINCT m.root, m.account FROM feedback_now m WHERE m.root = {root} AND m.root <> m.item"
    return f"INSERT INTO feedback_stale (root, account) {merged} AND ({when})"


def _on_triage() -> str:
    """A decision, made or taken back: the item stands anew, and where it matters the groups it left and came to are counted anew."""

    def changed(row: str, before: str, after: str, when: str) -> str:
        """``before`` and ``after`` are the rows of the decision, empty where there is none: then it is as it came."""

        def pair(decided: str) -> str:
            came = f"(SELECT account FROM feedback_item WHERE id = {row}.item)"
            if not decided:
                return _recount(f"{row}.item", came, when)
            return _recount(f"coalesce({decided}.merged_into, {decided}.item)", f"coalesce({decided}.account, {came})", when)

        forget = f"DELETE FROM feedback_mention WHERE item = {row}.item AND ({when})"
        merged = _recount_merged(f"{row}.item", when)
        return f"{_stand_anew(f'{row}.item')}; {forget}; {pair(before)}; {pair(after)}; {merged}"

    first, last = _MATTERS_AT_FIRST.format("NEW"), _MATTERS_AT_FIRST.format("OLD")
    return (
        _trigger("feedback_triage_made", "AFTER INSERT", "feedback_triage", changed("NEW", "", "NEW", first))
        + _trigger("feedback_triage_changed", "AFTER UPDATE", "feedback_triage", changed("NEW", "OLD", "NEW", _MATTERS))
        + _trigger("feedback_triage_gone", "AFTER DELETE", "feedback_triage", changed("OLD", "OLD", "", last))
    )


def _on_typed() -> str:
    forget = "INSERT INTO feedback_search (feedback_search, rowid, words) VALUES ('delete', OLD.item, OLD.words)"
    learn = "INSERT INTO feedback_search (rowid, words) VALUES (NEW.item, NEW.words)"
    links = "DELETE FROM link WHERE from_table = 'feedback_item' AND from_id = OLD.item OR to_table = 'feedback_item' AND to_id = OLD.item"

    def anew(item: str) -> str:
        root, account = (f"(SELECT {column} FROM feedback_now WHERE item = {item})" for column in ("root", "account"))
        return f"{_stand_anew(item)}; {_recount(root, account)}; {_recount_merged(item)}"

    return (
        _trigger("feedback_typed_made", "AFTER INSERT", "feedback_typed", f"{learn}; {anew('NEW.item')}")
        + _trigger("feedback_typed_changed", "AFTER UPDATE OF words", "feedback_typed", f"{forget}; {learn}")
        + _trigger("feedback_typed_gone", "AFTER DELETE", "feedback_typed", f"{forget}; {links}; {anew('OLD.item')}")
    )


def _on_tag() -> str:
    """A tag given or taken: by far the most frequent change, so that only what it changes is touched."""
    mention = f"SELECT NEW.tag, coalesce(n.account, 0), n.item, n.at, n.channel, {weight('n')}, n.part FROM feedback_now n"
    give = f"""
        {_MENTION} {mention} WHERE n.item = NEW.item AND n.counts = 1 AND n.root = n.item AND n.state NOT IN ('out', 'deleted');
        {_MENTION} {mention} JOIN feedback_now r ON r.item = n.root
            WHERE n.root = NEW.item AND n.root <> n.item AND n.counts = 1 AND {IS_NEED}
    """
    take = """
        DELETE FROM feedback_mention WHERE item = OLD.item AND tag = OLD.tag;
        DELETE FROM feedback_mention WHERE tag = OLD.tag
            AND item IN (SELECT m.item FROM feedback_now m WHERE m.root = OLD.item AND m.root <> m.item)
    """
    return (
        _trigger("feedback_tag_given", "AFTER INSERT", "feedback_tag", give)
        + _trigger("feedback_tag_taken", "AFTER DELETE", "feedback_tag", take)
        + _trigger("feedback_tag_changed", "AFTER UPDATE", "feedback_tag", f"{take}; {give}")
    )


def _on_batch() -> str:
    """An import taken back or brought back: an item that other imports have, too, stays with one of those; who counts is found anew."""
    standing = "SELECT b.part FROM feedback_batch b"
    elsewhere = "SELECT p.part FROM feedback_place p JOIN feedback_batch b ON b.part = p.part WHERE p.item = feedback_now.item"
    leave = f"UPDATE feedback_now SET part = ({elsewhere} LIMIT 1) WHERE part = OLD.part AND EXISTS ({elsewhere})"
    come = (
        f"UPDATE feedback_now SET part = NEW.part WHERE item IN (SELECT item FROM feedback_place WHERE part = NEW.part) "
        f"AND part <> 0 AND part <> NEW.part AND part NOT IN ({standing} WHERE b.part <> NEW.part)"
    )
    move = "UPDATE feedback_mention SET part = NEW.part WHERE item = NEW.item"

    def merged(part: str) -> str:
        own = f"m.part = {part} OR EXISTS (SELECT 1 FROM feedback_now r WHERE r.item = m.root AND r.part = {part})"
        pairs = f"SELECT DISTINCT m.root, m.account FROM feedback_now m WHERE m.root <> m.item AND ({own})"
        return f"INSERT INTO feedback_stale (root, account) {pairs}"

    return (
        _trigger("feedback_batch_gone", "AFTER DELETE", "feedback_batch", f"{leave}; {merged('OLD.part')}")
        + _trigger("feedback_batch_made", "AFTER INSERT", "feedback_batch", f"{come}; {merged('NEW.part')}")
        + _trigger("feedback_now_moved", "AFTER UPDATE OF part", "feedback_now", move)
    )


TRIGGERS = (
    "CREATE VIEW feedback_stale AS SELECT 0 AS root, 0 AS account;\n"
    + _trigger("feedback_stale_counted", "INSTEAD OF INSERT", "feedback_stale", _RECOUNT)
    + _on_triage()
    + _on_typed()
    + _on_tag()
    + _on_batch()
    + _trigger("tag_gone", "AFTER DELETE", "tag", _links_of("tag"))
)
