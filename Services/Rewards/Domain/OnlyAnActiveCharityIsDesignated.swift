package import Vocabulary

/// Which charity own-company bonuses go to (W4): one at most, and one that members may give to, so that retiring it takes the
/// designation from it (W10).
package struct Designation: Hashable, Sendable {
  /// The charity that has it.
  package private(set) var charityID: CharityID?

  package init(_ charityID: CharityID? = nil) {
    self.charityID = charityID
  }

  /// Follows a change of a charity, which may say whether it is designated; false where that cannot be, since it is retired.
  package mutating func change(of charity: Charity, to isDesignated: Bool?) -> Bool {
    if isDesignated == true {
      guard charity.isActive else { return false }
      charityID = charity.id
    } else if isDesignated == false || !charity.isActive, charityID == charity.id {
      charityID = nil
    }
    return true
  }
}
