"""An answer in the making: its labels and colours, and how names, days, titles and tables are shown."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from musnad.app.bidi import isolate, shorten
from musnad.app.labels import Labels
from musnad.app.paint import Paint
from musnad.model import Json

#: Columns of a line when it is not a terminal that shows it.
WIDTH = 160
_TITLE, _NAME = 90, 40


@dataclass(frozen=True, slots=True)
class Page:
    """``answer`` is what :class:`musnad.store.queries.Questions` gave."""

    answer: Json
    label: Labels
    paint: Paint

    def words(self, text: str | None, limit: int = _TITLE) -> str:
        """Words of an article or a title: short, and isolated from what stands around them."""
        return isolate(shorten(text or "", limit), self.label.rtl)

    def quoted(self, text: str | None, limit: int = _TITLE) -> str:
        return f"«{self.words(text, limit)}»"

    def name(self, key: str | None, missing: str = "unknown") -> str:
        """The name of an identity, in Arabic."""
        found = self.answer["identities"].get(key or "")
        return self.words(found["name"], _NAME) if found else f"({self.label(missing)})"

    def names(self, keys: Sequence[str], most: int = 3) -> str:
        shown = [self.name(k) for k in keys[:most]]
        return ", ".join([*shown, *(["…"] if len(keys) > most else [])])

    def parts(self, row: Json) -> str:
        """who → whom."""
        if not row["actors"] and not row.get("recipients"):
            return ""
        who = self.names(row["actors"]) if row["actors"] else f"({self.label('nobody')})"
        return f"{who} → {self.names(row['recipients'])}" if row.get("recipients") else who

    def article(self, uid: str) -> str:
        """Outlet and day of an article."""
        found = self.answer["articles"].get(uid, {})
        outlet = self.words(found.get("outlet"), _NAME) if found.get("outlet") else f"({self.label('unknown')})"
        return f"{outlet} {(found.get('published') or self.label('undated.day'))[:10]}"

    def origins(self, row: Json, most: int = 4) -> str:
        shown = [self.words(o["name"], _NAME) for o in row["origins"][:most]]
        return ", ".join([*shown, *(["…"] if len(row["origins"]) > most else [])])

    def type(self, row: Json) -> str:
        kind = self.label(f"type.{row['type']}").upper()
        return f"{kind}/{self.label('mode.' + row['mode'])}" if row.get("mode") else kind

    def days(self, first: str | None, last: str | None) -> str:
        if not first:
            return f"…{last}" if last else "—"
        return first if not last or first == last else f"{first}…{last}"

    def amount(self, low: float | None, high: float | None) -> str:
        if low is None and high is None:
            return self.label("open")
        if low is not None and high is not None:
            return _digits(low) if low == high else f"{_digits(low)}–{_digits(high)}"
        return f"{self.label('at_least')} {_digits(low)}" if low is not None else f"{self.label('at_most')} {_digits(high or 0)}"

    def head(self, name: str, shown: int) -> Iterator[str]:
        """How many there are, and since when and for when that holds."""
        total = self.answer["total"]
        words = f"{self.label(f'question.{name}')}: {total:,}"
        if shown < total:
            words += f", {self.label('question.shown', n=shown)}"
        if self.answer["as_of"]:
            words += f" · {self.label('question.as_of', day=self.answer['as_of'])}"
        yield self.paint(words, "dim")

    def table(self, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
        """Columns as wide as what they hold; the last one is never cut by its neighbours, so Arabic titles belong there."""
        from rich import box
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table(box=box.SIMPLE, show_edge=False, pad_edge=False, header_style="bold" if self.paint.on else "")
        for head in heads:
            table.add_column(self.label(f"column.{head}"), no_wrap=True, justify="right" if head in _NUMBERS else "left")
        for row in rows:
            table.add_row(*(Text.from_ansi(cell) for cell in row))
        width = max(WIDTH, shutil.get_terminal_size().columns) * 4  # nothing is folded here: a terminal does it better
        console = Console(width=width, file=sys.stdout, force_terminal=self.paint.on, color_system="standard" if self.paint.on else None)
        with console.capture() as captured:
            console.print(table, crop=False)
        yield from (line.rstrip() for line in captured.get().strip("\n").split("\n"))


_NUMBERS = ("articles", "origins", "matters", "did", "got", "sides", "value", "low", "best", "high")


def _digits(value: float) -> str:
    return f"{int(value):,}" if value == int(value) else f"{value:,}"
