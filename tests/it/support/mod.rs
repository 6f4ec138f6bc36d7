//! Helpers that tests of the service share.

pub mod committed;
pub mod districts;
pub mod docx;
pub mod hostile;
pub mod http;
pub mod long;
pub mod parsed;
pub mod pdf;
pub mod plans;
pub mod program;
pub mod sheets;
pub mod writing;
