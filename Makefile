# What an office and a developer can ask for. `make run` on a fresh machine needs Python 3.11 or newer.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
# pip compiles what it installs, but not what it only points to.
COMPILE := $(BIN)/python -m compileall -q parsers pipeline
NOTICE ?= samples/notices/weidong-2021.docx
UNITS ?= samples/units/weidong.toml
OUT ?= out

.PHONY: help run test check fix golden docs samples bench clean

help: ## 列出可用的命令
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' $(MAKEFILE_LIST)

run: $(VENV)/.run ## 建好环境，分解样张通知，结果在 out/
	$(BIN)/fenjie run $(NOTICE) --units $(UNITS) --out $(OUT)

test: $(VENV)/.dev ## 运行全部测试
	$(BIN)/python -m pytest -q

check: $(VENV)/.dev ## CI 所做的一切：格式、静态检查、类型、引用层次、测试
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) test

fix: $(VENV)/.dev ## 自动整理格式
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

golden: $(VENV)/.dev ## 重做 tests/golden，请逐行看 git diff
	$(BIN)/python -m pytest -q tests/test_golden.py --golden

docs: $(VENV)/.dev ## 由代码重做 docs 中的几张表
	$(BIN)/python docs/make_codes.py
	$(BIN)/python docs/make_fields.py
	$(BIN)/python docs/make_format.py

samples: $(VENV)/.dev ## 由文本重做样张通知的 docx 和 pdf
	$(BIN)/python samples/make_notices.py

bench: $(VENV)/.dev ## 测速
	$(BIN)/python benchmarks/run_all.py

clean: ## 删除环境、缓存和结果
	rm -rf $(VENV) out build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis \
		.import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- the environment: a stamp per set of packages, remade when the lists change ---

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "需要 Python 3.11 或更新的版本：请先安装，或用 make PYTHON=/路径/python3.11 指定。" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "缺少 python3-venv：Debian、Ubuntu、统信、麒麟请先 apt install python3-venv。" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: pyproject.toml constraints.txt | $(BIN)/python
	$(INSTALL) --editable .
	@$(COMPILE)
	@touch $@

$(VENV)/.dev: pyproject.toml constraints.txt | $(BIN)/python
	$(INSTALL) --editable '.[dev]'
	@$(COMPILE)
	@touch $@ $(VENV)/.run
