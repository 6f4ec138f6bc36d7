# syntax=docker/dockerfile:1
# The program and the parsed plans that it loads. compose.yaml runs it beside a PostgreSQL.

# The digests name the images of all architectures. docs/operations.md (Images) says how to name newer ones.
ARG BUILD_IMAGE=rust:1.95.0-slim-bookworm@sha256:d7482085ff5b415f84dba5647ae71606650bdef00db7aeb69f4b3d170c3e4082
ARG RUN_IMAGE=debian:bookworm-slim@sha256:7b140f374b289a7c2befc338f42ebe6441b7ea838a042bbd5acbfca6ec875818

FROM ${BUILD_IMAGE} AS build
# The allocator is written in C and built with make, which the image does not have.
RUN apt-get update && apt-get install --yes --no-install-recommends make && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
# /metrics tells it.
ARG REVISION=unknown
# The two caches keep downloads and compiled crates from one build to the next. They are not part of the image, so the program
# is copied out of them. The queries are checked against .sqlx/ (see .cargo/config.toml), so no database is needed.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    PLAN_TARGETS_REVISION=${REVISION} cargo build --release --locked && cp target/release/plan-targets /plan-targets

FROM ${RUN_IMAGE}
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="plan-targets" \
      org.opencontainers.image.description="Targets of Chinese five-year plans, each with the line it was printed on, compared over HTTP" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"

# A number, so that a cluster can see that it is not root. The user owns no files, because the program writes none.
USER 10001:10001
WORKDIR /srv/plan-targets
COPY --from=build /plan-targets /usr/local/bin/plan-targets
COPY LICENSE README.md ./
COPY data data

# The roots that sslmode=verify-full checks the certificate of PostgreSQL against, where sslrootcert names no others.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt

ENV PLAN_TARGETS_LISTEN=0.0.0.0:8080 PLAN_TARGETS_METRICS_LISTEN=0.0.0.0:9464 PLAN_TARGETS_LOG_FORMAT=json
EXPOSE 8080 9464
# The image has no curl, so the program itself asks the server.
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s --retries=3 \
    CMD ["plan-targets", "healthcheck", "http://127.0.0.1:8080/readyz"]
# On SIGTERM, which docker stop sends, the server finishes the requests in flight: docker stop --time 30.
ENTRYPOINT ["plan-targets"]
CMD ["serve"]
