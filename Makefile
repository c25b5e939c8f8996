# Everything there is to do here; `make` alone prints it. The work itself is in infra/local (Go).
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
LOCAL := .tools/local
ifeq ($(origin AS),default) # make's own name for the assembler
AS :=
endif

.PHONY: help run test stories check build deploy token clock reset dev fmt openapi lint fuzz bench soak smoke emulator facts-rebuild tools lock clean $(LOCAL)

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

run: $(LOCAL) ## install what is pinned, build, start, deploy, seed, serve at http://localhost:8080; Ctrl-C stops it and keeps the data
	@exec $(LOCAL) run

test: $(LOCAL) ## everything that CI checks, on a stack of its own
	@exec $(LOCAL) test

stories: $(LOCAL) ## scenarios alone, on a stack of their own: STORY=overdue, or STORY='digest|work', or all
	@exec $(LOCAL) stories $(if $(STORY),'$(STORY)')

check: $(LOCAL) ## before a commit: format, vet, lint, the tests that need no emulator (under two minutes)
	@exec $(LOCAL) check

build: $(LOCAL) ## the functions for this machine (ARCH=arm64|x86_64 for another) and the SPA
	@exec $(LOCAL) build $(ARCH)

deploy: $(LOCAL) ## to AWS: ENV=dev or ENV=prod, with the account of your environment
	@exec $(LOCAL) deploy $(ENV)

token: $(LOCAL) ## print a demo person's access token: make -s token AS=ana.agent@gba.example
	@exec $(LOCAL) token $(AS)

clock: $(LOCAL) ## move the local system's time: BY=3d|5h|90m, TO=2026-12-24T10:00:00Z or RESET=1
	@exec $(LOCAL) clock BY=$(BY) TO=$(TO) RESET=$(RESET)

reset: $(LOCAL) ## the demo as on its first day, in about half a minute: data emptied and seeded again, the clock put right; signed-in windows go on
	@exec $(LOCAL) reset

dev: $(LOCAL) ## bring one changed function to the running system: FUNCTION=inquiry-api
	@exec $(LOCAL) dev $(FUNCTION)

fmt: ## format Go and the SPA
	@gofmt -w functions shared infra scenarios examples
	@cd web && npm run --silent format

openapi: ## write docs/api/openapi.json from the code, and the SPA's types from it
	@go run ./infra/openapi
	@cd web && npm run --silent types

lint: $(LOCAL) ## Go, the template and the SPA
	@exec $(LOCAL) lint

FUZZTIME ?= 20s
fuzz: ## every fuzz test for FUZZTIME (20s)
	@for dir in $$(grep -rlE '^func Fuzz' --include='*_test.go' shared functions | xargs -n1 dirname | sort -u); do \
	  for name in $$(grep -rhoE '^func Fuzz[A-Za-z0-9_]*' $$dir/*_test.go | cut -d' ' -f2); do \
	    echo "» $$dir $$name"; go test ./$$dir -run '^$$' -fuzz "^$$name$$" -fuzztime $(FUZZTIME) || exit 1; \
	  done; \
	done

bench: ## what users pay for, as ratios to a bare baseline of the same run; with `make run` up, warm requests too
	@exec go run ./infra/bench

soak: $(LOCAL) ## 200,000 events with 2 % of every anomaly through the queue, files of 64 MB in bounded memory; on an emulator of its own, some minutes
	@exec $(LOCAL) soak

smoke: $(LOCAL) ## first checks after a deployment to AWS: URL=https://…
	@exec $(LOCAL) smoke $(URL)

emulator: $(LOCAL) ## an empty emulator for store tests: PORT=4570
	@exec $(LOCAL) emulator $(PORT)

facts-rebuild: $(LOCAL) ## make all facts of the lake again from the inquiries, of the running system or of ENV=dev|prod; resumable: FROM='…' as it said
	@exec $(LOCAL) facts ENV=$(ENV) $(if $(FROM),'FROM=$(FROM)')

tools: $(LOCAL) ## install the pinned tools into .tools
	@exec $(LOCAL) tools

lock: $(LOCAL) ## write infra/local/emulator/*.txt again after a change of *.in
	@exec $(LOCAL) lock

clean: ## forget what was built and the local data; DEEP=1 forgets the installed tools and packages too
	@rm -rf .build .local web/dist
	@if [ -n "$(DEEP)" ]; then rm -rf .tools web/node_modules; fi

$(LOCAL):
	@command -v go >/dev/null || { echo "FAILED: go is missing. Install Go 1.26 or newer (go.dev/dl)." >&2; exit 1; }
	@go build -o $(LOCAL) ./infra/local
