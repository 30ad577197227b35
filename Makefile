# make run    a working knowledge base over the samples, two answered questions, then the page on http://127.0.0.1:8000
# make test   every check and every test
# make bench  what the README's figures are measured with

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
TRACUU_HOME ?= var
SETUP := $(VENV)/.ready
DEV := $(VENV)/.ready-dev

.PHONY: run test bench samples model clean

run: $(SETUP)
	@$(BIN)/tracuu ingest --home $(TRACUU_HOME) corpus/samples
	@echo
	@$(BIN)/tracuu ask --home $(TRACUU_HOME) "which tasks is Sở Tư pháp responsible for"
	@echo
	@$(BIN)/tracuu ask --home $(TRACUU_HOME) "kế hoạch nào lấy 08-CTr/BCĐ làm nguồn giao nhiệm vụ"
	@echo
	@$(BIN)/tracuu serve --home $(TRACUU_HOME) --port $(PORT)

test: $(DEV)
	@sh tests/browser.sh
	@sh tests/scans.sh
	$(BIN)/python -m pytest

bench: $(DEV)
	$(BIN)/python tests/bench/pdf_speed.py
	@sh tests/scans.sh
	$(BIN)/python tests/bench/scan_quality.py
	$(BIN)/python tests/bench/coverage_speed.py
	$(BIN)/python tests/bench/mutated.py
	$(BIN)/python tests/bench/killed.py
	$(BIN)/python -m tests.bench.ask_speed
	$(BIN)/python -m tests.bench.view_speed
	$(BIN)/python -m tests.bench.retrieval_quality
	$(BIN)/python -m tests.bench.index_speed
	$(BIN)/python -m tests.bench.peers
	$(BIN)/python -m tests.bench.http_speed

samples: $(DEV)
	$(BIN)/python -m corpus.typesetting.lay_out

clean:
	rm -rf $(VENV) var build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

# A half-made environment is made anew; python3-venv is a package of its own on Debian.
$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Cần Python 3.11 trở lên; máy này có $$($(PYTHON) --version)."; exit 1; }
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); sh tests/system.sh python3-venv && $(PYTHON) -m venv $(VENV); }

$(SETUP): pyproject.toml constraints.txt | $(VENV)/pyvenv.cfg
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

$(DEV): $(SETUP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@
