//! What somebody chooses for their eyes, ears and hands. It lasts as long as their session.

use baguni_commerce::Locale;

/// As chosen; the usual where nothing is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Choices {
    pub locale: Locale,
    /// Black, white and yellow.
    pub high_contrast: bool,
    pub text: TextSize,
    pub zoom: Zoom,
    /// Controls in the lower part of the screen.
    pub low: bool,
    /// Nothing moves.
    pub still: bool,
    pub voice: VoiceChoice,
}

/// Letters alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextSize {
    #[default]
    Usual,
    /// Half as large again.
    Large,
}

impl TextSize {
    pub fn other(self) -> Self {
        match self {
            Self::Usual => Self::Large,
            Self::Large => Self::Usual,
        }
    }

    pub fn factor(self) -> f64 {
        match self {
            Self::Usual => 1.0,
            Self::Large => 1.5,
        }
    }
}

/// Everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Zoom {
    #[default]
    Usual,
    Half,
    Double,
}

impl Zoom {
    /// The next larger; after the largest the usual again.
    pub fn next(self) -> Self {
        match self {
            Self::Usual => Self::Half,
            Self::Half => Self::Double,
            Self::Double => Self::Usual,
        }
    }

    pub fn factor(self) -> f64 {
        match self {
            Self::Usual => 1.0,
            Self::Half => 1.5,
            Self::Double => 2.0,
        }
    }
}

/// How the screen is read aloud.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VoiceChoice {
    pub on: bool,
    /// From 0 to 1.
    pub volume: f32,
    /// 1 is the usual speed.
    pub rate: f32,
}

impl VoiceChoice {
    /// So much louder, or quieter; never silent, since that is what off is for.
    pub fn louder(&mut self, by: f32) {
        self.volume = bounded(self.volume + by, 0.1, 1.0);
    }

    /// So much faster, or slower.
    pub fn faster(&mut self, by: f32) {
        self.rate = bounded(self.rate + by, 0.5, 2.0);
    }
}

/// In tenths, so that as many steps back come to the same.
fn bounded(value: f32, least: f32, most: f32) -> f32 {
    ((value * 10.0).round() / 10.0).clamp(least, most)
}

impl Default for VoiceChoice {
    fn default() -> Self {
        Self {
            on: false,
            volume: 0.7,
            rate: 1.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn louder_and_quieter_come_to_the_same() {
        let mut voice = VoiceChoice::default();
        for _ in 0..20 {
            voice.louder(0.1);
            voice.faster(0.1);
        }
        assert_eq!((voice.volume, voice.rate), (1.0, 2.0));
        for _ in 0..30 {
            voice.louder(-0.1);
            voice.faster(-0.1);
        }
        assert_eq!((voice.volume, voice.rate), (0.1, 0.5));
        for _ in 0..6 {
            voice.louder(0.1);
        }
        assert_eq!(voice.volume, VoiceChoice::default().volume);
    }

    #[test]
    fn three_presses_are_a_round() {
        let zoom = Zoom::default();
        assert_eq!(zoom.next().next().next(), zoom);
        assert!(zoom.factor() < zoom.next().factor());
        assert!(zoom.next().factor() < zoom.next().next().factor());
    }
}
