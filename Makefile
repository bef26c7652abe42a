PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: setup run test check coverage demo-week bench soak lock
CATALOGS := $(patsubst %.po,%.mo,$(wildcard webapp/translations/*/LC_MESSAGES/messages.po))

setup: $(VENV)/ready $(CATALOGS)

%.mo: %.po $(VENV)/ready-to-run
	$(BIN)/pybabel --quiet compile --input-file $< --output-file $@ --locale $(notdir $(patsubst %/LC_MESSAGES/,%,$(dir $@)))

$(VENV)/ready-to-run: requirements/run.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/ready: requirements/dev.txt $(VENV)/ready-to-run
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	touch $@

run: $(VENV)/ready-to-run $(CATALOGS)
	$(BIN)/pinpoint demo --serve

test: setup
	$(BIN)/python -m pytest $(PYTEST_ARGS)

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

coverage: setup
	rm -rf build/coverage
	$(BIN)/coverage run -m pytest $(PYTEST_ARGS)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage json --quiet -o build/coverage/report.json
	$(BIN)/python -m tests.branches_covered build/coverage/report.json

demo-week: setup
	$(BIN)/python -m pytest tests/line/test_demo_week.py --soak

bench: setup
	$(BIN)/python -m pytest tests/bench --bench -s

soak: setup
	$(BIN)/python -m pytest --soak -s

UV ?= uv
LOCK := UV_CUSTOM_COMPILE_COMMAND='make lock' $(UV) pip compile --quiet --generate-hashes --universal \
	--python-version 3.11 --no-emit-index-url
lock:
	$(LOCK) requirements/run.in --output-file requirements/run.txt
	$(LOCK) requirements/build.in --output-file requirements/build.txt
	$(LOCK) requirements/dev.in --constraint requirements/run.txt --constraint requirements/build.txt \
		--output-file requirements/dev.txt
