// SPDX-License-Identifier: GPL-3.0-or-later
import Planning

/// The ends and steps of an axis: steps of 1, 2 or 5 times a power of ten, four to ten of them.
struct Axis {
  let low: Double
  let high: Double
  let step: Double
  /// Digits behind the point that tell two steps apart.
  private let decimals: Int

  /// An axis over `values`, and over zero where that is asked for.
  init(_ values: [Double], withZero: Bool) {
    var (least, most) = (values.min() ?? 0, values.max() ?? 0)
    if withZero || most == 0 && least == 0 { (least, most) = (min(0, least), max(0, most)) }
    if least == most {
      let room = least == 0 ? 1 : least.magnitude / 2
      (least, most) = (withZero ? least : least - room, most + room)
    }
    var (step, decimals) = (1.0, 0)
    while (most - least) / step < 1 { (step, decimals) = (step / 10, decimals + 1) }
    while (most - least) / step >= 10 { (step, decimals) = (step * 10, decimals - 1) }
    if (most - least) / step < 2 {
      (step, decimals) = (step / 5, decimals + 1)
    } else if (most - least) / step < 4 {
      (step, decimals) = (step / 2, decimals + 1)
    }
    (low, high) = ((least / step).rounded(.down) * step, (most / step).rounded(.up) * step)
    (self.step, self.decimals) = (step, max(0, decimals))
  }

  /// Each step and its label.
  var ticks: [(value: Double, label: String)] {
    let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
    return (0...Int(((high - low) / step).rounded())).map { k in
      let value = low + Double(k) * step
      let rounded = (value * scale).rounded() / scale
      return (value, printed(rounded == 0 ? 0 : rounded))
    }
  }
}
