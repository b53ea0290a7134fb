/// O6: publishing uses a listing credit where the company has any, else the offer is on contract.
package enum AListingCreditPaysWhereThereIsOne {
  /// Whether a credit is used, out of those available; below zero where a reversal found credits used.
  package static func usesCredit(available: Int) -> Bool {
    available > 0
  }
}
