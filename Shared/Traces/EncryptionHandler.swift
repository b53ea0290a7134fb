import Certificates
internal import COpenSSL
import Glibc
import NIOCore

/// Encrypts a connection that NIO has made, by OpenSSL: what is read and written here goes through memory of OpenSSL's.
///
/// The server has to bear the host's name or address.
final class EncryptionHandler: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let host: String
  /// The host as C reads it: whom the certificate is compared with, for as long as the connection lasts.
  private let name: UnsafeMutablePointer<CChar>
  private let witness: UnsafeMutablePointer<coopt_tls_witness>
  private let settings: OpaquePointer
  private let connection: OpaquePointer
  /// What came, for OpenSSL to decrypt.
  private let arriving: OpaquePointer
  /// What OpenSSL encrypted, to be sent.
  private let leaving: OpaquePointer
  private var isEstablished = false
  /// What was to be written before that.
  private var waiting: [(bytes: ByteBuffer, promise: EventLoopPromise<Void>?)] = []

  /// A handler for one connection; throws `EncryptionFailed` where a file cannot be used.
  init(_ encryption: CollectorEncryption, host: String) throws(EncryptionFailed) {
    let settings = try encryption.context()
    let witness = UnsafeMutablePointer<coopt_tls_witness>.allocate(capacity: 1)
    witness.initialize(to: coopt_tls_witness(refusal: 0, alert: -1, connection: nil, name: nil))
    guard let name = strdup(host) else {
      SSL_CTX_free(settings)
      witness.deallocate()
      throw EncryptionFailed("no memory for TLS")
    }
    guard coopt_tls_expect(UnsafeMutableRawPointer(settings), name, witness) == 1, let connection = SSL_new(settings),
      let arriving = BIO_new(BIO_s_mem()), let leaving = BIO_new(BIO_s_mem())
    else {
      SSL_CTX_free(settings)
      witness.deallocate()
      free(name)
      throw EncryptionFailed("'\(host)' can be the name of no certificate")
    }
    // They are the connection's from here on.
    SSL_set_bio(connection, arriving, leaving)
    SSL_set_connect_state(connection)
    (self.host, self.name, self.witness, self.settings) = (host, name, witness, settings)
    (self.connection, self.arriving, self.leaving) = (connection, arriving, leaving)
  }

  deinit {
    SSL_free(connection)
    SSL_CTX_free(settings)
    witness.deallocate()
    free(name)
  }

  func channelActive(context: ChannelHandlerContext) {
    shakeHands(context)
    context.fireChannelActive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    _ = unwrapInboundIn(data).withUnsafeReadableBytes { BIO_write(arriving, $0.baseAddress, Int32($0.count)) }
    if !isEstablished { shakeHands(context) }
    if isEstablished { decrypt(context) }
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    let bytes = unwrapOutboundIn(data)
    guard isEstablished else { return waiting.append((bytes, promise)) }
    encrypt(bytes, context, promise)
  }

  func channelInactive(context: ChannelHandlerContext) {
    for (_, promise) in waiting { promise?.fail(ChannelError.ioOnClosedChannel) }
    waiting = []
    context.fireChannelInactive()
  }

  private func shakeHands(_ context: ChannelHandlerContext) {
    ERR_clear_error()
    let result = SSL_do_handshake(connection)
    send(context)
    guard result == 1 else { return failUnlessWaiting(result, context) }
    isEstablished = true
    for (bytes, promise) in waiting { encrypt(bytes, context, promise) }
    waiting = []
    context.flush()
  }

  private func encrypt(_ bytes: ByteBuffer, _ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?) {
    ERR_clear_error()
    // A record at a time: OpenSSL is asked for no more at once.
    let isWhole = bytes.withUnsafeReadableBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let part = UnsafeRawBufferPointer(rebasing: rest)
        let count = SSL_write(connection, part.baseAddress, Int32(clamping: part.count))
        guard count > 0 else { return false }
        rest = rest.dropFirst(Int(count))
      }
      return true
    }
    guard isWhole else {
      promise?.fail(failure)
      return fail(context)
    }
    send(context, promise)
  }

  private func decrypt(_ context: ChannelHandlerContext) {
    ERR_clear_error()
    while true {
      var buffer = context.channel.allocator.buffer(capacity: 16_384)
      let count = buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: 16_384) { bytes in
        max(0, Int(SSL_read(connection, bytes.baseAddress, Int32(bytes.count))))
      }
      guard count > 0 else { break }
      context.fireChannelRead(wrapInboundOut(buffer))
    }
    send(context)
    failUnlessWaiting(0, context)
  }

  /// Sends what OpenSSL has ready.
  private func send(_ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>? = nil) {
    var buffer = context.channel.allocator.buffer(capacity: Int(BIO_ctrl_pending(leaving)))
    while BIO_ctrl_pending(leaving) > 0 {
      let pending = Int(BIO_ctrl_pending(leaving))
      buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: pending) { bytes in
        max(0, Int(BIO_read(leaving, bytes.baseAddress, Int32(pending))))
      }
    }
    guard buffer.readableBytes > 0 || promise != nil else { return }
    context.writeAndFlush(wrapOutboundOut(buffer), promise: promise)
  }

  private func failUnlessWaiting(_ result: Int32, _ context: ChannelHandlerContext) {
    let error = SSL_get_error(connection, result)
    guard error != SSL_ERROR_WANT_READ && error != SSL_ERROR_WANT_WRITE else { return }
    // The server said that it has nothing more to say.
    guard error != SSL_ERROR_ZERO_RETURN else { return context.close(promise: nil) }
    fail(context)
  }

  private func fail(_ context: ChannelHandlerContext) {
    context.fireErrorCaught(failure)
    context.close(promise: nil)
  }

  private var failure: EncryptionFailed {
    if let refusal = CertificateRefusal(number: Int(witness.pointee.refusal), host: host) {
      return EncryptionFailed(refusal.description)
    }
    if witness.pointee.alert >= 0 {
      let alert = TLSAlert.text(Int(witness.pointee.alert))
      return EncryptionFailed("the collector breaks it off (\(alert))")
    }
    guard coopt_tls_is_no_tls(ERR_peek_last_error()) == 0 else {
      return EncryptionFailed("what answers there does not speak TLS")
    }
    return EncryptionFailed("TLS does not come about")
  }
}
