# On a fresh machine Python 3.11 and make are enough: each target installs what it needs into .venv, npm packages and
# caches into build, and a browser by apt-get.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes
UV := $(VENV)/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command "make lock"

.PHONY: generate check validate test accept lint bench corpus chromium lock clean

generate: $(VENV)/generate.stamp ## Make the SDKs of sdksmith.yaml.
	$(BIN)/sdksmith generate

check: $(VENV)/generate.stamp ## Fail if the SDKs on disk are not what would be generated.
	$(BIN)/sdksmith generate --check

validate: $(VENV)/generate.stamp ## Fail if there is anything to say of the OpenAPI document.
	$(BIN)/sdksmith validate --fail-on info

test: $(VENV)/test.stamp chromium ## Run all tests.
	$(BIN)/python -m pytest

accept: $(VENV)/test.stamp generate ## Take what comes out as what is expected; read the diff afterwards.
	SDKSMITH_ACCEPT=1 $(BIN)/python -m pytest tests/test_cases.py

lint: $(VENV)/test.stamp ## What a reviewer should not have to say.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/test.stamp ## Measure, beside peers; see tests/benchmarks/README.md.
	$(BIN)/python tests/benchmarks/run.py

corpus: $(VENV)/test.stamp ## Generate, type-check and call the SDKs of large documents; minutes.
	$(BIN)/python tests/behaviour/python/survey.py
	$(BIN)/python tests/behaviour/go/go_survey.py
	$(BIN)/python tests/behaviour/typescript/ts_survey.py

chromium: ## Install a browser for the tests, where there is none.
	tests/node/chromium.sh

lock: ## Choose the newest versions of all dependencies that pyproject.toml allows.
	$(PYTHON) -m venv $(VENV)/lock
	$(VENV)/lock/bin/python -m pip --disable-pip-version-check install --quiet uv
	$(UV) --upgrade --output-file requirements.lock pyproject.toml --group build
	$(UV) --upgrade --output-file requirements-dev.lock pyproject.toml --group build --group dev
	$(UV) --upgrade --output-file requirements-cc.lock --group cc

clean: ## Remove what the targets above installed and built.
	rm -rf $(VENV) build

$(VENV)/generate.stamp: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) --requirement requirements.lock
	$(PIP:--require-hashes=) --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/test.stamp: requirements-dev.lock requirements-cc.lock $(VENV)/generate.stamp
	$(PIP) --requirement requirements-dev.lock
	command -v gcc || command -v clang || command -v cc || $(PIP) --requirement requirements-cc.lock
	touch $@
