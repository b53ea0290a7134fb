import ConsoleDomain
import Messages
import Vocabulary

/// The list of hires.
struct HireListView: Sendable {
  /// One hire.
  struct Row: Sendable {
    let address: String
    let system: String
    let application: String
    let badge: ShownBadge
    let why: String?
    let hired: String?
    let name: String?
    let recommendationLink: String?
    let offerName: String?
    let offerLink: String?
    let attributeLink: String?
  }

  let rows: [Row]
  let outcomes: [ShownChoice]
  let reasons: [ShownChoice]
  let system: String
  let member: String
  /// Whether a system or an id is given.
  let isNarrowed: Bool
  let isBroken: Bool
  let isUnattributed: Bool
  let isEmpty: Bool
  let lettersLink: String?
  let pager: PagerView?

  init(_ visit: Visit) async throws {
    let member = visit.asked("memberId", as: MemberID.self)
    let reason = visit.query["reason"].flatMap { UnattributedReason(rawValue: $0) }
    // What nobody owns comes first; a member's hires are somebody's.
    let asked = visit.query["outcome"] ?? (member.value == nil ? "waiting" : "all")
    let (outcome, isInForce): (HireOutcome?, Bool?) =
      switch asked {
      case "waiting": (.unattributed, true)
      case "unattributed": (.unattributed, nil)
      case "attributed": (.attributed, nil)
      case "withdrawn": (nil, false)
      default: (nil, nil)
      }
    let system = visit.query["sourceSystem"]?.trimmingCharacters ?? ""
    let page = try await visit.ask(
      ListHires(
        outcome: reason == nil ? outcome : .unattributed, reason: reason, sourceSystem: system.isEmpty ? nil : system,
        memberId: member.value, inForce: isInForce, pageToken: visit.pageToken))
    let names = await ShownNames(visit, page.items.compactMap(\.recommendationId))
    rows = page.items.map { Row($0, names, visit) }
    isUnattributed = outcome == .unattributed && reason == nil && system.isEmpty
    outcomes = visit.choices(
      ["waiting", "unattributed", "attributed", "withdrawn", "all"], words: "hires.outcome-", chosen: asked)
    reasons =
      [ShownChoice(value: "", label: visit.word("hires.any"), isChosen: reason == nil)]
      + visit.choices(UnattributedReason.allCases.map(\.rawValue), words: "hires.reason-", chosen: reason?.rawValue)
    self.system = system
    self.member = visit.given("memberId")
    isNarrowed = !system.isEmpty || !self.member.isEmpty
    isBroken = member.isBroken
    isEmpty = rows.isEmpty
    lettersLink = visit.mayEnter(.letters) ? "/letters" : nil
    pager = visit.pager(next: page.nextPageToken)
  }
}

extension HireListView.Row {
  fileprivate init(_ item: ListedHire, _ names: ShownNames, _ visit: Visit) {
    address = "/hires/\(item.hireId)"
    system = item.sourceSystem
    application = item.applicationId
    badge = visit.badge(item.outcome, isInForce: item.inForce)
    why = item.reason.map { visit.word("hires.reason-\($0.rawValue)") }
    hired = item.hiredAt.map { visit.clock.text(visit.clock.day(of: $0)) }
    name = item.recommendationId.map { names.candidate(of: $0) ?? visit.short($0) }
    recommendationLink = item.recommendationId.map { "/recommendations/\($0)" }
    offerName =
      item.recommendationId.flatMap { names.offer(of: $0) } ?? item.offerReference
      ?? item.offerId.map { visit.short($0) }
    offerLink = item.offerId.map { "/offers/\($0)" }
    attributeLink =
      item.outcome == .unattributed && item.inForce && visit.may("recommendations.attribute-hire")
      ? "/hires/\(item.hireId)#attribute" : nil
  }
}
