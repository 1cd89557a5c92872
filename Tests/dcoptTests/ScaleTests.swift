// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

/// However a batch is cut into pieces, its results are those of the whole.
struct ScaleTests {
  @Test func `the tasks of a Slurm array give what one batch gives`() throws {
    let run = try Run.shell(
      """
      folder=$(mktemp -d)
      RESULTS=$folder/results SHARE=40 examples/scale/array-here.sh 3
      python3 examples/scale/scenarios.py 120 | dcopt batch > $folder/whole
      cat $folder/results/part-*.ndjson | cmp - $folder/whole; code=$?
      ls $folder/results; wc -l < $folder/whole; rm -r $folder; exit $code
      """)
    #expect(run.code == 0, "\(run.error)")
    #expect(
      run.text.split(whereSeparator: \.isWhitespace)
        == ["part-00000.ndjson", "part-00001.ndjson", "part-00002.ndjson", "120"])
  }

  static let hasParallel = (try? Run.shell("parallel --version | grep -q GNU").code) == 0

  @Test(.enabled(if: hasParallel, "GNU parallel is not installed (Debian: parallel)"))
  func `GNU parallel gives what one batch gives`() throws {
    let run = try Run.shell(
      """
      folder=$(mktemp -d)
      python3 examples/scale/scenarios.py 300 > $folder/specs
      dcopt batch $folder/specs > $folder/whole
      examples/scale/parallel.sh $folder/specs $folder/pieces && cmp $folder/whole $folder/pieces
      code=$?; rm -r $folder; exit $code
      """)
    #expect(run.code == 0, "\(run.error)")
  }

  /// The L-shaped method: the engine solves each scenario, and dcopt the master.
  private func stochastic(_ engine: String) throws -> (cost: Double, whole: Double, text: String) {
    let run = try Run.shell(
      """
      folder=$(mktemp -d)
      python3 benchmarks/scenarios/generate.py 12 4 6 > $folder/spec
      dcopt solve --format json $folder/spec > $folder/whole &&
      python3 examples/scale/stochastic.py $folder/spec \(engine) > $folder/cuts &&
      python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["cost"],
      json.load(open(sys.argv[2]))["objective"]["value"])' $folder/cuts $folder/whole
      code=$?; rm -r $folder; exit $code
      """)
    #expect(run.code == 0, "\(run.error)")
    let figures = run.text.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    try #require(figures.count == 2, "\(run.text)")
    return (figures[0], figures[1], run.error)
  }

  @Test func `cuts from many processes end at the optimum of one`() throws {
    let found = try stochastic("")
    #expect(abs(found.cost - found.whole) <= 2e-9 * found.whole)
    // One cut would be none: what is committed comes from several rounds.
    #expect(found.text.contains("round 3:"), "\(found.text)")
  }

  @Test(.enabled(if: hasParallel, "GNU parallel is not installed (Debian: parallel)"))
  func `cuts under GNU parallel end at the optimum of one`() throws {
    let found = try stochastic(
      "--engine 'parallel --will-cite --pipe --keep-order --block 4k dcopt batch --jobs 1'")
    #expect(abs(found.cost - found.whole) <= 2e-9 * found.whole)
  }
}
