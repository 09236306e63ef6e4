//! The latest items of an outlet as RSS 2.0 and as Atom.

use std::collections::VecDeque;

use super::page::{GENERATOR, escape};

/// What a feed says of an article.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) url: String,
    pub(super) title: String,
    pub(super) summary: String,
    /// RFC 3339.
    pub(super) published: String,
    /// RFC 2822.
    pub(super) published_rss: String,
}

/// The latest items of one outlet.
#[derive(Debug)]
pub(super) struct Feed {
    pub(super) outlet: u8,
    pub(super) items: VecDeque<Item>,
    most: usize,
}

impl Feed {
    /// An empty feed of at most so many items.
    pub(super) fn new(outlet: u8, most: u16) -> Self {
        Self { outlet, items: VecDeque::new(), most: usize::from(most) }
    }

    /// Adds the newest item; the oldest goes when there are too many.
    pub(super) fn push(&mut self, item: Item) {
        self.items.push_front(item);
        self.items.truncate(self.most);
    }
}

/// RSS 2.0.
pub(super) fn rss(feed: &Feed, name: &str, home: &str) -> String {
    let name = escape(name);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\">\n  <channel>\n    \
         <title>{name} (SIMULATED)</title>\n    <link>{home}</link>\n    \
         <description>SIMULATED news of an invented world</description>\n    \
         <language>en</language>\n    <generator>{GENERATOR}</generator>\n"
    );
    for item in &feed.items {
        out.push_str(&format!(
            "    <item>\n      <title>{}</title>\n      <link>{url}</link>\n      \
             <guid isPermaLink=\"true\">{url}</guid>\n      <pubDate>{}</pubDate>\n      \
             <category>SIMULATED</category>\n      <description>{}</description>\n    </item>\n",
            escape(&item.title),
            item.published_rss,
            escape(&item.summary),
            url = escape(&item.url),
        ));
    }
    out.push_str("  </channel>\n</rss>\n");
    out
}

/// Atom.
pub(super) fn atom(feed: &Feed, name: &str, home: &str) -> String {
    let name = escape(name);
    let updated = feed.items.front().map_or("1970-01-01T00:00:00Z", |item| &item.published);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n  \
         <id>{home}</id>\n  <title>{name} (SIMULATED)</title>\n  <updated>{updated}</updated>\n  \
         <link href=\"{home}\"/>\n  <author><name>{name}</name></author>\n  \
         <generator>{GENERATOR}</generator>\n"
    );
    for item in &feed.items {
        out.push_str(&format!(
            "  <entry>\n    <id>{url}</id>\n    <title>{}</title>\n    <link href=\"{url}\"/>\n    \
             <published>{published}</published>\n    <updated>{published}</updated>\n    \
             <category term=\"SIMULATED\"/>\n    <content type=\"html\">{}</content>\n  </entry>\n",
            escape(&item.title),
            escape(&format!("<p>{}</p>", escape(&item.summary))),
            url = escape(&item.url),
            published = item.published,
        ));
    }
    out.push_str("</feed>\n");
    out
}
