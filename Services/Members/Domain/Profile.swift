import Vocabulary

/// What a member said of their field, their employer and their wishes (M4).
package struct Profile: Hashable, Sendable {
  package var sectors: [SectorCode]
  package var zones: [ZoneCode]
  package var employer: Employer?
  package var locale: Language
  /// The default for bonuses (W3).
  package var rewardOption: RewardPreference?

  package init(
    sectors: [SectorCode],
    zones: [ZoneCode],
    employer: Employer? = nil,
    locale: Language,
    rewardOption: RewardPreference? = nil
  ) {
    self.sectors = sectors
    self.zones = zones
    self.employer = employer
    self.locale = locale
    self.rewardOption = rewardOption
  }

  /// The country that a telephone number without a calling code is read with: that of the first zone (R4).
  package var country: String? { zones.first?.country }
}
