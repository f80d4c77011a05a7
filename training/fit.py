"""Training: one network, all heads, batches of annotated articles and of ANERcorp mixed."""

from __future__ import annotations

import random
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from anercorp import Passage
from batches import Batch, Item, batches, collate, example_items, passage_items
from gold import IGNORED, Example
from musnad.tagger import labels, windows
from musnad.tagger.pieces import Pieces
from network import Network

#: What each head's loss counts. Word heads are means over words, so rare labels need more weight.
WEIGHTS = {
    "ner": 1.0, "participant": 2.0, "trigger": 4.0, "begins": 1.0, "status": 0.3, "cue": 2.0, "stance": 0.3,
    "content_start": 0.3, "content_end": 0.5, "speaker": 0.5, "actor": 0.5, "recipient": 0.5, "place": 0.4, "source": 0.5,
    "antecedent": 0.5,
}  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """How to train. Rates peak after the warm-up and fall to nothing."""

    epochs: int = 10
    ner_share: float = 0.5  # of ANERcorp, seen in each epoch
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    warm_up: float = 0.08
    decay: float = 0.01
    hidden_words: float = 0.06
    seed: int = 1
    batch: int = 1200
    emphasis: tuple[tuple[str, float], ...] = ()  # factors on WEIGHTS


Curve = list[dict[str, float]]


def losses(net: Network, batch: Batch) -> dict[str, Tensor]:
    """Loss of each head that has something to learn in the batch."""
    with torch.autocast("cpu", torch.bfloat16, enabled=net.training):
        logits, point, key = net(batch.pieces, batch.kinds, batch.mask, batch.begins, batch.ends)
    logits = logits.float()
    out = {}
    for name, where in labels.columns().items():
        wanted = batch.heads[name]
        if (wanted != IGNORED).any():
            out[name] = functional.cross_entropy(logits[:, :, where].flatten(0, 1), wanted.flatten(), ignore_index=IGNORED)
    for t, name in enumerate(labels.POINTERS):
        if len(batch.pointers[name][0]):
            out[name] = pointer_loss(net, t, batch, point[:, t], key[:, t])
    return out


def pointer_scores(net: Network, t: int, batch: Batch, point: Tensor, key: Tensor) -> Tensor:
    """Log-probabilities over words, «none» and «outside» for each question of a task: [questions, words + 2]."""
    item, word, right, _, distance, relation = batch.pointers[labels.POINTERS[t]]
    scores = torch.einsum("qd,qwd->qw", point[item, word].float(), key[item].float())
    count = right.shape[1] - len(labels.ABSENT)
    near = net.distance[t][distance] + net.relation[t][relation]
    padding = torch.arange(count)[None] >= torch.as_tensor(batch.words)[item][:, None]
    scores = torch.cat([(scores[:, :count] + near).masked_fill(padding, -1e4), scores[:, count:]], dim=1)
    return scores.log_softmax(-1)


def pointer_loss(net: Network, t: int, batch: Batch, point: Tensor, key: Tensor) -> Tensor:
    """−log of the mass on right words: any mention of the entity will do."""
    _, _, right, weight, _, _ = batch.pointers[labels.POINTERS[t]]
    mass = pointer_scores(net, t, batch, point, key).masked_fill(~right, -1e4).logsumexp(-1)
    return -(mass * weight).sum() / weight.sum()


def fit(
    net: Network, examples: Sequence[Example], passages: Sequence[Passage], pieces: Pieces, plan: Plan,
    after: Callable[[int, Network], None] | None = None, say: Callable[[str], None] = print,
) -> Curve:  # fmt: skip
    """Train in place; returns each epoch's mean losses. ``after`` is called with each finished epoch's number."""
    torch.manual_seed(plan.seed)
    rng, numbers = random.Random(plan.seed), np.random.default_rng(plan.seed)
    optimizer = _optimizer(net, plan)
    steps = plan.epochs * len(_epoch(examples, passages, pieces, plan, random.Random(plan.seed)))
    warm = plan.warm_up * steps
    weights = WEIGHTS | {name: WEIGHTS[name] * factor for name, factor in plan.emphasis}
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min((s + 1) / warm, max(0.02, (steps - s) / (steps - warm))))
    say(f"{asdict(plan)} {steps} steps")
    curve: Curve = []
    for epoch in range(plan.epochs):
        net.train()
        sums: dict[str, list[float]] = defaultdict(list)
        start, seen = time.monotonic(), 0
        for group in _epoch(examples, passages, pieces, plan, rng):
            batch = collate(group, plan.hidden_words, numbers)
            found = losses(net, batch)
            loss = sum((weights[name] * value for name, value in found.items()), torch.zeros(()))
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]  # torch has no types for it
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            seen += sum(len(i.window.pieces) for i in group)
            for name, value in found.items():
                sums[name].append(value.item())
            if len(sums["ner"]) % 25 == 0 and "ner" in found:
                say(f"  {seen / (time.monotonic() - start):.0f} pieces/s")
        seconds = time.monotonic() - start
        row = {name: round(float(np.mean(values)), 4) for name, values in sums.items()}
        curve.append({"epoch": epoch + 1, "seconds": round(seconds, 1), **row})
        say(f"epoch {epoch + 1} {seconds:.0f}s {seen / seconds:.0f} pieces/s {row}")
        if after:
            after(epoch + 1, net)
    net.eval()
    return curve


def _epoch(examples: Sequence[Example], passages: Sequence[Passage], pieces: Pieces, plan: Plan, rng: random.Random) -> list[list[Item]]:
    """Batches of an epoch. Windows are cut anew, at other places, so that contexts differ."""
    items: list[Item] = []
    for example in examples:
        size = rng.randint(200, windows.SIZE)
        items += example_items(example, pieces, size, min(rng.randint(50, 150), size // 2))
    named: list[Item] = []
    for passage in rng.sample(list(passages), int(len(passages) * plan.ner_share)):
        named += passage_items(passage, rng.randint(80, 280))
    out = [*batches(items, rng, plan.batch), *batches(named, rng, plan.batch)]
    rng.shuffle(out)
    return out


def _optimizer(net: Network, plan: Plan) -> torch.optim.Optimizer:
    groups: dict[tuple[bool, bool], list[torch.nn.Parameter]] = defaultdict(list)
    for name, parameter in net.named_parameters():
        encoder = name.split(".")[0] in ("word", "position", "kind", "norm", "layers")
        groups[encoder, parameter.dim() > 1 and encoder].append(parameter)
    return torch.optim.AdamW(
        [
            {"params": group, "lr": plan.encoder_rate if encoder else plan.head_rate, "weight_decay": plan.decay if decays else 0.0}
            for (encoder, decays), group in groups.items()
        ],
        betas=(0.9, 0.98),
        fused=True,
    )
