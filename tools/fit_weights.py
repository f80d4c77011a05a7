"""Fit the weights of ``lexicon/data/weights`` on the training articles.

    python tools/annotated.py unpack ../shared build/gold
    python tools/fit_weights.py build/gold [--folds]                  # the lexicon reader: data/weights
    python tools/fit_weights.py build/gold --model TAGGER             # lexicon and model: data/weights_model

Reads every training article with the reader as it is, aligns its entities with gold as ``score.py``
does, and fits a logistic regression (L2) for each decision: is this mention the actor, the recipient …
Deterministic: articles in file order, no sampling. ``--folds`` reports five-fold accuracy by article.
``--model`` takes a tagger of ``training/run.py`` and reads ``apart.*``, which no tagger is trained on. So the weights learn how far its scores
can be trusted on articles that it has not seen. Those are fewer, and most of what there is to know about words does not hang on the tagger:
these begin at the lexicon reader's weights, fitted anew on all other articles, for what has seen ``apart.*`` would be trusted there too much.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from musnad.events.confidence import UNMEASURED
from musnad.events.confidence import features as confidence_features
from musnad.events.draft import EventDraft
from musnad.events.gate import EventGate
from musnad.events.status_model import NAMES as STATUS_NAMES
from musnad.events.triggers import TriggerHit
from musnad.lexicon.lexicon import load_lexicon
from musnad.lexicon.reader import DATA
from musnad.mentions.draft import Draft
from musnad.model import Article
from musnad.reader import Reader, Tagging, Trace
from musnad.tagger import load_tagger

#: Features seen in fewer instances than this are left out; weights smaller than this are not written.
MIN_COUNT, MIN_WEIGHT = 4, 0.03
#: Inverse strength of the L2 penalty, by five-fold score on train. The tagger's marks carry much, so that the rest is held shorter.
STRENGTH, MODEL_STRENGTH, STATUS_STRENGTH, TRIGGER_STRENGTH = 0.15, 0.05, 0.15, 0.05


@dataclass
class Instances:
    """Features, labels and article numbers of one decision."""

    features: list[list[str]] = field(default_factory=list)
    labels: list[bool] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)

    def add(self, features: list[str], label: bool, group: int) -> None:
        self.features.append(features)
        self.labels.append(label)
        self.groups.append(group)


def load_scorer(folder: Path) -> ModuleType:
    """``score.py`` as a module: alignment is measured the way others measure it."""
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


#: Articles are dealt to this many folds for the confidence, which is fitted on what the weights had not seen.
FOLDS = 2


def fold_of(name: str) -> int:
    """The fold of an article for the weights."""
    return hashlib.sha256(name.encode()).digest()[1] % FOLDS


class Sheet(NamedTuple):
    """An annotated article."""

    doc: dict[str, Any]
    gold: dict[str, Any]

    @property
    def article(self) -> Article:
        d = self.doc
        return Article(d["text"], d["id"], d["published"], d["outlet"], d["url"])


#: The articles that the lexicon reader's weights are fitted on, those of the learned reader's, and those that the latter begin with.
ALL, APART, REST = "train", "apart", "rest"


def sheets(folder: Path, which: str) -> list[Sheet]:
    """The articles of one of the three, in their order."""
    found = _sheets(folder, ALL if which == REST else which)
    apart = {s.doc["id"] for s in _sheets(folder, APART)} if which == REST else frozenset()
    return [s for s in found if s.doc["id"] not in apart]


def _sheets(folder: Path, name: str) -> list[Sheet]:
    docs, golds = (map(json.loads, (folder / f"{name}.{kind}.jsonl").open(encoding="utf-8")) for kind in ("docs", "gold"))
    by_id = {g["id"]: g for g in golds}
    return [Sheet(d, by_id[d["id"]]) for d in docs]


class Readers(dict[int, Reader]):
    """A reader for each fold's weights, made when it is asked for."""

    def __init__(self, weights: Sequence[Path], tagger: Tagging | None) -> None:
        super().__init__()
        self.lexicon, self.weights, self.tagger = load_lexicon(), weights, tagger

    def __missing__(self, fold: int) -> Reader:
        reader = self[fold] = Reader(self.lexicon, weights=self.weights[fold], tagger=self.tagger)
        return reader


def collect(folder: Path, weights: Sequence[Path], fold: int | None = None, tagger: Tagging | None = None, which: str | None = None) -> dict[str, Instances]:
    """Instances of all decisions, each article read with the weights of its fold; with ``fold`` only of its articles.

    ``which`` articles: those that the tagger has not seen where there is one, else all.
    """
    scorer, readers = load_scorer(folder), Readers(weights, tagger)
    sets: dict[str, Instances] = {name: Instances() for name in ("coreference", "country", "actor", "recipient", "place", "speaker", "confidence")}
    sets |= {"trigger": Instances()} | ({"cue": Instances()} if tagger is not None else {})
    sets.update({f"status_{name}": Instances() for name in STATUS_NAMES})
    for position, sheet in enumerate(sheets(folder, which or (ALL if tagger is None else APART))):
        d, gold = sheet.doc, sheet.gold
        number = FOLDS * position + fold_of(d["id"])  # its fold is the rest of its number
        if fold is not None and number % FOLDS != fold:
            continue
        trace = readers[number % FOLDS].trace(sheet.article)
        report = trace.report.json()
        _collect_links(sets, number, scorer, d, gold, trace)
        pairs = scorer.align_entities({e["id"]: e for e in gold["entities"]}, {e["id"]: e for e in report["entities"]}, d["text"])
        _collect_speakers(sets["speaker"], number, scorer, d, gold, trace, pairs)
        _collect_roles(sets, number, scorer, d, gold, trace, pairs, readers[number % FOLDS].event_gate)
        _collect_readings(sets, number, scorer, d, gold, trace, readers[number % FOLDS])
    return sets


#: A mention names what gold's words name when they share this much (of their union, averaged over the entity's mentions).
SAME_WORDS = 0.4


def _collect_links(sets: dict[str, Instances], number: int, scorer: ModuleType, d: dict[str, Any], gold: dict[str, Any], trace: Trace) -> None:
    """Whether two entities are one in gold, and each one's country; what gold does not name says nothing."""
    spans = {g["id"]: [s for words in sorted(set(g["surfaces"])) for s in scorer.occurrences(d["text"], words)] for g in gold["entities"]}
    whose = {draft.index: _named_by_gold(scorer, spans, draft) for draft in trace.drafts}
    for link in trace.links:
        a, b = whose.get(link.earlier), whose.get(link.later)
        if a is not None or b is not None:
            sets["coreference"].add(list(link.features), a == b, number)
    countries = {g["id"]: g["country"] for g in gold["entities"]}
    for r in trace.countries:
        if whose.get(r.draft) is not None:
            sets["country"].add(list(r.features), countries[whose[r.draft]] == r.country, number)


def _named_by_gold(scorer: ModuleType, spans: dict[str, list[tuple[int, int]]], draft: Draft) -> str | None:
    """The gold entity whose words most of an entity's mentions share."""
    shares: dict[str, float] = dict.fromkeys(spans, 0.0)
    for m in draft.mentions:
        span = (m.span.start, m.span.end)
        for entity, found in spans.items():
            best = max((scorer.overlap(span, g) / (max(span[1], g[1]) - min(span[0], g[0])) for g in found if scorer.overlap(span, g)), default=0.0)
            shares[entity] += best if best >= SAME_WORDS else 0.0
    entity, most = max(shares.items(), key=lambda x: (x[1], x[0]), default=("", 0.0))
    return entity if most >= SAME_WORDS * max(len(draft.mentions), 1) else None


def _collect_readings(sets: dict[str, Instances], number: int, scorer: ModuleType, d: dict[str, Any], gold: dict[str, Any], trace: Trace, reader: Reader) -> None:
    """Whether each weighed reading of a word as trigger or cue is right: the same words and type, half of the content.

    How often a row is right was counted on these articles too: each reading is weighed as if it had not been counted.
    """
    _, statements, events = scorer.gold_spans(d, gold)
    for r in trace.readings:
        spans = list(_told_by(r.hit, trace, reader))
        right = any(e["type"] == r.hit.row.type and scorer.overlap(e["span"], span) for e in events for span in spans)
        precision = reader.event_gate.without(r.hit.row.where, right) if reader.event_gate and r.precision is not None else r.precision
        sets["trigger"].add(r.features_at(precision), right, number)
    for c in trace.cue_readings:
        span = (c.content.start, c.content.end)
        shares = (scorer.overlap(s["span"], span) / (max(s["span"][1], span[1]) - min(s["span"][0], span[0])) for s in statements)
        sets["cue"].add(list(c.features), any(share >= 0.5 for share in shares), number)


def _told_by(hit: TriggerHit, trace: Trace, reader: Reader) -> Iterator[tuple[int, int]]:
    """The words that tell an event: the trigger, and the word that its row asks for («بدأت» … «المحادثات»), which gold may mark instead."""
    assert trace.doc
    tokens = trace.doc.tokens
    yield tokens[hit.first].start, tokens[hit.last - 1].end
    if hit.row.with_:
        segment = trace.doc.segments[tokens[hit.first].segment]
        wanted = reader.triggers.wanted_word(hit.row, [t.norm for t in tokens], hit.last, segment.last)
        if wanted is not None:
            yield tokens[wanted].start, tokens[wanted].end


def _collect_speakers(data: Instances, number: int, scorer: ModuleType, d: dict[str, Any], gold: dict[str, Any], trace: Trace, pairs: dict[str, str]) -> None:
    _, statements, _ = scorer.gold_spans(d, gold)
    left = list(trace.statements)
    for g in statements:
        best, most = None, 0.5
        for s in left:
            span = (s.content.start, s.content.end)
            share = scorer.overlap(g["span"], span) / (max(g["span"][1], span[1]) - min(g["span"][0], span[0]))
            if share >= most:
                best, most = s, share
        if best is None:
            continue
        left.remove(best)
        for c in best.candidates:
            data.add(c.features(), g["speaker"] is not None and pairs.get(trace.ids.get(c.draft, "")) == g["speaker"], number)


def _collect_roles(
    sets: dict[str, Instances], number: int, scorer: ModuleType, d: dict[str, Any], gold: dict[str, Any], trace: Trace, pairs: dict[str, str],
    gate: EventGate | None,
) -> None:  # fmt: skip
    segments = scorer.segments(d["text"])
    _, _, events = scorer.gold_spans(d, gold)
    left = [(scorer.seg_of(segments, e.trigger.start), e) for e in trace.events]
    told: set[int] = set()
    right: set[int] = set()
    for g in events:
        k = scorer.seg_of(segments, g["span"][0])
        here = [x for x in left if x[0] == k and x[1].type == g["type"]]
        here.sort(key=lambda x: -scorer.overlap(g["span"], (x[1].trigger.start, x[1].trigger.end)))
        if not here:
            continue
        left.remove(here[0])
        told.add(id(here[0][1]))
        if _full(here[0][1], g, trace, pairs):
            right.add(id(here[0][1]))
        for name in STATUS_NAMES:
            sets[f"status_{name}"].add(here[0][1].status_features, g["status"] == name, number)
        for c in here[0][1].candidates:
            who = pairs.get(trace.ids.get(c.draft, ""))
            features = c.features()
            sets["actor"].add(features, who in g["actors"], number)
            sets["place"].add(features, g["place"] is not None and who == g["place"], number)
            sets["recipient"].add(features, who in g["recipients"], number)

    for e in trace.events:
        where = e.hit.row.where
        precision = gate.without(where, id(e) in told) if gate and where in gate.table else UNMEASURED
        sets["confidence"].add(confidence_features(e, precision), id(e) in right, number)


def _full(e: EventDraft, gold: dict[str, Any], trace: Trace, pairs: dict[str, str]) -> bool:
    """Who and whom both right, as ``score.py`` counts event+who+whom."""
    who = {pairs.get(trace.ids.get(d, "")) for d in e.actors}
    whom = {pairs.get(trace.ids.get(d, "")) for d in e.recipients}
    return bool(not gold["actors"] or who & set(gold["actors"])) and bool(not gold["recipients"] or whom & set(gold["recipients"]))


def strength_of(name: str, model: bool) -> float:
    """The penalty of a decision; see :data:`STRENGTH`."""
    if name == "trigger":
        return TRIGGER_STRENGTH
    return STATUS_STRENGTH if name.startswith("status") else MODEL_STRENGTH if model else STRENGTH


def fit(data: Instances, folds: bool, name: str, model: bool = False, prior: dict[str, float] | None = None) -> dict[str, float]:
    """Weights by feature; the intercept is ``*``. ``prior``: weights to start from, as a whole stretched as the data say."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    counts = Counter(f for fs in data.features for f in set(fs))
    rows = [{f: 1.0 for f in fs if counts[f] >= MIN_COUNT} for fs in data.features]
    if prior:
        for row, features in zip(rows, data.features, strict=True):
            row[_PRIOR] = _PRIOR_SCALE * sum(prior.get(f, 0.0) for f in features)
    vectorizer = DictVectorizer()
    x = vectorizer.fit_transform(rows)
    x.indices, x.indptr = x.indices.astype("int32"), x.indptr.astype("int32")
    if folds:
        _report_folds(x, data, name)
    fitted = LogisticRegression(C=strength_of(name, model), max_iter=300, solver="liblinear", random_state=0).fit(x, data.labels)
    weights = {f: float(w) for f, w in zip(vectorizer.get_feature_names_out(), fitted.coef_[0], strict=True)}
    weights["*"] = float(fitted.intercept_[0])
    if prior:
        stretch = _PRIOR_SCALE * weights.pop(_PRIOR, 0.0)
        weights = {f: weights.get(f, 0.0) + (stretch * prior.get(f, 0.0) if f != "*" else 0.0) for f in {**prior, **weights}}
        print(f"{name}: prior x {stretch:.2f}", file=sys.stderr)
    return weights


#: The prior's score among the features of an instance; large, so that the penalty hardly holds its weight.
_PRIOR, _PRIOR_SCALE = "prior", 5.0


Priors = dict[str, dict[str, float]]


def priors_of(folder: Path, work: Path) -> Priors:
    """The lexicon reader's weights of each decision that it shares with the learned one, from articles that are not ``apart``.

    The confidence has none: it would have to be read by weights of yet other articles, and the learned reader has enough for its own.
    """
    bare = work / "bare-lexicon"
    shutil.copytree(DATA / "weights", bare)
    for name in IDENTITY:
        (bare / f"{name}.tsv").unlink()
    links = collect(folder, [bare] * FOLDS, which=REST)
    others = collect(folder, [DATA / "weights"] * FOLDS, which=REST)
    sets = {name: (links if name in IDENTITY else others)[name] for name in others if name != "confidence"}
    return {name: fit(data, False, name) for name, data in sets.items()}


def _report_folds(x: Any, data: Instances, name: str) -> None:
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import average_precision_score

    groups, labels = np.array(data.groups), np.array(data.labels)
    for strength in (0.05, 0.15, 0.5):
        scores = []
        for fold in range(5):
            test = groups % 5 == fold
            model = LogisticRegression(C=strength, max_iter=300, solver="liblinear").fit(x[~test], labels[~test])
            scores.append(average_precision_score(labels[test], model.decision_function(x[test])))
        print(f"{name} C={strength} average precision {np.mean(scores):.4f}", file=sys.stderr)


def write(target: Path, name: str, weights: dict[str, float]) -> None:
    """One table of weights, sorted by feature."""
    kept = sorted((f, w) for f, w in weights.items() if abs(w) >= MIN_WEIGHT or f == "*")
    lines = ["feature\tweight", *(f"{f}\t{w:.2f}" for f, w in kept)]
    (target / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def select(data: Instances, fold: int) -> Instances:
    """All instances but those of one fold."""
    keep = [i for i, g in enumerate(data.groups) if g % FOLDS != fold]
    return Instances([data.features[i] for i in keep], [data.labels[i] for i in keep], [data.groups[i] for i in keep])


#: Decisions on who is who; all others see what came of them.
IDENTITY = ("coreference", "country")


def unseen_links(folder: Path, present: Path, work: Path, tagger: Tagging | None, priors: Priors) -> tuple[dict[str, Instances], list[Path]]:
    """Instances of links and countries, and for each fold the present weights with these fitted on the other fold."""
    bare = work / "bare"
    shutil.copytree(present, bare)
    for name in IDENTITY:
        (bare / f"{name}.tsv").unlink(missing_ok=True)
    links = collect(folder, [bare] * FOLDS, None, tagger)
    places = []
    for fold in range(FOLDS):
        places.append(work / f"links{fold}")
        shutil.copytree(bare, places[fold])
        for name in IDENTITY:
            write(places[fold], name, fit(select(links[name], fold), False, name, tagger is not None, priors.get(name)))
    return {name: links[name] for name in IDENTITY}, places


def unseen_confidence(folder: Path, sets: dict[str, Instances], work: Path, tagger: Tagging | None, priors: Priors) -> tuple[Instances, list[Path]]:
    """Instances of the confidence, each read with weights fitted on the other fold; and those weights."""
    out, places = Instances(), []
    for fold in range(FOLDS):
        places.append(work / f"unseen{fold}")
        places[fold].mkdir()
        for name, data in sets.items():
            if name != "confidence":
                write(places[fold], name, fit(select(data, fold), False, name, tagger is not None, priors.get(name)))
    for fold in range(FOLDS):
        found = collect(folder, places, fold, tagger)["confidence"]
        out.features += found.features
        out.labels += found.labels
        out.groups += found.groups
    return out, places


def fit_all(folder: Path, target: Path, work: Path, tagger: Tagging | None, folds: bool) -> list[Path]:
    """Fit every table into ``target``; returns the weights of each fold, which its articles had no part in."""
    priors = {} if tagger is None else priors_of(folder, work)
    links, places = unseen_links(folder, target, work, tagger, priors)
    sets = {**collect(folder, places, None, tagger), **links}
    sets["confidence"], unseen = unseen_confidence(folder, sets, work, tagger, priors)
    for name, data in sets.items():
        write(target, name, fit(data, folds, name, tagger is not None, priors.get(name)))
        print(f"{name}: {len(data.labels)} instances, {sum(data.labels)} right", file=sys.stderr)
    for fold, place in enumerate(unseen):
        write(place, "confidence", fit(select(sets["confidence"], fold), False, "confidence", tagger is not None, None))
    return unseen


def unseen_scores(folder: Path, unseen: Sequence[Path], tagger: Tagging | None) -> dict[str, Any]:
    """``score.py`` on the training articles, each read with what was fitted without it: many articles, so small differences show."""
    scorer, readers, found = load_scorer(folder), Readers(unseen, tagger), sheets(folder, ALL if tagger is None else APART)
    docs, golds = {s.doc["id"]: s.doc for s in found}, {s.doc["id"]: s.gold for s in found}
    read = {s.doc["id"]: readers[fold_of(s.doc["id"])].read(s.article).json() for s in found}
    scores: dict[str, Any] = scorer.score(docs, golds, read)
    return scores


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, help="a folder of tools/annotated.py unpack")
    parser.add_argument("--folds", action="store_true", help="report five-fold accuracy of each decision")
    parser.add_argument("--unseen", action="store_true", help="score the training articles, each with weights fitted without its fold")
    parser.add_argument("--only", choices=("trigger", "cue"), help="fit this table alone, with all others as they are (nothing that it is weighed by hangs on them)")
    parser.add_argument("--dry", action="store_true", help="leave the package's tables as they are")
    parser.add_argument("--model", type=Path, metavar="ONNX", help="the tagger that the weights are for")
    args = parser.parse_args()
    tagger = load_tagger(args.model) if args.model else None
    package = DATA / ("weights_model" if args.model else "weights")
    with tempfile.TemporaryDirectory() as place:
        target = package
        if args.dry:
            target = Path(place) / "target"
            shutil.copytree(package, target)
        if args.only:
            data = collect(args.gold, [target] * FOLDS, None, tagger)[args.only]
            write(target, args.only, fit(data, args.folds, args.only, tagger is not None))
            return
        unseen = fit_all(args.gold, target, Path(place), tagger, args.folds)
        if args.unseen:
            for name, row in unseen_scores(args.gold, unseen, tagger).items():
                print(name, row.get("f1", row.get("acc")))


if __name__ == "__main__":
    main()
