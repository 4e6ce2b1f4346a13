//! `docs/cli.md` is the help text of the commands.

use std::fmt::Write as _;

#[test]
fn the_manual_is_the_help_of_every_command() {
    let mut manual = String::from("# The command line\n\nThis page is the help of every command; a test keeps it true.\n");
    let mut root = railc::cli::command().term_width(100);
    write!(manual, "\n## railc\n\n```text\n{}```\n", root.render_long_help()).unwrap();
    for command in root.clone().get_subcommands().filter(|command| command.get_name() != "help") {
        let mut command = command.clone().bin_name(format!("railc {}", command.get_name())).term_width(100);
        write!(manual, "\n## railc {}\n\n```text\n{}```\n", command.get_name().to_owned(), command.render_long_help()).unwrap();
    }
    let manual: String = manual.lines().map(|line| format!("{}\n", line.trim_end())).collect();
    if std::env::var_os("RAILC_BLESS").is_some() {
        std::fs::write("docs/cli.md", &manual).unwrap();
    }
    let kept = std::fs::read_to_string("docs/cli.md").unwrap_or_default();
    assert!(kept == manual, "docs/cli.md is out of date; write it anew with RAILC_BLESS=1");
}
