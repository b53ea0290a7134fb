import MessageHandling
import Messages
import RewardsDomain
import RewardsService
import ServiceTesting
import TestStack
import Topology
import Vocabulary

/// A random story as it is told without a database, while members choose and finance pays.
struct ToldStory {
  private let story: RandomStory
  private let terms: RewardTerms
  private var book: HireBook
  private var qualifications: QualificationState
  private var emission = Emission(service: .rewards, now: .day(25))
  private var read = 0
  private var rewards: [RewardID: (holder: MemberID, origin: RewardOriginID)] = [:]
  private var payouts: [PayoutRequested] = []
  private var held: [RewardID] = []
  /// What finance paid.
  private(set) var paid: [RandomStory.Debt: Int] = [:]

  init(_ story: RandomStory, under terms: RewardTerms) {
    self.story = story
    self.terms = terms
    let profiles = story.members.map { member in
      (
        member,
        MemberProfile(revision: 1, preference: story.settling.contains(member) ? story.preferences[member] : nil)
      )
    }
    var persons = Persons()
    for (member, person) in story.persons.sorted(by: { $0.key < $1.key }) { persons.learn(member, is: person) }
    book = HireBook(
      under: terms, profiles: Dictionary(uniqueKeysWithValues: profiles), persons: persons,
      parties: RegisteredParties(
        charities: [story.charity, story.designated], companies: [story.company], designated: story.designated),
      at: .day(25))
    qualifications = QualificationState(under: terms, at: .day(25))
  }

  /// What was posted, in order.
  var transactions: [LedgerTransaction] { book.transactions + qualifications.transactions }

  /// Tells an event.
  mutating func tell(_ event: RandomStory.Event) {
    switch event {
    case .report(let hire, let report): book.report(hire, report, because: .make(), emitting: &emission)
    case .withdraw(let hire, let day, let revision):
      book.withdraw(
        hire, at: .day(day), revision: revision, toldAt: .day(25), because: .make(), emitting: &emission)
    case .detach(let hire, let revision):
      book.detach(hire, revision: revision, toldAt: .day(25), because: .make(), emitting: &emission)
    case .conflict(let recommendation, let conflict):
      book.change(conflict, of: recommendation, because: .make(), emitting: &emission)
    case .decide(let recommendation, let isQualified, let revision):
      guard let member = story.recommendations[recommendation]?.memberID else { return }
      qualifications.decide(
        isQualified: isQualified, revision: revision, on: recommendation, of: member, because: .make(),
        emitting: &emission)
    case .leave(let member, let day):
      guard book.profile(of: member).leftAt == nil else { return }
      book.leave(member, at: .day(day), because: .make(), emitting: &emission)
    }
  }

  /// Some of what is held is chosen for, some of what finance was ever asked for is paid, maybe cancelled meanwhile, maybe twice.
  mutating func chooseAndPaySome(using generator: inout SeededGenerator) throws {
    try note()
    for reward in held where Int.random(in: 0...2, using: &generator) == 0 { choose(reward) }
    for payout in payouts where Int.random(in: 0...3, using: &generator) == 0 { pay(payout) }
  }

  /// Chooses for all that is held.
  mutating func chooseAll() throws {
    try note()
    for reward in held { choose(reward) }
  }

  private mutating func choose(_ id: RewardID) {
    guard let preference = rewards[id].flatMap({ story.preferences[$0.holder] }) else { return }
    book.choose(preference, for: id, because: .make(), emitting: &emission)
  }

  private mutating func pay(_ payout: PayoutRequested) {
    guard let origin = rewards[payout.rewardId]?.origin, let holder = Holder(payout.beneficiary) else { return }
    let before = book.transactions.count
    book.confirm(payout.payoutId, at: .day(24), because: .make(), emitting: &emission)
    guard book.transactions.count > before else { return }
    paid[RandomStory.Debt(holder: holder, origin: origin), default: 0] += payout.amountCents.rawValue
  }

  private mutating func note() throws {
    let coder = MessageCoder()
    for message in emission.messages[read...] {
      if message.type == RewardGranted.messageType.description {
        let granted = try coder.decode(CloudEvent<RewardGranted>.self, from: message.body).data
        guard let id = granted.recommendationId, let recommendation = story.recommendations[id] else { continue }
        let sponsored = RewardOriginID(sponsored: story.person(of: recommendation.memberID))
        rewards[granted.rewardId] = (
          granted.memberId, granted.kind == .sponsorship ? sponsored : RewardOriginID(id)
        )
        if granted.state == .held { held.append(granted.rewardId) }
      } else if message.type == PayoutRequested.messageType.description {
        payouts.append(try coder.decode(CloudEvent<PayoutRequested>.self, from: message.body).data)
      }
    }
    read = emission.messages.count
  }
}

extension Holder {
  /// Who a payout is for.
  init?(_ beneficiary: Beneficiary) {
    switch beneficiary.kind {
    case .member: if let id = MemberID(beneficiary.id) { self = .member(id) } else { return nil }
    case .charity: if let id = CharityID(beneficiary.id) { self = .charity(id) } else { return nil }
    }
  }
}
