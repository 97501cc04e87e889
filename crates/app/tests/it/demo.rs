use app::demo::load;

use crate::world::{Place, xlsx};

#[tokio::test]
async fn a_demo_loads_once() {
    let place = Place::new().await;
    let pack = place.folder().join("pack");
    let demo = pack.join("demo");
    assert!(load(&place.service, &place.actor, &pack).await.expect("no demo, nothing to do").is_empty());
    std::fs::create_dir_all(&demo).expect("a folder");
    let things = xlsx(&[&["村", "编号", "起始日期"], &["甲村", "A1", "2022-01-01"]]);
    std::fs::write(demo.join("物.xlsx"), things).expect("a file");
    std::fs::write(demo.join("demo.toml"), "[[import]]\nfile = \"物.xlsx\"\nledger = \"thing\"\n").expect("a list");
    for new in [1, 0] {
        let loaded = load(&place.service, &place.actor, &pack).await.expect("loads");
        assert_eq!(loaded.iter().map(|one| one.report.new).collect::<Vec<_>>(), [new]);
    }
    std::fs::write(demo.join("物.xlsx"), xlsx(&[&["编号"], &["A1"]])).expect("a file");
    assert_eq!(load(&place.service, &place.actor, &pack).await.expect_err("a bad file").code, "demo.bad_file");
}
