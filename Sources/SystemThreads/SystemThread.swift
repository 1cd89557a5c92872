// SPDX-License-Identifier: GPL-3.0-or-later

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A thread of the system. GLPK keeps its state a thread, so work that calls it must stay on one
/// (Swift's tasks move).
public struct SystemThread {
  private let id: pthread_t

  /// Starts `body` on a thread of its own; traps where the system gives none.
  public init(_ body: @escaping @Sendable () -> Void) {
    final class Box {
      let body: @Sendable () -> Void
      init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var started = pthread_t()
    let code = pthread_create(
      &started, nil,
      { argument in
        Unmanaged<Box>.fromOpaque(argument!).takeRetainedValue().body()
        return nil
      }, Unmanaged.passRetained(Box(body)).toOpaque())
    precondition(code == 0, "no thread could be started")
    id = started
  }

  public func join() { pthread_join(id, nil) }

  /// How many threads can run at once: the processors that this process may use, as a scheduler
  /// of jobs may have set them (`man 5 proc`, Cpus_allowed).
  public static var processors: Int {
    let label = "Cpus_allowed:"
    let lines = status.split(separator: "\n")
    guard let line = lines.first(where: { $0.hasPrefix(label) }) else {
      return max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    }
    let bits = line.dropFirst(label.count).reduce(0) {
      $0 + ($1.hexDigitValue ?? 0).nonzeroBitCount
    }
    return max(1, bits)
  }

  /// What the kernel tells of this process; empty where it does not.
  private static var status: String {
    guard let file = fopen("/proc/self/status", "r") else { return "" }
    defer { fclose(file) }
    let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 14) { buffer, count in
      count = fread(buffer.baseAddress, 1, buffer.count, file)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

private final class Result<T>: @unchecked Sendable { var value: T? }

/// What `body` makes of each number below `count`, in their order, on as many threads as are asked for.
public func each<T: Sendable>(
  below count: Int, threads: Int, _ body: @escaping @Sendable (Int) -> T
) -> [T] {
  let results = (0..<count).map { _ in Result<T>() }
  let step = max(1, min(threads, count))
  @Sendable func work(from first: Int) {
    for number in stride(from: first, to: count, by: step) { results[number].value = body(number) }
  }
  let others = (1..<step).map { first in SystemThread { work(from: first) } }
  work(from: 0)
  for thread in others { thread.join() }
  return results.map { $0.value! }
}
