# Every target sets up what it needs; a second run is quick. Needs: python3 (3.11+), pip; on Debian also apt.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
RUN := .venv/.ready-run
DEV := .venv/.ready-dev
SDK := .venv-graph-sdk/.ready
PEERS := .venv-peers/.ready
WORKERS ?= 2
OUT ?= out/bench
# Tests start the command line hundreds of times: compiled anew each time it takes twice as long.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo test test-graph-sdk servers check bench peers soak build docs lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

demo: $(RUN) ## set up, then live through five days of the bundled sample
	@$(BIN)/narrowcast demo

# A file is one worker's, so that what its tests share (servers, a browser, a lived week) is made once;
# xdist's groups of tests do nothing under pytest 9.2.
test: $(DEV) ## set up, then run every test (not the soak ones); some need `make servers`
	$(BIN)/pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

test-graph-sdk: $(DEV) $(SDK) ## our fake Graph as Microsoft's own SDK sees it (390 MB; part of soak)
	$(BIN)/pytest -m soak tests/servers/test_graph_sdk.py

servers: ## install what tests run (Debian, as root): Dovecot, Exim, peers, Chromium, Node
	bash .ci/servers
	bash .ci/node

check: $(DEV) ## ruff, mypy --strict, import-linter
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(DEV) ## every bench; some need your data: make bench DATA=folder (bench/README.md)
	PATH="$(CURDIR)/$(BIN):$$PATH" bash bench/all.sh "$(DATA)" "$(OUT)"

peers: $(DEV) $(PEERS) ## what the signature bench measures us against (330 MB); needed by no test

soak: $(DEV) $(SDK) ## the tests that take minutes; writes docs/soak.md
	$(BIN)/python -m tests.soak_report

build: $(DEV) ## sdist → wheel → bare venv → narrowcast --help
	bash .ci/build

docs: $(DEV) ## write docs/commands.md and config.example.toml from the code
	$(BIN)/python -m docs.generate

lock: $(DEV) ## write the locks anew: versions and hashes, no index
	bash .ci/lock

clean: ## remove what the other targets made
	rm -rf .venv .venv-peers .node dist out .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(RUN): requirements.lock pyproject.toml .ci/venv
	bash .ci/venv "$(PYTHON)" requirements.lock
	@touch $@

$(DEV): requirements-dev.lock $(RUN)
	bash .ci/venv "$(PYTHON)" requirements-dev.lock
	@touch $@

# Nothing of ours is in it: Microsoft's client judges from outside.
$(SDK): requirements-graph-sdk.lock $(DEV)
	$(BIN)/python -m venv --without-pip .venv-graph-sdk
	$(BIN)/pip --python .venv-graph-sdk install -qq --disable-pip-version-check --require-hashes -r requirements-graph-sdk.lock
	@touch $@

# Without dependencies: the lock names all, and one of them asks for a scikit-learn that cannot be built.
$(PEERS): requirements-bench-peers.lock $(DEV)
	$(BIN)/python -m venv --without-pip .venv-peers
	$(BIN)/pip --python .venv-peers install -qq --disable-pip-version-check --no-deps --require-hashes -r requirements-bench-peers.lock
	@touch $@
