"""Answers worked out before anybody asks: what the pages show of the whole record, without a filter.

Each takes up to half a second with 10,000 articles. They are kept like every other answer (:meth:`Room.once`), until the record changes.
"""

from __future__ import annotations

import threading

from musnad.app.api import lists
from musnad.app.room.overview import overview
from musnad.app.room.room import Room
from musnad.errors import MusnadError
from musnad.store.filters import Filter


def warm(room: Room) -> None:
    """The heavy answers of the pages, each as its route makes it. Whatever is wrong with the record, the routes will say."""
    try:
        with room.ask() as ask:
            room.once(ask, "overview", lambda: overview(ask))
            lists.now_of(room, ask, Filter())
            lists.network_of(room, ask, Filter())
            lists.map_of(room, ask, Filter())
            lists.timeline_of(room, ask, Filter())
    except MusnadError:
        return


def warm_behind(room: Room) -> None:
    """:func:`warm` in a thread that ends with the server."""
    threading.Thread(target=warm, args=(room,), name="warm", daemon=True).start()
