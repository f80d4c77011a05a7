"""Take the pictures of the situation room anew: those of ``docs/img``, or with ``--all DIR`` every page to be looked at.

    python tools/update_screenshots.py [--record RECORD.db] [--browser /usr/bin/chromium] [--all DIR] [--only NAME]

Without ``--record`` a record of ``examples/situation`` is made. ``--all`` takes each page whole: Arabic and English, light and dark, phone and wide.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path
from typing import Any

from musnad.store.filters import Filter
from musnad.store.queries import Questions

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "quality"))

from pages import served  # noqa: E402  # it lies beside, not in the package

WIDE, PHONE = (1440, 900), (390, 844)
#: A page as it is kept in the documentation: page, language, theme, size.
KEPT = (
    ("now", "en", "light", WIDE), ("disputes", "ar", "dark", WIDE), ("timeline", "en", "light", WIDE), ("processes", "en", "dark", WIDE), ("figures", "en", "light", WIDE),
    ("actor", "en", "light", WIDE), ("map", "ar", "light", WIDE), ("compare", "ar", "light", WIDE), ("article", "ar", "light", WIDE), ("exports", "en", "light", WIDE), ("now", "ar", "light", PHONE),
)  # fmt: skip


def addresses(record: Path) -> dict[str, str]:
    """Name of a page → its address; of each kind of thing the weightiest."""
    q = Questions(record)
    first = {one: getattr(q, many)(Filter(), 1)[many][0]["key"] for one, many in (("matter", "matters"), ("dispute", "disputes"), ("process", "processes"), ("actor", "actors"))}
    article = next((r["article"] for r in q.search("نفى", Filter(), 1)["results"]), None)
    lists = ("now", "disputes", "timeline", "processes", "figures", "actors", "map", "compare", "exports", "corrections")
    return {**{n: n for n in lists}, **{k: f"{k}/{v}" for k, v in first.items()}, **({"article": f"article/{article}"} if article else {}), "search": "search?q=القائم"}


def take(browser: Any, address: str, out: Path, lang: str, theme: str, size: tuple[int, int], whole: bool) -> None:
    """One picture. What moves is still, and what loads is there."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=theme, reduced_motion="reduce", bypass_csp=True)
    page = context.new_page()
    page.goto(f"{address}{'&' if '?' in address else '?'}lang={lang}")
    page.wait_for_function("document.querySelector('main h1') && !document.querySelector('.skeleton, .busy')")
    page.wait_for_load_state("networkidle")
    if page.locator("svg.map").count():
        page.wait_for_selector("svg.map .land", state="attached")
    page.wait_for_timeout(300)
    page.screenshot(path=str(out), full_page=whole)
    context.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", type=Path)
    parser.add_argument("--browser", default="/usr/bin/chromium")
    parser.add_argument("--all", type=Path, metavar="DIR", help="every page, into this folder")
    parser.add_argument("--only", action="append", metavar="NAME", help="only this page")
    args = parser.parse_args()
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as p:
        record = args.record or Path(folder) / "situation.db"
        if not args.record:
            subprocess.run([sys.executable, "-m", "musnad", "add", str(ROOT / "examples" / "situation" / "articles.jsonl"), "--record", str(record)], check=True, stdout=subprocess.DEVNULL)
        known = addresses(record)
        views = product(known, ("en", "ar"), ("light", "dark"), (WIDE, PHONE)) if args.all else KEPT
        out = args.all or ROOT / "docs" / "img"
        out.mkdir(parents=True, exist_ok=True)
        browser = p.chromium.launch(executable_path=args.browser, args=["--no-sandbox"])
        with served(record, "--edit", warm=0.0) as address:  # with corrections, so that their page is there
            for name, lang, theme, size in views:
                if args.only and name not in args.only:
                    continue
                phone = size == PHONE
                file = f"{name}-{lang}-{theme}{'-phone' if phone else ''}.png" if args.all else f"{name}-{lang}-{'phone' if phone else theme}.png"
                take(browser, f"{address}/{known[name]}", out / file, lang, theme, size, bool(args.all))
                print(out / file)
    return 0


if __name__ == "__main__":
    sys.exit(main())
