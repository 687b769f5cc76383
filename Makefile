# `make run` starts the demonstration, `make test` runs the tests. VAR= names the data folder, PORT= the port.
PY := .venv/bin/python
VAR ?= $(CURDIR)/var
PORT ?= 8000
PYTHON ?= $(shell command -v python3 || command -v python)
# What pytest is told; for one file `make test ARGS=tests/records`.
ARGS ?= -n 3 --dist loadfile
export VAR PORT
.PHONY: setup setup-dev setup-ocr run reset-demo test test-services check bench lock

setup:
	@test -n "$(PYTHON)" || { echo "需要 Python 3.11 或更新的版本，没有找到。请安装后再运行 make。"; exit 1; }
	@"$(PYTHON)" selfexam/start/bootstrap.py

setup-dev:
	@test -n "$(PYTHON)" || { echo "需要 Python 3.11 或更新的版本，没有找到。请安装后再运行 make。"; exit 1; }
	@"$(PYTHON)" selfexam/start/bootstrap.py --dev

# What reads ID cards (about 110 MB). Without it everything works and pages say that cards were not read.
setup-ocr:
	@test -n "$(PYTHON)" || { echo "需要 Python 3.11 或更新的版本，没有找到。请安装后再运行 make。"; exit 1; }
	@"$(PYTHON)" selfexam/start/bootstrap.py --ocr

run: setup
	@$(PY) -m selfexam.start.portal

reset-demo: setup
	@$(PY) -m selfexam.start.reset

test: setup-dev
	@$(PY) -m pytest $(ARGS)

# On PostgreSQL and Redis: DATABASE_URL and CELERY_BROKER_URL say where they are.
test-services: setup-dev
	@test -n "$$DATABASE_URL" -a -n "$$CELERY_BROKER_URL" || { echo "请设置 DATABASE_URL 和 CELERY_BROKER_URL，例如 DATABASE_URL=postgres://postgres@127.0.0.1/postgres CELERY_BROKER_URL=redis://127.0.0.1:6379/0"; exit 1; }
	@$(PY) -m pytest $(ARGS)

check: setup-dev
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy selfexam applications review certificates
	@.venv/bin/lint-imports
	@$(PY) -m djlint templates --lint --quiet
	@$(PY) manage.py makemigrations --check --dry-run
	@DEMO=0 SECRET_KEY=$$($(PY) -c "import secrets; print(secrets.token_urlsafe(64))") FIELD_KEY=$$($(PY) -c "import secrets; print(secrets.token_urlsafe(64))") DIGEST_KEY=$$($(PY) -c "import secrets; print(secrets.token_urlsafe(64))") ALLOWED_HOSTS=example.org DATABASE_URL=postgres://portal@127.0.0.1/portal CELERY_BROKER_URL=redis://127.0.0.1:6379/0 PORTAL_URL=https://example.org $(PY) manage.py check --deploy --fail-level WARNING

bench: setup-dev
	@$(PY) manage.py migrate --no-input --verbosity 0
	@$(PY) manage.py bench

# Pins every package with its hashes, for Python 3.11 and later. The extra is installed beside requirements.txt without
# its dependencies; what stands there already, above all our OpenCV, must not stand in its lock file again.
OURS_ALREADY = numpy pillow packaging opencv-python opencv-python-headless
lock: setup-dev
	@.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -o requirements.txt requirements.in
	@.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -o requirements-dev.txt requirements-dev.in
	@.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -c requirements-dev.txt $(OURS_ALREADY:%=--no-emit-package %) -o requirements-ocr.txt requirements-ocr.in
