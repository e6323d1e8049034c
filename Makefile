# Builds a virtual environment with uv where it is installed, else with python3 and pip.
VENV ?= .venv
PORT ?= 3100
PYTHON := $(VENV)/bin/python
UV := $(shell command -v uv 2>/dev/null)

.PHONY: demo install test check format bench page pictures clean

demo: $(VENV)/.ready
	@$(PYTHON) -m bot demo --port $(PORT)

install: $(VENV)/.ready

test: $(VENV)/.ready-to-develop
	$(PYTHON) -m pytest -n auto

check: $(VENV)/.ready-to-develop
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

format: $(VENV)/.ready-to-develop
	$(VENV)/bin/ruff format .
	$(VENV)/bin/ruff check --fix .

bench: $(VENV)/.ready-to-develop
	@$(PYTHON) -m bench $(BENCH)

# The sandbox's page, from its sources; what it writes is committed, so that users need no node.
page: bot/sandbox/page/node_modules/.package-lock.json
	cd bot/sandbox/page && npm run --silent build

bot/sandbox/page/node_modules/.package-lock.json: bot/sandbox/page/package-lock.json
	cd bot/sandbox/page && npm ci --silent
	@touch $@

pictures: $(VENV)/.ready-to-develop
	@$(PYTHON) -m tests.sandbox.page.pictures

clean:
	rm -rf $(VENV) var build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(PYTHON):
ifdef UV
	uv venv --python '>=3.11' $(VENV)
else
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	    || { echo "Dealdesk needs Python 3.11 or newer."; exit 1; }
	@python3 -m venv $(VENV) \
	    || { rm -rf $(VENV); echo "On Debian: apt install python3-venv"; exit 1; }
endif

$(VENV)/.ready: pyproject.toml $(PYTHON)
ifdef UV
	uv pip install --python $(PYTHON) --editable .
else
	$(PYTHON) -m pip install --disable-pip-version-check --editable .
endif
	@touch $@

$(VENV)/.ready-to-develop: pyproject.toml $(PYTHON)
ifdef UV
	uv pip install --python $(PYTHON) --editable . --group dev
else
	# Groups need pip 25.1, and Debian's is older.
	$(PYTHON) -m pip install --disable-pip-version-check --upgrade 'pip>=25.1'
	$(PYTHON) -m pip install --disable-pip-version-check --editable . --group dev
endif
	@touch $@ $(VENV)/.ready
