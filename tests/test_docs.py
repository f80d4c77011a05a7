"""Documentation that cannot go stale: generated pages are up to date, links lead somewhere, nothing is left out."""

from __future__ import annotations

import re

import pytest

import update_commands
import update_readme
from conftest import ROOT
from musnad.lexicon.reader import DATA

PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "NOTICE")] + sorted((ROOT / "docs").glob("*.md"))


def test_commands_page_is_the_programs_help() -> None:
    assert update_commands.FILE.read_text(encoding="utf-8") == update_commands.page(), "run `make docs`"


def test_readme_shows_real_output() -> None:
    text = update_readme.FILE.read_text(encoding="utf-8")
    assert "<!-- demo:" in text
    assert text == update_readme.filled(text), "run `make docs`"


def test_every_command_is_documented() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for path, _ in update_commands.commands():
        assert path in text, path


def test_every_lexicon_file_is_documented_with_its_columns() -> None:
    text = (ROOT / "docs" / "lexicon.md").read_text(encoding="utf-8")
    for path in sorted(DATA.rglob("*.tsv")):
        name = str(path.relative_to(DATA))
        folder = f"{path.relative_to(DATA).parent}/*.tsv"
        assert f"`{name}`" in text or f"`{folder}`" in text, name
        header = path.read_text(encoding="utf-8").split("\n", 1)[0].split("\t")
        for column in header:
            assert f"`{column}`" in text, f"{name}: column {column}"


def test_every_make_target_is_documented() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for target in re.findall(r"^([a-z]+):", makefile, re.MULTILINE):
        assert f"make {target}" in text, target


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_to_files(page: object) -> None:
    path = ROOT / str(page)
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", text):
        if not target.startswith("http"):
            assert (path.parent / target).exists(), target
