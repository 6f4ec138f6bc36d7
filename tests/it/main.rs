//! Every test that needs more than one room: one program, so that it is linked once.
//!
//! A folder for each side of the service, a file for each noun: `make test ARGS='--test it api::compare'`.

// A program exports nothing: `pub` here means what other files of the program use.
#![allow(unreachable_pub)]

mod support;

mod api;
mod architecture;
mod contract;
mod data;
mod http;
mod ingest;
mod pages;
mod parse;
