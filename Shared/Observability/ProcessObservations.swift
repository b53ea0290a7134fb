import Glibc

/// What Linux says of this process, under the names that Prometheus' own client libraries use.
enum ProcessObservations {
  /// All of it, as it is now; what cannot be read is left out.
  static func read() -> [Observation] {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    var files = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files)
    let page = Double(sysconf(Int32(_SC_PAGESIZE)))
    let pages = numbers(in: "/proc/self/statm")
    let found: [(String, Observation.Kind, Double?)] = [
      ("process_cpu_seconds_total", .counter, seconds(usage.ru_utime) + seconds(usage.ru_stime)),
      ("process_virtual_memory_bytes", .gauge, pages.first.map { $0 * page }),
      ("process_resident_memory_bytes", .gauge, pages.dropFirst().first.map { $0 * page }),
      ("process_open_fds", .gauge, openFiles()),
      ("process_max_fds", .gauge, Double(files.rlim_cur)),
      ("process_threads", .gauge, status(17)),
      ("process_start_time_seconds", .gauge, startTime()),
    ]
    return found.compactMap { name, kind, value in value.map { Observation(name, $0, kind: kind) } }
  }

  private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000 }

  /// A field of `/proc/self/stat` behind the program's name, which may hold anything; numbered from 0 (proc(5) less 3).
  private static func status(_ field: Int) -> Double? {
    let fields = text(of: "/proc/self/stat").split(separator: ")").last?.split(separator: " ") ?? []
    return fields.indices.contains(field) ? Double(fields[field]) : nil
  }

  private static func startTime() -> Double? {
    guard let ticks = status(19) else { return nil }
    let age = clock(CLOCK_BOOTTIME) - ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
    return (clock(CLOCK_REALTIME) - age).rounded(.down)
  }

  private static func clock(_ clock: Int32) -> Double {
    var now = timespec()
    clock_gettime(clock, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1_000_000_000
  }

  private static func openFiles() -> Double? {
    guard let directory = opendir("/proc/self/fd") else { return nil }
    defer { closedir(directory) }
    var count = 0
    while readdir(directory) != nil { count += 1 }
    // Less `.`, `..` and the directory that is being read.
    return Double(count - 3)
  }

  private static func numbers(in path: String) -> [Double] {
    text(of: path).split(separator: " ").compactMap { Double($0) }
  }

  private static func text(of path: String) -> String {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return "" }
    defer { close(file) }
    return withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 1) { buffer in
      let count = Glibc.read(file, buffer.baseAddress, buffer.count)
      return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : ""
    }
  }
}
