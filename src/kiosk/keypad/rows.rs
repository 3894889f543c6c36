//! Where the arrows lead: along the controls in reading order, or to the row below and above.

/// Where a control is drawn, in any unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

impl Place {
    fn middle(self) -> f64 {
        self.left + self.width / 2.0
    }

    /// Controls whose middle is not below the other's upper half are of one row.
    fn is_below(self, other: Self) -> bool {
        self.top + self.height / 2.0 > other.top + other.height
    }
}

/// The arrow keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrow {
    Left,
    Right,
    Up,
    Down,
}

/// Where an arrow leads from the control at `at`; from none, to the first or the last. After the last
/// comes the first again. `None` where there are no controls.
pub fn next(places: &[Place], at: Option<usize>, arrow: Arrow) -> Option<usize> {
    let last = places.len().checked_sub(1)?;
    let Some(at) = at else {
        return Some(match arrow {
            Arrow::Right | Arrow::Down => 0,
            Arrow::Left | Arrow::Up => last,
        });
    };
    Some(match arrow {
        Arrow::Right if at >= last => 0,
        Arrow::Right => at + 1,
        Arrow::Left if at == 0 => last,
        Arrow::Left => at - 1,
        Arrow::Up | Arrow::Down => other_row(places, at, arrow == Arrow::Down),
    })
}

/// The control of the nearest row below or above that is nearest to being straight under or over
/// this one; round from the last row to the first.
fn other_row(places: &[Place], at: usize, down: bool) -> usize {
    let here = places[at];
    let ahead = |place: Place| match down {
        true => place.is_below(here),
        false => here.is_below(place),
    };
    let beyond: Vec<usize> = (0..places.len()).filter(|i| ahead(places[*i])).collect();
    // At the end it begins at the other end.
    let candidates = match beyond.is_empty() {
        true => (0..places.len()).filter(|i| *i != at).collect(),
        false => beyond,
    };
    let in_order = |a: &usize, b: &usize| {
        let (a, b) = (places[*a].top, places[*b].top);
        if down {
            a.total_cmp(&b)
        } else {
            b.total_cmp(&a)
        }
    };
    let Some(nearest) = candidates.iter().copied().min_by(in_order) else {
        return at;
    };
    let nearest = places[nearest];
    let row = candidates.into_iter().filter(|i| {
        let place = places[*i];
        !place.is_below(nearest) && !nearest.is_below(place)
    });
    let aside = |i: &usize| (places[*i].middle() - here.middle()).abs();
    row.min_by(|a, b| aside(a).total_cmp(&aside(b)))
        .unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Arrow::{Down, Left, Right, Up};

    /// Three tiles, two below them, one wide button at the foot.
    fn screen() -> Vec<Place> {
        let place = |left: f64, top: f64, width: f64| Place {
            left,
            top,
            width,
            height: 20.0,
        };
        vec![
            place(0.0, 0.0, 30.0),
            place(40.0, 0.0, 30.0),
            place(80.0, 1.0, 30.0),
            place(0.0, 30.0, 50.0),
            place(60.0, 30.0, 50.0),
            place(0.0, 60.0, 110.0),
        ]
    }

    #[test]
    fn arrows_lead_to_what_is_beside_and_below() {
        let check = |at: Option<usize>, arrow: Arrow, expected: usize| {
            let found = next(&screen(), at, arrow);
            assert_eq!(found, Some(expected), "{arrow:?} from {at:?}");
        };
        check(None, Right, 0);
        check(None, Down, 0);
        check(None, Left, 5);
        check(Some(0), Right, 1);
        check(Some(2), Right, 3);
        check(Some(5), Right, 0);
        check(Some(0), Left, 5);
        check(Some(3), Left, 2);
        check(Some(0), Down, 3);
        check(Some(2), Down, 4);
        check(Some(4), Down, 5);
        check(Some(5), Down, 1);
        check(Some(5), Up, 3);
        check(Some(3), Up, 0);
        check(Some(4), Up, 2);
        check(Some(1), Up, 5);
    }

    #[test]
    fn nothing_is_out_of_reach() {
        let screen = screen();
        let mut seen = Vec::new();
        let mut at = None;
        for _ in 0..screen.len() {
            at = next(&screen, at, Right);
            seen.extend(at);
        }
        assert_eq!(seen, (0..screen.len()).collect::<Vec<_>>());
        let lonely = &screen[..1];
        for arrow in [Left, Right, Up, Down] {
            assert_eq!(next(lonely, Some(0), arrow), Some(0), "{arrow:?}");
            assert_eq!(next(&[], None, arrow), None, "{arrow:?}");
        }
    }
}
