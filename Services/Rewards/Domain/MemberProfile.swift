package import Vocabulary

/// What rewards knows of a member.
package struct MemberProfile: Hashable, Sendable {
  /// How new the profile is; 0 while nothing is known of the member but a hire or the leaving.
  package var revision: Int
  /// What to do with bonuses unless said otherwise.
  package var preference: RewardPreference?
  /// When the member left.
  package var leftAt: Timestamp?

  /// A profile; without arguments that of a member not known yet.
  package init(revision: Int = 0, preference: RewardPreference? = nil, leftAt: Timestamp? = nil) {
    self.revision = revision
    self.preference = preference
    self.leftAt = leftAt
  }

  /// Whether the member's profile has come.
  package var isKnown: Bool { revision > 0 }
}

/// Charities and companies that options may name, as far as a decision asks for them.
package struct RegisteredParties: Hashable, Sendable {
  /// Charities of the list.
  package var charities: Set<CharityID>
  /// Registered companies.
  package var companies: Set<CompanyID>
  /// The charity that own-company bonuses go to (W4).
  package var designated: CharityID?

  /// Parties; without arguments there are none.
  package init(charities: Set<CharityID> = [], companies: Set<CompanyID> = [], designated: CharityID? = nil) {
    self.charities = charities
    self.companies = companies
    self.designated = designated
  }

  /// Whether whoever the option needs is registered.
  package func know(_ preference: RewardPreference) -> Bool {
    if preference.option.needsCharity { return preference.charityId.map(charities.contains) ?? false }
    if preference.option.needsCompany { return preference.companyId.map(companies.contains) ?? false }
    return true
  }
}
