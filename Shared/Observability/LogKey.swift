/// Names of log metadata, the same in every service, so that a search in the logs finds a whole story.
///
/// Values are identifiers, codes and counts: no personal data and no secret is ever a value.
public enum LogKey {
  /// The first message of the story that a line belongs to.
  public static let correlationID = "correlation_id"
  /// The trace that a line belongs to (W3C Trace Context).
  public static let traceID = "trace_id"
  /// The message that a line is about.
  public static let messageID = "message_id"
  /// That message's CloudEvents type.
  public static let messageType = "message_type"
  /// The queue it was delivered from.
  public static let queue = "queue"
  /// A problem code or error code.
  public static let code = "code"
  /// An error's description; errors describe themselves without personal data.
  public static let error = "error"
  /// How often something was tried.
  public static let attempts = "attempts"
  /// How many messages, rows or seconds.
  public static let count = "count"
}
