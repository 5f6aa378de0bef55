//! A pattern is carried, put down, and carried by no case that more people read.

use watchpost_domain::Problem;

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn a_pattern_is_put_down_and_carried_by_no_case_that_more_people_read() {
    for world in worlds().await {
        let platform = &world.platform;
        let officer = session(platform, &at_work(&world, 0).await).await;
        let who = officer.working().unwrap();
        let (a, _) = reported(&world, &officer, KIVULI, &["link"]).await;
        let (b, _) = reported(&world, &officer, KIVULI, &["link"]).await;
        let linked = platform.link_cases(&who, a, linking("1", &[b])).await;
        let Ok(Linked::Done(pattern)) = linked else {
            panic!("{linked:?}")
        };
        let carry = async |once, reference| {
            let asked = Carry {
                once,
                pattern,
                reference,
                text: "several cases of one company",
                language: "en",
            };
            platform.carry_pattern(&officer, a, asked).await
        };
        let carriers = async || {
            let side = platform.alike_to(&officer, b).await.unwrap();
            side.patterns[0].carried_by.len()
        };
        let new = carry("2", None).await.unwrap();
        assert_eq!(carriers().await, 1);
        for (again, is) in [("Not its matter.", true), ("Once more.", false)] {
            let down = platform.unlink_case(&who, new, (pattern, again)).await;
            assert_eq!(down.is_ok(), is, "{down:?}");
        }
        assert_eq!(carriers().await, 0);

        let (known, _) = platform.read_case(&who, new).await.unwrap();
        let reference = known.reference.as_str();
        let change = async |case, access| {
            let changed = platform.change_access(&who, case, access, "few").await;
            changed.unwrap();
        };
        change(b, CaseAccess::Named).await;
        let wider = carry("3", Some(reference)).await;
        let Err(Error::Invalid(wrong)) = wider else {
            panic!("{wider:?}")
        };
        assert_eq!(wrong.0[0].problem, Problem::ReadByMore);
        assert_eq!(carriers().await, 0);
        // Narrowed to those who read them all, it carries it.
        change(new, CaseAccess::Named).await;
        assert_eq!(carry("4", Some(reference)).await.unwrap(), new);
        assert_eq!(carriers().await, 1);
        crate::row_sums::hold(&world).await;
    }
}
