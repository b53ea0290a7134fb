import FoundationEssentials
import Glibc

/// Standard input, read to its end.
package enum StandardInput {
  /// All bytes; nil when they cannot be read.
  package static func read() -> Data? {
    var content = Data()
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Glibc.read(STDIN_FILENO, &buffer, buffer.count)
      if count > 0 {
        content.append(contentsOf: buffer[..<count])
      } else if count == 0 {
        return content
      } else if errno != EINTR {
        return nil
      }
    }
  }
}
