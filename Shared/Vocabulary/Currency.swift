/// An ISO 4217 currency; the platform counts in euros alone.
public enum Currency: String, ClosedEnumeration {
  /// The euro.
  case euro = "EUR"
}
