"""Made-up articles, and shards of them in every form."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path
from typing import Any

Line = dict[str, Any]


def line(number: int, **other: Any) -> Line:
    """An article with a statement, a denial, a figure and a time; every one different. Three months, some without a date."""
    text = f"بيان رقم {number}\nقالت وزارة الدفاع العراقية إن {number + 2} جنود قتلوا أمس الأحد في بغداد.\nونفى المتحدث باسمها ذلك."
    published = None if number % 10 == 9 else f"2024-0{number % 3 + 4}-{number % 28 + 1:02}T12:00:00+03:00"
    return {"id": f"a{number}", "text": text, "published": published, "outlet": "وكالة", "url": f"https://example.org/{number}", **other}


def lines(number: int, first: int = 0) -> list[Line]:
    return [line(n) for n in range(first, first + number)]


def write_jsonl(path: Path, found: list[Line]) -> Path:
    data = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in found).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def write_csv(path: Path, found: list[Line]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(found[0]))
        writer.writeheader()
        writer.writerows(found)
    return path


def write_parquet(path: Path, found: list[Line]) -> Path:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.Table.from_pylist(found), path)
    return path


def page(number: int) -> bytes:
    """A page that says of itself who published it and when."""
    said = {"@type": "NewsArticle", "headline": f"بيان جديد رقم {number}", "datePublished": "2024-05-03T10:00:00+03:00", "publisher": {"name": "وكالة"}}
    body = "".join(f"<p>قالت وزارة الدفاع العراقية في الفقرة {n} من بيانها إن {number + n + 3} جنود قتلوا يوم الخميس في بغداد خلال مواجهات مسلحة.</p>" for n in range(5))
    head = f'<meta charset="utf-8"><script type="application/ld+json">{json.dumps(said, ensure_ascii=False)}</script>'
    return f"<!doctype html><html><head>{head}</head><body><article><h1>بيان جديد رقم {number}</h1>{body}</article></body></html>".encode()


def warc_record(url: str, body: bytes, status: str = "200 OK", kind: str = "text/html; charset=utf-8", type_: str = "response") -> bytes:
    """A record of WARC 1.1 as crawlers write it."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.1\r\nWARC-Type: {type_}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-06-01T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-{abs(hash(url)) % 10**12:012}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def write_warc(path: Path, records: list[bytes]) -> Path:
    packed = path.suffix == ".gz"
    path.write_bytes(b"".join(gzip.compress(r) if packed else r for r in records))
    return path
