"""The parts of the benchmark harness; `run.py` beside this folder is the entry."""
