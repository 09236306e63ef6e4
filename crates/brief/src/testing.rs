//! An instrument with made-up answers: three years of a group that doubled in the last.

use std::collections::BTreeMap;
use std::rc::Rc;

use bellwether_model::Date;
use bellwether_watch::alert::Alert;
use jiff::civil::date;

use crate::claim::{Claim, ClaimAt, ClaimCount, ClaimStanding};
use crate::instrument::{
    Area, Counted, Incident, Instrument, Part, Source, Statement, Studied, StudyVerdict, Subject,
    Told, Unanswered,
};
use crate::query::{By, Count, Measure, Study};
use crate::{Request, sections};

/// A store in the mind.
pub(crate) struct Imagined {
    pub(crate) incidents: Vec<Incident>,
    pub(crate) subject: Subject,
    pub(crate) statements: Vec<Statement>,
    pub(crate) sources: Vec<Source>,
}

impl Imagined {
    pub(crate) fn new() -> Self {
        let mut incidents = Vec::new();
        for month in 0..36i16 {
            let several = if month < 24 { 4 } else { 8 };
            for number in 0..several {
                let (year, month) = (2017 + month / 12, month % 12 + 1);
                let day = Date::new(year, i8::try_from(month).expect("a month"), 3 + number)
                    .expect("a day");
                incidents.push(incident(day, i64::from(number)));
            }
        }
        Self {
            incidents,
            subject: Subject {
                id: "front".into(),
                name: "The Front".into(),
                names: vec!["The 2nd Front".into()],
                line: Some("Nationalism. Aims: the hills.".into()),
                note: Some("Until 2015 alpha counts it as actor 11.".into()),
                relations: vec!["split from the Old Front, 2014".into()],
                simulated: false,
            },
            statements: vec![Statement {
                is_strength: true,
                is_claim: false,
                text: "600 to 800 fighters | in the hills".into(),
                low: Some(600),
                high: Some(800),
                unit: "fighters".into(),
                as_of: Some("2018-10".into()),
                attributed_to: None,
                second_hand: true,
                source: "A report <2018>".into(),
            }],
            sources: vec![
                Source {
                    dataset: "alpha".into(),
                    covers: "events 1989 on".into(),
                    selector: "actor 12".into(),
                    data_from: Some(date(2016, 1, 1)),
                    data_until: Some(date(2019, 12, 31)),
                    citation: "Alpha (2020) [data].".into(),
                    licence: "CC-BY-4.0".into(),
                    open: true,
                    ..Source::default()
                },
                Source {
                    dataset: "gamma".into(),
                    citation: "Gamma (2020) [data].".into(),
                    licence: "closed".into(),
                    least: Some(5.0),
                    terms: Some("publish counts with the citation".into()),
                    ..Source::default()
                },
            ],
        }
    }

    pub(crate) fn request() -> Request {
        Request {
            actor: "front".into(),
            from: date(2018, 1, 1),
            to: date(2019, 12, 31),
            as_of: None,
            sources: Vec::new(),
            unit: "incidents".into(),
            sections: sections::ALL.iter().map(|entry| entry.id.to_owned()).collect(),
            claims: vec!["The Front killed 900 people in 2019".into()],
            store_version: 7,
            digest: "abc".into(),
            program: "0.1.0".into(),
        }
    }

    fn key(by: By, one: &Incident) -> String {
        match by {
            By::Month => one.from.to_string()[..7].to_owned(),
            By::Year => one.from.to_string()[..4].to_owned(),
            By::Country => "NGA".into(),
            By::Admin1 => one.unit.clone().unwrap_or_default(),
            By::Type => "one-sided".into(),
            By::Actor => "army".into(),
            By::Source => "alpha".into(),
            By::Precision => one.precision.clone(),
            By::Plover => "ASSAULT".into(),
        }
    }
}

fn incident(day: Date, number: i64) -> Incident {
    let told = |dataset: &str, best: i64| Told {
        report: format!("{dataset}:{day}-{number}"),
        dataset: dataset.into(),
        deaths: Some([best, best, best + 2]),
    };
    Incident {
        id: format!("i{day}-{number}"),
        from: day,
        to: day,
        point: Some([11.0 + number as f64 / 10.0, 13.0]),
        precision: ["exact", "near", "admin1", "country"]
            [usize::try_from(number % 4).expect("small")]
        .into(),
        country: Some("NGA".into()),
        unit: Some("NG.27".into()),
        place: Some("Town".into()),
        deaths: Some([number, number + 1, number + 4]),
        told: vec![told("alpha", number + 1), told("beta", number + 3)],
    }
}

impl Instrument for Imagined {
    fn subject(&self) -> &Subject {
        &self.subject
    }

    fn count(&self, count: &Count) -> Result<Rc<Counted>, Unanswered> {
        let mut counted =
            Counted { reports: Some(0.0), single_source: Some(0.0), ..Counted::default() };
        let mut parts: BTreeMap<String, Part> = BTreeMap::new();
        let within = |one: &&Incident| {
            count.from.is_none_or(|from| one.from >= from)
                && count.to.is_none_or(|to| one.from <= to)
                && !(count.civilian_targets && one.from.day() % 2 == 0)
        };
        for one in self.incidents.iter().filter(within) {
            let part = match (count.measure, one.deaths) {
                (Measure::Events, _) => [1, 1, 1],
                (Measure::Fatalities, deaths) => deaths.unwrap_or_default(),
            };
            let own = count.by.map(|by| Self::key(by, one));
            for into in
                own.map(|key| parts.entry(key).or_default()).into_iter().chain([&mut counted.total])
            {
                into.low += part[0] as f64;
                into.value += part[1] as f64;
                into.high += part[2] as f64;
            }
            counted.reports = counted.reports.map(|count| count + 2.0);
        }
        counted.parts = parts;
        if count.reports_of.as_deref() == Some("gamma") && count.by == Some(By::Year) {
            // As if too few events stood behind the first year.
            counted.parts.remove("2018");
            counted.withheld.insert("2018".into());
        }
        Ok(Rc::new(counted))
    }

    fn span(
        &self,
        from: Option<Date>,
        to: Option<Date>,
    ) -> Result<(Option<Date>, Option<Date>), Unanswered> {
        let days = || {
            let all = self.incidents.iter().map(|one| one.from);
            all.filter(move |day| {
                from.is_none_or(|from| *day >= from) && to.is_none_or(|to| *day <= to)
            })
        };
        Ok((days().min(), days().max()))
    }

    fn alerts(&self) -> Result<Rc<Vec<Alert>>, Unanswered> {
        Ok(Rc::default())
    }

    fn notices(&self) -> Result<Rc<Vec<String>>, Unanswered> {
        Ok(Rc::new(vec![
            "The Front: its first event with 25 deaths or more is of 2019-01-03".into(),
        ]))
    }

    fn statements(&self) -> &[Statement] {
        &self.statements
    }

    fn claims(&self) -> Result<Rc<Vec<Claim>>, Unanswered> {
        let claim = |given, text: &str, standing, verdict: &str| {
            Claim {
            of: ClaimAt { given, number: 0, at: 0 },
            text: text.into(),
            said_by: (!given).then(|| "The ministry".into()),
            source: (!given).then(|| "A report <2018>".into()),
            second_hand: !given,
            as_of: (!given).then(|| "2019".into()),
            touches: !given,
            standing,
            verdict: verdict.into(),
            finding: "alpha has 240 (144–432) deaths in events with The Front in 2019; the claim says 900.".into(),
            why: vec!["alpha is no sample of 2019.".into()],
            counts: vec![ClaimCount {
                dataset: "alpha".into(),
                low: 144.0,
                best: Some(240.0),
                high: 432.0,
                shows: "a count of what the claim is about".into(),
            }],
            settles: (!given).then(|| "a list of 2019".into()),
        }
        };
        Ok(Rc::new(vec![
            claim(
                true,
                "The Front killed 900 people in 2019",
                ClaimStanding::NotSupported,
                "not supported: the data have fewer",
            ),
            claim(false, "It is likely that 12 were hit", ClaimStanding::Undecided, "no data"),
        ]))
    }

    fn study(&self, _: &Study) -> Result<Rc<Result<Studied, String>>, Unanswered> {
        Ok(Rc::new(Ok(Studied {
            verdict: StudyVerdict::NoSign,
            occasions: 4.0,
            within: 3.0,
            within_days: 116.0,
            expected: 3.2,
            rate_ratio: Some(0.94),
            interval: [0.5, 1.6],
            p: 0.8,
            detectable: Some(1.9),
            dates: Vec::new(),
        })))
    }

    fn incidents(&self) -> Result<Rc<Vec<Incident>>, Unanswered> {
        Ok(Rc::new(
            self.incidents.iter().filter(|one| one.from >= date(2018, 1, 1)).cloned().collect(),
        ))
    }

    fn sources(&self) -> Result<Rc<Vec<Source>>, Unanswered> {
        Ok(Rc::new(self.sources.clone()))
    }

    fn label(&self, _: By, key: &str) -> String {
        key.to_owned()
    }

    fn area(&self, by: By, key: &str) -> Area {
        let half = if by == By::Country { 3.0 } else { 1.0 };
        let square = |x: f64, y: f64| {
            vec![
                [x - half, y - half],
                [x + half, y - half],
                [x + half, y + half],
                [x - half, y - half],
            ]
        };
        Area { name: key.to_owned(), outline: vec![square(13.0, 11.3)] }
    }
}
