//! Writing down what a source says of a company: a new one, one claim more, a correction, or that something is taken back.

use uuid::Uuid;
use watchpost_domain::{
    ClaimId, CompanyId, Day, Problem, Problems,
    fact::RegistryStep,
    policy::{authorize, registry as may},
    registry::{
        Audience, Claim, Company, CompanyKind, Confidence, Entry, Fact, Flawed, Name, NameKind,
        Record, Slug, SlugFault, Source, Terms, Validity, check_record,
    },
};
use watchpost_store::{Tx, registry as rows};

use super::{Eyes, Likely, MayBe, stored::shared_source, writing::Writing};
use crate::{Error, Platform, accounts::Session};

/// By a form.
const FORM: &str = "form";

/// What became of a company that was entered.
#[derive(Debug)]
pub enum Entered {
    /// It is in the registry, at this address.
    As(Slug),
    /// These are called alike: somebody says whether it is one of them.
    Alike(Vec<MayBe>),
}

/// The terms that claims are held against.
pub(super) fn terms() -> Result<&'static Terms, Error> {
    Terms::known().ok_or(Error::Internal(309))
}

/// What is wrong, by the fields of the form.
pub(super) fn problems(flaws: Vec<Flawed>) -> Problems {
    let mut found = Problems::default();
    for flawed in flaws {
        found.add(flawed.field, flawed.flaw.into());
    }
    found
}

fn name_in(claim: &Claim) -> Option<&str> {
    match &claim.fact {
        Fact::Name(name) => Some(name.text.as_str()),
        _ => None,
    }
}

/// The name that an address is made of: the first that is for everybody, since addresses lie in the open.
pub(super) fn public_name(claims: &[Claim]) -> &str {
    let mut public = claims.iter().filter(|c| c.audience == Audience::Public);
    public.find_map(name_in).unwrap_or_default()
}

impl Platform {
    /// Whether somebody may write into the registry.
    ///
    /// # Errors
    /// `Denied` when they may not.
    pub fn may_keep_registry(&self, session: &Session) -> Result<(), Error> {
        authorize::<may::Keep>(&session.actor(), may::Registry)?;
        Ok(())
    }

    /// The company of this address, as far as lists were read.
    pub fn company_named(&self, slug: &Slug) -> Option<CompanyId> {
        let line = self.shelf().line_at(slug, Eyes::All);
        line.map(|line| line.id)
    }

    /// An address for a company of this name that nobody has: in Latin letters, whatever it is written in. Without a name that everybody may
    /// read it tells nothing.
    pub(super) async fn free_slug(
        &self,
        tx: &mut Tx,
        name: &str,
        id: CompanyId,
    ) -> Result<Slug, Error> {
        let latin = deunicode::deunicode(name);
        let own = [name, &latin]
            .into_iter()
            .find_map(|name| Slug::of(name).ok());
        let wanted = match own {
            Some(slug) => slug.to_string(),
            None => format!("company {}", &id.to_string()[..8]),
        };
        let slug = Slug::of(&wanted).map_err(|_| Error::Internal(310))?;
        let mut taken = rows::taken(tx, &slug).await?;
        taken.extend(RESERVED.iter().filter_map(|own| own.parse().ok()));
        match Slug::free(&wanted, &taken) {
            Ok(slug) | Err(SlugFault::Taken { free: slug, .. }) => Ok(slug),
            Err(SlugFault::NoLatin) => Err(Error::Internal(311)),
        }
    }

    /// Enters a company with what a source says of it, a name among it. Where others are called alike nothing is written, unless somebody
    /// looked at them and says that it is another.
    ///
    /// # Errors
    /// `Denied` when they may not; `Invalid` with what is wrong.
    pub async fn enter_company(
        &self,
        session: &Session,
        once: &str,
        claims: Vec<Claim>,
        is_another: bool,
    ) -> Result<Entered, Error> {
        let keep = authorize::<may::Keep>(&session.actor(), may::Registry)?;
        let name = claims.iter().find_map(name_in);
        let name = name.ok_or(Error::Invalid(Problems::one("name", Problem::Required)))?;
        let said = serde_json::to_string(&claims).map_err(|_| Error::Internal(319))?;
        let form = self.form(once, &said);
        let id = CompanyId(form.id());
        let entries: Vec<Entry> = claims.iter().cloned().map(Entry::Claim).collect();
        self.look_through(session, id, &entries, &[])?;
        let mut tx = self.db.read().await?;
        if let Some(company) = rows::by_id(&mut tx, &self.keys.rows, id).await? {
            // Sent again: it is the same company.
            return Ok(Entered::As(company.slug));
        }
        drop(tx);
        self.read_companies().await?;
        let alike = self.shelf().meant(name, 5, Eyes::All);
        let alike: Vec<MayBe> = alike
            .into_iter()
            .filter(|m| m.likely == Likely::Sure)
            .collect();
        if let Some(own) = alike.iter().find(|m| m.id == id) {
            // Sent twice at once: the other was faster.
            return Ok(Entered::As(own.slug.clone()));
        }
        if !alike.is_empty() && !is_another {
            return Ok(Entered::Alike(alike));
        }
        let source = shared_source(&entries);
        let mut tx = self.db.begin().await?;
        let mut writing = Writing::begin(self, &mut tx, session, (FORM, source)).await?;
        if !self.first_time_of(&mut tx, &form).await? {
            let there = rows::by_id(&mut tx, &self.keys.rows, id).await?;
            return there
                .map(|company| Entered::As(company.slug))
                .ok_or(Error::Conflict);
        }
        let slug = self.free_slug(&mut tx, public_name(&claims), id).await?;
        let company = Company {
            id,
            slug: slug.clone(),
        };
        writing.enter(&mut tx, company, claims.clone()).await?;
        writing
            .finish(&mut tx, (session, &keep), RegistryStep::Recorded)
            .await?;
        tx.commit().await?;
        Ok(Entered::As(slug))
    }

    /// Looks through entries before they are written.
    fn look_through(
        &self,
        session: &Session,
        company: CompanyId,
        entries: &[Entry],
        before: &[&Record],
    ) -> Result<(), Error> {
        let mut flaws = Vec::new();
        for entry in entries {
            let record = Record {
                id: ClaimId(Uuid::nil()),
                company,
                serial: i64::MAX,
                on: self.today(),
                by: session.member.id,
                entry: entry.clone(),
            };
            flaws.extend(
                check_record(&record, before, terms()?, self.today())
                    .err()
                    .unwrap_or_default(),
            );
        }
        problems(flaws).or(()).map_err(Error::Invalid)
    }

    /// Records what a source says of a company, instead of what was recorded before, or that something should not have been.
    ///
    /// # Errors
    /// `Denied` when they may not, or there is no such company; `Invalid` with what is wrong.
    pub async fn record_of_company(
        &self,
        session: &Session,
        slug: &Slug,
        once: &str,
        entry: Entry,
    ) -> Result<Slug, Error> {
        let keep = authorize::<may::Keep>(&session.actor(), may::Registry)?;
        let see = authorize::<may::See>(&session.actor(), may::Registry)?;
        let said = serde_json::to_string(&entry).map_err(|_| Error::Internal(321))?;
        let form = self.form(once, &format!("{slug}\n{said}"));
        let mut tx = self.db.begin().await?;
        rows::hold(&mut tx).await?;
        let company = self.company_at(&mut tx, slug).await?;
        if !self.first_time_of(&mut tx, &form).await? {
            return Ok(company.slug);
        }
        let joined = self.joined_records(&mut tx, &see, company.id).await?;
        let now = joined.grouping.now(company.id);
        let own = joined.of(now);
        self.look_through(session, now, std::slice::from_ref(&entry), &own)?;
        let source = shared_source([&entry]);
        let mut writing = Writing::begin(self, &mut tx, session, (FORM, source)).await?;
        writing.add(&mut tx, now, entry).await?;
        writing
            .finish(&mut tx, (session, &keep), RegistryStep::Recorded)
            .await?;
        let slug = rows::by_id(&mut tx, &self.keys.rows, now).await?;
        tx.commit().await?;
        slug.map(|company| company.slug).ok_or(Error::Internal(313))
    }
}

/// Addresses that the pages need for themselves.
const RESERVED: [&str; 6] = ["new", "compare", "import", "review", "search", "changes"];

/// The invented companies, each with what an invented list says of it: to try things with.
pub fn invented(seen: Day) -> Vec<Vec<Claim>> {
    let source = Source {
        title: "Invented companies".to_owned(),
        publisher: "Watchpost".to_owned(),
        address: None,
        archive: None,
        seen,
    };
    let claim = |fact: Fact| Claim {
        fact,
        source: source.clone(),
        confidence: Confidence::Reported,
        valid: Validity::NOW,
        audience: Audience::Public,
    };
    let name = |text: &str, kind: NameKind| {
        claim(Fact::Name(Name {
            text: text.to_owned(),
            kind,
            language: None,
            script: None,
        }))
    };
    let seed = watchpost_names::seed().unwrap_or_default().into_iter();
    let company = seed.map(|company| {
        let aliases = company.aliases.iter();
        let mut claims = vec![name(&company.name, NameKind::Legal)];
        claims.extend(aliases.map(|alias| name(alias, NameKind::Trading)));
        claims.push(claim(Fact::Kind(CompanyKind::SecurityCompany)));
        let countries = company.countries.iter().cloned();
        claims.extend(countries.map(|country| claim(Fact::Operates(country))));
        claims
    });
    company.collect()
}
