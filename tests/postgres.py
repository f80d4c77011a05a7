"""A PostgreSQL server of the tests' own: in a temporary folder, on a socket there, with nothing but what tests put in."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from musnad.store.databases import Address

#: Nobody needs what is in it after a crash of the machine.
_SETTINGS = {
    "listen_addresses": "", "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "60",
    "shared_buffers": "64MB", "autovacuum": "off", "log_min_messages": "fatal", "jit": "off",
}  # fmt: skip
#: One role has to give a password; all others are who they say.
_HBA = "local all locked scram-sha-256\nlocal all refused reject\nlocal all all trust\n"
OWNER, PASSWORD = "desk", "كلمة السر"


def programs() -> Path | None:
    """The folder with ``initdb``, which Debian keeps out of the way; MUSNAD_POSTGRES names another one."""
    named = os.environ.get("MUSNAD_POSTGRES")
    found = [Path(named)] if named else sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: float(p.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    found += [Path(on_path).resolve().parent] if on_path else []
    return next((p for p in found if (p / "initdb").exists()), None)


def missing() -> str | None:
    """Why there can be no server; said loudly."""
    why = None
    if programs() is None:
        why = "PostgreSQL IS NOT HERE (make postgres, or MUSNAD_POSTGRES=FOLDER with initdb): records in it were NOT tested"
    elif os.geteuid() == 0 and not (shutil.which("runuser") and _user("postgres")):
        why = "PostgreSQL does not run as root and there is no user postgres: records in it were NOT tested"
    if why:
        warnings.warn(why, stacklevel=2)
    return why


def _user(name: str) -> bool:
    return subprocess.run(["id", name], capture_output=True, check=False).returncode == 0


class Server:
    """Databases are named by number; a copy of one is a new one."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._numbers = folder, count(1)

    def address(self, database: str, user: str = OWNER, password: str | None = None) -> Address:
        return Address(user, str(self.folder), 5432, database, password)

    def new(self, like: Address | None = None) -> Address:
        """A database of its own: empty, or a copy."""
        name = f"r{next(self._numbers)}"
        if like:  # only what nobody uses can be copied; who was connected connects again
            self.run("postgres", f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{like.database}'")
        self.run("postgres", f'CREATE DATABASE {name} OWNER {OWNER} TEMPLATE "{like.database if like else "template0"}"')
        return self.address(name)

    def run(self, database: str, statement: str, user: str = "postgres") -> str:
        """What ``psql`` prints."""
        asked = ["psql", "-h", str(self.folder), "-U", user, "-d", database, "-v", "ON_ERROR_STOP=1", "-qAtc", statement]
        done = subprocess.run(asked, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


@contextmanager
def running() -> Iterator[Server]:
    """Start it, and stop it in the end."""
    bin_ = programs()
    assert bin_ is not None
    as_other = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory(prefix="musnad-pg-", dir="/tmp") as name:  # a socket's path may have 107 bytes
        folder, data = Path(name), Path(name) / "data"
        if as_other:
            shutil.chown(folder, "postgres")
        folder.chmod(0o755)

        def pg(*args: str | Path) -> None:
            done = subprocess.run([*as_other, *map(str, args)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd="/", check=False)
            assert done.returncode == 0, done.stderr.decode()

        # A locale whose order is not that of code points: the record must not depend on it.
        pg(bin_ / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale-provider=icu", "--icu-locale=en-US", "--locale=C.UTF-8", "--no-sync")
        (data / "pg_hba.conf").write_text(_HBA, encoding="utf-8")
        settings = " ".join(f"-c {k}={v or chr(39) * 2}" for k, v in _SETTINGS.items())
        pg(bin_ / "pg_ctl", "-D", data, "-w", "-s", "-l", data / "log", "-o", f"-k {folder} {settings}", "start")
        try:
            server = Server(folder)
            server.run("postgres", f"CREATE ROLE {OWNER} LOGIN; CREATE ROLE reader LOGIN; CREATE ROLE refused LOGIN; CREATE ROLE locked LOGIN PASSWORD '{PASSWORD}'")
            yield server
        finally:
            pg(bin_ / "pg_ctl", "-D", data, "-m", "immediate", "-s", "stop")
