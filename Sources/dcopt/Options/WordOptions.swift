// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser

/// How tables, Markdown and pages are written; JSON, CSV and metrics are the same in any case.
struct WordOptions: ParsableArguments {
  @Option(help: "The language of tables, Markdown, pages and sentences.")
  var lang: Language = .en

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "About how many digits a number has for people, from 1 to 15.", valueName: "n"))
  var digits = Numeral.usualDigits

  var words: Words { Words(language: lang, digits: digits) }

  func validate() throws {
    if !(1...Numeral.mostDigits).contains(digits) {
      throw ValidationError(
        "--digits is a number from 1 to \(Numeral.mostDigits); JSON and CSV have every digit.")
    }
  }
}

extension Language: ExpressibleByArgument {}
