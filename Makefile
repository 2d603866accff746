# Everything an operator or a developer runs. `make help` lists it.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
WAREHOUSE ?= data/warehouse
SHARED ?= ../shared/dev
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: run report test soak eval bench lint format docs train train-encoder train-labels train-lines train-sections train-given-names train-english serve check-schedule lock clean help

run: $(READY)  ## Run the main flow over the bundled sample
	@$(BIN)/coupure run samples/inbox --warehouse $(WAREHOUSE); code=$$?; \
	if [ $$code -eq 3 ]; then echo "(something was quarantined: expected, the sample holds bad files)"; \
	elif [ $$code -ne 0 ]; then exit $$code; fi

report: $(READY)  ## Write the report of the warehouse: pages to open in a browser
	@$(BIN)/coupure report --warehouse $(WAREHOUSE)

test: $(READY) lint  ## Lint, type-check and run all tests
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder

lint: $(READY)  ## Ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(READY)  ## Let ruff rewrite the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

soak: $(READY)  ## The fault tests at full length: 120 kills at random moments, hostile inputs at full size
	COUPURE_KILL_ROUNDS=120 $(BIN)/python -m pytest tests/warehouse tests/flows/test_crash_runs.py \
	    tests/flows/test_maintain.py tests/flows/test_runs.py tests/flows/test_quarantine.py \
	    tests/flows/test_link.py tests/flows/test_validate.py tests/flows/test_ten_thousand.py \
	    --timeout=3600
	$(BIN)/python -m tests.hostile

eval: $(READY)  ## Print the table of scores on the annotated articles
	$(BIN)/python -m tests.eval --shared $(SHARED)

bench: $(READY) $(VENV)/.bench  ## Time the flow and its rooms beside their rivals
	$(BIN)/python -m scripts.bench

docs: $(READY)  ## Write the data dictionary anew from the contract
	$(BIN)/python -m warehouse.dictionary docs/data-dictionary.md

train: $(READY)  ## Train the entity recogniser anew: make train CORPUS=entities.jsonl
	$(BIN)/python -m scripts.train_ner $(CORPUS)

train-english: $(VENV)/sources  ## Train the English entity recogniser anew: make train-english [PAGES=pages.jsonl]
	PYTHONPATH=$(VENV)/sources $(BIN)/python -m scripts.train_english $(if $(PAGES),--pages $(PAGES))

train-encoder: $(VENV)/sources  ## Train the encoder anew (needs PyTorch): make train-encoder CORPUS=entities.jsonl
	PYTHONPATH=$(VENV)/sources $(BIN)/python -m scripts.encoder.train $(CORPUS)

train-labels: $(READY)  ## Train the second reader of labels: make train-labels LANGUAGE=fr CORPUS=entities.jsonl
	$(BIN)/python -m scripts.train_labels $(LANGUAGE) $(CORPUS)

train-sections: $(READY)  ## Train the section model anew
	$(BIN)/python -m scripts.train_sections

train-given-names: $(VENV)/sources  ## Write the genders of given names anew
	PYTHONPATH=$(VENV)/sources $(BIN)/python -m scripts.given_names

train-lines: $(READY)  ## Train the line model anew: make train-lines DEV=folder
	$(BIN)/python -m scripts.train_lines $(DEV)

serve: $(READY)  ## Run the schedules on this machine: server, deployments and worker, until Ctrl-C
	@$(BIN)/coupure serve --warehouse $(WAREHOUSE)

check-schedule: $(READY)  ## Prove on this machine that a scheduled run fires and publishes
	$(BIN)/python -m scripts.check_schedule

lock: $(READY)  ## Resolve the dependencies anew (needs uv)
	uv pip compile pyproject.toml --extra test --python-version 3.11 --only-binary :all: \
	    --generate-hashes --no-emit-index-url --no-header --no-annotate --no-strip-extras \
	    --output-file requirements.lock
	printf 'justext\ntextacy\n' | uv pip compile - --constraint requirements.lock \
	    --python-version 3.11 --only-binary :all: --generate-hashes --no-emit-index-url \
	    --no-header --no-annotate --output-file requirements-bench.lock

$(VENV)/.bench: requirements-bench.lock $(READY)
	@$(PIP) install --require-hashes --only-binary :all: --requirement requirements-bench.lock
	@touch $@

# Not into the environment: nothing but the training may read it.
$(VENV)/sources: requirements-train.lock $(READY)
	@$(PIP) install --require-hashes --no-deps --target $@ --requirement requirements-train.lock
	@touch $@

$(READY): requirements.lock requirements-bootstrap.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "Coupure needs Python 3.11 or later: make PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || \
	    { echo "Python's venv module is missing: apt-get install python3-venv"; exit 1; }
	@echo "installing into $(VENV) (about two minutes, once)"
	@$(PIP) install --require-hashes --requirement requirements-bootstrap.lock
	@$(PIP) install --require-hashes --only-binary :all: --requirement requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable . >$(VENV)/install.log 2>&1 || \
	    { cat $(VENV)/install.log; exit 1; }
	@touch $@

clean:  ## Remove the environment and what the sample run wrote
	rm -rf $(VENV) data/warehouse build *.egg-info

help:  ## This list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | column -t -s "$$(printf '\t')"
