//! One room with a window to the network: only `fetch` goes out, only `server` lets in.

use super::{Finding, stands_in};
use crate::tree::File;

/// What opens a connection, and the crates that may name it.
const SOCKETS: &[(&str, &[&str])] = &[
    ("TcpStream", &["fetch", "server"]),
    ("TcpListener", &["server"]),
    ("UdpSocket", &["fetch"]),
    ("reqwest", &["fetch"]),
    ("hyper", &["fetch", "server"]),
];

/// Sources of other crates that name one; what stands in a comment does not count.
pub(crate) fn broken(files: &[File]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| file.extension() == "rs") {
        let Some(krate) = file.krate().filter(|krate| is_source(&file.path, krate)) else {
            continue;
        };
        for (index, line) in file.text().lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            for (socket, allowed) in SOCKETS {
                if stands_in(code, socket) && !allowed.contains(&krate) {
                    let message = format!("names {socket}; only {} may", allowed.join(" and "));
                    findings.push(Finding::in_line(file, index + 1, message));
                }
            }
        }
    }
    findings
}

fn is_source(path: &str, krate: &str) -> bool {
    path.strip_prefix("crates/")
        .and_then(|path| path.strip_prefix(krate))
        .is_some_and(|path| path.starts_with("/src/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::file;

    #[test]
    fn a_socket_outside_its_room_is_found() {
        let text = "use std::net::TcpStream;\n";
        assert_eq!(broken(&[file("crates/store/src/a/b.rs", text)])[0].line, 1);
        assert!(broken(&[file("crates/fetch/src/lib.rs", text)]).is_empty());
        assert_eq!(broken(&[file("crates/fetch/src/a.rs", "TcpListener::bind(x)")]).len(), 1);
        assert_eq!(broken(&[file("crates/server/src/a.rs", "reqwest::get(x)")]).len(), 1);
    }

    #[test]
    fn a_comment_a_longer_word_and_a_test_folder_do_not_count() {
        let fine = [
            file("crates/store/src/a.rs", "// as hyper does\nlet hyperlink = 1;"),
            file("crates/store/tests/it/main.rs", "TcpStream"),
            file("xtask/src/a.rs", "TcpStream"),
        ];
        assert!(broken(&fine).is_empty());
    }
}
