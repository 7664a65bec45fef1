# make serve · make test · make bench · make check — each sets up what it needs.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 8000
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: help serve test fast bench docs shapes check format readme lock clean

help:
	@echo "make serve   install, build the graph and serve it on http://$(HOST):$(PORT)"
	@echo "make test    install what the tests need and run them all (make fast: without the slow ones)"
	@echo "make bench   measure build, queries and validation on this machine"
	@echo "make docs    write the reference page and the outputs in the README anew"
	@echo "make shapes  write the shapes that follow from the fact tables and the lifting tables anew"
	@echo "make check   ruff and mypy --strict"

# A stamp per lock file: nothing is installed twice, and a changed lock is noticed.
$(VENV)/run.stamp: requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) -r requirements.lock
	$(PIP) $$(sed -n "s/^\(hatchling==[^ ]*\).*/\1/p" requirements-test.lock)
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp requirements-test.lock
	$(PIP) -r requirements-test.lock
	@touch $@

# What the pages need in the browser. Without a package registry it is not built, which is said, and the pages are plain.
PAGE := api/static/vendor/sparql.js
$(PAGE): $(wildcard api/frontend/package*.json api/frontend/*.mjs api/frontend/src/* api/templates/*.html) | $(VENV)/run.stamp
	@$(BIN)/python tools/frontend.py

# The SSSOM reference tool drags in a large tree of its own, so it lives apart from ours.
.venv-sssom/stamp: requirements-sssom.lock
	@test -x .venv-sssom/bin/python || $(PYTHON) -m venv .venv-sssom
	.venv-sssom/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements-sssom.lock
	@touch $@

serve: $(VENV)/run.stamp $(PAGE)
	$(BIN)/gizo serve --host $(HOST) --port $(PORT)

test: $(VENV)/test.stamp .venv-sssom/stamp $(PAGE)
	@sh tools/browser.sh
	@sh tools/virtuoso.sh
	$(BIN)/python -m pytest

fast: $(VENV)/test.stamp $(PAGE)
	$(BIN)/python -m pytest -m "not slow"

bench: $(VENV)/test.stamp $(PAGE)
	$(BIN)/python -m tools.bench

check: $(VENV)/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/test.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/test.stamp readme
	$(BIN)/python tools/reference.py

# Structure, form, code lists and header of every message type: what tables say, a program writes.
shapes: $(VENV)/run.stamp
	$(BIN)/python tools/shapes.py

# Puts in the README what its commands really print.
readme: $(VENV)/run.stamp
	$(BIN)/python tools/readme.py

# Needs uv and npm; names no package host in the result.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --no-header pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --no-header --extra test pyproject.toml -o requirements-test.lock
	uv pip compile --quiet --universal --python-version 3.11 --no-header requirements-sssom.in -o requirements-sssom.lock
	cd api/frontend && npm install --package-lock-only --omit-lockfile-registry-resolved --no-audit --no-fund --loglevel=error
	cd tools/spectral && npm install --package-lock-only --omit-lockfile-registry-resolved --no-audit --no-fund --loglevel=error

clean:
	rm -rf $(VENV) .venv-sssom api/static/vendor* api/frontend/node_modules tools/spectral/node_modules .pytest_cache .mypy_cache .ruff_cache dist build
