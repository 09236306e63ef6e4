//! The files of the pages that the server shows: `web/` as it lies, embedded. There is no build step.

use bellwether_server::Asset;

const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
const DATA: &str = "application/json";

macro_rules! files {
    ($($kind:expr => [$($path:literal),* $(,)?]),* $(,)?) => {
        &[$($((
            $path,
            $kind,
            include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../web/", $path)),
        ),)*)*]
    };
}

/// Every file: its path from the root, its type, and what it is. `vendor/manifest.json` says where the libraries
/// come from.
const FILES: &[(&str, &str, &[u8])] = files! {
    "text/html; charset=utf-8" => ["index.html"],
    STYLE => ["style.css", "vendor/uplot.css", "vendor/maplibre-gl.css"],
    DATA => ["vendor/countries-50m.json", "vendor/manifest.json"],
    SCRIPT => [
        "app/alerts.js",
        "app/api.js",
        "app/brief.js",
        "app/chart.js",
        "app/format.js",
        "app/lib.js",
        "app/lineage.js",
        "app/main.js",
        "app/map.js",
        "app/map-clusters.js",
        "app/map-data.js",
        "app/map-draw.js",
        "app/map-events.js",
        "app/map-ground.js",
        "app/map-paint.js",
        "app/map-shapes.js",
        "app/map-signs.js",
        "app/map-svg.js",
        "app/parts.js",
        "app/quality.js",
        "app/reach.js",
        "app/record.js",
        "app/series.js",
        "app/state.js",
        "app/study.js",
        "app/sums.js",
        "app/time.js",
        "app/types.js",
        "app/pages/claim.js",
        "app/pages/group.js",
        "app/pages/incident.js",
        "app/pages/map.js",
        "app/pages/overview.js",
        "app/pages/sources.js",
        "vendor/htm.mjs",
        "vendor/maplibre-gl-worker.mjs",
        "vendor/maplibre-gl.mjs",
        "vendor/preact-hooks.mjs",
        "vendor/preact.mjs",
        "vendor/signals-core.mjs",
        "vendor/signals.mjs",
        "vendor/topojson-client.mjs",
        "vendor/uplot.mjs",
    ],
};

/// A file by its path.
pub(super) fn asset(path: &str) -> Option<Asset> {
    let (_, media_type, bytes) = FILES.iter().find(|(own, _, _)| *own == path)?;
    Some(Asset { bytes, media_type, immutable: false })
}
