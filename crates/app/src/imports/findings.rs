//! Findings of a file in which everything is wrong: nobody reads a million of them, and a million do not fit. The first of
//! each kind are kept, and how many there were in all.

use kernel::Finding;

/// More findings than a person will read; so many are told.
pub(super) const MOST: usize = 2_000;
/// So many errors, and as many warnings, are kept until it is known which of them another one explains.
const KEPT: usize = 10_000;

/// Forgets what nobody will be told, once it is worth it: the last ones. Rows come in order, so these are of the rows
/// furthest down.
pub(super) fn prune(findings: &mut Vec<Finding>) {
    if findings.len() <= KEPT * 4 {
        return;
    }
    let (mut errors, mut warnings) = (0, 0);
    findings.retain(|finding| {
        let count = if finding.is_error() { &mut errors } else { &mut warnings };
        *count += 1;
        *count <= KEPT
    });
}

/// Whether there are as many errors as will ever be kept.
pub(super) fn are_plenty(findings: &[Finding]) -> bool {
    findings.len() > KEPT * 4
}

#[cfg(test)]
mod tests {
    use kernel::Place;

    use super::*;

    #[test]
    fn the_first_of_each_kind_are_kept() {
        let finding = |line: u32| {
            let place = Place::default().line(line);
            if line.is_multiple_of(2) { Finding::error("e", "", place) } else { Finding::warning("w", "", place) }
        };
        let mut few: Vec<Finding> = (0..40_000).map(finding).collect();
        prune(&mut few);
        assert_eq!(few.len(), 40_000);
        let mut many: Vec<Finding> = (0..200_000).map(finding).collect();
        prune(&mut many);
        assert_eq!((many.len(), many.last().and_then(|last| last.place.line)), (20_000, Some(19_999)));
    }
}
