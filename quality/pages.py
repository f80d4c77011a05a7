"""How soon each page of the situation room can be used with a large record, in a real browser, and what it loads until then.

    python quality/pages.py --record RECORD.db [--browser /usr/bin/chromium]

The server is fresh: only what it prepares when it starts (``app/api/warm.py``) is there. The browser's cache is empty for each page. A page can be used when its heading
and its content are there, nothing is being loaded into it any more, and the browser has an idle moment. Milliseconds are of the clock,
with server and browser on one machine; bytes are as they went over the wire.
"""

from __future__ import annotations

import argparse
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from musnad.store.filters import Filter
from musnad.store.queries import Questions

#: What the issue "The situation room" asks for: milliseconds and bytes.
SOONEST, MOST = 1500, 1_000_000
#: Seconds that the server is left alone after its start, to prepare its first answers.
WARM = 5.0
_READY = "document.querySelector('main h1') && !document.querySelector('.skeleton, .busy')"
_IDLE = "() => new Promise(done => requestIdleCallback(() => done(performance.now())))"


def paths(record: Path) -> list[str]:
    """Every page, and of each kind of thing the page of the weightiest."""
    q = Questions(record)
    found = {name: getattr(q, name)(Filter(), 1)[name] for name in ("matters", "disputes", "processes", "actors")}
    one = {"matters": "matter", "disputes": "dispute", "processes": "process", "actors": "actor"}
    things = [f"{one[name]}/{rows[0]['key']}" for name, rows in found.items() if rows]
    things += [f"compare/{m['key']}" for m in found["matters"]] + [f"article/{m['articles'][0]}" for m in found["matters"]]
    return ["now", "disputes", "timeline", "processes", "figures", "actors", "map", "compare", "exports", "search?q=الجيش", "corrections", *things]


@contextmanager
def served(record: Path, *options: str, warm: float = WARM) -> Iterator[str]:
    """A server of its own, on a free port; ``warm`` seconds are left to it to prepare its first answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-m", "musnad", "serve", "--record", str(record), "--port", str(port), *options], stdout=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{address}/", timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        time.sleep(warm)
        yield address
    finally:
        process.terminate()
        process.wait()


def visit(browser: Any, address: str) -> tuple[float, int]:
    """Milliseconds from asking for a page until it can be used, and the bytes until then."""
    context = browser.new_context(viewport={"width": 1280, "height": 860}, bypass_csp=True)  # waiting for a page evaluates text in it
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    sizes: list[int] = []
    wire.on("Network.loadingFinished", lambda e: sizes.append(int(e["encodedDataLength"])))
    page.goto(address, wait_until="commit")
    page.wait_for_function(_READY, timeout=60_000)
    ready = float(page.evaluate(_IDLE))
    page.wait_for_load_state("networkidle")  # what was under way is counted too
    context.close()
    return ready, sum(sizes)


def measure(record: Path, chromium: str) -> list[str]:
    """Print a line for each page; what is not as it should be."""
    from playwright.sync_api import sync_playwright

    problems = []
    with served(record) as address, sync_playwright() as p:
        browser = p.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        visit(browser, f"{address}/")  # the browser itself starts up
        for path in paths(record):
            ready, size = visit(browser, f"{address}/{path}")
            late, large = ready > SOONEST, size > MOST
            print(f"{path.split('?')[0][:28]:28} {ready:6.0f} ms {size / 1000:6.0f} kB{'  TOO LATE' if late else ''}{'  TOO LARGE' if large else ''}", flush=True)
            problems += [f"page {path} is too slow"] if late else []
            problems += [f"page {path} is too large"] if large else []
    return problems


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", type=Path, required=True)
    parser.add_argument("--browser", default="/usr/bin/chromium")
    args = parser.parse_args()
    if not Path(args.browser).exists():
        print(f"{args.browser}: no such browser; make browser installs Debian's Chromium, or name one with --browser", file=sys.stderr)
        return 1
    problems = measure(args.record, args.browser)
    print("; ".join(problems) or "all as it should be")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
