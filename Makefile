# The first Python >= 3.11 found makes the environment; `make PYTHON=/path/to/python run` chooses another.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
HOST ?= 127.0.0.1
PORT ?= 8050
PYTEST_ARGS ?=
TEST_PROCESSES ?= 3
BENCH_ARGS ?=
LIGHTHOUSE_ARGS ?=

BIN := .venv/bin
RUNTIME := .venv/.installed-runtime
DEV := .venv/.installed-dev

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test check format messages bench lock clean chromium

help:
	@echo 'make run     serve the atlas at http://$(HOST):$(PORT)'
	@echo 'make test    run every test, those in a browser too'
	@echo 'make check   style, types, import contract and data packages'
	@echo 'make messages  write the message catalogue after a text has changed'
	@echo 'make format  put the code into its one format'
	@echo 'make bench   measure start, page weight, map, filters and intake, audit pages; prints tables'
	@echo 'make lock    renew constraints.txt from the two requirements files'
	@echo 'make clean   remove the environment and caches'

run: $(RUNTIME)
	HOST=$(HOST) PORT=$(PORT) $(BIN)/python app.py

test: $(DEV) chromium
	$(BIN)/python -m pytest -n $(TEST_PROCESSES) --dist worksteal $(PYTEST_ARGS)

check: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m layers validate data data/training

format: $(DEV)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

messages: $(RUNTIME)
	$(BIN)/python -m dashboard.i18n.extract --catalogues

bench: $(DEV) chromium
	$(BIN)/python -m tests.bench.bench_app $(BENCH_ARGS)
	$(BIN)/python -m tests.bench.bench_intake
	$(BIN)/python -m tests.bench.bench_lighthouse $(LIGHTHOUSE_ARGS)

chromium:
	@sh tests/browser/install_chromium.sh

.venv/bin/python:
	@test -n '$(PYTHON)' || { echo 'The atlas needs Python 3.11 or newer; none was found. Install it, or name it: make PYTHON=/path/to/python run' >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'The atlas needs Python 3.11 or newer; $(PYTHON) is older.' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo 'This Python cannot make an environment. On Debian or Ubuntu: apt-get install python3-venv' >&2; exit 1; }
	$(PYTHON) -m venv .venv

$(RUNTIME): requirements.txt constraints.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet -r requirements.txt
	@touch $@

$(DEV): requirements-dev.txt $(RUNTIME)
	$(BIN)/python -m pip install --quiet -r requirements-dev.txt
	@touch $@

lock: | .venv/bin/python
	rm -rf build/lock
	.venv/bin/python -m venv build/lock
	sed '/^-[cr] /d' requirements.txt requirements-dev.txt > build/lock/asked.txt
	build/lock/bin/python -m pip install --quiet -r build/lock/asked.txt
	{ echo '# Every package of the environment, as tested together. Written by `make lock`.'; \
		build/lock/bin/python -m pip freeze; } > constraints.txt
	rm -rf build/lock

clean:
	rm -rf .venv build .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +
