//! Expressions as a reader would take them. The day of the text is Wednesday 14 April 2021.

use super::*;
use jiff::civil::date;

fn read(text: &str) -> Vec<String> {
    times(&Tokens::new(text), Some(date(2021, 4, 14)))
        .into_iter()
        .map(|time| {
            format!("{}/{} {:?} {:?}", time.start, time.end, time.relation, time.granularity)
        })
        .collect()
}

#[track_caller]
fn is(text: &str, expected: &str) {
    assert_eq!(read(text), [expected], "{text}");
}

#[test]
fn dates_are_read_in_all_usual_forms() {
    for text in [
        "on 26 August 2020",
        "on August 26, 2020",
        "on Aug. 26, 2020",
        "on 2020-08-26",
        "on the 26th of August 2020",
        "ON 26 AUGUST 2020",
        "on 26 august 2020",
    ] {
        is(text, "2020-08-26/2020-08-26 During Day");
    }
    is("SAN SALVADOR, 18 FEB 90 (DPA)", "1990-02-18/1990-02-18 During Day");
}

#[test]
fn a_date_without_a_year_is_the_last_such_day() {
    is("on 10 April", "2021-04-10/2021-04-10 During Day");
    is("on 20 April", "2020-04-20/2020-04-20 During Day");
    is("in October", "2020-10-01/2020-10-31 During Month");
}

#[test]
fn ranges_are_joined_and_share_their_year() {
    is("from October 2019 to March 2020", "2019-10-01/2020-03-31 Throughout Month");
    is("between April 2020 and March 2021", "2020-04-01/2021-03-31 Throughout Month");
    is("between 2017 and 2018", "2017-01-01/2018-12-31 Throughout Year");
    is("in 2017-2018", "2017-01-01/2018-12-31 Throughout Year");
    is("in 2017-18", "2017-01-01/2018-12-31 Throughout Year");
    is("from October to December 2019", "2019-10-01/2019-12-31 Throughout Month");
    is("from November to February 2020", "2019-11-01/2020-02-29 Throughout Month");
}

#[test]
fn words_before_say_what_to_make_of_it() {
    is("as of October 2018", "2018-10-01/2018-10-31 AsOf Month");
    is("since 2015", "2015-01-01/2021-04-14 Since Year");
    is("until June 2019", "2019-06-01/2019-06-01 Until Month");
    is("by the end of 2016", "2016-01-01/2016-12-31 AsOf Year");
}

#[test]
fn parts_of_years_and_months_are_stretches() {
    is("in mid-2016", "2016-05-01/2016-08-31 During Season");
    is("in early 2017", "2017-01-01/2017-04-30 During Season");
    is("in late March 2019", "2019-03-21/2019-03-31 During Month");
    is("in the first half of 2018", "2018-01-01/2018-06-30 During Season");
    is("in the summer of 2016", "2016-06-01/2016-08-31 During Season");
    is("in the 1990s", "1990-01-01/1999-12-31 During Decade");
}

#[test]
fn days_are_reckoned_from_the_day_of_the_text() {
    is("yesterday", "2021-04-13/2021-04-13 During Day");
    is("last Friday", "2021-04-09/2021-04-09 During Day");
    is("on Wednesday", "2021-04-14/2021-04-14 During Day");
    is("last Wednesday", "2021-04-07/2021-04-07 During Day");
    is("two weeks ago", "2021-03-29/2021-04-04 During Week");
    is("last month", "2021-03-01/2021-03-31 During Month");
    is("over the past three months", "2021-01-15/2021-04-14 Throughout Month");
}

#[test]
fn a_story_goes_on_from_its_last_date() {
    assert_eq!(
        read("They met on 3 March 2020. The following day they left."),
        ["2020-03-03/2020-03-03 During Day", "2020-03-04/2020-03-04 During Day"]
    );
}

#[test]
fn the_first_months_and_the_start_of_the_year_are_parts_of_it() {
    is("in the first four months of 2019", "2019-01-01/2019-04-30 During Season");
    is("since the start of the year", "2021-01-01/2021-04-14 Since Season");
}

#[test]
fn numbers_and_verbs_are_no_dates() {
    for text in ["2000 people fled", "they may attack", "on the march", "at 2000"] {
        assert!(read(text).is_empty(), "{text}: {:?}", read(text));
    }
}

#[test]
fn a_range_that_gives_its_year_once_needs_no_day_of_the_text() {
    for (text, from, to) in [
        ("between January and June 2014", date(2014, 1, 1), date(2014, 6, 30)),
        ("from October to December 2019", date(2019, 10, 1), date(2019, 12, 31)),
        ("from November to February 2020", date(2019, 11, 1), date(2020, 2, 29)),
        ("between 3 January and 5 June 2014", date(2014, 1, 3), date(2014, 6, 5)),
    ] {
        let found = times(&Tokens::new(text), None);
        let found: Vec<_> = found.iter().map(|time| (time.start, time.end)).collect();
        assert_eq!(found, [(from, to)], "{text}");
    }
}

#[test]
fn without_the_day_of_the_text_nothing_is_guessed() {
    assert!(times(&Tokens::new("last Friday in October"), None).is_empty());
}
