# Two commands do everything on a fresh machine with Python 3.11, pip, venv, make and git: make demo, make test.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
DEMO ?=
BENCH ?=
SAMPLE ?= en

.PHONY: help demo test test-slow lint bench wheel samples clean

help: ## Show what there is to make
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

.venv/.ready: requirements.lock pyproject.toml hatch_build.py
	@echo "Setting up .venv, once; this takes about a minute."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch .venv/.ready

demo: .venv/.ready ## Make a sample provider, draft documents, sync, and show the map (DEMO=folder SAMPLE=en|nb|lt)
	@set -e; folder="$(DEMO)"; [ -n "$$folder" ] || folder="$$(mktemp -d)/demo"; \
	case "$(SAMPLE)" in nb) word=klagebehandling;; lt) word=skundas;; *) word=complaint;; esac; \
	q="$(CURDIR)/$(BIN)/qms"; \
	$$q init "$$folder" --demo --lang $(SAMPLE) >/dev/null; cd "$$folder"; \
	$$q document generate --all; $$q sync; echo; \
	$$q coverage; echo; $$q gaps --limit 5; echo; $$q search "$$word" --limit 5; \
	echo; echo "The sample is in $$folder. See it in the browser:"; echo "  $$q -C $$folder serve"; \
	echo "Or try here:"; echo "  cd $$folder"; \
	for try in "indicator show 26" "suggest" "review" "document list" "gaps --leverage" "assess show 17" \
		"pack -o ../audit-pack --unchecked on-site"; do echo "  $$q $$try"; done

test: .venv/.ready ## Run the fast tests
	$(BIN)/python -m pytest -n 2 -q

test-slow: .venv/.ready ## Run the slow tests: kills, bursts, conversions
	$(BIN)/python -m pytest -q -m slow

lint: .venv/.ready ## Check style and types
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: .venv/.ready ## Measure against plain references and write docs/benchmarks.md (BENCH="--only 1,4 --small")
	$(BIN)/python -m tests.bench $(BENCH)

wheel: .venv/.ready ## Build the wheel into dist/
	$(BIN)/python -m build --wheel --no-isolation --outdir dist

samples: .venv/.ready ## Build the sample providers' evidence and decisions anew
	$(BIN)/python -m tests.samples.build

clean: ## Remove what was built
	rm -rf .venv dist build .mypy_cache .ruff_cache .pytest_cache
