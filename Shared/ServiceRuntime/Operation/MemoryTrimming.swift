import Glibc

/// Gives memory back to the system that a burst of work has left behind.
///
/// glibc keeps what was freed below something that still lives; after a burst that can be most of a process. Swift's
/// overlay does not have `malloc_trim`, so it is looked up; where the C library is another, nothing happens.
enum MemoryTrimming {
  private typealias Trim = @convention(c) (_ keep: Int) -> Int32

  private static let trim: Trim? = {
    guard let symbol = dlsym(nil, "malloc_trim") else { return nil }
    return unsafeBitCast(symbol, to: Trim.self)
  }()

  /// Gives memory back every few seconds, until cancelled; it takes about a millisecond each time.
  static func runRepeatedly() async {
    var hasStarted = false
    while (try? await Task.sleep(for: .seconds(5))) != nil {
      _ = trim?(0)
      if !hasStarted { FilePages.letGo() }
      hasStarted = true
    }
  }
}
