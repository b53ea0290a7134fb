public import Vocabulary

/// A place that money of a bonus comes through, or ends in.
public enum BonusPlace: Hashable, Sendable {
  /// The hire that earned it.
  case hire(HireID)
  /// A bonus, or a sponsor's share.
  case reward(RewardID)
  /// What the platform adds to a donation.
  case matching(RewardID)
  /// What finance paid a second time, or for what was not due any more.
  case paidBesides
  /// Who gets it: a member.
  case member(String)
  /// Who gets it: a charity.
  case charity(String)
  /// It waits for a decision.
  case held(HeldBecause?)
  /// Taken in listing credits instead, by a company.
  case credits(CompanyID?)
  /// Paid, and rightly so.
  case paid
  /// Finance is asked to pay it.
  case requested
  /// Finance could not pay it.
  case failed
  /// Its day has not come.
  case planned
  /// Not due any more, and never paid.
  case takenBack
  /// Paid before, for the same: nothing is paid twice.
  case paidBefore
  /// Paid, and not due any more.
  case claimed
  /// What of that was paid back.
  case repaid
  /// What of that was given up.
  case writtenOff
  /// What of that is still to be given back.
  case open
  /// What of that stands for a bonus granted anew.
  case standsFor

  /// How far it is from the hire, from 0 to 4.
  public var column: Int {
    switch self {
    case .hire: 0
    case .reward, .matching, .paidBesides: 1
    case .member, .charity, .held, .credits: 2
    case .paid, .requested, .failed, .planned, .takenBack, .paidBefore, .claimed: 3
    case .repaid, .writtenOff, .open, .standsFor: 4
    }
  }

  /// How it is to be looked at.
  public var tone: MoneyTone {
    switch self {
    case .paid, .repaid: .good
    case .requested, .planned, .held: .wait
    case .failed, .claimed, .open, .writtenOff, .paidBesides: .bad
    case .takenBack, .paidBefore, .standsFor, .credits: .quiet
    case .hire, .reward, .matching, .member, .charity: .plain
    }
  }
}
