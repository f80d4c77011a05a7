"""How good a tagger is: each head against the gold, and ANERcorp's strict F1. For looking, not for tuning on dev."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import anercorp
from gold import IGNORED, Example
from musnad.model import STANCES, STATUSES, Article
from musnad.tagger import labels
from musnad.tagger.bio import decode
from musnad.tagger.tagger import Tagger
from musnad.tagger.tags import Tags
from musnad.text.document import build_document

Scores = dict[str, dict[str, float]]
#: What is found or not: places and labels.
Fact = tuple[Any, ...]


class Tally:
    """True positives, false positives, false negatives."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def sets(self, gold: Counter[Fact], found: Counter[Fact]) -> None:
        both = sum((gold & found).values())
        self.counts += Counter(tp=both, fp=sum(found.values()) - both, fn=sum(gold.values()) - both)

    def row(self) -> dict[str, float]:
        tp, fp, fn = (self.counts[k] for k in ("tp", "fp", "fn"))
        p, r = tp / max(tp + fp, 1), tp / max(tp + fn, 1)
        return {"p": round(p, 3), "r": round(r, 3), "f1": round(2 * p * r / max(p + r, 1e-9), 3), "n": tp + fn}


def evaluate(tagger: Tagger, examples: Sequence[Example]) -> Scores:
    """Rows of the report: F1 of what must be found, accuracy of what is asked at gold triggers and cues."""
    return rate([(e, tagger.tag(e.document)) for e in examples])


def rate(tagged: Sequence[tuple[Example, Tags]]) -> Scores:
    tallies: dict[str, Tally] = defaultdict(Tally)
    hits: dict[str, list[bool]] = defaultdict(list)
    for example, tags in tagged:
        _found(example, tags, tallies)
        _asked(example, tags, hits)
    out = {name: tally.row() for name, tally in tallies.items()}
    for name, answers in sorted(hits.items()):
        out[name] = {"acc": round(sum(answers) / len(answers), 3), "n": len(answers)}
    return out


def _found(example: Example, tags: Tags, tallies: dict[str, Tally]) -> None:
    heads, tokens = example.heads, example.document.tokens
    gold_rows: list[Fact] = decode_gold(heads["participant"])
    tallies["participant span+type"].sets(Counter(gold_rows), Counter((f.first, f.last, f.label) for f in tags.participants))
    tallies["participant span"].sets(Counter(g[:2] for g in gold_rows), Counter((f.first, f.last) for f in tags.participants))
    gold_events = Counter((tokens[i].segment, labels.TRIGGERS[heads["trigger"][i]]) for i, b in enumerate(heads["begins"]) if b == 1)
    tallies["event (segment, type)"].sets(gold_events, Counter((tokens[i].segment, kind) for i, kind in triggers(tags)))
    cues = [i for i, c in enumerate(heads["cue"]) if c == 1]
    found = [i for i in tags.places if tags.cue(i).prob >= 0.5]
    tallies["cue"].sets(Counter((i,) for i in cues), Counter((i,) for i in found))
    stances = Counter((i, STANCES[heads["stance"][i]]) for i in cues if heads["stance"][i] > 0)
    guessed = ((i, max(tags.cue(i).stances.items(), key=lambda s: s[1])[0]) for i in found)
    tallies["stance deny/confirm (found cues)"].sets(stances, Counter(g for g in guessed if g[1] != "assert"))
    asked = ((i, max(tags.cue(i).stances.items(), key=lambda s: s[1])[0]) for i in cues)
    tallies["stance deny/confirm (gold cues)"].sets(stances, Counter(g for g in asked if g[1] != "assert"))
    told = [(i, STATUSES[s], max(tags.status(i).items(), key=lambda x: x[1])[0]) for i, s in enumerate(heads["status"]) if s != IGNORED and heads["begins"][i]]
    tallies["status not occurred (gold triggers)"].sets(
        Counter((i, g) for i, g, _ in told if g != "occurred"), Counter((i, p) for i, _, p in told if p != "occurred")
    )


def triggers(tags: Tags, least: float = 0.5) -> list[tuple[int, str]]:
    """Words taken as beginning a trigger, with their types; the words of one trigger stand together and count once."""
    out: list[tuple[int, str]] = []
    for token in sorted(tags.places):
        row = tags.trigger(token)
        kind = max((k for k in row if k != "none"), key=lambda k: row[k])
        if 1 - row["none"] >= least and (tags.begins(token) >= 0.5 or not _continues(out, token, kind)):
            out.append((token, kind))
    return out


def _continues(before: list[tuple[int, str]], token: int, kind: str) -> bool:
    return bool(before) and token - before[-1][0] <= 3 and before[-1][1] == kind


def _asked(example: Example, tags: Tags, hits: dict[str, list[bool]]) -> None:
    begins = example.heads["begins"]
    for query in example.queries:
        if query.task in labels.ROLES and not begins[query.word]:
            continue
        if query.word not in tags.places:
            continue
        pointer = tags._pointed(query.task, query.word)
        right = {w for group in query.groups for w in group}
        window = set(tags.views[tags.places[query.word][0]].words.tolist())
        ok = not right & window if pointer.best is None else pointer.best in right
        hits[query.task].append(ok)
        if right & window:
            hits[f"{query.task} (told)"].append(ok)


def decode_gold(row: Sequence[int]) -> list[tuple[int, int, str]]:
    out: list[tuple[int, int, str]] = []
    for i, value in enumerate(row):
        label = labels.PARTICIPANTS[value]
        if label[0] == "B":
            out.append((i, i + 1, label[2:]))
        elif label[0] == "I":
            out[-1] = (out[-1][0], i + 1, out[-1][2])
    return out


def evaluate_ner(tagger: Tagger, path: Path) -> Scores:
    """ANERcorp's test part: strict F1 of each class. Its sentences are read together, twelve at a time, as documents."""
    from seqeval.metrics import classification_report
    from seqeval.scheme import IOB2

    gold: list[list[str]] = []
    found: list[list[str]] = []
    every = anercorp.sentences(path)
    for i in range(0, len(every), anercorp.TOGETHER):
        group = every[i : i + anercorp.TOGETHER]
        gold += [tags for _, tags in group]
        found += _ner_labels(tagger, [words for words, _ in group])
    report = classification_report(gold, found, mode="strict", scheme=IOB2, output_dict=True, zero_division=0)
    rows = {k: v for k, v in report.items() if k not in ("macro avg", "weighted avg")}
    return {
        f"ANERcorp {k}": {"p": round(float(v["precision"]), 3), "r": round(float(v["recall"]), 3), "f1": round(float(v["f1-score"]), 3), "n": int(v["support"])}
        for k, v in rows.items()
    }


def _ner_labels(tagger: Tagger, group: list[list[str]]) -> list[list[str]]:
    """Labels of the corpus's own words: each word takes that of its first letters; an inside label begins anew after O."""
    text = "\n".join(" ".join(words) for words in group)
    document = build_document(Article(text=text))
    probs = tagger.tag(document).probs[:, labels.columns()["ner"]]
    spans = decode(probs, labels.NER)
    label = {t: ("B-" if t == f.first else "I-") + f.label for f in spans for t in range(f.first, f.last)}
    out, at = [], 0
    for words in group:
        row: list[str] = []
        for word in words:
            first, last = document.token_at(at), document.token_at(at + len(word) - 1)
            tokens = [t for t in range(first, last + 1) if t < len(document.tokens) and document.tokens[t].start < at + len(word)]
            named = [t for t in tokens if document.tokens[t].kind != "punct"] or tokens
            row.append(label.get(named[0], "O") if named else "O")
            at += len(word) + 1
        out.append([_repaired(row, i) for i in range(len(row))])
    return out


def _repaired(row: list[str], i: int) -> str:
    if row[i][0] == "I" and (i == 0 or row[i - 1][2:] != row[i][2:]):
        return "B-" + row[i][2:]
    return row[i]
