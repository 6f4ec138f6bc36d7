//! The arithmetic of a figure in words, step by step.

use crate::domain::lang::Lang;
use crate::domain::message::Message;
use std::fmt::Display;

/// Adds a step to the arithmetic, which may have none yet.
pub(super) fn add(method: &mut Option<Message>, lang: Lang, step: impl Display) {
    match method {
        Some(before) => append(before, lang, step),
        None => *method = Some(Message::made(format_args!("{step}"))),
    }
}

/// Adds a step after others.
pub(super) fn append(method: &mut Message, lang: Lang, step: impl Display) {
    method.append(match lang {
        Lang::En => "; ",
        Lang::Zh => "；",
    });
    method.append(step);
}
