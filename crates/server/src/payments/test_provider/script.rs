//! What goes wrong with the test provider, and when: for tests, and for whoever tries the shop.

use super::super::book::Choice;
use std::collections::VecDeque;
use std::str::FromStr;

/// Faults, each met once by the next call of its kind, and a choice that no shopper has to make.
///
/// Written as `capture:answer-lost, status:lost, choose:approve`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Script {
    faults: VecDeque<(Call, Fault)>,
    choice: Option<Choice>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    Begin,
    Status,
    Capture,
    Refund,
    Void,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The question never arrives: timed out without effect.
    Lost,
    /// The answer never arrives: timed out with its effect.
    AnswerLost,
    /// Nobody is there.
    Away,
    /// The process dies before anything was written.
    CrashBefore,
    /// The process dies after the effect was written and before it was answered.
    Crash,
}

impl Script {
    /// The next call of this kind that has no fault yet meets this one.
    pub fn meet(mut self, call: Call, fault: Fault) -> Self {
        self.faults.push_back((call, fault));
        self
    }

    /// Every payment is decided like this as soon as it is begun.
    pub fn choose(mut self, choice: Choice) -> Self {
        self.choice = Some(choice);
        self
    }

    pub fn choice(&self) -> Option<Choice> {
        self.choice
    }

    pub(super) fn extend(&mut self, more: Self) {
        self.faults.extend(more.faults);
        self.choice = more.choice.or(self.choice);
    }

    pub(super) fn next(&mut self, call: Call) -> Option<Fault> {
        let at = self.faults.iter().position(|(of, _)| *of == call)?;
        self.faults.remove(at).map(|(_, fault)| fault)
    }
}

impl FromStr for Script {
    type Err = String;

    fn from_str(raw: &str) -> Result<Self, String> {
        let mut parts = raw
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty());
        parts.try_fold(Self::default(), |script, part| {
            let wrong = || format!("{part:?} is not written as call:fault or choose:choice");
            let (left, right) = part.split_once(':').ok_or_else(wrong)?;
            match left {
                "choose" => choice(right).map(|choice| script.choose(choice)),
                _ => call(left).zip(fault(right)).map(|(c, f)| script.meet(c, f)),
            }
            .ok_or_else(wrong)
        })
    }
}

fn call(raw: &str) -> Option<Call> {
    Some(match raw {
        "begin" => Call::Begin,
        "status" => Call::Status,
        "capture" => Call::Capture,
        "refund" => Call::Refund,
        "void" => Call::Void,
        _ => return None,
    })
}

fn fault(raw: &str) -> Option<Fault> {
    Some(match raw {
        "lost" => Fault::Lost,
        "answer-lost" => Fault::AnswerLost,
        "away" => Fault::Away,
        "crash-before" => Fault::CrashBefore,
        "crash" => Fault::Crash,
        _ => return None,
    })
}

/// As it stands in the page's form and in a script.
pub fn choice(raw: &str) -> Option<Choice> {
    Some(match raw {
        "approve" => Choice::Approve,
        "decline" => Choice::Decline,
        "confirm" => Choice::Confirm,
        "late" => Choice::Late,
        "twice" => Choice::Twice,
        "never" => Choice::Never,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_read() {
        let check = |raw: &str, want: Option<Script>| {
            assert_eq!(raw.parse::<Script>().ok(), want, "{raw:?}");
        };
        check("", Some(Script::default()));
        let script = Script::default()
            .meet(Call::Capture, Fault::AnswerLost)
            .meet(Call::Status, Fault::Lost)
            .choose(Choice::Late);
        check(
            "capture:answer-lost, status:lost, choose:late",
            Some(script),
        );
        check("capture", None);
        check("capture:slow", None);
        check("choose:lost", None);
        check("steal:crash", None);
    }

    #[test]
    fn each_fault_is_met_once_and_in_order() {
        let mut script: Script = "status:lost,capture:away,status:answer-lost"
            .parse()
            .unwrap();
        assert_eq!(script.next(Call::Begin), None);
        assert_eq!(script.next(Call::Status), Some(Fault::Lost));
        assert_eq!(script.next(Call::Status), Some(Fault::AnswerLost));
        assert_eq!(script.next(Call::Status), None);
        assert_eq!(script.next(Call::Capture), Some(Fault::Away));
    }
}
