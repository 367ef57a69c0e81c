# Every target sets up what it needs; nothing has to be installed or typed before.

.DEFAULT_GOAL := help
.PHONY: help run test check words lock clean environment test-environment
SHELL := /bin/bash
MAKEFLAGS += --no-print-directory

# Settings of the targets, as in `make run PORT=8001`.
PYTHON ?= python3
HOST = 127.0.0.1
PORT = 8000
PYTEST_ARGS ?=
LOCK_ARGS ?=

BIN := .venv/bin
# Begins a recipe line whose commands must never touch the data folder.
IN_SCRATCH = scratch=$$(mktemp -d) && trap 'rm -rf "$$scratch"' EXIT && \
	export PARALLAX_DATA="$$scratch"

help: ## List these targets.
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo
	@echo "Settings: HOST and PORT for run, PYTEST_ARGS for test, PYTHON for the interpreter"
	@echo "the first set-up uses, LOCK_ARGS for lock (LOCK_ARGS=--upgrade takes newer versions)."

run: environment ## Set up and start Parallax with its demo project; Ctrl-C stops it.
	@exec $(BIN)/python manage.py up --host $(HOST) --port $(PORT)

test: test-environment ## Set up and run every test.
	@$(IN_SCRATCH) && export PARALLAX_BROWSER="$$(.ci/browser)"; \
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder $(PYTEST_ARGS)

check: test-environment ## Check style, types, migrations, production settings and import direction.
	@$(IN_SCRATCH) && set -x && $(BIN)/ruff check . && $(BIN)/ruff format --check . && \
	$(BIN)/mypy && \
	$(BIN)/python manage.py makemigrations --check --dry-run && \
	env -u DEBUG -u ALLOWED_HOSTS PARALLAX_URL=https://parallax.example \
		SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
		$(BIN)/python manage.py check --deploy --fail-level WARNING && \
	$(BIN)/python -m pytest tests/test_architecture.py

words: test-environment ## Bring the translations up to what the code says; docs/languages.md.
	@$(IN_SCRATCH) && $(BIN)/python manage.py words

lock: $(BIN)/python ## Write requirements*.txt anew from pyproject.toml.
	@test -x .venv-lock/bin/uv || { $(BIN)/python -m venv .venv-lock && \
		.venv-lock/bin/pip install --quiet --disable-pip-version-check uv; }
	@for target in "requirements.txt" "requirements-dev.txt --extra dev" \
		"requirements-peers.txt --extra peers"; do \
		UV_CUSTOM_COMPILE_COMMAND="make lock" .venv-lock/bin/uv pip compile --quiet --universal \
			--python-version 3.11 --generate-hashes $(LOCK_ARGS) pyproject.toml \
			--output-file $$target || exit 1; \
	done

clean: ## Remove what was set up and cached; the data folder stays.
	rm -rf .venv .venv-lock .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +

# --- The virtual environment --------------------------------------------------------------
# A copy of the list that was installed stays in it; the same list is not installed again.

INSTALL = cmp -s $(1) .venv/$(1) || { echo "Installing $(1) into .venv; this takes a while." >&2 && \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input \
		--require-hashes -r $(1) && cp $(1) .venv/$(1); }

environment: $(BIN)/python
	@$(call INSTALL,requirements.txt)

test-environment: $(BIN)/python
	@$(call INSTALL,requirements-dev.txt)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Parallax needs Python 3.11 or newer, and $(PYTHON) is not that." >&2; \
		echo "Install one, or name one you have: make run PYTHON=/path/to/python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
		echo "$(PYTHON) cannot make a virtual environment." >&2; \
		echo "On Debian and Ubuntu this helps: apt install python3-venv" >&2; exit 1; }
