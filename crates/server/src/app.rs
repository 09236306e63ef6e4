//! From a request to a response.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Request};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use axum::routing::{MethodFilter, on};
use bellwether_model::Limits;
use serde_json::{Value, json};
use tower::Service as _;

use crate::given::Given;
use crate::metrics::Metrics;
use crate::pool::Pool;
use crate::routes::{Access, Route, Target, table};
use crate::server::Config;
use crate::token::carries_one;
use crate::{Answers, Kept, Problem, Role, State, Tokens, Verb, headers, mcp, ogc, openapi};

mod operation;

pub(crate) use operation::{Answered, Question, address};

/// What all requests share.
pub(crate) struct Shared {
    pub(crate) answers: Arc<dyn Answers>,
    pub(crate) routes: Vec<Route>,
    pub(crate) limits: Limits,
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) pool: Pool,
    /// What was answered a short while ago.
    given: Given,
    tokens: Tokens,
    anonymous: Option<Role>,
    /// Names by which the server is reached; empty where any will do.
    hosts: Vec<String>,
    /// The description, which never changes.
    pub(crate) description: Vec<u8>,
    numbers: AtomicU64,
    /// What tells the requests of one run from those of another.
    run: String,
}

impl Shared {
    pub(crate) fn new(
        answers: Arc<dyn Answers>,
        tokens: Tokens,
        anonymous: Option<Role>,
        config: &Config,
        own: bool,
    ) -> Self {
        // A page of somebody else's that calls itself by a name that leads here could read everything that is open
        // without a token, so where something is, the names are a closed list.
        let mut hosts = Vec::new();
        if own || anonymous.is_some() && !config.hosts.is_empty() {
            hosts = ["localhost", "127.0.0.1", "[::1]"].map(str::to_owned).to_vec();
            hosts.push(config.listen.ip().to_string());
            hosts.extend(config.hosts.iter().map(|host| host.to_ascii_lowercase()));
        }
        let description = serde_json::to_vec(&openapi::document(&*answers)).expect("JSON");
        let started = jiff::Timestamp::now().as_nanosecond();
        Self {
            routes: table(&*answers),
            limits: config.limits,
            metrics: Arc::default(),
            pool: Pool::new(&config.limits),
            given: Given::default(),
            tokens,
            anonymous,
            hosts,
            description,
            numbers: AtomicU64::new(0),
            run: blake3::hash(&started.to_le_bytes()).to_hex()[..8].to_owned(),
            answers,
        }
    }

    /// What stands alone, without a listener: for one caller on this machine.
    pub(crate) fn alone(answers: Arc<dyn Answers>, limits: &Limits) -> Self {
        let config = Config {
            listen: ([127, 0, 0, 1], 0).into(),
            tokens: Vec::new(),
            anonymous: None,
            hosts: Vec::new(),
            limits: *limits,
            closed: Vec::new(),
        };
        Self::new(answers, Tokens::none(), None, &config, true)
    }

    /// What the store has come to.
    pub(crate) async fn state(&self) -> Result<State, Problem> {
        let answers = Arc::clone(&self.answers);
        let state = tokio::task::spawn_blocking(move || answers.state()).await;
        state.map_err(|_| Problem::broken("looking at the store broke off"))?
    }

    /// When a question that comes now must be answered.
    pub(crate) fn deadline(&self) -> Instant {
        Instant::now() + Duration::from_secs(self.limits.request_seconds)
    }
}

/// Who asks.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    pub(crate) role: Option<Role>,
    pub(crate) token: Option<Kept>,
}

/// The route that answered, for counters and the log.
#[derive(Debug, Clone)]
struct Answerer(String);

/// The service of a connection.
#[derive(Clone)]
pub(crate) struct App {
    shared: Arc<Shared>,
    router: Router,
}

impl App {
    /// The router is built from the table of routes.
    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        let mut router = Router::new();
        for index in 0..shared.routes.len() {
            let route = &shared.routes[index];
            let filter = match route.method {
                Verb::Get => MethodFilter::GET,
                Verb::Post => MethodFilter::POST,
            };
            let own = Arc::clone(&shared);
            let answer = move |Path(path): Path<Vec<(String, String)>>, request: Request| {
                let shared = Arc::clone(&own);
                async move { answer(&shared, index, path, request).await }
            };
            router = router.route(&route.path, on(filter, answer));
        }
        Self { shared, router }
    }

    /// Answers one request.
    pub(crate) async fn respond(mut self, request: Request) -> Response<Body> {
        let started = Instant::now();
        let shared = Arc::clone(&self.shared);
        let number = shared.numbers.fetch_add(1, Ordering::Relaxed);
        let id = headers::given_id(request.headers())
            .unwrap_or_else(|| format!("{}-{number}", shared.run));
        let method = request.method().clone();
        let mut response = match shared.admit(&request) {
            Err(problem) => problem.response(),
            Ok(()) => match self.router.call(request).await {
                Ok(response) => response,
                Err(never) => match never {},
            },
        };
        if response.status() == StatusCode::METHOD_NOT_ALLOWED {
            let allow = response.headers().get(header::ALLOW).cloned();
            let allowed = allow.as_ref().and_then(|allow| allow.to_str().ok()).unwrap_or_default();
            let detail = format!("{method} is not answered here; {allowed} is");
            response = Problem { status: 405, kind: "method", detail }.response();
            if let Some(allow) = allow {
                response.headers_mut().insert(header::ALLOW, allow);
            }
        }
        headers::secure(&mut response, &id);
        let route = response
            .extensions()
            .get::<Answerer>()
            .map_or_else(|| "none".to_owned(), |route| route.0.clone());
        let took = started.elapsed();
        shared.metrics.answered(&route, response.status().as_u16(), took);
        // Never what was asked with: a search for a group, or a secret in the wrong place, is nobody's business.
        tracing::info!(
            target: "bellwether_server::access",
            "{method} {route} {} {} ms {id}",
            response.status().as_u16(),
            took.as_millis()
        );
        response
    }
}

impl Shared {
    /// Whether a request is one that is looked at at all.
    fn admit(&self, request: &Request) -> Result<(), Problem> {
        let uri = request.uri();
        let length = uri.path_and_query().map_or(0, |whole| whole.as_str().len());
        if length > self.limits.url_bytes {
            return Err(Problem::limit(
                414,
                format!(
                    "the address has {length} bytes; at most {} are read",
                    self.limits.url_bytes
                ),
            ));
        }
        if !self.hosts.is_empty() {
            let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
            let host = host.or_else(|| uri.host()).unwrap_or_default();
            let name = without_port(host).to_ascii_lowercase();
            if !self.hosts.contains(&name) {
                return Err(Problem::misdirected(
                    "this server is not called so; give it the name with --host, or ask for 127.0.0.1",
                ));
            }
        }
        Ok(())
    }

    fn caller(&self, headers: &HeaderMap) -> Result<Caller, Problem> {
        if !carries_one(headers) {
            return Ok(Caller { role: self.anonymous, token: None });
        }
        let token = self.tokens.of(headers).ok_or_else(Problem::unnamed)?;
        Ok(Caller { role: Some(token.role), token: Some(token) })
    }
}

/// A host without its port; the brackets of an IPv6 address stay.
fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port))
            if !name.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            name
        }
        _ => host,
    }
}

/// Answers one route for whoever may call it.
async fn answer(
    shared: &Arc<Shared>,
    index: usize,
    path: Vec<(String, String)>,
    request: Request,
) -> Response<Body> {
    let route = &shared.routes[index];
    let outcome = match shared.caller(request.headers()) {
        Err(problem) if route.access == Access::Public => {
            tracing::debug!("{problem}");
            target(shared, route.target, path, request, Caller { role: None, token: None }).await
        }
        Err(problem) => Err(problem),
        Ok(caller) if !route.access.allows(caller.role) => Err(match caller.role {
            None => Problem::unnamed(),
            Some(role) => Problem::role(format!(
                "this needs the role {}, and yours is {role}",
                route.access.as_str()
            )),
        }),
        Ok(caller) => target(shared, route.target, path, request, caller).await,
    };
    let mut response = outcome.unwrap_or_else(|problem| problem.response());
    response.extensions_mut().insert(Answerer(route.path.clone()));
    response
}

async fn target(
    shared: &Arc<Shared>,
    target: Target,
    path: Vec<(String, String)>,
    request: Request,
    caller: Caller,
) -> Result<Response<Body>, Problem> {
    match target {
        Target::Operation(index) => operation::call(shared, index, path, request).await,
        Target::Health => health(shared).await,
        Target::Metrics => {
            let version = shared.state().await.ok().map(|state| state.version);
            let text = shared.metrics.text(shared.pool.load(), version);
            Ok(typed("text/plain; version=0.0.4; charset=utf-8", text.into_bytes()))
        }
        Target::OpenApi => Ok(typed("application/json", shared.description.clone())),
        Target::Me => me(shared, &caller).await,
        Target::OgcLanding
        | Target::OgcConformance
        | Target::OgcCollections
        | Target::OgcCollection
        | Target::OgcItems
        | Target::OgcItem => ogc::answer(shared, target, path, request).await,
        Target::Mcp => mcp::over_http(shared, caller.role, request).await,
        Target::Asset => asset(shared, &path, request.headers()),
    }
}

/// Whether the server lives and the store can be read; nothing of what is in it.
async fn health(shared: &Arc<Shared>) -> Result<Response<Body>, Problem> {
    shared.state().await.map_err(|_| Problem::unavailable("the store cannot be read"))?;
    let mut response = json_response(&json!({ "status": "ok" }));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

async fn me(shared: &Arc<Shared>, caller: &Caller) -> Result<Response<Body>, Problem> {
    let state = shared.state().await?;
    let about = shared.answers.about();
    let mut response = json_response(&json!({
        "role": caller.role,
        "token": caller.token.as_ref().map(|token| json!({ "id": token.id, "name": token.name })),
        "store": { "version": state.version },
        "program": { "name": about.title, "version": about.version },
    }));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

fn asset(
    shared: &Arc<Shared>,
    path: &[(String, String)],
    headers: &HeaderMap,
) -> Result<Response<Body>, Problem> {
    let path = path.first().map_or("index.html", |(_, path)| path.as_str());
    let asset = shared.answers.asset(path).ok_or_else(|| {
        Problem::unknown("nothing lies here; /api/v1/openapi.json says what there is")
    })?;
    let tag = format!("\"{}\"", &blake3::hash(asset.bytes).to_hex()[..32]);
    let mut response = if matches(headers, &tag) {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response
    } else {
        typed(asset.media_type, asset.bytes.to_vec())
    };
    let keep = if asset.immutable { "public, max-age=31536000, immutable" } else { "no-cache" };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    response.headers_mut().extend(HeaderValue::from_str(&tag).ok().map(|tag| (header::ETAG, tag)));
    Ok(response)
}

/// Whether the client has the answer with this tag already.
pub(crate) fn matches(headers: &HeaderMap, tag: &str) -> bool {
    let given = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    given.is_some_and(|given| {
        given.split(',').map(str::trim).any(|one| one == "*" || one.trim_start_matches("W/") == tag)
    })
}

/// A response with a body of a media type.
pub(crate) fn typed(media_type: &'static str, body: Vec<u8>) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    response
}

/// A response with a JSON document.
pub(crate) fn json_response(document: &Value) -> Response<Body> {
    typed("application/json", document.to_string().into_bytes())
}

/// Reads the body of a request, which must be JSON.
pub(crate) async fn body_of(request: Request, limits: &Limits) -> Result<Vec<u8>, Problem> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let essence = kind.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    if !essence.eq_ignore_ascii_case("application/json") {
        return Err(Problem::media_type(
            "the body must be JSON, with `Content-Type: application/json`",
        ));
    }
    let too_long = |seen: String| {
        Problem::limit(
            413,
            format!("the body has {seen} bytes; at most {} are read", limits.body_bytes),
        )
    };
    let declared = request.headers().get(header::CONTENT_LENGTH).and_then(|n| n.to_str().ok());
    if let Some(declared) = declared.and_then(|n| n.parse::<u64>().ok())
        && declared > limits.body_bytes as u64
    {
        return Err(too_long(declared.to_string()));
    }
    let reading = axum::body::to_bytes(request.into_body(), limits.body_bytes);
    match tokio::time::timeout(Duration::from_secs(limits.body_seconds), reading).await {
        Ok(Ok(bytes)) => Ok(bytes.to_vec()),
        Ok(Err(error)) => {
            use std::error::Error as _;
            let over = error
                .source()
                .is_some_and(|source| source.is::<http_body_util::LengthLimitError>());
            Err(if over {
                too_long("more".into())
            } else {
                Problem::question("the body broke off")
            })
        }
        Err(_) => Err(Problem::limit(
            408,
            format!("the body took longer than {} seconds", limits.body_seconds),
        )),
    }
}
