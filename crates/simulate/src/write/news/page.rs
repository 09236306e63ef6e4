//! An article as a web page, with what stands around articles on the web; and escaping.

/// What makes pages and feeds, as they say themselves.
pub(super) const GENERATOR: &str = "bellwether-simulate (SIMULATED: an invented world)";
/// The last line of pages and text files.
pub(super) const FOOTER: &str =
    "SIMULATED: this article, its outlet and everything in it are invented.";

/// A text in which markup of HTML and XML has no meaning; characters that XML forbids are dropped.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(letter),
            control if control.is_control() => {}
            other => out.push(other),
        }
    }
    out
}

/// What a page shows.
pub(super) struct Page<'a> {
    pub(super) title: &'a str,
    pub(super) text: &'a str,
    pub(super) outlet: &'a str,
    pub(super) url: &'a str,
    /// RFC 3339.
    pub(super) published: &'a str,
    /// Headlines of other articles, for the margin.
    pub(super) others: &'a [String],
    /// A number that decides what the page looks like.
    pub(super) look: u64,
}

/// The page.
pub(super) fn render(page: &Page<'_>) -> String {
    let (title, outlet, url) = (escape(page.title), escape(page.outlet), escape(page.url));
    let published = page.published;
    let mut body = String::new();
    for (index, paragraph) in page.text.split("\n\n").enumerate() {
        body.push_str(&format!("        <p>{}</p>\n", escape(paragraph)));
        if index == 1 && page.look.is_multiple_of(2) {
            body.push_str(
                "        <div class=\"ad\" aria-hidden=\"true\">Advertisement: fresh rope, low prices</div>\n",
            );
        }
    }
    let aside: String = page
        .others
        .iter()
        .map(|other| format!("        <li><a href=\"#\">{}</a></li>\n", escape(other)))
        .collect();
    let banner = if page.look.is_multiple_of(3) {
        "    <div id=\"cookie-banner\" role=\"dialog\"><p>We value your privacy. We use cookies to \
         improve this page.</p><button>Accept all</button><button>Reject</button></div>\n"
    } else {
        ""
    };
    let wrapper =
        ["article", "div class=\"story\"", "main"][usize::try_from(page.look % 3).unwrap_or(0)];
    let close = wrapper.split(' ').next().unwrap_or(wrapper);
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n  <head>\n    <meta charset=\"utf-8\">\n    \
         <title>{title} | {outlet}</title>\n    <meta name=\"generator\" content=\"{GENERATOR}\">\n    \
         <meta name=\"robots\" content=\"noindex\">\n    <meta name=\"simulated\" content=\"true\">\n    \
         <meta property=\"og:title\" content=\"{title}\">\n    \
         <meta property=\"og:site_name\" content=\"{outlet}\">\n    \
         <meta property=\"article:published_time\" content=\"{published}\">\n    \
         <link rel=\"canonical\" href=\"{url}\">\n    \
         <style>body {{ font-family: serif }} .ad {{ color: grey }}</style>\n    \
         <script>window.page = {{ \"section\": \"news\", \"killed\": false }};</script>\n  </head>\n  <body>\n\
         {banner}    <header><a href=\"/\">{outlet}</a>\n      \
         <nav><ul><li>Home</li><li>World</li><li>Politics</li><li>Sport</li><li>Weather</li></ul></nav>\n    \
         </header>\n    <{wrapper}>\n        <h1>{title}</h1>\n        \
         <p class=\"byline\">By our staff | <time datetime=\"{published}\">{published}</time></p>\n\
         {body}    </{close}>\n    <aside>\n      <h2>Most read</h2>\n      <ul>\n{aside}      </ul>\n      \
         <form><label>Newsletter <input type=\"email\"></label></form>\n    </aside>\n    \
         <footer><p>{FOOTER}</p></footer>\n    \
         <script>if (1 < 2 && true) {{ console.log(\"<p>read</p>\".length); }}</script>\n  </body>\n</html>\n"
    )
}
