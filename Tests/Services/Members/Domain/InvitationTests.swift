import MembersDomain
import Testing
import Vocabulary

@Suite("M1 Invitations")
struct InvitationTests {
  private let invitee = IdentityKey(kind: .email, hash: [UInt8](repeating: 1, count: 32))
  private let stranger = IdentityKey(kind: .email, hash: [UInt8](repeating: 2, count: 32))
  private let now = Timestamp(microseconds: 1_000_000_000)

  private func invitation(
    usedBy member: MemberID? = nil, expiresIn seconds: Double = 60, sponsor: MemberID? = nil, isRevoked: Bool = false
  ) -> Invitation {
    Invitation(
      id: .make(), sponsorID: sponsor, emailKey: invitee, locale: nil, expiresAt: now.adding(seconds: seconds),
      isRevoked: isRevoked, usedBy: member)
  }

  @Test("M1: one that was revoked does not exist for the invitee either, expired or not")
  func revoked() {
    for seconds in [60.0, -1] {
      let revoked = invitation(expiresIn: seconds, isRevoked: true)
      #expect(InvitationAdmitsItsInviteeOnce.refusal(of: revoked, to: invitee, at: now) == .invitationNotFound)
    }
  }

  @Test("M1: what became of an invitation")
  func states() {
    func state(usedBy member: MemberID? = nil, revoked: Bool = false, expiresIn seconds: Double = 60) -> InvitationState
    {
      UsedElseRevokedElseExpired.state(
        usedBy: member, revokedAt: revoked ? now : nil, expiresAt: now.adding(seconds: seconds), at: now)
    }
    #expect(state() == .open)
    #expect(state(expiresIn: 0) == .expired)
    #expect(state(revoked: true, expiresIn: -1) == .revoked)
    #expect(state(usedBy: .make(), expiresIn: -1) == .used)
  }

  @Test("M1, M10: who is a member or was expelled is told to staff alone")
  func staffAlone() {
    let sponsor = MemberID.make()
    let cases: [(isMember: Bool, isExpelled: Bool, code: ProblemCode?)] = [
      (false, false, nil), (true, false, .alreadyMember), (false, true, .personExpelled), (true, true, .alreadyMember),
    ]
    for (isMember, isExpelled, code) in cases {
      func invited(by sponsor: MemberID?) -> ProblemCode? {
        OnlyStaffReadWhoIsAMember.refusal(ofInvitationBy: sponsor, toMember: isMember, expelled: isExpelled)
      }
      func joining(with invitation: Invitation) -> ProblemCode? {
        OnlyStaffReadWhoIsAMember.refusal(of: invitation, toMember: isMember, expelled: isExpelled)
      }
      #expect(invited(by: nil) == code && invited(by: sponsor) == nil)
      #expect(joining(with: invitation()) == code)
      #expect(joining(with: invitation(sponsor: sponsor)) == (code == nil ? nil : .invitationNotFound))
    }
  }

  @Test("M1: the invitee is admitted until the invitation expires")
  func admission() {
    #expect(InvitationAdmitsItsInviteeOnce.refusal(of: invitation(), to: invitee, at: now) == nil)
    let expired = invitation(expiresIn: 0)
    #expect(InvitationAdmitsItsInviteeOnce.refusal(of: expired, to: invitee, at: now) == .invitationExpired)
  }

  @Test("M1: an invitation admits once, and says so also when it has expired since")
  func use() {
    let used = invitation(usedBy: .make(), expiresIn: -1)
    #expect(InvitationAdmitsItsInviteeOnce.refusal(of: used, to: invitee, at: now) == .invitationAlreadyUsed)
  }

  @Test("M1: to anybody but the invitee the invitation does not exist")
  func strangers() {
    let used = invitation(usedBy: .make())
    #expect(InvitationAdmitsItsInviteeOnce.refusal(of: used, to: stranger, at: now) == .invitationNotFound)
    #expect(InvitationAdmitsItsInviteeOnce.refusal(of: nil, to: invitee, at: now) == .invitationNotFound)
  }

  @Test("M1: an invitation lasts as long as the policy says, or until a named end")
  func expiry() {
    let month = InvitationLastsAsThePolicySays.expiry(of: nil, invitedAt: now, validityDays: 30)
    #expect(month == now.adding(seconds: 30 * 86_400))
    let end = now.adding(seconds: 5)
    #expect(InvitationLastsAsThePolicySays.expiry(of: end, invitedAt: now, validityDays: 30) == end)
  }

  @Test("a code spells 128 bits, and is read however it was typed")
  func codes() throws {
    #expect(InvitationCode(bits: 0).text == String(repeating: "a", count: 26))
    #expect(InvitationCode(bits: .max).text == String(repeating: "7", count: 25) + "4")
    #expect(InvitationCode(bits: 1).text == String(repeating: "a", count: 25) + "e")
    let code = InvitationCode.make()
    #expect(code != .make())
    let typed = code.text.uppercased().prefix(13) + "-" + code.text.suffix(13) + " "
    #expect(InvitationCode(String(typed)) == code)
    #expect(InvitationCode("nonsense") == nil)
    #expect(InvitationCode(String(repeating: "é", count: 26)) == nil)
  }
}
