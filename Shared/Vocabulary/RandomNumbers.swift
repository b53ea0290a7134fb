#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import Synchronization

/// The system's random numbers, taken many at a time: asking for one costs more than making an id of it.
struct RandomNumbers: ~Copyable {
  static let shared = RandomNumbers()

  /// What `getentropy` gives at once.
  private static let count = 256 / MemoryLayout<UInt64>.size

  /// Those that nobody has had yet.
  private let rest = Mutex<[UInt64]>([])

  /// A number, and another.
  func pair() -> (UInt64, UInt64) {
    rest.withLock { rest in
      if rest.count < 2 { rest = Self.fresh() }
      return (rest.removeLast(), rest.removeLast())
    }
  }

  private static func fresh() -> [UInt64] {
    [UInt64](unsafeUninitializedCapacity: count) { buffer, initialized in
      // It fails only for more bytes, or where the system has no such call.
      let isFilled = getentropy(buffer.baseAddress!, count * MemoryLayout<UInt64>.size) == 0
      precondition(isFilled, "the system gives no random numbers")
      initialized = count
    }
  }
}
