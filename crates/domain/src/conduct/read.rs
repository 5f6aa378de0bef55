//! Reading the paragraphs of the Code: whole or not at all, and every fault with its line.

use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;

use super::{Affected, Basis, Conduct, Edition, Letter, Paragraph, Section, Tag};
use crate::{
    Day,
    remedies::{
        Code, Fault, What, Words,
        reading::{NAME_MAX, Reading, TEXT_MAX, raw},
    },
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    name: String,
    version: u32,
    languages: Spanned<Vec<String>>,
    address: String,
    tag: Vec<RawTag>,
    edition: Vec<RawEdition>,
    section: Vec<RawSection>,
    paragraph: Vec<RawParagraph>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEdition {
    code: Spanned<Code>,
    since: Date,
    basis: Basis,
    name: Spanned<Words>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTag {
    code: Spanned<Code>,
    name: Spanned<Words>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSection {
    code: Spanned<Code>,
    name: Spanned<Words>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawParagraph {
    number: Spanned<u16>,
    section: Spanned<Code>,
    tags: Vec<Spanned<Code>>,
    affects: Vec<Affected>,
    basis: Basis,
    title: Spanned<Words>,
    summary: Spanned<Words>,
    #[serde(default)]
    letters: Vec<RawLetter>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLetter {
    letter: Spanned<char>,
    title: Spanned<Words>,
}

impl Reading<'_> {
    fn edition(&mut self, raw: RawEdition) -> Edition {
        let code = raw.code.as_ref().clone();
        Edition {
            since: Day::from_date(raw.since),
            basis: raw.basis,
            name: self.words(&code, raw.name, NAME_MAX),
            code,
        }
    }

    fn part_of(&mut self, of: &str, (nth, raw): (u8, RawLetter)) -> Letter {
        let letter = *raw.letter.as_ref();
        if letter != char::from(b'a'.saturating_add(nth)) {
            self.fault(
                &raw.letter.span(),
                What::NotInOrder(format!("{of} ({letter})")),
            );
        }
        let title = self.words(&format!("{of} ({letter})"), raw.title, NAME_MAX);
        Letter { letter, title }
    }

    fn paragraph(
        &mut self,
        (nth, raw): (u16, RawParagraph),
        (tags, sections): (&[Tag], &[Code]),
    ) -> Paragraph {
        let (number, at) = (*raw.number.as_ref(), raw.number.span());
        let of = number.to_string();
        if number != nth {
            self.fault(&at, What::NotInOrder(of.clone()));
        }
        if raw.tags.is_empty() {
            self.fault(&at, What::NoTag(of.clone()));
        }
        self.once(raw.tags.iter());
        let section = raw.section.as_ref().clone();
        self.known("section", vec![raw.section], |code| {
            sections.iter().any(|own| own == code)
        });
        Paragraph {
            number,
            section,
            tags: self.known("tag", raw.tags, |code| {
                tags.iter().any(|own| own.code == code)
            }),
            affects: raw.affects,
            basis: raw.basis,
            title: self.words(&of, raw.title, NAME_MAX),
            summary: self.words(&of, raw.summary, TEXT_MAX),
            letters: (0..)
                .zip(raw.letters)
                .map(|one| self.part_of(&of, one))
                .collect(),
        }
    }
}

impl Conduct {
    /// Reads paragraphs as they are written, which have to be told in these languages at least: those of the pages.
    ///
    /// # Errors
    /// All faults, each with its line.
    pub fn read(text: &str, pages: &[&str]) -> Result<Self, Vec<Fault>> {
        let raw: Raw = raw(text)?;
        let mut reading = Reading::new(text, raw.languages.as_ref());
        for page in pages {
            if !raw.languages.as_ref().iter().any(|own| own == page) {
                let what = What::NoLanguage((*page).to_owned());
                reading.fault(&raw.languages.span(), what);
            }
        }
        reading.once(raw.tag.iter().map(|tag| &tag.code));
        reading.once(raw.edition.iter().map(|edition| &edition.code));
        reading.once(raw.section.iter().map(|section| &section.code));
        let mut tags = Vec::new();
        for tag in raw.tag {
            let code = tag.code.into_inner();
            let name = reading.words(&code, tag.name, NAME_MAX);
            tags.push(Tag { code, name });
        }
        let mut sections = Vec::new();
        for section in raw.section {
            let code = section.code.into_inner();
            let name = reading.words(&code, section.name, NAME_MAX);
            sections.push(Section { code, name });
        }
        let codes: Vec<Code> = sections
            .iter()
            .map(|section| section.code.clone())
            .collect();
        let conduct = Conduct {
            name: raw.name,
            version: raw.version,
            address: raw.address,
            languages: raw.languages.into_inner(),
            editions: raw
                .edition
                .into_iter()
                .map(|e| reading.edition(e))
                .collect(),
            paragraphs: (1..)
                .zip(raw.paragraph)
                .map(|one| reading.paragraph(one, (&tags, &codes)))
                .collect(),
            tags,
            sections,
        };
        reading.whole(conduct)
    }
}
