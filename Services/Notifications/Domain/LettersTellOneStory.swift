/// How a notification takes part in a letter.
public enum LetterPart: Sendable {
  /// It begins a letter: what its event brings about is told in the same one.
  case opens
  /// It is told in the letter on the event that caused its own, or in one of its own where there is none.
  case follows
}

extension NotificationKind {
  /// How it takes part in one letter with others; nil where it is a letter of its own, and goes out at once.
  ///
  /// A hire is one letter to the member: that it is confirmed, what it pays and when, and which level was reached.
  public var letterPart: LetterPart? {
    switch self {
    case .memberCandidateHired, .memberConflictOfInterestChanged, .memberCandidateQualified, .memberCandidateRejected,
      .memberSponsoredMemberJoined, .memberPayoutMade, .memberTaxInformation:
      .opens
    case .memberRewardGranted, .memberRewardSettled, .memberRewardReversed, .memberPointsAwarded, .memberLevelChanged:
      .follows
    default: nil
    }
  }

  /// Its place in such a letter, from the top; the first gives the letter its subject.
  public var placeInLetter: Int {
    switch self {
    case .memberRewardReversed: 1
    case .memberRewardGranted: 2
    case .memberRewardSettled: 3
    case .memberLevelChanged: 4
    case .memberPointsAwarded: 5
    case .memberTaxInformation: 6
    default: 0
    }
  }
}

/// How long a letter waits for what belongs in it, in seconds.
///
/// Services tell what follows from an event in one go, but not in one message. A letter is written once nothing came for
/// it for a moment and all is there that is sure to come; after its patience it is written all the same, and what comes
/// later is told in another one.
public enum LetterPatience {
  /// How long nothing may have come.
  public static let quiet = 1.5
  /// How long it waits at most for what is sure to come.
  public static let longest = 20.0
}
