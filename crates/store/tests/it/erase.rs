//! Private values can be taken out of every version without the journal losing its hold on the rest.

use crate::ground::*;

on_both! {
    what_is_erased_with_its_salt_leaves_the_rest_whole,
}

async fn what_is_erased_with_its_salt_leaves_the_rest_whole(on: On) {
    let mut ground = open_fresh(on).await;
    let said = [("code", text("1")), ("head", text("王二")), ("number", text("X1"))];
    ground.keep("1", vec![edit("home", "a", None, content("v1", &said))]).await;
    ground
        .meddle(
            "UPDATE l_home SET f_head = NULL, c_number = NULL, h_number = NULL,
             _seal = json_remove(_seal, '$.head.salt') WHERE record = 'a'",
        )
        .await;
    assert_eq!(ground.codes().await, ["verify.erased"]);
    let record = ground.now("home", "a").await.expect("is there");
    assert_eq!(record.fields, fields(&[("code", text("1"))]));
}
