//! Takes connections, as many as a person with a few browsers needs, and gives up on those that say nothing.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

use crate::preview::server::{Preview, answer};

/// How many connections there may be at once. A browser holds six for each site at most.
const MOST_CONNECTIONS: usize = 128;
/// How long a connection may take to say what it wants, and may stay open without asking for anything.
const PATIENCE: Duration = Duration::from_secs(10);
/// How many bytes of a request are kept while it is being read.
const LONGEST_REQUEST: usize = 32 * 1024;
/// How many headers a request may have.
const MOST_HEADERS: usize = 64;
/// How long to wait when this computer has no connection to give.
const PAUSE: Duration = Duration::from_millis(50);

/// Answers whoever connects, until the preview ends.
pub(crate) async fn answer_all(listener: TcpListener, preview: Preview) {
    let (preview, places) = (Arc::new(preview), Arc::new(Semaphore::new(MOST_CONNECTIONS)));
    loop {
        let Ok((stream, peer)) = listener.accept().await else {
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        // Whoever finds no place is turned away at once; a browser tries again by itself.
        let Ok(place) = Arc::clone(&places).try_acquire_owned() else { continue };
        let preview = Arc::clone(&preview);
        tokio::spawn(async move {
            serve(stream, peer, &preview).await;
            drop(place);
        });
    }
}

/// Answers what one connection asks for, until it ends.
async fn serve(stream: TcpStream, peer: SocketAddr, preview: &Arc<Preview>) {
    let service = service_fn(|request: Request<Incoming>| {
        let preview = Arc::clone(preview);
        async move { Ok::<_, Infallible>(answer(&preview, peer, request.map(Body::new)).await) }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(PATIENCE);
    http.max_buf_size(LONGEST_REQUEST).max_headers(MOST_HEADERS);
    // What goes wrong on a connection ends it, and concerns nobody else.
    let _ = http.serve_connection(TokioIo::new(stream), service).await;
}
