"""The subjects in TypeScript: copies of their programs beside each of the packages that they import."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from typescript_package import build

from bench.measure import SUBJECTS, Numbers, Subject, reported
from node.toolchain import packages, toolchain

PEERS = Path(__file__).resolve().parent.parent / "node"
SDK, PEER, LARGE = "sdk", "peer", "large"
"""The folders that `prepared` makes."""

GITHUB = "@octokit/openapi/generated/api.github.com.json"
"""The large document, in the folder of the peers."""
GENERATE_SECONDS = 300


@dataclass(frozen=True, slots=True)
class NodeHost:
    """Where subjects in TypeScript run.

    Attributes:
        folder: what `prepared` has made.
    """

    folder: Path

    def run(self, subject: Subject) -> Numbers:
        """Run a subject once, as `bench.measure.Runner` says; its path is one of the folders."""
        script = self.folder / str(subject.path) / subject.script
        return reported([toolchain().node, script, *subject.arguments], {})


def prepared(root: Path, build_folder: Path, places: Collection[str]) -> NodeHost:
    """Copies of the subjects beside the packages that they import, made anew.

    Args:
        root: the checkout.
        build_folder: a folder for what is installed and built.
        places: which of the folders are needed.

    Raises:
        MissingToolError: a package of the tests cannot be installed.
        RuntimeError: a peer cannot be installed, or the SDK of the document not be generated.
        AssertionError: an SDK cannot be built.
    """
    folder = build_folder / "typescript"
    shutil.rmtree(folder, ignore_errors=True)
    for place in places:
        shutil.copytree(SUBJECTS / "typescript", folder / place)
        modules = folder / place / "node_modules"
        if place == PEER:
            modules.symlink_to(node_modules(build_folder / "node"))
            continue
        modules.mkdir()
        if place == SDK:
            build(root / "generated" / "typescript", modules / "cloudflare")
        else:
            document = node_modules(build_folder / "node") / GITHUB
            build(_generated(root, document, folder / "generated"), modules / "large")
    return NodeHost(folder)


def _generated(root: Path, document: Path, folder: Path) -> Path:
    command = [sys.executable, "-m", "sdksmith", "generate", document, "--flavor", "typescript"]
    done = subprocess.run(
        [*command, "--output", folder],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root / "generator")},
        capture_output=True,
        text=True,
        timeout=GENERATE_SECONDS,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return folder


def esbuild() -> Path:
    """The bundler, as a module."""
    return packages() / "esbuild" / "lib" / "main.js"


def node_modules(folder: Path) -> Path:
    """The peers of `package-lock.json`, installed in `folder`.

    Raises:
        RuntimeError: npm could not install them.
    """
    modules = folder / "node_modules"
    lock = (PEERS / "package-lock.json").read_bytes()
    stamp = folder / "installed.json"
    if not stamp.is_file() or stamp.read_bytes() != lock:
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            (folder / name).write_bytes((PEERS / name).read_bytes())
        command = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent")
        done = toolchain().npm(*command, folder=folder, downloads=True, seconds=600)
        if done.returncode:
            raise RuntimeError(done.stdout + done.stderr)
        stamp.write_bytes(lock)
    return modules
