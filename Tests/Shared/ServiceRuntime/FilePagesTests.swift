import Glibc
import ServiceRuntime
import Testing

@Suite("Pages of files") struct FilePagesTests {
  /// As proc(5) has it, less the fields that nobody reads.
  private func mapping(
    _ addresses: String, _ permissions: String, _ file: String, anonymous: Int
  ) -> String {
    """
    \(addresses) \(permissions) 00001000 fe:00 131 \(file)
    Size:                  8 kB
    Rss:                   8 kB
    Anonymous:      \(anonymous) kB
    AnonHugePages:         0 kB
    VmFlags: rd mr mw me

    """
  }

  @Test("code and constants of files are let go")
  func code() {
    let text =
      mapping("1000-3000", "r-xp", "/usr/bin/coopt-members", anonymous: 0)
      + mapping("7f0000001000-7f0000002000", "r--p", "/lib/a b.so (deleted)", anonymous: 0)
    #expect(FilePages.unchanged(in: text) == [0x1000..<0x3000, 0x7f00_0000_1000..<0x7f00_0000_2000])
  }

  @Test(
    "what can be written to, was written to before it was closed, is shared, or is no file stays",
    arguments: [
      ("rw-p", "/usr/bin/coopt-members", 0), ("r--p", "/usr/bin/coopt-members", 4), ("r--s", "/dev/shm/a", 0),
      ("---p", "/lib/a.so", 0), ("r-xp", "[vdso]", 0), ("r--p", "", 0),
    ])
  func others(permissions: String, file: String, anonymous: Int) {
    #expect(FilePages.unchanged(in: mapping("1000-3000", permissions, file, anonymous: anonymous)).isEmpty)
  }

  @Test("a process that let them go is smaller, and goes on")
  func goesOn() throws {
    let before = try pagesOfFiles()
    #expect(FilePages.letGo() > 0)
    let after = try pagesOfFiles()
    #expect(after < before)
    #expect("still here".uppercased() == "STILL HERE")
  }

  /// Pages of files that are mapped, of `/proc/self/statm`.
  private func pagesOfFiles() throws -> Int {
    let file = try #require(fopen("/proc/self/statm", "r"))
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    try #require(fgets(&line, 256, file) != nil)
    let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return try #require(text.split(separator: " ").dropFirst(2).first.flatMap { Int($0) })
  }
}
