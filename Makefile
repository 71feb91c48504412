# Everything a person or a machine does with this project. The work is done by scripts/; each target is one line.
.DEFAULT_GOAL := help
.PHONY: help setup run dev test lint bench faults fuzz e2e bindings docs package clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install what is missing: system packages, ui packages, test driver
	@scripts/setup.sh all

run: ## build, make a demo shop, open the window (without a screen: walk through it and leave pictures in out/)
	@scripts/run.sh

dev: ## the window with live reload of ui/
	@scripts/dev.sh

test: ## everything that has to pass, with a summary
	@scripts/test.sh

lint: ## format, clippy, eslint, types, shell scripts
	@scripts/lint.sh

bench: ## measure speed on a shop of full size
	@scripts/bench.sh

faults: ## crashes, power cuts, failing disks: FAULTS_POINTS, FAULTS_IMAGES, SEED
	@scripts/faults.sh

fuzz: ## try every parser and decoder with random input: make fuzz SECONDS=60
	@FUZZ_SECONDS=$(or $(SECONDS),60) scripts/fuzz.sh

e2e: ## the real window, driven from outside
	@scripts/e2e.sh

bindings: ## write ui/src/bridge/generated.ts anew from the declared operations
	@scripts/generate.sh bindings

docs: ## write docs/flows.md anew from the declared flows
	@scripts/generate.sh flows

package: ## release build and .deb
	@scripts/package.sh

clean: ## remove what was built (the demo shop in out/ stays)
	@scripts/clean.sh
