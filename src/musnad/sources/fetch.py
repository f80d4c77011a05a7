"""Fetching over HTTP for a program that follows links which others wrote.

Every address is checked before it is connected to, and that very address is connected to (no second look-up in between): nothing on
the own machine or network unless allowed, nothing link-local ever (cloud machines keep their secrets there). Redirects are
followed by hand and checked the same way. Size and time are bounded, also of what unpacks. robots.txt is obeyed.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from musnad.errors import InputError
from musnad.sources.limits import MAX_BYTES

AGENT = "Musnad/0.1 (reads news; obeys robots.txt)"
#: Seconds for one address in all, and for one step of it.
TOTAL_SECONDS, STEP_SECONDS = 60.0, 20.0
REDIRECTS = 5
_ROBOTS_BYTES = 500_000
_CHUNK = 65_536
Resolver = Callable[[str, int], list[str]]


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host."""
    return list(dict.fromkeys(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


@dataclass(frozen=True, slots=True)
class Fetched:
    """``status`` 304 means unchanged, with no data. ``url`` is the last address, behind redirects."""

    url: str
    status: int
    data: bytes
    type: str
    etag: str | None
    modified: str | None


@dataclass(slots=True)
class Fetcher:
    """Keeps what the robots.txt of each site says. Every method raises InputError that names the address and the next step."""

    allow_private: bool = False
    resolver: Resolver = resolve
    _robots: dict[str, RobotFileParser] = field(default_factory=dict)

    def get(self, url: str, etag: str | None = None, modified: str | None = None) -> Fetched:
        """The page, if robots.txt lets us."""
        if not self._allowed(url):
            raise InputError(f"{url}: its robots.txt does not let programs read it; save the page and add the file")
        headers = {k: v for k, v in (("If-None-Match", etag), ("If-Modified-Since", modified)) if v}
        found = self._follow(url, headers, MAX_BYTES)
        if found.status not in (200, 304):
            raise InputError(f"{url}: the server answered {found.status}; look at the address in a browser")
        return found

    def _allowed(self, url: str) -> bool:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            rules = RobotFileParser()
            found = self._follow(f"{site}/robots.txt", {}, _ROBOTS_BYTES)
            if found.status == 200:
                rules.parse(found.data.decode("utf-8", "replace").splitlines())
            else:  # RFC 9309, 2.3.1: without rules everything is allowed, a site in trouble is left alone
                rules.parse(["User-agent: *", "Disallow: /"] if found.status >= 500 else [])
            self._robots[site] = rules
        return self._robots[site].can_fetch(AGENT, url)

    def _follow(self, url: str, headers: dict[str, str], limit: int) -> Fetched:
        ends, here = time.monotonic() + TOTAL_SECONDS, url
        for _ in range(REDIRECTS + 1):
            try:
                found, location = self._one(here, headers, limit, ends)
            except InputError:
                raise
            except TimeoutError as error:
                raise InputError(f"{here}: no answer in time; try again later") from error
            except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
                raise InputError(f"{here}: cannot be fetched ({_short(error)}); check the address and the connection") from error
            if location is None:
                return found
            here = urljoin(here, location)
        raise InputError(f"{url}: more than {REDIRECTS} redirects; use the address where they end")

    def _one(self, url: str, headers: dict[str, str], limit: int, ends: float) -> tuple[Fetched, str | None]:
        """One request; the second value is where it redirects to."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise InputError(f"{url}: only http and https addresses are fetched")
        port = parts.port or (443 if parts.scheme == "https" else 80)
        connection = _Pinned(parts.hostname, port, self._checked(parts.hostname, port, url), secure=parts.scheme == "https")
        try:
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            wanted = {"User-Agent": AGENT, "Accept-Encoding": "gzip", "Connection": "close", **headers}
            connection.request("GET", _ascii(path), headers=wanted)
            answer = connection.getresponse()
            location = answer.getheader("Location") if answer.status in (301, 302, 303, 307, 308) else None
            data = b"" if location or answer.status == 304 else _body(answer, limit, ends, url)
            kind = (answer.getheader("Content-Type") or "").partition(";")[0].strip().lower()
            return Fetched(url, answer.status, data, kind, answer.getheader("ETag"), answer.getheader("Last-Modified")), location
        finally:
            connection.close()

    def _checked(self, host: str, port: int, url: str) -> str:
        """An address of the host that may be connected to; every one of them must be."""
        try:
            found = self.resolver(_host(host), port)
        except (OSError, UnicodeError) as error:
            raise InputError(f"{url}: no such host; check the address and the connection") from error
        for one in found:
            address = ipaddress.ip_address(one.partition("%")[0])
            address = getattr(address, "ipv4_mapped", None) or address
            if address.is_link_local or address.is_multicast or address.is_unspecified:
                raise InputError(f"{url}: leads to {one}, an address that is never fetched; check where the link comes from")
            if not address.is_global and not self.allow_private:
                raise InputError(f"{url}: leads to {one} on your own machine or network; allow that with --allow-private if you meant it")
        if not found:
            raise InputError(f"{url}: no such host; check the address")
        return found[0]


class _Pinned(http.client.HTTPConnection):
    """A connection to the address that was checked, whatever the name resolves to by now."""

    def __init__(self, host: str, port: int, address: str, *, secure: bool) -> None:
        super().__init__(_host(host), port, timeout=STEP_SECONDS)
        self._address, self._secure = address, secure
        self.default_port = 443 if secure else 80

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), self.timeout)
        if self._secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def _body(answer: http.client.HTTPResponse, limit: int, ends: float, url: str) -> bytes:
    """The bytes, unpacked; InputError past the limit or the time."""
    unpack = zlib.decompressobj(wbits=31) if (answer.getheader("Content-Encoding") or "").lower() == "gzip" else None
    out = bytearray()
    while chunk := answer.read1(_CHUNK):
        out += unpack.decompress(chunk, limit + 1 - len(out)) if unpack else chunk
        if len(out) > limit:
            raise InputError(f"{url}: larger than {limit / 1_000_000:g} MB, too large for an article or a feed")
        if time.monotonic() > ends:
            raise InputError(f"{url}: not done after {TOTAL_SECONDS:g} s; try again later")
    return bytes(out)


def _host(host: str) -> str:
    return host.encode("idna").decode("ascii") if not host.isascii() else host


def _ascii(path: str) -> str:
    from urllib.parse import quote

    return quote(path, safe="/%?=&;:@+$,!*'()~[]-._")


def _short(error: Exception) -> str:
    return (str(error) or type(error).__name__)[:120]
