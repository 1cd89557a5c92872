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
}
