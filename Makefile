# Everything works on a fresh clone with nothing but Python 3.11 or later: `make demo`, `make test`.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
DEMO := $(firstword $(wildcard examples/articles/01-*.txt))

.PHONY: setup demo web browser postgres serve test lint types soak quality bench docs pictures golden clean

setup: $(READY)

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed (make PYTHON=python3.11)")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

demo: $(READY)  ## what `musnad read` prints for people; then a record of the example situation: its disputes, processes and timeline
	@$(BIN)/musnad read $(DEMO) --format text --published 2022-06-13T15:20:00+01:00 --outlet "الخبر نت"
	@mkdir -p build && rm -f build/demo.db build/demo.db-*
	@$(BIN)/musnad add examples/situation/articles.jsonl --record build/demo.db
	@for question in disputes processes timeline; do echo; $(BIN)/musnad $$question --record build/demo.db || exit 1; done

serve: $(READY)  ## the situation room with the example situation
	@mkdir -p build
	$(BIN)/musnad add examples/situation/articles.jsonl --record build/situation.db
	$(BIN)/musnad serve --record build/situation.db

web:  ## the web application into the package; what it writes is committed, so only changes to web/ need Node
	@command -v node > /dev/null || { echo "make web needs Node 20 or later (apt-get install nodejs npm); the built application is in src/musnad/app/web/static"; exit 1; }
	cd web && npm ci --no-audit --no-fund && npx tsc --noEmit && node build.mjs

lint: $(READY)
	$(BIN)/ruff check

types: $(READY)
	$(BIN)/mypy

test: lint types browser postgres
	$(BIN)/python -m pytest -n auto --dist loadfile  # a file of tests stays in one process: it may share a server or a record

browser:  ## what the tests of pages need beside .venv: Debian's Chromium, and axe-core from npm
	@command -v chromium > /dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium > /dev/null; } || echo "CHROMIUM IS NOT HERE AND CANNOT BE INSTALLED: the tests of pages in a browser are skipped"
	@[ -d web/node_modules/axe-core ] || { command -v npm > /dev/null && cd web && npm ci --silent --no-audit --no-fund; } || echo "NO NPM: the checks of accessibility are skipped"

postgres:  ## what the tests of records in PostgreSQL need: Debian's server; they start one of their own
	@command -v initdb > /dev/null || ls /usr/lib/postgresql/*/bin/initdb > /dev/null 2>&1 || { [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql > /dev/null; } || echo "POSTGRESQL IS NOT HERE AND CANNOT BE INSTALLED: the tests of records in it are skipped"

quality: $(READY)  ## scores on the development set, against quality/floors.json
	$(BIN)/python quality/run.py

soak: $(READY) browser postgres  ## 17,757 real articles: no crash, none over 2 s, speed and memory; then 10,000 in a record: kills, memory, questions, pages; PostgreSQL
	$(BIN)/python quality/soak.py
	$(BIN)/python quality/soak_record.py --limit 10000
	$(BIN)/python quality/soak_record.py --limit 500 --kills 10 --only kills --record-url start

bench: $(READY)  ## how fast, into docs/performance.md (about twenty minutes; needs ../shared, and installs mahad under build/)
	$(BIN)/python bench/bench.py

docs: $(READY)  ## README's output, docs/commands.md and the tables of docs/archive.md, from the program itself; then the site, into site/
	$(BIN)/python tools/update_readme.py
	$(BIN)/python tools/update_commands.py
	$(BIN)/python tools/update_archive.py
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

pictures: $(READY) browser  ## docs/img: the pages of the situation room
	$(BIN)/python tools/update_screenshots.py

golden: $(READY)  ## the reports that tests compare with
	$(BIN)/python tools/update_golden.py

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
