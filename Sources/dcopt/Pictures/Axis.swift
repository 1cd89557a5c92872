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
    let values = values.map(Self.drawable)
    var (least, most) = (values.min() ?? 0, values.max() ?? 0)
    if withZero || most == 0 && least == 0 { (least, most) = (min(0, least), max(0, most)) }
    // What is so near that no labels tell it apart is one value.
    if most - least <= max(least.magnitude, most.magnitude) * 1e-12 {
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

  /// A value as it is drawn: what is beyond what can be drawn stands at its end, and what is next to
  /// nothing at zero, so that no difference of two values and no quotient leaves the doubles.
  static func drawable(_ value: Double) -> Double {
    let end = 1e150
    if value.isNaN || value.magnitude < 1 / end { return 0 }
    return min(end, max(-end, value))
  }

  /// How far along the axis a value is: 0 at its low end, 1 at its high one.
  func share(of value: Double) -> Double { (Self.drawable(value) - low) / (high - low) }

  /// Each step and its label.
  var ticks: [(value: Double, label: String)] {
    let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
    let count = ((high - low) / step).rounded()
    // As many as `init` makes; whatever it was given.
    guard count >= 0, count <= 40 else { return [] }
    return (0...Int(count)).map { k in
      let value = low + Double(k) * step
      let rounded = (value * scale).rounded() / scale
      return (value, Numeral.separated(printed(rounded == 0 ? 0 : rounded)))
    }
  }
}
