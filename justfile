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

# All texts and the policy by `railc build`, beside pandoc making a DOCX of the Markdown
pandoc SPEC="open-rail-m":
    cargo build --release
    python3 benches/pandoc.py target/release/railc {{SPEC}}

# The schema of WordprocessingML, for the test of DOCX files
wordprocessingml:
    bash .ci/wordprocessingml

# Fingerprints of known licenses, anew from folders with their texts
fingerprints +FOLDERS:
    cargo run -q -p railc-identify --example fingerprints -- {{FOLDERS}}

# `identify` beside ScanCode over a folder of license texts; installs ScanCode in a folder of its own (its plugins need an older pluggy)
identify-rival FOLDER:
    cargo build --release
    test -x target/scancode/bin/scancode || (python3 -m venv target/scancode && target/scancode/bin/pip install -q 'scancode-toolkit==32.5.*' 'pluggy<1.6')
    python3 benches/identify/rival.py target/scancode/bin/scancode target/release/railc {{FOLDER}}

# The binary that is shipped: with PDF, linked statically, at a fixed address
ship:
    RUSTFLAGS="-C target-feature=+crt-static -C relocation-model=static" cargo build --release --features pdf --target x86_64-unknown-linux-gnu

# PDF beside LibreOffice, which makes one of the same text
pdf-rival:
    cargo build --release --features pdf
    bash benches/pdf/rival target/release/railc

# The texts in docs/gallery, anew; fonts for Chinese and Japanese are Debian's `fonts-noto-cjk`
gallery:
    cargo run -q --features pdf -- build docs/gallery/herbarium.rail -o docs/gallery --font-dir /usr/share/fonts/opentype/noto

# Lay out code and specs
fmt:
    cargo fmt
    cargo run -q -- fmt licenses/*/*.rail examples/*.rail

# What CI runs
ci:
    bash .ci/run
