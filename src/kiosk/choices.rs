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

impl Default for VoiceChoice {
    fn default() -> Self {
        Self {
            on: false,
            volume: 0.7,
            rate: 1.0,
        }
    }
}
