//! What is measured of the screens.

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

pub struct Measured {
    /// Connections that are open, sockets and event streams.
    pub sockets: Gauge,
    pub submissions: Counter,
    pub refused: Family<Reason, Counter>,
    /// Submissions in one transaction.
    pub batches: Histogram,
    pub merge_seconds: Histogram,
    /// Times that a screen asked for the whole basket, because it missed something.
    pub resyncs: Counter,
}

/// A name from a closed set: [`Measured::refuse`] is only given literals.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct Reason {
    reason: &'static str,
}

impl Default for Measured {
    fn default() -> Self {
        let sizes = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0];
        let seconds = [
            0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.0,
        ];
        Self {
            sockets: Gauge::default(),
            submissions: Counter::default(),
            refused: Family::default(),
            batches: Histogram::new(sizes),
            merge_seconds: Histogram::new(seconds),
            resyncs: Counter::default(),
        }
    }
}

impl Measured {
    pub fn refuse(&self, reason: &'static str) {
        self.refused.get_or_create(&Reason { reason }).inc();
    }

    pub fn register(&self, told: &mut Registry) {
        told.register("sync_sockets", "Screens connected", self.sockets.clone());
        told.register(
            "sync_submissions",
            "Submissions made durable",
            self.submissions.clone(),
        );
        told.register(
            "sync_refused",
            "Messages and connections refused",
            self.refused.clone(),
        );
        told.register(
            "sync_batch",
            "Submissions in a transaction",
            self.batches.clone(),
        );
        told.register_with_unit(
            "sync_merge",
            "Time until a batch was durable",
            Unit::Seconds,
            self.merge_seconds.clone(),
        );
        told.register(
            "sync_resyncs",
            "Baskets asked for whole because something was missed",
            self.resyncs.clone(),
        );
    }
}
