"""What stands before every answer: who may ask, how much, and what a browser may do with it.

Plain ASGI, so that nothing of an answer is held back or read twice.
"""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Iterable
from http.cookies import SimpleCookie
from urllib.parse import parse_qsl, quote, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from musnad.app.api.settings import AT_ONCE, LOCAL, MOST_BODY, Settings

COOKIE = "musnad_token"
#: No script, style, font or picture but our own files; nothing inline, no frame, no form that leaves.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY, "x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin", "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
}  # fmt: skip
#: How long a request waits for its turn, in seconds.
PATIENCE = 20.0


class Guard:
    """Host, token, size and number of requests; then the headers."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self.settings = app, settings
        self._turn: asyncio.Semaphore | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refused = self._refuse(scope)
        if refused is not None:
            await refused(scope, receive, _with_headers(send, scope))
            return
        if not scope["path"].startswith("/api/"):
            await self.app(scope, receive, _with_headers(send, scope))
            return
        self._turn = self._turn or asyncio.Semaphore(AT_ONCE)
        try:
            await asyncio.wait_for(self._turn.acquire(), PATIENCE)
        except TimeoutError:
            busy = _problem(429, "too many questions at once; ask again in a few seconds")
            await busy(scope, receive, _with_headers(send, scope))
            return
        try:
            await self.app(scope, _limited(receive), _with_headers(send, scope))
        finally:
            self._turn.release()

    def _refuse(self, scope: Scope) -> ASGIApp | None:
        headers = Headers(scope=scope)
        if not self._known_host(headers.get("host", "")):
            return _problem(421, "this server does not go by that name; ask it as localhost, or start it with --allow-host NAME")
        if (length := headers.get("content-length", "0")) and (not length.isdecimal() or int(length) > MOST_BODY):
            return _problem(413, f"at most {MOST_BODY:,} bytes can be sent")
        return self._ask_token(scope, headers)

    def _known_host(self, host: str) -> bool:
        name = host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() else host
        return self.settings.any_host or name.strip("[]").lower() in (*LOCAL, *self.settings.hosts)

    def _ask_token(self, scope: Scope, headers: Headers) -> ASGIApp | None:
        """A token comes as ``Authorization: Bearer``, as a cookie, or once in a link, which sets the cookie."""
        token = self.settings.token
        if token is None:
            return None
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        given = [v for k, v in query if k == "token"]
        if given and scope["method"] == "GET" and _same(given[-1], token):
            rest = urlencode([(k, v) for k, v in query if k != "token"])
            there = RedirectResponse(quote(scope["path"]) + (f"?{rest}" if rest else ""), 303)
            there.set_cookie(COOKIE, token, httponly=True, samesite="strict", secure=scope["scheme"] == "https")
            return there
        bearer = headers.get("authorization", "").removeprefix("Bearer ")
        cookie = SimpleCookie(_readable(headers.get("cookie", ""))).get(COOKIE)
        if _same(bearer, token) or (cookie is not None and _same(cookie.value, token)):
            return None
        return _problem(401, "a token is needed: open the link that musnad serve printed, or send it as Authorization: Bearer", {"www-authenticate": "Bearer"})


def _readable(cookie: str) -> str:
    """Only what SimpleCookie takes without an error."""
    return cookie if cookie.isprintable() else ""


def _same(given: str, token: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), token.encode())


def _problem(status: int, detail: str, headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse({"detail": detail}, status, headers)


def _limited(receive: Receive) -> Receive:
    """A body without a length, cut off where it gets too long."""
    seen = 0

    async def limited() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        return {"type": "http.disconnect"} if seen > MOST_BODY else message

    return limited


def _with_headers(send: Send, scope: Scope, more: Iterable[tuple[str, str]] = ()) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in (*HEADERS.items(), *more):
                headers[name] = value
            if "cache-control" not in headers:
                headers["cache-control"] = "no-store"
        await send(message)

    return sending
