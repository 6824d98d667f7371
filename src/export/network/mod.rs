//! The entities and what connects them, as a graph for Gephi, networkx and the like.

mod collect;
mod gexf;
mod graphml;
mod xml;

pub use collect::{Edge, Network, Node};

use std::io::{self, Write};

impl Network {
    /// GraphML, <http://graphml.graphdrawing.org/specification.html>.
    ///
    /// # Errors
    /// When the writer fails.
    pub fn write_graphml(&self, out: &mut dyn Write) -> io::Result<()> {
        graphml::write(self, out)
    }

    /// GEXF 1.3, <https://gexf.net/>, with days for the timeline.
    ///
    /// # Errors
    /// When the writer fails.
    pub fn write_gexf(&self, out: &mut dyn Write) -> io::Result<()> {
        gexf::write(self, out)
    }
}
