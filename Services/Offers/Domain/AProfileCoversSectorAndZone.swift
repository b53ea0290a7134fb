import Vocabulary

/// O2: an offer is pushed only to members whose sectors and zones both cover it; codes cover what lies under them (M4).
package struct AProfileCoversSectorAndZone: Hashable, Sendable {
  package let coversSector: Bool
  package let coversZone: Bool

  /// Holds a profile against an offer's sector and zone.
  package init(sectors: [SectorCode], zones: [ZoneCode], sector: SectorCode, zone: ZoneCode) {
    coversSector = sectors.contains { $0.covers(sector) }
    coversZone = zones.contains { $0.covers(zone) }
  }

  /// Whether the member may be solicited at all.
  package var isTargeted: Bool { coversSector && coversZone }
}
