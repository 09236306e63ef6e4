# The peer of `watch`: farringtonFlexible of R's surveillance on its own weekly salmonella counts.
# Prints `r_us_per_fit=` and the package's version; ends with code 1 where the package is not installed.
if (!requireNamespace("surveillance", quietly = TRUE)) quit(status = 1)
suppressMessages(library(surveillance))
data(salmNewport)
weeks <- aggregate(salmNewport, by = "unit")
range <- 400:528
control <- list(
  range = range, b = 4, w = 3, reweight = TRUE, weightsThreshold = 2.58, trend = TRUE, noPeriods = 10,
  pThresholdTrend = 1, thresholdMethod = "nbPlugin", populationOffset = FALSE,
  fitFun = "algo.farrington.fitGLM.flexible", alpha = 0.05, pastWeeksNotIncluded = 26
)
invisible(farringtonFlexible(weeks, control = modifyList(control, list(range = 400:404))))
# Processor time, so that other programs on the machine do not count.
used <- system.time(farringtonFlexible(weeks, control = control))
cat(sprintf(
  "r_us_per_fit=%.0f surveillance=%s\n",
  1e6 * (used[["user.self"]] + used[["sys.self"]]) / length(range), packageVersion("surveillance")
))
