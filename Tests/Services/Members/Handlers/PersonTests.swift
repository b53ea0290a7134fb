import Identity
import MembersService
import MessageHandling
import Messages
import PostgreSQLClient
import ServiceTesting
import TestStack
import Testing
import Vocabulary

@Suite("M5 Persons across memberships")
struct PersonTests {
  /// What somebody may have in a round: the older they are, the more rounds ago.
  private struct Belongings {
    var emails: [String] = []
    var phones: [String] = []

    static func email(_ number: Int) -> String { "ada.\(number)@example.org" }
    static func phone(_ number: Int) -> String { "+33 6 17 28 39 \(10 + number)" }

    var keys: Set<IdentityKey> {
      let hasher = IdentityHasher(IdentitySecrets([[UInt8](repeating: 7, count: 32)])!)
      return Set(
        emails.flatMap { hasher.keys(email: EmailAddress($0)!) }
          + phones.flatMap { hasher.keys(phone: $0, country: "FR") })
    }
  }

  @Test(
    "M5, R5: five rounds of leaving and joining again are one person, by any of what two neighbouring rounds share",
    arguments: 0..<12 as Range<UInt64>)
  func rounds(seed: UInt64) async throws {
    try await Community.with { community in
      var generator = SeededGenerator(seed: seed)
      var (all, last) = (Belongings(), Belongings())
      var first: PersonID?
      for round in 0..<5 {
        let sharesEmail = round > 0 && Bool.random(using: &generator)
        let sharesPhone = round > 0 && (!sharesEmail || Bool.random(using: &generator))
        let email = sharesEmail ? last.emails.randomElement(using: &generator)! : Belongings.email(2 * round)
        let phone = sharesPhone ? last.phones.randomElement(using: &generator)! : Belongings.phone(2 * round)
        let (joined, identified) = try await community.admit(email, phone: phone)
        first = first ?? PersonID(joined.memberId.rawValue)
        #expect(joined.personId == first)
        var now = Belongings(emails: [email], phones: [phone])
        #expect(
          Set(identified.formerKeys ?? []) == all.keys.subtracting(now.keys))
        last = now
        all.emails.append(email)
        all.phones.append(phone)
        if Bool.random(using: &generator) {
          now = Belongings(emails: [Belongings.email(2 * round + 1)], phones: [Belongings.phone(2 * round + 1)])
          let update = try await community.update([
            UpdateProfile(memberId: joined.memberId, email: EmailAddress(now.emails[0])!),
            UpdateProfile(memberId: joined.memberId, phone: .replace(now.phones[0])),
          ])
          #expect(try update.events(ProfileUpdated.self).map(\.personId) == [first, first])
          let former = try update.events(MemberIdentified.self).last?.formerKeys ?? []
          #expect(Set(former) == all.keys.subtracting(now.keys))
          last = Belongings(emails: last.emails + now.emails, phones: last.phones + now.phones)
          all = Belongings(emails: all.emails + now.emails, phones: all.phones + now.phones)
        }
        _ = try await community.leave([joined.memberId]).decisions[0].get()
      }
    }
  }

  @Test("M5: strangers are persons of their own")
  func strangers() async throws {
    try await Community.with { community in
      let ada = try await community.admit("ada@example.org", phone: "+33617283910").joined
      let bob = try await community.admit("bob@example.org", phone: "+33617283911").joined
      let eve = try await community.admit("eve@example.org", phone: nil).joined
      #expect([ada, bob, eve].map(\.personId) == [ada, bob, eve].map { PersonID($0.memberId.rawValue) })
    }
  }

  @Test("M5: two who join at once under new addresses with one number are one person", arguments: 0..<6 as Range<Int>)
  func atOnce(attempt: Int) async throws {
    try await Community.with { community in
      let applications = try await [0, 1, 2].asyncMap { number in
        let email = "ada.\(number)@example.org"
        return Community.application(
          email, code: try await community.invite(email).invitationCode, phone: "+33 6 17 28 39 10")
      }
      let persons = try await withThrowingTaskGroup(of: PersonID?.self) { group in
        for application in applications {
          group.addTask { try await community.join([application]).events(MemberJoined.self).first?.personId }
        }
        return try await group.reduce(into: Set<PersonID?>()) { $0.insert($1) }
      }
      #expect(persons.count == 1 && persons.first != .some(nil))
    }
  }

  @Test("M5: two persons who turn out to be one are the older; what they give later leads there, too")
  func merging() async throws {
    try await Community.with { community in
      let ada = try await community.admit("ada@example.org", phone: "+33617283910").joined
      let bob = try await community.admit("bob@example.org", phone: "+33617283911").joined
      _ = try await community.leave([ada.memberId, bob.memberId])
      let both = try await community.admit("bob@example.org", phone: "+33617283910")
      #expect(both.joined.personId == ada.personId)
      #expect(both.joined.formerPersonIds == [PersonID(bob.memberId.rawValue)])
      #expect(both.identified.formerKeys?.map(\.kind).sorted { $0.rawValue < $1.rawValue } == [.email, .phone])
      _ = try await community.leave([both.joined.memberId])
      let third = try await community.admit("eve@example.org", phone: "+33617283911").joined
      #expect(third.personId == ada.personId)
      #expect(third.formerPersonIds == nil)
      let persons = try await community.db.query("select distinct person_id from members.members")
      #expect(try persons.decode(PersonID.self) == [try #require(ada.personId)])
    }
  }

  @Test("R5: what another active member has now is nobody's former address")
  func neighbours() async throws {
    try await Community.with { community in
      _ = try await community.admit("ada@example.org", phone: "+33617283910")
      let bob = try await community.admit("bob@example.org", phone: "+33617283910")
      #expect(bob.identified.formerKeys == [])
      let moved = try await community.update([
        UpdateProfile(memberId: bob.joined.memberId, email: EmailAddress("robert@example.org"))
      ])
      #expect(try moved.events(MemberIdentified.self).first?.formerKeys?.count == 1)
    }
  }

  @Test("M5: members of before are looked through, the older first; who is one of before is told what led there")
  func before() async throws {
    try await Community.with { community in
      let ada = try await community.admit("ada@example.org", phone: "+33617283910").joined
      _ = try await community.leave([ada.memberId])
      let again = try await community.admit("ada.durand@example.org", phone: "06 17 28 39 10").joined
      let bob = try await community.admit("bob@example.org", phone: "+33617283911").joined
      // As a program wrote them that knew of no persons.
      _ = try await community.db.pool.execute([
        "delete from members.identity_keys",
        "update members.members set person_id = null, known_under = null, known_revision = null",
      ])
      let emitted = try await community.db.run(RenewIdentityKeys(identity: community.identity)).emitted
      let told = try emitted.map { try MessageCoder().decode(CloudEvent<MemberIdentified>.self, from: $0.body).data }
      #expect(told.map(\.memberId) == [again.memberId] && told.first?.revision == 2)
      #expect(told.first?.formerKeys?.map(\.kind) == [.email])
      let rows = try await community.db.query("select member_id, person_id from members.members")
      let persons = Dictionary(uniqueKeysWithValues: try rows.decode((MemberID, PersonID).self))
      #expect(persons[again.memberId] == ada.personId && persons[ada.memberId] == ada.personId)
      #expect(persons[bob.memberId] == bob.personId)
      let next = try await community.db.run(RenewIdentityKeys(identity: community.identity)).emitted
      #expect(next.isEmpty)
    }
  }

  @Test("what such a program changes later is looked through again")
  func changedBefore() async throws {
    try await Community.with { community in
      let ada = try await community.admit("ada@example.org", phone: "+33617283910").joined
      _ = try await community.db.query(
        "update members.members set phone = '+33617283911', revision = 2 where member_id = \(ada.memberId)")
      _ = try await community.db.run(RenewIdentityKeys(identity: community.identity))
      _ = try await community.leave([ada.memberId])
      let again = try await community.admit("eve@example.org", phone: "+33617283911").joined
      #expect(again.personId == ada.personId)
    }
  }

  @Test("M5, M10: who is known stays known while the secret is exchanged, by former numbers, too")
  func exchanged() async throws {
    try await Community.with { community in
      let secrets = [[UInt8](repeating: 7, count: 32), [UInt8](repeating: 8, count: 32)]
      let ada = try await community.admit("ada@example.org", phone: "+33617283910").joined
      _ = try await community.update([UpdateProfile(memberId: ada.memberId, phone: .replace("+33617283911"))])
      let bob = try await community.admit("bob@example.org", phone: "+33617283912").joined
      _ = try await community.update([UpdateProfile(memberId: bob.memberId, email: EmailAddress("robert@example.org"))])
      _ = try await community.expel([ada.memberId])
      let both = MemberIdentity(IdentitySecrets(secrets)!)
      _ = try await community.db.run(RenewIdentityKeys(identity: both))
      let after = Community(db: community.db, identity: MemberIdentity(IdentitySecrets([secrets[1]])!))
      let told = try await after.db.run(RenewIdentityKeys(identity: after.identity)).emitted
      let identified = try told.map { try MessageCoder().decode(CloudEvent<MemberIdentified>.self, from: $0.body).data }
      #expect(identified.map(\.memberId) == [bob.memberId])
      #expect(identified.first?.formerKeys?.count == 1)
      #expect(identified.first?.identityKeys.count == 2)
      for phone in ["+33617283910", "+33617283911"] {
        let code = try await after.invite("eve@example.org").invitationCode
        let joining = try await after.join([Community.application("eve@example.org", code: code, phone: phone)])
        #expect(joining.decisions.map(\.refusal) == [.personExpelled])
      }
    }
  }
}

extension Sequence where Element: Sendable {
  fileprivate func asyncMap<Value>(_ transform: (Element) async throws -> Value) async rethrows -> [Value] {
    var values: [Value] = []
    for element in self { values.append(try await transform(element)) }
    return values
  }
}
