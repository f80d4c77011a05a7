"""``musnad lexicon``: what the lexicon knows of a word, and whether its files are sound."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from musnad.app.bidi import isolate
from musnad.app.rows import show_cells
from musnad.errors import LexiconError
from musnad.lexicon.phrases import clitic_variants
from musnad.lexicon.reader import DATA, read_table
from musnad.text.fold import fold


def lookup_command(word: str, user: Path | None) -> int:
    """Print every row with a cell value that is the word, up to folding and clitics; 1 when there is none."""
    wanted = _readings(word)
    count = 0
    for where, row in _matches(wanted, user):
        count += 1
        click.echo(f"{where}  {isolate(row)}")
    if not count:
        click.echo(f"musnad: {isolate(word)} is in no lexicon file; add a row of your own with --lexicon DIR", err=True)
    return 0 if count else 1


def _readings(word: str) -> frozenset[str]:
    """The folded word as it stands, without clitics in front, without and with the article, without nisba endings."""
    first, _, rest = fold(" ".join(word.split())).partition(" ")
    tail = f" {rest}" if rest else ""
    plain = {w for w, _ in clitic_variants(first)}
    bare = {w[2:] for w in plain if w.startswith("ال") and len(w) > 4}
    nisba = {w.removesuffix(e) for w in plain | bare for e in ("ه", "ون", "ين", "ات", "ا") if w.endswith("ي" + e)}
    nisba |= {w[:-2] + "ي" for w in plain | bare if w.endswith("يه")}
    return frozenset(w + tail for w in plain | bare | nisba | {f"ال{w}" for w in plain} if w)


def _matches(wanted: frozenset[str], user: Path | None) -> Iterator[tuple[str, str]]:
    """``path:line`` and the filled cells of every matching row, the user's own rows first."""
    for path, name in _files(user):
        lines = path.read_text(encoding="utf-8").split("\n")
        for number, folded in enumerate(fold("\n".join(lines)).split("\n"), start=1):
            if number > 1 and not folded.startswith("#") and _has(folded, wanted):
                yield f"{name}:{number}", show_cells(lines[0], lines[number - 1])


def _has(folded: str, wanted: frozenset[str]) -> bool:
    return any(word in folded for word in wanted) and not wanted.isdisjoint(folded.replace("|", "\t").split("\t"))


def _files(user: Path | None) -> Iterator[tuple[Path, str]]:
    for folder in (user, DATA) if user else (DATA,):
        for path in sorted(folder.rglob("*.tsv")):
            yield path, str(path.relative_to(DATA)) if folder is DATA else str(path)


def check_command(user: Path | None) -> int:
    """Print each problem; 1 when there is one."""
    problems: list[str] = []
    rows = files = 0
    for path, name in _files(user):
        files += 1
        try:
            header = path.read_text(encoding="utf-8").split("\n", 1)[0].split("\t")
            rows += len(read_table(path, header, ()))
        except LexiconError as error:
            problems.append(str(error))
        except UnicodeDecodeError:
            problems.append(f"{name}:1: not UTF-8")
    problems += _strangers(user)
    problems = problems or _build(user)
    for problem in problems:
        click.echo(problem)
    click.echo(f"{files} files, {rows:,} rows, {len(problems) or 'no'} problem{'' if len(problems) == 1 else 's'}")
    return 1 if problems else 0


def _strangers(user: Path | None) -> list[str]:
    """Files of the user's folder that no reader would look at."""
    if user is None:
        return []
    known = {p.relative_to(DATA) for p in DATA.rglob("*.tsv")}
    open_folders = {Path("actors"), Path("people")}  # files of any name are read there
    out = []
    for path in sorted(user.rglob("*.tsv")):
        local = path.relative_to(user)
        if local not in known and local.parent not in open_folders:
            out.append(f"{path}:1: no lexicon file has this name, so it is never read; see docs/lexicon.md")
    return out


def _build(user: Path | None) -> list[str]:
    """Columns are checked by who reads them: build the whole reader once."""
    from musnad.reader import Reader

    try:
        Reader(user_lexicon=user)
    except LexiconError as error:
        return [str(error)]
    return []
