import Failures
import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

extension RewardBook {
  /// What a batch needs of the rewards of before, and for those to come.
  struct Scope {
    /// Rewards that may be settled or taken back.
    var rewards: Set<RewardID> = []
    /// Further transactions that may be reversed.
    var transactions: Set<TransactionID> = []
    /// What may be granted anew, so that claims of before count; locked already.
    ///
    /// That of bonuses among the rewards counts in any case.
    var origins: Set<RewardOriginID> = []
    /// Options that may be carried out.
    var preferences: [RewardPreference] = []
    /// Versions of the policy that bonuses were quoted under.
    var policyVersions: Set<Int> = []
    /// When the hires of rewards to come were, and when their work begins (W9).
    var instants: [Timestamp] = []
    /// The charity that own-company bonuses go to.
    var designated: CharityID?
  }

  /// Locks and reads what payouts need that finance or staff tell of.
  ///
  /// Locks what the payouts were owed for before the payouts: what is owed for the same at the same time, by a hire that is
  /// reported again, either sees what is told or is seen here.
  static func load(
    behind payouts: [PayoutID], at now: Timestamp, in transaction: Transaction
  ) async throws -> RewardBook {
    let (rewards, origins) = try OriginStatements.locked(
      try await transaction.query(OriginStatements.lock(behind: Set(payouts).sorted())))
    return try await load(Scope(rewards: rewards, origins: origins), at: now, in: transaction)
  }

  /// What is asked for a scope, in the order in which it is locked.
  private enum Part {
    case rewards, payouts, newCredits, credits, lines, charities, companies, policies, instalments, dates, days, claims,
      claimed,
      setOffs
  }

  /// Locks and reads it, in one round trip.
  static func load(_ scope: Scope, at now: Timestamp, in transaction: Transaction) async throws -> RewardBook {
    let found = try await questions(scope, at: now).answers(in: transaction)
    guard let policies = found[.policies], let days = found[.days] else { throw NothingInForce(subject: "policy") }
    return RewardBook(
      journal: Journal(
        at: now, known: try found[.lines].map(LedgerStatements.transactions) ?? [],
        claims: Claims(try found[.claims]?.map(ClaimStatements.account) ?? [])),
      policies: try Policies(policies, at: now),
      parties: RegisteredParties(
        charities: Set(try found[.charities]?.decode(CharityID.self) ?? []),
        companies: Set(try found[.companies]?.decode(CompanyID.self) ?? []),
        designated: scope.designated),
      rewards: try found[.rewards]?.map(RewardStatements.reward) ?? [],
      payouts: Payouts(
        try [found[.payouts], found[.claimed]].compactMap(\.self).joined().map(PayoutStatements.payout),
        setOffs: try found[.setOffs].map(SetOffStatements.setOffs) ?? [],
        instalments: try found[.instalments]?.map(InstalmentStatements.instalment) ?? []),
      credits: try found[.credits].map(PartyStatements.credits) ?? [:],
      calendar: try InstalmentStatements.calendar(days, at: now),
      dates: try found[.dates].map(InstalmentStatements.dates) ?? [:])
  }

  private static func questions(_ scope: Scope, at now: Timestamp) -> Questions<Part> {
    let (rewards, origins, transactions) = (scope.rewards.sorted(), scope.origins.sorted(), scope.transactions.sorted())
    let charities = Set(scope.preferences.filter(\.option.needsCharity).compactMap(\.charityId)).sorted()
    let companies = Set(scope.preferences.filter(\.option.needsCompany).compactMap(\.companyId)).sorted()
    // What is granted for the first time, to whoever keeps it, is about none of these.
    let (noRewards, noCompanies) = (rewards.isEmpty, companies.isEmpty)
    let noOrigins = noRewards && origins.isEmpty
    let credits = PartyStatements.lockCredits(companies, andOf: rewards)
    var questions = Questions<Part>()
    questions.ask(.rewards, unless: noRewards, RewardStatements.lock(rewards))
    questions.ask(.payouts, unless: noRewards, PayoutStatements.lock(of: rewards))
    questions.ask(.newCredits, unless: noRewards && noCompanies, credits[0])
    questions.ask(.credits, unless: noRewards && noCompanies, credits[1])
    questions.ask(
      .lines, unless: noRewards && transactions.isEmpty, LedgerStatements.selectLines(of: rewards, and: transactions))
    questions.ask(.charities, unless: charities.isEmpty, PartyStatements.selectCharities(charities))
    questions.ask(.companies, unless: noCompanies, PartyStatements.selectCompanies(companies))
    questions.ask(.policies, RewardPolicy.statements.select(scope.policyVersions, of: rewards, at: now))
    questions.ask(.instalments, unless: noRewards, InstalmentStatements.select(of: rewards))
    questions.ask(.dates, unless: noRewards, InstalmentStatements.dates(of: rewards))
    questions.ask(.days, InstalmentStatements.days(of: scope.instants, and: rewards, at: now))
    questions.ask(
      .claims, unless: noOrigins && noCompanies, ClaimStatements.lock(of: origins, and: rewards, or: companies))
    questions.ask(.claimed, unless: noOrigins, PayoutStatements.lockClaimed(of: origins, and: rewards))
    questions.ask(.setOffs, unless: noOrigins, SetOffStatements.select(of: rewards, and: origins))
    return questions
  }
}
