# Two commands do everything on a fresh machine with Python 3.11, pip, venv, make and git: make demo, make test.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
DEMO ?=
SAMPLE ?= en

.PHONY: help demo test test-slow lint wheel samples clean

help: ## Show what there is to make
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

.venv/.ready: requirements.lock pyproject.toml hatch_build.py
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch .venv/.ready

demo: .venv/.ready ## Make a sample provider, draft documents, sync, and show the map (DEMO=folder SAMPLE=en|nb)
	@$(BIN)/python tests/demo.py "$(DEMO)" "$(SAMPLE)"

test: .venv/.ready ## Run the fast tests
	$(BIN)/python -m pytest -n 2 -q

test-slow: .venv/.ready ## Run the slow tests: kills, bursts, conversions
	$(BIN)/python -m pytest -q -m slow

lint: .venv/.ready ## Check style and types
	$(BIN)/ruff check .
	$(BIN)/mypy

wheel: .venv/.ready ## Build the wheel into dist/
	$(BIN)/python -m build --wheel --no-isolation --outdir dist

samples: .venv/.ready ## Build the sample providers' evidence and decisions anew
	$(BIN)/python -m tests.samples.build

clean: ## Remove what was built
	rm -rf .venv dist build .mypy_cache .ruff_cache .pytest_cache
