"""Clears the file of what is erased, in short steps on the writer, each of which may be the last one before a kill: the next goes on."""

from collections.abc import Callable, Iterator

from prodops_desktop.datasets.erasing import columns, files, following, looking, mark
from prodops_desktop.datasets.erasing.collecting import FEEDBACK, Going
from prodops_desktop.datasets.erasing.matching import Finder, Sought
from prodops_desktop.datasets.erasing.quiet import count_dropped, drop_held, rewrite_part
from prodops_desktop.datasets.figures import figures_of
from prodops_desktop.work.report import Progress
from prodops_desktop.workspace import Store, Workspace

OnProgress = Callable[[Progress], None]
_AT_ONCE = 100


class Clearing:
    """Clears all of it; ``texts`` counts those of others that quoted it, ``files`` the kept files that went."""

    def __init__(self, workspace: Workspace, change: int, going: Going, on_progress: OnProgress) -> None:
        self.texts = 0
        self.files = 0
        self._workspace, self._change, self._going, self._on_progress = workspace, change, going, on_progress

    def run(self) -> None:
        """Do it; raises UserError where the disk doesn't let it, and what is left is done on the next opening."""
        bulk = self._workspace.bulk
        self._on_progress(Progress(0, None, "Clearing its rows"))
        bulk(self._drop_images).result()
        bulk(self._drop_rows).result()
        self._look()
        self._settle_names()
        self._settle_parts()
        self._drop_files()
        self._settle_index()
        bulk(self._end).result()

    def _drop_images(self, store: Store) -> Iterator[None]:
        for table, ids in self._going.rows.items():
            for some in _some(ids):
                store.db.execute(f"DELETE FROM h_{table} WHERE id IN ({some})")
                yield

    def _drop_rows(self, store: Store) -> Iterator[None]:
        there = set(columns.parts(store.db))
        for part, rows in self._going.places.items():
            held = store.db.execute("SELECT released_from FROM part WHERE id = ? AND released_from > 0", (part,)).fetchone()
            for some in _some(rows if part in there else []):
                if held is not None:
                    drop_held(store, self._change, held[0], some)
                store.db.execute(f"DELETE FROM raw WHERE part = ? AND row IN ({some})", (part,))
                if gone := store.db.execute(f"DELETE FROM part_{part} WHERE _row IN ({some})").rowcount:
                    rewrite_part(store, part, dropped=gone)
                    count_dropped(store, self._change, part, gone, "rows_accepted")
                yield

    def _look(self) -> None:
        """Look through every text of the file."""
        finder = Finder(Sought.read(self._going.sought))
        with self._workspace.reading() as store:
            looks = looking.looks(store, self._going, finder)
        for done, look in enumerate(looks):
            self._on_progress(Progress(done, len(looks), "Looking through columns"))
            with self._workspace.reading() as store:
                keys = looking.hits(store, look)
            if keys:
                self._workspace.bulk(looking.clear(self._change, look, keys, self._count_text)).result()

    def _count_text(self) -> None:
        self.texts += 1

    def _settle_names(self) -> None:
        with self._workspace.reading() as store:
            changed = mark.noted(store, mark.NAME)
            holders = following.parts_naming(store, changed)
            unused = following.unused(store, [*changed, *self._going.names])

        def note(store: Store) -> Iterator[None]:
            for part in holders:
                mark.note(store.db, mark.HOLDER, part)
            yield

        self._workspace.bulk(note).result()
        self._workspace.bulk(following.drop_names(unused)).result()

    def _settle_parts(self) -> None:
        with self._workspace.reading() as store:
            parts = mark.noted(store, mark.PART)
        for part in parts:
            with self._workspace.reading() as store:
                figures = figures_of(store, part)
            self._workspace.bulk(following.set_figures(part, figures)).result()

    def _drop_files(self) -> None:
        with self._workspace.reading() as store:
            parts = [*self._going.places, *mark.noted(store, mark.PART), *mark.noted(store, mark.HOLDER)]
            gone = files.sources_of(store, parts)
            kept = {row[0] for row in store.db.execute("SELECT DISTINCT source FROM source_chunk")}
            for place, (source, holds) in enumerate(files.holding(store, self._going, gone)):
                self._on_progress(Progress(place, len(kept - gone), "Looking through kept files"))
                if holds:
                    gone.add(source)
        for source in sorted(gone & kept):
            self.files += 1
            self._workspace.bulk(following.drop_file(self._change, source)).result()

    def _settle_index(self) -> None:
        with self._workspace.reading() as store:
            items = mark.noted(store, mark.ITEM) + ([self._going.id] if self._going.table == FEEDBACK else [])
            known = following.indexed_words(store, items) if items else {}
        if items:
            self._on_progress(Progress(0, None, "Clearing the index of words"))
            self._workspace.bulk(following.forget_indexed(known)).result()

    def _end(self, store: Store) -> Iterator[None]:
        if mark.noted(store, mark.VIEWS):
            yield from following.make_views(store)
        mark.forget_words(store)
        yield


def _some(ids: list[int]) -> Iterator[str]:
    for start in range(0, len(ids), _AT_ONCE):
        yield ", ".join(map(str, ids[start : start + _AT_ONCE]))
