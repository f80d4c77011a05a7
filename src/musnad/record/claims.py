"""Claims: propositions that somebody denies or confirms without an event in them («نفت أي علاقة بالحادث»).

A denial that names no event answers an accusation against its speaker where the article tells one; else what it denies is a
matter of its own, and the statements of others that say the same are on the other side.
"""

from __future__ import annotations

from collections.abc import Sequence

from musnad.record.digest import Digest
from musnad.record.identities import People
from musnad.record.model import Dispute, Matter
from musnad.record.origins import Origins
from musnad.record.story import Teller
from musnad.record.words import Rarity


def find_claims(
    digests: Sequence[Digest], people: People, origins: Origins, rarity: Rarity, teller: Teller,
) -> tuple[list[Matter], list[Dispute]]:  # fmt: skip
    """Matters and disputes of denials that are about no event."""
    return [], []
