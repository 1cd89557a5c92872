// SPDX-License-Identifier: GPL-3.0-or-later

/// The words that begin a section of an LP file, in whatever case.
enum LPKeyword: Equatable {
  case maximize, minimize
  case constraints
  case bounds
  case integers
  case binaries
  case semicontinuous
  case end
  /// What is no linear program.
  case refused(String)

  /// Whether its section may come after the objective.
  var mayFollowObjective: Bool {
    switch self {
    case .constraints, .bounds, .end, .refused: true
    default: false
    }
  }

  /// One word.
  init?(_ word: String) {
    switch word {
    case "maximize", "maximum", "maximise", "max": self = .maximize
    case "minimize", "minimum", "minimise", "min": self = .minimize
    case "st", "s.t.", "st.", "s.t": self = .constraints
    case "bounds", "bound": self = .bounds
    case "general", "generals", "gen", "integer", "integers", "int": self = .integers
    case "binary", "binaries", "bin": self = .binaries
    case "semi", "semis": self = .semicontinuous
    case "end": self = .end
    case "sos", "sos1", "sos2": self = .refused("special ordered sets")
    case "pwlobj": self = .refused("a piecewise linear objective")
    case "gencons", "genconstrs", "genconstr": self = .refused("general constraints")
    case "scenario": self = .refused("scenarios")
    default: return nil
    }
  }

  /// Two words.
  init?(_ first: String, _ second: String) {
    switch (first, second) {
    case ("subject", "to"), ("such", "that"): self = .constraints
    case ("general", "constraints"), ("general", "constraint"):
      self = .refused("general constraints")
    case ("lazy", "constraints"), ("lazy", "constraint"): self = .refused("lazy constraints")
    case ("user", "cuts"), ("user", "cut"): self = .refused("user cuts")
    default: return nil
    }
  }
}
