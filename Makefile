# Everything a person or CI does with this repository. `make` lists it.
# Setting up is done once: the stamps in .venv are older than what they stand for only after
# pyproject.toml, constraints.txt or js/package-lock.json changed.

VERSION ?= 0.1.0
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help lab gold setup fix check test bench gestures screenshots crash faults all

help: ## this list
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "make %-12s %s\n", $$1, $$2}' Makefile

lab: gold ## build the gold set, then open JupyterLab on the first notebook
	@.ci/serve notebooks/01_seeds_to_corpus.ipynb

gold: .venv/.stamp-lab ## seeds -> corpus -> checks -> dist/ghinhan-gold-VERSION
	$(BIN)/ghinhan ingest
	$(BIN)/ghinhan doctor
	$(BIN)/ghinhan release $(VERSION) --replace
	@$(BIN)/python .ci/built.py dist/ghinhan-gold-$(VERSION)

setup: .venv/.stamp-dev .venv/.stamp-node .venv/.stamp-browser .venv/.stamp-doccano ## everything the tests need: Python, Node, a browser, doccano

fix: setup ## repair what a machine can repair
	-$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	PATH="$(CURDIR)/$(BIN):$$PATH" npm --prefix js run fix

check: setup ## style, types, floors, a fresh bundle; no tests
	@$(BIN)/python .ci/gate.py --static

test: setup ## everything: check, Python, JavaScript, notebooks, browser, doccano, packaging
	@$(BIN)/python .ci/gate.py

bench: .venv/.stamp-bench .venv/.stamp-browser ## our figures beside those of the peers
	@set -e; for script in benchmarks/*.py; do echo "== $$script"; $(BIN)/python "$$script"; done
	@echo "== benchmarks/annotator"; $(BIN)/python -m benchmarks.annotator

gestures: setup ## how many gestures each act takes; GOLDEN=1 commits to the counts
	$(BIN)/python -m tests.browser.gestures $(if $(GOLDEN),--write)

screenshots: setup ## take the pictures of README and docs again, in a real browser
	GHINHAN_PICTURES=docs/images $(BIN)/python -m pytest tests/browser -k picture

crash: .venv/.stamp-dev ## kill writers 1,000 times, cut the power, merge 200 times, and look for lost edits
	GHINHAN_KILLS=1000 $(BIN)/python -m pytest tests/store/test_processes.py tests/store/test_power_cuts.py tests/store/test_merge.py

faults: .venv/.stamp-doccano ## break the line to a doccano server in every way at every step, kill push and pull at every moment
	GHINHAN_SYNC_FAULTS=all $(BIN)/python -m pytest tests/doccano/test_faults.py tests/doccano/test_kills.py

all: test ## the same as test; .ci/run does exactly this

.venv/.stamp-lab: pyproject.toml constraints.txt
	@.ci/setup lab
.venv/.stamp-dev: pyproject.toml constraints.txt
	@.ci/setup dev
.venv/.stamp-bench: pyproject.toml constraints.txt
	@.ci/setup bench
.venv/.stamp-node: js/package-lock.json .venv/.stamp-dev
	@.ci/setup node
.venv/.stamp-browser: .venv/.stamp-dev
	@.ci/setup browser
.venv/.stamp-doccano: src/ghinhan/sync/server/pins.txt .ci/setup .venv/.stamp-dev
	@.ci/setup doccano
