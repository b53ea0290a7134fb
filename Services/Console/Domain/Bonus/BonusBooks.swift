public import Messages
import Vocabulary

/// The picture of a bonus held against the books: what should stand on each account, and what does.
public struct BonusBooks: Sendable {
  /// An account, as it should be and as it is; signed as in the books.
  public struct Line: Hashable, Sendable {
    /// The account.
    public let account: String
    /// What rewards, instructions and claims come to.
    public let expected: Int
    /// What the transactions sum up to.
    public let booked: Int

    /// Whether both are the same.
    public var agrees: Bool { expected == booked }
  }

  /// Every account of money that should hold something, or does.
  public let lines: [Line]
  /// Whether each transaction sums to zero in each unit.
  public let balances: Bool

  /// Holds what is told of a bonus against the lines of its transactions.
  public init(_ told: ExplainBonus.Result) {
    let expected = Self.expected(told)
    var booked: [String: Int] = [:]
    for line in told.transactions.flatMap(\.entries) where line.unit == .euroCents {
      booked[Self.name(line.account), default: 0] += line.amount
    }
    lines = Set(expected.keys).union(booked.keys).sorted().map {
      Line(account: $0, expected: expected[$0] ?? 0, booked: booked[$0] ?? 0)
    }.filter { $0.expected != 0 || $0.booked != 0 }
    balances = told.transactions.allSatisfy { transaction in
      let sums = transaction.entries.reduce(into: [LedgerUnit: Int]()) { $0[$1.unit, default: 0] += $1.amount }
      return sums.values.allSatisfy { $0 == 0 }
    }
  }

  /// Whether the books say the same, to the cent.
  public var agrees: Bool { balances && lines.allSatisfy(\.agrees) }

  /// Bonuses and what is added to them are one cost: which is which is the bonus's to say.
  private static func name(_ account: String) -> String {
    account.hasSuffix("-expense") ? "platform:expense" : account
  }

  private static func expected(_ told: ExplainBonus.Result) -> [String: Int] {
    var expected: [String: Int] = [:]
    for reward in told.rewards where reward.state == .settled {
      for part in reward.parts {
        expected["platform:expense", default: 0] += part.amountCents.rawValue
        guard [.planned, .requested, .failed].contains(part.state) else { continue }
        let payable = "\(part.beneficiary.kind.rawValue):\(part.beneficiary.id):payable"
        expected[payable, default: 0] -= part.amountCents.rawValue - part.setOffCents.rawValue
      }
    }
    for payout in told.payouts where payout.paidAt != nil {
      expected["platform:cash", default: 0] -= payout.amountCents.rawValue
    }
    for claim in told.claims where claim.unit == .euroCents {
      expected["platform:cash", default: 0] += claim.repaid
      expected["platform:claims-written-off", default: 0] += claim.writtenOff - claim.writtenOffSetOff
      expected["\(claim.holder.kind.rawValue):\(claim.holder.id):claim", default: 0] += claim.remaining
    }
    return expected
  }
}
