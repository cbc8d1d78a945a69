"""The virtual environment that the subjects run in: the peers, at the versions of peers.lock."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

INSTALL_SECONDS = 600


def peers_python(lock: Path, folder: Path) -> Path:
    """The interpreter of the environment in `folder`, made anew whenever `lock` has changed.

    Raises:
        CalledProcessError: the packages could not be installed; pip has said why.
    """
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = folder / "peers.lock.sha256"
    wanted = f"{hashlib.sha256(lock.read_bytes()).hexdigest()} {sys.version}"
    if stamp.is_file() and stamp.read_text("utf-8") == wanted:
        return python
    print(f"making {folder} …", file=sys.stderr)
    venv.create(folder, clear=True, with_pip=True)
    subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock],
        check=True,
        timeout=INSTALL_SECONDS,
    )
    stamp.write_text(wanted, "utf-8")
    return python
