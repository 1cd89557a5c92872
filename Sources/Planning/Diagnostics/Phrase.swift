// SPDX-License-Identifier: GPL-3.0-or-later

/// A sentence or a part of one, in each language.
public struct Phrase: Sendable, Equatable {
  public let english: String
  public let chinese: String

  init(_ english: String, _ chinese: String) { (self.english, self.chinese) = (english, chinese) }
}
