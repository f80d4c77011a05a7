"""Articles annotated by hand besides the gold sets: written in lines, kept as offsets, given back as gold.

    python tools/annotated.py show ../shared ID…                 # articles with numbered segments, as annotators read them
    python tools/annotated.py check ../shared FILE…              # every error with path:line
    python tools/annotated.py pack ../shared training/more.jsonl.gz FILE…
    python tools/annotated.py unpack ../shared FOLDER             # as tools/fit_weights.py and training/run.py want it

The texts are other people's and stay in the corpus (``articles/ant.jsonl.gz``); what is kept here says where in them something stands.
``shared/gold/GUIDE.md`` says what is annotated. The lines of an article, fields parted by ``|``, segments counted from 1 as ``show`` numbers them:

    # ARTICLE-ID
    D place|agency
    E id|type|country or -|English name|surface|surface|…
    T segment|surface|type|value
    S segment|speaker or -|cue|content_start|content_end|d or i|stance
    V segment|type|trigger|actors e1,e2 or -|recipients or -|place or -|date or -|status|sources or -

Three files are kept: ``training/more.jsonl.gz`` (the tagger is trained on them, as on ``train``), ``training/apart.jsonl.gz`` (the tagger has not
seen them, so that the weights of lexicon and tagger together are fitted on them) and ``quality/unseen.jsonl.gz`` (measured on, nothing else).
``unpack`` writes ``train.*`` (the gold set's and all but the unseen ones), ``more.*``, ``apart.*`` and ``score.py``.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from musnad.model import STANCES, STATUSES
from musnad.text.segments import segment_spans

Json = dict[str, Any]
ENTITY_TYPES = ("country", "government", "military", "armed_group", "person", "organization", "population", "media", "place", "other")
EVENT_TYPES = ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
               "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")  # fmt: skip
TIME_TYPES = ("DATE", "TIME", "DURATION", "SET")
ROOT = Path(__file__).resolve().parent.parent
#: What is trained and fitted on.
KEPT = {name: ROOT / "training" / f"{name}.jsonl.gz" for name in ("more", "apart")}


class AnnotationError(ValueError):
    """What is wrong with a line."""


def corpus(shared: Path, wanted: set[str]) -> dict[str, Json]:
    """Articles of the corpus by id. Raises AnnotationError when one is not there."""
    with gzip.open(shared / "articles" / "ant.jsonl.gz", "rt", encoding="utf-8") as lines:
        found = {d["id"]: d for d in map(json.loads, lines) if d["id"] in wanted}
    if missing := sorted(wanted - found.keys()):
        raise AnnotationError(f"not in {shared}/articles/ant.jsonl.gz: {', '.join(missing)}")
    return found


# Lines to gold


class Sheet:
    """One article while its lines are read; ``gold`` is in the form of the gold reports."""

    def __init__(self, doc: Json) -> None:
        self.text: str = doc["text"]
        self.spans = segment_spans(self.text)
        self.taken: dict[tuple[str, str], int] = {}
        self.gold: Json = {"id": doc["id"], "dateline": {"place": None, "agency": None}, "entities": [], "times": [], "statements": [], "events": []}

    def read(self, line: str) -> None:
        """One line. Raises AnnotationError."""
        kind, _, rest = line.partition(" ")
        fields = [f.strip() for f in rest.split("|")]
        readers: dict[str, Callable[..., None]] = {"D": self._dateline, "E": self._entity, "T": self._time, "S": self._statement, "V": self._event}
        if kind not in readers:
            raise AnnotationError(f"a line begins with one of {' '.join(readers)}, not {kind!r}")
        try:
            readers[kind](*fields)
        except TypeError as error:
            raise AnnotationError(f"{len(fields)} fields in a line {kind!r}") from error

    def _dateline(self, place: str, agency: str) -> None:
        self.gold["dateline"] = {"place": _told(place), "agency": _told(agency)}

    def _entity(self, name: str, kind: str, country: str, english: str, *surfaces: str) -> None:
        _one_of(kind, ENTITY_TYPES)
        for surface in surfaces:
            if surface not in self.text:
                raise AnnotationError(f"not in the article: {surface!r}")
        if not any(surfaces):
            raise AnnotationError("no surface")
        if any(e["id"] == name for e in self.gold["entities"]):
            raise AnnotationError(f"{name} twice")
        self.gold["entities"].append({"id": name, "type": kind, "country": _told(country), "name_en": english, "surfaces": [s for s in surfaces if s]})

    def _time(self, segment: str, surface: str, kind: str, value: str) -> None:
        start = self._next(segment, surface)
        self.gold["times"].append({"surface": surface, "nth": self._nth(surface, start), "type": _one_of(kind, TIME_TYPES), "value": value})

    def _statement(self, segment: str, speaker: str, cue: str, first: str, last: str, direct: str, stance: str) -> None:
        span = self._segment(segment)
        if not (cue and first and last):
            raise AnnotationError("cue or content is empty")
        start = self.text.find(first, span[0], span[1] + len(first))
        if start < 0:
            raise AnnotationError(f"not in segment {segment}: {first!r}")
        if self.text.find(last, start) < 0:
            raise AnnotationError(f"not behind the content's first words: {last!r}")
        if cue not in self.text:
            raise AnnotationError(f"not in the article: {cue!r}")
        self.gold["statements"].append({
            "speaker": self._entities(speaker, one=True), "cue": cue, "content_start": first, "content_end": last,
            "nth": self._nth(first, start), "direct": _one_of(direct, ("d", "i")) == "d", "stance": _one_of(stance, STANCES),
        })  # fmt: skip

    def _event(self, segment: str, kind: str, trigger: str, actors: str, recipients: str, place: str, date: str, status: str, sources: str) -> None:
        start = self._next(segment, trigger)
        self.gold["events"].append({
            "type": _one_of(kind, EVENT_TYPES), "trigger": trigger, "nth": self._nth(trigger, start),
            "actors": self._entities(actors), "recipients": self._entities(recipients), "place": self._entities(place, one=True),
            "date": _told(date), "status": _one_of(status, STATUSES), "sources": self._entities(sources),
        })  # fmt: skip

    def _segment(self, number: str) -> tuple[int, int]:
        if not number.isdecimal() or not 0 < int(number) <= len(self.spans):
            raise AnnotationError(f"no segment {number}; there are {len(self.spans)}")
        span = self.spans[int(number) - 1]
        return span.start, span.end

    def _next(self, segment: str, surface: str) -> int:
        """Where it stands: a second line with the same words means their next occurrence in the segment."""
        first, last = self._segment(segment)
        if not surface:
            raise AnnotationError("no words")
        start = self.text.find(surface, max(first, self.taken.get((segment, surface), -1) + 1), last)
        if start < 0:
            start = self.text.find(surface, first, last)
        if start < 0:
            raise AnnotationError(f"not in segment {segment}: {surface!r}")
        self.taken[segment, surface] = start
        return start

    def _nth(self, surface: str, start: int) -> int:
        return nth_of(self.text, surface, start)

    def _entities(self, field: str, one: bool = False) -> Any:
        names = [n.strip() for n in field.split(",") if n.strip() not in ("", "-")]
        known = {e["id"] for e in self.gold["entities"]}
        if unknown := [n for n in names if n not in known]:
            raise AnnotationError(f"no entity {', '.join(unknown)}")
        return (names[0] if names else None) if one else names


def _told(field: str) -> str | None:
    return field if field not in ("", "-") else None


def _one_of(value: str, allowed: Sequence[str]) -> str:
    if value not in allowed:
        raise AnnotationError(f"{value!r} is none of {' '.join(allowed)}")
    return value


def occurrences(text: str, surface: str) -> Iterator[int]:
    start = text.find(surface)
    while start >= 0:
        yield start
        start = text.find(surface, start + 1)


def nth_of(text: str, surface: str, start: int) -> int:
    """Which occurrence of the words stands at ``start``, from 1."""
    return list(occurrences(text, surface)).index(start) + 1


def read_sheets(shared: Path, files: Sequence[Path]) -> tuple[list[Json], list[str]]:
    """The annotations of files, and what is wrong with them; a line that is wrong is left out."""
    lines = [(f"{path}:{n}", line) for path in files for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if line.strip()]
    docs = corpus(shared, {line.split()[1] for _, line in lines if line.startswith("#")})
    sheets: list[Sheet] = []
    problems: list[str] = []
    for where, line in lines:
        if line.startswith("#"):
            sheets.append(Sheet(docs[line.split()[1]]))
            continue
        try:
            if not sheets:
                raise AnnotationError("an article begins with «# ID»")
            sheets[-1].read(line)
        except AnnotationError as error:
            problems.append(f"{where}: {error}")
    return [s.gold for s in sheets], problems


# Gold to offsets and back


def packed(text: str, gold: Json) -> Json:
    """A gold report with ``[start, end]`` in place of words, and what the text must hash to."""

    def span(words: str, nth: int = 1, start: int = 0) -> list[int]:
        at = list(occurrences(text[start:], words))[nth - 1] + start
        return [at, at + len(words)]

    out = {"id": gold["id"], "sha256": _hash(text), "dateline": gold["dateline"]}
    out["entities"] = [{**e, "surfaces": [span(s) for s in e["surfaces"]]} for e in gold["entities"]]
    out["times"] = [{"at": span(t["surface"], t["nth"]), "type": t["type"], "value": t["value"]} for t in gold["times"]]
    out["statements"] = []
    for s in gold["statements"]:
        first = span(s["content_start"], s["nth"])
        kept = {"speaker": s["speaker"], "direct": s["direct"], "stance": s["stance"]}
        out["statements"].append({**kept, "cue": span(s["cue"]), "first": first, "last": span(s["content_end"], 1, first[0])})
    out["events"] = [{**{k: v for k, v in e.items() if k != "nth"}, "trigger": span(e["trigger"], e["nth"])} for e in gold["events"]]
    return out


def unpacked(text: str, kept: Json) -> Json:
    """What :func:`packed` was given. Raises AnnotationError when the text is another one."""
    if _hash(text) != kept["sha256"]:
        raise AnnotationError(f"{kept['id']}: the text is not the one that was annotated")

    def words(span: Sequence[int]) -> str:
        return text[span[0] : span[1]]

    def found(span: Sequence[int]) -> tuple[str, int]:
        return words(span), nth_of(text, words(span), span[0])

    gold = {"id": kept["id"], "dateline": kept["dateline"]}
    gold["entities"] = [{**e, "surfaces": [words(s) for s in e["surfaces"]]} for e in kept["entities"]]
    gold["times"] = [dict(zip(("surface", "nth"), found(t["at"]), strict=True)) | {"type": t["type"], "value": t["value"]} for t in kept["times"]]
    gold["statements"] = []
    for s in kept["statements"]:
        first, nth = found(s["first"])
        gold["statements"].append({"speaker": s["speaker"], "cue": words(s["cue"]), "content_start": first, "content_end": words(s["last"]),
                                   "nth": nth, "direct": s["direct"], "stance": s["stance"]})  # fmt: skip
    gold["events"] = [{**e, "trigger": found(e["trigger"])[0], "nth": found(e["trigger"])[1]} for e in kept["events"]]
    return gold


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def pack(shared: Path, target: Path, files: Sequence[Path]) -> int:
    """Add the annotations of files to what is kept; an article annotated anew takes the place of the old one. How many there are then."""
    golds, problems = read_sheets(shared, files)
    if problems:
        raise AnnotationError("\n".join(problems))
    docs = corpus(shared, {g["id"] for g in golds})
    kept = {k["id"]: k for k in load(target)} | {g["id"]: packed(docs[g["id"]]["text"], g) for g in golds}
    lines = "".join(json.dumps(kept[name], ensure_ascii=False, separators=(",", ":")) + "\n" for name in sorted(kept))
    target.write_bytes(gzip.compress(lines.encode(), mtime=0))  # no time in it: the same annotations are the same bytes
    return len(kept)


def load(path: Path) -> list[Json]:
    if not path.exists():
        return []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def gold_of(shared: Path, source: Path) -> tuple[list[Json], list[Json]]:
    """Documents and gold reports of a file of annotations, in its order."""
    kept = load(source)
    docs = corpus(shared, {k["id"] for k in kept})
    return [docs[k["id"]] for k in kept], [unpacked(docs[k["id"]]["text"], k) for k in kept]


def unpack(shared: Path, folder: Path) -> int:
    """Write the folder that the tools want; how many articles of ours are in it."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    together = {kind: (shared / "gold" / f"train.{kind}.jsonl").read_text(encoding="utf-8") for kind in ("docs", "gold")}
    for name, source in KEPT.items():
        docs, golds = gold_of(shared, source)
        count += len(docs)
        for rows, kind in ((docs, "docs"), (golds, "gold")):
            lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            (folder / f"{name}.{kind}.jsonl").write_text(lines, encoding="utf-8")
            together[kind] += lines
    for kind, lines in together.items():
        (folder / f"train.{kind}.jsonl").write_text(lines, encoding="utf-8")
    shutil.copyfile(shared / "gold" / "score.py", folder / "score.py")
    return count


def show(shared: Path, names: Sequence[str]) -> Iterator[str]:
    """Articles as annotators read them."""
    docs = corpus(shared, set(names))
    for name in names:
        doc = docs[name]
        yield f"### {name}  outlet={doc['outlet']} published={doc['published']}"
        yield from (f"[{n}] {doc['text'][s.start : s.end].strip()}" for n, s in enumerate(segment_spans(doc["text"]), 1))
        yield ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("show", "check", "pack", "unpack"))
    parser.add_argument("shared", type=Path, help="the folder with articles/ and gold/")
    parser.add_argument("rest", nargs="+")
    args = parser.parse_args()
    paths = [Path(name) for name in args.rest]
    try:
        if args.what == "show":
            print("\n".join(show(args.shared, args.rest)))
        elif args.what == "check":
            golds, problems = read_sheets(args.shared, paths)
            print("\n".join([*problems, f"{len(golds)} articles, {sum(len(g['events']) for g in golds)} events, {len(problems)} errors"]))
            return 1 if problems else 0
        elif args.what == "pack":
            print(pack(args.shared, paths[0], paths[1:]), "articles")
        else:
            print(unpack(args.shared, paths[0]), "articles")
    except AnnotationError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
