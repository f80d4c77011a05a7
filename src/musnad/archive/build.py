"""One call of ``musnad archive``: gather, plan, read, finish; or what a killed one left of it."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from musnad.archive.engine import Engine
from musnad.archive.gather import Gatherer
from musnad.archive.inputs import Shard
from musnad.archive.layout import Layout, load_json
from musnad.archive.lots import LotReader
from musnad.archive.plan import make_plan, open_lots
from musnad.archive.tables import VERSION
from musnad.errors import InputError, UsageError
from musnad.model import Json
from musnad.reader import open_reader


class Watching(Protocol):
    """Who is told how far a step has come; ``begin`` says how many there are in all."""

    def begin(self, step: str, total: int, done: int) -> None: ...

    def advance(self, number: int) -> None: ...


@dataclass(frozen=True, slots=True)
class Settings:
    """How articles are read. ``batch`` is about how many articles a lot holds: what is in a worker's memory, and what a kill loses."""

    reader: str = "auto"
    lexicon: Path | None = None
    batch: int = 1_000


@dataclass(slots=True)
class Outcome:
    """What was done: articles that were added, that the archive had (or had twice in the inputs), and problems."""

    added: int = 0
    known: int = 0
    problems: int = 0
    notice: str = ""


def build_archive(root: Path, shards: Sequence[Shard], engine: Engine, settings: Settings, watching: Watching) -> Outcome:
    """Bring everything of the shards into the archive. Every part of it may be killed; the same call goes on from there.

    InputError when another process is writing, UsageError when the archive was made by another reader or a newer Musnad.
    """
    layout, outcome = Layout(root.resolve()), Outcome()
    with _locked(layout):
        layout.clear_temporary()
        kind, outcome.notice = _settle(layout, settings)
        before = [s for s in shards if _is_in(layout, s)]
        outcome.known += sum(load_json(layout.shard(s.id))["articles"] for s in before)
        if layout.plan.exists():
            _read(layout, load_json(layout.plan), engine, kind, settings, watching, outcome)
        _gather(layout, shards, engine, watching)
        plan = make_plan(layout, settings.batch)
        if plan:
            _read(layout, plan, engine, kind, settings, watching, outcome)
    return outcome


def _is_in(layout: Layout, shard: Shard) -> bool:
    """Whether an earlier call brought all of the shard in."""
    note = layout.shard(shard.id)
    return note.exists() and load_json(note)["run"] <= layout.runs()


def _gather(layout: Layout, shards: Sequence[Shard], engine: Engine, watching: Watching) -> None:
    tasks = [{"id": s.id, "name": s.name, "path": str(s.path)} for s in shards if not layout.shard(s.id).exists()]
    watching.begin("shards", len(tasks), 0)
    for _ in engine.run(Gatherer, (str(layout.root),), tasks):
        watching.advance(1)


def _read(layout: Layout, plan: Json, engine: Engine, kind: str, settings: Settings, watching: Watching, outcome: Outcome) -> None:
    lots = open_lots(layout, plan)
    watching.begin("articles", plan["articles"], plan["articles"] - sum(lot["articles"] for lot in lots))
    lexicon = str(settings.lexicon.resolve()) if settings.lexicon else None
    for answer in engine.run(LotReader, (str(layout.root), kind, lexicon, plan["files"]), lots):
        watching.advance(answer["added"] + answer["known"] + answer["problems"])
    for lot in plan["lots"]:
        read = load_json(layout.lot(lot["name"]))
        outcome.added += read["added"]
        outcome.known += read["known"]
        outcome.problems += read["problems"]
    outcome.problems += plan["problems"]
    _finish(layout, plan)


def _finish(layout: Layout, plan: Json) -> None:
    """The plan is kept, which ends the run; then what the run alone needed goes."""
    layout.finished(plan["run"]).parent.mkdir(parents=True, exist_ok=True)
    layout.plan.rename(layout.finished(plan["run"]))
    shutil.rmtree(layout.staged, ignore_errors=True)
    shutil.rmtree(layout.lots, ignore_errors=True)
    layout.clear_temporary()


def _settle(layout: Layout, settings: Settings) -> tuple[str, str]:
    """Which reader reads: the one that read what is there already. A bad row of a lexicon is an error here and not in a worker."""
    reader = open_reader(settings.reader, settings.lexicon)
    kind = "model" if reader.tagger else "lexicon"
    about = {"schema": VERSION, "reader": kind, "lexicon": reader.lexicon.version, "model": reader.tagger.name if reader.tagger else None}
    if not layout.about.exists():
        layout.put_json(layout.about, about)
        return kind, reader.notice
    there = load_json(layout.about)
    if int(there["schema"]) > int(VERSION):
        raise UsageError(f"{layout.root}: made by a newer Musnad (schema {there['schema']}); install that one, or name another folder")
    differs = [f"{k} {there[k]} there, {about[k]} here" for k in about if there[k] != about[k]]
    if differs:
        raise UsageError(f"{layout.root}: what is there was read by another reader ({'; '.join(differs)}); use that one, or name another folder")
    return kind, reader.notice


@contextmanager
def _locked(layout: Layout) -> Iterator[None]:
    """One writer at a time; the lock goes with its process, however that ends."""
    try:
        layout.inner.mkdir(parents=True, exist_ok=True)
        with (layout.inner / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise InputError(f"{layout.root}: another musnad archive is writing to it; wait until it is done") from error
            yield
    except OSError as error:
        raise InputError(f"{layout.root}: {error.strerror or error}; what was read before is safe: mend that and run the same command again") from error
