# Two commands do all set-up: `make demo` and `make test`. CI runs `make check`.
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
export PYTHONHASHSEED ?= 0

.PHONY: demo test check lint types gold eval eval-closed corpus floors bench atlas lock train-setup train clean help

help: ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "tocsin: needs Python 3.11 or later (found $$($(PYTHON) --version)); set PYTHON=..." >&2; exit 1; }
	@echo "Setting up .venv from requirements.lock (once) ..." >&2
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/ready-dev: .venv/ready requirements-dev.lock
	@echo "Adding the tools of the tests (once) ..." >&2
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

atlas: .venv/ready ## compile the atlas of places into the user's cache, if it is not there
	@$(BIN)/python -m tocsin.lexicon.gazetteer

demo: .venv/ready atlas ## set up, then read the bundled reports and print their claims
	@$(BIN)/tocsin read gold/open --format table

test: .venv/ready-dev atlas ## set up, then run every test
	$(BIN)/python -m pytest

lint: .venv/ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/ready-dev
	$(BIN)/mypy

gold: .venv/ready-dev atlas ## the gold gate: figures of the bundled reports may only rise
	$(BIN)/python -m gold.gate

check: lint types test gold ## what CI runs

floors: .venv/ready-dev atlas ## write the floors: landed figures less one standard error
	$(BIN)/python -m gold.gate --write

eval: .venv/ready-dev atlas ## figures on every open labelled set that is there, and on the examples of the codebook
	$(BIN)/python -m gold.evaluate
	$(BIN)/python -m gold.examples

eval-closed: .venv/ready-dev atlas ## figures on the closed halves: totals only, logged in gold/closed.log
	$(BIN)/python -m gold.evaluate --closed

corpus: .venv/ready-dev ## what the labelled corpus holds, its style and coverage, how hard its closed part is
	$(BIN)/python -m gold.corpus

bench: .venv/ready atlas ## speed, memory and start-up against a yardstick, as ratios in one run
	@bench/run

lock: .venv/ready-dev ## resolve the locks anew (needs uv)
	$(BIN)/uv pip compile pyproject.toml --extra build --generate-hashes --no-emit-index-url --no-header --python-version 3.11 -o requirements.lock -q
	$(BIN)/uv pip compile pyproject.toml --extra build --extra dev -c requirements.lock --generate-hashes --no-emit-index-url --no-header --python-version 3.11 -o requirements-dev.lock -q
	$(BIN)/uv pip compile pyproject.toml --extra build --extra bench -c requirements.lock --generate-hashes --no-emit-index-url --no-header --python-version 3.11 -o bench/requirements.lock -q

	$(BIN)/uv pip compile pyproject.toml --extra build --extra train -c requirements.lock --generate-hashes --no-emit-index-url --no-header --python-version 3.11 -o training/requirements.lock -q

TRAIN := .venv-train/bin

.venv-train/ready: training/requirements.lock training/base.lock pyproject.toml
	@echo "Setting up .venv-train from training/requirements.lock (once; PyTorch for CPUs, 200 MB) ..." >&2
	$(PYTHON) -m venv .venv-train
	$(TRAIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r training/requirements.lock
	$(TRAIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r training/base.lock
	$(TRAIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

train-setup: .venv-train/ready ## the training environment, apart from all others

train: .venv-train/ready ## train the marker on this CPU (75 minutes; goes on where it was broken off) and put it into the package
	$(TRAIN)/python -m training.train --out out/training --resume
	$(TRAIN)/python -m training.export out/training

clean: ## remove the venv and caches of the tools
	rm -rf .venv .venv-bench .venv-train .mypy_cache .ruff_cache .hypothesis build dist
