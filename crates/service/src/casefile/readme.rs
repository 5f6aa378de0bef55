//! How a copy is opened and checked, for whoever gets it, in every language that we speak.

use watchpost_domain::casefile::Account;
use watchpost_text::{Lang, Text};

/// The text that lies beside the copy.
pub(super) fn text(account: &Account, unproven: usize, proof: Option<&str>) -> String {
    let own = Lang::ALL
        .into_iter()
        .filter(|lang| lang.code() == account.language);
    let others = Lang::ALL
        .into_iter()
        .filter(|lang| lang.code() != account.language);
    let parts: Vec<String> = own
        .chain(others)
        .map(|lang| in_language(&Text::new(lang), account, (unproven, proof)))
        .collect();
    parts.join("\n\n----\n\n")
}

fn in_language(t: &Text, account: &Account, (unproven, proof): (usize, Option<&str>)) -> String {
    let (name, purpose) = (
        account.reference.as_str(),
        t.named("consent", account.purpose.code()),
    );
    let mut lines = vec![
        t.copy_title(name),
        t.copy_for(purpose, account.to.as_str()),
        String::new(),
        t.readme_open(),
        format!("    age -d -i KEY.txt -o {name}.zip {name}.zip.age"),
        format!("    unzip {name}.zip -d {name}"),
    ];
    lines.extend(checking(t, proof));
    lines.extend([
        String::new(),
        t.copy_identity(),
        t.copy_left_out(account.left_out as i64),
        t.copy_redacted(account.redacted as i64),
        t.copy_unproven(unproven as i64),
    ]);
    if account.of_kind("file").next().is_some() {
        lines.push(t.copy_files());
    }
    lines.join("\n")
}

/// The same for the person whose report it is.
pub(super) fn own(language: &str, proof: Option<&str>) -> String {
    let (own, others): (Vec<Lang>, Vec<Lang>) =
        { Lang::ALL.into_iter() }.partition(|lang| lang.code() == language);
    let parts = own.into_iter().chain(others).map(|lang| {
        let t = Text::new(lang);
        let lines = [t.own_copy_careful(), String::new()];
        lines
            .into_iter()
            .chain(checking(&t, proof))
            .collect::<Vec<_>>()
            .join("\n")
    });
    parts.collect::<Vec<_>>().join("\n\n----\n\n")
}

/// How it is read and checked.
fn checking(t: &Text, proof: Option<&str>) -> Vec<String> {
    let mut lines = vec![
        t.readme_page(),
        t.readme_check(),
        "    sha256sum -c manifest-sha256.txt".to_owned(),
    ];
    if let Some(proof) = proof {
        lines.push(t.readme_proofs());
        lines.push(format!("    watchpost log proof {proof} --key KEY"));
    }
    lines
}
