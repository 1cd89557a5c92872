// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Hands the lines of a batch to another process and its answers on, so that a line that takes all
/// memory, or meets a defect that ends a process, takes no other line with it.
///
/// Where the worker ends so, the lines that have no answer yet go to a new one, one by one: the line at
/// which that ends too is the one, and is answered as a failure.
final class BatchSupervisor {
  private let path: String
  private var worker: BatchWorker
  /// Lines without an answer, each with its line feed, and the number of the first of them.
  private var lines: [[UInt8]] = []
  private var number = 1
  private var size = 0
  /// How many of them the worker has, or will have once `outgoing` is written.
  private var handedOn = 0
  private var outgoing: [UInt8] = []
  private var incoming: [UInt8] = []
  /// The beginning of a line that has not arrived as a whole.
  private var begun: [UInt8] = []
  private var isInputOver = false
  private var isClosed = false
  /// How many lines are still to go one by one.
  private var careful = 0
  private var code: Int32 = 0
  /// How many workers in a row have ended without a line.
  private var idleEnds = 0

  /// More is not read before some of it is answered.
  private static let mostBytes = 1 << 20

  /// nil where no process can be started.
  init?(_ path: String) {
    guard let worker = BatchWorker(firstLine: 1) else { return nil }
    (self.path, self.worker) = (path, worker)
  }

  /// Exits as a batch does.
  func run() throws {
    let descriptor = try Input.open(path)
    defer { Input.close(descriptor) }
    while true {
      handOn()
      var looked = [worker.events(isWriting: !outgoing.isEmpty)]
      if !isInputOver, size < Self.mostBytes || lines.isEmpty {
        looked.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0))
      }
      if poll(&looked, nfds_t(looked.count), -1) < 0 { continue }
      if looked[0].revents & Int16(POLLOUT) != 0 {
        outgoing.removeFirst(worker.write(outgoing[...]) ?? 0)
      }
      if looked[0].revents & ~Int16(POLLOUT) != 0 {
        let bytes = worker.read()
        if bytes.isEmpty {
          if try goOn() { return }
        } else {
          try take(bytes)
        }
      }
      if looked.count > 1, looked[1].revents != 0 { try read(descriptor) }
    }
  }

  // MARK: - Lines

  private func read(_ descriptor: Int32) throws {
    let known = begun.count
    if try Input.append(1 << 16, from: descriptor, of: path, to: &begun) == 0 {
      isInputOver = true
      if !begun.isEmpty { add(begun + [UInt8(ascii: "\n")]) }
      begun = []
      return
    }
    var start = 0
    var searched = known
    while let feed = begun[searched...].firstIndex(of: UInt8(ascii: "\n")) {
      add(Array(begun[start...feed]))
      (start, searched) = (feed + 1, feed + 1)
    }
    begun.removeFirst(start)
  }

  private func add(_ line: [UInt8]) {
    lines.append(line)
    size += line.count
  }

  /// Puts what the worker may have next into `outgoing`; where there will be nothing more, says so.
  private func handOn() {
    if isClosed || !outgoing.isEmpty { return }
    let most = careful > 0 ? 1 : lines.count
    while handedOn < most, outgoing.count < 1 << 16 {
      outgoing += lines[handedOn]
      handedOn += 1
    }
    let isDone = isInputOver && lines.count == handedOn && careful == 0
    if outgoing.isEmpty, isDone {
      worker.close()
      isClosed = true
    }
  }

  /// Takes what the worker says: whole lines are handed on.
  private func take(_ bytes: [UInt8]) throws {
    let known = incoming.count
    incoming += bytes
    guard let last = incoming.lastIndex(of: UInt8(ascii: "\n")) else { return }
    let count = incoming[known...last].count { $0 == UInt8(ascii: "\n") }
    try Output.write(Array(incoming[...last]), to: nil)
    incoming.removeFirst(last + 1)
    forget(count)
  }

  /// So many lines have their answers.
  private func forget(_ count: Int) {
    size -= lines[..<count].reduce(0) { $0 + $1.count }
    lines.removeFirst(count)
    (number, handedOn, careful) = (number + count, handedOn - count, max(0, careful - count))
  }

  // MARK: - The worker's end

  /// Whether all is answered. Throws the exit code of the batch.
  private func goOn() throws -> Bool {
    switch worker.end() {
    case .exit(let code):
      self.code = max(self.code, code)
      if isClosed || ![0, 70].contains(code) {
        if self.code != 0 { throw ExitCode(self.code) }
        return true
      }
    case .signal(let signal) where signal == SIGINT || signal == SIGTERM:
      throw ExitCode(128 + signal)
    case .signal(let signal):
      // Where it had one line, that was it.
      let isIdle = handedOn == 0
      if handedOn == 1 { try fail(signal) }
      careful = isIdle ? 0 : lines.count
      if !isIdle { idleEnds = 0 }
    }
    idleEnds += 1
    guard idleEnds < 5, let next = BatchWorker(firstLine: number) else {
      Output.complain("dcopt: no process that solves can be started")
      throw ExitCode(70)
    }
    (worker, handedOn, isClosed) = (next, 0, false)
    (outgoing, incoming) = ([], [])
    return false
  }

  /// The first line is the one that ended the worker.
  private func fail(_ signal: Int32) throws {
    let reason = "the process that solved it ended with signal \(signal)"
    Output.complain("\(printable(SpecReading.name(path))):\(number): \(reason)")
    try Output.write(JSONOutput.failed(because: reason).line + "\n", to: nil)
    forget(1)
    code = 70
  }
}
