//! A member's own account: language, sessions, passphrases, authenticator, codes to print.

mod authenticator;
mod codes;
mod mail;
mod recover;
mod show;

use watchpost_web::{Door, PlatformState, Routes};

pub fn routes<S: PlatformState>() -> Routes<S> {
    const KNOW: Door = Door::Member("desk.know");
    Routes::new()
        .get("/desk/account", KNOW, show::show::<S>)
        .post("/desk/account/calendar", KNOW, show::calendar::<S>)
        .post("/desk/account/language", KNOW, show::language::<S>)
        .post("/desk/account/mail", KNOW, mail::save::<S>)
        .post("/desk/account/end", KNOW, show::end::<S>)
        .post("/desk/account/passphrase", KNOW, show::passphrase::<S>)
        .post("/desk/account/unlocking", KNOW, show::unlocking::<S>)
        .post("/desk/account/spares", KNOW, codes::spares::<S>)
        .post("/desk/account/recovery", KNOW, codes::recovery::<S>)
        .post(
            "/desk/account/authenticator",
            KNOW,
            authenticator::begin::<S>,
        )
        .post(
            "/desk/account/authenticator/code",
            KNOW,
            authenticator::finish::<S>,
        )
        .get("/desk/unlock/recover", KNOW, recover::ask)
        .post("/desk/unlock/recover", KNOW, recover::recover::<S>)
}
