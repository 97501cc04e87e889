use app::{
    packs::activate,
    records::{Changes, changes},
};
use std::sync::Arc;

use crate::world::Place;

async fn acts(place: &Place) -> Vec<String> {
    let book = place.service.world().await.expect("a world").root_book();
    let all = changes(&place.service, &place.actor, &book, Changes::default()).await.expect("lists");
    all.iter().map(|view| format!("{} {}", view.act_name, view.entry.rows)).collect()
}

#[tokio::test]
async fn a_pack_is_put_in_force_once_and_then_by_its_differences() {
    let pack = pack::sample::pack();
    let place = Place::with(pack.clone()).await;
    let rows = pack.units.len() + pack.parameters.values().map(|parameter| parameter.values.len()).sum::<usize>() + 1;
    assert_eq!(acts(&place).await, [format!("换定义 {rows}")]);
    let again = activate(&place.service, &place.actor, Arc::new(pack.clone()), None).await.expect("nothing to do");
    assert_eq!(again, None);

    let mut next = pack.clone();
    next.digest = "another".repeat(8);
    next.units[3].name = "甲新村".to_owned();
    let place = place.reopened(next).await;
    assert_eq!(acts(&place).await[0], "换定义 2", "the unit that differs, and the pack");
    let world = place.service.world().await.expect("a world");
    assert_eq!(world.units.get("v1").map(|unit| unit.name.as_str()), Some("甲新村"));
    // And back on the same day.
    let place = place.reopened(pack).await;
    assert_eq!(acts(&place).await.len(), 3);
    assert!(place.service.verify(&place.actor).await.expect("verifies").is_empty());
}

#[tokio::test]
async fn units_and_parameters_are_read_from_the_books() {
    let place = Place::new().await;
    let world = place.service.world().await.expect("a world");
    let context = world.context();
    let param = context.constants.get("param.thing.low_line").cloned().flatten();
    assert_eq!(param.and_then(|value| value.as_decimal()).map(|n| n.to_string()).as_deref(), Some("155000"));
    let on = |day: &str| day.parse().expect(day);
    let parent = |day: &str| world.units.parent("v2", on(day)).map(|unit| unit.id.to_string());
    assert_eq!((parent("2022-06-30").as_deref(), parent("2022-07-01").as_deref()), (Some("t1"), Some("t2")));
    assert_eq!(world.units.get("v3").map(|unit| unit.successors.len()), Some(2));
}
