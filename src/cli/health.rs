//! `trojka health`: whether a server answers, for containers and scripts.

use super::{Global, Outcome};
use crate::error::{Error, Result};
use std::io;
use std::time::Duration;

/// Asks a running server whether it is ready; exit status 0 when it is, 1 when not.
#[derive(Debug, clap::Args)]
pub struct Health {
    /// Address of the server.
    #[arg(value_name = "URL", default_value = "http://127.0.0.1:7878/")]
    pub url: String,
    /// Seconds to wait for the answer.
    #[arg(long, value_name = "SECONDS", default_value = "5", value_parser = super::units::seconds)]
    pub timeout: Duration,
}

impl Health {
    /// # Errors
    /// When there is no answer, or another one than 200.
    pub fn run(&self, global: &Global) -> Result<Outcome> {
        let url = format!("{}/health", self.url.trim_end_matches('/').trim_end_matches("/health"));
        let agent = ureq::Agent::config_builder().timeout_global(Some(self.timeout)).build().new_agent();
        let failed = |error: ureq::Error| Error::Network { what: url.clone(), source: io::Error::other(error) };
        let answer =
            agent.get(&url).call().and_then(|mut answer| answer.body_mut().read_to_string()).map_err(failed)?;
        if !global.quiet {
            super::io::print(&answer)?;
        }
        Ok(Outcome::Done)
    }
}
