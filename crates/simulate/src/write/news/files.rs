//! The folder `news`: articles, truth, text files, pages and feeds, written as articles come.

use std::{
    fs::{self, File},
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use serde_json::{Value, json};

use super::{
    article::Article,
    copies,
    feeds::{self, Feed, Item},
    page::{self, FOOTER, Page},
    record, stories,
};
use crate::{
    NewsParameters, NewsSummary, SimulateError,
    calendar::Calendar,
    observe::news::{
        outlets::Outlet,
        plan::{DAY, Minute, Plan, Topic},
    },
    rng::{Rng, Stream},
    world::World,
};

/// Headlines kept for the margins of pages.
const HEADLINES: usize = 4;

/// An open file with its path.
struct Lines {
    path: PathBuf,
    out: BufWriter<File>,
}

impl Lines {
    fn create(path: PathBuf) -> Result<Self, SimulateError> {
        let file = File::create(&path).map_err(SimulateError::write(&path))?;
        Ok(Self { path, out: BufWriter::with_capacity(1 << 18, file) })
    }

    fn line(&mut self, value: &Value) -> Result<(), SimulateError> {
        writeln!(self.out, "{value}").map_err(SimulateError::write(&self.path))
    }

    fn finish(mut self) -> Result<(), SimulateError> {
        self.out.flush().map_err(SimulateError::write(&self.path))
    }
}

/// Writes everything about news.
pub(crate) struct NewsFiles<'w> {
    world: &'w World,
    parameters: NewsParameters,
    dir: PathBuf,
    articles: Lines,
    truth: Option<Lines>,
    feeds: [Feed; 2],
    headlines: Vec<String>,
    summary: NewsSummary,
}

impl<'w> NewsFiles<'w> {
    /// Creates the folder and its files.
    ///
    /// # Errors
    /// When one cannot be created.
    pub(crate) fn create(
        world: &'w World,
        parameters: NewsParameters,
        dir: &Path,
    ) -> Result<Self, SimulateError> {
        let dir = dir.join("news");
        for (folder, wanted) in [
            (dir.clone(), true),
            (dir.join("text"), parameters.text_files > 0),
            (dir.join("html"), parameters.html_files > 0),
        ] {
            if wanted {
                fs::create_dir_all(&folder).map_err(SimulateError::write(&folder))?;
            }
        }
        let truth = world.parameters.truth.then(|| Lines::create(dir.join("truth.ndjson")));
        Ok(Self {
            world,
            parameters,
            articles: Lines::create(dir.join("articles.ndjson"))?,
            truth: truth.transpose()?,
            feeds: [0, 1].map(|outlet| Feed::new(outlet, parameters.feed_items)),
            headlines: Vec::new(),
            summary: NewsSummary { dir: dir.clone(), ..NewsSummary::default() },
            dir,
        })
    }

    /// Writes an article.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub(crate) fn publish(&mut self, outlets: &[Outlet], plan: &Plan) -> Result<(), SimulateError> {
        let article = compose(self.world, outlets, plan);
        let outlet = &outlets[usize::from(plan.outlet())];
        let published = timestamp(&self.world.calendar, plan.published());
        let url = url(&outlet.slug, &published, plan.id(), &article.title.text);
        self.articles.line(&json!({
            "id": plan.id(),
            "status": "SIMULATED",
            "outlet": outlet.slug,
            "outlet_name": outlet.name,
            "url": url,
            "published": published,
            "language": "en",
            "title": article.title.text,
            "text": article.body.text,
            "copied_from": plan.steps.last().map(|step| step.of),
        }))?;
        if let Some(truth) = &mut self.truth {
            truth.line(&record::record(plan, &outlet.slug, outlet.kind.as_str(), &article))?;
        }
        self.write_files(&outlet.name, plan, &article, &url, &published)?;
        self.feed(plan, &article, &url, &published);
        self.count(plan, &article);
        self.headlines.insert(0, article.title.text);
        self.headlines.truncate(HEADLINES);
        Ok(())
    }

    fn write_files(
        &self,
        outlet: &str,
        plan: &Plan,
        article: &Article,
        url: &str,
        published: &str,
    ) -> Result<(), SimulateError> {
        let done = self.summary.articles;
        let (title, text) = (&article.title.text, &article.body.text);
        if done < u64::from(self.parameters.text_files) {
            let path = self.dir.join(format!("text/{}.txt", plan.id()));
            let content = format!("{title}\n\n{text}\n\n--\n{outlet}, {published}\n{FOOTER}\n");
            fs::write(&path, content).map_err(SimulateError::write(&path))?;
        }
        if done < u64::from(self.parameters.html_files) {
            let path = self.dir.join(format!("html/{}.html", plan.id()));
            let page = Page {
                title,
                text,
                outlet,
                url,
                published,
                others: &self.headlines,
                look: plan.id(),
            };
            fs::write(&path, page::render(&page)).map_err(SimulateError::write(&path))?;
        }
        Ok(())
    }

    fn feed(&mut self, plan: &Plan, article: &Article, url: &str, published: &str) {
        let wanted = self.feeds.iter_mut().find(|feed| feed.outlet == plan.outlet());
        if let Some(feed) = wanted {
            let summary = article.body.text.split("\n\n").next().unwrap_or_default();
            feed.push(Item {
                url: url.to_owned(),
                title: article.title.text.clone(),
                summary: summary.to_owned(),
                published: published.to_owned(),
                published_rss: timestamp_rss(&self.world.calendar, plan.published()),
            });
        }
    }

    fn count(&mut self, plan: &Plan, article: &Article) {
        let summary = &mut self.summary;
        summary.articles += 1;
        if plan.steps.is_empty() {
            summary.originals += 1;
            summary.events += article.events.len() as u64;
            summary.statements += article.statements.len() as u64;
            summary.noise += u64::from(matches!(plan.story.topic, Topic::Noise { .. }));
        } else {
            summary.copies += 1;
        }
    }

    /// Writes the feeds and completes all files.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub(crate) fn finish(self, outlets: &[Outlet]) -> Result<NewsSummary, SimulateError> {
        self.articles.finish()?;
        if let Some(truth) = self.truth {
            truth.finish()?;
        }
        let mut summary = self.summary;
        for (feed, file) in self.feeds.iter().zip(["feed.xml", "atom.xml"]) {
            let outlet = &outlets[usize::from(feed.outlet)];
            let home = format!("https://simulated.invalid/{}/", outlet.slug);
            let text = if file == "feed.xml" {
                feeds::rss(feed, &outlet.name, &home)
            } else {
                feeds::atom(feed, &outlet.name, &home)
            };
            let path = self.dir.join(file);
            fs::write(&path, text).map_err(SimulateError::write(&path))?;
        }
        summary.outlets = outlets.iter().map(|outlet| outlet.slug.clone()).collect();
        Ok(summary)
    }
}

/// The words of a plan: the story, then what each copyist makes of it.
pub(super) fn compose(world: &World, outlets: &[Outlet], plan: &Plan) -> Article {
    let first = &outlets[usize::from(plan.story.outlet)];
    let mut article = stories::write(world, first, &plan.story);
    for step in &plan.steps {
        let mut rng = Rng::keyed(world.parameters.seed, Stream::News, [7, step.id, 0]);
        copies::apply(&mut article, step.manner, &first.name, &mut rng);
    }
    article
}

/// RFC 3339, in UTC.
fn timestamp(calendar: &Calendar, minute: Minute) -> String {
    let (date, hour, minute) = clock(calendar, minute);
    format!("{date}T{hour:02}:{minute:02}:00Z")
}

/// RFC 2822, in UTC.
fn timestamp_rss(calendar: &Calendar, minute: Minute) -> String {
    let (date, hour, minute) = clock(calendar, minute);
    format!("{} {hour:02}:{minute:02}:00 +0000", date.strftime("%a, %d %b %Y"))
}

fn clock(calendar: &Calendar, minute: Minute) -> (bellwether_model::Date, Minute, Minute) {
    let day = u32::try_from(minute / DAY).unwrap_or(u32::MAX);
    (calendar.date(day), minute % DAY / 60, minute % 60)
}

/// An address that can never resolve (RFC 2606).
fn url(outlet: &str, published: &str, id: u64, title: &str) -> String {
    let mut slug = String::new();
    for letter in title.chars().take(60) {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter.to_ascii_lowercase());
        } else if !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let day = published[..10].replace('-', "/");
    format!("https://simulated.invalid/{outlet}/{day}/{id}-{}", slug.trim_matches('-'))
}
