public import Vocabulary

/// How far somebody has read the trail of one service.
public struct TrailMark: Hashable, Sendable {
  /// The page that is being read, as the service named it; nil for its first.
  public let page: String?
  /// The line of it that comes next: what stands in front was read, or came since; nil where all of it comes.
  public let first: Line?

  /// A line, to be found again.
  public struct Line: Hashable, Sendable {
    /// The command's id.
    public let id: MessageID
    /// When it was decided.
    public let at: Timestamp

    /// A line by its command and instant.
    public init(id: MessageID, at: Timestamp) {
      self.id = id
      self.at = at
    }
  }

  /// A place in a trail; its begin where nothing is given.
  public init(page: String? = nil, first: Line? = nil) {
    self.page = page
    self.first = first
  }
}
