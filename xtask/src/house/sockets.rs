//! One room with a window to the network: only `fetch` goes out, only `server` lets in.

use super::{Finding, is_word, stands_in};
use crate::tree::File;

/// How a word names what opens a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Named {
    /// Wherever it stands as a word of its own.
    Anywhere,
    /// As the beginning of a path or in a `use`: as an English word or a program's name it is harmless.
    AsCrate,
    /// As a module, unless all that is taken from it are addresses, which open nothing.
    ButAddresses,
}

/// What opens a connection, how it is named, and the crates that may name it.
const SOCKETS: &[(&str, Named, &[&str])] = &[
    ("TcpStream", Named::Anywhere, &["fetch", "server"]),
    ("TcpListener", Named::Anywhere, &["server"]),
    ("UdpSocket", Named::Anywhere, &["fetch"]),
    ("ToSocketAddrs", Named::Anywhere, &["fetch", "server"]),
    ("std::net", Named::ButAddresses, &["fetch", "server"]),
    ("tokio::net", Named::Anywhere, &["fetch", "server"]),
    ("reqwest", Named::Anywhere, &["fetch"]),
    ("hyper", Named::Anywhere, &["fetch", "server"]),
    ("ureq", Named::AsCrate, &["fetch"]),
    ("curl", Named::AsCrate, &["fetch"]),
    ("isahc", Named::AsCrate, &["fetch"]),
    ("attohttpc", Named::AsCrate, &["fetch"]),
    ("minreq", Named::AsCrate, &["fetch"]),
    ("quinn", Named::AsCrate, &["fetch"]),
    ("socket2", Named::AsCrate, &["fetch", "server"]),
];

/// What of `std::net` is a value like any other.
const ADDRESSES: &[&str] = &[
    "IpAddr",
    "Ipv4Addr",
    "Ipv6Addr",
    "SocketAddr",
    "SocketAddrV4",
    "SocketAddrV6",
    "AddrParseError",
];

/// Sources of other crates that name one; what stands in a comment does not count.
pub(crate) fn broken(files: &[File]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| file.extension() == "rs") {
        let Some(krate) = file.krate().filter(|krate| is_source(&file.path, krate)) else {
            continue;
        };
        let codes: Vec<&str> =
            file.text().lines().map(|line| line.split("//").next().unwrap_or_default()).collect();
        for (index, code) in codes.iter().enumerate() {
            for (socket, how, allowed) in SOCKETS {
                if !allowed.contains(&krate) && is_named(&codes[index..], code, socket, *how) {
                    let message = format!("names {socket}; only {} may", allowed.join(" and "));
                    findings.push(Finding::in_line(file, index + 1, message));
                }
            }
        }
    }
    findings
}

/// Whether the first line names a socket; what is taken from a module may stand in the lines below.
fn is_named(codes: &[&str], code: &str, socket: &str, how: Named) -> bool {
    if !stands_in(code, socket) {
        return false;
    }
    match how {
        Named::Anywhere => true,
        Named::AsCrate => after(code, socket).any(|(before, rest)| {
            rest.starts_with("::")
                || before.trim_end().ends_with("use")
                || before.trim_end().ends_with("extern crate")
        }),
        Named::ButAddresses => {
            let below = codes[1..].join(" ");
            after(code, socket).any(|(_, rest)| !takes_addresses(&format!("{rest} {below}")))
        }
    }
}

/// What stands before and behind each place where a word stands by itself.
fn after<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let cut = move |(start, _)| (&code[..start], &code[start + word.len()..]);
    let alone = |(before, rest): &(&str, &str)| {
        !before.chars().next_back().is_some_and(is_word)
            && !rest.chars().next().is_some_and(is_word)
    };
    code.match_indices(word).map(cut).filter(alone)
}

/// Whether a path goes on with an address, or with a group of nothing else.
fn takes_addresses(rest: &str) -> bool {
    let Some(taken) = rest.trim_start().strip_prefix("::").map(str::trim_start) else {
        return false;
    };
    let names: Vec<&str> = match taken.strip_prefix('{').and_then(|group| group.split_once('}')) {
        Some((group, _)) => group.split(',').map(str::trim).filter(|n| !n.is_empty()).collect(),
        None => vec![taken],
    };
    let is_address = |name: &&str| {
        let word = name.split(|character| !is_word(character)).next().unwrap_or_default();
        ADDRESSES.contains(&word)
    };
    names.iter().all(is_address)
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

    /// The lines of a text in `store` that name a socket.
    fn lines(text: &str) -> Vec<usize> {
        broken(&[file("crates/store/src/a.rs", text)]).iter().map(|found| found.line).collect()
    }

    #[test]
    fn a_socket_outside_its_room_is_found() {
        let text = "use a::TcpStream;\n";
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

    #[test]
    fn other_ways_to_a_connection_are_found() {
        for text in [
            "let all = name.to_socket_addrs(); fn f(_: impl ToSocketAddrs) {}",
            "use tokio::net::lookup_host;",
            "tokio::net::UnixStream::connect(path)",
            "let agent = ureq::agent();",
            "use curl::easy::Easy;",
            "use ureq as http;",
            "extern crate curl;",
            "socket2::Socket::new(a, b, c)",
        ] {
            assert_eq!(lines(text), [1], "{text}");
            assert!(broken(&[file("crates/fetch/src/a.rs", text)]).is_empty(), "{text}");
        }
    }

    #[test]
    fn an_address_is_no_connection() {
        for fine in [
            "use std::net::IpAddr;",
            "use std::net::{IpAddr, Ipv4Addr as V4};",
            "use std::net::{\n    Ipv4Addr, // of old\n    Ipv6Addr,\n};",
            "let host: std::net::SocketAddr = text.parse()?;",
            "Err(std::net::AddrParseError)",
        ] {
            assert_eq!(lines(fine), [0; 0], "{fine}");
        }
    }

    #[test]
    fn whatever_else_is_taken_from_the_module_is_found_where_it_begins() {
        for (text, expected) in [
            ("\nuse std::net;", 2),
            ("use std::net as wire;", 1),
            ("use std::net::*;", 1),
            ("use std::net::Shutdown;", 1),
            ("use std::net::{IpAddr, Incoming};", 1),
            ("\nuse std::net::{\n    IpAddr,\n    Shutdown,\n};", 2),
            ("let a: std::net::IpAddr = std::net::connect(b);", 1),
        ] {
            assert_eq!(lines(text), [expected], "{text}");
        }
    }

    #[test]
    fn a_program_of_the_same_name_is_no_crate() {
        assert_eq!(lines("hint(\"fetch it with curl and try again\");\nlet curl = 1;"), [0; 0]);
    }
}
