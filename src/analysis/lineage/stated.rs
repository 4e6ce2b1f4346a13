//! What is said of the license of a thing.

/// What is stated of the license of a thing. Not stated is never free.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stated {
    /// Nothing.
    Nothing,
    /// Some licenses.
    Licenses {
        /// As it was written.
        written: String,
        /// What recipients may choose between; all that is named in one of these binds. Not empty.
        options: Vec<Vec<Held>>,
    },
}

/// What one name names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Held {
    /// A license, by its place among those that are at hand.
    License(usize),
    /// One of several, and it is not said which.
    OneOf(Vec<usize>),
    /// A license that has no rules here: what it is called.
    Unmodelled(String),
}

/// How many ways a statement may be read in.
const MOST_READINGS: usize = 64;

impl Stated {
    /// Whether all that it names has rules here.
    pub fn is_known(&self) -> bool {
        let is_known = |held: &Held| !matches!(held, Held::Unmodelled(_));
        self.options().iter().flatten().all(is_known)
    }

    /// What recipients may choose between.
    pub fn options(&self) -> &[Vec<Held>] {
        match self {
            Stated::Nothing => &[],
            Stated::Licenses { options, .. } => options,
        }
    }

    /// The licenses that it may name.
    pub fn licenses(&self) -> impl Iterator<Item = usize> {
        self.options().iter().flatten().flat_map(|held| match held {
            Held::License(at) => std::slice::from_ref(at).iter().copied(),
            Held::OneOf(all) => all.iter().copied(),
            Held::Unmodelled(_) => [].iter().copied(),
        })
    }

    /// The ways to read it: in each, every name is one license or none that is known. `None` if there are too many.
    pub(super) fn readings(&self) -> Option<Vec<Stated>> {
        let Stated::Licenses { written, options } = self else { return Some(vec![Stated::Nothing]) };
        let mut readings: Vec<Vec<Vec<Held>>> = vec![Vec::new()];
        for option in options {
            readings.iter_mut().for_each(|reading| reading.push(Vec::new()));
            for held in option {
                let ways = match held {
                    Held::OneOf(all) => all.iter().copied().map(Held::License).collect(),
                    Held::License(_) | Held::Unmodelled(_) => vec![held.clone()],
                };
                if readings.len().saturating_mul(ways.len()) > MOST_READINGS {
                    return None;
                }
                let read = |(reading, way): (&Vec<Vec<Held>>, &Held)| {
                    let mut reading = reading.clone();
                    reading.last_mut().into_iter().for_each(|option| option.push(way.clone()));
                    reading
                };
                readings = ways.iter().flat_map(|way| readings.iter().map(move |reading| (reading, way))).map(read).collect();
            }
        }
        Some(readings.into_iter().map(|options| Stated::Licenses { written: written.clone(), options }).collect())
    }
}
