# Lediga jobb. "make" lists what can be made; Go is all that must be there.

export CGO_ENABLED = 0
# Processors since 2009 count bits in one instruction, which the search does all day.
export GOAMD64 = v2

VERSION = $(shell git describe --tags --always --dirty 2>/dev/null || echo development)

.PHONY: help run build test race lint bench lighthouse pictures

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## serve on http://127.0.0.1:8080
	go run ./cmd/ledigajobb serve

build: ## build the program into ./ledigajobb
	go build -trimpath -ldflags '-s -w -X main.version=$(VERSION)' -o ledigajobb ./cmd/ledigajobb

test: ## test on SQLite, PostgreSQL and in Chromium; installs them where it may
	@.ci/setup postgres chromium npm
	@.ci/with-postgres .ci/with-browser .ci/with-readers .ci/test

race: ## test with the race detector; needs a C compiler
	@.ci/setup postgres gcc
	@CGO_ENABLED=1 .ci/with-postgres go test -race -short -timeout 30m ./...

lint: ## check formatting, go vet and staticcheck
	@.ci/formatted
	go vet ./...
	go tool staticcheck ./...
	go -C internal/bench/engines vet ./...
	@cd internal/bench/engines && $$(go -C ../../.. tool -n staticcheck) ./...

bench: ## measure the service beside a bare handler, its search beside others
	go run ./internal/bench
	go -C internal/bench/engines run .

lighthouse: ## have Lighthouse mark the pages that people come to first
	@.ci/setup chromium npm
	@LEDIGAJOBB_LIGHTHOUSE=$$(.ci/installed internal/lighthouse) go run ./internal/lighthouse

pictures: ## take the pictures of every page in docs/pictures
	@.ci/setup chromium
	go run ./internal/pictures
