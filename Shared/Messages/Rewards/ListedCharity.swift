public import Vocabulary

/// A charity as a list shows it.
public struct ListedCharity: Listed {
  /// `charities`.
  public static let listName = "charities"

  /// The charity.
  public var charityId: CharityID
  /// Its name.
  public var name: String
  /// Whether own-company bonuses go to it (W4).
  public var designated: Bool
  /// Whether members may give to it.
  public var active: Bool

  public init(charityId: CharityID, name: String, designated: Bool, active: Bool) {
    self.charityId = charityId
    self.name = name
    self.designated = designated
    self.active = active
  }
}
