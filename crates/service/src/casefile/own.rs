//! What is kept about a report, for the person who reported: all that their receipt opens, to be taken along. It is not sealed: it goes to
//! them alone, and the page says that whoever has it can read it. No row is written, as with all that they read.

use std::sync::Arc;

use serde::Serialize;
use watchpost_domain::{
    casefile::{Entry, Item, safe_names},
    cases::Case,
    policy::cases as may,
    sealed::SealedPart,
};
use watchpost_store::{Tx, cases as rows};

use super::{
    CaseOpened, CopyOut,
    archive::{self, Text, Waiting},
    listed, readme,
};
use crate::{Error, Platform, proof::number, reading::CaseKeys};

/// Pieces under their headings.
pub type Groups = Vec<(String, Vec<Entry>)>;

/// How it is put into words for them, and into a page that is read without us.
pub trait OwnWording: Sync {
    /// All of it, in words.
    fn groups(&self, opened: &CaseOpened) -> Groups;

    /// The page that is read first.
    ///
    /// # Errors
    /// It cannot be made.
    fn page(&self, groups: &Groups) -> Result<String, Error>;

    /// The same as a PDF; none where it is too long for paper.
    ///
    /// # Errors
    /// It cannot be made.
    fn paper(&self, groups: &Groups) -> Result<Option<Vec<u8>>, Error>;

    /// In which language it is.
    fn language(&self) -> &str;
}

/// The same for programs.
#[derive(Serialize)]
struct Kept<'a> {
    reference: &'a str,
    language: &'a str,
    groups: Vec<Group<'a>>,
}

#[derive(Serialize)]
struct Group<'a> {
    heading: &'a str,
    entries: &'a [Entry],
}

impl Platform {
    /// A copy of all that the receipt opens, as it is read. Nothing when the cookie is over.
    ///
    /// # Errors
    /// The database or the files cannot be used.
    pub async fn copy_for_reporter(
        &self,
        cookie: &str,
        wording: &impl OwnWording,
    ) -> Result<Option<CopyOut>, Error> {
        let Some(mut theirs) = self.opened::<may::FollowUp>(cookie, false).await? else {
            return Ok(None);
        };
        let parts = rows::parts(&mut theirs.tx, &self.keys.rows, &theirs.case).await?;
        let from = (&theirs.keys, parts.as_slice());
        let case = Case::clone(&theirs.case);
        let opened = self.opened_from(&mut theirs.tx, case, from).await?;
        let mut groups = wording.groups(&opened);
        let files = self.own_files(from, &mut groups)?;
        let proofs = self.own_proofs(&mut theirs.tx, from, &opened).await?;
        let kept = Kept {
            reference: opened.case.reference.as_str(),
            language: wording.language(),
            groups: { groups.iter() }
                .map(|(heading, entries)| Group { heading, entries })
                .collect(),
        };
        let json = serde_json::to_vec_pretty(&kept).map_err(|_| Error::Internal(266))?;
        let proof = proofs.first().map(|proof| proof.path.as_str());
        let readme = readme::own(wording.language(), proof);
        let page = wording.page(&groups)?;
        // Drawn while nobody waits for the database, and no more at a time than there are cores.
        drop(theirs.tx);
        let turn = Arc::clone(&self.sealing).acquire_owned().await;
        let turn = turn.map_err(|_| Error::Internal(67))?;
        let paper = tokio::task::block_in_place(|| wording.paper(&groups))?;
        drop(turn);
        let mut texts = vec![
            Text::new("README.txt", readme.into_bytes()),
            Text::new("index.html", page.into_bytes()),
            Text::new("case.json", json),
        ];
        texts.extend(paper.map(|pdf| Text::new("case.pdf", pdf)));
        texts.extend(proofs);
        listed(&mut texts, &files);
        let pieces = archive::stream(self.clone(), None, texts, files);
        // The name tells whoever looks at the device nothing.
        let name = "copy.zip".to_owned();
        Ok(Some(CopyOut { name, pieces }))
    }

    fn own_files(
        &self,
        (keys, parts): (&CaseKeys, &[SealedPart]),
        groups: &mut Groups,
    ) -> Result<Vec<Waiting>, Error> {
        let entries = groups.iter_mut().flat_map(|(_, entries)| entries);
        let files: Vec<&mut Entry> = entries.filter(|entry| entry.file.is_some()).collect();
        let titles: Vec<&str> = files.iter().map(|entry| entry.title.as_str()).collect();
        let names = safe_names(&titles);
        let mut waiting = Vec::new();
        for (entry, name) in files.into_iter().zip(names) {
            let (Item::File(id), Some(known)) = (&entry.item, entry.file.as_mut()) else {
                continue;
            };
            known.path = format!("files/{name}");
            let (facts, key, body) = self.file_body(keys, parts, *id)?;
            waiting.push(Waiting {
                path: known.path.clone(),
                facts,
                key,
                body,
            });
        }
        Ok(waiting)
    }

    /// A proof of each of their lines that has a place in the log. Who of the desk acted is in none.
    async fn own_proofs(
        &self,
        tx: &mut Tx,
        from: (&CaseKeys, &[SealedPart]),
        opened: &CaseOpened,
    ) -> Result<Vec<Text>, Error> {
        let mut proofs = Vec::new();
        let all = |_: &SealedPart, _: &str| true;
        for line in &opened.seen.history {
            let Some(number) = number(line) else { continue };
            let proof = self.proof_showing(tx, from, line.clone(), false, all);
            if let Some(proof) = proof.await? {
                let path = format!("proofs/line-{number}.tlog-proof");
                proofs.push(Text::new(&path, proof.into_bytes()));
            }
        }
        Ok(proofs)
    }
}
