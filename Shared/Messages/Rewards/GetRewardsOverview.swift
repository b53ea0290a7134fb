public import Vocabulary

/// Asks what is held, to be paid and claimed back at present, and what is due on the days of a month (W6, W9).
public struct GetRewardsOverview: CommandPayload {
  /// `coopt.rewards.get-overview.v1`.
  public static let messageType = MessageType(service: "rewards", name: "get-overview")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = []

  /// The first day to answer about; no days are answered without it.
  public var from: CalendarDay?
  /// How many days to answer about, 1 to 93; 31 where absent.
  public var days: Int?

  public init(from: CalendarDay? = nil, days: Int? = nil) {
    self.from = from
    self.days = days
  }

  /// What the accepted reply says.
  public struct Result: Codable, Hashable, Sendable {
    /// What is held, by the reason.
    public var held: [HeldFigure]
    /// What is to be paid, by what became of it: planned, requested, failed.
    public var due: [DueFigure]
    /// How many claims are open.
    public var openClaims: Int
    /// What they come to, in cents.
    public var claimedCents: Cents
    /// How many listing credits are claimed.
    public var claimedCredits: Int
    /// What is due on the days that are asked for, the earliest first; a day has one of these for each state.
    public var days: [DueDay]

    public init(
      held: [HeldFigure] = [], due: [DueFigure] = [], openClaims: Int = 0, claimedCents: Cents = 0,
      claimedCredits: Int = 0, days: [DueDay] = []
    ) {
      self.held = held
      self.due = due
      self.openClaims = openClaims
      self.claimedCents = claimedCents
      self.claimedCredits = claimedCredits
      self.days = days
    }
  }

  /// Bonuses that are held for a reason.
  public struct HeldFigure: Codable, Hashable, Sendable {
    /// The reason.
    public var reason: HeldBecause
    /// How many.
    public var count: Int
    /// What they come to, in cents.
    public var amountCents: Cents

    public init(reason: HeldBecause, count: Int, amountCents: Cents) {
      self.reason = reason
      self.count = count
      self.amountCents = amountCents
    }
  }

  /// Payments that became the same.
  public struct DueFigure: Codable, Hashable, Sendable {
    /// What became of them.
    public var state: InstalmentState
    /// How many.
    public var count: Int
    /// What they come to, in cents.
    public var amountCents: Cents

    public init(state: InstalmentState, count: Int, amountCents: Cents) {
      self.state = state
      self.count = count
      self.amountCents = amountCents
    }
  }

  /// Parts of bonuses that are due on a day and became the same.
  public struct DueDay: Codable, Hashable, Sendable {
    /// The day, in the policy's time zone.
    public var dueOn: CalendarDay
    /// What became of them.
    public var state: InstalmentState
    /// How many.
    public var count: Int
    /// What they come to, in cents.
    public var amountCents: Cents

    public init(dueOn: CalendarDay, state: InstalmentState, count: Int, amountCents: Cents) {
      self.dueOn = dueOn
      self.state = state
      self.count = count
      self.amountCents = amountCents
    }
  }
}

extension GetRewardsOverview {
  /// How many days it asks for where it does not say.
  public static let defaultDays = 31

  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) { validator.range(days, 1...93, "days") }
}
