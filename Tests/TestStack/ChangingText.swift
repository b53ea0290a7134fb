import Synchronization

/// A text that changes while others read it.
public final class ChangingText: Sendable {
  private let text: Mutex<String>

  /// Begins with a text.
  public init(_ text: String) {
    self.text = Mutex(text)
  }

  /// The text as it is now.
  public var value: String {
    get { text.withLock { $0 } }
    set { text.withLock { $0 = newValue } }
  }
}
