"""The parts of the benchmark harness; `run.py` beside this folder is the entry."""

import sys
from pathlib import Path

_TESTS = Path(__file__).parents[2]
# The toolchains are those of the tests.
sys.path += [str(_TESTS), str(_TESTS / "behaviour" / "typescript")]
