/// The figures of one day, out of what staff were told in it.
public struct DayFigures: Hashable, Sendable {
  /// Members who joined.
  public private(set) var members = 0
  /// Recommendations that count.
  public private(set) var recommendations = 0
  /// Interviews that ended, well or badly.
  public private(set) var interviews = 0
  /// Hires that belong to a recommendation, each once however many systems report it.
  public var hires: Int { hired.count }
  /// Cents of bonuses and sponsors' shares that became due.
  public private(set) var grantedCents = 0
  /// Payouts that finance was asked for.
  public private(set) var payouts = 0
  /// Cents of them.
  public private(set) var payoutCents = 0
  /// Messages that services gave up.
  public private(set) var deadLetters = 0
  /// All that staff were told.
  public private(set) var events = 0

  private var hired: Set<String> = []
  /// More hires than a day has: beyond it none is told apart, so that memory ends somewhere.
  private static let mostHires = 50_000

  /// A day of which nothing is known yet.
  public init() {}

  /// Counts an event.
  public mutating func count(_ event: StaffEvent) {
    events += 1
    switch event.name {
    case "member-joined": members += 1
    case "recommendation-attributed": recommendations += 1
    case "candidate-qualified", "candidate-rejected": interviews += 1
    case "hire-attributed":
      if let hire = event["recommendationId"] ?? event["hireId"], hired.count < Self.mostHires { hired.insert(hire) }
    case "reward-granted": grantedCents += event.number("amountCents") ?? 0
    case "payout-requested":
      payouts += 1
      payoutCents += event.number("amountCents") ?? 0
    case "message-dead-lettered": deadLetters += 1
    default: break
    }
  }
}
