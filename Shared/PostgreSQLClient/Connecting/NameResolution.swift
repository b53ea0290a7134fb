import Glibc
import Synchronization

/// Asks the system for the addresses of a host's name, and waits no longer than until a deadline.
///
/// `getaddrinfo` cannot be told how long it may take, and a name server that is silent holds it for half a minute: it
/// runs on a thread of its own, which is left to itself when it is late.
package enum NameResolution {
  /// Why a name has no addresses.
  package enum Failure: Error {
    case timeOver
    case refused(String)
  }

  /// What the thread leaves behind.
  private final class Question: Sendable {
    let name: String
    let answer = Mutex<Result<[String], Failure>?>(nil)
    let reader: Int32
    let writer: Int32

    init?(_ name: String) {
      var ends: [Int32] = [-1, -1]
      guard pipe(&ends) == 0 else { return nil }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      self.name = name
      (reader, writer) = (ends[0], ends[1])
    }

    deinit {
      close(reader)
      close(writer)
    }

    func ask() {
      let result = NameResolution.ask(name, flags: AI_ADDRCONFIG)
      answer.withLock { $0 = result }
      var byte: UInt8 = 1
      _ = write(writer, &byte, 1)
    }
  }

  /// The addresses of a name, each once, in the system's order; an address is its own.
  static func addresses(of name: String, until deadline: ContinuousClock.Instant) throws(Failure) -> [String] {
    if case .success(let addresses) = ask(name, flags: AI_NUMERICHOST) { return addresses }
    guard let question = Question(name), start(question) else { throw .refused("out of threads or descriptors") }
    let readiness = Socket.wait(question.reader, write: false, until: deadline)
    guard !readiness.isTimeOver, let answer = question.answer.withLock({ $0 }) else { throw .timeOver }
    return try answer.get()
  }

  private static func start(_ question: Question) -> Bool {
    let retained = Unmanaged.passRetained(question)
    var thread = pthread_t()
    let result = pthread_create(
      &thread, nil,
      { context in
        Unmanaged<Question>.fromOpaque(context!).takeRetainedValue().ask()
        return nil
      }, retained.toOpaque())
    guard result == 0 else {
      retained.release()
      return false
    }
    pthread_detach(thread)
    return true
  }

  private static func ask(_ name: String, flags: Int32) -> Result<[String], Failure> {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_flags = flags
    var list: UnsafeMutablePointer<addrinfo>?
    let result = getaddrinfo(name, nil, &hints, &list)
    guard result == 0 else { return .failure(.refused(String(cString: gai_strerror(result)))) }
    defer { freeaddrinfo(list) }
    var addresses: [String] = []
    var item = list
    while let info = item?.pointee {
      if let text = text(info), !addresses.contains(text) { addresses.append(text) }
      item = info.ai_next
    }
    return .success(addresses)
  }

  private static func text(_ info: addrinfo) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(NI_MAXHOST))
    let result = getnameinfo(
      info.ai_addr, info.ai_addrlen, &buffer, socklen_t(buffer.count), nil, 0, NI_NUMERICHOST)
    return result == 0 ? String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self) : nil
  }
}
