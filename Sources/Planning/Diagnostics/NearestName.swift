// SPDX-License-Identifier: GPL-3.0-or-later

/// The known name that a mistyped one most likely stands for, if any is near: at most a third of
/// the letters may differ. The distance is Levenshtein's, and a swap of neighbours counts once.
public func nearestName(to name: String, among known: some Sequence<String>) -> String? {
  let wanted = Array(name.lowercased().unicodeScalars)
  guard wanted.count <= 60 else { return nil }
  var best: (name: String, distance: Int)?
  for candidate in known where !candidate.isEmpty {
    let letters = Array(candidate.lowercased().unicodeScalars)
    let allowed = min(
      best.map { $0.distance - 1 } ?? .max, max(1, (max(wanted.count, letters.count)) / 3))
    if abs(letters.count - wanted.count) > allowed { continue }
    let distance = editDistance(wanted, letters)
    if distance <= allowed, distance < letters.count { best = (candidate, distance) }
  }
  return best?.name
}

/// How many letters must be changed, added, left out or swapped with their neighbours.
func editDistance(of name: String, to other: String) -> Int {
  editDistance(Array(name.unicodeScalars), Array(other.unicodeScalars))
}

private func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  var before: [Int] = []
  var previous = Array(0...b.count)
  for i in 0..<a.count {
    var current = [i + 1]
    for j in 0..<b.count {
      var distance = min(
        previous[j] + (a[i] == b[j] ? 0 : 1), previous[j + 1] + 1, current[j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        distance = min(distance, before[j - 1] + 1)
      }
      current.append(distance)
    }
    (before, previous) = (previous, current)
  }
  return previous[b.count]
}
