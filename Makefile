# What a person types and what CI runs are the same commands: `make check` is all of CI.
# `make` alone lists them. Nothing here needs a service that is running; see scripts/with-postgres.

# Where the texts of the plans are (not part of this repository), and where their readings go.
PLANS ?= ../shared/plans
# What a careful reader found in some of them (not part of this repository either).
GOLD ?= ../shared/gold
# make run: PostgreSQL's data are thrown away at the end, unless KEEP names a directory for them.
KEEP ?=
# make run: any address and port of this machine.
LISTEN ?= 127.0.0.1:8080
# Further arguments, e.g. make test ARGS="--test it api::compare"
ARGS ?=

CARGO ?= cargo
PROGRAM = $(CARGO) run --quiet --locked --
WITH_POSTGRES = scripts/with-postgres

.DEFAULT_GOAL := help
# One thing at a time: cargo uses all processors itself, and two of them would wait for one another.
.NOTPARALLEL:

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: ## build, load the plans into a private PostgreSQL, serve them on 127.0.0.1:8080 (LISTEN=, KEEP=DIR, DATABASE_URL)
	$(CARGO) build --locked
	@$(WITH_POSTGRES) $(if $(KEEP),--keep '$(KEEP)') scripts/load-and-serve '$(LISTEN)'

.PHONY: test
test: ## every test, each with a database of its own (ARGS="--test it api::compare")
	$(WITH_POSTGRES) $(CARGO) test --locked $(ARGS)

.PHONY: plans
plans: ## read the plans' texts into data/plans/ (PLANS=DIR)
	scripts/plans '$(PLANS)'

.PHONY: quality
quality: ## measure data/plans/ against annotations, into docs/quality.md and data/quality.json (GOLD=DIR)
	scripts/quality '$(GOLD)'

.PHONY: openapi
openapi: ## write openapi/openapi.json
	scripts/openapi

.PHONY: examples
examples: ## ask the examples of openapi/examples.json again and write their answers, then openapi/openapi.json
	PLAN_TARGETS_WRITE_EXAMPLES=yes $(WITH_POSTGRES) $(CARGO) test --locked --test it contract::examples
	scripts/openapi

.PHONY: release-openapi
release-openapi: ## make today's contract the released one, which make check holds later ones against
	cp openapi/openapi.json openapi/released.json

.PHONY: clients
clients: ## linter, generated clients, property-based tester, readers of each format (ARGS='lint typescript')
	scripts/clients $(ARGS)

.PHONY: sqlx
sqlx: ## write .sqlx/, what the compiler knows of the queries
	scripts/sqlx-metadata

.PHONY: bench
bench: ## measure parsing, loading and serving (see CONTRIBUTING.md)
	$(WITH_POSTGRES) $(CARGO) bench --locked $(or $(ARGS),--bench '*')

.PHONY: fmt
fmt: ## format the code
	$(CARGO) fmt

.PHONY: check
check: check-fmt check-sqlx check-lints check-docs test check-openapi check-plans check-quality check-clients ## all that CI runs

# Their own targets, so that one can be repeated.
.PHONY: check-fmt check-sqlx check-lints check-docs check-openapi check-plans check-quality check-clients
check-fmt:
	$(CARGO) fmt --check
check-sqlx:
	scripts/sqlx-metadata --check
check-lints:
	$(CARGO) clippy --locked --all-targets -- -D warnings
check-docs:
	RUSTDOCFLAGS='-D warnings' $(CARGO) doc --locked --no-deps --document-private-items
check-openapi:
	scripts/openapi --check
	scripts/breaking
check-plans:
	scripts/plans --check '$(PLANS)'
check-quality:
	scripts/quality --check '$(GOLD)'
check-clients:
	scripts/clients
