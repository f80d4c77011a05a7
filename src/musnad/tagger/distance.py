"""How far two words stand apart, as the pointers of the network count it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

_EDGES = (1, 2, 3, 5, 9, 17, 33, 65)
BUCKETS = 2 * len(_EDGES) + 1
#: The pointed-at word's segment: the same, the headline, an earlier one, a later one.
RELATIONS = 4


def buckets(here: NDArray[Any], there: NDArray[Any]) -> NDArray[np.int64]:
    """Bucket of signed distances between word positions, broadcast: 0 is the word itself."""
    gap = there - here
    size = np.searchsorted(np.asarray(_EDGES), np.abs(gap), side="right")
    return np.where(gap < 0, size, np.where(gap > 0, size + len(_EDGES), 0)).astype(np.int64)


def relations(here: NDArray[Any], there: NDArray[Any], title: NDArray[Any]) -> NDArray[np.int64]:
    """Relation of the pointed-at words' segments to the pointing words', broadcast. ``title``: headline words."""
    other = np.where(title, 1, np.where(there < here, 2, 3))
    return np.where(there == here, 0, other).astype(np.int64)
