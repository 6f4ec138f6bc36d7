# A person and CI use the same commands: `make check` is all of CI. `make` alone lists the commands.
# No command needs a service that is already running; see scripts/with-postgres.

# The folder with the texts of the plans. They are not part of this repository.
PLANS ?= ../shared/plans
# The folder with other public documents, of which only figures are committed.
DOCUMENTS ?= ../shared/documents
# The folder with the annotations of some of them. They are not part of this repository either.
GOLD ?= ../shared/gold
# make run: a folder that keeps PostgreSQL's data. Without it the data are removed at the end.
KEEP ?=
# make run: an address and port of this machine.
LISTEN ?= 127.0.0.1:8080
# Further arguments, e.g. make test ARGS="--test it api::compare"
ARGS ?=

CARGO ?= cargo
WITH_POSTGRES = scripts/with-postgres

.DEFAULT_GOAL := help
# One target at a time: cargo uses all processors itself, and two of them would wait for one another.
.NOTPARALLEL:

.PHONY: help
help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: ## compile, load the plans into a private PostgreSQL, serve them on 127.0.0.1:8080 (LISTEN=, KEEP=DIR, DATABASE_URL)
	@scripts/run $(if $(KEEP),--keep '$(KEEP)') '$(LISTEN)'

.PHONY: test
test: ## run every test, each with a database of its own (ARGS="--test it api::compare")
	$(WITH_POSTGRES) $(CARGO) test --locked $(ARGS)

.PHONY: plans
plans: ## read the texts and write data/plans/ and data/documents/ (PLANS=DIR, DOCUMENTS=DIR)
	scripts/plans '$(PLANS)' '$(DOCUMENTS)'

.PHONY: quality
quality: ## measure data/plans/ against annotations and write docs/quality.md and data/quality.json (GOLD=DIR)
	scripts/quality '$(GOLD)'

.PHONY: openapi
openapi: ## write openapi/openapi.json
	scripts/openapi

.PHONY: examples
examples: ## send the requests of openapi/examples.json, write their answers there and openapi/openapi.json
	PLAN_TARGETS_WRITE_EXAMPLES=yes $(WITH_POSTGRES) $(CARGO) test --locked --test it contract::examples
	scripts/openapi

.PHONY: release-openapi
release-openapi: ## make the current contract the released one, against which make check compares later ones
	cp openapi/openapi.json openapi/released.json

.PHONY: clients
clients: ## run linter, generated clients, property-based tester, readers of each format and a browser (ARGS='lint typescript')
	scripts/clients $(ARGS)

.PHONY: cluster
cluster: ## run a primary, a standby, poolers, two instances and a balancer, and kill them one after the other under load
	scripts/cluster

.PHONY: sqlx
sqlx: ## write .sqlx/, from which the compiler checks the queries
	scripts/sqlx-metadata

.PHONY: bench
bench: ## measure parsing, loading and serving (see CONTRIBUTING.md)
	$(WITH_POSTGRES) $(CARGO) bench --locked $(or $(ARGS),--bench '*')

.PHONY: fmt
fmt: ## format the code
	$(CARGO) fmt

# Each check is a target of its own (make check-lints), so that one can be repeated.
CHECKS = fmt dependencies sqlx lints image docs tests openapi plans quality clients databases deploy

.PHONY: check $(CHECKS:%=check-%)
check: ## run all that CI runs, and say how long each step took
	@report=''; \
	for step in $(CHECKS); do \
		start=$$(date +%s); \
		$(MAKE) --no-print-directory check-$$step || exit 1; \
		report="$$report$$step $$(($$(date +%s) - start)) s, "; \
	done; \
	echo "make check: $${report%, }"
check-fmt:
	$(CARGO) fmt --check
check-dependencies:
	scripts/check-dependencies
check-sqlx:
	scripts/sqlx-metadata --check
check-lints:
	$(CARGO) clippy --locked --all-targets -- -D warnings
check-image:
	scripts/check-image
check-docs:
	RUSTDOCFLAGS='-D warnings' $(CARGO) doc --locked --no-deps --document-private-items
check-tests: test
check-openapi:
	scripts/openapi --check
	scripts/breaking
check-plans:
	scripts/plans --check '$(PLANS)' '$(DOCUMENTS)'
check-quality:
	scripts/quality --check '$(GOLD)'
check-clients:
	scripts/clients
check-databases:
	scripts/check-databases
check-deploy:
	scripts/check-deploy
