//! Tables of statistical communiqués: results of the year and their change over the year before.
//!
//! ```text
//! 指标     | 单位 | 绝对数 | 比上年增长（%）          an amount, and its growth
//! 指标     | 年末数（万人） | 比重（%）               an amount, and its share
//! 商品名称 | 单位 | 数量 | 比上年增长 | 金额 | 比上年增长
//! 国家和地区 | 出口额 | 比上年增长 | 占全部出口比重 | …
//! 行业     | 比上年增长（%） | 行业 | 比上年增长（%）   two tables side by side
//! ```
//! Each amount and each share of a printed row becomes a separate row; a growth belongs to the amount
//! before it. All figures are actuals. The labels of countries, goods and industries include the quantity
//! (对东盟出口额, 钢材出口数量), because 东盟 alone names none.

mod heads;
mod label;
mod read;
mod rows;
#[cfg(test)]
mod tests;
mod title;

pub(super) use heads::{header_length, opens};
pub(super) use read::read;
pub(super) use title::Title;
