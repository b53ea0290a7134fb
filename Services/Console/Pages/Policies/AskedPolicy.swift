import ConsoleDomain
import FoundationEssentials
import Messages
import Vocabulary

/// A service's policy as it answered: the terms as JSON, whatever they are, so that one page shows all of them.
struct AskedPolicy: Sendable {
  /// A version.
  struct Version: Sendable {
    let number: Int
    let terms: JSONObject
    let inForceFrom: Timestamp?
  }

  let outline: PolicyOutline
  let inForce: Version
  let upcoming: [Version]

  /// What a change is made to: the version that is in force or scheduled last.
  var last: Version { upcoming.last ?? inForce }

  /// Asks the service of a policy.
  static func ask(_ outline: PolicyOutline, _ visit: Visit) async throws -> AskedPolicy {
    switch outline.service {
    case RewardTerms.service: try AskedPolicy(outline, try await visit.ask(GetPolicy<RewardTerms>()))
    case WaveTerms.service: try AskedPolicy(outline, try await visit.ask(GetPolicy<WaveTerms>()))
    case AttributionTerms.service: try AskedPolicy(outline, try await visit.ask(GetPolicy<AttributionTerms>()))
    default: try AskedPolicy(outline, try await visit.ask(GetPolicy<MembershipTerms>()))
    }
  }

  private init<Terms: PolicyTerms>(_ outline: PolicyOutline, _ policy: ToldPolicy<Terms>) throws {
    self.outline = outline
    inForce = try Self.version(policy)
    upcoming = try (policy.upcoming ?? []).map { try Self.version($0) }
  }

  private static func version<Terms: PolicyTerms>(_ policy: ToldPolicy<Terms>) throws -> Version {
    let data = try JSONEncoder().encode(policy.terms)
    return Version(
      number: policy.terms.version, terms: try JSONDecoder().decode(JSONObject.self, from: data),
      inForceFrom: policy.inForceFrom)
  }
}
