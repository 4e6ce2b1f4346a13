# List the recipes
default:
    @just --list

# All tests
test:
    cargo test

# Hold the checker against the reference evaluator for an hour
exactness:
    timeout 3600 sh -c 'while RAILC_CASES=1000000 cargo test --release -p railc-core exactness; do :; done; exit 1' || test $? -eq 124

# Make mistakes in specs, policies and uses for an hour, and see that nothing breaks
mutate:
    timeout 3600 sh -c 'while RAILC_CASES=20000 cargo test --release --test it mutants; do :; done; exit 1' || test $? -eq 124

# How fast it is
bench:
    cargo bench -p railc-benches

# Side by side with Cedar and Rego: times, and what each holds in memory
rivals:
    cd benches/rivals && cargo bench

# The binary that is shipped: linked statically, at a fixed address
ship:
    RUSTFLAGS="-C target-feature=+crt-static -C relocation-model=static" cargo build --release --target x86_64-unknown-linux-gnu

# Lay out code and specs
fmt:
    cargo fmt
    cargo run -q -- fmt licenses/*/*.rail examples/*.rail

# What CI runs
ci:
    bash .ci/run
