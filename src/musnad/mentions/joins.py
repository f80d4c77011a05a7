"""Entities that turn out to be one when the whole article has been read.

The resolver reads from left to right; a headline's «الوزير», «التحالف», «لجنة الانتخابات» gets its name only later. Each rule
here joins an entity without a name to the only one in the article that it can mean; where two could be meant nothing is joined.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from musnad.lexicon.lexicon import Lexicon
from musnad.lexicon.word_sets import word_set
from musnad.mentions.draft import Draft
from musnad.mentions.mention import Mention
from musnad.text.document import Document
from musnad.text.fold import fold

#: Kinds of bodies that one shorter description may stand for.
_PLAIN_REBELS = frozenset(word_set("mentions.joins.plain_rebels"))
#: Words of an office that tell two holders of it not apart.
_FILLING = frozenset(word_set("mentions.joins.filling"))
#: A named group is meant by «المتمردون» when it is told this many times as often as any other.
FAR_MORE = 3
_BODIES = frozenset(("government", "organization", "media", "armed_group", "military"))


def join_drafts(doc: Document, drafts: Sequence[Draft], lexicon: Lexicon) -> None:
    """Moves the mentions of joined entities; the emptied draft stays in the list without mentions."""
    words = {d.index: [_words(doc, m) for m in d.mentions] for d in drafts}
    rules: tuple[Callable[[Draft], Iterable[Draft]], ...] = (
        lambda d: _holders(d, drafts),
        lambda d: _offices(d, drafts, words),
        lambda d: _ministries(d, drafts, lexicon),
        lambda d: _fuller(d, drafts, words),
        lambda d: _same_kind(d, drafts),
        lambda d: _same_place(d, drafts, words),
        lambda d: _rebels(d, drafts),
    )
    for draft in drafts:
        if (draft.name is not None and draft.type != "place") or draft.person or not draft.mentions:
            continue
        for rule in rules:
            found = {o.index: o for o in rule(draft) if o is not draft and o.mentions}
            if len(found) == 1:
                move(draft, next(iter(found.values())))
                words[next(iter(found))] += words[draft.index]
                break


def move(draft: Draft, into: Draft) -> None:
    """All mentions of one entity become the other's."""
    for m in draft.mentions:
        m.entity = into.index
    into.mentions = sorted([*into.mentions, *draft.mentions], key=lambda m: (m.first, -m.last))
    into.titles |= draft.titles
    into.heads |= draft.heads
    into.country = into.country or draft.country
    draft.mentions = []


def _words(doc: Document, m: Mention) -> tuple[str, ...]:
    """The mention's words without clitics and articles."""
    norms = [doc.tokens[k].norm for k in range(m.first, m.last) if doc.tokens[k].kind == "word"]
    if norms and m.front:
        norms[0] = norms[0][len(m.front) :]
    return tuple(n.removeprefix("ال") for n in norms)


def _fits(a: Draft, b: Draft) -> bool:
    """Nothing in country, gender or number keeps them apart."""
    return not (a.country and b.country and a.country != b.country) and not (a.gender and b.gender and a.gender != b.gender and a.type == "person")


def _bare(m: Mention) -> bool:
    """A definite common noun alone: «الوزير», «التحالف»."""
    return m.definite and not m.possessed and not m.parts and not m.country and m.last - m.first == 1


def _holders(d: Draft, drafts: Sequence[Draft]) -> Iterable[Draft]:
    """«القس», «الوزير»: the only person named with that title."""
    if d.type != "person" or d.number != "s" or not d.titles or not all(m.title and _bare(m) for m in d.mentions):
        return
    heads = {fold(t).split(" ")[0] for t, _ in d.titles}
    for o in drafts:
        if o.type == "person" and o.person and _fits(d, o) and heads & {fold(t).split(" ")[0] for t, _ in o.titles}:
            yield o


def _offices(d: Draft, drafts: Sequence[Draft], words: dict[int, list[tuple[str, ...]]]) -> Iterable[Draft]:
    """«المتحدثة باسم الخارجية الروسية»: a person whose row in the lexicon tells that office."""
    if d.type != "person" or d.number != "s" or not d.titles:
        return
    mine = [set(w) - _FILLING for w in words[d.index] if len(w) > 2]
    for o in drafts:
        offices = [{x.removeprefix("ال") for x in office.split(" ")} for office in o.name.offices] if o.type == "person" and o.name else []
        if any(m <= office for m in mine for office in offices) and _fits(d, o):
            yield o


def _ministries(d: Draft, drafts: Sequence[Draft], lexicon: Lexicon) -> Iterable[Draft]:
    """«الخارجية التركية» beside «وزارة الخارجية التركية»."""
    if d.type != "government" or not d.mentions[0].lemma:
        return
    lemma = fold(d.mentions[0].lemma)
    if not lexicon.portfolios.get(lemma):
        return
    for o in drafts:
        told = {fold(m.extra.get("portfolio", "")) for m in o.mentions} | {fold(o.name.name).removeprefix("وزاره ال").split(" ")[0] if o.name else ""}
        if o.type == "government" and lemma in told and _fits(d, o) and (d.country or len(d.mentions[0].extra) == 0):
            yield o


def _fuller(d: Draft, drafts: Sequence[Draft], words: dict[int, list[tuple[str, ...]]]) -> Iterable[Draft]:
    """«لجنة الانتخابات» beside «لجنة الانتخابات في زيمبابوي»: the shorter words begin the longer ones."""
    if d.type not in _BODIES or d.number != "s":
        return
    mine = [w for w in words[d.index] if len(w) > 1]
    if not mine or any(m.extra.get("count") for m in d.mentions):
        return
    for o in drafts:
        if o.type != d.type or not _fits(d, o) or (o.name is None and o.index < d.index):
            continue
        if any(w != longer and longer[: len(w)] == w for w in mine for longer in words[o.index]):
            yield o


def _same_kind(d: Draft, drafts: Sequence[Draft]) -> Iterable[Draft]:
    """«التحالف» in the headline, «التحالف العربي» below: the only named body of that kind."""
    if d.type not in _BODIES or not all(m.rule == "head" and _bare(m) and not m.extra for m in d.mentions):
        return
    for o in drafts:
        if o.name is not None and o.type in _BODIES and d.heads & o.heads and _fits(d, o):
            yield o


def _same_place(d: Draft, drafts: Sequence[Draft], words: dict[int, list[tuple[str, ...]]]) -> Iterable[Draft]:
    """«منطقة عفرين», «محافظة إدلب» beside «عفرين», «إدلب»: a head before the name of a place told alone."""
    if d.type != "place":
        return
    names = {w[1:] for w in words[d.index] if len(w) > 1}
    if not names or not all(len(w) > 1 for w in words[d.index]):
        return
    for o in drafts:
        if o.type == "place" and o.name is not None and _fits(d, o) and any(w in names for w in words[o.index]):
            yield o


def _rebels(d: Draft, drafts: Sequence[Draft]) -> Iterable[Draft]:
    """«المتمردون», «الميليشيات»: the armed group that the article is about."""
    if d.type != "armed_group" or not all(m.rule == "head" and _bare(m) and fold(m.lemma) in _PLAIN_REBELS for m in d.mentions):
        return
    named = sorted((o for o in drafts if o.type == "armed_group" and o.name is not None and o.mentions), key=lambda o: -len(o.mentions))
    if named and (len(named) == 1 or len(named[0].mentions) >= FAR_MORE * len(named[1].mentions)):
        yield named[0]
