//! Where the books stood when a day was over: what was known by then, for whoever wants the figures of then.

use kernel::{Cut, Date, Instant, Problem};
use rules::access::Actor;

use crate::{Service, access};

/// The cut of the end of a day; of today and of days to come it is where the books stand. Days go by the moment at which something
/// was written, not by the day that it speaks of. Problem: `cut.nothing` where nothing was known by then.
pub async fn known_by(service: &Service, actor: &Actor, day: Date) -> Result<Cut, Problem> {
    let world = service.world().await?;
    access::read(actor, &world)?;
    let last = Instant::from_millis(Instant::of_day(day.plus(1)).millis() - 1);
    let cut = service.store().cut_at(last).await?;
    if cut.0.is_empty() {
        let message = format!("到{day}为止还什么都没有登记。");
        return Err(
            Problem::new("cut.nothing", message).hint("这里按登记的时间算，不按数据说的是哪一天；请选晚一些的日子。")
        );
    }
    Ok(cut)
}
