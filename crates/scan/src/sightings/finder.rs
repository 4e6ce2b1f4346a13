//! One pass over a text: words that may lead to a name, and what stands behind each.

use std::collections::{BTreeSet, HashMap};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::contexts::{ADDRESSES, Bare, CALLS, COMMANDS, Call, Host, KEY_WORDS};
use super::lines::Lines;
use super::pass::Pass;
use super::{Dress, Sighting, notebook};

/// Finds names of models and datasets in texts.
pub struct Finder {
    leads: AhoCorasick,
    /// What each pattern of `leads` is, with its words.
    kinds: Vec<(String, Lead)>,
    calls: HashMap<&'static str, Vec<&'static Call>>,
    is_known: Box<dyn Fn(&str) -> bool + Send + Sync>,
}

/// What a word may lead to.
#[derive(Clone, Copy)]
enum Lead {
    /// The name of a function, a variable, a key or an option holds it.
    Word,
    /// A program on the command line.
    Command(Bare),
    /// An address.
    Address(Host),
    /// The owner of things that are known.
    Owner,
}

impl Finder {
    /// A finder that takes some owners' things for known by their names alone, wherever these stand.
    pub fn new(owners: &[&str], is_known: impl Fn(&str) -> bool + Send + Sync + 'static) -> Finder {
        let mut calls: HashMap<&str, Vec<&Call>> = HashMap::new();
        for call in CALLS {
            let last = call.function.rsplit('.').next().unwrap_or(call.function);
            calls.entry(last).or_default().push(call);
        }
        let mut words: BTreeSet<&str> = KEY_WORDS.iter().copied().collect();
        for function in calls.keys() {
            // A function whose name has a word in it is found by that.
            if KEY_WORDS.iter().all(|word| !function.contains(word)) {
                words.insert(function);
            }
        }
        let mut leads: Vec<(String, Lead)> = words.into_iter().map(|word| (word.to_owned(), Lead::Word)).collect();
        leads.extend(COMMANDS.iter().map(|(words, bare)| ((*words).to_owned(), Lead::Command(*bare))));
        leads.extend(ADDRESSES.iter().map(|(front, host)| ((*front).to_owned(), Lead::Address(*host))));
        leads.extend(owners.iter().filter(|owner| !owner.is_empty()).map(|owner| (format!("{}/", owner.to_lowercase()), Lead::Owner)));
        let patterns = leads.iter().map(|(text, _)| text);
        let built = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .kind(Some(AhoCorasickKind::DFA))
            .build(patterns);
        Finder { leads: built.expect("some hundred short patterns fit"), kinds: leads, calls, is_known: Box::new(is_known) }
    }

    /// The words that are looked for, in small letters.
    pub fn leads(&self) -> impl Iterator<Item = &str> {
        self.kinds.iter().map(|(words, _)| words.as_str())
    }

    /// The things that a file names; `path` tells how to read it.
    pub fn text(&self, path: &str, text: &str) -> Vec<Sighting> {
        let dress = Dress::of(path);
        if dress == Dress::Notebook {
            return notebook::cells(text).into_iter().flat_map(|cell| self.cell(&cell)).collect();
        }
        self.pass(text, dress)
    }

    fn cell(&self, cell: &notebook::Cell) -> Vec<Sighting> {
        let dress = if cell.is_code { Dress::Code } else { Dress::Prose };
        let mut found = self.pass(&cell.text, dress);
        for one in &mut found {
            one.place = cell.place(one.place);
        }
        found
    }

    fn pass(&self, text: &str, dress: Dress) -> Vec<Sighting> {
        let mut pass = Pass::new(text, dress, &self.calls, &*self.is_known);
        let mut behind = 0;
        for lead in self.leads.find_iter(text) {
            let Some((_, kind)) = self.kinds.get(lead.pattern().as_usize()) else { continue };
            if lead.start() < behind {
                continue;
            }
            match kind {
                Lead::Word => behind = pass.word(lead.start(), lead.end()),
                Lead::Command(bare) => pass.command(lead.start(), lead.end(), *bare),
                Lead::Address(host) => pass.address(lead.start(), lead.end(), *host),
                Lead::Owner => pass.owner(lead.start()),
            }
        }
        // Places in one walk over the text, however long a line is.
        let mut lines = Lines::new(text);
        pass.found()
            .into_iter()
            .map(|(at, mut one)| {
                one.place = lines.place(at);
                one
            })
            .collect()
    }
}
