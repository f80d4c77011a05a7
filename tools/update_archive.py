"""Write the description of the tables into ``docs/archive.md`` from the code. A test checks that it is up to date."""

from __future__ import annotations

import re
from pathlib import Path

from musnad.archive.tables import TABLES, VERSION

FILE = Path(__file__).resolve().parent.parent / "docs" / "archive.md"
_PLACE = re.compile(r"(<!-- tables -->\n).*(<!-- /tables -->)", re.DOTALL)


def tables() -> str:
    """All tables, column by column."""
    head = f"""## The tables, schema {VERSION}

The number is in the metadata of every file as `musnad.schema`. It changes when a column goes or changes its meaning. `month` is in all
tables but `problems`; what is not known is null.
"""
    parts = [head]
    for name, columns in TABLES.items():
        rows = "\n".join(f"| `{column}` | {_kind(str(kind))} | {meaning} |" for column, kind, meaning in columns)
        parts.append(f"### {name}\n\n| column | type | is |\n| --- | --- | --- |\n{rows}\n")
    return "\n".join(parts)


def _kind(kind: str) -> str:
    return kind.replace("element: ", "").replace("item: ", "").replace("<", "\\<")


def page(text: str) -> str:
    """The page with the tables as they are today."""
    return _PLACE.sub(lambda m: f"{m[1]}\n{tables()}\n{m[2]}", text)


if __name__ == "__main__":
    FILE.write_text(page(FILE.read_text(encoding="utf-8")), encoding="utf-8")
