//! The server: where it listens, whom it lets in, when it refuses to start.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use bellwether_model::Limits;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::watch;

use crate::app::{App, Shared};
use crate::{Answers, Role, TokenError, Tokens, listen};

/// How often the server looks whether it should stop.
const LOOK: Duration = Duration::from_millis(100);

/// How the server is set up.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where it listens.
    pub listen: SocketAddr,
    /// Files of tokens.
    pub tokens: Vec<PathBuf>,
    /// What somebody without a token may do; `None` for the default: everything on a loopback address without any
    /// tokens, else nothing.
    pub anonymous: Option<Role>,
    /// Names by which it is reached, beside the loopback ones.
    pub hosts: Vec<String>,
    /// The limits.
    pub limits: Limits,
    /// Datasets in the store whose rows may not be passed on, and for which no permission is recorded.
    pub closed: Vec<String>,
}

/// Why the server does not start, or ended.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Others could reach it without saying who they are.
    #[error(
        "{listen} can be reached by others, and there are no tokens; make one with `bellwether serve token add --tokens \
         FILE --role reader NAME` and give --tokens FILE, or listen on 127.0.0.1"
    )]
    NoTokens {
        /// The address.
        listen: SocketAddr,
    },
    /// Others could reach rows that may not be passed on.
    #[error(
        "{listen} can be reached by others, and the store holds rows of {datasets}, whose terms forbid passing them on; \
         serve a store without them, listen on 127.0.0.1, or record a permission under [permissions] in the configuration"
    )]
    ClosedRows {
        /// The address.
        listen: SocketAddr,
        /// The datasets.
        datasets: String,
    },
    /// Tokens cannot be read.
    #[error(transparent)]
    Token(#[from] TokenError),
    /// The address cannot be had.
    #[error("cannot listen on {listen}: {source}")]
    Listen {
        /// The address.
        listen: SocketAddr,
        /// The cause.
        source: std::io::Error,
    },
    /// The system gives no threads.
    #[error("cannot start the threads of the server: {0}")]
    Threads(std::io::Error),
}

/// A server that has its address and waits to run.
pub struct Server {
    runtime: Runtime,
    listener: TcpListener,
    address: SocketAddr,
    shared: Arc<Shared>,
}

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Server").field("address", &self.address).finish_non_exhaustive()
    }
}

impl Server {
    /// Takes the address.
    ///
    /// # Errors
    /// When others could reach it and there are no tokens, or rows that may not be passed on; when tokens cannot be
    /// read; when the address cannot be had.
    pub fn bind(mut config: Config, answers: Arc<dyn Answers>) -> Result<Self, ServeError> {
        let tokens = Tokens::open(&config.tokens)?;
        let listen = config.listen;
        let own = is_loopback(listen.ip());
        if !own && tokens.is_empty() {
            return Err(ServeError::NoTokens { listen });
        }
        if !own && !config.closed.is_empty() {
            return Err(ServeError::ClosedRows { listen, datasets: config.closed.join(", ") });
        }
        config.limits.connections = listen::room_for(config.limits.connections);
        let default = (own && tokens.is_empty()).then_some(Role::Admin);
        let anonymous = config.anonymous.or(default);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .thread_name("serve")
            .build()
            .map_err(ServeError::Threads)?;
        let refused = |source| ServeError::Listen { listen, source };
        let listener = runtime.block_on(TcpListener::bind(listen)).map_err(refused)?;
        let address = listener.local_addr().map_err(refused)?;
        let shared = Shared::new(answers, tokens, anonymous, &config, own);
        Ok(Self { runtime, listener, address, shared: Arc::new(shared) })
    }

    /// The address; where port 0 was asked for, with the port that was given.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers until told to stop, then lets those end that are being answered.
    pub fn run(self, stop: &AtomicBool) {
        let Self { runtime, listener, shared, .. } = self;
        let (tell, told) = watch::channel(false);
        let app = App::new(Arc::clone(&shared));
        let limits = shared.limits;
        let accepting =
            runtime.spawn(listen::accept(listener, app, limits, Arc::clone(&shared.metrics), told));
        while !stop.load(Ordering::SeqCst) && !accepting.is_finished() {
            std::thread::sleep(LOOK);
        }
        let _ = tell.send(true);
        let _ = runtime.block_on(accepting);
        // Questions that still run are not waited for: they only read.
        runtime.shutdown_background();
    }
}

/// Whether an address can be reached from this machine alone.
fn is_loopback(address: IpAddr) -> bool {
    address.to_canonical().is_loopback()
}
