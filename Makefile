# Every target sets up what it lacks. Nothing outside this folder is changed, except that the tests
# install a browser where the system's package manager may be used.

CONTENT ?= content
SITE ?= site
BASE_URL ?=
JOBS ?=
PYTHON ?= python3
# Folders of transcripts whose chapters people listed; the samples where there is nothing better.
KNOWN ?= $(or $(wildcard ../shared/transcripts ../shared/corpora),content)
# A folder of what careful readers took from them.
REFERENCES ?= $(or $(wildcard ../shared/references),tests/evaluation/references)
# The size of the made-up archive that is measured, and how often; the archive that is real.
EPISODES ?= 500
RUNS ?= 5
ARCHIVE = $(or $(filter-out content,$(CONTENT)),$(wildcard ../shared/transcripts),content)
# Only these rows of the table, by the names in tests/bench/rows.py.
ROWS ?=

PROGRAM := .venv/bin/python -m generator
OPTIONS = --content "$(CONTENT)" --output "$(SITE)" $(if $(BASE_URL),--base-url "$(BASE_URL)") $(if $(JOBS),--jobs $(JOBS))

.PHONY: site serve test bench bench-text torture test-wheel test-server test-litellm check evaluate evaluate-search claims lint types format lock clean

site: .venv/runtime  ## build the site: make site [CONTENT=dir] [SITE=dir] [BASE_URL=url]
	@$(PROGRAM) build $(OPTIONS)

serve: .venv/runtime  ## build, serve on this machine, rebuild on every change
	@$(PROGRAM) serve $(OPTIONS)

test: .venv/dev  ## the tests
	@.ci/browser
	@.venv/bin/python -m pytest -n auto --dist loadfile -m "not torture and not wheel"

torture: .venv/dev  ## every fault of a model's server, spoilt files, growth of time: in minutes
	@.venv/bin/python -m pytest -n auto -m torture

test-wheel: .venv/dev  ## install the wheel as people do, with each Python that is here
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check uv
	@.venv/bin/python -m pytest -n 0 -m wheel tests/test_installed.py

test-server: .venv/dev  ## compile a real model server, for the tests that ask one
	@.ci/test-server

test-litellm: .venv/dev  ## install a real proxy to models, for the tests that ask one
	@.ci/test-litellm

check: lint types test  ## lint, types and tests, as CI runs them

evaluate: .venv/runtime  ## chapters, titles and summaries against people's: make evaluate [AGAINST=run.json]
	@$(PROGRAM) evaluate $(KNOWN) --references $(REFERENCES) --json .cache/evaluation.json --html .cache/evaluation.html $(if $(AGAINST),--against "$(AGAINST)")

evaluate-search: .venv/dev  ## 289 queries with their right moments, in a browser, of the recordings beside REFERENCES
	@.venv/bin/python -m tests.browser.finding --shared "$(dir $(REFERENCES))"

claims: .venv/dev  ## what the checks on a model's sentences let through, by kind of claim
	@.venv/bin/python -m tests.summarizing.openai.claims

bench: .venv/dev  ## what builds, edits and searches cost, beside Hugo: make bench [CONTENT=dir] [EPISODES=500] [RUNS=5] [ROWS=...]
	@.ci/peers
	@.ci/browser
	@.venv/bin/python -m tests.bench --content "$(ARCHIVE)" --episodes $(EPISODES) --runs $(RUNS) $(if $(JOBS),--jobs $(JOBS)) $(if $(ROWS),--rows $(ROWS)) --json .cache/bench.json

bench-text: .venv/dev  ## hours of speech a second, beside sumy and NLTK: make bench-text [CONTENT=dir]
	@.ci/peers
	@.venv/bin/python -m tests.bench.texts $(if $(filter-out content,$(CONTENT)),--content "$(CONTENT)") --json .cache/bench-text.json

lint: .venv/dev
	@.venv/bin/ruff check generator tests
	@.venv/bin/ruff format --check --quiet generator tests

types: .venv/dev
	@.venv/bin/mypy

format: .venv/dev
	@.venv/bin/ruff check --fix-only --quiet generator tests
	@.venv/bin/ruff format generator tests

lock:  ## pin the newest versions that pyproject.toml allows
	@.ci/lock

.venv/runtime: .ci/requirements.lock
	@PYTHON="$(PYTHON)" .ci/environment $< && touch $@

.venv/dev: .ci/requirements-dev.lock .venv/runtime
	@PYTHON="$(PYTHON)" .ci/environment $< && touch $@

clean:  ## everything that can be made again
	rm -rf site .cache .venv
