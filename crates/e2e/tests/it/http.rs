//! A client that sends what a test tells it to, and the program serving for a test.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use bellwether_e2e::Bellwether;
use serde_json::Value;

/// An answer as it came.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn json(&self) -> Value {
        let parsed = serde_json::from_slice(&self.body);
        assert!(parsed.is_ok(), "not JSON ({}): {}", self.status, self.text());
        parsed.expect("just seen to be JSON")
    }

    /// The same answer, when it has this status.
    pub(crate) fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text());
        self
    }

    /// Reads an answer to its end: as long as it says, else until the connection closes.
    pub(crate) fn read(stream: &mut TcpStream) -> std::io::Result<Self> {
        let mut bytes = Vec::new();
        let mut chunk = [0; 16 << 10];
        let head = loop {
            if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
                break at;
            }
            let count = stream.read(&mut chunk)?;
            if count == 0 {
                return Err(std::io::Error::other("closed before an answer"));
            }
            bytes.extend_from_slice(&chunk[..count]);
        };
        let text = String::from_utf8_lossy(&bytes[..head]).into_owned();
        let mut lines = text.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok());
        let headers: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()))
            .collect();
        let mut answer =
            Self { status: status.unwrap_or(0), headers, body: bytes.split_off(head + 4) };
        let length =
            answer.header("content-length").and_then(|length| length.parse::<usize>().ok());
        while length.is_none_or(|length| answer.body.len() < length) {
            let count = stream.read(&mut chunk)?;
            if count == 0 {
                break;
            }
            answer.body.extend_from_slice(&chunk[..count]);
        }
        Ok(answer)
    }
}

/// The program, serving its store; it is told to stop when this value goes.
pub(crate) struct Serving {
    child: Child,
    pub(crate) address: SocketAddr,
}

impl Serving {
    /// Serves on a free port of this machine.
    pub(crate) fn start(program: &Bellwether, more: &[&str]) -> Self {
        let mut args = vec!["serve", "--listen", "127.0.0.1:0"];
        args.extend(more);
        Self::of(program, program.command(&args))
    }

    /// Serves under limits of the system that a line of the shell sets.
    pub(crate) fn start_under(program: &Bellwether, limits: &str) -> Self {
        let own = program.command(&["serve", "--listen", "127.0.0.1:0"]);
        let mut shell = Command::new("sh");
        let line = format!("{limits} && exec \"$0\" \"$@\"");
        shell.arg("-c").arg(line).arg(own.get_program()).args(own.get_args());
        program.dress(&mut shell);
        Self::of(program, shell)
    }

    fn of(program: &Bellwether, mut command: Command) -> Self {
        let log = std::fs::File::create(program.dir().join("serve.log")).expect("a file");
        command.stdout(Stdio::piped()).stderr(log);
        let mut child = command.spawn().expect("the program can be started");
        let out = child.stdout.take().expect("piped");
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line).expect("a line");
        let host = line.trim().trim_start_matches("http://").trim_end_matches('/');
        let address = host.parse();
        assert!(address.is_ok(), "{line:?}: {}", log_of(program));
        Self { child, address: address.expect("just seen to be one") }
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).expect("the server listens");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a time");
        stream
    }

    /// Sends a request and reads the answer.
    pub(crate) fn send(
        &self,
        method: &str,
        target: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Answer {
        let mut stream = self.connect();
        let mut head = format!(
            "{method} {target} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n",
            self.address
        );
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if !body.is_empty() || method == "POST" {
            head.push_str(&format!("content-length: {}\r\n", body.len()));
        }
        head.push_str("\r\n");
        stream.write_all(head.as_bytes()).expect("sent");
        // A server that refuses may close before all has been sent.
        let _ = stream.write_all(body);
        Answer::read(&mut stream).expect("an answer")
    }

    pub(crate) fn get(&self, target: &str) -> Answer {
        self.send("GET", target, &[], b"")
    }

    pub(crate) fn json(&self, target: &str) -> Value {
        self.get(target).expect(200).json()
    }

    pub(crate) fn post(&self, target: &str, body: &Value) -> Answer {
        let headers = [
            ("content-type", "application/json"),
            ("accept", "application/json, text/event-stream"),
        ];
        self.send("POST", target, &headers, body.to_string().as_bytes())
    }

    /// Tells the server to stop and waits until it has.
    pub(crate) fn stop(&mut self) -> Option<i32> {
        let pid = self.child.id().to_string();
        let _ = std::process::Command::new("kill").args(["-TERM", &pid]).status();
        for _ in 0..200 {
            if let Ok(Some(status)) = self.child.try_wait() {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        None
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What the server said.
pub(crate) fn log_of(program: &Bellwether) -> String {
    std::fs::read_to_string(program.dir().join("serve.log")).unwrap_or_default()
}
