//! Tables of statistical communiqués: what was reached in the year, and how it compares with the year
//! before.
//!
//! ```text
//! 指标     | 单位 | 绝对数 | 比上年增长（%）          an amount, and its growth
//! 指标     | 年末数（万人） | 比重（%）               an amount, and its share
//! 商品名称 | 单位 | 数量 | 比上年增长 | 金额 | 比上年增长
//! 国家和地区 | 出口额 | 比上年增长 | 占全部出口比重 | …
//! 行业     | 比上年增长（%） | 行业 | 比上年增长（%）   two tables side by side
//! ```
//! Each amount and each share of a printed row is a row of its own; a growth goes with the amount
//! before it. All figures are actuals. Rows of countries, goods and industries carry in their labels
//! what the figure is of (对东盟出口额, 钢材出口数量), for 东盟 alone names no quantity.

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
