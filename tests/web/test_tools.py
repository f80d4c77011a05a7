"""``musnad mcp`` with the package's own client, over a real pipe and in memory."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import anyio
import pytest

mcp = pytest.importorskip("mcp", reason="pip install mcp")

from musnad.app.room.room import Room  # noqa: E402
from musnad.app.tools import NOTE, Tools, make_server  # noqa: E402


def run_apart(work: Callable[[], Awaitable[Any]]) -> Any:
    """In a thread of its own: Playwright keeps a loop running in the tests' one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(anyio.run, work).result()


def ask(situation: Path, *calls: tuple[str, dict[str, Any]]) -> list[Any]:
    async def run() -> list[Any]:
        async with mcp.Client(make_server(Room(situation))) as client:
            return [await client.call_tool(name, arguments) for name, arguments in calls]

    return run_apart(run)


def test_every_tool_says_that_it_only_reads(situation: Path) -> None:
    async def run() -> Any:
        async with mcp.Client(make_server(Room(situation))) as client:
            return await client.list_tools()

    tools = run_apart(run).tools
    assert {t.name for t in tools} == set(Tools.NAMES)
    for tool in tools:
        assert tool.annotations.read_only_hint is True
        assert tool.description


def test_answers_hold_words_chain_and_note(situation: Path) -> None:
    about, now, disputes, search = ask(situation, ("about", {}), ("now", {"days": 92}), ("disputes", {}), ("search", {"words": "القائم"}))
    for answer in (about, now, disputes, search):
        assert not answer.is_error
        assert answer.structured_content["note"] == NOTE
    for change in now.structured_content["changes"]:
        assert change["fact"]["quote"]["words"]
        assert change["fact"]["article"] in now.structured_content["articles"]
    side = disputes.structured_content["disputes"][0]["sides"][0]
    assert side["facts"][0]["quote"]["words"]
    key = disputes.structured_content["disputes"][0]["key"]
    (shown, read) = ask(situation, ("show", {"key": key}), ("read_article", {"key": "sit-12"}))
    assert shown.structured_content["value"]["reason"]["rule"]
    assert read.structured_content["statements"][0]["chain"]


def test_errors_are_told(situation: Path) -> None:
    missing, wrong, unknown = ask(situation, ("show", {"key": "nothing"}), ("now", {"as_of": "yesterday"}), ("matters", {"actor": "zzz"}))
    assert missing.is_error
    assert "nothing with this key" in missing.content[0].text
    assert wrong.is_error
    assert unknown.is_error


def test_over_a_pipe(situation: Path) -> None:
    from mcp.client.stdio import StdioServerParameters, stdio_client

    async def run() -> Any:
        parameters = StdioServerParameters(command=sys.executable, args=["-m", "musnad", "mcp", "--record", str(situation)])
        async with mcp.Client(stdio_client(parameters)) as client:
            return await client.call_tool("about", {})

    assert run_apart(run).structured_content["counts"]["articles"] == 36
