//! The languages, and how a browser's wish becomes one of them.

/// A language that the catalogue is complete in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// English, which every other language falls back to.
    #[default]
    En,
    /// French.
    Fr,
    /// Spanish.
    Es,
    /// Arabic, written from right to left.
    Ar,
}

impl Lang {
    /// All of them, in the order of the language switcher.
    pub const ALL: [Self; 4] = [Self::En, Self::Fr, Self::Es, Self::Ar];

    /// The code for `lang="…"`, `?lang=` and the folder of the catalogue.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
            Self::Es => "es",
            Self::Ar => "ar",
        }
    }

    /// The direction of writing, for `dir="…"`.
    #[must_use]
    pub const fn dir(self) -> &'static str {
        match self {
            Self::Ar => "rtl",
            Self::En | Self::Fr | Self::Es => "ltr",
        }
    }

    /// The language's name in itself: somebody who looks for it can read it.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Fr => "Français",
            Self::Es => "Español",
            Self::Ar => "العربية",
        }
    }

    /// The language of a code as in `?lang=fr`; a region such as `fr-CH` is ignored.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let primary = code.trim().split(['-', '_']).next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|lang| lang.code().eq_ignore_ascii_case(primary))
    }

    /// The best language for an `Accept-Language` header; English when nothing fits.
    #[must_use]
    pub fn negotiate(accept_language: &str) -> Self {
        let mut best: Option<(u16, Self)> = None;
        for wish in accept_language.split(',').take(50) {
            let mut parts = wish.split(';');
            let code = parts.next().unwrap_or_default().trim();
            let weight = parts
                .find_map(|p| p.trim().strip_prefix("q="))
                .map_or(Some(1000), weight);
            let Some(weight) = weight.filter(|w| *w > 0) else {
                continue;
            };
            let lang = if code == "*" {
                Some(Self::default())
            } else {
                Self::from_code(code)
            };
            if let Some(lang) = lang
                && best.is_none_or(|(most, _)| weight > most)
            {
                best = Some((weight, lang));
            }
        }
        best.map_or_else(Self::default, |(_, lang)| lang)
    }

    pub(crate) const fn index(self) -> usize {
        self as usize
    }
}

/// A weight between 0 and 1, in thousandths. `None` when it is none.
fn weight(text: &str) -> Option<u16> {
    let value: f32 = text.trim().parse().ok()?;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    (0.0..=1.0)
        .contains(&value)
        .then(|| (value * 1000.0).round() as u16)
}

#[cfg(test)]
mod tests {
    use super::Lang;

    #[test]
    fn negotiates() {
        for (header, expected) in [
            ("", Lang::En),
            ("fr", Lang::Fr),
            ("fr-CH, fr;q=0.9, en;q=0.8", Lang::Fr),
            ("en;q=0.5, ar-IQ;q=0.9", Lang::Ar),
            ("de, es;q=0.4", Lang::Es),
            ("de, *;q=0.4", Lang::En),
            ("ES-mx", Lang::Es),
            ("fr;q=0, es;q=0.1", Lang::Es),
            ("fr;q=nonsense, ar;q=0.2", Lang::Ar),
            ("fr;q=7", Lang::En),
            (";;,,q=", Lang::En),
            ("es, fr", Lang::Es),
        ] {
            assert_eq!(Lang::negotiate(header), expected, "{header}");
        }
    }

    #[test]
    fn codes_lead_back() {
        for lang in Lang::ALL {
            assert_eq!(Lang::from_code(lang.code()), Some(lang));
        }
        assert_eq!(Lang::from_code("fra"), None);
        assert_eq!(Lang::Ar.dir(), "rtl");
    }
}
