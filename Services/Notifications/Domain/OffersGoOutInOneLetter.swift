public import Vocabulary

/// What becomes of the offers that wait to be proposed to a member by mail (M11).
public enum OfferLetterFate: Hashable, Sendable {
  /// They go out, in one letter.
  case letter
  /// No letter tells them.
  case none
  /// They wait until an instant.
  case waits(until: Timestamp)
}

/// Who is proposed offers by mail, as far as it decides about the letter.
public struct SolicitedMember: Hashable, Sendable {
  /// Whether the member left: solicited no more (M5).
  public var hasLeft: Bool
  /// Whether contact details were heard of: name, address, and how offers reach the member.
  public var isReachable: Bool
  /// How offers reach the member.
  public var offersByMail: OffersByMail

  public init(hasLeft: Bool = false, isReachable: Bool = true, offersByMail: OffersByMail = .atOnce) {
    self.hasLeft = hasLeft
    self.isReachable = isReachable
    self.offersByMail = offersByMail
  }

  /// Seconds for which contact details are waited for, before a letter is written without: it waits for an address then, and
  /// is given up visibly where none ever comes (N4).
  public static let patience = 86_400.0
  /// Seconds between two looks for contact details: as long as was waited so far, within these limits.
  private static let pauses = 1.0...3600.0

  /// What becomes of what has waited since an instant, and goes out at another by how offers reach the member now.
  ///
  /// It is asked when a letter is about to be written: what was so when the offer was proposed may have changed.
  public func fate(of waiting: (begunAt: Timestamp, dueAt: Timestamp), at now: Timestamp) -> OfferLetterFate {
    if hasLeft || offersByMail == .never { return .none }
    guard waiting.dueAt <= now else { return .waits(until: waiting.dueAt) }
    let waited = Double(now.microseconds - waiting.begunAt.microseconds) / 1_000_000
    if isReachable || waited >= Self.patience { return .letter }
    return .waits(until: now.adding(seconds: min(max(waited, Self.pauses.lowerBound), Self.pauses.upperBound)))
  }
}
