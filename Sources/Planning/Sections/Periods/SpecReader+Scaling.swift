// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText

/// What a resource says of how its amount may change over time.
struct ScalingFields {
  var start: Rational?
  var rampUp: WrittenBound?
  var rampDown: WrittenBound?
  var buy: [Spec.Figure]?
  var keep: (series: Series, offset: Int)?
  var lead = 0
  var life: Int?
}

/// `ramp_up`, `ramp_down`, `start`, `buy`, `keep` and `constant` of a resource.
extension SpecReader {
  mutating func readScaling(
    _ field: JSONMember, _ fields: inout ScalingFields, at place: Pointer
  ) {
    let value = field.value
    switch field.key {
    case "ramp_up", "ramp_down":
      guard let series = nonnegativeSeries(value, at: place) else { return }
      let bound = WrittenBound(series: series, at: place)
      if field.key == "ramp_up" { fields.rampUp = bound } else { fields.rampDown = bound }
    case "start": fields.start = nonnegative(value, at: place)
    case "keep":
      guard let series = nonnegativeSeries(value, at: place) else { return }
      fields.keep = (series, field.keyOffset)
    default:
      fields.buy = []
      guard value.kind == .object else {
        return expected("an object of attributes", value, at: place)
      }
      fields.buy = readFigures(
        of: value, at: place, on: .bought(spec.resources.count),
        without: ["lead", "life"])
      for field in members(of: value) {
        let place = place.appending(field.key)
        if field.keyEquals("lead") {
          fields.lead = wholeNumber(field.value, from: 0, at: place) ?? 0
        } else if field.keyEquals("life") {
          fields.life = wholeNumber(field.value, from: 1, at: place) ?? 1
        }
      }
    }
  }

  /// What the fields of a resource say together; nil where nothing ties its periods.
  mutating func scaling(
    _ fields: ScalingFields, of member: JSONMember, at pointer: Pointer
  ) -> Resource.Scaling? {
    if let keep = fields.keep, fields.buy == nil {
      note(
        "\"keep\" needs \"buy\": without it nothing wears off", at: pointer.appending("keep"),
        offset: keep.offset)
    }
    if let keep = fields.keep, fields.life != nil {
      note(
        "\"keep\" beside \"life\": what is bought wears off by one of the two",
        at: pointer.appending("keep"), offset: keep.offset)
    }
    if fields.buy != nil || fields.rampUp != nil || fields.rampDown != nil {
      return Resource.Scaling(
        rampUp: fields.rampUp, rampDown: fields.rampDown, buy: fields.buy,
        keep: fields.keep?.series ?? .constant(.one), lead: fields.lead, life: fields.life)
    }
    if fields.start != nil, !members(of: member.value).contains(where: { $0.key == "start_up" }) {
      let offset = members(of: member.value).first { $0.key == "start" }!.keyOffset
      idleStarts.append((spec.resources.count, offset))
    }
    return nil
  }

  /// Complains of amounts before the first period that nothing asks for.
  mutating func noteIdleStarts() {
    let constraints = spec.constraints.contains { !$0.before.isEmpty }
    for (r, offset) in idleStarts where !constraints {
      note(
        "\"start\" says nothing without \"ramp_up\", \"ramp_down\", \"buy\" or a constraint with "
          + "\"before\"",
        at: spec.resources[r].at.appending("start"), offset: offset, severity: .warning)
    }
  }

  mutating func readConstant(_ field: JSONMember, at place: Pointer) -> Bool {
    guard let flag = field.value.bool else {
      expected("true or false", field.value, at: place)
      return false
    }
    if flag, found["periods"] == nil {
      note(
        "\"constant\" needs \"periods\": without them an amount is one amount", at: place,
        offset: field.keyOffset)
    }
    return flag
  }

  /// One amount for all periods is within the bounds of each.
  mutating func checkConstant(
    _ isConstant: Bool, _ offset: Int, min: Series?, max: Series?, at pointer: Pointer
  ) {
    guard isConstant, let lower = min?.values.max(), let upper = max,
      let most = upper.values.min(), most < lower,
      upper.firstPeriod(below: min!) == nil
    else { return }
    note(
      "no amount is at least \(lower.text) and at most \(most.text), and so none is the same in all "
        + "periods", at: pointer.appending("constant"), offset: offset)
  }
}
