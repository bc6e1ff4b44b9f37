"""What triggers keep up (how items stand, and their mentions) equals what follows from the decisions, after any steps, undone or redone."""

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.errors import UserError
from prodops_desktop.feedback import taxonomy, triage
from prodops_desktop.workspace import Store, undo
from tests.new_workspace import new_workspace

PARTS = (901, 902)
IMPORTED = {1: (901,), 2: (901, 902), 3: (902,), 4: (901, 902), 5: (901,)}
"""The items that two imports bring, and the parts that each stands in."""
TYPED = (6, 7)
ITEMS = st.integers(1, len(IMPORTED) + len(TYPED))
LISTS = st.lists(ITEMS, min_size=1, max_size=4, unique=True)


class Decisions(RuleBasedStateMachine):
    """Random decisions about seven items, five of which came in two imports."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.workspace = open_workspace(new_workspace(Path(self.folder.name) / "here.prodops"))
        self.do(_set_up)
        self.tags = [row[0] for row in self.do(lambda store: store.db.execute("SELECT id FROM tag ORDER BY id LIMIT 3").fetchall())]

    def teardown(self) -> None:
        if hasattr(self, "workspace"):
            self.workspace.close()
            self.folder.cleanup()

    def do(self, change: Any) -> Any:
        return self.workspace.run(change).result()

    def attempt(self, change: Any) -> None:
        """Do something that may be refused in a sentence; then nothing has changed."""
        refused = ""
        try:
            self.do(change)
        except UserError as error:
            refused = str(error)
        assert not refused or refused.endswith(".")

    @rule(items=LISTS, place=st.integers(0, 2), given=st.booleans())
    def tag(self, items: list[int], place: int, given: bool) -> None:
        self.attempt(lambda store: triage.tag_items(store, items, self.tags[place], given=given))

    @rule(items=LISTS, into=ITEMS)
    def merge(self, items: list[int], into: int) -> None:
        self.attempt(lambda store: triage.merge_items(store, items, into))

    @rule(items=LISTS, what=st.sampled_from([triage.finish, triage.put_back, triage.archive, triage.delete_items]))
    def decide(self, items: list[int], what: Any) -> None:
        self.do(lambda store: what(store, items))

    @rule(items=LISTS, importance=st.integers(0, 3))
    def weigh(self, items: list[int], importance: int) -> None:
        self.do(lambda store: triage.weigh(store, items, importance))

    @rule(items=LISTS, field=st.sampled_from(["account", "channel", "at"]), choice=st.integers(0, 2))
    def correct(self, items: list[int], field: str, choice: int) -> None:
        values = {"account": ("Acme", "Beta", ""), "channel": ("CS", "Sales", ""), "at": ("2026-10-01", "2026-11-01", "")}
        self.do(lambda store: triage.correct(store, items, {field: values[field][choice]}))

    @rule(part=st.sampled_from(PARTS))
    def bring_or_take_back_an_import(self, part: int) -> None:
        def turn(store: Store) -> None:
            with store.edit("Import" if not _stands(store, part) else "Take back"):
                if _stands(store, part):
                    store.db.execute("DELETE FROM feedback_batch WHERE part = ?", (part,))
                else:
                    store.db.execute("INSERT INTO feedback_batch (part, version, kind) VALUES (?, 1, 'feedback')", (part,))

        self.do(turn)

    @rule(place=st.integers(0, 1))
    def merge_tags(self, place: int) -> None:
        self.attempt(lambda store: taxonomy.merge_tags(store, self.tags[place], self.tags[place + 1]))

    @rule(steps=st.integers(1, 3))
    def undo(self, steps: int) -> None:
        for _ in range(steps):
            self.attempt(undo.undo)

    @rule(steps=st.integers(1, 3))
    def redo(self, steps: int) -> None:
        for _ in range(steps):
            self.attempt(undo.redo)

    @invariant()
    def derived_is_as_decided(self) -> None:
        if not hasattr(self, "workspace"):
            return
        with self.workspace.reading() as store:
            standing = {row[0] for row in store.db.execute("SELECT part FROM feedback_batch")}
            expected, mentions = _expected(store, standing)
            rows = store.db.execute("SELECT item, part, state, at, channel, account, importance, root, counts FROM feedback_now").fetchall()
            found = {row["item"]: (row["part"], tuple(row)[2:]) for row in rows}
            for item, (seen, facts) in expected.items():
                part, now = found[item]
                assert now == facts, item
                assert (part == 0 if item in TYPED else part in standing) == seen, item
            kept = {tuple(row) for row in store.db.execute("SELECT tag, account, item, at, channel, importance FROM feedback_mention")}
            assert kept == mentions
            parts = store.db.execute(
                "SELECT count(*) FROM feedback_mention m JOIN feedback_now n USING (item) WHERE m.part <> n.part"
            ).fetchone()
            assert parts[0] == 0


def _set_up(store: Store) -> None:
    for item, parts in IMPORTED.items():
        store.db.execute(
            "INSERT INTO feedback_item (id, identity, kind, at, channel, text, standing) VALUES (?, ?, 'feedback', ?, 'Notes', 'words', ?)",
            (item, bytes([item]), f"2026-11-1{item}", "out" if item == 5 else "inbox"),
        )
        store.db.executemany("INSERT INTO feedback_place (part, item, row) VALUES (?, ?, 1)", [(part, item) for part in parts])
        store.db.execute(
            "INSERT INTO feedback_now (item, part, state, at, channel, importance, root, counts) "
            "SELECT id, ?, standing, at, channel, 0, id, 1 FROM feedback_item WHERE id = ?",
            (parts[0], item),
        )
    for item in TYPED:
        assert triage.add_item(store, f"typed {item}", {"account": "Acme", "importance": "1"})[1] == item
    store.db.execute("INSERT INTO feedback_place (part, item, row) VALUES (?, ?, 2)", (PARTS[0], TYPED[0]))  # a list that came back


def _stands(store: Store, part: int) -> bool:
    return store.db.execute("SELECT 1 FROM feedback_batch WHERE part = ?", (part,)).fetchone() is not None


def _expected(store: Store, standing: set[int]) -> tuple[dict[int, tuple[bool, tuple[Any, ...]]], set[tuple[Any, ...]]]:
    """How each item should stand, and the mentions there should be, worked out in plain Python from what was decided."""
    items = {row["id"]: row for row in store.db.execute("SELECT * FROM feedback_item")}
    decided = {row["item"]: dict(row) for row in store.db.execute("SELECT * FROM feedback_triage")}
    typed = {row[0] for row in store.db.execute("SELECT item FROM feedback_typed")}
    facts: dict[int, dict[str, Any]] = {}
    for id_, item in items.items():
        own = {key: value for key, value in decided.get(id_, {}).items() if value is not None}
        gone = item["kind"] == "typed" and id_ not in typed
        facts[id_] = {
            "state": "deleted" if gone else own.get("state", item["standing"]),
            **{key: own.get(key, item[key]) for key in ("at", "channel", "account", "importance")},
            "root": own.get("merged_into", id_),
        }
    groups: dict[int, list[int]] = {}
    for id_, fact in facts.items():
        groups.setdefault(fact["root"], []).append(id_)
    here = {id_ for id_ in facts if id_ in TYPED or set(IMPORTED[id_]) & standing}
    counting = set()
    for root, members in groups.items():
        by_account: dict[Any, list[int]] = {}
        for id_ in members:
            if facts[id_]["state"] != "deleted":
                by_account.setdefault(facts[id_]["account"], []).append(id_)
        counting |= {min(own, key=lambda id_: (id_ not in here, id_ != root, facts[id_]["at"], id_)) for own in by_account.values()}
    tags: dict[int, list[int]] = {}
    for item, tag in store.db.execute("SELECT item, tag FROM feedback_tag"):
        tags.setdefault(item, []).append(tag)
    mentions = set()
    for id_ in counting:
        fact, root = facts[id_], facts[id_]["root"]
        if facts[root]["state"] in ("out", "deleted") or facts[root]["root"] != root:
            continue
        others = here.intersection(groups[root]) - {root}
        alike = [facts[other]["importance"] for other in others if facts[other]["account"] == fact["account"]]
        weight = max([fact["importance"], *alike])
        mentions |= {(tag, fact["account"] or 0, id_, fact["at"], fact["channel"], weight) for tag in tags.get(root, ())}
    expected = {}
    for id_, fact in facts.items():
        order = ("state", "at", "channel", "account", "importance", "root")
        expected[id_] = (id_ in here, (*(fact[key] for key in order), int(id_ in counting)))
    return expected, mentions


TestDecisions = Decisions.TestCase
TestDecisions.settings = settings(
    max_examples=25, stateful_step_count=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
