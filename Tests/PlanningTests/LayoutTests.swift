// SPDX-License-Identifier: GPL-3.0-or-later
import Oracle
import Testing

@testable import Planning

struct LayoutTests {
  @Test(
    arguments: [.all, [.workloads, .links, .soft], [.periods, .soft]] as [RandomPlan.Sections],
    [true, false])
  func `every row and column is found by what it stands for`(
    sections: RandomPlan.Sections, hasRunningPlan: Bool
  ) throws {
    var (rows, columns, kept, misses) = (0, 0, 0, 0)
    for seed in UInt64(0)..<100 {
      let random = RandomPlan(seed: seed, sections: sections)
      var (spec, _) = try Planner.read(Array(random.json.utf8))
      if hasRunningPlan {
        spec.running = RunningPlan(
          amounts: spec.resources.map { _ in .constant(.one) },
          placement: spec.workloads.map { workload in
            workload.options.map { _ in .constant(.one) }
          }, keepCost: .one)
      }
      let layout = Formulation.layout(of: spec)
      for row in 0..<layout.rowCount {
        let (kind, period) = layout.kind(ofRow: row)
        #expect(layout.row(kind, period ?? 0) == row, "seed \(seed): \(kind)")
        if kind.room == Layout.RoomNumber.running { kept += 1 }
        // A row that cannot be missed has no such column, and not that of something else.
        for isLower in [true, false] {
          guard let column = layout.column(missing: kind, isLower: isLower, period ?? 0) else {
            continue
          }
          misses += 1
          let missed = layout.missed(by: column)
          #expect(missed?.row == kind && missed?.isLower == isLower, "seed \(seed): \(kind)")
        }
      }
      for column in 0..<layout.columnCount {
        let (kind, period) = layout.kind(ofColumn: column)
        #expect(layout.column(kind, period ?? 0) == column, "seed \(seed): \(kind)")
      }
      (rows, columns) = (rows + layout.rowCount, columns + layout.columnCount)
    }
    #expect(rows > 300 && columns > 300)
    #expect(hasRunningPlan == (kept > 0))
    #expect(misses > 0)
  }
}
