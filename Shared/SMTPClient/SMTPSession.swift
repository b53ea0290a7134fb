import CCurl
import Certificates
import Glibc

/// A connection to a mail server, opened, encrypted and logged in by libcurl; what is said then is the caller's.
///
/// libcurl could send letters too, but it does not say at which stage one failed, has one limit for all stages, and asks
/// for SMTPUTF8 without need. Belongs to one thread, which it blocks.
final class SMTPSession {
  private let curl: UnsafeMutableRawPointer
  private var opening = SMTPOpening(at: .now)
  private let limits: SMTPLimits
  private let serverCertificate: ServerCertificate
  private var replies = SMTPReplyReader()
  /// The socket, to wait on.
  private(set) var socket: Int32 = -1
  /// What the server offers.
  var extensions: Set<String> { opening.extensions }

  /// Opens a connection; throws how that ended, where it did not come to one.
  ///
  /// What may have changed since (password, address, files) is read anew.
  init(_ former: SMTPConfiguration) throws(SMTPFailure) {
    _ = Self.library
    let configuration = try Self.current(former)
    guard let curl = curl_easy_init() else {
      throw SMTPFailure(SMTPOutcome(.connection, .hungUp, detail: "libcurl makes no handle"))
    }
    self.curl = curl
    self.limits = configuration.limits
    self.serverCertificate = configuration.serverCertificate
    Self.blockBrokenPipes()
    set(configuration)
    listen()
    let code = curl_easy_perform(curl)
    coopt_curl_set_long(curl, CURLOPT_VERBOSE, 0)
    guard code == CURLE_OK, coopt_curl_get_socket(curl, &socket) == CURLE_OK, socket >= 0 else {
      throw SMTPFailure(failure(code, of: configuration))
    }
  }

  private static func current(_ former: SMTPConfiguration) throws(SMTPFailure) -> SMTPConfiguration {
    do throws(SMTPError) {
      return try former.current()
    } catch {
      throw SMTPFailure(SMTPOutcome(.connection, .hungUp, detail: "\(error)"))
    }
  }

  deinit {
    // libcurl takes leave with QUIT and waits for the answer, from a server that may be silent for minutes.
    if socket >= 0 { _ = shutdown(socket, Int32(SHUT_RDWR)) }
    curl_easy_cleanup(curl)
  }

  // MARK: Opening

  private func set(_ configuration: SMTPConfiguration) {
    let encryption =
      switch configuration.encryption {
      case .required: CURLUSESSL_ALL
      case .opportunistic: CURLUSESSL_TRY
      case .off: CURLUSESSL_NONE
      }
    let numbers: [(CURLoption, Int)] = [
      (CURLOPT_NOSIGNAL, 1), (CURLOPT_CONNECT_ONLY, 1), (CURLOPT_USE_SSL, Int(encryption.rawValue)),
      (CURLOPT_VERBOSE, 1), (CURLOPT_NOPROGRESS, 0),
      // libcurl's own limits are for all stages at once: they are out of the way, `isOverdue` is asked instead.
      (CURLOPT_CONNECTTIMEOUT_MS, Self.outOfTheWay * 1000), (CURLOPT_SERVER_RESPONSE_TIMEOUT, Self.outOfTheWay),
    ]
    for (option, value) in numbers { coopt_curl_set_long(curl, option, value) }
    coopt_curl_set_text(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps")
    coopt_curl_set_text(curl, CURLOPT_URL, configuration.address)
    for (name, option) in [
      ("cacertfile", CURLOPT_CAINFO), ("certfile", CURLOPT_SSLCERT), ("keyfile", CURLOPT_SSLKEY),
    ] {
      if let path = configuration.files[name] { coopt_curl_set_text(curl, option, path) }
    }
    if let user = configuration.user { coopt_curl_set_text(curl, CURLOPT_USERNAME, user) }
    if let password = configuration.password { coopt_curl_set_text(curl, CURLOPT_PASSWORD, password) }
  }

  private static let outOfTheWay = 24 * 3600

  private func listen() {
    // Both callbacks come within `curl_easy_perform`, which the initialiser waits for.
    let context = Unmanaged.passUnretained(self).toOpaque()
    coopt_curl_set_listener(
      curl,
      { _, kind, bytes, count, context in
        guard let bytes, let context, kind == CURLINFO_HEADER_IN || kind == CURLINFO_HEADER_OUT else { return 0 }
        let line = String(decoding: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self)
        let session = Unmanaged<SMTPSession>.fromOpaque(context).takeUnretainedValue()
        if kind == CURLINFO_HEADER_IN {
          session.opening.heard(line, at: .now)
          // Later the connection is out of the handle's reach.
          if let tls = coopt_curl_get_tls(session.curl) { session.serverCertificate.look(at: OpaquePointer(tls)) }
        } else {
          session.opening.said(line, at: .now)
        }
        return 0
      }, context)
    coopt_curl_set_watch(
      curl,
      { context, _, _, _, _ in
        guard let context else { return 0 }
        return Unmanaged<SMTPSession>.fromOpaque(context).takeUnretainedValue().isOverdue ? 1 : 0
      }, context)
  }

  private var isOverdue: Bool {
    var microseconds: curl_off_t = 0
    coopt_curl_get_number(curl, CURLINFO_CONNECT_TIME_T, &microseconds)
    if microseconds > 0 { opening.connected(at: .now) }
    return opening.since + limits[opening.stage] < .now
  }

  /// How an opening that failed is told; the detail holds nothing that the server said beside its code.
  private func failure(_ code: CURLcode, of configuration: SMTPConfiguration) -> SMTPOutcome {
    let detail = "\(configuration.target): \(String(cString: curl_easy_strerror(code)))"
    if Self.failuresOfEncryption.contains(code) {
      let reason = reasonAgainstEncryption(code, of: configuration).map { " (\($0))" } ?? ""
      return SMTPOutcome(.encryption, .notEncrypted, detail: detail + reason)
    }
    let event: SMTPOutcome.Event =
      switch (code, opening.reply) {
      case (CURLE_ABORTED_BY_CALLBACK, _), (CURLE_OPERATION_TIMEDOUT, _): .timedOut
      case (_, let reply?) where reply >= 400: .reply(reply)
      case (CURLE_WEIRD_SERVER_REPLY, _), (CURLE_LOGIN_DENIED, _): .unreadable
      default: .hungUp
      }
    return SMTPOutcome(opening.stage, event, detail: detail)
  }

  /// Why the connection is not encrypted, where more is known than libcurl's word for it.
  private func reasonAgainstEncryption(_ code: CURLcode, of configuration: SMTPConfiguration) -> String? {
    var number = 0
    switch code {
    case CURLE_PEER_FAILED_VERIFICATION:
      coopt_curl_get_long(curl, CURLINFO_SSL_VERIFYRESULT, &number)
      // libcurl compares names itself, once OpenSSL has nothing against the certificate; 1 is what it leaves then.
      if number == 1 { number = 0 }
      return
        (CertificateRefusal(number: number, host: configuration.host)
        ?? CertificateRefusal(wrongNameFor: configuration.host)).description
    case CURLE_USE_SSL_FAILED: return "the server does not offer STARTTLS"
    case CURLE_SSL_CONNECT_ERROR where opening.reply == nil && configuration.address.hasPrefix("smtps"):
      return
        "what answers there does not speak TLS from the start, or breaks it off: smtp:// begins in clear, and encrypts"
    default: return nil
    }
  }

  private static let failuresOfEncryption = [
    CURLE_USE_SSL_FAILED, CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE,
    CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS,
    CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED,
  ]

  /// libcurl wants to be set up once, before any thread uses it.
  private static let library = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

  /// Has writing to a connection that is gone be an error on this thread, also inside OpenSSL, instead of the end of the
  /// process.
  private static func blockBrokenPipes() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  // MARK: Talking

  /// Sends bytes; throws how that ended, where it was not taken: each piece within the limit on a block.
  func say(_ bytes: [UInt8]) throws(SMTPFailure) {
    var sent = 0
    while sent < bytes.count {
      var count = 0
      let code = bytes.withUnsafeBytes { curl_easy_send(curl, $0.baseAddress! + sent, bytes.count - sent, &count) }
      switch code {
      case CURLE_OK: sent += count
      case CURLE_AGAIN: try wait(for: POLLOUT, until: .now + limits.block)
      default: throw SMTPFailure(.hungUp)
      }
    }
  }

  /// The code of the next answer; throws how it ended, where none came until an instant.
  func hear(until deadline: ContinuousClock.Instant) throws(SMTPFailure) -> Int {
    var state = replies.read([])
    while true {
      switch state {
      case .reply(let code): return code
      case .unreadable: throw SMTPFailure(.unreadable)
      case .unfinished: state = replies.read(try received(until: deadline))
      }
    }
  }

  private func received(until deadline: ContinuousClock.Instant) throws(SMTPFailure) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      var count = 0
      switch buffer.withUnsafeMutableBytes({ curl_easy_recv(curl, $0.baseAddress!, $0.count, &count) }) {
      case CURLE_OK where count > 0: return Array(buffer[..<count])
      // TLS may hold bytes that the socket does not show, so that it is asked before each wait.
      case CURLE_AGAIN: try wait(for: POLLIN, until: deadline)
      default: throw SMTPFailure(.hungUp)
      }
    }
  }

  private func wait(for event: Int32, until deadline: ContinuousClock.Instant) throws(SMTPFailure) {
    while true {
      let left = ContinuousClock.now.duration(to: deadline)
      guard left > .zero else { throw SMTPFailure(.timedOut) }
      var descriptor = pollfd(fd: socket, events: Int16(event), revents: 0)
      // An interrupted wait begins anew with what is left.
      if poll(&descriptor, 1, Int32(clamping: Int64(left / .milliseconds(1)) + 1)) > 0 { return }
    }
  }
}

/// A dialogue that cannot go on.
struct SMTPFailure: Error {
  /// By what.
  let event: SMTPOutcome.Event
  /// Where, if that is known here, and what more is known.
  let outcome: SMTPOutcome?

  init(_ event: SMTPOutcome.Event) {
    self.event = event
    self.outcome = nil
  }

  init(_ outcome: SMTPOutcome) {
    self.event = outcome.event
    self.outcome = outcome
  }
}
