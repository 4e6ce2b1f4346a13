//! Conditions: in one line if they fit, else one operand per line.

use super::words::{number, quoted};
use super::writer::Writer;
use crate::syntax::ast::{Comparison, Condition, ConditionKind, Exception, Limit};

impl Writer {
    /// A condition in a line that starts at `indent`.
    pub(super) fn condition(&mut self, condition: &Condition, indent: usize) {
        self.anchor(condition.span);
        let flat = flat(condition);
        let starts = starts(condition);
        if !flat.contains('\n') && self.fits(flat.chars().count()) && self.are_together(&starts) {
            self.word(&flat);
            return self.passed(starts.last());
        }
        match &condition.kind {
            ConditionKind::All(operands) => self.operands("and", operands, indent),
            ConditionKind::Any(operands) => self.operands("or", operands, indent),
            ConditionKind::Not(negated) => {
                self.word("not");
                let in_brackets = matches!(negated.kind, ConditionKind::All(_) | ConditionKind::Any(_) | ConditionKind::Not(_));
                self.operand(negated, in_brackets, indent);
            }
            ConditionKind::Branch { condition, exceptions } => {
                self.open_bracket();
                self.condition(condition, indent);
                for exception in exceptions {
                    self.line(indent + 2);
                    self.exception(exception, indent + 2);
                }
                self.sign(")");
            }
            ConditionKind::Is(_) | ConditionKind::Compare { .. } | ConditionKind::Term(_) => self.word(&flat),
        }
    }

    fn operands(&mut self, joint: &str, operands: &[Condition], indent: usize) {
        for (at, operand) in operands.iter().enumerate() {
            if at > 0 {
                self.line(indent + 2);
            }
            self.anchor(operand.span);
            if at > 0 {
                self.word(joint);
            }
            self.operand(operand, is_joined(operand), indent + if at > 0 { 2 } else { 0 });
        }
    }

    fn operand(&mut self, operand: &Condition, in_brackets: bool, indent: usize) {
        self.anchor(operand.span);
        if !in_brackets {
            return self.condition(operand, indent);
        }
        self.open_bracket();
        self.condition(operand, indent);
        self.sign(")");
    }

    /// `except @clinician "…" when …`, or `unless …`.
    pub(super) fn exception(&mut self, exception: &Exception, indent: usize) {
        self.anchor(exception.span);
        let Some(name) = &exception.name else {
            self.word("unless");
            return self.condition(&exception.condition, indent);
        };
        let is_short = self.fits(flat_exception(exception).chars().count());
        self.word("except");
        self.name("@", name);
        if let Some(text) = &exception.text {
            self.text(text);
        }
        let breaks = !is_short && exception.text.is_some();
        if breaks {
            self.line(indent + 2);
        }
        self.anchor(exception.condition.span);
        self.word("when");
        self.condition(&exception.condition, if breaks { indent + 2 } else { indent });
    }
}

fn is_joined(condition: &Condition) -> bool {
    matches!(condition.kind, ConditionKind::All(_) | ConditionKind::Any(_))
}

/// Where the words of a condition that comments can be attached to were in the input, in order.
pub(super) fn starts(condition: &Condition) -> Vec<u32> {
    let mut starts = Vec::new();
    collect_starts(condition, &mut starts);
    starts
}

fn collect_starts(condition: &Condition, starts: &mut Vec<u32>) {
    starts.push(condition.span.start);
    match &condition.kind {
        ConditionKind::All(operands) | ConditionKind::Any(operands) => {
            operands.iter().for_each(|operand| collect_starts(operand, starts));
        }
        ConditionKind::Not(negated) => collect_starts(negated, starts),
        ConditionKind::Branch { condition, exceptions } => {
            collect_starts(condition, starts);
            for exception in exceptions {
                starts.push(exception.span.start);
                starts.extend(exception.name.iter().chain(&exception.text).map(|word| word.span.start));
                collect_starts(&exception.condition, starts);
            }
        }
        ConditionKind::Is(_) | ConditionKind::Compare { .. } | ConditionKind::Term(_) => {}
    }
}

/// A condition in one line.
pub(super) fn flat(condition: &Condition) -> String {
    match &condition.kind {
        ConditionKind::All(operands) => joined(operands, " and "),
        ConditionKind::Any(operands) => joined(operands, " or "),
        ConditionKind::Not(negated) if matches!(negated.kind, ConditionKind::Not(_)) => format!("not ({})", flat(negated)),
        ConditionKind::Not(negated) => format!("not {}", flat_operand(negated)),
        ConditionKind::Branch { condition, exceptions } => {
            let exceptions: String = exceptions.iter().map(|exception| format!(" {}", flat_exception(exception))).collect();
            format!("({}{exceptions})", flat(condition))
        }
        ConditionKind::Is(name) => name.clone(),
        ConditionKind::Compare { scalar, comparison, limit } => {
            let limit = match &limit.value {
                Limit::Number(limit) => number(*limit),
                Limit::Parameter(name) => format!("{{{name}}}"),
            };
            format!("{} {} {limit}", scalar.value, words(*comparison))
        }
        ConditionKind::Term(name) => quoted(name),
    }
}

fn joined(operands: &[Condition], joint: &str) -> String {
    operands.iter().map(flat_operand).collect::<Vec<_>>().join(joint)
}

fn flat_operand(operand: &Condition) -> String {
    if is_joined(operand) { format!("({})", flat(operand)) } else { flat(operand) }
}

fn flat_exception(exception: &Exception) -> String {
    let condition = flat(&exception.condition);
    let text = exception.text.as_ref().map(|text| format!("{} ", quoted(&text.value))).unwrap_or_default();
    match &exception.name {
        Some(name) => format!("except @{} {text}when {condition}", name.value),
        None => format!("unless {condition}"),
    }
}

/// `more than`
pub(super) fn words(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::MoreThan => "more than",
        Comparison::AtLeast => "at least",
        Comparison::LessThan => "less than",
        Comparison::AtMost => "at most",
    }
}
