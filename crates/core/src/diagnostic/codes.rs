//! The table of codes. A code keeps its number and its name for ever; a retired one is never used again.

use super::Severity;

macro_rules! codes {
    ($($variant:ident $number:literal $name:literal $severity:ident $title:literal;)*) => {
        /// A kind of problem. Each has a page in `docs/codes`, which `railc explain` shows.
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

            /// What it means, in one line.
            pub fn title(self) -> &'static str {
                match self { $(Code::$variant => $title,)* }
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
    HiddenSign "R0107" "hidden-sign" Error "a sign that nobody sees";
    SeveralLines "R0108" "several-lines" Error "an empty line in a text that is printed inside a line";
    BadAddress "R0109" "bad-address" Error "a source that is no address on the web";
    // R02: names
    UnknownTerm "R0201" "unknown-term" Error "a quoted term that is not defined";
    UnknownPart "R0202" "unknown-part" Error "a section, clause or exception that does not exist";
    UnknownConcept "R0203" "unknown-concept" Error "a proposition that the vocabulary does not know";
    UnknownParameter "R0204" "unknown-parameter" Error "a parameter that is not declared";
    UnknownScalar "R0205" "unknown-scalar" Error "a number that the vocabulary does not know";
    UnknownLicense "R0206" "unknown-license" Error "a license or library that is not found";
    BadPlaceholder "R0207" "bad-placeholder" Error "a brace in a text that is not closed";
    UnknownFacet "R0208" "unknown-facet" Error "a facet that the vocabulary does not know";
    UnknownModule "R0209" "unknown-module" Error "a module that the license does not have";
    BareScalar "R0210" "bare-scalar" Error "a number used as a condition";
    SeveralLicenses "R0211" "several-licenses" Error "a name that several licenses share";
    NotModelled "R0212" "not-modeled" Error "a license that is known and not modeled";
    // R03: what a license says
    DuplicateName "R0301" "duplicate-name" Error "one name for two things";
    MissingHead "R0302" "missing-head" Error "a license that does not say what it is";
    NotAnAction "R0303" "not-an-action" Error "a permit of something that is no action";
    NotAnArtifact "R0304" "not-an-artifact" Error "a covered thing that is no artifact";
    UnlessBesideExcept "R0305" "unless-beside-except" Error "`unless` and `except` in one rule";
    CircularTerm "R0306" "circular-term" Error "a term whose meaning rests on itself";
    Loosening "R0308" "loosening" Error "an extension that permits more";
    NotAGrant "R0309" "not-a-grant" Error "a withdrawal of what was not granted";
    NotALicense "R0310" "not-a-license" Error "a library where a license is wanted";
    NotALibrary "R0311" "not-a-library" Error "a license where a library is wanted";
    ExtendsReading "R0312" "extends-reading" Error "a license that extends a reading";
    TooLarge "R0313" "too-large" Error "more than a license may hold, or grow to";
    ParameterKind "R0314" "parameter-kind" Error "a text where a number is wanted, or the reverse";
    NoWording "R0315" "no-wording" Error "a clause or another text without words";
    TermWithoutMeaning "R0316" "term-without-meaning" Error "a term used as a condition that has no meaning";
    NothingPermitted "R0317" "nothing-permitted" Warning "a license without a grant";
    BadScheme "R0318" "bad-scheme" Error "a scheme of references that counts nothing";
    NoReason "R0319" "no-reason" Error "something left out or let pass that does not say why";
    ExceptOnPermit "R0320" "except-on-permit" Error "an `except` on a grant";
    UnusedParameter "R0321" "unused-parameter" Warning "a parameter that nothing names";
    BlankLeft "R0322" "blank-left" Warning "a blank in a license that nobody filled in";
    NoSection "R0323" "no-section" Error "a clause of an extension that belongs to no section";
    NotAPerformance "R0324" "not-a-performance" Error "a duty that no user can perform";
    NarrowedWords "R0325" "narrowed-words" Error "words that give more than the rule";
    FailingTests "R0326" "failing-tests" Warning "tests of a spec that its rules do not pass";
    MisplacedRestriction "R0327" "misplaced-restriction" Warning "a prohibition outside the restrictions of the extended license";
    EmptySection "R0328" "empty-section" Warning "a section of which nothing would be printed but its title";
    TakenName "R0329" "taken-name" Warning "a name that another license goes by";
    ConstantComparison "R0335" "constant-comparison" Error "a comparison that has the same answer for every number";
    IdlePermit "R0336" "idle-permit" Warning "a permit that never suffices";
    IdleException "R0337" "idle-exception" Warning "an exception that can never help";
    Unspoken "R0338" "unspoken" Warning "a rule that hangs on what hardly anybody states unasked";
    BadSpdxId "R0341" "bad-spdx-id" Error "an SPDX id that SPDX cannot have";
    UnknownHubId "R0342" "unknown-hub-id" Warning "a license id that the Hugging Face hub does not list";
    LostFamily "R0343" "lost-family" Warning "a limit on commerce in a license of a family that has none";
    MisplacedConfidence "R0344" "misplaced-confidence" Error "a doubt about one's own clause, or one without a note";
    BadBinding "R0345" "bad-binding" Error "words bound to what the rule does not have";
    ChangedRule "R0346" "changed-rule" Error "words for a rule that has changed since";
    // R04: the use file
    UseSyntax "R0401" "use-syntax" Error "a use file that is not YAML, JSON or TOML";
    UseTooLarge "R0402" "use-too-large" Error "a use file nested too deep, or too long";
    YamlFeature "R0403" "yaml-feature" Error "an anchor, alias, tag or compound key in a use file";
    NoUse "R0404" "no-use" Error "a use file that describes no use, or a use that states nothing";
    UnknownKey "R0405" "unknown-key" Error "a key that a use does not have";
    DuplicateKey "R0406" "duplicate-key" Error "a key that stands twice";
    UnknownName "R0407" "unknown-name" Error "a name that its facet does not have";
    UnfamiliarName "R0408" "unfamiliar-name" Warning "a name that no policy at hand knows";
    WrongKind "R0409" "wrong-kind" Error "a value of another kind than its key wants";
    BadAnswer "R0410" "bad-answer" Error "an answer that is neither yes, no nor unknown";
    NameWanted "R0411" "name-wanted" Error "an answer where a name is wanted";
    AbstractConcept "R0412" "abstract-concept" Error "a group that is no thing of its own";
    BadAmount "R0413" "bad-amount" Error "a number, unit or bound that cannot be read";
    ContradictoryStatements "R0414" "contradictory-statements" Error "two statements on one concept that cannot both be meant";
    ContradictoryPresumptions "R0415" "contradictory-presumptions" Error "two wishes on what to presume that cannot both be met";
    NewerUseFile "R0416" "newer-use-file" Error "a use file of a newer version";
    // R05: policies
    PolicySyntax "R0501" "policy-syntax" Error "a file that is no policy";
    BrokenVocabulary "R0502" "broken-vocabulary" Error "a policy whose vocabulary can't be meant";
    PolicyReference "R0503" "policy-reference" Error "a reference in a policy that leads nowhere";
    NewerPolicy "R0504" "newer-policy" Error "a policy of another version";
    PolicyCondition "R0505" "policy-condition" Error "a condition in a policy that can't be meant";
    PolicyTooLarge "R0506" "policy-too-large" Error "a policy with more of something than the limit";
    // R06: files and the call
    Unreadable "R0601" "unreadable" Error "a file that can't be read";
    FileTooLarge "R0602" "file-too-large" Error "a file larger than the limit";
    NotText "R0603" "not-text" Error "a file that is not UTF-8 text";
    OutsideFolder "R0604" "outside-folder" Error "an import from outside the spec's folder";
    ImportCycle "R0605" "import-cycle" Error "specs that import or extend each other in a circle";
    TooManyImports "R0606" "too-many-imports" Error "more imported files than the limit";
    CannotWrite "R0607" "cannot-write" Error "an output that can't be written";
    NoText "R0608" "no-text" Error "a text wanted of a reading";
    BadCall "R0609" "bad-call" Error "a call that can't be meant";
    Contradiction "R0610" "contradiction" Error "a use that contradicts itself";
    UnsettledModules "R0611" "unsettled-modules" Error "a text wanted of a license whose modules are not chosen";
    TooHard "R0612" "too-hard" Error "a use that can't be decided within the limit of search";
    NoWords "R0613" "no-words" Error "a file that is no text, where a license is looked for";
    BadTemplate "R0614" "bad-template" Error "a template that can't be used";
    SlotLeftOut "R0615" "slot-left-out" Error "a template that never prints what a text must say";
    // R07: new specs
    FileExists "R0710" "file-exists" Error "a file that is there already";
    UnknownCovered "R0711" "unknown-covered" Error "something that a new license can't cover";
    UnknownRestriction "R0712" "unknown-restriction" Error "a restriction that the catalogue does not have";
    ForkOfReading "R0713" "fork-of-reading" Error "a fork of somebody else's license";
    // R08: languages
    NotTranslated "R0801" "not-translated" Error "a piece of a license that has no words in one of its languages";
    BadTranslation "R0802" "bad-translation" Error "a file of translations that can't be read as one";
    ChangedSince "R0803" "changed-since" Error "a translation of words that have changed since";
    NoLanguage "R0804" "no-language" Error "a language that texts can't be written in, or that can't decide";
    MissingGlyph "R0811" "missing-glyph" Error "a sign that no font has, for a PDF";
    PdfLeftOut "R0812" "pdf-left-out" Warning "a PDF that is not written, since no font has its signs";
    // R09: drafting
    IdleAllow "R0900" "idle-allow" Warning "an `allow` that lets nothing pass";
    UnusedTerm "R0902" "unused-term" Warning "a definition that no clause needs";
    UsedOnce "R0903" "used-once" Warning "a definition for one use";
    DuplicateDefinition "R0904" "duplicate-definition" Error "a word that is defined twice";
    CircularDefinition "R0905" "circular-definition" Error "a definition that rests on itself";
    UnmarkedUse "R0906" "unmarked-use" Warning "a form of a defined word that its definition does not have";
    LowercaseUse "R0907" "lowercase-use" Warning "a defined word with a small letter";
    CapitalisedStranger "R0908" "capitalised-stranger" Warning "a capital without a definition";
    OverlappingTerms "R0909" "overlapping-terms" Warning "a defined word inside another";
    OperativeDefinition "R0910" "operative-definition" Warning "a duty or a permission in a definition";
    DanglingReference "R0911" "dangling-reference" Error "a reference to a part that the text does not have";
    TypedReference "R0912" "typed-reference" Error "a reference whose number is typed";
    TypedNumber "R0913" "typed-number" Error "a list whose numbers are typed";
    AmbiguousSelf "R0914" "ambiguous-self" Warning "a pointer without a number";
    MissingAttachment "R0915" "missing-attachment" Error "an attachment that is named and not there, or there and not named";
    DuplicateNumber "R0916" "duplicate-number" Error "a number that stands twice";
    ModalMix "R0917" "modal-mix" Warning "duties in different words";
    DeonticMismatch "R0918" "deontic-mismatch" Error "words that do not do what their rule does";
    UnboundAtom "R0919" "unbound-atom" Error "a part of a rule that its words don't say";
    UnboundPhrase "R0920" "unbound-phrase" Warning "words of a restriction that no part of its rule stands for";
    ForbiddenDuty "R0921" "forbidden-duty" Error "a duty that nobody may perform";
    DeadRule "R0922" "dead-rule" Warning "a restriction that adds nothing";
    AndOr "R0924" "and-or" Warning "a list of which it is unclear how its members are joined";
    ScopeTail "R0925" "scope-tail" Warning "words behind a list that belong to all of it or to its last member";
    OpenList "R0926" "open-list" Warning "examples that may be read as all there is, or that say twice that they are examples";
    VagueWord "R0927" "vague-word" Warning "a word that two readers measure differently, where it decides";
    LongSentence "R0928" "long-sentence" Warning "a sentence too long to be understood at once";
    DeepNesting "R0929" "deep-nesting" Warning "a sentence whose main verb comes too late";
    ArchaicWord "R0930" "archaic-word" Warning "a word of an old form";
    ListForm "R0931" "list-form" Warning "items of a list that end differently";
    MissingFlowDown "R0932" "missing-flow-down" Error "passing on without the restrictions";
    SurvivalGap "R0933" "survival-gap" Warning "what should outlast the license and does not";
    OneSidedPower "R0934" "one-sided-power" Warning "a power of the licensor without a limit";
    Inconspicuous "R0935" "inconspicuous" Warning "a disclaimer that is easily overlooked";
    TranslationTerm "R0937" "translation-term" Error "a translation that lacks a part, a reference, a number or a term";
    TranslationPolarity "R0938" "translation-polarity" Warning "a translation that denies where its original does not, or the reverse";
    ChangedLocked "R0939" "changed-locked" Warning "a released text that has changed and kept its version";
    PlaceholderLeft "R0940" "placeholder-left" Error "a placeholder in a text";
    TestCoverage "R0941" "test-coverage" Warning "a restriction or an exception without a test each way";
    IdReuse "R0942" "id-reuse" Error "a released id for another rule";
    Doublet "R0943" "doublet" Warning "two words for one thing";
    NeedlessDuty "R0944" "needless-duty" Warning "a duty that is performed anyway";
    // R10: lineage and openness, and what files state of them
    BrokenMetadata "R1001" "broken-metadata" Error "metadata that can't be read as what it is written in";
    MetadataTooLarge "R1002" "metadata-too-large" Error "metadata with more of something than is read";
    CutHeader "R1003" "cut-header" Error "a file that ends within its header, or claims a length that it does not have";
    UnknownMetadata "R1004" "unknown-metadata" Error "a file of no format that states something of licenses or lineage";
    RepeatedStatement "R1005" "repeated-statement" Warning "a statement that stands twice where readers take one";
    UnreadableStatement "R1006" "unreadable-statement" Warning "a license or an origin that is written as something else";
    ContradictoryLicense "R1007" "contradictory-license" Warning "two statements of a license that can't both be meant";
    MisspeltKey "R1008" "misspelt-key" Warning "a key that is meant for the license, and that no reader knows";
    HiddenFrontMatter "R1009" "hidden-front-matter" Warning "a front matter that some readers don't see";
    PathAsOrigin "R1010" "path-as-origin" Warning "a path on somebody's machine where the id of a thing belongs";
    DanglingPart "R1011" "dangling-part" Warning "a reference to a part that a bill of materials does not have";
    ReversedRelation "R1012" "reversed-relation" Warning "a relation that stands the wrong way round";
    UnlistedId "R1013" "unlisted-id" Error "a license id that the hub does not take in a card";
    NamelessOther "R1014" "nameless-other" Warning "`other`, without the name or the place of the license";
    BadLicenseLink "R1015" "bad-license-link" Warning "a link to a license that leads nowhere";
    SeveralLicensesStated "R1016" "several-licenses-stated" Warning "a list of licenses, of which nobody can tell how they go together";
    NoLicenseStated "R1017" "no-license-stated" Warning "a card that states no license";
    LabelAndText "R1018" "label-and-text" Error "a card that names one license beside the text of another";
    DroppedTerms "R1019" "dropped-terms" Error "a license that does not keep the terms of what the model was made of";
    MissingNotice "R1020" "missing-notice" Warning "a notice, a name or a copy that the license of an origin asks for, and that is not there";
    OpenOrigin "R1021" "open-origin" Warning "an origin of which nobody can tell whether its terms are kept";
    UnknownDefinition "R1031" "unknown-definition" Error "a definition of openness that railc does not have";
    BadRelease "R1032" "bad-release" Error "a description of a release that can't be read";
    UntrueClaim "R1033" "untrue-claim" Error "a claim of openness that the license contradicts";
    DoubtfulClaim "R1034" "doubtful-claim" Warning "a claim that the license or the release does not bear out";
    UnknownThing "R1061" "unknown-thing" Error "a thing that a lineage does not describe";
    UnknownRelation "R1062" "unknown-relation" Error "a way of making one thing of another that is not known";
    LineageCircle "R1063" "lineage-circle" Error "things that are made of each other in a circle";
    NoThings "R1064" "no-things" Error "a lineage without things";
    UnknownThingKind "R1065" "unknown-thing-kind" Error "a kind of thing that is not known";
    UnlicensedThing "R1081" "unlicensed-thing" Warning "a model or dataset whose license is not known";
    RefusedThing "R1082" "refused-thing" Error "a model or dataset whose license does not allow what is done with it";
    MissingInRepository "R1083" "missing-in-repository" Error "something that a license asks for, and that the repository does not have";
    OpenLicense "R1084" "open-license" Warning "a model or dataset of which nobody can tell yet what its license allows";
    StaleEntry "R1085" "stale-entry" Warning "a license that was last looked up long ago";
    BadModels "R1086" "bad-models" Error "a table of models that can't be read as one";
    UnscannedFile "R1087" "unscanned-file" Warning "a file that was not looked into";
}
