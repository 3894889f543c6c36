//! Which documents match, and how well.

/// Documents by number, ascending, each with its score.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Hits(Vec<(u32, u32)>);

impl Hits {
    /// The documents that have a score above 0.
    pub(super) fn from_scores(scores: &[u32]) -> Self {
        let scored = (0..).zip(scores.iter().copied());
        Self(scored.filter(|(_, score)| *score > 0).collect())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, u32)> + '_ {
        self.0.iter().map(|(doc, score)| (*doc as usize, *score))
    }

    /// What is in both, with both scores.
    pub(super) fn and(&self, other: &Self) -> Self {
        let mut both = Vec::new();
        let mut others = other.0.iter().peekable();
        for (doc, score) in &self.0 {
            while others.next_if(|(other, _)| other < doc).is_some() {}
            if let Some((_, more)) = others.next_if(|(other, _)| other == doc) {
                both.push((*doc, score + more));
            }
        }
        Self(both)
    }

    /// What is in either, with the better score.
    pub(super) fn or(self, other: Self) -> Self {
        if self.is_empty() || other.is_empty() {
            return Self(if self.is_empty() { other.0 } else { self.0 });
        }
        let mut either = Vec::with_capacity(self.0.len().max(other.0.len()));
        let mut others = other.0.into_iter().peekable();
        for (doc, score) in self.0 {
            while let Some(before) = others.next_if(|(other, _)| *other < doc) {
                either.push(before);
            }
            let same = others.next_if(|(other, _)| *other == doc);
            either.push((doc, same.map_or(score, |(_, more)| score.max(more))));
        }
        either.extend(others);
        Self(either)
    }

    /// The same documents with half the score.
    pub(super) fn halved(mut self) -> Self {
        for (_, score) in &mut self.0 {
            *score = score.div_ceil(2);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hits_are_joined() {
        let (a, b) = (
            Hits::from_scores(&[1, 0, 5, 2]),
            Hits::from_scores(&[0, 4, 3]),
        );
        assert_eq!(a.and(&b), Hits(vec![(2, 8)]));
        assert_eq!(a.clone().or(b), Hits(vec![(0, 1), (1, 4), (2, 5), (3, 2)]));
        assert_eq!(a.clone().or(Hits::default()), a);
        assert_eq!(Hits::default().and(&a), Hits::default());
    }
}
