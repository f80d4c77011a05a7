"""Reading a lot: its articles, each once, become the parts of all tables.

The parts are renamed one by one and a note that the lot was read comes last. A lot that was killed between is read again and the same
bytes take the place of the same bytes.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from musnad.archive.layout import Layout
from musnad.archive.rows import Row, article_of, rows_of, safe, source_of
from musnad.archive.tables import TABLES, repeated, schema
from musnad.model import Article, Json
from musnad.reader import Reader, open_for_good
from musnad.store.articles import article_uid

#: Rows that are turned to Arrow at once; articles carry their reports, of about 20 kB.
_ROWS = {"articles": 100}
_MANY = 10_000


class LotReader:
    """A worker's reading: one reader for all its lots."""

    def __init__(self, root: str, kind: str, lexicon: str | None, files: list[str]) -> None:
        pa.set_cpu_count(1)  # a worker is one core; more threads would take the others'
        pa.set_io_thread_count(1)
        self.layout = Layout(Path(root))
        self.reader: Reader = open_for_good(kind, Path(lexicon) if lexicon else None)
        self.files = [str(self.layout.staged / file) for file in files]

    def __call__(self, lot: Json) -> Json:
        """Read a lot and write its parts; how many articles were added, were known, and could not be read."""
        articles, known = self._articles(lot)
        parts = _Parts(self.layout, lot)
        for article in articles:
            try:
                rows = rows_of(self.reader.read(article))
            except Exception as error:  # one article must not end a run over millions; this is a bug of ours
                rows = {"problems": [_problem(article, error)]}
            parts.take(rows)
        counts = parts.close()
        value = {"added": counts["articles"], "known": known, "problems": counts["problems"], "rows": counts}
        self.layout.put_json(self.layout.lot(lot["name"]), value)
        return value

    def _articles(self, lot: Json) -> tuple[list[Article], int]:
        """The lot's articles by key, each once and under the smallest of its names; how many there were beside them."""
        wanted = _wanted(lot, ds.field("key")) & (ds.field("month") == lot["month"])
        found = ds.dataset(self.files, format="parquet").to_table(["key", "name", "source"], filter=wanted, use_threads=False).to_pylist()
        seen = self._earlier(lot)
        out = []
        for row in sorted(found, key=lambda row: (row["key"], row["name"])):
            if row["key"] not in seen:
                seen.add(row["key"])
                out.append(article_of(row["source"]))
        return out, len(found) - len(out)

    def _earlier(self, lot: Json) -> set[str]:
        """Keys of the lot's range that runs before this one wrote."""
        folder = self.layout.table("articles", lot["month"])
        earlier = [str(path) for path in sorted(folder.glob("part-*.parquet")) if path.name.split("-")[1] < lot["part"].split("-")[1]]
        if not earlier:
            return set()
        table = ds.dataset(earlier, format="parquet").to_table(["key"], filter=_wanted(lot, ds.field("key")), use_threads=False)
        return set(table["key"].to_pylist())


def _wanted(lot: Json, key: Any) -> Any:
    """Keys are hex digits of one length, so that a range of prefixes is a range of keys."""
    return (key >= lot["low"]) & (key < lot["high"]) if lot["high"] else key >= lot["low"]


def _problem(article: Article, error: Exception) -> Row:
    what = safe(f"{type(error).__name__}: {error}"[:200])
    reason = f"could not be read ({what}); please report this bug with the article"
    return {"place": safe(article.name), "reason": reason, "stage": "read", "article": article_uid(article), "source": source_of(article)}


class _Parts:
    """The parts of a lot while they grow. Rows wait as Arrow, which is a third of what they are as Python."""

    def __init__(self, layout: Layout, lot: Json) -> None:
        self.layout, self.lot = layout, lot
        self.rows: dict[str, list[Row]] = {name: [] for name in TABLES}
        self.done: dict[str, list[Any]] = {name: [] for name in TABLES}

    def take(self, rows: dict[str, list[Row]]) -> None:
        for name, some in rows.items():
            self.rows[name] += some
            if len(self.rows[name]) >= _ROWS.get(name, _MANY):
                self._turn(name)

    def _turn(self, name: str) -> None:
        columns = ((f.name, pa.array([row[f.name] for row in self.rows[name]], f.type)) for f in schema(name))
        self.done[name].append(pa.table(dict(columns), schema(name)))
        self.rows[name] = []

    def close(self) -> dict[str, int]:
        """Write them, articles last; how many rows each table got."""
        counts = {}
        for name in reversed(TABLES):
            self._turn(name)
            table = pa.concat_tables(self.done[name])
            counts[name] = table.num_rows
            if table.num_rows:
                self.layout.put(self._path(name), lambda path, table=table, name=name: _write(table, name, path))  # type: ignore[misc]  # defaults bind the loop's names
        return counts

    def _path(self, name: str) -> Path:
        if name == "problems":
            return self.layout.problems(self.lot["name"])
        return self.layout.table(name, self.lot["month"]) / str(self.lot["part"])


def _write(table: Any, name: str, path: Path) -> None:
    pq.write_table(table, path, compression="zstd", use_dictionary=repeated(name), row_group_size=1_000 if name == "articles" else 100_000)

