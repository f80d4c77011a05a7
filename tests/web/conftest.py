"""The example situation as a record, a server for it, and a real browser."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT

pytest.importorskip("fastapi", reason="the extra «serve» is not installed: pip install -e '.[dev]'")

from fastapi.testclient import TestClient

from musnad.app.api.build import create_app
from musnad.app.api.settings import Settings

HOSTS = ("testserver",)
CHROMIUM = os.environ.get("MUSNAD_CHROMIUM", "/usr/bin/chromium")
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"


def add(inputs: list[str], record: Path) -> None:
    subprocess.run([sys.executable, "-m", "musnad", "add", *inputs, "--record", str(record)], check=True, capture_output=True)


@pytest.fixture(scope="session")
def situation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of ``examples/situation``. Only read: tests that write take a copy."""
    record = tmp_path_factory.mktemp("web") / "situation.db"
    add([str(ROOT / "examples" / "situation" / "articles.jsonl")], record)
    return record


@pytest.fixture
def own(situation: Path, tmp_path: Path) -> Path:
    """A copy to write to."""
    return Path(shutil.copyfile(situation, tmp_path / "own.db"))


@pytest.fixture(scope="session")
def client(situation: Path) -> TestClient:
    return TestClient(create_app(Settings(situation, hosts=HOSTS)))


class Server:
    """A real server in a thread."""

    def __init__(self, settings: Settings) -> None:
        import uvicorn

        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._server = uvicorn.Server(uvicorn.Config(create_app(settings), host="127.0.0.1", port=self.port, log_level="warning"))
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.02)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(10)


@pytest.fixture(scope="session")
def server(situation: Path) -> Iterator[Server]:
    running = Server(Settings(situation))
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium. Without it these tests say so loudly, they do not pass in silence."""
    if not Path(CHROMIUM).exists():
        warnings.warn(f"no browser at {CHROMIUM}: the pages were NOT tested (apt-get install chromium, or set MUSNAD_CHROMIUM)", stacklevel=1)
        pytest.skip(f"no browser at {CHROMIUM}")
    playwright = pytest.importorskip("playwright.sync_api", reason="pip install playwright")
    with playwright.sync_playwright() as p:
        running = p.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page that must not say anything to the console."""
    context = browser.new_context(viewport={"width": 1280, "height": 860}, reduced_motion="reduce")
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda m: said.append(m.text) if m.type in ("error", "warning") else None)
    opened.on("pageerror", lambda e: said.append(str(e)))
    opened.on("requestfailed", lambda r: said.append(f"failed: {r.url}") if "ERR_ABORTED" not in str(r.failure) else None)
    opened.said = said
    yield opened
    context.close()
    assert said == []
