//! Answers that were given before: the same question to the same state of the store is not worked out twice.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::app::Answered;

/// How long an answer is given again. Rows of sensitive places become open with time, whatever the store does.
const LASTS: Duration = Duration::from_secs(600);
/// Bytes of all answers that are kept, at most.
const BYTES: usize = 64 << 20;
/// Bytes of one answer that is kept, at most: a few large ones would push out all others.
const BYTES_EACH: usize = 8 << 20;

/// The answers, by the tag that stands for question, form, page and state of the store.
pub(crate) struct Given {
    within: Mutex<Within>,
    bytes_max: usize,
    lasts: Duration,
}

#[derive(Default)]
struct Within {
    answers: HashMap<String, One>,
    bytes: usize,
    clock: u64,
}

struct One {
    answer: Arc<Answered>,
    bytes: usize,
    since: Instant,
    used: u64,
}

impl Default for Given {
    fn default() -> Self {
        Self { within: Mutex::default(), bytes_max: BYTES, lasts: LASTS }
    }
}

impl Given {
    /// The answer with this tag, if it was given a short while ago.
    pub(crate) fn get(&self, tag: &str) -> Option<Arc<Answered>> {
        let mut within = self.within.lock().unwrap_or_else(PoisonError::into_inner);
        within.clock += 1;
        let now = within.clock;
        let one = within.answers.get_mut(tag)?;
        if one.since.elapsed() >= self.lasts {
            within.forget(tag);
            return None;
        }
        one.used = now;
        Some(Arc::clone(&one.answer))
    }

    /// Keeps an answer; what was not asked for longest goes for it.
    pub(crate) fn keep(&self, tag: String, answer: &Arc<Answered>) {
        let bytes = answer.bytes() + tag.len();
        if bytes > BYTES_EACH.min(self.bytes_max) {
            return;
        }
        let mut within = self.within.lock().unwrap_or_else(PoisonError::into_inner);
        within.forget(&tag);
        while within.bytes + bytes > self.bytes_max {
            let oldest = within.answers.iter().min_by_key(|(_, one)| one.used);
            let Some(oldest) = oldest.map(|(tag, _)| tag.clone()) else { break };
            within.forget(&oldest);
        }
        within.clock += 1;
        within.bytes += bytes;
        let used = within.clock;
        let answer = Arc::clone(answer);
        within.answers.insert(tag, One { answer, bytes, since: Instant::now(), used });
    }
}

impl Within {
    fn forget(&mut self, tag: &str) {
        if let Some(one) = self.answers.remove(tag) {
            self.bytes -= one.bytes;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Reply;

    fn answer(bytes: usize) -> Arc<Answered> {
        let reply = Reply { body: vec![b'x'; bytes], ..Reply::default() };
        Arc::new(Answered { reply, next: None })
    }

    fn room(bytes_max: usize) -> Given {
        Given { bytes_max, ..Given::default() }
    }

    #[test]
    fn an_answer_comes_back_under_its_tag_alone() {
        let given = Given::default();
        given.keep("a".into(), &answer(3));
        assert_eq!(given.get("a").expect("kept").reply.body, b"xxx");
        assert!(given.get("b").is_none());
    }

    #[test]
    fn what_was_not_asked_for_longest_goes_first() {
        let given = room(1_000);
        given.keep("a".into(), &answer(400));
        given.keep("b".into(), &answer(400));
        assert!(given.get("a").is_some());
        given.keep("c".into(), &answer(400));
        assert!(given.get("b").is_none(), "b was asked for longest ago");
        assert!(given.get("a").is_some() && given.get("c").is_some());
    }

    #[test]
    fn kept_twice_counts_once_and_what_is_too_large_is_not_kept() {
        let given = room(1_000);
        for _ in 0..5 {
            given.keep("a".into(), &answer(400));
        }
        given.keep("b".into(), &answer(400));
        assert!(given.get("a").is_some() && given.get("b").is_some());
        given.keep("large".into(), &answer(1_001));
        assert!(given.get("large").is_none() && given.get("a").is_some());
    }

    #[test]
    fn an_answer_does_not_outlast_its_time() {
        let given = Given { lasts: Duration::ZERO, ..Given::default() };
        given.keep("a".into(), &answer(3));
        assert!(given.get("a").is_none());
        assert_eq!(given.within.lock().expect("whole").bytes, 0);
    }
}
