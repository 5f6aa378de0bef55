//! Counting tests from what the runners print, whichever runner there is.

use std::collections::BTreeSet;

/// How many checks passed, how many failed, and which were left out.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Count {
    pub passed: usize,
    pub failed: usize,
    pub skipped: Vec<String>,
}

impl Count {
    /// A part that is one check.
    pub fn one(ok: bool) -> Self {
        Count {
            passed: usize::from(ok),
            failed: usize::from(!ok),
            skipped: Vec::new(),
        }
    }

    /// A part that could not be looked at, and why.
    pub fn left_out(why: impl Into<String>) -> Self {
        Count {
            skipped: vec![why.into()],
            ..Count::default()
        }
    }

    pub fn add(&mut self, other: Count) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped.extend(other.skipped);
    }

    /// A runner that failed without naming a test has failed all the same.
    pub fn with_exit(mut self, ok: bool) -> Self {
        if !ok && self.failed == 0 {
            self.failed = 1;
        }
        self
    }

    /// A runner that found nothing to run is a fault, not a success.
    pub fn not_empty(mut self) -> Self {
        if self.passed + self.failed == 0 {
            self.failed = 1;
        }
        self
    }

    /// Where nobody watches, what was left out counts as failed.
    pub fn strict(mut self) -> Self {
        self.failed += self.skipped.len();
        self
    }

    fn fill_skipped(&mut self, said: usize) {
        if said > self.skipped.len() {
            self.skipped
                .push(format!("{} more, not named", said - self.skipped.len()));
        }
    }
}

/// `cargo nextest run`: one line `Summary`, and a line `SKIP` for each one left out.
pub fn nextest(lines: &[String]) -> Count {
    let mut count = Count::default();
    let mut said = 0;
    for line in lines.iter().map(|line| line.trim()) {
        if line.starts_with("Summary [") {
            count.passed += number_before(line, "passed");
            count.failed += number_before(line, "failed") + number_before(line, "timed out");
            count.failed += number_before(line, "exec failed");
            said += number_before(line, "skipped");
        } else if let Some((_, name)) = line
            .strip_prefix("SKIP [")
            .and_then(|rest| rest.rsplit_once(") "))
        {
            let name = name.trim().to_owned();
            if !count.skipped.contains(&name) {
                count.skipped.push(name);
            }
        }
    }
    count.fill_skipped(said);
    count
}

/// `cargo test`: one line `test result` for each program.
pub fn cargo_test(lines: &[String]) -> Count {
    let mut count = Count::default();
    let mut said = 0;
    for line in lines.iter().map(|line| line.trim()) {
        if line.starts_with("test result:") {
            count.passed += number_before(line, "passed");
            count.failed += number_before(line, "failed");
            said += number_before(line, "ignored");
        } else if let Some(rest) = line.strip_prefix("test ")
            && let Some((name, "ignored")) = rest
                .split_once(" ... ")
                .map(|(name, how)| (name, how.split(',').next().unwrap_or(how)))
        {
            count.skipped.push(name.to_owned());
        }
    }
    count.fill_skipped(said);
    count
}

/// What tests wrote into the file for those that cannot be run here: one line each, the same line once.
pub fn said_skipped(text: &str) -> Count {
    let lines: BTreeSet<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    Count {
        skipped: lines.into_iter().map(str::to_owned).collect(),
        ..Count::default()
    }
}

/// `node --test`: lines `ℹ pass 3` (or `# pass 3`) at the end.
pub fn node(lines: &[String]) -> Count {
    let mut count = Count::default();
    let mut said = 0;
    for line in lines.iter().map(|line| line.trim()) {
        if let Some((name, _)) = line
            .strip_prefix("﹣ ")
            .and_then(|rest| rest.split_once(" ("))
        {
            count.skipped.push(name.to_owned());
        }
        let mut words = line.trim_start_matches(['ℹ', '#']).split_whitespace();
        let (Some(what), Some(Ok(n)), None) = (
            words.next(),
            words.next().map(str::parse::<usize>),
            words.next(),
        ) else {
            continue;
        };
        match what {
            "pass" => count.passed += n,
            "fail" | "cancelled" => count.failed += n,
            "skipped" | "todo" => said += n,
            _ => {}
        }
    }
    count.fill_skipped(said);
    count
}

/// The number right before a word: `3 passed` → 3; 0 when the word is not there.
fn number_before(line: &str, word: &str) -> usize {
    let Some((before, _)) = line.split_once(&format!(" {word}")) else {
        return 0;
    };
    before
        .rsplit(|c: char| !c.is_ascii_digit())
        .next()
        .and_then(|digits| digits.parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn nextest_is_counted() {
        let count = nextest(&lines(
            "        PASS [   0.012s] (1/3) xtask::bin/xtask a\n        FAIL [   0.012s] (2/3) xtask::bin/xtask b\n\
             ------------\n     Summary [   0.024s] 3 tests run: 2 passed (1 slow), 1 failed, 1 skipped\n        \
             SKIP [         ] (───) xtask::bin/xtask left_out\n        FAIL [   0.012s] (2/3) xtask::bin/xtask b",
        ));
        assert_eq!(
            count,
            Count {
                passed: 2,
                failed: 1,
                skipped: vec!["xtask::bin/xtask left_out".into()]
            }
        );
    }

    #[test]
    fn what_nextest_does_not_name_is_still_counted() {
        let count = nextest(&lines(
            "     Summary [   0.024s] 2 tests run: 2 passed, 3 skipped",
        ));
        assert_eq!(count.skipped, ["3 more, not named"]);
    }

    #[test]
    fn cargo_test_is_summed_over_programs() {
        let count = cargo_test(&lines(
            "test a ... ok\ntest b ... ignored\ntest c ... ignored, needs a printer\n\
             test result: ok. 5 passed; 0 failed; 2 ignored; 0 measured; 0 filtered out; finished in 0.0s\n\
             test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.0s",
        ));
        assert_eq!(
            count,
            Count {
                passed: 6,
                failed: 2,
                skipped: vec!["b".into(), "c".into()]
            }
        );
    }

    #[test]
    fn a_test_that_says_it_was_skipped_is_named_and_fails_where_nobody_watches() {
        let count = said_skipped("b: a disk\na: S3\nb: a disk\n");
        assert_eq!(count.skipped, ["a: S3", "b: a disk"]);
        let mut sum = Count::one(true);
        sum.add(count);
        assert_eq!(sum.strict().failed, 2);
        assert_eq!(said_skipped(""), Count::default());
    }

    #[test]
    fn node_is_counted() {
        let count = node(&lines(
            "✔ good (1ms)\n﹣ later (0.1ms) # SKIP\nℹ tests 4\nℹ pass 2\nℹ fail 1\nℹ skipped 1",
        ));
        assert_eq!(
            count,
            Count {
                passed: 2,
                failed: 1,
                skipped: vec!["later".into()]
            }
        );
    }

    #[test]
    fn a_runner_that_breaks_or_finds_nothing_has_failed() {
        assert_eq!(Count::default().with_exit(false).failed, 1);
        assert_eq!(Count::default().not_empty().failed, 1);
        assert_eq!(Count::left_out("PostgreSQL").strict().failed, 1);
        assert_eq!(
            Count::one(true).with_exit(true).not_empty().strict(),
            Count::one(true)
        );
    }
}
