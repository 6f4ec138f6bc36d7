//! One file or folder for each resource.

mod absent;
pub mod availability;
pub mod cascade;
pub mod changes;
pub mod checks;
pub mod citations;
pub mod compare;
pub mod documents;
pub mod downloads;
pub mod evidence;
pub mod health;
pub mod history;
pub mod indicators;
pub mod meta;
pub mod pages;
pub mod plans;
pub mod problems;
pub mod profiles;
pub mod progress;
pub mod quality;
pub mod regions;
pub mod releases;
pub mod resolve;
pub mod rows;
pub mod scorecards;
pub mod search;
pub mod series;
