"""Equal values are one object, and only as long as articles are read."""

from __future__ import annotations

from make import article

from musnad.record import build_record
from musnad.record.digest import digest
from musnad.record.shared import _seen, forget, same, texts

ACTORS = {"الوزارة": {"type": "government", "name_en": "The Ministry", "country": "IRQ"}}


def test_equal_values_of_one_type_are_one_object() -> None:
    forget()
    first, again = "".join(["كتا", "ئب"]), "".join(["كت", "ائب"])
    assert first is not again
    assert same(first) is same(again)
    assert texts(["e1", "e2"]) is texts(iter(("e1", "e2")))
    assert [type(same(x)) for x in (1, 1.0, True)] == [int, float, bool]


def test_articles_share_what_they_name() -> None:
    forget()
    one, other = (digest(article(f"قالت الوزارة {n}", actors=ACTORS)) for n in (1, 2))
    assert one.entities["e1"] is other.entities["e1"]


def test_nothing_is_kept_once_the_articles_are_read() -> None:
    build_record([article("قالت الوزارة شيئا", actors=ACTORS)])
    assert not any("الوزارة" in values for values in _seen.values())
