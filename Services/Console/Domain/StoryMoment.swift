public import Vocabulary

/// One thing that happened to a recommendation, or is to happen.
public struct StoryMoment: Sendable, Hashable {
  /// What kind of thing; of several at one instant, in this order.
  public enum Kind: Int, Sendable, Comparable, CaseIterable {
    /// The candidate is the member's.
    case attributed
    /// Somebody is to call.
    case requested
    /// The candidate was called.
    case interviewed
    /// Somebody decided by hand.
    case decided
    /// How the interview ended, or that it is not to be held.
    case concluded
    /// The company got the candidate.
    case transmitted
    /// A system reported a hire.
    case reported
    /// The hire counts.
    case hired
    /// It counts no more.
    case unhired
    /// A bonus was granted.
    case granted
    /// A part of it is due.
    case due

    /// In the order of the cases.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  /// How it looks.
  public enum Tone: String, Sendable {
    /// As it should be.
    case good
    /// As nobody hoped.
    case bad
    /// Something is still to come.
    case wait
    /// By the way.
    case quiet
  }

  /// When.
  public let at: Timestamp
  /// What.
  public let kind: Kind
  /// How it looks.
  public let tone: Tone
  /// What happened, in a line.
  public let text: String
  /// What else is to be said of it, such as a reason.
  public let detail: String?
  /// Who did it, where that is known.
  public let actor: String?
  /// Where there is more of it.
  public let link: String?

  /// A moment.
  public init(
    at: Timestamp, _ kind: Kind, _ tone: Tone, _ text: String, detail: String? = nil, actor: String? = nil,
    link: String? = nil
  ) {
    self.at = at
    self.kind = kind
    self.tone = tone
    self.text = text
    self.detail = detail
    self.actor = actor
    self.link = link
  }
}
