//! What the operating system knows of this process, under the names that Prometheus gives to it:
//! <https://prometheus.io/docs/instrumenting/writing_clientlibs/#process-metrics>. Read from /proc; where there is none,
//! nothing is said.

use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeMetric};
use prometheus_client::metrics::MetricType;
use prometheus_client::metrics::counter::ConstCounter;
use prometheus_client::metrics::gauge::ConstGauge;
use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

/// Ticks of a second in /proc; the same on every machine (man 5 proc, USER_HZ).
const TICKS: f64 = 100.0;

#[derive(Debug)]
pub(super) struct Process {
    started: SystemTime,
}

impl Process {
    /// Of this process, which begins about now. (What /proc knows of its start needs the system's own, which services
    /// often cannot see.)
    pub fn begins() -> Self {
        Self { started: SystemTime::now() }
    }
}

impl Collector for Process {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> fmt::Result {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
        if let Some(seconds) = cpu_seconds(&stat) {
            let help = "Time on the processors";
            let metric = encoder.encode_descriptor("process_cpu_seconds", help, None, MetricType::Counter)?;
            ConstCounter::new(seconds).encode(metric)?;
        }
        let started = self.started.duration_since(UNIX_EPOCH).ok().map(|since| since.as_secs_f64());
        let mut level = |name: &str, help: &str, value: Option<f64>| match value {
            Some(value) => {
                ConstGauge::new(value).encode(encoder.encode_descriptor(name, help, None, MetricType::Gauge)?)
            }
            None => Ok(()),
        };
        level("process_resident_memory_bytes", "Memory in use", kilobytes(&status, "VmRSS:"))?;
        level("process_virtual_memory_bytes", "Address space", kilobytes(&status, "VmSize:"))?;
        level("process_threads", "Threads", field(&status, "Threads:"))?;
        level("process_start_time_seconds", "Start, in seconds since 1970", started)?;
        level("process_open_fds", "Open file descriptors", open_files())?;
        level("process_max_fds", "Most file descriptors", max_files())
    }
}

/// The most files that this process may have open, where that is known and bounded.
pub(in super::super) fn max_files() -> Option<f64> {
    field(&std::fs::read_to_string("/proc/self/limits").ok()?, "Max open files")
}

fn open_files() -> Option<f64> {
    // The listing itself holds one.
    std::fs::read_dir("/proc/self/fd").ok().map(|entries| entries.count().saturating_sub(1) as f64)
}

/// Fields of /proc/self/stat behind the name, which may hold spaces and brackets; the first is the state (3).
fn stat_field(stat: &str, number: usize) -> Option<f64> {
    stat.rsplit_once(')')?.1.split_whitespace().nth(number - 3)?.parse().ok()
}

fn cpu_seconds(stat: &str) -> Option<f64> {
    Some((stat_field(stat, 14)? + stat_field(stat, 15)?) / TICKS)
}

fn field(text: &str, name: &str) -> Option<f64> {
    text.lines().find_map(|line| line.strip_prefix(name)?.split_whitespace().next()?.parse().ok())
}

fn kilobytes(status: &str, name: &str) -> Option<f64> {
    field(status, name).map(|count| count * 1024.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_brackets_does_not_move_the_fields() {
        let stat = "7 (a) b) S 1 2 3 4 5 6 7 8 9 10 250 150 13 14 15 16 17 18 1000 20";
        assert_eq!(cpu_seconds(stat), Some(4.0));
        assert_eq!(cpu_seconds("rubbish"), None);
    }
}
