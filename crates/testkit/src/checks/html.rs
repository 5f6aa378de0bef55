//! Our pages, read strictly: what a browser would have to repair is a fault here.

use std::collections::BTreeSet;

use watchpost_domain::conduct::Conduct;

/// An element as it opens or closes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    pub name: String,
    pub closes: bool,
    /// Names and values, the values as a reader sees them.
    pub attributes: Vec<(String, String)>,
    /// The text after it, as a reader sees it.
    pub text: String,
}

/// A page.
#[derive(Debug, Default)]
pub struct Html(pub Vec<Tag>);

/// A form of a page.
#[derive(Debug, Clone)]
pub struct Form {
    pub action: String,
    pub has_files: bool,
    pub fields: Vec<Field>,
}

/// A field of a form. A button with a name is one as well.
#[derive(Debug, Clone)]
pub struct Field {
    pub name: String,
    /// The type of an input, `textarea`, `select` or `button`.
    pub kind: String,
    pub value: String,
}

impl Field {
    /// Whether somebody types into it.
    pub fn is_typed(&self) -> bool {
        !["hidden", "radio", "checkbox", "select", "button", "file"].contains(&self.kind.as_str())
    }
}

/// Elements that have no end.
const EMPTY: &[&str] = &[
    "meta", "link", "input", "img", "br", "hr", "wbr", "source", "path", "rect",
];

impl Tag {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        let mut all = self.attributes.iter();
        all.find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }
}

impl Html {
    /// Reads a page.
    ///
    /// # Errors
    /// What is not as we write it, and where.
    pub fn read(page: &str) -> Result<Self, String> {
        let mut tags: Vec<Tag> = Vec::new();
        let mut open: Vec<String> = Vec::new();
        let rest = page.trim_start().strip_prefix("<!doctype html>");
        let mut rest = rest.ok_or("no doctype")?;
        while let Some(at) = rest.find('<') {
            let (text, from) = rest.split_at(at);
            match tags.last_mut() {
                Some(tag) => tag.text = decoded(text)?,
                None if text.trim().is_empty() => {}
                None => return Err(format!("text before the page: {text:?}")),
            }
            let (tag, after, ended) = element(&from[1..])?;
            if tag.closes {
                let opened = open.pop().unwrap_or_default();
                if opened != tag.name {
                    return Err(format!("</{}> closes <{opened}>", tag.name));
                }
            } else if !ended && !EMPTY.contains(&tag.name.as_str()) {
                open.push(tag.name.clone());
            }
            tags.push(tag);
            rest = after;
        }
        if !open.is_empty() || !rest.trim().is_empty() {
            return Err(format!("still open at the end: {open:?}"));
        }
        Ok(Self(tags))
    }

    /// Each element with each of its attributes.
    pub fn kinds(&self) -> BTreeSet<String> {
        let each = self.0.iter().flat_map(|tag| {
            let with = |(name, _): &(String, String)| format!("{} {name}", tag.name);
            tag.attributes.iter().map(with).chain([tag.name.clone()])
        });
        each.collect()
    }

    /// Addresses that lead away from us, or that are programs.
    pub fn leads_away(&self) -> Vec<String> {
        // The text of the Code is read where the Association publishes it.
        let known = Conduct::known().map(|conduct| conduct.address.as_str());
        let names = [
            "href",
            "src",
            "action",
            "formaction",
            "srcset",
            "poster",
            "data",
            "content",
        ];
        // So a page says that it leads to another site, and tells that site nothing: only where somebody clicks.
        let says_so = |tag: &&Tag| {
            let to = |name: &str| tag.attributes.iter().find(|(own, _)| own == name);
            let page = to("href")
                .is_some_and(|(_, to)| to.starts_with("https://") || to.starts_with("http://"));
            let rel = "noreferrer noopener nofollow external";
            tag.name == "a" && page && to("rel").is_some_and(|(_, own)| own == rel)
        };
        let all = self.0.iter().filter(|tag| !says_so(tag));
        let all = all.flat_map(|tag| &tag.attributes);
        let all = all.filter(|(name, _)| names.contains(&name.as_str()));
        all.map(|(_, value)| value)
            .filter(|v| Some(v.as_str()) != known)
            .filter(|v| {
                v.starts_with("//")
                    || v.trim()
                        .split(['/', '?', '#'])
                        .next()
                        .is_some_and(|first| first.contains(':'))
            })
            .cloned()
            .collect()
    }

    /// Whether a text can be read on it, in one piece.
    pub fn says(&self, text: &str) -> bool {
        let valued = |tag: &Tag| tag.attributes.iter().any(|(_, value)| value.contains(text));
        self.0
            .iter()
            .any(|tag| tag.text.contains(text) || valued(tag))
    }

    /// The forms that are sent.
    pub fn forms(&self) -> Vec<Form> {
        let mut forms: Vec<Form> = Vec::new();
        let mut inside = false;
        for tag in &self.0 {
            let value = |name: &str| tag.get(name).unwrap_or_default().to_owned();
            match (tag.name.as_str(), tag.closes) {
                ("form", false) => {
                    inside = tag.get("method") == Some("post");
                    if inside {
                        forms.push(Form {
                            action: value("action"),
                            has_files: tag.get("enctype") == Some("multipart/form-data"),
                            fields: Vec::new(),
                        });
                    }
                }
                ("form", true) => inside = false,
                _ if !inside || tag.closes => {}
                (name @ ("input" | "textarea" | "select" | "button"), false) => {
                    let kind = match name {
                        "input" => tag.get("type").unwrap_or("text").to_owned(),
                        other => other.to_owned(),
                    };
                    let value = if name == "textarea" {
                        tag.text.clone()
                    } else {
                        value("value")
                    };
                    let name = tag.get("name").unwrap_or_default().to_owned();
                    if let Some(form) = forms.last_mut().filter(|_| !name.is_empty()) {
                        form.fields.push(Field { name, kind, value });
                    }
                }
                ("option", false) => {
                    let field = forms.last_mut().and_then(|f| f.fields.last_mut());
                    if let Some(field) = field.filter(|f| f.kind == "select" && f.value.is_empty())
                    {
                        field.value = value("value");
                    }
                }
                _ => {}
            }
        }
        forms
    }
}

/// One element, what follows it, and whether it ended itself.
fn element(from: &str) -> Result<(Tag, &str, bool), String> {
    let near = || from.chars().take(60).collect::<String>();
    let closes = from.starts_with('/');
    let mut rest = if closes { &from[1..] } else { from };
    let end = rest
        .find(|c: char| !c.is_ascii_alphanumeric())
        .ok_or_else(near)?;
    let (name, after) = rest.split_at(end);
    if name.is_empty() {
        return Err(format!("no element: <{}", near()));
    }
    rest = after;
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start();
        for (sign, ended) in [("/>", true), (">", false)] {
            if let Some(after) = rest.strip_prefix(sign) {
                let text = String::new();
                let name = name.to_ascii_lowercase();
                let tag = Tag {
                    name,
                    closes,
                    attributes,
                    text,
                };
                return Ok((tag, after, ended));
            }
        }
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "-:_".contains(c)));
        let (attribute, after) = rest.split_at(end.filter(|end| *end > 0).ok_or_else(near)?);
        let (value, after) = match after.strip_prefix('=') {
            None => ("", after),
            Some(after) => {
                let inner = after
                    .strip_prefix('"')
                    .ok_or_else(|| format!("no quote: {}", near()))?;
                inner.split_once('"').ok_or_else(near)?
            }
        };
        attributes.push((attribute.to_ascii_lowercase(), decoded(value)?));
        rest = after;
    }
}

/// A text as a reader sees it. What begins like a sign by name or number and is none is a fault.
fn decoded(text: &str) -> Result<String, String> {
    let mut pieces = text.split('&');
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (name, after) = piece
            .split_once(';')
            .ok_or_else(|| format!("a bare &: {piece:?}"))?;
        let sign = match name {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "quot" => '"',
            "nbsp" => '\u{a0}',
            number => {
                let number = number.strip_prefix('#').and_then(|n| n.parse().ok());
                let sign = number.and_then(char::from_u32);
                sign.ok_or_else(|| format!("no sign: &{name};"))?
            }
        };
        out.push(sign);
        out.push_str(after);
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_read_and_what_is_bent_is_named() {
        let page = "<!doctype html>\n<html lang=\"en\"><p class=\"a\">1 &#60; 2 &amp; <br>3</p><form method=\"post\" action=\"/a\">\
            <input name=\"x\" value=\"&#34;\"><textarea name=\"y\">\nz</textarea></form></html>";
        let read = Html::read(page).unwrap();
        assert!(read.says("1 < 2 & ") && read.says("\"") && !read.says("&#60;"));
        let forms = read.forms();
        assert_eq!((forms.len(), forms[0].fields.len()), (1, 2));
        for (from, to) in [
            ("&#60;", "<"),
            ("&#60;", "<b>"),
            ("&#60;", "</p>"),
            ("&amp;", "&"),
            ("&#34;", "\""),
            ("class=\"a\"", "class=a"),
            ("</form>", ""),
            ("&#60;", "<!-- -->"),
        ] {
            assert!(Html::read(&page.replace(from, to)).is_err(), "{to}");
        }
        let away = page.replace("action=\"/a\"", "action=\"//evil.example\"");
        assert_eq!(Html::read(&away).unwrap().leads_away().len(), 1);
        let script = page.replace("/a", "javascript:alert(1)");
        assert_eq!(Html::read(&script).unwrap().leads_away().len(), 1);
        assert!(Html::read(page).unwrap().leads_away().is_empty());
    }
}
