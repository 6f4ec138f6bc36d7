//! What tests of the service share.
#![allow(dead_code, unused_imports, reason = "each test program uses its own part")]

pub mod districts;
pub mod docx;
pub mod hostile;
pub mod http;
pub mod long;
pub mod pdf;
pub mod plans;
pub mod sheets;
pub mod writing;
