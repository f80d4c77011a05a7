"""Origins: who stands behind a fact, so that one source quoted by three outlets counts once.

The innermost source that has a name and is outside the outlet counts («قال المرصد لرويترز»: the observatory). A source without a
name («مسؤول أمني») is as good as the next who vouches for him: the agency that he spoke to, else the outlet. An article, or a
sentence, that is a copy has the origin of what it was copied from.
"""

from __future__ import annotations

from collections.abc import Sequence

from musnad.record.copies import agency_of
from musnad.record.digest import Digest
from musnad.record.identities import People
from musnad.record.model import CopyGroup, Origin
from musnad.record.names import bare


class Origins:
    """Finds the origin of a fact by its article, its sentence and its chain."""

    def __init__(self, digests: Sequence[Digest], people: People, copies: Sequence[CopyGroup]) -> None:
        self.people = people
        self.digests = {d.ref.hash: d for d in digests}
        self.copied = {m: g.origin for g in copies for m in g.members}
        self.agencies = {m: g.agency for g in copies for m in g.members if g.agency}
        self.media = {bare(n): i.key for i in people.identities if i.type == "media" for n in (i.name, i.name_en or i.name)}
        self.first = _first_prints(digests)
        self._media: dict[tuple[str, str], Origin] = {}
        self._sources: dict[str, Origin] = {}

    def of(self, article: str, sentence: int, chain: Sequence[str]) -> Origin:
        """``chain`` are entity ids of the article, innermost first."""
        source = self.named(article, chain)
        return source or self.voice(article, sentence)

    def speaker(self, article: str, chain: Sequence[str]) -> Origin:
        """The origin of a stance: as :meth:`of`, but a speaker who is only described is shown as such, for he is no outlet's voice.

        He counts as the one who quotes him: two outlets' nameless officials are two origins, one outlet's are one.
        """
        source = self.named(article, chain)
        voice = self.voice(article)
        if source or not chain:
            return source or voice
        who = self.people.who.get(self.people.of.get((article, chain[0]), ""))
        if who is None or who.type in ("place", "other"):
            return voice
        return Origin(voice.key, "source", f"{who.name} ({voice.name})", who.key)

    def named(self, article: str, chain: Sequence[str]) -> Origin | None:
        """The innermost named link that is not the outlet itself."""
        outlet = self.outlet_identity(article)
        for entity in chain:
            who = self.people.who.get(self.people.of.get((article, entity), ""))
            if who is None or not who.known or who.type in ("place", "other", "population") or who.key == outlet:
                continue
            return self._sources.setdefault(who.key, Origin(who.key, "source", who.name, who.key))
        return None

    def voice(self, article: str, sentence: int = -1) -> Origin:
        """The one in whose voice an article, or one of its sentences, is written."""
        d = self.digests[article]
        if 0 <= sentence < len(d.prints) and d.prints[sentence]:
            article = self.first.get(d.prints[sentence], article)
        article = self.copied.get(article, article)
        d = self.digests[article]
        agency = self.agencies.get(article) or agency_of(d)
        if agency:
            return self._medium(agency, "agency")
        if d.ref.outlet:
            return self._medium(d.ref.outlet, "outlet")
        return Origin(f"article:{article[:16]}", "outlet", d.ref.title or article[:16])

    def outlet_identity(self, article: str) -> str | None:
        outlet = self.digests[article].ref.outlet
        return self.media.get(bare(outlet)) if outlet else None

    def _medium(self, name: str, kind: str) -> Origin:
        if (name, kind) not in self._media:
            identity = self.media.get(bare(name))
            self._media[name, kind] = Origin(identity or f"medium:{bare(name)}", kind, name, identity)
        return self._media[name, kind]


def _first_prints(digests: Sequence[Digest]) -> dict[int, str]:
    """For each sentence of some length, the earliest article that has it word for word."""
    first: dict[int, tuple[str, str]] = {}
    for d in digests:
        mine = (d.ref.published or "9999", d.ref.hash)
        for p in d.prints:
            if p and (p not in first or mine < first[p]):
                first[p] = mine
    return {p: h for p, (_, h) in first.items()}
