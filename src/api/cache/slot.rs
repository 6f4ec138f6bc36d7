//! The place in a request where the extractor stores what the layers around it need to know.

use super::answer::{AnswerKey, Validity};
use super::flight::Lead;
use super::validator::Validator;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// The validator of the answer, and the part of the request in a flight. A layer puts an empty slot into the
/// request; the extractor of the query fills it.
#[derive(Debug, Clone)]
pub(crate) struct ValidatorSlot {
    /// Identifies the program in validators.
    pub(crate) program: Arc<str>,
    content: Arc<SlotContent>,
}

#[derive(Debug, Default)]
struct SlotContent {
    validator: OnceLock<Validator>,
    /// The validity of the answer; empty where it must not be kept.
    validity: OnceLock<Validity>,
    lead: Mutex<Option<Lead>>,
}

impl ValidatorSlot {
    /// An empty slot.
    pub(crate) fn new(program: Arc<str>) -> Self {
        Self { program, content: Arc::default() }
    }

    /// Stores the validator. False where there is one: a second query in one handler asks the same question.
    pub(crate) fn set_validator(&self, validator: Validator) -> bool {
        self.content.validator.set(validator).is_ok()
    }

    /// The validator that the extractor stored; `None` where no query was read.
    pub(crate) fn validator(&self) -> Option<&Validator> {
        self.content.validator.get()
    }

    /// Lets the answer be kept.
    pub(crate) fn set_validity(&self, validity: Validity) {
        // Set once a request, like the validator.
        let _ = self.content.validity.set(validity);
    }

    /// The key of the answer in the cache, and its validity; `None` where it must not be kept.
    pub(crate) fn cached_as(&self) -> Option<(AnswerKey, Validity)> {
        let key = self.content.validator.get()?.key?;
        Some((key, *self.content.validity.get()?))
    }

    /// Stores the lead of this request until the answer is there.
    pub(crate) fn set_lead(&self, lead: Lead) {
        *self.content.lead.lock().unwrap_or_else(PoisonError::into_inner) = Some(lead);
    }

    /// Takes the lead out; `None` where another request leads or nothing is kept.
    pub(crate) fn take_lead(&self) -> Option<Lead> {
        self.content.lead.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}
