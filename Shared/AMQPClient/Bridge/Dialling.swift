import FoundationEssentials
import Glibc

/// A socket to the first of several addresses that answers, each with a deadline of its own.
///
/// librabbitmq stops at the first address of a name that is silent.
struct Dialling {
  /// An address as the system has it.
  struct Address {
    fileprivate var storage: sockaddr_storage
    fileprivate var length: socklen_t
    fileprivate var family: Int32

    /// In digits.
    var text: String {
      var storage = storage
      let length = length
      var buffer = [CChar](repeating: 0, count: Int(NI_MAXHOST))
      let status = withUnsafePointer(to: &storage) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          getnameinfo($0, length, &buffer, socklen_t(buffer.count), nil, 0, NI_NUMERICHOST)
        }
      }
      return status == 0 ? String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self) : ""
    }
  }

  /// Every address of a host, in the resolver's order; throws when there is none.
  static func addresses(of endpoint: AMQPEndpoint) throws(AMQPError) -> [Address] {
    var hints = addrinfo()
    hints.ai_family = AF_UNSPEC
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    let status = getaddrinfo(endpoint.host, "\(endpoint.port)", &hints, &list)
    guard status == 0, let first = list else {
      throw AMQPError(.connectionFailed, "no address for \(endpoint): \(String(cString: gai_strerror(status)))")
    }
    defer { freeaddrinfo(first) }
    var addresses: [Address] = []
    for info in sequence(first: first, next: \.pointee.ai_next) {
      var address = Address(
        storage: sockaddr_storage(), length: info.pointee.ai_addrlen, family: info.pointee.ai_family)
      withUnsafeMutableBytes(of: &address.storage) {
        $0.copyMemory(from: UnsafeRawBufferPointer(start: info.pointee.ai_addr, count: Int(info.pointee.ai_addrlen)))
      }
      addresses.append(address)
    }
    return addresses
  }

  /// Connects, or says why not.
  static func connect(
    to address: Address, within limit: Duration
  ) throws(AMQPError) -> Int32 {
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let descriptor = socket(address.family, type, 0)
    guard descriptor >= 0 else { throw failure(errno) }
    do throws(AMQPError) {
      try finish(descriptor, address, limit)
      return descriptor
    } catch {
      close(descriptor)
      throw error
    }
  }

  private static func finish(_ descriptor: Int32, _ address: Address, _ limit: Duration) throws(AMQPError) {
    var address = address
    let length = address.length
    let status = withUnsafePointer(to: &address.storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(descriptor, $0, length) }
    }
    if status == 0 { return }
    guard errno == EINPROGRESS else { throw failure(errno) }
    var writable = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    let ready = poll(&writable, 1, Int32(limit / .milliseconds(1)))
    guard ready > 0 else { throw AMQPError(.connectionFailed, "no answer within \(limit)") }
    var (error, size) = (Int32(0), socklen_t(MemoryLayout<Int32>.size))
    _ = getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size)
    guard error == 0 else { throw failure(error) }
  }

  private static func failure(_ number: Int32) -> AMQPError {
    AMQPError(.connectionFailed, String(cString: strerror(number)), status: Int(number))
  }

  /// Has the system find out that the other side has vanished, within a number of seconds.
  static func keepAlive(_ descriptor: Int32, seconds: Int) {
    func set(_ level: Int32, _ option: Int32, _ value: Int32) {
      var value = value
      _ = setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }
    let tcp = Int32(IPPROTO_TCP)
    set(tcp, TCP_NODELAY, 1)
    guard seconds > 0 else { return }
    // A third of the time in silence, then a question every ninth of it.
    set(SOL_SOCKET, SO_KEEPALIVE, 1)
    set(tcp, TCP_KEEPIDLE, Int32(max(1, seconds / 3)))
    set(tcp, TCP_KEEPINTVL, Int32(max(1, seconds / 9)))
    set(tcp, TCP_KEEPCNT, 5)
    set(tcp, TCP_USER_TIMEOUT, Int32(seconds * 1000))
  }
}
