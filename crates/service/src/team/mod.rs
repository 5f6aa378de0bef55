//! How the people of a desk work together: the rules of the installation, and what is to be done in cases.

mod conflicts;
mod letters;
mod mine;
mod second;
mod tasks;
mod workload;

use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use watchpost_domain::{
    cases::{Case, content::HistoryPart},
    policy::Action,
    procedure::Procedure,
    remedies::Fault,
    sealed::PartKind,
    team::{DEFAULT, Rules},
};
use watchpost_store::cases as rows;
use watchpost_text::Lang;

pub use conflicts::NewConflict;
pub use letters::{Drafted, read_letters};
pub(crate) use letters::{OwnLetters, is_filled_in};
pub use mine::{MyTask, MyTasks};
pub use second::SecondSeen;
pub use tasks::{NewTask, TasksSeen};
pub use workload::{Carried, HandedOver, Load, TheirWork};

use crate::{Error, Platform, casework::Held};

/// The shipped rules; a test sees that they can be read.
static SHIPPED: LazyLock<Option<Arc<Rules>>> = LazyLock::new(|| {
    let procedure = Procedure::shipped().ok()?;
    read(DEFAULT, [&procedure]).ok().map(Arc::new)
});

/// The installation's own rules, where it has any.
#[derive(Default)]
pub(crate) struct Own(RwLock<Option<Arc<Rules>>>);

/// Reads rules, which are told in the languages of the pages, for the states of these procedures.
///
/// # Errors
/// Every fault, with its line.
pub fn read<'a>(
    text: &str,
    procedures: impl IntoIterator<Item = &'a Procedure>,
) -> Result<Rules, Vec<Fault>> {
    let pages: Vec<&str> = Lang::ALL.iter().map(|lang| lang.code()).collect();
    let states = procedures.into_iter().flat_map(|p| &p.states);
    let states: Vec<&str> = states.map(|state| state.code.as_str()).collect();
    Rules::read(text, &pages, &states)
}

impl Platform {
    /// Reads rules for the states of all procedures that were put to use here.
    ///
    /// # Errors
    /// The database cannot be used; inside, every fault with its line.
    pub async fn read_team(&self, text: &str) -> Result<Result<Rules, Vec<Fault>>, Error> {
        let all = self.procedures().await?;
        Ok(read(text, all.values().map(AsRef::as_ref)))
    }

    /// Says by which rules the desks here work together; those of before are forgotten.
    pub fn set_team(&self, rules: Rules) {
        let mut own = self.team.0.write().unwrap_or_else(PoisonError::into_inner);
        *own = Some(Arc::new(rules));
    }

    /// The rules by which the desks here work together.
    ///
    /// # Errors
    /// The shipped ones cannot be read, which a test rules out.
    pub fn team(&self) -> Result<Arc<Rules>, Error> {
        let own = self.team.0.read().unwrap_or_else(PoisonError::into_inner);
        let rules = own.clone().or_else(|| SHIPPED.clone());
        rules.ok_or(Error::Internal(260))
    }

    /// The lines of a case's history that this reader opens, in order.
    pub(crate) async fn history_of<A: Action<On = Case>>(
        &self,
        held: &mut Held<A>,
    ) -> Result<Vec<HistoryPart>, Error> {
        let mut parts = rows::parts(&mut held.tx, &self.keys.rows, &held.case).await?;
        parts.retain(|part| part.kind == PartKind::History);
        Ok(self.open_case(&held.keys, &parts)?.history)
    }
}
