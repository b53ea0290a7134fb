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

  /// Locks and reads it, in one round trip.
  static func load(_ scope: Scope, at now: Timestamp, in transaction: Transaction) async throws -> RewardBook {
    let rewards = scope.rewards.sorted()
    let origins = scope.origins.sorted()
    let charities = Set(scope.preferences.filter(\.option.needsCharity).compactMap(\.charityId)).sorted()
    let companies = Set(scope.preferences.filter(\.option.needsCompany).compactMap(\.companyId)).sorted()
    let credits = PartyStatements.lockCredits(companies, andOf: rewards)
    var statements = [
      RewardStatements.lock(rewards),
      PayoutStatements.lock(of: rewards),
      credits[0],
      credits[1],
      LedgerStatements.selectLines(of: rewards, and: scope.transactions.sorted()),
      PartyStatements.selectCharities(charities),
      PartyStatements.selectCompanies(companies),
      RewardPolicy.statements.select(scope.policyVersions, of: rewards, at: now),
      InstalmentStatements.select(of: rewards),
      InstalmentStatements.dates(of: rewards),
      InstalmentStatements.days(of: scope.instants, and: rewards, at: now),
      ClaimStatements.lock(of: origins, and: rewards, or: companies),
    ]
    if !rewards.isEmpty || !origins.isEmpty {
      statements += [
        PayoutStatements.lockClaimed(of: origins, and: rewards), SetOffStatements.select(of: rewards, and: origins),
      ]
    }
    let results = try await transaction.query(statements)
    let claimed = results.dropFirst(12)
    return RewardBook(
      journal: Journal(
        at: now, known: try LedgerStatements.transactions(results[4]),
        claims: Claims(try results[11].map(ClaimStatements.account))),
      policies: try Policies(results[7], at: now),
      parties: RegisteredParties(
        charities: Set(try results[5].decode(CharityID.self)),
        companies: Set(try results[6].decode(CompanyID.self)),
        designated: scope.designated),
      rewards: try results[0].map(RewardStatements.reward),
      payouts: Payouts(
        try results[1].map(PayoutStatements.payout) + (claimed.first?.map(PayoutStatements.payout) ?? []),
        setOffs: try claimed.last.map(SetOffStatements.setOffs) ?? [],
        instalments: try results[8].map(InstalmentStatements.instalment)),
      credits: try PartyStatements.credits(results[3]),
      calendar: try InstalmentStatements.calendar(results[10], at: now),
      dates: try InstalmentStatements.dates(results[9]))
  }
}
