//! The `railc` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    railc::cli::main()
}
