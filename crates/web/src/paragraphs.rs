//! Paragraphs of the Code as choices: in groups by section, those that are looked for, and always those that are ticked.

use watchpost_domain::{
    conduct::{Citation, Conduct, Edition},
    procedure::sheet::Question,
};
use watchpost_text::Text;

use crate::{Choice, Field, Fields, Form, Group};

/// The fields in which somebody looks for paragraphs; they are saved nowhere.
const WORDS: &str = "find";
const EDITION: &str = "edition";

/// What is looked for.
#[derive(Default)]
pub struct Find {
    words: String,
    edition: String,
}

impl Find {
    /// As it was typed.
    #[must_use]
    pub fn of(typed: &Fields) -> Self {
        Self {
            words: typed.text(WORDS).trim().to_owned(),
            edition: typed.text(EDITION).to_owned(),
        }
    }

    /// The fields to look with.
    #[must_use]
    pub fn fields(&self, t: &Text, form: &Form) -> Vec<Field> {
        let lang = t.lang().code();
        let editions = Conduct::known().map_or(&[][..], |conduct| &conduct.editions);
        let editions = editions.iter().rev();
        let choice = |e: &Edition| Choice::new(&e.code, e.name.text(lang));
        let chosen = self.edition().map_or("", |edition| &edition.code);
        vec![
            form.line(WORDS, t.paragraphs_find())
                .hint(t.paragraphs_find_hint())
                .optional(),
            form.select(
                EDITION,
                t.paragraphs_edition(),
                editions.map(choice).collect(),
            )
            .value(chosen)
            .optional(),
        ]
    }

    fn edition(&self) -> Option<&'static Edition> {
        let conduct = Conduct::known()?;
        conduct.edition(&self.edition).or(conduct.newest())
    }

    /// What can be ticked: first what is ticked, then what is found, section by section.
    pub(crate) fn groups(&self, t: &Text, question: &Question, ticked: &[String]) -> Vec<Group> {
        let (Some(conduct), Some(edition)) = (Conduct::known(), self.edition()) else {
            return Vec::new();
        };
        let lang = t.lang().code();
        let mut places = 0..;
        let mut place = |choice: Choice| (places.next().unwrap_or_default(), choice);
        let known = { question.asks.choices().iter() }.filter(|c| ticked.contains(&c.code));
        let mut groups = vec![Group {
            name: t.paragraphs_ticked(),
            open: true,
            choices: known
                .map(|c| place(Choice::new(&c.code, c.name.text(lang))))
                .collect(),
        }];
        for section in &conduct.sections {
            let found = |cited: &Citation| {
                let own = conduct.paragraph(cited.paragraph)?;
                let is_there =
                    own.section == section.code && conduct.is_found(own, &self.words, lang);
                let code = cited.to_string();
                if !is_there || ticked.contains(&code) {
                    return None;
                }
                let choice = Choice::new(code, conduct.title(cited, lang)?);
                Some(match cited.letter {
                    None => choice.hint(own.summary.text(lang)),
                    Some(_) => choice,
                })
            };
            let choices = conduct.citations(&edition.code);
            let choices = choices.filter_map(|cited| found(&cited));
            groups.push(Group {
                name: format!("{} · {}", section.code, section.name.text(lang)),
                open: !self.words.is_empty(),
                choices: choices.map(&mut place).collect(),
            });
        }
        groups.retain(|group| !group.choices.is_empty());
        groups
    }
}
