"""Start-up: what a program does not use is not loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]

HEAVY = {"httpx2", "httpx", "httpcore2", "ssl", "logging", "typing", "json", "asyncio", "pydantic"}
PROGRAM = f"""
import sys
sys.path.insert(0, {str(ROOT / "templates" / "python" / "src")!r})
from sdk._runtime.sync_client import SyncClient
from sdk._runtime.async_client import AsyncClient
from sdk._runtime import models, resource, sentinels, errors, convert, credentials
class Client(SyncClient):
    _title, _version, _env_prefix = "Example", "1", "EXAMPLE"
    _default_base_url = "http://127.0.0.1:9"
client = Client(max_retries=0)
print(*sorted({HEAVY!r} & sys.modules.keys()))
try:
    client.get("/", cast_to=object)
except errors.APIConnectionError:
    print(*sorted({{"httpx", "pydantic"}} & sys.modules.keys()))
"""


def test_nothing_heavy_before_the_first_request() -> None:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, timeout=60
    )
    assert run.stdout == "\n\n"
