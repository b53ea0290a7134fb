import FoundationEssentials

/// The CPU time of a server process, with its children where it has some: PostgreSQL has one for each session.
struct ServerTimes {
  let pid: Int
  let ticksPerSecond: Double

  /// Seconds so far.
  var seconds: Double {
    let children = text("/proc/\(pid)/task/\(pid)/children").split(separator: " ").compactMap { Int($0) }
    let own = ticks(of: pid)
    // The server's own line holds what its children used that have ended.
    return Double(own.ended + own.running + children.map { ticks(of: $0).running }.reduce(0, +)) / ticksPerSecond
  }

  private func ticks(of pid: Int) -> (running: Int, ended: Int) {
    let stat = text("/proc/\(pid)/stat")
    guard let end = stat.lastIndex(of: ")") else { return (0, 0) }
    let fields = stat[end...].split(separator: " ").map { Int($0) ?? 0 }
    return (fields[12] + fields[13], fields[14] + fields[15])
  }

  private func text(_ path: String) -> String {
    String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
      .replacing("\n", with: "")
  }
}
