// SPDX-License-Identifier: GPL-3.0-or-later
import Planning

extension Certificate {
  var json: String {
    let sections = sections.map { name, figures in
      (name, JSONOutput.object(figures.map { ($0.name, .string($0.value.description)) }))
    }
    return JSONOutput.object(
      [("dcopt", .integer(1)), ("certificate", .string(status.rawValue))] + sections
    ).document
  }
}
