//! Words read off signs, one after the other, long and short.

use super::alone::{Alone, pages};
use super::dress::Sign;
use super::{BLANK, Gap, ShortWord, Word, Words};

/// Reads the words of a text whose dress is off.
pub(super) struct Reading<'s> {
    signs: &'s [Sign],
    pub(super) at: usize,
    pub(super) words: Words,
    /// The ends of lines since the last word, long or short, and up to the next long one whether an empty line was there.
    ends: u32,
    has_bullet: bool,
    /// Whether a page ended since the last long word.
    has_page: bool,
    /// Short words without any mark that are alone on their lines.
    alone: Vec<Alone>,
}

impl<'s> Reading<'s> {
    /// Stands before the first sign.
    pub(super) fn new(signs: &'s [Sign], words: Words) -> Reading<'s> {
        Reading { signs, at: 0, words, ends: 2, has_bullet: false, has_page: false, alone: Vec::new() }
    }

    /// Reads to the end.
    pub(super) fn all(mut self) -> Words {
        while self.step() {}
        for page in pages(&self.words, &self.alone) {
            self.words.short.get_mut(page).into_iter().for_each(|short| (short.is_label, short.is_amid) = (true, false));
        }
        self.words
    }

    fn step(&mut self) -> bool {
        let Some(letter) = self.letter(self.at) else { return false };
        match letter {
            '\n' | '\u{c}' => {
                self.ends += 1;
                self.has_page |= letter == '\u{c}';
            }
            '-' | '*' | '•' | '·' | '‣' | '▪' | '●' | '○' | '◦' | '–' if self.ends > 0 => self.has_bullet = true,
            BLANK => self.words.blanks.push(self.words.long.len() as u32),
            letter if is_of_word(letter) => {
                self.word();
                return true;
            }
            _ => self.unit(letter).into_iter().for_each(|word| self.named(word)),
        }
        self.at += 1;
        true
    }

    /// Adds a word that is no letters of the text.
    fn named(&mut self, word: &str) {
        let start = self.words.letters.len() as u32;
        self.words.letters.push_str(word);
        let place = self.signs.get(self.at).map_or(0, |sign| sign.at);
        let length = self.letter(self.at).map_or(0, |letter| letter.len_utf8() as u32);
        self.long((start, self.words.letters.len() as u32), (place, place + length));
    }

    pub(super) fn letter(&self, at: usize) -> Option<char> {
        self.signs.get(at).map(|sign| sign.letter)
    }

    /// Reads a word, and leaves `at` after it.
    fn word(&mut self) {
        let first = self.at;
        let start = self.words.letters.len();
        let mut last = first;
        self.add(first);
        while let Some(next) = self.next_of_word(last) {
            last = next;
            self.add(last);
        }
        self.at = last + 1;
        self.respell(start);
        let letters = (start as u32, self.words.letters.len() as u32);
        let place = |at: usize| self.signs.get(at).map_or(0, |sign| sign.at);
        let last_length = self.letter(last).map_or(0, |letter| letter.len_utf8() as u32);
        let place = (place(first), place(last) + last_length);
        if is_short(self.words.letters.get(start..).unwrap_or_default()) {
            self.short(first, letters, place)
        } else {
            self.long(letters, place)
        }
    }

    fn long(&mut self, letters: (u32, u32), place: (u32, u32)) {
        let gap = match self.ends {
            0 if !self.has_bullet => Gap::Space,
            0 | 1 if self.has_bullet => Gap::Bullet,
            1 => Gap::Line,
            _ => Gap::Paragraph,
        };
        let mut after = self.at;
        let is_hyphen = self.letter(after).is_some_and(is_hyphen);
        while self.letter(after).is_some_and(|letter| is_hyphen && (letter == ' ' || letter == '\r' || self::is_hyphen(letter))) {
            after += 1;
        }
        let is_broken = is_hyphen && matches!(self.letter(after), Some('\n' | '\u{c}') | None);
        let ends_clause = matches!(self.letter(self.at), Some('.' | ';' | ':' | '。' | '；' | '：'));
        self.words.long.push(Word { letters, place, gap, is_broken, ends_clause });
        (self.ends, self.has_bullet, self.has_page) = (0, false, false);
    }

    fn short(&mut self, first: usize, letters: (u32, u32), place: (u32, u32)) {
        let previous = first.checked_sub(1).and_then(|at| self.letter(at));
        let is_attached = first.checked_sub(2).and_then(|at| self.letter(at)).is_some_and(|letter| is_of_word(letter) || letter == ')');
        let mut after = self.at;
        while matches!(self.letter(after), Some('\\' | '*')) {
            after += 1;
        }
        let is_closed = matches!(self.letter(after), Some('.' | ')' | ':' | '、' | ']'));
        let is_enclosed = matches!(previous, Some('(' | '[')) && matches!(self.letter(after), Some(')' | ']')) && !is_attached;
        let opens_line = self.ends > 0 || self.has_bullet;
        let fills_line =
            opens_line && matches!(self.letter(after), Some('\n' | '\r' | '\u{c}' | ' ' | '-' | '\t') | None) && self.rest_is_empty(after);
        let is_marked = is_closed || previous == Some('§') || is_dotted(self.slice(letters));
        let is_label = is_enclosed || (opens_line && is_marked);
        let before = self.words.long.len() as u32;
        if fills_line && !is_label {
            self.alone.push(self.alone(after));
        }
        let goes_on = || self.ends == 1 && !self.has_bullet && self.words.long.last().is_some_and(|word| !word.ends_clause);
        let is_amid = (is_enclosed && !opens_line) || goes_on();
        self.words.short.push(ShortWord { before, letters, place, is_label, opens_line, is_closed, is_amid });
    }

    /// How the short word stands that is read next, alone on its line.
    fn alone(&self, after: usize) -> Alone {
        let (mut ends, mut has_page, mut at) = (0, self.has_page, after);
        while let Some(letter) = self.letter(at).filter(|letter| !is_of_word(*letter)) {
            ends += u32::from(matches!(letter, '\n' | '\u{c}'));
            has_page |= letter == '\u{c}';
            at += 1;
        }
        let is_last = at == self.signs.len();
        Alone { short: self.words.short.len(), has_page, is_between: self.ends > 1 && (ends > 1 || is_last) }
    }

    fn slice(&self, letters: (u32, u32)) -> &str {
        self.words.slice(letters).unwrap_or_default()
    }

    /// Whether nothing but spaces and rules follows on the line, within a few signs.
    fn rest_is_empty(&self, from: usize) -> bool {
        let rest = (from..from + 64).map(|at| self.letter(at).unwrap_or('\n'));
        rest.take_while(|letter| *letter != '\n' && *letter != '\u{c}').all(|letter| letter.is_whitespace() || is_hyphen(letter))
    }

    fn add(&mut self, at: usize) {
        if let Some(letter) = self.letter(at) {
            self.words.letters.push(letter);
        }
    }

    /// The next sign of the word that has its last sign at `last`.
    fn next_of_word(&mut self, last: usize) -> Option<usize> {
        let before = self.letter(last)?;
        if is_ideograph(before) {
            return None;
        }
        let goes_on = |at: usize| self.letter(at).is_some_and(|letter| is_of_word(letter) && !is_ideograph(letter));
        if goes_on(last + 1) {
            return Some(last + 1);
        }
        let is_digit = |at: usize| self.letter(at).is_some_and(|letter| letter.is_ascii_digit());
        match self.letter(last + 1)? {
            '.' if is_digit(last) && is_digit(last + 2) => Some(last + 1),
            ',' if is_digit(last) && (2..5).all(|step| is_digit(last + step)) && !is_digit(last + 5) => Some(last + 2),
            letter if is_inside(letter) => {
                let next = (last + 2..last + 5).find(|at| !self.letter(*at).is_some_and(is_inside));
                next.filter(|at| goes_on(*at) && !(is_digit(last) && is_digit(*at)))
            }
            letter if is_hyphen(letter) && !(is_digit(last) && is_digit(last + 2)) => self.after_hyphen(last + 2),
            _ => None,
        }
    }

    /// The letter after a hyphen, right after it or at the start of the next line.
    fn after_hyphen(&self, mut at: usize) -> Option<usize> {
        let is_margin = |letter: char| letter.is_whitespace() || matches!(letter, '*' | '#' | '/' | '>' | '|' | ';');
        let mut ends = 0;
        while let Some(letter) = self.letter(at) {
            match letter {
                '\n' => ends += 1,
                '\r' | ' ' | '\t' => {}
                letter if ends > 0 && is_margin(letter) => {}
                _ => break,
            }
            at += 1;
        }
        // A hyphen and a space are the end of a line that was joined with the next.
        let is_adjacent = at.checked_sub(1).and_then(|at| self.letter(at)).is_some_and(is_hyphen);
        let goes_on = self.letter(at).is_some_and(|letter| letter.is_alphabetic() || (is_adjacent && is_of_word(letter)))
            && !self.letter(at).is_some_and(is_ideograph);
        (goes_on && ends < 2).then_some(at)
    }

    /// Spells the word that starts at a byte the usual way.
    fn respell(&mut self, start: usize) {
        let Some(word) = self.words.letters.get(start..) else { return };
        let spelled = match word {
            "https" => "http".to_owned(),
            word if word.contains("licenc") => word.replace("licenc", "licens"),
            _ => return,
        };
        self.words.letters.truncate(start);
        self.words.letters.push_str(&spelled);
    }
}

fn is_of_word(letter: char) -> bool {
    match letter {
        'a'..='z' | '0'..='9' => true,
        '\0'..='\u{7f}' => false,
        _ => letter.is_alphanumeric(),
    }
}

/// Signs that end no word between two of its letters: apostrophes, emphasis and backslashes.
fn is_inside(letter: char) -> bool {
    matches!(letter, '*' | '\\' | '\'' | '’' | '‘' | '`' | '´' | '\u{92}' | '\u{fffd}')
}

/// Letters that are words by themselves.
fn is_ideograph(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn is_hyphen(letter: char) -> bool {
    matches!(letter, '-' | '\u{2010}' | '\u{2011}' | '¬')
}

fn is_short(word: &str) -> bool {
    let mut bytes = word.bytes();
    let is_number =
        || word.starts_with(|letter: char| letter.is_ascii_digit()) && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    match word.len() {
        1 => word.is_ascii(),
        2..=5 if bytes.all(|byte| matches!(byte, b'i' | b'v' | b'x')) => true,
        _ => is_number(),
    }
}

/// Whether a number has parts, as in `4.2`.
fn is_dotted(word: &str) -> bool {
    word.contains('.')
}
