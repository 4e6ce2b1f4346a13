//! The little language of tests: `not grant-use or flow-down in [verbatim, at-least]`. It is read during a build; a mistake ends it.

/// A test as it is written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Written {
    /// `grant-use`
    Fact(String),
    /// `not …`
    Not(Box<Written>),
    /// `… and …`
    All(Vec<Written>),
    /// `… or …`
    Any(Vec<Written>),
    /// `flow-down == none`, `flow-down in [verbatim, at-least]`
    Is(String, Vec<String>),
    /// `usage-info-public lacks [modalities]`
    Lacks(String, Vec<String>),
    /// `gpai-flop > 1e23`, `own-modification-flop > 0.33 * original-flop`
    Above(String, f64, Option<String>),
}

/// Reads a test. `or` binds loosest, then `and`, then `not`.
pub(crate) fn read(text: &str) -> Result<Written, String> {
    let tokens = tokens(text)?;
    let mut reader = Reader { tokens: &tokens, at: 0 };
    let test = reader.any(0)?;
    match reader.peek() {
        None => Ok(test),
        Some(rest) => Err(format!("`{text}`: `{rest}` does not belong here")),
    }
}

/// How deep brackets may nest.
const DEEPEST: usize = 32;

const SIGNS: [&str; 9] = ["(", ")", "[", "]", ",", "==", "!=", ">", "*"];

fn tokens(text: &str) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let is_word = |sign: char| sign.is_ascii_alphanumeric() || "-._+".contains(sign);
        let length = match SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            Some(sign) => sign.len(),
            None => rest.find(|sign| !is_word(sign)).unwrap_or(rest.len()),
        };
        let (token, after) = rest.split_at(length);
        if token.is_empty() {
            return Err(format!("`{text}`: what is `{rest}`?"));
        }
        found.push(token.to_owned());
        rest = after.trim_start();
    }
    Ok(found)
}

struct Reader<'t> {
    tokens: &'t [String],
    at: usize,
}

impl<'t> Reader<'t> {
    fn peek(&self) -> Option<&'t str> {
        self.tokens.get(self.at).map(String::as_str)
    }

    fn takes(&mut self, wanted: &str) -> bool {
        let is_next = self.peek() == Some(wanted);
        self.at += usize::from(is_next);
        is_next
    }

    fn expect(&mut self, wanted: &str) -> Result<(), String> {
        if self.takes(wanted) { Ok(()) } else { Err(format!("`{wanted}` is missing before `{}`", self.peek().unwrap_or("the end"))) }
    }

    fn any(&mut self, depth: usize) -> Result<Written, String> {
        let mut parts = vec![self.all(depth)?];
        while self.takes("or") {
            parts.push(self.all(depth)?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Written::Any(parts) })
    }

    fn all(&mut self, depth: usize) -> Result<Written, String> {
        let mut parts = vec![self.one(depth)?];
        while self.takes("and") {
            parts.push(self.one(depth)?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Written::All(parts) })
    }

    fn one(&mut self, depth: usize) -> Result<Written, String> {
        if depth > DEEPEST {
            return Err("brackets nest too deep".to_owned());
        }
        if self.takes("not") {
            return Ok(Written::Not(Box::new(self.one(depth + 1)?)));
        }
        if self.takes("(") {
            let inner = self.any(depth + 1)?;
            self.expect(")")?;
            return Ok(inner);
        }
        let fact = self.word()?;
        Ok(match self.peek() {
            Some("==") => Written::Is(fact, vec![self.after("==")?]),
            Some("!=") => Written::Not(Box::new(Written::Is(fact, vec![self.after("!=")?]))),
            Some("in") => Written::Is(fact, self.list()?),
            Some("lacks") => Written::Lacks(fact, self.list()?),
            Some(">") => self.above(fact)?,
            _ => Written::Fact(fact),
        })
    }

    fn above(&mut self, fact: String) -> Result<Written, String> {
        let factor = self.after(">")?;
        let factor: f64 = factor.parse().map_err(|_| format!("`{factor}` is no number"))?;
        let other = if self.takes("*") { Some(self.word()?) } else { None };
        Ok(Written::Above(fact, factor, other))
    }

    fn after(&mut self, sign: &str) -> Result<String, String> {
        self.expect(sign)?;
        self.word()
    }

    fn list(&mut self) -> Result<Vec<String>, String> {
        self.at += 1;
        self.expect("[")?;
        let mut words = vec![self.word()?];
        while self.takes(",") {
            words.push(self.word()?);
        }
        self.expect("]")?;
        Ok(words)
    }

    fn word(&mut self) -> Result<String, String> {
        match self.peek() {
            Some(word) if !SIGNS.contains(&word) && !["and", "or", "not", "in", "lacks"].contains(&word) => {
                self.at += 1;
                Ok(word.to_owned())
            }
            other => Err(format!("a name is missing before `{}`", other.unwrap_or("the end"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(name: &str) -> Written {
        Written::Fact(name.to_owned())
    }

    fn wrong(text: &str) -> String {
        read(text).err().unwrap_or_default()
    }

    #[test]
    fn or_binds_loosest_and_not_tightest() {
        let all = Written::All(vec![Written::Not(Box::new(fact("b"))), fact("c")]);
        assert_eq!(read("a or not b and c"), Ok(Written::Any(vec![fact("a"), all.clone()])));
        assert_eq!(
            read("(a or not b) and c"),
            Ok(Written::All(vec![Written::Any(vec![fact("a"), Written::Not(Box::new(fact("b")))]), fact("c")]))
        );
    }

    #[test]
    fn words_are_compared_and_numbers_too() {
        let words = |all: &[&str]| all.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert_eq!(read("flow-down in [verbatim, at-least]"), Ok(Written::Is("flow-down".into(), words(&["verbatim", "at-least"]))));
        assert_eq!(read("gated != none"), Ok(Written::Not(Box::new(Written::Is("gated".into(), words(&["none"]))))));
        assert_eq!(read("usage lacks [a]"), Ok(Written::Lacks("usage".into(), words(&["a"]))));
        assert_eq!(read("flop > 1e23"), Ok(Written::Above("flop".into(), 1e23, None)));
        assert_eq!(read("own > 0.5 * original"), Ok(Written::Above("own".into(), 0.5, Some("original".into()))));
    }

    #[test]
    fn mistakes_are_told() {
        assert_eq!(wrong(""), "a name is missing before `the end`");
        assert_eq!(wrong("a and"), "a name is missing before `the end`");
        assert_eq!(wrong("a b"), "`a b`: `b` does not belong here");
        assert_eq!(wrong("(a"), "`)` is missing before `the end`");
        assert_eq!(wrong("a in b"), "`[` is missing before `b`");
        assert_eq!(wrong("a > many"), "`many` is no number");
        assert_eq!(wrong("a & b"), "`a & b`: what is `& b`?");
        assert!(read(&"(".repeat(1_000)).is_err());
        assert!(read(&"not ".repeat(1_000)).is_err());
    }
}
