// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser

/// What every command can print.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable { case json, table }

/// What a result can be printed as.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
  case json, table, markdown, html, csv, openmetrics
}

/// What a comparison with a plan or another result can be printed as.
enum AuditFormat: String, ExpressibleByArgument, CaseIterable {
  case json, table, markdown, html

  var ofReport: ReportFormat { ReportFormat(rawValue: rawValue)! }
}

/// What a sweep and a frontier can be printed as.
enum SweepFormat: String, ExpressibleByArgument, CaseIterable {
  case json, table, csv, markdown, html

  init(_ format: OutputFormat) { self = format == .table ? .table : .json }

  var ofReport: ReportFormat { ReportFormat(rawValue: rawValue)! }

  /// The resources that have a column of their own: in lines only as many as can be read.
  var mostResources: Int { self == .html ? 40 : 6 }
}
