//! The table of codes. A code keeps its number and its name for ever; a retired one is never used again.

use super::Severity;

macro_rules! codes {
    ($($variant:ident $number:literal $name:literal $severity:ident $title:literal;)*) => {
        /// A kind of trouble. Each has a page in `docs/codes`, which `railc explain` shows.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $title] $variant,)*
        }

        /// Every code, in the order of their numbers.
        pub const ALL: &[Code] = &[$(Code::$variant),*];

        impl Code {
            /// `R0203`.
            pub fn number(self) -> &'static str {
                match self { $(Code::$variant => $number,)* }
            }

            /// `unknown-concept`.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// How bad it is.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }

            /// One line on what it means.
            pub fn title(self) -> &'static str {
                match self { $(Code::$variant => $title,)* }
            }

            /// The page in `docs/codes`.
            pub fn page(self) -> &'static str {
                match self { $(Code::$variant => include_str!(concat!("../../docs/codes/", $number, ".md")),)* }
            }
        }
    };
}

codes! {
    // R01: how a spec is written
    Syntax "R0101" "syntax" Error "a word or sign that does not belong here";
    TooDeep "R0102" "too-deep" Error "brackets nested too deep";
    MixedJoints "R0103" "mixed-joints" Error "`and` and `or` side by side without brackets";
    OpenText "R0104" "open-text" Error "a text that does not end";
    BadNumber "R0105" "bad-number" Error "a number that cannot be kept as it is written";
    Repeated "R0106" "repeated" Error "a part that stands twice where it can stand once";
    // R02: names
    UnknownConcept "R0203" "unknown-concept" Error "a proposition that the vocabulary does not know";
    // R04: the use file
    UseSyntax "R0401" "use-syntax" Error "a use file that is not YAML, JSON or TOML";
}
