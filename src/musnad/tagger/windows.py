"""Windows: the stretches of an article that the encoder reads at once.

An article is longer than the encoder reads well, so it is cut at its segments. Each window has a core, whose
answers count, and before it a context that is only read: the headline and as many segments as have room.
Every word is in exactly one core.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from musnad.tagger.pieces import BEGIN, END, Pieces
from musnad.text.document import Document
from musnad.text.layout import HEADLINE

#: Kinds of words, told to the encoder: of the core, of the context, of the headline.
CORE, CONTEXT, TITLE = 0, 1, 2
#: Pieces in a window, pieces of context in it, pieces of a block (longer segments are cut).
SIZE, CONTEXT_SIZE, BLOCK_SIZE = 400, 130, 180


@dataclass(frozen=True, slots=True)
class Block:
    """Words that are never parted: a segment, or a part of a very long one. ``last`` is exclusive."""

    first: int
    last: int
    segment: int
    title: bool
    cost: int


@dataclass(frozen=True, slots=True)
class Window:
    """What the encoder reads: piece ids and, for each word, its token index and where its pieces begin and end."""

    pieces: list[int]
    kinds: list[int]  # of each piece
    words: list[int]  # token indices, ascending
    begins: list[int]  # position of each word's first piece
    ends: list[int]  # position of each word's last piece
    segments: list[int]  # of each word
    core: int  # words from here on are the core


def word_pieces(document: Document, pieces: Pieces) -> list[tuple[int, ...]]:
    """The pieces of every token, from the article's own letters."""
    text, out, end = document.text, [], -1
    for token in document.tokens:
        out.append(pieces.of(text[token.start : token.end], glued=token.start == end))
        end = token.end
    return out


def document_blocks(document: Document, costs: Sequence[int]) -> list[Block]:
    """The article's segments as blocks; words outside segments (a dateline) are in none."""
    out: list[Block] = []
    for segment in document.segments:
        title = segment.kind == HEADLINE and not any(b.segment != segment.index for b in out)
        out += cut_block(segment.first, segment.last, segment.index, title, costs)
    return out


def cut_block(first: int, last: int, segment: int, title: bool, costs: Sequence[int]) -> list[Block]:
    """One segment as blocks of bearable size; none when it is empty."""
    out: list[Block] = []
    start, cost = first, 0
    for i in range(first, last):
        if cost + costs[i] > BLOCK_SIZE:
            out.append(Block(start, i, segment, title, cost))
            start, cost = i, 0
        cost += costs[i]
    if start < last:
        out.append(Block(start, last, segment, title, cost))
    return out


def cut_windows(
    blocks: Sequence[Block], words: Sequence[tuple[int, ...]], size: int = SIZE, context_size: int = CONTEXT_SIZE
) -> list[Window]:
    """Windows whose cores are the blocks, each in one. A function of the article alone."""
    out: list[Window] = []
    i = 0
    while i < len(blocks):
        context = _context(blocks, i, context_size)
        room = size - 1 - sum(b.cost + 1 for b in context)
        j = i
        while j < len(blocks) and (j == i or room >= blocks[j].cost + 1):
            room -= blocks[j].cost + 1
            j += 1
        out.append(_window(context, blocks[i:j], words))
        i = j
    return out


def _context(blocks: Sequence[Block], i: int, room: int) -> list[Block]:
    head: list[Block] = []
    if i and blocks[0].title and blocks[0].cost < room:
        head = [blocks[0]]
        room -= blocks[0].cost + 1
    before: list[Block] = []
    for block in reversed(blocks[len(head) : i]):
        room -= block.cost + 1
        if room < 0:
            break
        before.insert(0, block)
    return head + before


def _window(context: Sequence[Block], core: Sequence[Block], pieces: Sequence[tuple[int, ...]]) -> Window:
    out = Window([BEGIN], [CORE], [], [], [], [], sum(b.last - b.first for b in context))
    for n, block in enumerate((*context, *core)):
        kind = TITLE if block.title else CONTEXT if n < len(context) else CORE
        for word in range(block.first, block.last):
            out.words.append(word)
            out.segments.append(block.segment)
            out.begins.append(len(out.pieces))
            out.pieces.extend(pieces[word])
            out.ends.append(len(out.pieces) - 1)
        out.pieces.append(END)
        out.kinds.extend([kind] * (len(out.pieces) - len(out.kinds)))
    return out
