# Every command of the project; `make help` lists them. Needs make, git and python3 (3.11 or newer).

PYTHON ?= python3
JOBS ?= 2
ARGS ?=

# Paths are relative throughout: the folder's own name may hold spaces.
VENV_PYTHON := .venv/bin/python
READY := $(PYTHON) packaging/bootstrap.py
PYTEST := $(VENV_PYTHON) -m pytest
MYPY := $(VENV_PYTHON) -m mypy

.DEFAULT_GOAL := help
# Two goals at once would both install into the one .venv.
.NOTPARALLEL:
.PHONY: help run test check format soak bench lowest strings screenshots gallery coverage wheel packages hooks clean python

help: ## say what there is
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-20s %s\n", $$1, $$2 }'

run: python ## open the window, installing first what is missing (ARGS="--collection FILE")
	@$(READY) run
	@$(VENV_PYTHON) -m flashcards $(ARGS)

test: python ## run the tests (ARGS="tests/store -k undo")
	@$(READY) test
	PYTHONHASHSEED=0 $(PYTEST) -n $(JOBS) $(ARGS)

check: python ## lint, format, types, import contract and the repository's own rules; no tests
	@$(READY) check
	$(VENV_PYTHON) -m ruff check .
	$(VENV_PYTHON) -m ruff format --check .
	@echo "mypy: the program, its packaging and tests; beside them the program on Windows and macOS"
	@($(MYPY) && $(MYPY) --strict packaging/*.py packaging/freeze/*.py && \
	    $(MYPY) --strict --explicit-package-bases tests) & here=$$!; \
	$(MYPY) --platform win32 --no-warn-unreachable --cache-dir .mypy_cache/win32 && \
	    $(MYPY) --platform darwin --no-warn-unreachable --cache-dir .mypy_cache/darwin; \
	elsewhere=$$?; wait $$here && exit $$elsewhere
	.venv/bin/lint-imports --no-cache --no-logo
	$(VENV_PYTHON) packaging/hygiene.py

format: python ## bring the code into the one layout and mend what ruff can
	@$(READY) check
	$(VENV_PYTHON) -m ruff format .
	$(VENV_PYTHON) -m ruff check --fix .

soak: python ## the long runs: kills, faults, big collections, random examples, mistakes made
	@$(READY) test
	HYPOTHESIS_PROFILE=soak $(PYTEST) -m "soak or hypothesis" --timeout=3600 -o faulthandler_timeout=3800 --randomly-seed=default $(ARGS)

bench: python ## measure speed and size; beside Anki where it is installed (ARGS="--help")
	@$(READY) test
	$(VENV_PYTHON) tests/bench/run.py $(ARGS)

lowest: python ## run the tests with the oldest libraries that are claimed (ARGS="tests/ui")
	@$(READY) test
	@$(PYTHON) -m venv .venv-lowest
	.venv-lowest/bin/python -m pip install --quiet --editable ".[test]" --constraint constraints-lowest.txt
	PYTHONHASHSEED=0 .venv-lowest/bin/python -m pytest -n $(JOBS) $(ARGS)

strings: python ## collect every text for translators into resources/translations
	$(VENV_PYTHON) packaging/strings.py

screenshots: python ## draw the pictures of README and docs anew
	@$(READY) test
	$(VENV_PYTHON) tests/screenshots.py $(ARGS)

gallery: python ## draw a card of every note type and kind of content into build/gallery, to be looked at
	@$(READY) test
	$(VENV_PYTHON) tests/gallery.py $(ARGS)

coverage: python ## the tests once more, counting the branches they take
	@$(READY) test
	$(PYTEST) -n $(JOBS) --cov --cov-report=term:skip-covered $(ARGS)

wheel: python ## build dist/flashcards-*.whl, decks and resources inside
	@$(READY) test
	$(VENV_PYTHON) -m build --wheel --no-isolation

packages: python ## make and check every package this system can (ARGS=deb for one) into dist/
	@$(READY) package
	$(VENV_PYTHON) packaging/build.py $(or $(ARGS),all)

hooks: python ## let git run the quick checks before each commit
	@$(READY) hooks
	$(VENV_PYTHON) -m pre_commit install

clean: ## remove .venv and all that can be made again; no collection is touched
	rm -rf .venv .venv-lowest dist build .coverage .hypothesis .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

python:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed: install python3, or name one, as in make run PYTHON=python3.12" >&2; exit 2; }
