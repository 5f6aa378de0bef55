//! QR codes as drawings inside the page: nobody else is asked to draw a secret.

use std::fmt::Write;

use qrcodegen::{QrCode, QrCodeEcc};

/// Light squares around the code, as the standard asks.
const QUIET: i32 = 4;

/// An SVG of a text; nothing when it is too long for a code.
pub fn svg(text: &str, label: &str) -> Option<String> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let side = code.size() + 2 * QUIET;
    let mut dark = String::new();
    for y in 0..code.size() {
        for x in 0..code.size() {
            if code.get_module(x, y) {
                write!(dark, "M{},{}h1v1h-1z", x + QUIET, y + QUIET).ok()?;
            }
        }
    }
    let label = label
        .replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;");
    Some(format!(
        "<svg class=\"qr\" role=\"img\" aria-label=\"{label}\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0,0h{side}v{side}h-{side}z\"/><path fill=\"#000\" d=\"{dark}\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_code_is_drawn_and_its_label_stays_inside() {
        let drawn = svg("otpauth://totp/Site:amina?secret=ABC", "a \"<b>").unwrap();
        assert!(drawn.contains("aria-label=\"a &quot;&lt;b>\""));
        assert!(drawn.contains("h1v1h-1z"));
        assert_ne!(Some(drawn), svg("something else", "a \"<b>"));
        assert!(svg(&"a".repeat(5_000), "x").is_none());
    }
}
