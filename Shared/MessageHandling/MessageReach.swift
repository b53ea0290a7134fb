/// What handling a message reaches that handling another may reach as well.
///
/// A lane never handles two messages at the same time that reach the same, and those that do it handles in the queue's
/// order.
public enum MessageReach: Hashable, Sendable {
  /// Anything: while it is handled, nothing else of its queue is.
  case lane
  /// Its story (the correlation id), what its envelope is about (the subject), and the things whose ids some fields of its
  /// data hold, where they are there.
  ///
  /// What a handler writes must be among these, and what it has told in order. What it only reads need not be: it may be
  /// read before or after it changes, as with a replica beside.
  case story(and: Set<String>)

  /// Its story, and what its envelope is about.
  public static var story: MessageReach { .story(and: []) }
}
