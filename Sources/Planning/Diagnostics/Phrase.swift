// SPDX-License-Identifier: GPL-3.0-or-later

/// A sentence or a part of one, in each language.
public struct Phrase: Sendable, Equatable, ExpressibleByStringInterpolation {
  public let english: String
  public let chinese: String

  init(_ english: String, _ chinese: Chinese) {
    (self.english, self.chinese) = (english, chinese.text)
  }

  /// A name, which no language changes.
  init(_ name: String) { self.init(name, Chinese(name)) }

  public init(stringLiteral name: String) { self.init(name) }

  /// This in a case: `cost in scenario high`, where the case comes first in Chinese.
  func within(_ place: Phrase) -> Phrase {
    Phrase(english + place.english, "\(place.chinese)\(chinese)")
  }
}
