//! Every code a pack can be found at fault with, and its sentence. Stable: tools and people quote them.

/// A code with the sentence that explains it on the reference page.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// `pack.unknown_key`
    pub code: &'static str,
    /// What it means, one sentence.
    pub says: &'static str,
}

macro_rules! codes {
    ($($name:ident $code:literal $says:literal;)+) => {
        $(pub(crate) static $name: Code = Code { code: concat!("pack.", $code), says: $says };)+

        /// All codes, in the order of the reference page.
        pub static ALL: &[&Code] = &[$(&$name),+];
    };
}

codes! {
    UNREADABLE "unreadable" "文件读不了，或不是 UTF-8 编码。";
    SYNTAX "syntax" "文件不是正确的 TOML。";
    UNKNOWN_FILE "unknown_file" "文件放在不认识的位置，里面的内容没有读。";
    MISSING_FILE "missing_file" "缺少必须有的文件。";
    FRONT_MATTER "front_matter" "报告模板开头缺少两行 +++ 之间的说明。";
    NEEDS_BASE "needs_base" "这个包要叠加在另一个包上，不能单独使用。";
    WRONG_BASE "wrong_base" "叠加的底包不是它声明的那一个。";
    LOCKED "locked" "底包锁定了这项内容，上层的包不能改。";
    UNKNOWN_LOCK "unknown_lock" "locked 里写的内容并不存在。";

    UNKNOWN_KEY "unknown_key" "这里没有这个键。";
    MISSING_KEY "missing_key" "缺少必须写的键。";
    WRONG_SHAPE "wrong_shape" "值的写法不对。";
    UNKNOWN_CHOICE "unknown_choice" "值不在允许的范围里。";
    BAD_ID "bad_id" "编号的写法不对，或用了保留的编号。";
    QUOTED_ID "quoted_id" "带点的编号要加引号。";
    DUPLICATE_ID "duplicate_id" "同一个编号用了两次。";
    DUPLICATE_NAME "duplicate_name" "同一个名称或叫法用了两次，分不清指哪个。";

    NO_LEVEL "no_level" "没有这个层级。";
    NO_UNIT "no_unit" "没有这个单位。";
    NO_ROLE "no_role" "没有这个岗位。";
    NO_PARAMETER "no_parameter" "没有这个参数。";
    NO_CODE_LIST "no_code_list" "没有这个代码表。";
    NO_LEDGER "no_ledger" "没有这个台账。";
    NO_FIELD "no_field" "台账里没有这个字段。";
    NO_STATE "no_state" "没有这个状态。";
    NO_STEP "no_step" "没有这个步骤。";
    NO_INDICATOR "no_indicator" "没有这个指标。";
    NO_SUCCESSOR "no_successor" "接替者不存在，或绕回了自己。";
    NO_IDENTITY "no_identity" "有人员字段，却没有哪个名册声明 identity = true。";

    KEY_NOT_FOR_TYPE "key_not_for_type" "这个键不用于这种类型的字段。";
    SCALE "scale" "小数位数不在 0 到 6 之间。";
    MEASURE "measure" "单位和字段的类型或量纲不符。";
    DEFAULT "default" "初值不是这种类型能读的。";
    DATE_FIELD "date_field" "归期的字段不是日期。";
    KEY_FIELD "key_field" "这种字段不能作主键或称呼。";
    WRONG_LEDGER_KIND "wrong_ledger_kind" "这里要的是另一类台账。";
    TWO_IDENTITIES "two_identities" "不止一个名册声明了 identity = true。";
    DATED_FIELD "dated_field" "这种字段不能保留每段日期的值。";
    FILE_FIELD "file_field" "照片和文件的字段不能写在子表里，也不用写 sealed。";
    PRIVACY "privacy" "涉及个人的字段不能对所有人公开。";
    PREFILL "prefill" "带出的初值取不到，或放不进这个字段。";
    PREFILL_PRIVACY "prefill_privacy" "带出的初值会让更多的人看见它。";
    NUMBER "number" "自动编号的样式看不懂，或这个字段不能自动编号。";

    NO_FINAL_STATE "no_final_state" "没有一个状态是办结。";
    STATE_UNREACHABLE "state_unreachable" "从起点走不到这个状态。";
    STATE_DEAD_END "state_dead_end" "从这个状态走不到办结。";
    ROLE_DECLARES "role_declares" "能建台账的岗位，要在有自己账本的层级上。";
    WITHIN "within" "时限参数的单位不是时间。";

    INDICATOR_KIND "indicator_kind" "指标没有写怎样计算，或同时写了几种。";
    FOREIGN_KEY "foreign_key" "这个键属于另一种算法。";
    QUANTITY "quantity" "指标的单位和它所算的东西不是一回事。";
    NOT_A_NUMBER "not_a_number" "汇总的字段不是数。";
    NOT_FOLDABLE "not_foldable" "这种字段不能计数不同的值。";
    SEALED_FIGURE "sealed_figure" "加密保存的字段不能用来计算。";
    NOT_A_FOLD "not_a_fold" "这里要的是对台账汇总的指标。";
    FORMULA_EMPTY "formula_empty" "算式里没有指标。";
    CYCLE "cycle" "指标绕了一圈又算回自己。";

    PARAMETER_SPANS "parameter_spans" "参数的日期段重叠，或起止颠倒。";
    PARAMETER_EMPTY "parameter_empty" "参数没有值。";
    LEVEL_ORDER "level_order" "上级单位的层级不在下级之上。";
    UNIT_ROOT "unit_root" "最上一级单位不是正好一个。";
    UNIT_DATES "unit_dates" "单位的日期不对，或上级当时不存在。";
    UNIT_PARENTS "unit_parents" "上级写了两种，或不按日期先后。";
    UNIT_SUCCESSOR "unit_successor" "接续的单位不对。";
    FORM_ROWS "form_rows" "上报表没有写一行是什么，或同时写了几种。";
    FORM_COLUMN "form_column" "上报表的一列没有写填什么，或同时写了几样。";
    FORM_FOREIGN "form_foreign" "这种列不能写在这种上报表里。";
    FORM_EMPTY "form_empty" "上报表没有列，或缺了少不得的列。";
    FORM_DEPTH "form_depth" "上报表的表头超过四层。";
    FORM_GROUP "form_group" "上报表里同一组的列没有挨在一起。";
    FORM_ORDER "form_order" "上报表不能按这个字段挑选或排列。";
    FORM_LEVEL "form_level" "上报表每一行的单位，层级不在填报单位之下。";
    FORM_WIDTH "form_width" "上报表的字或列太宽，纸上放不下。";
    COVERAGE "coverage" "coverage.csv 的这一行不对。";
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn codes_are_stable_words_and_differ() {
        let codes: BTreeSet<&str> = ALL.iter().map(|code| code.code).collect();
        assert_eq!(codes.len(), ALL.len());
        for code in ALL {
            assert!(code.code.bytes().all(|b| b.is_ascii_lowercase() || b == b'_' || b == b'.'), "{}", code.code);
            assert!(code.says.ends_with('。'), "{}", code.code);
        }
    }
}
