//! Monitoring: how it is found out whether companies keep to the Code, and what follows (domain dossier, 3.1 and 3.2).

pub mod course;
