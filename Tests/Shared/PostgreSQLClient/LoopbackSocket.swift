import Glibc

/// A socket on loopback that a test listens on, or keeps others from listening on.
final class LoopbackSocket: Sendable {
  struct Failed: Error {
    let number: Int32
  }

  let descriptor: Int32
  let port: UInt16

  /// Binds a port, one that the system chooses unless it is given; nobody is listening yet, so that it refuses.
  init(address host: String = "127.0.0.1", port wanted: UInt16 = 0) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var on: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr(host)
    address.sin_port = wanted.bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let (descriptor, size) = (descriptor, length)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(descriptor, address, size) == 0 && getsockname(descriptor, address, &length) == 0
      }
    }
    guard isBound else { throw Failed(number: errno) }
    port = UInt16(bigEndian: address.sin_port)
  }

  deinit {
    close(descriptor)
  }

  func listen(backlog: Int32) throws {
    guard Glibc.listen(descriptor, backlog) == 0 else { throw Failed(number: errno) }
  }

  /// A connection to a port on loopback.
  static func connect(_ host: String = "127.0.0.1", port: UInt16) throws -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr(host)
    address.sin_port = port.bigEndian
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else {
      close(descriptor)
      throw Failed(number: errno)
    }
    return descriptor
  }
}
