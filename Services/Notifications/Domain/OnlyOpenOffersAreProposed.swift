public import Vocabulary

/// An offer that waits to be proposed to a member by mail, as it is known when the letter is written (M11).
public struct WaitingOffer: Hashable, Sendable {
  /// The topic's notification that told it.
  public var notificationID: NotificationID
  /// Which offer.
  public var offerID: OfferID
  /// The member's level when it was proposed.
  public var level: Level
  /// Its title; nil where nobody told it.
  public var title: String?
  /// Whose it is; nil where nobody told the name.
  public var company: String?
  /// Where the job is; nil for offers from before that was kept.
  public var zone: ZoneCode?
  /// Whether it is open, for all that was heard.
  public var isOpen: Bool
  /// When it expires.
  public var closesAt: Timestamp?
  /// The day on which it expires, in the policy's time zone.
  public var closingDay: CalendarDay?

  public init(
    notificationID: NotificationID, offerID: OfferID, level: Level, title: String?, company: String? = nil,
    zone: ZoneCode? = nil, isOpen: Bool = true, closesAt: Timestamp? = nil, closingDay: CalendarDay? = nil
  ) {
    self.notificationID = notificationID
    self.offerID = offerID
    self.level = level
    self.title = title
    self.company = company
    self.zone = zone
    self.isOpen = isOpen
    self.closesAt = closesAt
    self.closingDay = closingDay
  }

  /// Whether a member can still recommend for it.
  public func isProposed(at now: Timestamp) -> Bool {
    title != nil && isOpen && closesAt.map { $0 > now } ?? true
  }
}

extension [WaitingOffer] {
  /// Those that go into a letter, in the order in which they were proposed, each once, however often it was proposed.
  public func proposed(at now: Timestamp) -> [WaitingOffer] {
    var known: Set<OfferID> = []
    return filter { $0.isProposed(at: now) && known.insert($0.offerID).inserted }
  }
}
