# Regiowerk.  Every verb is a script in bin/ that says what it does; PORT= and DETACH= reach them.
.DEFAULT_GOAL := help
.PHONY: help setup demo run check test bench messages screenshots oracles

help: ## what there is
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 20

setup: ## install everything this folder needs, the tests' needs too
	@bin/setup --tests

demo: ## the example region on http://127.0.0.1:8000 (PORT=8001; DETACH=1 only prepares)
	@bin/demo

run: ## the site with your own settings (docs/operating.md)
	@bin/run

check: ## the fast gates: style, types, contracts, words, licences, unit tests
	@bin/check

test: ## everything: check, PostgreSQL, documents, browser, accessibility
	@bin/test

bench: ## measure, see benchmarks/README.md
	@bin/bench

oracles: ## whether other libraries count the same (in an environment of their own)
	@bin/oracles

messages: ## collect the words of the sources into the German catalogues
	@bin/messages extract && bin/messages check

screenshots: ## make the pictures of the README anew (docs/pictures)
	@bin/screenshots
