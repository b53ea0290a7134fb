import CCurl
import EventLoop

/// Hands messages over to a mail server, one at a time, over a connection that is kept as long as the server keeps it.
///
/// libcurl speaks SMTP and TLS; it blocks, so all of it runs on a thread of its own.
public actor SMTPClient {
  private let configuration: SMTPConfiguration
  private let loop: EventLoop
  private let session: Session

  /// The client's own thread.
  public nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  /// A client that connects with its first message.
  public init(_ configuration: SMTPConfiguration) {
    self.configuration = configuration
    self.loop = EventLoop(name: "smtp")
    self.session = Session()
  }

  deinit {
    loop.stop()
  }

  /// Hands over one message (RFC 5322, lines ended by CR LF); addresses without angle brackets.
  ///
  /// Throws `SMTPError` when the server cannot be used at all.
  public func send(_ message: [UInt8], from sender: String, to recipient: String) throws(SMTPError) -> SMTPReply {
    let curl = try session.handle()
    try set(curl)
    let envelope = [(CURLOPT_MAIL_FROM, "<\(sender)>")]
    for (option, value) in envelope { coopt_curl_set_text(curl, option, value) }
    let recipients = curl_slist_append(nil, "<\(recipient)>")
    defer { curl_slist_free_all(recipients) }
    coopt_curl_set_list(curl, CURLOPT_MAIL_RCPT, recipients)
    let body = Body(message)
    let code = withExtendedLifetime(body) {
      coopt_curl_set_reader(
        curl,
        { buffer, size, count, context in
          guard let buffer, let context else { return 0 }
          return Unmanaged<Body>.fromOpaque(context).takeUnretainedValue().read(into: buffer, upTo: size * count)
        }, Unmanaged.passUnretained(body).toOpaque())
      return curl_easy_perform(curl)
    }
    // The list and the body end with this call, the handle lives on.
    coopt_curl_set_list(curl, CURLOPT_MAIL_RCPT, nil)
    return try reply(of: curl, code)
  }

  private func set(_ curl: UnsafeMutableRawPointer) throws(SMTPError) {
    let encryption: Int =
      switch configuration.encryption {
      case .required: Int(CURLUSESSL_ALL.rawValue)
      case .opportunistic: Int(CURLUSESSL_TRY.rawValue)
      case .off: Int(CURLUSESSL_NONE.rawValue)
      }
    let numbers: [(CURLoption, Int)] = [
      (CURLOPT_NOSIGNAL, 1), (CURLOPT_UPLOAD, 1), (CURLOPT_USE_SSL, encryption),
      (CURLOPT_CONNECTTIMEOUT_MS, configuration.connectTimeout.wholeMilliseconds),
      (CURLOPT_TIMEOUT_MS, configuration.timeout.wholeMilliseconds),
    ]
    for (option, value) in numbers { coopt_curl_set_long(curl, option, value) }
    coopt_curl_set_text(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps")
    coopt_curl_set_text(curl, CURLOPT_URL, configuration.address)
    if let user = configuration.user { coopt_curl_set_text(curl, CURLOPT_USERNAME, user) }
    if let password = configuration.password { coopt_curl_set_text(curl, CURLOPT_PASSWORD, password) }
  }

  /// What the server said, where it came to saying something about the message.
  private func reply(of curl: UnsafeMutableRawPointer, _ code: CURLcode) throws(SMTPError) -> SMTPReply {
    if code == CURLE_OK { return .accepted }
    var response = 0
    coopt_curl_get_long(curl, CURLINFO_RESPONSE_CODE, &response)
    if code != CURLE_OPERATION_TIMEDOUT, let reply = SMTPReply(code: response), reply != .accepted { return reply }
    let reason = "\(configuration.target): \(String(cString: curl_easy_strerror(code)))"
    let answered = response == 0 ? "" : " (the server said \(response))"
    switch code {
    case CURLE_LOGIN_DENIED: throw SMTPError(.authenticationFailed, reason + answered)
    case CURLE_USE_SSL_FAILED, CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE:
      throw SMTPError(.encryptionFailed, reason + answered)
    default:
      let isRefusedLogin = [530, 534, 535, 538].contains(response)
      throw SMTPError(isRefusedLogin ? .authenticationFailed : .connectionFailed, reason + answered)
    }
  }
}

/// libcurl's handle, which holds the connection.
private final class Session {
  private var curl: UnsafeMutableRawPointer?

  /// The handle, made when first asked for; throws where libcurl has no memory for it.
  func handle() throws(SMTPError) -> UnsafeMutableRawPointer {
    if let curl { return curl }
    _ = Self.library
    guard let made = curl_easy_init() else { throw SMTPError(.connectionFailed, "libcurl makes no handle") }
    curl = made
    return made
  }

  deinit {
    if let curl { curl_easy_cleanup(curl) }
  }

  /// libcurl wants to be set up once, before any thread uses it.
  private static let library = curl_global_init(Int(CURL_GLOBAL_DEFAULT))
}

/// A message as libcurl reads it, piece by piece.
private final class Body {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  func read(into buffer: UnsafeMutablePointer<CChar>, upTo limit: Int) -> Int {
    let count = min(limit, bytes.count - position)
    bytes.withUnsafeBytes { source in
      guard count > 0, let start = source.baseAddress else { return }
      UnsafeMutableRawPointer(buffer).copyMemory(from: start + position, byteCount: count)
    }
    position += count
    return count
  }
}

extension Duration {
  /// Whole milliseconds, as libcurl wants them.
  fileprivate var wholeMilliseconds: Int {
    Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000)
  }
}
