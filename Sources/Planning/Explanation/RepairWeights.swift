// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText

extension Repair {
  /// What it costs to change the numbers at some places: a weight a JSON Pointer, which holds for
  /// all that is inside it. The longest pointer that fits decides; 1 where none does.
  public struct Weights: Sendable {
    public enum Weight: Sendable, Equatable { case never, times(Rational) }

    public let list: [(at: String, weight: Weight)]

    public init(_ weights: [(at: String, weight: Weight)] = []) { list = weights }

    func weight(of place: String) -> Weight {
      list.filter { Self.contains($0.at, place) }
        .max { $0.at.utf8.count < $1.at.utf8.count }?.weight ?? .times(.one)
    }

    private static func contains(_ pointer: String, _ place: String) -> Bool {
      place == pointer || place.hasPrefix(pointer + "/")
    }

    /// A pointer, and those to what it is inside of.
    private static func pointers(to place: String) -> [String] {
      place.indices.dropFirst().filter { place[$0] == "/" }.map { String(place[..<$0]) } + [place]
    }

    /// The first pointer with no number of `spec` in it that a repair may change, and the one that
    /// it may stand for. nil where all have one.
    public func stranger(in spec: Spec) -> (at: String, near: String?)? {
      if list.isEmpty { return nil }
      let formulation = Formulation(spec)
      let places = Set(
        formulation.writtenEnds(withColumns: true).compactMap { end in
          formulation.place(of: end).flatMap { $0.isNumber ? $0.at : nil }
        })
      for (at, _) in list where !places.contains(where: { Self.contains(at, $0) }) {
        return (at, nearestName(to: at, among: Set(places.flatMap(Self.pointers)).sorted()))
      }
      return nil
    }
  }
}

extension Repair.Weights.Weight {
  /// A number above 0, or `never`; nil for anything else. The number is the nearest that a result
  /// can print, so that whoever reads the result repairs in the same way.
  public init?(_ text: String) {
    if text == "never" {
      self = .never
    } else if let number = Rational(decimal: text), let printed = Rational(decimal: number.text),
      printed.signum > 0
    {
      self = .times(printed)
    } else {
      return nil
    }
  }
}

extension Repair.Weights {
  /// The `repair_weights` of a printed result; nil where they are none.
  init?(_ value: JSONValue?) {
    guard let value else {
      self.init()
      return
    }
    let weights = value.members.map { (at: $0.key, weight: Weight(printed: $0.value)) }
    guard value.kind == .object, weights.allSatisfy({ $0.weight != nil }) else { return nil }
    self.init(weights.map { (at: $0.at, weight: $0.weight!) })
  }
}

extension Repair.Weights.Weight {
  fileprivate init?(printed value: JSONValue) {
    guard let text = value.numberText ?? value.string, value.string.map({ $0 == "never" }) ?? true
    else { return nil }
    self.init(text)
  }
}
