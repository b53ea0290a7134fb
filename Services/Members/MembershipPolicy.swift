import MessageHandling
import Messages
import PolicyVersions
import PostgreSQLClient
import Vocabulary

/// How long invitations last (M1), and which days count (M6, W6), by versions; who goes by the time zone is told.
package struct MembershipPolicy: PolicyWithoutSettings {
  package typealias Told = MembershipTerms

  package static let columns: [PolicyColumn<MembershipTerms, ChangeMembersPolicy>] = [
    PolicyColumn("invitation_validity_days", \.invitationValidityDays, \.invitationValidityDays),
    PolicyColumn("time_zone", \.timeZone, \.timeZone),
  ]

  package static let unread = MembershipTerms(version: 0, invitationValidityDays: 0, timeZone: "")

  /// The statements on its versions.
  static let statements = PolicyStatements(MembershipPolicy())

  package init() {}

  package func selectNames(in changes: [ChangeMembersPolicy]) -> Statement? {
    TimeZones.select(changes.compactMap(\.timeZone))
  }

  package func check(_ change: ChangeMembersPolicy, existingNames: Set<String>) throws(Problem) {
    guard let timeZone = change.timeZone, !existingNames.contains(timeZone) else { return }
    throw .invalidMessage([FieldError(field: "timeZone", message: "is not a name of the time zone database")])
  }

  package func tell(_ version: DatedVersion<MembershipTerms>, emitting emission: inout Emission) {
    let date = version.inForceFrom
    emission.publish(
      MembersPolicyChanged(
        MembersPolicy(version.terms, inForceFrom: date), inForceSince: date == nil ? version.inForceSince : nil))
  }

  package func tell(withdrawn versions: [Int], emitting emission: inout Emission) {
    emission.publish(MembersPolicyChangeCancelled(versions: versions))
  }
}

/// Says which policy is in force, and which will be.
package typealias GetPolicyHandler = PolicyQuestionHandler<MembershipPolicy>
/// Puts a changed policy in force, at once or from a date on, as a new version.
package typealias ChangePolicyHandler = PolicyChangeHandler<MembershipPolicy>
/// Withdraws a scheduled version of the policy, and those scheduled after it.
package typealias CancelPolicyChangeHandler = PolicyCancellationHandler<MembershipPolicy>
