// SPDX-License-Identifier: GPL-3.0-or-later
import SystemThreads

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A ring of a fixed number of places between one thread that puts work in, many that do it and
/// one that takes the results out, in the order in which the work was put in.
///
/// No side runs ahead of another by more than the ring has places, so that the memory does not
/// grow with the work.
final class OrderedWork<Work: Sendable, Result: Sendable>: @unchecked Sendable {
  private enum Place {
    case empty
    case waiting(Work)
    case taken
    case done(Result)
  }

  private var places: [Place]
  /// Counts of what was put in, taken up and taken out; a count modulo the ring's size is a place.
  private var (putIn, takenUp, takenOut) = (0, 0, 0)
  private var isClosed = false
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let room = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private let work = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private let result = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init(places count: Int) {
    places = Array(repeating: .empty, count: count)
    pthread_mutex_init(lock, nil)
    for condition in [room, work, result] { pthread_cond_init(condition, nil) }
  }

  deinit {
    pthread_mutex_destroy(lock)
    lock.deallocate()
    for condition in [room, work, result] {
      pthread_cond_destroy(condition)
      condition.deallocate()
    }
  }

  /// Puts work in; waits while the ring is full.
  func put(_ item: Work) {
    pthread_mutex_lock(lock)
    while putIn - takenOut == places.count { pthread_cond_wait(room, lock) }
    places[putIn % places.count] = .waiting(item)
    putIn += 1
    pthread_cond_signal(work)
    pthread_mutex_unlock(lock)
  }

  /// Says that no more work will be put in.
  func close() {
    pthread_mutex_lock(lock)
    isClosed = true
    pthread_cond_broadcast(work)
    pthread_cond_signal(result)
    pthread_mutex_unlock(lock)
  }

  /// Takes work up and does it until there is no more. Any number of threads may call this.
  func perform(_ body: (Work) -> Result) {
    pthread_mutex_lock(lock)
    while true {
      while takenUp == putIn, !isClosed { pthread_cond_wait(work, lock) }
      guard takenUp < putIn else { break }
      let place = takenUp % places.count
      takenUp += 1
      guard case .waiting(let item) = places[place] else { preconditionFailure("taken up twice") }
      places[place] = .taken
      pthread_mutex_unlock(lock)
      let made = body(item)
      pthread_mutex_lock(lock)
      places[place] = .done(made)
      if takenOut % places.count == place { pthread_cond_signal(result) }
    }
    pthread_mutex_unlock(lock)
  }

  /// Takes the results out, in order, as soon as each is there. One thread may call this.
  func collect(_ body: (Result) -> Void) {
    pthread_mutex_lock(lock)
    while true {
      if case .done(let made) = places[takenOut % places.count], takenOut < takenUp {
        places[takenOut % places.count] = .empty
        takenOut += 1
        pthread_cond_signal(room)
        pthread_mutex_unlock(lock)
        body(made)
        pthread_mutex_lock(lock)
      } else if isClosed, takenOut == putIn {
        break
      } else {
        pthread_cond_wait(result, lock)
      }
    }
    pthread_mutex_unlock(lock)
  }
}

extension OrderedWork where Work == Int {
  /// The work of all numbers below `count` on all processors, its results in their order.
  static func each(
    _ count: Int, _ perform: @escaping @Sendable (Int) -> Result, collect: (Result) -> Void
  ) {
    let threads = min(count, SystemThread.processors)
    let ring = OrderedWork(places: 16 * max(1, threads))
    let workers = (0..<threads).map { _ in SystemThread { ring.perform(perform) } }
    let feeder = SystemThread {
      for number in 0..<count { ring.put(number) }
      ring.close()
    }
    ring.collect(collect)
    for thread in workers + [feeder] { thread.join() }
  }
}
