internal import CPostgreSQL
import Logging

/// Sends the server's notices to the log, never to stderr.
final class NoticeLog {
  private let logger: Logger

  init(_ logger: Logger) {
    self.logger = logger
  }

  func record(_ result: OpaquePointer) {
    let notice = ServerRefusal(result)
    logger.debug(
      "PostgreSQL notice",
      metadata: [
        "severity": "\(notice.severity ?? "?")", "sqlstate": "\(notice.sqlState ?? "?")",
        "notice": "\(notice.primaryMessage ?? "")",
      ])
  }
}
