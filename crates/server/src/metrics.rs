//! Counters and times in the text format of Prometheus.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

/// Upper bounds of the buckets for times, in seconds.
const BOUNDS: [f64; 10] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0];

/// What is counted.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    requests: Mutex<BTreeMap<(String, u16), u64>>,
    buckets: [AtomicU64; 10],
    micros: AtomicU64,
    count: AtomicU64,
    pub(crate) connections: AtomicUsize,
    pub(crate) connections_refused: AtomicU64,
    pub(crate) connections_given_away: AtomicU64,
}

impl Metrics {
    /// One request was answered. The route is the one of the table and never what was asked for, so there are not
    /// more series than routes.
    pub(crate) fn answered(&self, route: &str, status: u16, took: Duration) {
        let mut requests = self.requests.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *requests.entry((route.to_owned(), status)).or_default() += 1;
        drop(requests);
        let seconds = took.as_secs_f64();
        for (bound, bucket) in BOUNDS.iter().zip(&self.buckets) {
            if seconds <= *bound {
                bucket.fetch_add(1, Ordering::Relaxed);
            }
        }
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.micros.fetch_add(micros, Ordering::Relaxed);
        self.count.fetch_add(1, Ordering::Relaxed);
    }

    /// The text, with the load of the pool (answering, waiting) and the version of the store.
    pub(crate) fn text(&self, load: (usize, usize), store_version: Option<i64>) -> String {
        let mut text = String::new();
        let mut family = |name: &str, kind: &str, help: &str, lines: &[String]| {
            let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
            lines.iter().for_each(|line| {
                let _ = writeln!(text, "{line}");
            });
        };
        let requests = self.requests.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let lines: Vec<String> = requests
            .iter()
            .map(|((route, status), n)| {
                format!(
                    "bellwether_http_requests_total{{route=\"{route}\",status=\"{status}\"}} {n}"
                )
            })
            .collect();
        family("bellwether_http_requests_total", "counter", "Requests answered.", &lines);
        let name = "bellwether_http_request_seconds";
        let mut lines: Vec<String> = BOUNDS
            .iter()
            .zip(&self.buckets)
            .map(|(bound, bucket)| {
                format!("{name}_bucket{{le=\"{bound}\"}} {}", bucket.load(Ordering::Relaxed))
            })
            .collect();
        let count = self.count.load(Ordering::Relaxed);
        #[allow(clippy::cast_precision_loss)] // microseconds, far below 2^53
        let sum = self.micros.load(Ordering::Relaxed) as f64 / 1e6;
        lines.push(format!("{name}_bucket{{le=\"+Inf\"}} {count}"));
        lines.push(format!("{name}_sum {sum}"));
        lines.push(format!("{name}_count {count}"));
        family(name, "histogram", "Time to answer a request.", &lines);
        for (name, kind, help, value) in [
            (
                "bellwether_http_connections",
                "gauge",
                "Connections that are open.",
                self.connections.load(Ordering::Relaxed) as u64,
            ),
            (
                "bellwether_http_connections_refused_total",
                "counter",
                "Connections that were one too many.",
                self.connections_refused.load(Ordering::Relaxed),
            ),
            (
                "bellwether_http_connections_given_away_total",
                "counter",
                "Connections that waited for their client and gave way to another.",
                self.connections_given_away.load(Ordering::Relaxed),
            ),
            ("bellwether_questions_answering", "gauge", "Questions being answered.", load.0 as u64),
            ("bellwether_questions_waiting", "gauge", "Questions that wait.", load.1 as u64),
        ] {
            family(name, kind, help, &[format!("{name} {value}")]);
        }
        if let Some(version) = store_version {
            let name = "bellwether_store_version";
            family(name, "gauge", "The version of the store.", &[format!("{name} {version}")]);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_hold_all_that_was_as_quick_or_quicker() {
        let metrics = Metrics::default();
        metrics.answered("/a", 200, Duration::from_millis(7));
        metrics.answered("/a", 200, Duration::from_millis(700));
        metrics.answered("/b", 404, Duration::from_secs(60));
        let text = metrics.text((1, 2), Some(3));
        for line in [
            "bellwether_http_requests_total{route=\"/a\",status=\"200\"} 2",
            "bellwether_http_requests_total{route=\"/b\",status=\"404\"} 1",
            "bellwether_http_request_seconds_bucket{le=\"0.005\"} 0",
            "bellwether_http_request_seconds_bucket{le=\"0.01\"} 1",
            "bellwether_http_request_seconds_bucket{le=\"1\"} 2",
            "bellwether_http_request_seconds_bucket{le=\"+Inf\"} 3",
            "bellwether_http_request_seconds_sum 60.707",
            "bellwether_questions_waiting 2",
            "bellwether_store_version 3",
        ] {
            assert!(text.lines().any(|found| found == line), "{line} in {text}");
        }
    }
}
