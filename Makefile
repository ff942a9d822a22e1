# Proeftuin. `make help` lists what can be done; `make run` and `make test` need nothing but Python 3.11+, git and make.
PORT ?= 8080
DATA ?= var
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PORT DATA ADMIN_EMAIL ADMIN_PASSWORD

.DEFAULT_GOAL := help
.PHONY: help run demo rebuild test kills wordpress check format documents pins compose-story clean

help: ## Show this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/runtime ## Start everything on http://127.0.0.1:$(PORT) (PORT=…, DATA=…, ADMIN_EMAIL=…, ADMIN_PASSWORD=…)
	@exec $(BIN)/python -m deploy.embedded

demo: $(VENV)/runtime ## Play the first proeftuin through the API of a running system (PORT=… or URL=…)
	@$(BIN)/python -m deploy.demo

rebuild: $(VENV)/runtime ## Build catalogue and search anew from their owners' facts (stop it first; on compose: deploy/rebuild.sh)
	@$(BIN)/python -m deploy.rebuild

test: $(VENV)/dev ## Run all tests; what needs PostgreSQL, RabbitMQ or Chromium says so where they are missing
	@echo "Testing …"
	@$(BIN)/python -m pytest -n 3 --dist worksteal -m "not kills and not wordpress"

kills: $(VENV)/dev ## Kill everything at every step, on both transports and on the way to channels (minutes, and two quiet cores)
	@$(BIN)/python -m pytest -m kills

wordpress: $(VENV)/dev ## Try the website channel on a real WordPress (apt packages wordpress, php-…; TEST_MYSQL_URL=mysql://user@host)
	@$(BIN)/python -m pytest -m wordpress tests/wordpress

check: $(VENV)/dev ## Lint, types, import rules, and whether generated documents are up to date
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m deploy.documents check

format: $(VENV)/dev ## Put all code in the house format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

documents: $(VENV)/dev ## Write the generated documents anew (OpenAPI, event schemas, docs/events.md)
	$(BIN)/python -m deploy.documents write

compose-story: $(VENV)/dev ## Start docker compose, play the main job on it, take it down
	tests/stories/compose

pins: $(VENV)/dev ## Resolve requirements/*.in anew into hash-locked pins (needs uv)
	cd requirements && for name in runtime dev; do uv pip compile --universal --generate-hashes --no-emit-index-url \
	  --no-header --no-annotate --python-version 3.11 $$name.in -o $$name.txt; done

clean: ## Remove the virtual environment and caches; data in $(DATA) stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(VENV)/runtime: requirements/runtime.txt
	@$(call setup,runtime)

$(VENV)/dev: requirements/dev.txt
	@$(call setup,dev)

# The marks are files in the virtual environment: newer pins make it install again, nothing else does.
define setup
	command -v $(PYTHON) >/dev/null || { echo "Python is missing. On Debian: sudo apt install python3 python3-venv"; exit 1; }; \
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; this is $$($(PYTHON) --version). Name another: make … PYTHON=python3.12"; exit 1; }; \
	test -x $(BIN)/python || { echo "Setting up a virtual environment …"; $(PYTHON) -m venv $(VENV) \
	  || { rm -rf $(VENV); echo "python3-venv is missing. On Debian: sudo apt install python3-venv"; exit 1; }; }; \
	echo "Installing pinned packages ($(1)); the first time takes about half a minute …"; \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/$(1).txt \
	  || { echo "Installing failed. Is there a connection to a Python package index?"; exit 1; }; \
	touch $(VENV)/$(1); test $(1) = runtime || touch $(VENV)/runtime
endef
