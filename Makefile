# The two commands of the README: `make run` and `make test`.

STORE ?= store
BIND  ?= 127.0.0.1:7878

.PHONY: run test build check

## Build the program, build the graph from data/articles/, serve it with the page.
run: build
	@target/release/trojka build --quiet data/articles --store $(STORE)
	@target/release/trojka serve --store $(STORE) --bind $(BIND)

build:
	@command -v cargo >/dev/null || { echo "Rust is missing: install it from https://rustup.rs" >&2; exit 1; }
	@command -v cc >/dev/null || { echo "A C compiler is missing: apt-get install build-essential" >&2; exit 1; }
	cargo build --release --locked

## Every test of the project. The last lines are the test runner's.
test:
	@command -v cargo >/dev/null || { echo "Rust is missing: install it from https://rustup.rs" >&2; exit 1; }
	@tests/prepare.sh
	@if cargo fmt --version >/dev/null 2>&1; then cargo fmt --check; else echo "rustfmt is not installed: formatting not checked"; fi
	@if cargo clippy --version >/dev/null 2>&1; then cargo clippy --locked --all-targets -- -D warnings; else echo "clippy is not installed: lints not checked"; fi
	cargo test --locked --no-fail-fast
