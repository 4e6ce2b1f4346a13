//! One text: what stands behind the words that may lead to a name.

use std::collections::{BTreeSet, HashMap};

use super::contexts::{Bare, Call, Host};
use super::keys::kind_of_key;
use super::names::{Word, at_hub, is_id, named};
use super::reading::{Quoted, arguments, expression, floor, is_word, items, line_end, line_start, plain, skip_blanks, string};
use super::{Dress, Kind, Place, Sighting, Standing};

/// One text, from its beginning to its end.
pub(crate) struct Pass<'f> {
    /// Calls by the last word of their function.
    calls: &'f HashMap<&'static str, Vec<&'static Call>>,
    is_known: &'f dyn Fn(&str) -> bool,
    text: &'f str,
    dress: Dress,
    /// Variables and keys, each with the place where it begins and ends: calls are read first, since they know more of what they take.
    later: Vec<(&'f str, usize, usize)>,
    /// Where owners of known things stand: read last, since by themselves they say least.
    owners: Vec<usize>,
    /// Where names were found.
    taken: BTreeSet<usize>,
    /// Those, without their places.
    found: Vec<(usize, Sighting)>,
}

impl<'f> Pass<'f> {
    pub(crate) fn new(
        text: &'f str,
        dress: Dress,
        calls: &'f HashMap<&'static str, Vec<&'static Call>>,
        is_known: &'f dyn Fn(&str) -> bool,
    ) -> Pass<'f> {
        Pass { calls, is_known, text, dress, later: Vec::new(), owners: Vec::new(), taken: BTreeSet::new(), found: Vec::new() }
    }

    /// What was found, each with its byte, in order.
    pub(crate) fn found(mut self) -> Vec<(usize, Sighting)> {
        for (name, from, to) in std::mem::take(&mut self.later) {
            self.key(name, from, to);
        }
        for start in std::mem::take(&mut self.owners) {
            self.known(start);
        }
        self.found.sort_by_key(|(at, _)| *at);
        self.found
    }

    fn take(&mut self, at: usize, name: String, kind: Kind, revision: Option<String>, context: &str) {
        if self.taken.insert(at) {
            let standing = self.standing(at);
            let place = Place::default();
            self.found.push((at, Sighting { place, name, kind, revision, standing, context: context.to_owned() }));
        }
    }

    /// Prose and comments mention a thing.
    fn standing(&self, at: usize) -> Standing {
        let bytes = self.text.as_bytes();
        let line = self.text.get(line_start(bytes, at)..at).unwrap_or_default().trim_start();
        let is_comment = ["#", "//", "/*", "* ", "<!--", ">>>", "... ", ";;", "%"].iter().any(|sign| line.starts_with(sign));
        // A comment behind code.
        let is_comment = is_comment || line.contains(" # ") || line.contains(" // ");
        let is_shell_line = line.starts_with("#!") || (self.dress == Dress::Code && line.starts_with("%pip"));
        if self.dress == Dress::Prose || (is_comment && !is_shell_line) { Standing::Mentioned } else { Standing::Used }
    }

    fn value(&mut self, value: Quoted<'f>, kind: Kind, bare: Bare, revision: Option<&str>, context: &str) -> bool {
        let word = Word { text: value.text, kind, bare };
        let Some((name, own)) = named(&word, self.is_known) else { return false };
        self.take(value.at, name, kind, own.or_else(|| revision.map(str::to_owned)), context);
        true
    }

    /// A function, a variable, a key or an option that holds a word. Tells where its name ends.
    pub(crate) fn word(&mut self, start: usize, end: usize) -> usize {
        let bytes = self.text.as_bytes();
        let is_part = |byte: &u8| is_word(*byte) || *byte == b'-';
        let mut from = start;
        while from > 0 && start - from < 64 && bytes.get(from - 1).is_some_and(is_part) {
            from -= 1;
        }
        let mut to = end;
        while to - end < 64 && bytes.get(to).is_some_and(is_part) {
            to += 1;
        }
        let whole = self.text.get(from..to).unwrap_or_default();
        let name: &'f str = whole.trim_start_matches('-');
        let is_option = whole.len() - name.len() == 2;
        let next = skip_blanks(bytes, to);
        match bytes.get(next) {
            Some(b'(') => self.call(name, from, next),
            _ if is_option => self.option(name, to),
            _ => self.later.push((name, from, to)),
        }
        to
    }

    fn call(&mut self, function: &str, from: usize, open: usize) {
        let small = function.to_ascii_lowercase();
        let Some(calls) = self.calls.get(small.as_str()) else { return };
        let before = self.text.get(line_start(self.text.as_bytes(), from)..from).unwrap_or_default().to_ascii_lowercase();
        if before.trim_end().ends_with("def") || before.trim_end().ends_with("class") {
            return;
        }
        let fits = |call: &&&Call| call.function.rsplit_once('.').is_none_or(|(owner, _)| before.ends_with(&format!("{owner}.")));
        let Some(call) = calls.iter().find(fits).copied() else { return };
        let arguments = arguments(self.text, open);
        let of = |keywords: &[&str]| {
            arguments.iter().find(|one| one.keyword.is_some_and(|keyword| keywords.contains(&keyword))).map(|one| one.value.text)
        };
        let revision = of(&["revision", "commit_hash"]).filter(|revision| !revision.contains(['{', ' ']));
        let kind = match of(&["repo_type"]) {
            Some("dataset") => Kind::Data,
            Some("space") => return,
            _ => call.kind,
        };
        if function == "from_pretrained" && before.trim_end().ends_with("timm.") {
            return;
        }
        for argument in &arguments {
            let is_name = match argument.keyword {
                Some(keyword) => call.keywords.contains(&keyword),
                None => call.at.contains(&argument.position),
            };
            // What stands behind the first argument has an owner, or is an option of the call.
            let bare =
                if argument.position > 0 && argument.keyword.is_none() && call.bare == Bare::Itself { Bare::IfKnown } else { call.bare };
            if is_name && function == "load" && call.function == "hub.load" {
                self.repository(argument.value);
            } else if is_name {
                self.value(argument.value, kind, bare, revision, call.function);
            }
        }
    }

    /// `torch.hub.load("owner/name")`: a repository with weights.
    fn repository(&mut self, value: Quoted<'f>) {
        let id = value.text.split(':').next().unwrap_or(value.text);
        if is_id(id) {
            self.take(value.at, format!("github:{id}"), Kind::Model, None, "torch.hub.load");
        }
    }

    /// `--model owner/name`, also as two strings of a list, and the default of an option that a program declares.
    fn option(&mut self, name: &str, to: usize) {
        let Some(kind) = kind_of_key(name) else { return };
        let bytes = self.text.as_bytes();
        let revision = self.revision_near(to);
        let at = match bytes.get(to) {
            Some(b'=' | b' ') => skip_blanks(bytes, to + 1),
            Some(b'\\') => to,
            Some(b'"' | b'\'') => {
                let strings = expression(self.text, to + 1);
                let default = self.text.get(to..).and_then(|rest| rest.get(..floor(rest, 300))).and_then(|rest| rest.find("default"));
                let wanted = default.map_or(to, |default| to + default);
                let found = strings
                    .into_iter()
                    .find(|one| one.at > wanted)
                    .or_else(|| default.and(expression(self.text, wanted).into_iter().next()));
                if let Some(value) = found {
                    self.value(value, kind, Bare::IfKnown, revision, name);
                }
                return;
            }
            _ => return,
        };
        // `--model "$MODEL"` has no name; `--model \` goes on.
        let at = if bytes.get(at) == Some(&b'\\') { skip_blanks(bytes, line_end(bytes, at) + 1) } else { at };
        let value = string(self.text, at).map(|(value, _)| value).or_else(|| plain(self.text, at));
        if let Some(value) = value {
            let context = format!("--{name}");
            self.value(value, kind, Bare::IfKnown, revision, &context);
        }
    }

    /// A variable or key that is given a value.
    fn key(&mut self, name: &str, from: usize, to: usize) {
        if self.dress == Dress::Prose {
            return;
        }
        let Some(kind) = kind_of_key(name) else { return };
        let bytes = self.text.as_bytes();
        let mut at = to;
        if bytes.get(at).is_some_and(|byte| matches!(byte, b'"' | b'\'')) {
            at += 1;
        }
        at = skip_blanks(bytes, at);
        at += usize::from(matches!(bytes.get(at), Some(b']' | b'?')));
        at = skip_blanks(bytes, at);
        let at = match (bytes.get(at), bytes.get(at + 1)) {
            (Some(b'='), Some(b'=')) => return,
            (Some(b'='), Some(b'>')) | (Some(b':'), Some(b'=')) => at + 2,
            (Some(b'='), _) => at + 1,
            (Some(b':'), Some(b':')) => return,
            (Some(b':'), _) => at + 1,
            // `ENV MODEL owner/name`, `ARG MODEL=…`
            (Some(_), _) if self.dress == Dress::Shell && at > to && self.begins_line(from, "ENV ") => at,
            _ => return,
        };
        let at = skip_blanks(bytes, at);
        let revision = self.revision_near(to);
        if let Some((value, _)) = string(self.text, at) {
            self.value(value, kind, Bare::IfKnown, revision, name);
            return;
        }
        let is_plain = matches!(self.dress, Dress::Configuration | Dress::Shell);
        match bytes.get(at) {
            None => {}
            Some(b'\n' | b'\r') if is_plain => {
                for item in items(self.text, at) {
                    self.value(item, kind, Bare::IfKnown, revision, name);
                }
            }
            Some(b'\n') => {}
            Some(b'[' | b'(' | b'{') => self.strings(at, kind, revision, name),
            Some(_) if is_plain => {
                // `${MODEL:-owner/name}`
                let default = self.text.get(at..line_end(bytes, at)).filter(|rest| rest.starts_with("${")).and_then(|rest| rest.find(":-"));
                let at = default.map_or(at, |default| at + default + 2);
                if let Some(value) = plain(self.text, at) {
                    self.value(value, kind, Bare::IfKnown, revision, name);
                }
            }
            Some(_) => self.strings(at, kind, revision, name),
        }
    }

    /// Of an expression, the strings that are names.
    fn strings(&mut self, at: usize, kind: Kind, revision: Option<&str>, context: &str) {
        for value in expression(self.text, at) {
            if value.text.contains('/') || (self.is_known)(value.text) {
                self.value(value, kind, Bare::IfKnown, revision, context);
            }
        }
    }

    fn begins_line(&self, at: usize, word: &str) -> bool {
        self.text.get(line_start(self.text.as_bytes(), at)..at).is_some_and(|line| line.trim_start().eq_ignore_ascii_case(word))
    }

    /// `--revision …` or `revision=…` on the same line, and on those that a backslash joins to it; in a configuration `revision: …`
    /// on one of the next three.
    fn revision_near(&self, at: usize) -> Option<&'f str> {
        const NEAR: usize = 300;
        const LINES: usize = 4;
        let bytes = self.text.as_bytes();
        let is_map = self.dress == Dress::Configuration;
        let mut end = line_end(bytes, at);
        for _ in 1..LINES {
            let goes_on = bytes.get(end.wrapping_sub(1)) == Some(&b'\\');
            if end >= bytes.len() || !(goes_on || is_map) {
                break;
            }
            end = line_end(bytes, end + 1);
        }
        let window = self.text.get(at..floor(self.text, end.min(at + NEAR)))?;
        let found = window.find("revision")?;
        // What belongs to another thing is not this one's.
        if window.get(..found)?.to_ascii_lowercase().matches("model").count() > 1 {
            return None;
        }
        let behind = skip_blanks(bytes, at + found + "revision".len());
        let behind = if matches!(bytes.get(behind), Some(b'"' | b'\'')) { skip_blanks(bytes, behind + 1) } else { behind };
        let behind = if matches!(bytes.get(behind), Some(b'=' | b':')) { skip_blanks(bytes, behind + 1) } else { behind };
        let value = string(self.text, behind).map(|(value, _)| value).or_else(|| plain(self.text, behind))?;
        let is_one = value.text.chars().all(|sign| sign.is_ascii_alphanumeric() || "-_./".contains(sign));
        (is_one && !["None", "null", "str", "main"].contains(&value.text)).then_some(value.text)
    }

    /// A program on the command line, and the first of its words that is no option.
    pub(crate) fn command(&mut self, start: usize, end: usize, bare: Bare) {
        let bytes = self.text.as_bytes();
        if start > 0 && bytes.get(start - 1).is_some_and(|byte| is_word(*byte)) {
            return;
        }
        let at = skip_blanks(bytes, end);
        let value = string(self.text, at).map(|(value, _)| value).or_else(|| plain(self.text, at));
        let Some(value) = value.filter(|value| !value.text.starts_with('-')) else { return };
        let context = self.text.get(start..end).unwrap_or_default().trim().to_owned();
        let revision = self.revision_near(end);
        self.value(value, Kind::Model, bare, revision, &context);
    }

    pub(crate) fn address(&mut self, start: usize, end: usize, host: Host) {
        let rest = self.text.get(end..).unwrap_or_default();
        let rest = rest.get(..floor(rest, 300)).unwrap_or(rest);
        let context = self.text.get(start..end).unwrap_or_default().trim_end_matches(['/', ':']).to_ascii_lowercase();
        match host {
            Host::Hub => {
                if let Some((name, kind, revision)) = at_hub(rest) {
                    self.take(end, name, kind, revision, &context);
                }
            }
            Host::Ollama => {
                if let Some(value) = plain(rest, 0) {
                    let word = Word { text: value.text, kind: Kind::Model, bare: Bare::Behind("ollama:") };
                    if let Some((name, _)) = named(&word, self.is_known) {
                        self.take(end, name, Kind::Model, None, &context);
                    }
                }
            }
        }
    }

    /// An owner of known things.
    pub(crate) fn owner(&mut self, start: usize) {
        self.owners.push(start);
    }

    /// The name of a known thing by itself: in a list, a table, an argument of whatever function.
    fn known(&mut self, start: usize) {
        let bytes = self.text.as_bytes();
        if start > 0 && bytes.get(start - 1).is_some_and(|byte| is_word(*byte) || matches!(byte, b'/' | b'-' | b'.' | b'@' | b':' | b'\\'))
        {
            return;
        }
        let rest = self.text.get(start..).unwrap_or_default();
        let end = rest.find(|sign: char| !(sign.is_ascii_alphanumeric() || "-_./".contains(sign))).unwrap_or(rest.len());
        let id = rest.get(..end).unwrap_or_default().trim_end_matches(['.', '-', '/']);
        if (self.is_known)(id) && is_id(id) {
            let is_quoted = start > 0 && bytes.get(start - 1).is_some_and(|byte| matches!(byte, b'"' | b'\'' | b'`'));
            let is_value = matches!(self.dress, Dress::Configuration | Dress::Shell);
            let before = self.found.len();
            self.take(start, id.to_owned(), Kind::Model, None, "name");
            // Words in code that no quotes surround are prose, in a text between three quotes.
            if let Some((_, one)) = self.found.get_mut(before).filter(|_| !is_quoted && !is_value) {
                one.standing = Standing::Mentioned;
            }
        }
    }
}
