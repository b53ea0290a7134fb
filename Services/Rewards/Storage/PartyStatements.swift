import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// Statements on whom options name: charities that can be given to, and companies.
enum PartyStatements {
  /// Those of some charities that members may give to.
  static func selectCharities(_ charities: [CharityID]) -> Statement {
    "select charity_id from rewards.charities where charity_id = any(\(charities)) and is_active"
  }

  /// Those of some companies that are registered.
  static func selectCompanies(_ companies: [CompanyID]) -> Statement {
    "select company_id from rewards.companies where company_id = any(\(companies))"
  }

  /// The designated charity, held so that it stays designated until the end of the transaction.
  static let shareDesignation: Statement = "select charity_id from rewards.designation for share"

  /// The designated charity, held for a change.
  static let lockDesignation: Statement = "select charity_id from rewards.designation for update"

  /// The designated charity, as it happens to be.
  static let selectDesignation: Statement = "select charity_id from rewards.designation"

  /// Has a charity take the designation over; nil has none.
  static func designate(_ charity: CharityID?) -> Statement {
    "update rewards.designation set charity_id = \(charity)"
  }

  /// Takes note of companies.
  static func insertCompanies(_ companies: [CompanyID]) -> Statement {
    """
    insert into rewards.companies (company_id)
    select company_id
    from unnest(\(companies)) as registered (company_id)
    order by company_id
    on conflict do nothing
    """
  }

  // MARK: Listing credits

  /// Locks the credits of companies, and of those whose credits come from some rewards, in the order of their ids.
  static func lockCredits(_ companies: [CompanyID], andOf rewards: [RewardID] = []) -> [Statement] {
    [
      """
      insert into rewards.company_credits (company_id)
      select company_id from (\(fragment: wanted(companies, rewards))) as wanted
      order by company_id
      on conflict do nothing
      """,
      """
      select company_id, available, claimed
      from rewards.company_credits
      where company_id in (\(fragment: wanted(companies, rewards)))
      order by company_id
      for update
      """,
    ]
  }

  /// Some companies, and those that got listing credits of some rewards.
  static func wanted(_ companies: [CompanyID], _ rewards: [RewardID]) -> Statement {
    """
    select unnest(\(companies)) as company_id
    union
    select company_id from rewards.rewards where reward_id = any(\(rewards)) and company_id is not null
    """
  }

  /// Reads what the second statement of `lockCredits` gave.
  static func credits(_ rows: ResultSet) throws(PostgreSQLError) -> [CompanyID: CreditBalance] {
    var credits: [CompanyID: CreditBalance] = [:]
    for (company, available, claimed) in try rows.decode((CompanyID, Int, Int).self) {
      credits[company] = CreditBalance(companyID: company, available: available, claimed: claimed)
    }
    return credits
  }

  /// Writes credits that changed.
  static func updateCredits(_ credits: [CreditBalance]) -> Statement {
    """
    update rewards.company_credits
    set available = changed.available, claimed = changed.claimed
    from unnest(
      \(credits.map(\.companyID)), \(credits.map(\.available)), \(credits.map(\.claimed))
    ) as changed (company_id, available, claimed)
    where company_credits.company_id = changed.company_id
    """
  }
}
