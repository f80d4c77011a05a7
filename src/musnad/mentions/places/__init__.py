"""Places: names of the gazetteer in running text, and where every place of a report lies.

``PlaceFinder.find`` adds mentions before entities are resolved, ``build_places`` tells afterwards where they lie.
"""

from musnad.mentions.places.build import build_places
from musnad.mentions.places.finder import PlaceFinder
from musnad.mentions.places.tables import PlaceTables

__all__ = ["PlaceFinder", "PlaceTables", "build_places"]
