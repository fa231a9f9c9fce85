# make demo starts the whole service on this machine; make test is what CI runs; make check adds the linters.

GO ?= go
RACE := $(shell command -v "$$($(GO) env CC)" >/dev/null && echo -race) # the race detector needs a C compiler

.PHONY: demo bench build test check format lint fuzz transcripts screenshots release clean

# ARGS are passed on: make demo ARGS="-data /tmp/try".
demo: build
	@tools/prepare
	@bin/jagaetam demo $(ARGS)

# Measures the service and breaks what it stands on, on a machine that should do nothing else: make bench ARGS=-full for the long way.
bench: build
	@tools/prepare
	@bin/jagaetam bench $(ARGS)

build:
	$(GO) build -o bin/jagaetam ./cmd/jagaetam

# go test ./... does the same on a machine that has the servers. The tools are a module of their own, and what they test lies outside it, where
# go does not look for changes before it gives an earlier outcome: hence -count=1.
test:
	@tools/prepare test
	$(GO) test $(RACE) -timeout 30m -shuffle=on ./...
	@if [ -n "$(RACE)" ]; then echo "$(GO) test -timeout 30m -run 'TestCrash$$|TestNews$$|TestYearOfReminders$$' -v ./cmd/jagaetam ./internal/reminder" && $(GO) test -timeout 30m -run 'TestCrash$$|TestNews$$|TestYearOfReminders$$' -v ./cmd/jagaetam ./internal/reminder; fi # at full size
	@if [ -f tools/go.mod ]; then echo '$(GO) -C tools test -count=1 ./...' && $(GO) -C tools test -count=1 ./...; fi

check: format lint test

format:
	@unformatted=$$(gofmt -l .) && [ -z "$$unformatted" ] || { echo "not formatted, run gofmt -w: $$unformatted"; exit 1; }

lint:
	$(GO) vet ./...
	@if grep -qs golangci-lint tools/go.mod; then $(GO) tool -modfile=tools/go.mod golangci-lint run; fi

# Every fuzz target for a while each; FUZZTIME=1m make fuzz for longer. go test tries what was found before, without this.
fuzz:
	@GO="$(GO)" tools/fuzz

# The bot's side of the conversations is written anew from what it says; read the difference before committing it.
transcripts:
	$(GO) test ./flows -update

# Pictures of the page for the README.
screenshots:
	$(GO) test ./cmd/jagaetam -run 'TestPage$$' -screenshots $(CURDIR)/docs/images

# Programs to give away, with their sums. The same commit and the same Go make the same files, wherever they are made: in a checkout or out of
# an archive of it, whatever the maker's own GOFLAGS and GOAMD64 say. So Go's own stamp is left out (-buildvcs=false): there is none without
# .git, and with it the stamp differs by which tags were fetched and what else lies in the folder. The commit alone is told, with -dirty after
# it where a file is not as in the commit; out of an archive 'git archive' has told it in tools/commit.
ARCHES = amd64 arm64
COMMIT = $(shell grep -xE '[0-9a-f]{40,64}' tools/commit || git describe --always --dirty --abbrev=40 --exclude='*')
release:
	@rm -rf bin/release && mkdir -p bin/release
	@commit='$(COMMIT)'; for arch in $(ARCHES); do \
		CGO_ENABLED=0 GOOS=linux GOARCH=$$arch GOAMD64=v1 GOARM64=v8.0 GOWORK=off GOFLAGS='-trimpath -buildvcs=false' \
			$(GO) build -ldflags="-s -w -buildid= -X main.commit=$$commit" -o bin/release/jagaetam-linux-$$arch ./cmd/jagaetam || exit 1; \
	done
	@cd bin/release && sha256sum jagaetam-* | tee SHA256SUMS

clean:
	rm -rf bin
