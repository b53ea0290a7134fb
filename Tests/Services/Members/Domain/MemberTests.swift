import MembersDomain
import Testing
import Vocabulary

@Suite("M4 Profiles, M6 visits, M10 expulsion")
struct MemberTests {
  private let member = Member(
    id: .make(), invitationID: .make(), sponsorID: nil, joinedAt: Timestamp(microseconds: 0),
    contact: Contact(firstName: "Ada", lastName: "Durand", email: EmailAddress("ada@example.org")!),
    profile: Profile(sectors: [SectorCode("J")!], zones: [ZoneCode("BE")!, ZoneCode("FR")!], locale: .french),
    charterVersion: "2012-02")

  @Test("M4: the revision grows with a change, and only with one")
  func revisions() {
    var changed = member
    let sameAgain = changed.change(contact: member.contact, profile: member.profile)
    #expect(!sameAgain)
    #expect(changed.revision == 1)
    var profile = member.profile
    profile.sectors = [SectorCode("J62.01")!]
    let another = changed.change(contact: member.contact, profile: profile)
    #expect(another)
    #expect(changed.revision == 2)
    #expect(changed.profile == profile)
  }

  @Test("R4: a national telephone number is read with the country of the first zone")
  func country() {
    #expect(member.profile.country == "BE")
  }

  @Test("M6: a visit may be any past instant, and at most five minutes ahead")
  func visits() {
    let now = Timestamp(microseconds: 0)
    #expect(VisitsLieInThePast.allow(now.adding(seconds: -1_000_000_000), at: now))
    #expect(VisitsLieInThePast.allow(now.adding(seconds: 300), at: now))
    #expect(!VisitsLieInThePast.allow(now.adding(seconds: 301), at: now))
  }

  @Test("M6: visits of the last 366 days count")
  func oldVisits() {
    let now = Timestamp(microseconds: 0)
    #expect(VisitsOfTheLastYearCount.count(now.adding(seconds: 300), at: now))
    #expect(VisitsOfTheLastYearCount.count(now.adding(seconds: -366 * 86_400), at: now))
    #expect(!VisitsOfTheLastYearCount.count(now.adding(seconds: -366 * 86_400 - 1), at: now))
  }

  @Test("M10: who is expelled has left, and stays so from the first time on")
  func expulsion() {
    let (first, second) = (Timestamp(microseconds: 10), Timestamp(microseconds: 20))
    var active = member
    #expect(active.expel(at: first) && active.leftAt == first && active.state == .expelled)
    #expect(!active.expel(at: second) && active.expelledAt == first)
    var left = member
    left.leftAt = first
    #expect(left.state == .left)
    #expect(!left.expel(at: second) && left.leftAt == first && left.expelledAt == second)
  }
}
