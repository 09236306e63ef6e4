//! Tools for assistants: the Model Context Protocol, over HTTP and over standard input and output.
//!
//! Each operation that is offered as a tool is one, with the same parameters. An answer is the JSON document of the
//! operation, and beside it what must be said of it and how its sources want to be cited: an assistant that passes a
//! number on can say where it is from.

use std::io::{Read as _, Write as _};
use std::sync::Arc;

use axum::body::Body;
use axum::extract::Request;
use axum::http::Response;
use bellwether_model::Limits;
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, Implementation,
    ListToolsResult, PaginatedRequestParams, ServerCapabilities, ServerConfig, Tool,
    ToolAnnotations,
};
use rmcp::service::RequestContext;
use rmcp::transport::streamable_http_server::session::never::NeverSessionManager;
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};
use rmcp::{ErrorData, RoleServer, ServerHandler, ServiceExt as _};
use serde_json::{Map, Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::app::{Question, Shared};
use crate::{Answers, Form, Operation, Parameter, Problem, Role, openapi, query};

/// Bytes of a tool's answer at most: what is more than an assistant can read is cut off by asking for less.
const TEXT_BYTES: usize = 200_000;

/// The tools of whoever asks.
#[derive(Clone)]
struct Tools {
    shared: Arc<Shared>,
    role: Option<Role>,
}

/// Whether somebody with a role is offered an operation as a tool.
fn offered(operation: &Operation, role: Option<Role>) -> bool {
    operation.tool && role.is_some_and(|role| role >= operation.role)
}

fn tool(operation: &Operation) -> Tool {
    let parameters: Vec<&Parameter> = operation.parameters.iter().collect();
    let mut schema = openapi::object(&parameters);
    if operation.pages {
        schema["properties"]["cursor"] = json!({ "type": "string", "description": "Where the page begins: `next` of the answer before." });
    }
    let schema: Map<String, Value> = schema.as_object().cloned().unwrap_or_default();
    let about = if operation.about.is_empty() {
        operation.summary.clone()
    } else {
        format!("{}\n\n{}", operation.summary, operation.about)
    };
    let annotations = ToolAnnotations::new()
        .read_only(!operation.changes)
        .destructive(false)
        .idempotent(!operation.changes)
        .open_world(false);
    Tool::new(operation.id.clone(), about, schema)
        .with_title(operation.summary.clone())
        .with_annotations(annotations)
}

impl Tools {
    async fn call(&self, request: CallToolRequestParams) -> Result<CallToolResult, ErrorData> {
        let answers = Arc::clone(&self.shared.answers);
        let operations = answers.operations();
        let operation = operations
            .iter()
            .find(|operation| operation.id == request.name && offered(operation, self.role))
            .ok_or_else(|| {
                ErrorData::invalid_params(format!("no tool is called {:?}", request.name), None)
            })?;
        let answered = match self.ask(operation, request.arguments.unwrap_or_default()).await {
            Ok(answered) => answered,
            // What is wrong with a question is said to whoever put it, so that it can be put better.
            Err(problem) => {
                return Ok(CallToolResult::error(vec![ContentBlock::text(problem.detail)]));
            }
        };
        let next = answered.next.as_ref();
        let text = String::from_utf8_lossy(&answered.reply.body).into_owned();
        if text.len() > TEXT_BYTES {
            let detail = format!(
                "the answer has {} bytes, more than the {TEXT_BYTES} that are passed on; ask for less: a lower \
                 limit, fewer years, one country, or counts instead of events",
                text.len()
            );
            return Ok(CallToolResult::error(vec![ContentBlock::text(detail)]));
        }
        let mut beside: Vec<String> = Vec::new();
        beside.extend(answered.reply.notes.iter().map(|note| format!("Note: {note}")));
        beside.extend(answered.reply.citations.iter().map(|source| format!("Source: {source}")));
        beside.extend(
            answered.reply.store_version.map(|version| format!("Store version: {version}")),
        );
        beside.extend(next.map(|next| format!("There is more; ask again with cursor {next:?}")));
        let structured: Option<Value> = serde_json::from_str(&text).ok();
        let mut content = vec![ContentBlock::text(text)];
        if !beside.is_empty() {
            content.push(ContentBlock::text(beside.join("\n")));
        }
        let mut result = CallToolResult::success(content);
        result.structured_content = structured.filter(Value::is_object);
        Ok(result)
    }

    async fn ask(
        &self,
        operation: &Operation,
        mut arguments: Map<String, Value>,
    ) -> Result<crate::app::Answered, Problem> {
        let cursor = match arguments.remove("cursor").filter(|_| operation.pages) {
            Some(Value::String(text)) if !text.is_empty() => Some(text),
            _ => None,
        };
        let values = query::of_object(operation, arguments, |_| true)?;
        self.shared.ask(operation, Question { values, form: Form::Json, cursor }).await
    }
}

impl ServerHandler for Tools {
    fn get_info(&self) -> ServerConfig {
        let about = self.shared.answers.about();
        let own = Implementation::new("bellwether", about.version.clone())
            .with_title(about.title.clone());
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(own)
            .with_instructions(format!(
                "{}\n\nEvery answer names its sources; cite them with each number. Counts are of reported events: no \
                 reports is not no violence. Give dates of knowledge with as_of. Find an actor's id with actor_find \
                 before asking about it.",
                about.description
            ))
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        let operations = self.shared.answers.operations();
        let tools = operations.iter().filter(|operation| offered(operation, self.role)).map(tool);
        Ok(ListToolsResult::with_all_items(tools.collect()))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        self.call(request).await.map(Into::into)
    }
}

/// Answers one message over HTTP. There are no sessions: each message stands alone.
pub(crate) async fn over_http(
    shared: &Arc<Shared>,
    role: Option<Role>,
    request: Request,
) -> Result<Response<Body>, Problem> {
    let tools = Tools { shared: Arc::clone(shared), role };
    // The names by which the server may be called were looked at before.
    let config = StreamableHttpServerConfig::default()
        .disable_allowed_hosts()
        .with_legacy_session_mode(false)
        .with_json_response(true)
        .with_max_request_body_bytes(shared.limits.body_bytes);
    let service = StreamableHttpService::new(
        move || Ok(tools.clone()),
        Arc::new(NeverSessionManager::default()),
        config,
    );
    let handled = tokio::time::timeout_at(shared.deadline().into(), service.handle(request)).await;
    let response = handled.map_err(|_| {
        Problem::limit(503, format!("no answer within {} seconds", shared.limits.request_seconds))
    })?;
    Ok(response.map(Body::new))
}

/// Serves the tools over standard input and output, until the input ends.
///
/// # Errors
/// When the system gives no threads, or the client breaks the protocol.
pub fn over_stdio(answers: Arc<dyn Answers>, role: Role, limits: &Limits) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| format!("cannot start threads: {error}"))?;
    // Dropped here at the end, and not among the tasks, where a store may not wait for its threads.
    let _last = Arc::clone(&answers);
    let shared = Arc::new(Shared::alone(answers, limits));
    let tools = Tools { shared, role: Some(role) };
    let (mut input, theirs) = tokio::io::duplex(64 << 10);
    let (ours, mut output) = tokio::io::duplex(64 << 10);
    // The standard streams block, so each has a thread.
    let handle = runtime.handle().clone();
    std::thread::spawn(move || {
        let mut bytes = [0; 8 << 10];
        let mut stdin = std::io::stdin().lock();
        while let Ok(count) = stdin.read(&mut bytes) {
            if count == 0 || handle.block_on(input.write_all(&bytes[..count])).is_err() {
                break;
            }
        }
    });
    let handle = runtime.handle().clone();
    let writing = std::thread::spawn(move || {
        let mut bytes = vec![0; 64 << 10];
        let mut stdout = std::io::stdout().lock();
        while let Ok(count) = handle.block_on(output.read(&mut bytes)) {
            let written = stdout.write_all(&bytes[..count]).and_then(|()| stdout.flush());
            if count == 0 || written.is_err() {
                break;
            }
        }
    });
    let outcome = runtime.block_on(async {
        let running = tools.serve((theirs, ours)).await.map_err(|error| error.to_string())?;
        running.waiting().await.map_err(|error| error.to_string())?;
        Ok(())
    });
    let _ = writing.join();
    runtime.shutdown_background();
    outcome
}
