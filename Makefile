# 两条命令：make publish 排印一期报纸，make test 通过全部测试。Two commands: make publish, make test.
#
# DATE=2023-01-05      the issue to publish          ARGS="--strict"    further words for epaper-publish
# PYTHON=python3.12    the Python to build with      JOBS=2             processes for the tests
DATE ?= 2023-01-05
JOBS ?= 2
export PYTHON

ifeq ($(shell uname -s),Darwin)
# Homebrew keeps its libraries and its Java where neither Python nor the shell looks.
BREW := $(shell brew --prefix 2>/dev/null)
export PATH := $(PATH):$(BREW)/opt/openjdk/bin
LIBRARIES := DYLD_FALLBACK_LIBRARY_PATH="$(BREW)/lib:/usr/local/lib:/usr/lib"
endif

# Every target may install first, and pytest brings its own processes.
.NOTPARALLEL:
.PHONY: help publish serve test proof bench bench-typesetting bench-epub bench-pdf lint lock clean

help: ## 列出这些命令 list these commands
	@sed -n 's/^\([a-z-]*\):.*## /\1 — /p' Makefile

publish: ## 安装所需的一切，排印一期报纸 install all that is needed and publish an issue
	@$(LIBRARIES) sh scripts/setup.sh run
	@$(LIBRARIES) .venv/bin/epaper-publish $(DATE) $(ARGS)

serve: ## 边改边看：改了就再排，浏览器随即更新 edit and see: build again what changes, and show it in the browser
	@$(LIBRARIES) sh scripts/setup.sh serve
	@$(LIBRARIES) .venv/bin/epaper-publish serve $(DATE) --watch --open $(ARGS)

test: ## 安装测试所需，运行全部测试 install what the tests need and pass them
	@$(LIBRARIES) sh scripts/setup.sh test
	@$(LIBRARIES) .venv/bin/python -m pytest -n $(JOBS) -m "not proof" $(ARGS)

proof: ## 长时间的验证，结果写入 proof/ the long runs; their account goes to proof/
	@$(LIBRARIES) sh scripts/setup.sh proof
	@mkdir -p proof && rm -f proof/account.md
	@# Each of them brings its own processes, and seconds are only true when nothing else runs.
	@$(LIBRARIES) .venv/bin/python -m pytest -n 0 -m proof --durations=0 --junit-xml=proof/proof.xml $(ARGS)

bench: ## 与 WeasyPrint、Chromium、Typst 比快慢，约十分钟 race WeasyPrint, Chromium and Typst; results in bench-results/
	@$(LIBRARIES) sh scripts/setup.sh bench
	@$(LIBRARIES) .venv/bin/python -m bench $(ARGS)

bench-typesetting: ## 排字与 WeasyPrint 相比 our typesetting beside WeasyPrint's, measured on the page
	@$(LIBRARIES) sh scripts/setup.sh run
	@$(LIBRARIES) .venv/bin/python -m bench.typesetting

bench-epub: ## 写 EPUB 的快慢：一百、一千、五千篇稿件 how fast EPUBs of 100, 1,000 and 5,000 articles are written
	@$(LIBRARIES) sh scripts/setup.sh run
	@$(LIBRARIES) .venv/bin/python -m bench.epub_writer

bench-pdf: ## 同一篇稿件的 PDF，与 Chromium、Typst 比大小、标签、标准、文字 our PDF beside Chromium's and Typst's: size, tags, standards, words
	@$(LIBRARIES) sh scripts/setup.sh proof
	@$(LIBRARIES) sh scripts/setup.sh bench
	@$(LIBRARIES) .venv/bin/python -m bench.documents $(ARGS)

lint: ## 代码检查 ruff, mypy and the layers
	@$(LIBRARIES) sh scripts/setup.sh test
	@.venv/bin/ruff check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports

lock: ## 重新锁定 Python 软件包 resolve the Python packages anew (ARGS=--upgrade moves the pins)
	@sh scripts/lock.sh $(ARGS)

clean: ## 删除输出和环境 remove the outputs and the environment
	@rm -rf tests/readers/node_modules dist build proof bench-results .setup .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find publisher tests scripts bench -name __pycache__ -prune -exec rm -rf {} +
