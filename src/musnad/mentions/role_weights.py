"""Weights of the roles that one word has, looked up together.

A candidate is weighed for every role by the same features, so a feature is looked up once and gives its weight for each role.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from musnad.lexicon.weights import Weights, logistic, side_by_side

#: Kind of a candidate: how its head stands in the text, the head's type and lemma, «etype:» and the entity's type.
Kind = tuple[str, str, str, str]
#: Feature → its weight for actor (or speaker), recipient and place.
Table = Mapping[str, tuple[float, float, float]]
#: Kinds whose tables are kept at most.
KINDS = 20_000


class RoleWeights:
    """The weights of up to three roles. Built once; keeps tables that it has put together, never more than :data:`KINDS` kinds."""

    def __init__(self, actor: Weights, recipient: Weights | None = None, place: Weights | None = None) -> None:
        self._roles = (actor, recipient, place)
        #: Whether weights are fitted; without them rules decide.
        self.known = actor.known
        self.places_known = place is not None and place.known
        self._alone = recipient is None and place is None
        self._bias = (actor.bias, recipient.bias if recipient else 0.0, place.bias if place else 0.0)
        self._by_crossings: dict[tuple[str, ...], Table] = {}
        self._by_kind: dict[Kind, tuple[Table, ...]] = {}

    def probabilities(self, features: Sequence[str], kind: Kind) -> tuple[float, float, float]:
        """That a candidate fills each role, 0 for a role without weights: as ``Weights.probability`` of its features with all their crossings."""
        actor, recipient, place = self._bias
        tables = self._by_kind.get(kind)
        for table in self._tables(kind) if tables is None else tables:
            for weights in map(table.get, features):
                if weights is not None:  # most features have none
                    a, r, p = weights
                    actor += a
                    recipient += r
                    place += p
        if self._alone:
            return logistic(actor), 0.0, 0.0
        return logistic(actor), logistic(recipient), logistic(place)

    def _tables(self, kind: Kind) -> tuple[Table, ...]:
        """The weights that count for candidates of a kind; those of the crossings that many kinds share are added up once."""
        pos, type_, lemma, etype = kind
        if len(self._by_kind) >= KINDS:
            self._by_kind.clear()
            self._by_crossings.clear()
        crossings = (("", pos, type_, f"{pos}|{type_}"), (lemma,), (etype, f"{pos}|{etype}"))
        found = self._by_kind[kind] = tuple(table for c in crossings if (table := self._table(c)))
        return found

    def _table(self, crossings: tuple[str, ...]) -> Table:
        table = self._by_crossings.get(crossings)
        if table is None:
            table = self._by_crossings[crossings] = side_by_side([role.merged(crossings) if role else {} for role in self._roles])
        return table
