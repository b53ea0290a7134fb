import Logging

/// Tells people on standard error what a connection's log has to say, in a line each.
package struct ComplaintLog: LogHandler {
  /// Whatever is not worth a word of complaint is left out.
  package var logLevel = Logger.Level.warning
  /// What goes with every record; not shown.
  package var metadata: Logger.Metadata = [:]

  package init() {}

  /// What goes with every record; not shown.
  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  /// Writes one line.
  package func log(event: LogEvent) {
    let error = event.metadata?["error"].map { ": \($0)" } ?? ""
    try? StandardStream.error.write("coopt: \(event.message)\(error)\n")
  }
}
