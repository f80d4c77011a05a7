"""How a server is set up, and what it allows."""

from __future__ import annotations

from dataclasses import dataclass

from musnad.errors import UsageError
from musnad.store.databases import Place

#: Names of this machine: a page from elsewhere cannot make a browser send one of these as Host (DNS rebinding).
LOCAL = ("localhost", "127.0.0.1", "::1")
#: Characters of a token: 16 random bytes in hex are 32.
SHORTEST_TOKEN = 16
#: Bytes of a request's body; answers that are made at once; rows of an answer.
MOST_BODY, AT_ONCE, MOST_ROWS = 16_384, 6, 500


@dataclass(frozen=True, slots=True)
class Settings:
    """Read-only and for this machine unless told otherwise. UsageError when that would leave it open."""

    record: Place
    host: str = "127.0.0.1"
    port: int = 8765
    edit: bool = False
    token: str | None = None
    hosts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.host not in LOCAL and not self.token:
            raise UsageError(f"--host {self.host} can be reached from elsewhere; give a --token, or leave --host out")
        if self.token is not None and len(self.token) < SHORTEST_TOKEN:
            raise UsageError(f"--token: at least {SHORTEST_TOKEN} characters; for example the output of: openssl rand -hex 16")

    @property
    def any_host(self) -> bool:
        """With a token, and reachable from elsewhere, the server may be asked under any name unless names are given."""
        return self.host not in LOCAL and not self.hosts
