//! How well places were found: recognition, resolution, and both.

use super::corpus::Marked;
use super::geoparser::Toponym;

/// A place is right within this distance of the key's (Leidner 2007; 100 miles).
pub const NEAR_KM: f64 = 161.0;

/// Counts over texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Names in the key.
    pub marked: usize,
    /// Of these the ones whose place the key knows.
    pub placed: usize,
    /// Names found.
    pub found: usize,
    /// Names found with the bytes of one in the key.
    pub matched: usize,
    /// Names found with a byte of one in the key, each of which counts once.
    pub touched: usize,
    /// Of the matched ones those whose place the key knows.
    pub matched_placed: usize,
    /// Of these the ones within 161 km.
    pub near: usize,
    /// Of these the ones with the same GeoNames id.
    pub same: usize,
}

/// The harmonic mean of right/found and right/wanted; 0 where nothing is right.
fn f1(right: usize, found: usize, wanted: usize) -> f64 {
    if found + wanted == 0 { 0.0 } else { 2.0 * right as f64 / (found + wanted) as f64 }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

impl Counts {
    /// Adds what was found in one text.
    pub fn add(&mut self, key: &[Marked], found: &[Toponym]) {
        self.marked += key.len();
        self.placed += key.iter().filter(|mark| mark.point.is_some()).count();
        self.found += found.len();
        self.touched += key
            .iter()
            .filter(|mark| found.iter().any(|toponym| toponym.span().overlaps(mark.span)))
            .count();
        for toponym in found {
            let Some(mark) = key.iter().find(|mark| mark.span == toponym.span()) else { continue };
            self.matched += 1;
            let Some(point) = mark.point else { continue };
            self.matched_placed += 1;
            self.near += usize::from(toponym.point.distance_km(&point) <= NEAR_KM);
            self.same += usize::from(toponym.geonameid == mark.geonameid);
        }
    }

    /// F1 of names with exactly the key's bytes, over all names of the key.
    #[must_use]
    pub fn recognition_f1(&self) -> f64 {
        f1(self.matched, self.found, self.marked)
    }

    /// Precision and recall of the same.
    #[must_use]
    pub fn recognition(&self) -> (f64, f64) {
        (share(self.matched, self.found), share(self.matched, self.marked))
    }

    /// Of the names found whose place the key knows, the share within 161 km.
    #[must_use]
    pub fn acc161(&self) -> f64 {
        share(self.near, self.matched_placed)
    }

    /// Of the same, the share with the same GeoNames id.
    #[must_use]
    pub fn same_id(&self) -> f64 {
        share(self.same, self.matched_placed)
    }

    /// F1 of names that are found and within 161 km, over all names of the key: one whose place the key
    /// does not know can never be right.
    #[must_use]
    pub fn end_to_end_f1(&self) -> f64 {
        f1(self.near, self.found, self.marked)
    }

    /// The product of recognition F1 and acc@161, as it follows from figures published apart.
    #[must_use]
    pub fn product(&self) -> f64 {
        self.recognition_f1() * self.acc161()
    }

    /// Share of the key's names of which some byte was found.
    #[must_use]
    pub fn touched_recall(&self) -> f64 {
        share(self.touched, self.marked)
    }
}

/// How far confidences are from what came out: the mean over ten bins of the difference between the mean
/// confidence and the share that was right, weighted by their sizes. Names whose place the key does not
/// know are left out.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Calibration {
    bins: [(f64, f64, f64); 10],
}

impl Calibration {
    /// Adds what was found in one text.
    pub fn add(&mut self, key: &[Marked], found: &[Toponym]) {
        for toponym in found {
            let mark = key.iter().find(|mark| mark.span == toponym.span());
            let right = match mark.map(|mark| mark.point) {
                Some(Some(point)) => toponym.point.distance_km(&point) <= NEAR_KM,
                Some(None) => continue,
                None => false,
            };
            let confidence = f64::from(toponym.confidence);
            let bin = ((confidence * 10.0) as usize).min(9);
            self.bins[bin].0 += 1.0;
            self.bins[bin].1 += confidence;
            self.bins[bin].2 += f64::from(u8::from(right));
        }
    }

    /// The error, 0 for nothing.
    #[must_use]
    pub fn error(&self) -> f64 {
        let whole: f64 = self.bins.iter().map(|bin| bin.0).sum();
        let off: f64 = self.bins.iter().map(|bin| (bin.1 - bin.2).abs()).sum();
        if whole > 0.0 { off / whole } else { 0.0 }
    }
}
