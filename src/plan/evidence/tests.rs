use super::numbers::figures;
use super::quote::*;
use proptest::prelude::*;
use rust_decimal::Decimal;

fn holds(quote: &str, value: &str, unit: &str) -> bool {
    holds_figure(quote, value.parse().unwrap(), Some(unit).filter(|unit| !unit.is_empty()))
}

#[test]
fn a_figure_is_found_in_every_printed_form() {
    for (quote, value, unit) in [
        ("绿化覆盖率达到46.72%", "46.72", "%"),
        ("达到46. 52%", "46.52", "%"),
        ("达到46 .52%", "46.52", "%"),
        ("达到１２４７．０４亿元", "1247.04", "亿元"),
        ("达到1,247.04亿元", "1247.04", "亿元"),
        ("达到1 247亿元", "1247", "亿元"),
        ("经济总量1.56万亿元", "1.56", "万亿元"),
        ("经济总量1.56万亿元", "15600", "亿元"),
        ("总产值两千亿元", "2000", "亿元"),
        ("跃上千亿元台阶", "1000", "亿元"),
        ("千亿产业集群", "1000", "亿"),
        ("迈入万亿俱乐部", "1", "万亿元"),
        ("迈入万亿俱乐部", "10000", "亿元"),
        ("百万人口", "100", "万人"),
        ("一千五百万元", "1500", "万元"),
        ("二十五个", "25", "个"),
        ("一百零五家", "105", "家"),
        ("集聚百家重点企业", "100", "家"),
        ("十大应用场景", "10", "个"),
        ("进入全国前十", "10", "位"),
        ("年均增长百分之八", "8", "%"),
        ("达到三分之一", "33.33", "%"),
        ("达到1/3", "33.33", "%"),
        ("千分之五", "5", "‰"),
        ("超过一半", "50", "%"),
        ("占八成以上", "80", "%"),
        ("收入翻一番", "2", "倍"),
        ("提前实现翻番", "2", "倍"),
        ("翻了两番", "4", "倍"),
        ("实现倍增", "2", "倍"),
        ("五类提升到四类", "4", "类"),
        ("达到III类", "3", "类"),
        ("培育 1—2 家", "1", "家"),
        ("培育 1—2 家", "2", "家"),
        ("占比下降5个百分点", "-5", "百分点"),
        ("-0.5", "-0.5", "%"),
        ("半小时", "0.5", "小时"),
        ("两年半", "2", "年"),
        ("100\t87.77", "87.77", ""),
        ("达到12万5千人", "12.5", "万人"),
        ("达到120亿5000万元", "120.5", "亿元"),
        ("达到1万2千亿元", "12000", "亿元"),
        ("达到3千亿元", "3000", "亿元"),
        ("百分之二点八", "2.8", "%"),
        ("一点二万亿元", "1.2", "万亿元"),
        ("九十六点五万人", "96.5", "万人"),
        ("一万五千亿元", "15000", "亿元"),
        ("三十二万五千人", "32.5", "万人"),
        ("达到1\u{200b}2.5%", "12.5", "%"),
    ] {
        assert!(
            holds(quote, value, unit),
            "{value} {unit} in {quote}: {:?}",
            figures(&fold(quote))
        );
    }
}

#[test]
fn a_figure_that_is_not_printed_is_not_found() {
    for (quote, value, unit) in [
        ("绿化覆盖率达到46.72%", "46", "%"),
        ("绿化覆盖率达到46.72%", "72", "%"),
        ("绿化覆盖率达到46.72%", "6.72", "%"),
        ("达到46. 52%", "46", "%"),
        ("总产值两千亿元", "2", "亿元"),
        ("经济总量1.56万亿元", "156", "亿元"),
        ("收入翻一番", "4", "倍"),
        ("增长5个百分点", "-5", "百分点"),
        ("达到三分之一", "33.34", "%"),
        ("100\t87.77", "10087.77", ""),
        ("完成市下达目标", "0", "%"),
        ("", "1", ""),
    ] {
        assert!(
            !holds(quote, value, unit),
            "{value} {unit} in {quote}: {:?}",
            figures(&fold(quote))
        );
    }
}

#[test]
fn words_are_found_without_regard_to_blanks_and_width() {
    assert!(holds_words("能耗降低（完成 市下达目标）", "完成市下达目标"));
    assert!(!holds_words("完成市下达目标", "与经济增长同步"));
    assert!(!holds_words("完成市下达目标", " "));
    assert!(is_part_of("下达目标", "完成市 下达目标"));
}

proptest! {
    #[test]
    fn reading_never_panics(quote in ".*", unit in "[十百千万亿]{0,12}.*") {
        prop_assert!(!holds_figure(&quote, Decimal::MAX, Some(&unit)));
    }

    #[test]
    fn numerals_in_any_order_are_read_or_not_but_never_panic(
        quote in "[零一二两三十百千万亿0-9., /翻番成半分之IVX]{0,40}",
    ) {
        prop_assert!(!holds_figure(&quote, Decimal::MIN, None));
    }

    #[test]
    fn any_decimal_is_found_as_printed(mantissa in 0_i64..10_000_000, scale in 0_u32..4) {
        let value = Decimal::new(mantissa, scale);
        let quote = format!("到2025年，增加值达到{value}亿元");
        prop_assert!(holds_figure(&quote, value, Some("亿元")));
    }
}

#[test]
fn a_figure_that_is_found_by_its_digits_is_found_by_reading_too() {
    // Each quote with a value that stands alone in it, or does not.
    for (quote, value, held) in [
        ("新增就业12万人", "12", true),
        ("增长7.5%，其中", "7.5", true),
        ("完成12.5亿元", "2.5", false),
        ("完成112亿元", "12", false),
        ("第三12所", "2", false),
        ("百分之12分之5", "125", false),
        ("完成1250亿元", "250", false),
        ("共5家、6家", "5", true),
    ] {
        let value: Decimal = value.parse().unwrap();
        assert_eq!(holds_figure(quote, value, None), held, "{quote}");
        assert_eq!(figures(&fold(quote)).contains(&value), held, "{quote}");
    }
}
