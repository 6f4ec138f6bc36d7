//! Words of ranks.

/// Verbs and nouns that a rank stands behind: 位居全省第8位.
pub const RANKED: &[&str] =
    &["排名", "位居", "位列", "名列", "稳居", "跻身", "进入", "保持", "跃升", "排", "列", "居"];

/// Those among whom a region is ranked: 全省十强.
pub const PLACES: &[&str] = &["全国", "全省", "全市", "中部", "西部"];

/// Verbs for a rank to be reached.
pub const REACHING: &[&str] =
    &["冲刺", "进入", "跻身", "迈入", "挺进", "跨入", "进军", "争进", "闯进", "进位"];
