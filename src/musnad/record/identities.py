"""Identities: the same someone or something across articles.

Three grades of names. *Listed*: the lexicon knows it (English name, country), so its row is its identity. *Proper*: a full
personal name or a body of a named country («الشرطة الهندية»), joined where the folded form, the kind and the country agree.
*Described*: «مسؤول أمني», «المدينة» – never joined across articles, for two of them are rarely one. In doubt, apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from musnad.record.digest import Digest
from musnad.record.model import Decision, Identity, Why
from musnad.record.names import Named, form_key, grade_of, skeleton

#: Form → the article and entity that has it, and what it is there.
Samples = dict[str, list[tuple[tuple[str, str], Named]]]
_STATE_TYPES = frozenset(("country", "government", "military"))
_STATE_SECTORS = frozenset(("GOV", "MIL", "COP", "SPY", "LEG", "JUD"))


@dataclass(frozen=True, slots=True)
class Who:
    """What matters compare of an identity. ``party`` is whose voice it is: the state for its ministries, armies and officials."""

    key: str
    name: str
    name_en: str | None
    type: str
    country: str | None
    sector: str | None
    grade: str  # listed proper described
    party: str

    @property
    def known(self) -> bool:
        return self.grade != "described"


@dataclass(frozen=True, slots=True)
class People:
    """All identities, and which entity of which article is which."""

    identities: tuple[Identity, ...]
    of: dict[tuple[str, str], str]
    who: dict[str, Who]

    def key(self, article: str, entity: str) -> str:
        return self.of[article, entity]


def link(digests: Iterable[Digest], decisions: Iterable[Decision] = ()) -> People:
    """Identities of all entities: a function of the set of digests and decisions."""
    told = sorted((d for d in decisions if d.kind in ("same_actor", "other_actor") and d.other), key=lambda d: (d.when, d))
    decided = {k for d in told for k in (d.key, d.other) if k}
    samples: Samples = defaultdict(list)
    of: dict[tuple[str, str], str] = {}
    who: dict[str, Who] = {}
    for d in digests:
        for id_, e in d.entities.items():
            key = form_key(e, d.ref.hash, id_)
            if grade_of(e) == "described" and key not in decided:
                of[d.ref.hash, id_] = key
                who[key] = _who(key, e)
            else:
                samples[key].append(((d.ref.hash, id_), e))
    identities = []
    for forms in _decided(_spellings(samples), told):
        identity, best = _identity(forms, samples)
        identities.append(identity)
        who[identity.key] = _who(identity.key, best)
        for member in identity.members:
            of[member] = identity.key
    identities.sort(key=lambda i: (-i.articles, i.name, i.key))
    return People(tuple(identities), of, who)


def _spellings(samples: Samples) -> list[tuple[str, ...]]:
    """Forms grouped by spelling: personal names of one country whose words share their consonants are one."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key in sorted(samples):
        e = min((e for _, e in samples[key]), key=lambda e: e.name)
        countries = {e.country for _, e in samples[key] if e.country}
        personal = e.type == "person" and grade_of(e) != "described" and len(countries) == 1
        shape = (skeleton(e.name), *countries) if personal else None
        if shape and " " in shape[0]:
            groups[f"person|{shape[0]}", shape[1]].append(key)
        else:
            groups[key, ""].append(key)
    return [tuple(v) for _, v in sorted(groups.items())]


def _decided(groups: list[tuple[str, ...]], decisions: list[Decision]) -> list[tuple[str, ...]]:
    """People's decisions over the program's own groups; the last word holds. An identity is named by the smallest of its forms."""
    where = {form: n for n, group in enumerate(groups) for form in group}
    sets: dict[int, set[str]] = {n: set(group) for n, group in enumerate(groups)}
    for d in decisions:
        a, b = d.key, d.other or ""
        if a not in where or b not in where:
            continue
        if d.kind == "same_actor" and where[a] != where[b]:
            low, high = sorted((where[a], where[b]))
            for form in sets.pop(high):
                sets[low].add(form)
                where[form] = low
        if d.kind == "other_actor" and where[a] == where[b] and a != b:
            new = max(sets) + 1
            sets[where[b]].discard(b)
            sets[new], where[b] = {b}, new
    return sorted(tuple(sorted(s)) for s in sets.values())


_WHY = {"listed": "the lexicon lists the name", "proper": "the folded full name, the kind and the country agree", "described": "only described"}


def _identity(forms: tuple[str, ...], samples: Samples) -> tuple[Identity, Named]:
    every = [pair for f in forms for pair in samples[f]]
    spelled = Counter(e.name for _, e in every)

    def rank(e: Named) -> tuple[bool, bool, int, str, str, str, str, str, str, str]:
        odd = "#" in e.name or "_" in e.name
        return (
            e.name_en is None, odd, -spelled[e.name], e.name, e.type, e.country or "", e.sector or "", e.wikidata or "",
            e.name_en or "", e.rule,
        )  # fmt: skip

    best = min((e for _, e in every), key=rank)
    members = tuple(sorted(member for member, _ in every))
    grade = grade_of(best)
    because = (_WHY[grade], *((f"spellings: {' · '.join(sorted(spelled)[:6])}",) if len(spelled) > 1 else ()))
    identity = Identity(
        forms[0], best.name, best.name_en, best.type, best.country, best.sector, best.wikidata, forms, members,
        len({a for a, _ in members}), grade != "described", Why(f"identity.{grade}", because),
    )  # fmt: skip
    return identity, best


def _who(key: str, e: Named) -> Who:
    state = e.country and (e.type in _STATE_TYPES or (e.type == "person" and e.sector in _STATE_SECTORS))
    return Who(key, e.name, e.name_en, e.type, e.country, e.sector, grade_of(e), f"state:{e.country}" if state else key)
