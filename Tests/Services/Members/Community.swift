import Identity
import MembersService
import Messages
import ServiceTesting
import Testing
import Vocabulary

/// A members service on a database of its own, as staff and front ends use it.
struct Community {
  static let identity = MemberIdentity(IdentitySecrets([[UInt8](repeating: 7, count: 32)])!)
  static let charter = "2012-02"

  let db: ServiceDatabase
  /// What the process at hand knows people by.
  var identity = Community.identity

  static func with(_ body: (Community) async throws -> Void) async throws {
    try await ServiceDatabase.with(MembersService.definition) { try await body(Community(db: $0)) }
  }

  func invite(
    _ email: String, sponsor: MemberID? = nil, expiresAt: Timestamp? = nil
  ) async throws -> InviteMember.Result {
    let command = InviteMember(email: EmailAddress(email)!, sponsorId: sponsor, expiresAt: expiresAt)
    return try await db.handle(InviteMemberHandler(identity: identity), [command]).decisions[0].get()
  }

  func join(_ email: String, sponsor: MemberID? = nil) async throws -> MemberID {
    let code = try await invite(email, sponsor: sponsor).invitationCode
    return try await join([Self.application(email, code: code)]).decisions[0].get().memberId
  }

  func join(_ commands: [Join], at now: Timestamp = .now) async throws
    -> ServiceDatabase.Outcome<Result<Join.Result, Problem>>
  {
    try await db.handle(JoinHandler(identity: identity), commands, at: now)
  }

  func update(_ commands: [UpdateProfile]) async throws -> ServiceDatabase.Outcome<Result<Accepted, Problem>> {
    try await db.handle(UpdateProfileHandler(identity: identity), commands)
  }

  func leave(_ ids: [MemberID]) async throws -> ServiceDatabase.Outcome<Result<Accepted, Problem>> {
    try await db.handle(LeaveHandler(identity: identity), ids.map { Leave(memberId: $0) })
  }

  /// Staff invite somebody, who joins; what is told of it.
  func admit(
    _ email: String, phone: String?, sponsor: MemberID? = nil
  ) async throws -> (joined: MemberJoined, identified: MemberIdentified) {
    let code = try await invite(email, sponsor: sponsor).invitationCode
    let outcome = try await join([Self.application(email, code: code, phone: phone)])
    _ = try outcome.decisions[0].get()
    return (
      try #require(try outcome.events(MemberJoined.self).first),
      try #require(try outcome.events(MemberIdentified.self).first)
    )
  }

  func expel(_ ids: [MemberID]) async throws -> ServiceDatabase.Outcome<Result<Accepted, Problem>> {
    try await db.handle(ExpelHandler(identity: identity), ids.map { Expel(memberId: $0, reason: "spam") }, by: "staff")
  }

  func readmit(_ email: String) async throws -> ServiceDatabase.Outcome<Result<Accepted, Problem>> {
    let command = Readmit(email: EmailAddress(email)!, reason: "a mistake")
    return try await db.handle(ReadmitHandler(identity: identity), [command], by: "staff")
  }

  func member(_ question: GetMember) async throws -> Result<DescribedMember, Problem> {
    try await db.handle(GetMemberHandler(identity: identity), [question]).decisions[0]
  }

  static func application(
    _ email: String, code: String, memberID: MemberID? = nil, charter: String = Community.charter,
    phone: String? = "06 12 34 56 78"
  ) -> Join {
    Join(
      invitationCode: code,
      memberId: memberID,
      firstName: "Ada",
      lastName: "Durand",
      email: EmailAddress(email)!,
      phone: phone,
      sectors: [SectorCode("J")!, SectorCode("K64")!],
      zones: [ZoneCode("FR-HDF")!],
      employer: Employer(name: "Acme SAS", siren: SIREN("732829320")!),
      charterVersion: charter,
      rewardOption: RewardPreference(option: .toMember)
    )
  }
}

extension Result where Failure == Problem {
  /// The code of a refusal.
  var refusal: ProblemCode? {
    guard case .failure(let problem) = self else { return nil }
    return problem.code
  }

  /// The fields that a refusal names.
  var invalidFields: [String] {
    guard case .failure(let problem) = self, problem.code == .invalidMessage else { return [] }
    return (problem.errors ?? []).map(\.field)
  }
}
