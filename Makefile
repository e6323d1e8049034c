# Builds a virtual environment with uv where it is installed, else with python3 and pip.
VENV ?= .venv
PORT ?= 3100
PYTHON := $(VENV)/bin/python
UV := $(shell command -v uv 2>/dev/null)
# npm, where node is not too old for what builds the page.
NPM := $(shell node -e 'process.exit(+(parseInt(process.versions.node) < 20))' 2>/dev/null \
    && command -v npm)
PAGE := bot/sandbox/page

.PHONY: demo install test check format bench page check-page prove-page pictures clean

demo: $(VENV)/.ready
	@$(PYTHON) -m bot demo --port $(PORT)

install: $(VENV)/.ready

test: $(VENV)/.ready-to-develop
	$(PYTHON) -m pytest -n auto --dist loadgroup

check: $(VENV)/.ready-to-develop
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
ifdef NPM
	@$(MAKE) --no-print-directory check-page
else
	@echo "The page's own checks need node 20 or newer, and are left out: apt install nodejs npm"
endif

format: $(VENV)/.ready-to-develop
	$(VENV)/bin/ruff format .
	$(VENV)/bin/ruff check --fix .
ifdef NPM
	@$(MAKE) --no-print-directory $(PAGE)/node_modules/.ready
	@cd $(PAGE) && npm run --silent format
endif

bench: $(VENV)/.ready-to-develop
	@$(PYTHON) -m bench $(BENCH)

# The sandbox's page, from its sources; what it writes is committed, so that users need no node.
page: $(PAGE)/node_modules/.ready
	@cd $(PAGE) && npm run --silent build

check-page: $(PAGE)/node_modules/.ready
	@cd $(PAGE) && npm run --silent check

# Whether the committed page is what its sources make, byte for byte.
prove-page: $(PAGE)/node_modules/.ready
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT \
	    && (cd $(PAGE) && PAGE_FOLDER="$$folder/built" npm run --silent build -- --logLevel warn) \
	    && { diff -r "$$folder/built" bot/sandbox/built \
	        || { echo "bot/sandbox/built is not what its sources make: run make page."; exit 1; }; }

# Not `npm ci`: it refuses where a registry lacks the tools of some other system.
$(PAGE)/node_modules/.ready: $(PAGE)/package-lock.json
	cd $(PAGE) && npm install --no-save --silent
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
