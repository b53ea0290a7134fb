import Glibc

/// Pages of files, of the program and its libraries, that this process has mapped.
///
/// A start runs much that never runs again, and Linux maps sixteen pages for each that is touched. None of these is this
/// process's own: they are the file's, in memory as long as there is room.
package enum FilePages {
  /// Unmaps pages that are as they stand in their files; those that are needed come back from memory, sixteen at a time.
  ///
  /// How many bytes of addresses that concerned.
  @discardableResult package static func letGo() -> Int {
    var bytes = 0
    for range in unchanged(in: text(of: "/proc/self/smaps")) {
      guard let start = UnsafeMutableRawPointer(bitPattern: range.lowerBound) else { continue }
      // Locked memory stays, which is for who locked it to say.
      if madvise(start, range.count, MADV_DONTNEED) == 0 { bytes += range.count }
    }
    return bytes
  }

  /// The addresses at which a file is mapped that nobody can write to and nobody has: neither data, nor what the loader has
  /// changed before it was closed to writing.
  ///
  /// `smaps` is the text of `/proc/self/smaps`, proc(5).
  package static func unchanged(in smaps: String) -> [Range<UInt>] {
    var ranges: [Range<UInt>] = []
    var candidate: Range<UInt>?
    for line in smaps.split(separator: "\n") {
      let fields = line.split(separator: " ", omittingEmptySubsequences: true)
      guard let first = fields.first else { continue }
      if !first.hasSuffix(":") {
        candidate = mapping(fields)
      } else if first == "Anonymous:", let range = candidate, fields.count > 1, fields[1] == "0" {
        ranges.append(range)
        candidate = nil
      }
    }
    return ranges
  }

  /// The addresses of a mapping of a file that is closed to writing; nil for any other.
  private static func mapping(_ fields: [Substring]) -> Range<UInt>? {
    guard fields.count > 5, fields[1].hasPrefix("r-"), fields[1].hasSuffix("p"), fields[5].hasPrefix("/") else {
      return nil
    }
    let ends = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
    return ends.count == 2 && ends[0] < ends[1] ? ends[0]..<ends[1] : nil
  }

  private static func text(of path: String) -> String {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return "" }
    defer { close(file) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let count = read(file, &part, part.count)
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += part[..<count]
    }
  }
}
