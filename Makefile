# Two commands are enough: `make run` and `make test`. Each sets up what it needs (see setup/).
PYTHON ?= python3
SETUP = $(PYTHON) -m setup
ARGS ?=

.DEFAULT_GOAL := run
.PHONY: run ready test check stories format settings clean

run:  ## everything, from a fresh machine to the running service
	@exec $(SETUP) run

ready:  ## set up without starting
	@exec $(SETUP) ready

test:  ## every test that can run here; ARGS="tests/care -k slots" for some
	@exec $(SETUP) test $(ARGS)

check:  ## lint, format, types, content, dialogue data
	@exec $(SETUP) check

stories:  ## Rasa's own end-to-end test stories
	@exec $(SETUP) stories

format:
	@.venv/bin/ruff check --fix-only . ; .venv/bin/ruff format .

settings:  ## write docs/settings.md again from care/settings.py
	@.venv/bin/python -m bot.cli settings > docs/settings.md

clean:  ## forget both environments and the tools; data in var/ stays, but for the set-up's stamps
	rm -rf .venv .tools engine/.venv var/stamps
