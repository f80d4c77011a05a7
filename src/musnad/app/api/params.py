"""Parameters of questions, with their limits. They are those of the command line."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Depends, Path, Query
from pydantic import AfterValidator

from musnad.app.api.settings import MOST_ROWS
from musnad.store.filters import Filter


def _day(value: str | None) -> str | None:
    if value is not None:
        date.fromisoformat(value)
    return value


Day = Annotated[str | None, Query(pattern=r"^\d{4}-\d{2}-\d{2}$", max_length=10, examples=["2025-03-10"]), AfterValidator(_day)]
Name = Annotated[str | None, Query(min_length=1, max_length=120)]
Code = Annotated[str | None, Query(pattern=r"^[A-Za-z-]+$", max_length=24)]
Limit = Annotated[int, Query(ge=1, le=MOST_ROWS, description="rows, at most")]
Offset = Annotated[int, Query(ge=0, le=100_000, description="rows that are passed over")]
Key = Annotated[str, Path(min_length=1, max_length=200, description="a key that another answer gave", examples=["4cae363765797f51"])]
AsOf = Annotated[str | None, Query(pattern=r"^\d{4}-\d{2}-\d{2}$", max_length=10, description="only what was published by the end of this day", examples=["2025-03-10"]), AfterValidator(_day)]


def chosen(
    actor: Annotated[Name, Query(description="who did it or to whom: a name in Arabic or Latin letters, or a key")] = None,
    country: Annotated[str | None, Query(pattern=r"^[A-Za-z]{3}$", description="ISO 3166 alpha-3: where, or where somebody with a part in it is from")] = None,
    type: Annotated[Code, Query(description="PLOVER type of an event, or kind of a process")] = None,
    place: Annotated[Name, Query(description="where: a name or a key")] = None,
    since: Annotated[Day, Query(description="on this day or after it")] = None,
    until: Annotated[Day, Query(description="on this day or before it")] = None,
    outlet: Annotated[Name, Query(description="told by this outlet")] = None,
    status: Annotated[Code, Query(description="asserted, confirmed, denied, disputed, …; of a process begun, suspended, …")] = None,
    as_of: AsOf = None,
) -> Filter:
    """What a question is narrowed to."""
    return Filter(actor, country, type, place, since, until, outlet, status, as_of)


Chosen = Annotated[Filter, Depends(chosen)]
