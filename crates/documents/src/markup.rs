//! Markup that is safe by type: words and values of attributes are escaped as they are written, and all else is a constant of the program, so that
//! no word of an author can open an element. Serves HTML and SVG alike.

/// Markup that is being written.
#[derive(Debug, Default)]
pub(crate) struct Markup {
    out: String,
}

impl Markup {
    /// Markup of our own.
    pub(crate) fn raw(&mut self, markup: &'static str) {
        self.out.push_str(markup);
    }

    /// The start of an element with attributes.
    pub(crate) fn open(&mut self, name: &'static str, attributes: &[(&'static str, &str)]) {
        self.tag(name, attributes);
        self.out.push('>');
    }

    /// An element without content, as HTML and SVG both read it.
    pub(crate) fn empty(&mut self, name: &'static str, attributes: &[(&'static str, &str)]) {
        self.tag(name, attributes);
        self.out.push_str("/>");
    }

    /// The end of an element.
    pub(crate) fn close(&mut self, name: &'static str) {
        self.out.extend(["</", name, ">"]);
    }

    /// An element with words in it.
    pub(crate) fn element(&mut self, name: &'static str, attributes: &[(&'static str, &str)], words: &str) {
        self.open(name, attributes);
        self.words(words);
        self.close(name);
    }

    /// Words of HTML. Those in right-to-left scripts stand apart, so that they move no number or point beside them.
    pub(crate) fn words(&mut self, words: &str) {
        for (words, is_right_to_left) in runs(words) {
            if is_right_to_left {
                self.raw("<bdi>");
            }
            self.escaped(words);
            if is_right_to_left {
                self.raw("</bdi>");
            }
        }
    }

    /// Words where no element may stand, in titles and in SVG: signs that nobody sees keep right-to-left scripts apart.
    pub(crate) fn plain(&mut self, words: &str) {
        for (words, is_right_to_left) in runs(words) {
            self.out.push_str(if is_right_to_left { "\u{2068}" } else { "" });
            self.escaped(words);
            self.out.push_str(if is_right_to_left { "\u{2069}" } else { "" });
        }
    }

    /// Other markup behind it.
    pub(crate) fn append(&mut self, other: Markup) {
        self.out.push_str(&other.out);
    }

    /// The text.
    pub(crate) fn into_text(self) -> String {
        self.out
    }

    fn tag(&mut self, name: &'static str, attributes: &[(&'static str, &str)]) {
        self.out.extend(["<", name]);
        for (name, value) in attributes {
            self.out.extend([" ", name, "=\""]);
            self.escaped(value);
            self.out.push('"');
        }
    }

    fn escaped(&mut self, words: &str) {
        for sign in words.chars() {
            match sign {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                '\'' => self.out.push_str("&#39;"),
                other => self.out.push(other),
            }
        }
    }
}

/// Words as runs, each with whether it is of a right-to-left script. Such a run begins and ends in a letter of one, with nothing but other such
/// letters and signs between them that have no direction of their own.
fn runs(words: &str) -> Vec<(&str, bool)> {
    let mut runs = Vec::new();
    // What is not yet in a run begins at `from`; the run that is open began at `start` and reaches to `end` so far.
    let (mut from, mut open): (usize, Option<(usize, usize)>) = (0, None);
    let mut close = |from: &mut usize, (start, end): (usize, usize)| {
        runs.extend(words.get(*from..start).filter(|before| !before.is_empty()).map(|before| (before, false)));
        runs.extend(words.get(start..end).map(|run| (run, true)));
        *from = end;
    };
    for (at, sign) in words.char_indices() {
        if is_right_to_left(sign) {
            let start = open.map_or(at, |(start, _)| start);
            open = Some((start, at + sign.len_utf8()));
        } else if sign.is_alphanumeric() {
            open.take().into_iter().for_each(|run| close(&mut from, run));
        }
    }
    open.into_iter().for_each(|run| close(&mut from, run));
    runs.extend(words.get(from..).filter(|rest| !rest.is_empty()).map(|rest| (rest, false)));
    runs
}

/// Whether a sign is of Hebrew, Arabic, Syriac, Thaana, N'Ko or another script that runs from right to left.
fn is_right_to_left(sign: char) -> bool {
    matches!(u32::from(sign), 0x0590..=0x08FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFC | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(words: &str) -> String {
        let mut markup = Markup::default();
        markup.words(words);
        markup.into_text()
    }

    #[test]
    fn words_open_no_element() {
        assert_eq!(written("<script>&\"'"), "&lt;script&gt;&amp;&quot;&#39;");
        let mut markup = Markup::default();
        markup.open("a", &[("href", "\"><script>")]);
        assert_eq!(markup.into_text(), "<a href=\"&quot;&gt;&lt;script&gt;\">");
    }

    #[test]
    fn words_from_right_to_left_stand_apart() {
        assert_eq!(written("by שלום עולם, 2026"), "by <bdi>שלום עולם</bdi>, 2026");
        assert_eq!(written("مختبر (x) الحديقة"), "<bdi>مختبر</bdi> (x) <bdi>الحديقة</bdi>");
        assert_eq!(written(""), "");
    }
}
